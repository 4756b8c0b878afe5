# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What every writer of copies is given and gives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from reader.document.copies import Copy, pack
from reader.document.marks import View
from reader.document.overlay import Overlaid

#: Told the share of the work that is done, 0 to 1; what it raises ends the work.
Advance = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Source:
    """The file that an article was read from, or a copy of it that carries its pages.

    Attributes:
        data: Its bytes, as a program without the password could read them but for a PDF's.
        format: The registry's name of its format.
        password: What opens a PDF that is encrypted.
    """

    data: bytes
    format: str
    password: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A finished copy; `said` is a sentence on what it could not show, or empty."""

    data: bytes
    said: str = ""


class Writer(Protocol):
    """Makes a copy in one format."""

    @property
    def suffix(self) -> str:
        """Of its files, with the dot."""
        ...

    @property
    def label(self) -> str:
        """What a reader calls the format."""
        ...

    def write(self, read: Overlaid, view: View, source: Source | None, advance: Advance) -> Written:
        """The whole file. Safe on any thread.

        Args:
            read: The analysis with the reader's marks over it.
            view: What the reader asked to see.
            source: The article's own file, where it is at hand.
            advance: See `Advance`.

        Raises:
            SaveError: The copy cannot be made.
        """
        ...


def packed(read: Overlaid, view: View) -> str:
    """What a copy carries to open again as it was."""
    return pack(Copy(read.machine, view, read.marks))
