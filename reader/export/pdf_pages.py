# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes the marks onto the pages of the PDF that was read, as annotations of that format.

The pages themselves and what others have written on them stay as they are. A file that is encrypted
stays so, with the same passwords. A signature no longer fits a file to which something was added.
"""

import io
import math
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from reader.document import Article
from reader.document.marks import MarkKind
from reader.document.pdf_copies import ATTACHMENT, OURS, digests
from reader.errors import Reason, SaveError
from reader.export.content import CopyMark, printable
from reader.export.pdf_look import look_of
from reader.export.pdf_places import Places, Quad

if TYPE_CHECKING:
    import pypdf
    import pypdfium2
    from pypdf.generic import DictionaryObject, StreamObject

# Shown on paper as well (ISO 32000-1, 12.5.3).
_PRINT = 4
# The sign of a note, in points: in the margin, and in the middle of a line.
_SIGN, _SMALL_SIGN = 14.0, 8.0
# What lines and frames reach beyond the words, in points.
_MARGIN = 2.0


# Left, bottom, right, top.
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class AnnotatedPages:
    """The finished file, and the marks whose words were not found on its pages."""

    data: bytes
    missing: tuple[CopyMark, ...]


def annotate(
    data: bytes,
    article: Article,
    marks: Sequence[CopyMark],
    packed: str,
    *,
    password: str | None = None,
    advance: Callable[[float], None] = lambda _: None,
) -> AnnotatedPages:
    """Put the marks onto the pages they are about.

    The same input gives the same bytes, unless the file is encrypted. Safe on any thread.

    Args:
        data: The file that the article was read from, or a copy made of it before.
        article: With the areas of its blocks.
        marks: In text order.
        packed: What the copy carries, from `document.copies.pack`.
        password: The one that opens the file.
        advance: Told the share that is done; what it raises ends the work.

    Raises:
        SaveError: The file is too damaged to be written again.
    """
    import pypdf
    import pypdfium2

    with _explained():
        document = pypdfium2.PdfDocument(data, password=password)
        try:
            pages = _page_texts(document)
            advance(0.1)
            places = _places(document, article, marks, advance)
        finally:
            document.close()
        writer = clone(pypdf.PdfReader(io.BytesIO(data), password=password))
        advance(0.7)
        _take_back(writer)
        comments = _write(writer, marks, places, {block.start for block in article.blocks})
        attach(writer, packed, pages, comments)
        advance(0.8)
        out = io.BytesIO()
        writer.write(out)
    advance(1.0)
    missing = (mark for mark, quads in zip(marks, places, strict=True) if not quads)
    return AnnotatedPages(out.getvalue(), tuple(missing))


def attach(
    writer: "pypdf.PdfWriter",
    packed: str,
    pages: Iterable[str],
    comments: Iterable[tuple[str, str]] = (),
) -> None:
    """Let a file carry a packed copy, in place of the one it may carry already.

    Args:
        writer: The file.
        packed: The copy.
        pages: What stands on each page.
        comments: The names and words of our annotations.
    """
    for old in [item for item in writer.attachment_list if item.name == ATTACHMENT]:
        old.delete()
    writer.add_attachment(ATTACHMENT, f"{digests(pages, comments)}\n{packed}")


def page_texts(data: bytes) -> list[str]:
    """What stands on each page of a file of our own making."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return _page_texts(document)
    finally:
        document.close()


def _page_texts(document: "pypdfium2.PdfDocument") -> list[str]:
    """What stands on each page; nothing where it is damaged."""
    import pypdfium2

    found = []
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            found.append("")
            continue
        text_page = page.get_textpage()
        found.append(text_page.get_text_range())
        text_page.close()
        page.close()
    return found


def _places(
    document: "pypdfium2.PdfDocument",
    article: Article,
    marks: Sequence[CopyMark],
    advance: Callable[[float], None],
) -> list[list[Quad]]:
    finder = Places(document, article)
    found = []
    for count, mark in enumerate(marks):
        found.append(finder.quads(mark.span))
        if found[-1]:
            # Notes at the foot come between the halves of a paragraph that runs on.
            finder.release(found[-1][0].page - 1)
        if count % 50 == 0:
            advance(0.1 + 0.5 * count / len(marks))
    return found


