# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Lays marks over the body of a Word document, as looks of its runs and as comments.

Runs are split where marks begin and end; nothing else about them changes. Loaded words are listed
in the comment of the opinion or viewpoint they stand in: with a comment for each, nobody would find
the others.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from reader.document import Article, Span
from reader.document.docx_part import comment_key
from reader.document.docx_text import Alignment, Piece, Words, bare, local, namespace
from reader.document.marks import MarkKind
from reader.document.speakers import words
from reader.export.content import CopyMark, percent, printable
from reader.export.docx_look import dress, look_of
from reader.export.writing import Advance

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Told how much is done, 0 to 1; raises to cancel.

# A comment may begin and end in these as well as in a paragraph itself.
_PLAIN = frozenset({"hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo"})
_SPLITTABLE = _PLAIN | {"sdt", "sdtContent", "fldSimple"}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# The caller hears of this share of the runs at a time.
_STEPS = 50


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run after the split: marks lie over all of it or not at all. Offsets as in `Words`."""

    run: "_Element"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark and where it is in the document."""

    mark: CopyMark
    span: Span


@dataclass(slots=True)
class Marked:
    """What a document has been given.

    Attributes:
        words: The digest of its words, which the marks leave as they are.
        comments: Elements for the part of the comments.
        colours: Those of the marks.
        lost: The marks whose words are not in the document's body.
    """

    words: str
    comments: list["_Element"] = field(default_factory=list)
    colours: set[str] = field(default_factory=set)
    lost: list[CopyMark] = field(default_factory=list)

    @property
    def keys(self) -> frozenset[str]:
        """By what the comments are known again."""
        return frozenset(map(comment_key, self.comments))


@dataclass(frozen=True, slots=True)
class Noted:
    """A comment that somebody else has in the document: its words, and where they are."""

    words: str
    span: Span


def lay_over(
    root: "_Element",
    article: Article,
    marks: Iterable[CopyMark],
    *,
    about: Sequence[str],
    first_id: int,
    noted: Callable[[Words], Iterable[Noted]],
    advance: Advance,
) -> Marked:
    """Lay marks over a document.

    Args:
        root: Of the document; changed.
        article: What a loader made of it, or what it was made from.
        marks: In any order.
        about: What the first comment says about the copy, a line each; none without it.
        first_id: The first number for a comment.
        noted: Finds the comments that are there already; a note that says one of these again is
            left out.
        advance: Told how much is done; what it raises ends the work.
    """
    text = Words(root)
    there = Alignment(article, text.text)
    known = list(noted(text))
    advance(0.2)
    marked = Marked(text.sha256)
    placed: list[_Placed] = []
    for mark in marks:
        span = there.in_document(mark.span)
        if span is None:
            marked.lost.append(mark)
        elif not (known and _is_said(mark, span, known)):
            placed.append(_Placed(mark, span))
    placed.sort(key=lambda item: (item.span.start, -item.span.end))
    stretches = _split_all(text.pieces, placed)
    advance(0.4)
    _dress_all(namespace(root), stretches, placed, marked, advance)
    _comment_all(
        root, stretches, _to_say(article.text, placed, marked.lost, about), first_id, marked
    )
    advance(0.9)
    return marked


def xml_text(text: str) -> str:
    """The text without what no XML document can hold."""
    return _CONTROLS.sub("", printable(text))


def _is_said(mark: CopyMark, span: Span, known: Iterable[Noted]) -> bool:
    """Whether a note is a comment of somebody else's, which is in the document already."""
    said = bare(mark.reason)[0]
    return mark.kind == "note" and any(
        item.span.overlap(span) and bare(item.words)[0] in said for item in known
    )


def _split_all(pieces: Sequence[Piece], placed: Sequence[_Placed]) -> list[_Stretch]:
    """Split runs where marks begin or end."""
    starts = sorted({item.span.start for item in placed})
    ends = sorted({item.span.end for item in placed})
    found: list[_Stretch] = []
    for _, group in groupby(pieces, key=lambda piece: id(piece.run)):
        parts = list(group)
        run, first, last = parts[0].run, parts[0].start, parts[-1].end
        cuts = [(end, 0) for end in ends[bisect_right(ends, first) : bisect_right(ends, last)]]
        cuts += [
            (start, 1) for start in starts[bisect_left(starts, first) : bisect_left(starts, last)]
        ]
        borders = []
        if cuts and _is_splittable(run):
            for border, is_start in sorted(cuts, reverse=True):
                tail = _split(run, *_place_of(parts, border, is_start))
                if tail is not None:
                    borders.append((border, tail))
        position = first
        for border, tail in reversed(borders):
            found.append(_Stretch(run, position, border))
            run, position = tail, border
        found.append(_Stretch(run, position, last))
    return found


def _is_splittable(run: "_Element") -> bool:
    outer = next(above for above in run.iterancestors() if local(above) not in _SPLITTABLE)
    return local(outer) == "p"


def _place_of(parts: Iterable[Piece], border: int, is_start: int) -> tuple["_Element", int]:
    """Before the character of this index, or behind the one before it."""
    index = border if is_start else border - 1
    piece = next(part for part in parts if part.start <= index < part.end)
    return piece.node, piece.offsets[index - piece.start] + (not is_start)


