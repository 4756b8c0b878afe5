# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a PDF carries beside its pages: a copy that was saved in it, and others' annotations.

Both may come from anywhere: what is too large, damaged or of another shape is left out.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.document import Article, Span
from reader.document.anchors import AROUND, anchored, digest
from reader.document.copies import unpack
from reader.document.pdf_copies import (
    ATTACHMENT,
    OURS,
    digests,
    letters_in,
    letters_of,
    note_id,
)
from reader.document.readers_marks import Act, ReadersMark
from reader.formats.carried import UNREADABLE, Carried

if TYPE_CHECKING:
    import pypdfium2

#: The most bytes that a packed copy may have; a book's has one million.
PACKED_LIMIT = 64 * 1024 * 1024
#: The most attachments that are looked at.
ATTACHMENT_LIMIT = 1000
#: The most pages whose annotations are read, and the most annotations in all.
PAGE_LIMIT = 3000
ANNOTATION_LIMIT = 10_000
#: The most pieces of lines that one may lie on.
BOX_LIMIT = 1000
#: What is read of an annotation's words, in characters.
WORDS_LIMIT = 20_000
#: Pages with more characters are drawings; annotations on them are anchored elsewhere.
PAGE_CHARACTER_LIMIT = 200_000

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")


def carried(data: bytes, *, password: str | None) -> Carried | None:
    """The copy that was saved in a PDF, or None where there is none that can be read."""
    with _opened(data, password) as document:
        content = _attachment(document) if document is not None else None
        if document is None or content is None:
            return None
        line, _, packed = content.partition(b"\n")
        try:
            copy = unpack(packed)
        except UNREADABLE:
            return None
        was = line.decode("ascii", "replace").split(" ")
        comments = [
            (found.name, found.words)
            for found in _annotations(document)
            if found.name.startswith(OURS)
        ]
        now = digests(_page_texts(document), comments).split(" ")
    touched = was[1:2] != now[1:2]
    said = "Its annotations were changed elsewhere; its marks are shown as they were saved."
    return Carried(copy, was[:1] != now[:1], said=said if touched else "")


def notes(data: bytes, article: Article, *, password: str | None) -> tuple[ReadersMark, ...]:
    """The annotations of other programs as notes and highlights, in the order of the pages.

    Each is anchored to the words it lies on, or else to those nearest to it, and tagged with its
    author. Its id stays the same in every copy of the file: what is among a copy's marks already
    needs no second one.
    """
    with _opened(data, password) as document:
        if document is None:
            return ()
        finder = _Words(document, article)
        sha256 = digest(article.text)
        return tuple(
            ReadersMark(
                found.id,
                Act.NOTE if found.words else Act.HIGHLIGHT,
                anchored(article.text, finder.under(found), sha256=sha256),
                found.words,
                tags=(found.author,) if found.author else (),
                made=found.made,
            )
            for found in _annotations(document)
            if not found.name.startswith(OURS) and (found.words or found.boxes)
        )


@contextmanager
def _opened(data: bytes, password: str | None) -> "Iterator[pypdfium2.PdfDocument | None]":
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError:
        # The loader of the pages says why.
        yield None
        return
    try:
        yield document
    finally:
        document.close()


def _attachment(document: "pypdfium2.PdfDocument") -> bytes | None:
    import pypdfium2

    for index in range(min(document.count_attachments(), ATTACHMENT_LIMIT)):
        attachment = document.get_attachment(index)
        if attachment.get_name() == ATTACHMENT:
            try:
                content = bytes(attachment.get_data())
            except pypdfium2.PdfiumError:
                return None
            return content if len(content) <= PACKED_LIMIT else None
    return None


