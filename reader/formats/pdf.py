# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""PDF: characters with their places, gathered into lines; `pdf_layout` makes blocks of them."""

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.errors import OpenError, Reason
from reader.formats.archive import damaged
from reader.formats.draft import TEXT_LIMIT, Draft
from reader.formats.office import usable_title
from reader.formats.pdf_layout import Line, lay_out
from reader.formats.structure import strip_page_name

if TYPE_CHECKING:
    import pypdfium2

#: The most pages that are read.
PAGE_LIMIT = 3000
#: Pages with more characters are drawings, not text.
PAGE_CHARACTER_LIMIT = 200_000
#: A gap in a line wider than this many times its height is the space between two columns.
COLUMN_GAP = 2.0
#: A scan holds less text than this, page numbers and stamps mostly.
SCAN_LIMIT = 10

#: How the engine marks a hyphen at a line end; our own mark for the same.
SOFT_HYPHENS = frozenset({0x02, 0xFFFE, 0xAD})
# Fonts of TeX without a table of their characters: quotes, dashes and ligatures as it codes them.
_TEX_CODES = {
    0x10: "“",
    0x11: "”",
    0x12: "„",
    0x13: "«",
    0x14: "»",
    0x15: "–",
    0x16: "—",
    0x19: "’",
    0x1B: "ff",
    0x1C: "fi",
    0x1D: "fl",
    0x1E: "ffi",
    0x1F: "ffl",
}
_SPACES = frozenset({0x20, 0xA0})
_LINE_ENDS = frozenset({0x0A, 0x0D})


def load(data: bytes, *, name: str, password: str | None) -> Draft:
    """Read the text of a PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error, password) from error
    try:
        return _read(document)
    finally:
        document.close()


def _refusal(error: Exception, password: str | None) -> OpenError:
    if "password" not in str(error).lower():
        return damaged(str(error))
    if password is None:
        sentence = "The document is encrypted; give its password to open it."
    else:
        sentence = "The password does not fit this document; give another."
    return OpenError(None, Reason.ENCRYPTED, sentence, detail=str(error))


def _read(document: "pypdfium2.PdfDocument") -> Draft:
    import pypdfium2

    count = len(document)
    if count > PAGE_LIMIT:
        raise OpenError(
            None,
            Reason.TOO_LARGE,
            f"The document has {count:,} pages, more than the {PAGE_LIMIT:,} that are read; "
            "save a part of it as a file of its own.",
        )
    draft = Draft()
    lines: list[Line] = []
    heights: list[float] = []
    total = unreadable = 0
    for index in range(count):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            unreadable += 1
            heights.append(0)
            continue
        text_page = page.get_textpage()
        heights.append(page.get_height())
        found = list(_page_lines(text_page, index + 1, page.get_height()))
        text_page.close()
        page.close()
        lines += found
        total += sum(len(line.text) for line in found)
        if total > TEXT_LIMIT:
            break
    if unreadable == count:
        raise damaged("no page can be read")
    if unreadable:
        draft.warnings.append(f"{unreadable} of {count} pages are damaged and left out.")
    if total <= SCAN_LIMIT:
        raise OpenError(
            None,
            Reason.NO_TEXT,
            "The pages are pictures without text, as scanners make them; "
            "have a program recognise the text first.",
        )
    information = document.get_metadata_dict()
    lay_out(draft, lines, heights, title=strip_page_name(usable_title(information["Title"]) or ""))
    draft.author = information["Author"] or None
    return draft


def _page_lines(
    text_page: "pypdfium2.PdfTextPage", number: int, page_height: float
) -> Iterator[Line]:
    """The lines of a page in the order of its content."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)
    line: Line | None = None
    last = 0
    count = min(text_page.count_chars(), PAGE_CHARACTER_LIMIT)
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in _LINE_ENDS:
            if line is not None:
                yield _finished(text_page, line, last)
            line = None
            continue
        if code in _SPACES:
            if line is not None:
                line.text += " "
            continue
        if not raw.FPDFText_GetLooseCharBox(text_page, index, pointer):
            continue
        left, right = min(box.left, box.right), max(box.left, box.right)
        top = page_height - max(box.top, box.bottom)
        bottom = page_height - min(box.top, box.bottom)
        character = "\u00ad" if code in SOFT_HYPHENS else _character(code)
        if line is not None and not line.takes(left, top, bottom, COLUMN_GAP):
            yield _finished(text_page, line, last)
            line = None
        if line is None:
            size = raw.FPDFText_GetFontSize(text_page, index)
            turned = abs(raw.FPDFText_GetCharAngle(text_page, index)) > 0.2
            bold = _is_bold(text_page, index)
            line = Line(number, left, top, right, bottom, size, bold, turned)
        line.add(character, left, top, right, bottom)
        last = index
    if line is not None:
        yield _finished(text_page, line, last)


def _finished(text_page: "pypdfium2.PdfTextPage", line: Line, last: int) -> Line:
    """A line that begins bold may only have a bold word in it."""
    line.bold = line.bold and _is_bold(text_page, last)
    return line


def _character(code: int) -> str:
    if code in _TEX_CODES:
        return _TEX_CODES[code]
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore")
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    return chr(code)


def _is_bold(text_page: "pypdfium2.PdfTextPage", index: int) -> bool:
    from pypdfium2 import raw

    if raw.FPDFText_GetFontWeight(text_page, index) >= 600:
        return True
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, index, buffer, 128, ctypes.byref(flags))
    return b"bold" in buffer.value.lower() or b"black" in buffer.value.lower()
