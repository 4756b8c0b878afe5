# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a session reports while it works. Plain data, safe on any thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.document.readers_marks import ReadersMark
from reader.errors import LibraryError
from reader.worker.messages import Analysed, Compared, Drawn, Failed, Judged, Opened, Weighed
from reader.worker.messages import Event as JobEvent


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of an article from before.

    Attributes:
        job: The one that opened it.
        marks: The reader's own, of this text and of others that the same file held.
        place: How it was left, as it was given to `Session.remember`; None where the marks alone
            were looked up again.
    """

    job: int
    marks: tuple[ReadersMark, ...]
    place: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """All that was to be kept up to an order, as `Session.keep` numbered it, is on the disk."""

    order: int


@dataclass(frozen=True, slots=True)
class NotKept:
    """The library cannot be used: marks could not be kept, or not be read.

    They stay in memory, and are tried again with the next order and with `Session.retry`.
    """

    error: LibraryError


@dataclass(frozen=True, slots=True)
class MarksChanged:
    """Another window has written to the library; look the marks up again."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A damaged library was put aside.

    Attributes:
        aside: Where the damaged file is now.
        marks: How many of the reader's marks were read out of it.
        complete: Whether that is certainly all of them.
    """

    aside: Path
    marks: int
    complete: bool


#: What the library reports, of no job in particular.
LibraryEvent = Kept | NotKept | MarksChanged | Mended

Event = JobEvent | Remembered | LibraryEvent

__all__ = [
    "Analysed",
    "Compared",
    "Drawn",
    "Event",
    "Failed",
    "JobEvent",
    "Judged",
    "Kept",
    "LibraryEvent",
    "MarksChanged",
    "Mended",
    "NotKept",
    "Opened",
    "Remembered",
    "Weighed",
]
