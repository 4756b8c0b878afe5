# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which characters of a Word document are its text, and where those of an article stand there.

For the writer of copies and for the reader of what others noted in them. Both texts are compared
without white space, since a loader tidies that. Works on trees of lxml, without importing it.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reader.document.anchors import digest
from reader.document.article import OWN_SIGN, Article, Block, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Paragraphs of these styles were added by a copy and are no part of the article.
OUR_STYLES = "Slantwise"

#: What a paragraph's text is not taken from: it shows what is there once tracked changes are
#: accepted, text boxes are read behind it, and `rt` is how a word above it is pronounced.
SKIPPED = frozenset(
    {
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "delInstrText",
        "txbxContent",
        "pict",
        "rt",
    }
)
#: What wraps paragraphs, rows, cells and runs, and is there to be seen through.
WRAPPERS = frozenset(
    {
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "ins",
        "moveTo",
        "AlternateContent",
        "Choice",
        "Fallback",
    }
)
_UNREAD = frozenset({"del", "moveFrom", "sectPr", "pPr", "rPr"})
# What stands for nothing that is read: white space, controls, soft hyphens, directional marks.
_UNSEEN = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
# What no XML holds becomes a replacement sign there.
_IMPOSSIBLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_PARTS_OF_A_BLOCK = re.compile(r"\n| \| ")
# A shorter block that is not where it should be is not looked for all over the document.
_LONG, _NEAR = 20, 2_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A text node of a document.

    Attributes:
        node: A `t`, or a `noBreakHyphen`, which has no text of its own.
        run: The innermost run it stands in.
        start: The index of its first character among the document's.
        offsets: Where each of its characters that count stands in its text.
    """

    node: "_Element"
    run: "_Element"
    start: int
    offsets: list[int]

    @property
    def end(self) -> int:
        """The index behind its last character."""
        return self.start + len(self.offsets)


class Words:
    """The text of a document's body, without white space, and the nodes it comes from."""

    def __init__(self, root: "_Element") -> None:
        self.pieces: list[Piece] = []
        parts: list[str] = []
        position = 0
        for paragraph in paragraphs(root):
            for node, run in _texts(paragraph, None, Fields()):
                text = "\u2011" if local(node) == "noBreakHyphen" else node.text or ""
                seen, offsets = bare(text)
                self.pieces.append(Piece(node, run, position, offsets))
                parts.append(seen)
                position += len(seen)
        self.text = "".join(parts)

    @cached_property
    def sha256(self) -> str:
        """The digest by which a change to the words is noticed."""
        return digest(self.text)


class Alignment:
    """Where the characters of an article stand among those of a document."""

    def __init__(self, article: Article, document: str) -> None:
        self._text, self._offsets = bare(article.text)
        self._document = document
        self._places = array("l", [-1]) * len(self._text)
        self._sources = array("l", [-1]) * len(document)
        self._align(article.text, article.blocks)

    def in_document(self, span: Span) -> Span | None:
        """From the first to the last of an article's characters that stand in the document."""
        low, high = (bisect_left(self._offsets, place) for place in (span.start, span.end))
        return _extent(self._places[low:high])

    def in_article(self, span: Span) -> Span | None:
        """The other way round, in offsets of the article's text."""
        found = _extent(self._sources[span.start : span.end])
        return found and Span(self._offsets[found.start], self._offsets[found.end - 1] + 1)

    def _align(self, text: str, blocks: Iterable[Block]) -> None:
        position = 0
        for block in blocks:
            low, high = self._bare_range(block.start, block.end)
            found = self._find(low, high, position)
            if found >= 0:
                self._match(low, high, found)
                position = max(position, found + high - low)
                continue
            # A loader puts numbers before items, and bars between the cells of a row.
            for start, end in _parts(text, block):
                low, high = self._bare_range(start, end)
                found = self._find(low, high, position)
                if found >= 0:
                    self._match(low, high, found)
                    position = found + high - low

    def _bare_range(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self._offsets, start), bisect_left(self._offsets, end)

    def _find(self, low: int, high: int, position: int) -> int:
        wanted = self._text[low:high]
        if not wanted:
            return -1
        if len(wanted) < _LONG:
            return self._document.find(wanted, position, position + _NEAR)
        found = self._document.find(wanted, position)
        return found if found >= 0 else self._document.find(wanted)

    def _match(self, low: int, high: int, found: int) -> None:
        length = high - low
        self._places[low:high] = array("l", range(found, found + length))
        self._sources[found : found + length] = array("l", range(low, high))


def bare(text: str) -> tuple[str, list[int]]:
    """What is seen of a text, and where each character of it stands."""
    offsets = [i for i, char in enumerate(text) if not _UNSEEN.match(char)]
    return _IMPOSSIBLE.sub("\ufffd", "".join([text[i] for i in offsets])), offsets


def local(node: "_Element") -> str:
    """The name of an element without its name space; empty for comments and the like."""
    tag = node.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def namespace(root: "_Element") -> str:
    """The name space of an element; strict documents have another one."""
    return str(root.tag).partition("}")[0].removeprefix("{")


