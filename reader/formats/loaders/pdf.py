# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""PDF: characters with their places, gathered into lines; `pdf_layout` makes blocks of them."""

import ctypes
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.errors import OpenError, Reason
from reader.formats.draft import Draft
from reader.formats.loaders.office import usable_title
from reader.formats.loaders.pdf_layout import lay_out
from reader.formats.loaders.pdf_line import INITIAL_LENGTH, INITIAL_SIZE, Line, is_initial
from reader.formats.safe.archive import damaged
from reader.formats.safe.limits import TEXT_LIMIT
from reader.formats.structure.words import strip_page_name

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
_ZERO, _NINE = 0x30, 0x39
_LINE_ENDS = frozenset({0x0A, 0x0D})


def load(data: bytes, *, password: str | None) -> Draft:
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
        text_page = _upright(page)
        heights.append(page.get_height())
        found = list(_PageReader(page, text_page, index + 1).lines())
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


def _upright(page: "pypdfium2.PdfPage") -> "pypdfium2.PdfTextPage":
    """The text of a page, which is turned if it is shown with its text on its side."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    turn = page.get_rotation()
    if turn:
        # The engine counts the angle of a character clockwise.
        angle = raw.FPDFText_GetCharAngle(text_page.raw, text_page.count_chars() // 2)
        upright = -round(angle / (math.pi / 2)) % 4 * 90
        if angle >= 0 and upright != turn:
            page.set_rotation(upright)
            text_page = page.get_textpage()
    return text_page


class _PageReader:
    """Gathers the characters of a page into lines, in the order of its content.

    Asking the engine for a place is what costs, so it is only asked where a line may break or a
    figure may be raised: at the ends of words, for digits, and behind an initial.
    """

    def __init__(
        self, page: "pypdfium2.PdfPage", text_page: "pypdfium2.PdfTextPage", number: int
    ) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._page = text_page.raw
        self._number = number
        self._bounds = page.get_bbox()
        self._turns = page.get_rotation() // 90
        self._box = raw.FS_RECTF()
        self._pointer = ctypes.byref(self._box)
        self._count = min(text_page.count_chars(), PAGE_CHARACTER_LIMIT)
        self._line: Line | None = None
        self._pieces: list[str] = []
        self._last = self._measured = -1

    def lines(self) -> Iterator[Line]:
        """The lines of the page."""
        unicode_of, page = self._raw.FPDFText_GetUnicode, self._page
        measure = True
        for index in range(self._count):
            code = unicode_of(page, index)
            if code in _LINE_ENDS:
                yield from self._finished()
                continue
            if code in _SPACES:
                if self._line is not None:
                    self._pieces.append(" ")
                measure = True
                continue
            early = len(self._pieces) < INITIAL_LENGTH
            if self._line is None or early or measure or _ZERO <= code <= _NINE:
                yield from self._placed(index, code)
            else:
                self._pieces.append(_character(code))
                self._last = index
            # What follows a divided word is on the next line, without a line end between.
            measure = code in SOFT_HYPHENS
        yield from self._finished()

    def _place(self, index: int) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom of a character."""
        if not self._raw.FPDFText_GetLooseCharBox(self._page, index, self._pointer):
            return None
        box = self._box
        start, low, end, high = self._bounds
        x0, y0, x1, y1 = box.left, box.top, box.right, box.bottom
        # As the page is shown: cropped, and turned clockwise.
        left, top, right, bottom = (
            (x0 - start, high - y0, x1 - start, high - y1),
            (y0 - low, x0 - start, y1 - low, x1 - start),
            (end - x0, y0 - low, end - x1, y1 - low),
            (high - y0, end - x0, high - y1, end - x1),
        )[self._turns]
        return min(left, right), min(top, bottom), max(left, right), max(top, bottom)

    def _close_word(self) -> None:
        if self._line is not None and self._last > self._measured:
            place = self._place(self._last)
            if place is not None:
                self._line.stretch(*place)
            self._measured = self._last

    def _placed(self, index: int, code: int) -> Iterator[Line]:
        place = self._place(index)
        if place is None:
            return
        self._close_word()
        left, top, _, bottom = place
        character = _character(code)
        if self._line is not None and (
            not self._line.takes(left, top, bottom, COLUMN_GAP)
            or (character.isalpha() and self._is_initial(bottom - top))
        ):
            yield from self._finished()
        if self._line is None:
            self._line = self._begun(index, place)
        if self._line.is_mark(character, top, bottom, self._pieces):
            return
        self._pieces.append(character)
        self._line.stretch(*place)
        self._last = self._measured = index

    def _is_initial(self, height: float) -> bool:
        """Whether what there is of the line is a large letter before one of this height."""
        assert self._line is not None
        return (
            len(self._pieces) < INITIAL_LENGTH
            and self._line.height >= INITIAL_SIZE * height
            and is_initial("".join(self._pieces))
        )

    def _begun(self, index: int, place: tuple[float, float, float, float]) -> Line:
        size = self._raw.FPDFText_GetFontSize(self._page, index)
        # The angle, too, is that on the page as it is shown; the engine counts clockwise.
        angle = self._raw.FPDFText_GetCharAngle(self._page, index) + self._turns * math.pi / 2
        turned = abs(math.remainder(angle, 2 * math.pi)) > 0.2
        return Line(self._number, *place, size, self._is_bold(index), turned)

    def _finished(self) -> Iterator[Line]:
        line = self._line
        if line is None:
            return
        self._close_word()
        # A line that begins bold may only have a bold word in it.
        line.bold = line.bold and self._is_bold(self._last)
        line.text = "".join(self._pieces)
        self._line = None
        self._pieces = []
        yield line

    def _is_bold(self, index: int) -> bool:
        if self._raw.FPDFText_GetFontWeight(self._page, index) >= 600:
            return True
        buffer = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        self._raw.FPDFText_GetFontInfo(self._page, index, buffer, 128, ctypes.byref(flags))
        return b"bold" in buffer.value.lower() or b"black" in buffer.value.lower()


def _character(code: int) -> str:
    if code in SOFT_HYPHENS:
        return "\u00ad"
    if code in _TEX_CODES:
        return _TEX_CODES[code]
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore")
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    return chr(code)