def clone(source: "pypdf.PdfReader") -> "pypdf.PdfWriter":
    """A file with all that is in another, ready to be added to."""
    import pypdf
    from pypdf.generic import DictionaryObject

    writer = pypdf.PdfWriter(clone_from=source)
    writer.pdf_header = source.pdf_header
    if source.is_encrypted:
        # The library can only encrypt anew, for which it would have to be told every password. With
        # the keys that opened the file, its passwords and permissions stay what they are.
        entry = DictionaryObject(cast(DictionaryObject, source.trailer["/Encrypt"].get_object()))
        writer._add_object(entry)
        writer._encrypt_entry = entry
        writer._encryption = source._encryption
    return writer


def _take_back(writer: "pypdf.PdfWriter") -> None:
    """Remove the annotations of an earlier copy, with the windows that other programs gave them."""
    from pypdf.generic import ArrayObject, NameObject

    for page in writer.pages:
        entries = list(_annotations(page))
        if not any(_is_ours(entry) for entry in entries):
            continue
        kept = (entry for entry in entries if not _is_ours(entry))
        page[NameObject("/Annots")] = ArrayObject(kept)


def _annotations(page: "pypdf.PageObject") -> Iterator["DictionaryObject"]:
    from pypdf.generic import ArrayObject

    entries = page.get("/Annots")
    found = entries.get_object() if entries is not None else None
    if isinstance(found, ArrayObject):
        yield from found


def _is_ours(entry: "DictionaryObject") -> bool:
    from pypdf.generic import DictionaryObject

    annotation = entry.get_object()
    if not isinstance(annotation, DictionaryObject):
        return False
    if annotation.get("/Subtype") == "/Popup":
        parent = annotation.get("/Parent")
        annotation = parent.get_object() if parent is not None else annotation
        if not isinstance(annotation, DictionaryObject):
            return False
    return str(annotation.get("/NM", "")).startswith(OURS)


def _write(
    writer: "pypdf.PdfWriter",
    marks: Sequence[CopyMark],
    places: Sequence[list[Quad]],
    beginnings: Container[int],
) -> list[tuple[str, str]]:
    """Write the annotations; gives the name and the words of each."""
    from pypdf.generic import ArrayObject, NameObject

    comments = []
    by_page: dict[int, list[tuple[int, int, list[Quad]]]] = defaultdict(list)
    for index, quads in enumerate(places):
        on_page: dict[int, list[Quad]] = defaultdict(list)
        for quad in quads:
            on_page[quad.page].append(quad)
        for part, (number, mine) in enumerate(on_page.items()):
            by_page[number].append((index, part, mine))
    for number, found in sorted(by_page.items()):
        page = writer.pages[number]
        theirs = [_Foreign.of(entry) for entry in _annotations(page)]
        made: list[DictionaryObject] = []
        # What is drawn later lies above: lines over coloured backgrounds.
        for index, part, quads in sorted(found, key=lambda each: look_of(marks[each[0]]).rank):
            mark = marks[index]
            if any(other is not None and other.is_of(mark, quads) for other in theirs):
                continue
            name = f"{OURS}{index + 1}-{part + 1}"
            sign = None
            if mark.kind is MarkKind.NOTE and part == 0:
                sign = _sign(quads[0], in_margin=mark.start in beginnings)
            made += _annotation(writer, mark, quads, name, sign)
        comments += [(str(entry["/NM"]), str(entry["/Contents"])) for entry in made]
        references = (entry.indirect_reference for entry in made)
        page[NameObject("/Annots")] = ArrayObject([*_annotations(page), *references])
    return comments


@dataclass(frozen=True, slots=True)
class _Foreign:
    """An annotation of another program's."""

    subtype: str
    contents: str
    box: tuple[float, float, float, float]

    @classmethod
    def of(cls, entry: "DictionaryObject") -> "_Foreign | None":
        """One that might have come in as a note, or None."""
        from pypdf.generic import ArrayObject, DictionaryObject

        annotation = entry.get_object()
        if not isinstance(annotation, DictionaryObject):
            return None
        rect = annotation.get("/Rect")
        box = rect.get_object() if rect is not None else None
        if not isinstance(box, ArrayObject) or len(box) != 4:
            return None
        left, bottom, right, top = (float(value) for value in box)
        contents = " ".join(str(annotation.get("/Contents", "")).split())
        return cls(str(annotation.get("/Subtype")), contents, (left, bottom, right, top))

    def is_of(self, mark: CopyMark, quads: Sequence[Quad]) -> bool:
        """Whether a reader's note came in from it, so that it must not go out a second time."""
        if mark.kind.value not in {"note", "highlight"}:
            return False
        if self.contents:
            return self.contents in " ".join(mark.reason.split())
        left, bottom, right, top = _around(quads)
        mine = self.subtype in {"/Highlight", "/Underline", "/Squiggly", "/StrikeOut"}
        beside = self.box[0] > right or self.box[2] < left
        return mine and not beside and self.box[1] <= top and self.box[3] >= bottom