def _split(run: "_Element", node: "_Element", offset: int) -> "_Element | None":
    """Move what stands behind a place in a run to a new one, or None where nothing does."""
    if node.getparent() is not run:
        return None
    text = node.text or ""
    behind = list(node.itersiblings())
    moved = [node, *behind] if offset == 0 else behind
    if local(node) == "t" and 0 < offset < len(text):
        second = node.makeelement(node.tag, {_SPACE: "preserve"})
        node.text, second.text = text[:offset], text[offset:]
        node.set(_SPACE, "preserve")
        moved = [second, *behind]
    before = [part for part in run if part not in moved and local(part) != "rPr"]
    if not moved or not before:
        return None
    tail = run.makeelement(run.tag)
    for name, value in run.items():
        tail.set(name, value)
    if local(run[0]) == "rPr":
        tail.append(deepcopy(run[0]))
    tail.extend(moved)
    run.addnext(tail)
    return tail


def _dress_all(
    space: str,
    stretches: Sequence[_Stretch],
    placed: Sequence[_Placed],
    marked: Marked,
    advance: Advance,
) -> None:
    over: list[_Placed] = []
    waiting = 0
    step = max(len(stretches) // _STEPS, 1)
    for number, stretch in enumerate(stretches):
        if number % step == 0:
            advance(0.4 + 0.3 * number / len(stretches))
        while waiting < len(placed) and placed[waiting].span.start <= stretch.start:
            over.append(placed[waiting])
            waiting += 1
        over = [item for item in over if item.span.end > stretch.start]
        # White space alone belongs to a mark that goes on behind it and began before.
        is_space = stretch.start == stretch.end
        within = [item for item in over if not is_space or item.span.start < stretch.start]
        if within and namespace(stretch.run) == space:
            look = look_of(item.mark for item in within)
            marked.colours.update(look.colours)
            dress(stretch.run, look)


def _to_say(
    text: str, placed: Sequence[_Placed], lost: Sequence[CopyMark], about: Sequence[str]
) -> Iterator[tuple[Span, str, Sequence[str]]]:
    """What is said of which place, by whom, a line each; the first line names it."""
    if about:
        lines = list(about)
        if lost:
            lines.append("Marked in what cannot be marked here, such as footnotes and pictures:")
            lines += [f"{mark.reason} “{words(text, [mark.span])}”" for mark in lost]
        yield Span(0, 1), "Slantwise", lines
    hosts: list[_Placed] = []
    loaded: dict[int, list[CopyMark]] = defaultdict(list)
    said: list[_Placed] = []
    for item in placed:
        hosts = [host for host in hosts if host.span.end > item.span.start]
        kind = item.mark.kind
        if not item.mark.by_reader:
            if kind is MarkKind.FACT:
                continue
            host = next((host for host in hosts if host.span.end >= item.span.end), None)
            if kind is MarkKind.LOADED and host:
                loaded[id(host)].append(item.mark)
                continue
            if kind in {MarkKind.OPINION, MarkKind.VIEWPOINT, MarkKind.UNCLEAR}:
                hosts.insert(0, item)
        said.append(item)
    for item in said:
        mark = item.mark
        lines = [mark.name, mark.reason.removeprefix(mark.name).lstrip(". ")]
        if inside := loaded[id(item)]:
            listed = ", ".join(
                f"“{words(text, [word.span])}” ({percent(word.score)})" for word in inside
            )
            lines.append(f"Loaded words: {listed}.")
        yield item.span, "Reader" if mark.by_reader else "Slantwise", lines


def _comment_all(
    root: "_Element",
    stretches: Sequence[_Stretch],
    to_say: Iterable[tuple[Span, str, Sequence[str]]],
    first_id: int,
    marked: Marked,
) -> None:
    starts = [stretch.start for stretch in stretches]
    ends = [stretch.end for stretch in stretches]
    make = _Maker(root)
    for number, (span, author, lines) in enumerate(to_say, first_id):
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end) - 1
        if not 0 <= first <= last:
            continue
        start, end = _beside(stretches[first].run), _beside(stretches[last].run)
        paragraph_part = _paragraph_part(end)
        start.addprevious(make("commentRangeStart", id=str(number)))
        behind = make("commentRangeEnd", id=str(number))
        end.addnext(behind)
        reference = make("r")
        reference.append(make("commentReference", id=str(number)))
        (behind if paragraph_part is end else paragraph_part).addnext(reference)
        marked.comments.append(make.comment(number, author, lines))


def _beside(run: "_Element") -> "_Element":
    """The run, or what it lies in, beside which a comment may begin or end."""
    found = beside = run
    for above in run.iterancestors():
        if local(above) == "p":
            # A text box has paragraphs in a paragraph, and takes no comments.
            beside = found
            found = above
        elif local(above) not in _PLAIN:
            found = above
    return beside


def _paragraph_part(node: "_Element") -> "_Element":
    parent = node.getparent()
    while parent is not None and local(parent) != "p":
        node, parent = parent, parent.getparent()
    return node


class _Maker:
    """Makes elements of the document's own name space."""

    def __init__(self, root: "_Element") -> None:
        self._root = root
        self._space = f"{{{namespace(root)}}}"

    def __call__(self, name: str, **values: str) -> "_Element":
        attributes = {f"{self._space}{key}": value for key, value in values.items()}
        return self._root.makeelement(f"{self._space}{name}", attributes)

    def comment(self, number: int, author: str, lines: Sequence[str]) -> "_Element":
        """A comment without a date, so that the same copy is the same bytes."""
        initials = "".join(char for char in author if char.isupper())
        comment = self("comment", id=str(number), author=author, initials=initials)
        for line_number, line in enumerate(line for line in lines if line):
            paragraph = self("p")
            run = self("r")
            if line_number == 0:
                reference = self("r")
                reference.append(self("annotationRef"))
                paragraph.append(reference)
                properties = self("rPr")
                properties.append(self("b"))
                run.append(properties)
            text = self("t")
            text.text = xml_text(line)
            text.set(_SPACE, "preserve")
            run.append(text)
            paragraph.append(run)
            comment.append(paragraph)
        return comment
