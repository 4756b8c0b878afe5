# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From the bytes of a file to a draft: one module per format, each with a `load`."""