def _page_texts(document: "pypdfium2.PdfDocument") -> Iterator[str]:
    import pypdfium2

    for number in range(min(len(document), PAGE_LIMIT)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            yield ""
            continue
        text_page = page.get_textpage()
        yield text_page.get_text_range()
        text_page.close()
        page.close()


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Annotation:
    """An annotation of the kinds that say something about words.

    Attributes:
        page: Its number, from 0.
        name: The one that its program gave it, or nothing.
        boxes: Left, bottom, right and top of the pieces of lines it lies on.
        box: The same of its own place.
    """

    page: int
    kind: int
    name: str
    words: str
    author: str
    made: str
    boxes: tuple[Box, ...]
    box: Box

    @property
    def id(self) -> str:
        """That of its mark."""
        if self.name:
            return note_id(self.name)
        place = (round(value) for value in self.box)
        return note_id(self.page, self.kind, *place, self.author, self.words)


def _annotations(document: "pypdfium2.PdfDocument") -> Iterator[_Annotation]:
    import pypdfium2
    from pypdfium2 import raw

    left = ANNOTATION_LIMIT
    for number in range(min(len(document), PAGE_LIMIT)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue
        count = min(raw.FPDFPage_GetAnnotCount(page.raw), left)
        left -= count
        for index in range(count):
            handle = raw.FPDFPage_GetAnnot(page.raw, index)
            if handle:
                found = _annotation(handle, number)
                raw.FPDFPage_CloseAnnot(handle)
                if found is not None:
                    yield found
        page.close()


def _annotation(handle: object, page: int) -> _Annotation | None:
    """What an annotation says; None for links, drawings, form fields and what nobody sees."""
    from pypdfium2 import raw

    kind = raw.FPDFAnnot_GetSubtype(handle)
    lines = (
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_UNDERLINE,
        raw.FPDF_ANNOT_SQUIGGLY,
        raw.FPDF_ANNOT_STRIKEOUT,
    )
    if kind not in (raw.FPDF_ANNOT_TEXT, *lines):
        return None
    if raw.FPDFAnnot_GetFlags(handle) & raw.FPDF_ANNOT_FLAG_HIDDEN:
        return None
    name, words = _string(handle, "NM"), _string(handle, "Contents").strip()
    answers = bool(raw.FPDFAnnot_HasKey(handle, b"IRT"))
    # The second half of a comment, and what became of one ("accepted"), say nothing of their own.
    silent = (answers and not words) or raw.FPDFAnnot_HasKey(handle, b"StateModel")
    if silent and not name.startswith(OURS):
        return None
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(handle, ctypes.byref(rect))
    return _Annotation(
        page,
        kind,
        name,
        words,
        " ".join(_string(handle, "T").split()),
        _moment(_string(handle, "CreationDate") or _string(handle, "M")),
        tuple(_boxes(handle)) if kind in lines else (),
        (rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top)),
    )


def _string(handle: object, key: str) -> str:
    from pypdfium2 import raw

    size = raw.FPDFAnnot_GetStringValue(handle, key.encode(), None, 0)
    buffer = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFAnnot_GetStringValue(handle, key.encode(), pointer, size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")[:WORDS_LIMIT]


def _boxes(handle: object) -> Iterator[Box]:
    """The pieces of lines that an annotation lies on."""
    from pypdfium2 import raw

    quad = raw.FS_QUADPOINTSF()
    for index in range(min(raw.FPDFAnnot_CountAttachmentPoints(handle), BOX_LIMIT)):
        raw.FPDFAnnot_GetAttachmentPoints(handle, index, ctypes.byref(quad))
        across = (quad.x1, quad.x2, quad.x3, quad.x4)
        up = (quad.y1, quad.y2, quad.y3, quad.y4)
        yield min(across), min(up), max(across), max(up)


def _moment(date: str) -> str:
    """A date of this format as an ISO date and time, or nothing."""
    match = _DATE.match(date)
    if match is None:
        return ""
    year, *rest = match.groups()
    month, day, hour, minute, second = (
        part or default for part, default in zip(rest, ("01", "01", "00", "00", "00"), strict=True)
    )
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}+00:00"


class _Words:
    """Finds in an article the words that lie under an annotation."""

    def __init__(self, document: "pypdfium2.PdfDocument", article: Article) -> None:
        self._document = document
        self._article = article
        self._letters, self._offsets = letters_in(article.text, 0, len(article.text))
        self._number = -1
        self._page: list[tuple[str, float, float]] = []

    def under(self, found: _Annotation) -> Span:
        """The words; the beginning of the article where they are not in it."""
        page = self._read(found.page)
        inside = [
            index
            for index, (_, x, y) in enumerate(page)
            if any(_holds(box, x, y) for box in found.boxes)
        ]
        span = self._find(page, inside)
        if span is None:
            span = self._find(page, _nearest_line(page, found.box))
        return span or self._first_line()

    def _first_line(self) -> Span:
        first = self._article.blocks[0]
        line = self._article.text[first.start : first.end].split("\n")[0][:80]
        return Span(first.start, first.start + len(line))

    def _read(self, number: int) -> list[tuple[str, float, float]]:
        """The letters of a page, each with the middle of its character."""
        from pypdfium2 import raw

        if number == self._number:
            return self._page
        page = self._document[number]
        text_page = page.get_textpage()
        box = raw.FS_RECTF()
        self._number, self._page = number, []
        for index in range(min(text_page.count_chars(), PAGE_CHARACTER_LIMIT)):
            code = raw.FPDFText_GetUnicode(text_page.raw, index)
            if code <= 0x20 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
                continue
            if letters := letters_of(chr(code)):
                raw.FPDFText_GetLooseCharBox(text_page.raw, index, ctypes.byref(box))
                middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2
                self._page += [(letter, *middle) for letter in letters]
        text_page.close()
        page.close()
        return self._page

    def _find(self, page: Sequence[tuple[str, float, float]], inside: Sequence[int]) -> Span | None:
        """Where the letters of a page stand in the text, the likest place of several."""
        words = "".join(page[index][0] for index in inside)
        if not words:
            return None
        before = "".join(each[0] for each in page[max(0, inside[0] - AROUND) : inside[0]])
        after = "".join(each[0] for each in page[inside[-1] + 1 : inside[-1] + 1 + AROUND])
        best: tuple[int, int] | None = None
        start = self._letters.find(words)
        while start >= 0:
            end = start + len(words)
            likeness = _shared(self._letters[max(0, start - AROUND) : start][::-1], before[::-1])
            likeness += _shared(self._letters[end : end + AROUND], after)
            if best is None or likeness > best[0]:
                best = likeness, start
            start = self._letters.find(words, start + 1)
        if best is None:
            return None
        first = best[1]
        return Span(self._offsets[first], self._offsets[first + len(words) - 1] + 1)


def _holds(box: Box, x: float, y: float) -> bool:
    left, bottom, right, top = box
    return left <= x <= right and bottom <= y <= top


def _shared(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((count for count, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _nearest_line(page: Sequence[tuple[str, float, float]], box: Box) -> list[int]:
    """The letters that stand in a row with the one nearest to a place."""
    left, bottom, right, top = box
    x, y = (left + right) / 2, (bottom + top) / 2
    if not page:
        return []
    # A comment stands beside its line far more often than above it.
    nearest = min(
        range(len(page)), key=lambda index: abs(page[index][1] - x) + 4 * abs(page[index][2] - y)
    )
    first = last = nearest
    while first > 0 and _in_row(page[first - 1], page[first]):
        first -= 1
    while last + 1 < len(page) and _in_row(page[last], page[last + 1]):
        last += 1
    return list(range(first, last + 1))


def _in_row(one: tuple[str, float, float], other: tuple[str, float, float]) -> bool:
    return abs(one[2] - other[2]) < 3 and -3 < other[1] - one[1] < 40