def commented(root: "_Element", words: Words) -> dict[str, Span]:
    """Which characters each comment is about, by its number.

    A comment that stands at a point is about the paragraph it stands in.
    """
    starts = {id(piece.node): piece.start for piece in words.pieces}
    opened: dict[str, int] = {}
    found: dict[str, Span] = {}
    # What has been read when an anchor is met. A text box is read after its paragraph.
    position, paragraph = 0, 0
    for node in root.iter():
        tag = local(node)
        if tag == "p":
            paragraph = position
        elif id(node) in starts:
            position = starts[id(node)] + len(bare(node.text or "\u2011")[0])
        elif tag in {"commentRangeStart", "commentRangeEnd", "commentReference"}:
            number = node.get(f"{{{namespace(node)}}}id") or ""
            if tag == "commentRangeStart":
                opened[number] = position
            elif tag == "commentRangeEnd" and opened.get(number, position) < position:
                found[number] = Span(opened[number], position)
            elif tag == "commentReference" and number not in found and paragraph < position:
                found[number] = Span(paragraph, position)
    return found


def comment_words(comment: "_Element") -> str:
    """What a comment says, one line for each paragraph."""
    lines = []
    for paragraph in (node for node in comment.iter() if local(node) == "p"):
        nodes = (node for node in paragraph.iter() if local(node) in {"t", "br", "tab"})
        line = "".join((node.text or "") if local(node) == "t" else " " for node in nodes)
        lines.append(line.strip())
    return "\n".join(line for line in lines if line)


def paragraphs(node: "_Element") -> Iterator["_Element"]:
    """The paragraphs below an element that are read, those of text boxes behind their own."""
    for part in node:
        tag = local(part)
        if tag == "p":
            if not is_ours(part):
                yield part
                yield from _boxed(part)
        elif tag not in _UNREAD and len(part) and not is_other_choice(part):
            yield from paragraphs(part)


def _boxed(paragraph: "_Element") -> Iterator["_Element"]:
    """The paragraphs of the text boxes that hang on one, once each."""
    for part in paragraph:
        if local(part) == "txbxContent":
            yield from paragraphs(part)
        elif local(part) not in _UNREAD and len(part) and not is_other_choice(part):
            yield from _boxed(part)


def is_other_choice(node: "_Element") -> bool:
    """Whether an element says once more, for other programs, what one before it says."""
    return local(node) in {"Choice", "Fallback"} and any(
        local(before) == "Choice" for before in node.itersiblings(preceding=True)
    )


class Fields:
    """Where the text of a paragraph is no text, but tells a field what to show."""

    def __init__(self) -> None:
        self._instructing: list[bool] = []

    def meet(self, mark: "_Element") -> None:
        """Take note of a `fldChar`."""
        kind = mark.get(f"{{{namespace(mark)}}}fldCharType")
        if kind == "begin":
            self._instructing.append(True)
        elif self._instructing and kind == "separate":
            self._instructing[-1] = False
        elif self._instructing and kind == "end":
            self._instructing.pop()

    @property
    def instruct(self) -> bool:
        """Whether what comes now is not shown; the result of a field may be a part of it."""
        return any(self._instructing)


def is_ours(paragraph: "_Element") -> bool:
    """Whether a copy added a paragraph, as its legend and its lists."""
    return (_set_on(paragraph, "pPr", "pStyle") or "").startswith(OUR_STYLES)


def _texts(
    node: "_Element", run: "_Element | None", fields: Fields
) -> Iterator[tuple["_Element", "_Element"]]:
    """The text nodes below a paragraph that are read, each with its run."""
    for part in node:
        tag = local(part)
        if tag in {"t", "noBreakHyphen"}:
            if run is not None and not fields.instruct:
                yield part, run
        elif tag == "fldChar":
            fields.meet(part)
        elif tag == "r":
            if not _is_hidden(part):
                yield from _texts(part, part, fields)
        elif tag not in SKIPPED and len(part) and not is_other_choice(part):
            yield from _texts(part, run, fields)


def _is_hidden(run: "_Element") -> bool:
    value = _set_on(run, "rPr", "vanish")
    return value is not None and value not in {"0", "false", "none", "off"}


def _set_on(node: "_Element", properties: str, name: str) -> str | None:
    """The value of a property, empty where it has none; None where it is not set."""
    if len(node) and local(node[0]) == properties:
        for item in node[0]:
            if local(item) == name:
                return item.get(f"{{{namespace(item)}}}val") or ""
    return None


def _parts(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    if sign := OWN_SIGN.match(text, start, block.end):
        start = sign.end()
    for bar in _PARTS_OF_A_BLOCK.finditer(text, start, block.end):
        yield start, bar.start()
        start = bar.end()
    yield start, block.end


def _extent(places: "array[int]") -> Span | None:
    known = [place for place in places if place >= 0]
    return Span(min(known), max(known) + 1) if known else None
