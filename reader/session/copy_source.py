# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The file that a copy is made from: the article's own, or a copy of it that has its pages."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader import formats
from reader.errors import OpenError

if TYPE_CHECKING:
    from reader.export.registry import Source

_GONE = "The file that was opened is no longer there, so the copy is made from its text alone."
_CHANGED = "The file was changed since it was opened, so the copy is made from its text alone."


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was opened, with its password; `is_copy` if it is a copy that opened again."""

    path: Path
    password: str | None = None
    is_copy: bool = False

    def source(self, sha256: str) -> "tuple[Source | None, str]":
        """Its bytes, or None and a sentence why the copy must do without them.

        Args:
            sha256: Of the bytes that the article was read from.
        """
        from reader.export.registry import Source

        try:
            data, name, read = formats.source_of(self.path, password=self.password)
        except OpenError:
            return None, _GONE
        if read != sha256 and not self.is_copy:
            return None, _CHANGED
        return Source(data, name, self.password), ""
