# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the worker may use before it is stopped."""

#: Seconds without any progress after which a file or a model is given up.
STALL_SECONDS = 60

#: Bytes of memory of its own that the worker may hold (where the system can limit it).
MEMORY_BYTES = 3 * 1024**3

#: Bytes of memory that the worker may have when it has opened a file: a page that describes more is
#: made to do harm. Where the system tells what is in use.
OPENING_BYTES = 1024**3

#: The exit status of a worker that ran out of memory and has said so: its heap is not to be trusted
#: any more, so a fresh one takes over the jobs that are left.
WORN_OUT = 75
