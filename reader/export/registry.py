# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The formats an annotated copy can be saved in, by name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from reader.document import Analysis
from reader.document.marks import View
from reader.export.html import HtmlWriter
from reader.export.json_writer import JsonWriter
from reader.export.markdown import MarkdownWriter
from reader.export.saving import save

__all__ = ["WRITERS", "Writer", "save"]


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

    def write(self, analysis: Analysis, view: View) -> bytes:
        """The whole file. The same analysis and view give the same bytes. Safe on any thread."""
        ...


#: In the order in which they are offered.
WRITERS: Mapping[str, Writer] = MappingProxyType(
    {"html": HtmlWriter(), "markdown": MarkdownWriter(), "json": JsonWriter()}
)
