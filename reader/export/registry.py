# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The formats an annotated copy can be saved in, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from reader.export.docx import DocxWriter
from reader.export.html import HtmlWriter
from reader.export.json_writer import JsonWriter
from reader.export.markdown import MarkdownWriter
from reader.export.pdf import PdfWriter
from reader.export.saving import save
from reader.export.writing import Advance, Source, Writer, Written

__all__ = ["WRITERS", "Advance", "Source", "Writer", "Written", "save", "writer_called"]

#: In the order in which they are offered.
WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "html": HtmlWriter(),
        "pdf": PdfWriter(),
        "docx": DocxWriter(),
        "md": MarkdownWriter(),
        "json": JsonWriter(),
    }
)

_OTHER_NAMES = {"markdown": "md", "htm": "html", "word": "docx"}


def writer_called(name: str) -> Writer | None:
    """The writer of a format by its name or a suffix, whatever the capitals; None if unknown."""
    wanted = name.lower().removeprefix(".")
    return WRITERS.get(_OTHER_NAMES.get(wanted, wanted))