def _annotation(
    writer: "pypdf.PdfWriter",
    mark: CopyMark,
    quads: Sequence[Quad],
    name: str,
    sign: _Box | None,
) -> Iterator["DictionaryObject"]:
    """The annotation of a mark on one page, and where it has one its sign."""
    from pypdf.generic import (
        ArrayObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    look = look_of(mark)
    author = "Reader" if look.by_reader else "Slantwise"

    def entry(
        subtype: str,
        name: str,
        box: _Box,
        drawing: str,
    ) -> DictionaryObject:
        rect = ArrayObject(FloatObject(round(value, 2)) for value in box)
        return DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(f"/{subtype}"),
                NameObject("/Rect"): rect,
                NameObject("/C"): ArrayObject(FloatObject(part) for part in look.colour),
                NameObject("/F"): NumberObject(_PRINT),
                NameObject("/T"): TextStringObject(printable(author)),
                NameObject("/Subj"): TextStringObject(look.subject),
                NameObject("/Contents"): TextStringObject(printable(mark.reason)),
                NameObject("/NM"): TextStringObject(name),
                NameObject("/AP"): DictionaryObject(
                    {NameObject("/N"): writer._add_object(_appearance(rect, drawing))}
                ),
            }
        )

    left, bottom, right, top = _around(quads)
    box = (left - _MARGIN, bottom - _MARGIN, right + _MARGIN, top + _MARGIN)
    words = entry(look.subtype, name, box, look.drawing(quads))
    words[NameObject("/QuadPoints")] = ArrayObject(
        FloatObject(round(value, 2)) for quad in quads for value in quad.corners
    )
    if sign is not None:
        note = entry("Text", f"{name}-sign", sign, look.sign(sign))
        note[NameObject("/Name")] = NameObject("/Comment")
        # The two are one comment, whose words are the sign's.
        words[NameObject("/IRT")] = writer._add_object(note)
        words[NameObject("/RT")] = NameObject("/Group")
        yield note
    writer._add_object(words)
    yield words


def _sign(quad: Quad, *, in_margin: bool) -> _Box:
    """The place for a sign before the words, or on their first corner, however they are turned."""
    x0, y0, x1, y1, x2, y2, *_ = quad.corners
    length, height = math.dist((x0, y0), (x1, y1)) or 1.0, math.dist((x0, y0), (x2, y2)) or 1.0
    half = (_SIGN if in_margin else _SMALL_SIGN) / 2
    back = ((half if in_margin else 0) + 1) / length
    down = (half if in_margin else 0) / height
    x = x0 - (x1 - x0) * back + (x2 - x0) * down
    y = y0 - (y1 - y0) * back + (y2 - y0) * down
    return x - half, y - half, x + half, y + half


def _around(quads: Sequence[Quad]) -> tuple[float, float, float, float]:
    across = [value for quad in quads for value in quad.corners[::2]]
    up = [value for quad in quads for value in quad.corners[1::2]]
    return min(across), min(up), max(across), max(up)


def _appearance(rect: Iterable[float], drawing: str) -> "StreamObject":
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

    stream = DecodedStreamObject()
    stream.set_data(drawing.encode("ascii"))
    multiply = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/ExtGState"),
            NameObject("/BM"): NameObject("/Multiply"),
        }
    )
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(rect),
            NameObject("/Resources"): DictionaryObject(
                {NameObject("/ExtGState"): DictionaryObject({NameObject("/M"): multiply})}
            ),
        }
    )
    return stream


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what the libraries say of a damaged file into a SaveError."""
    import pypdfium2
    from pypdf.errors import PyPdfError

    try:
        yield
    except (
        *(PyPdfError, pypdfium2.PdfiumError, NotImplementedError, RecursionError),
        *(ValueError, KeyError, TypeError, IndexError, AttributeError),
    ) as error:
        raise SaveError(
            None,
            Reason.DAMAGED,
            "The pages of this PDF are damaged, so that nothing can be written on them; "
            "save the copy in another format.",
            detail=str(error),
        ) from error
