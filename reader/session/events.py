# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a session reports while it works. Plain data, safe on any thread."""

from reader.worker.messages import Analysed, Event, Failed, Judged, Opened, Weighed

__all__ = ["Analysed", "Event", "Failed", "Judged", "Opened", "Weighed"]
