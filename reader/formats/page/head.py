# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands around a page's main heading: who signed the article, and the day it shows.

Whatever their elements are called: the lines are told by what they say and by their place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from reader.formats.page.tree import names_of, tag_of
from reader.formats.structure.bylines import byline_names, is_name
from reader.formats.structure.dates import DATE_LINE_LIMIT, date_line, is_update

if TYPE_CHECKING:
    from lxml.etree import _Element

#: So many pieces of text before and behind the main heading are looked at.
PIECES_BEFORE = 8
PIECES_BEHIND = 25
#: A longer piece is where the article begins.
RUNNING_TEXT = 160

_UNSEEN = frozenset({"head", "script", "style", "noscript", "template", "title", "svg", "option"})
_CUE = re.compile(
    r"(?:(?:written|story|words|text|article|posted|published)\s+)?by\s*:?|"
    r"(?:authors?|contributors?|writers?)\s*:",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,|&|,?\s*and|,?\s*und|,?\s*et|,?\s*y)\s*", re.IGNORECASE)
_TITLED = re.compile(r"(?:Dr|Prof|Professor)\.?\s+")


@dataclass(frozen=True, slots=True)
class Head:
    """What a page shows around its main heading."""

    byline: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    heading: bool
    names: str


def read_head(root: "_Element") -> Head:
    """Read what stands around the main headings of a page, from the first that has anything."""
    pieces = list(_pieces(root))
    for index, piece in enumerate(pieces):
        # Pieces of one heading follow each other.
        if piece.heading and not (index and pieces[index - 1].heading):
            rest = [each for each in pieces[index:] if not each.heading][:PIECES_BEHIND]
            behind = list(takewhile(lambda each: len(each.text) <= RUNNING_TEXT, rest))
            before = pieces[max(0, index - PIECES_BEFORE) : index]
            byline = _signature(behind) or _signature(before)
            published = _day(behind) or _day(before)
            if byline or published:
                return Head(byline, published)
    return Head()


def _pieces(root: "_Element") -> Iterator[_Piece]:
    """Each stretch of text between two tags, in order."""
    stack: list[tuple[_Element, bool, bool]] = [(root, False, False)]
    while stack:
        node, in_heading, is_tail = stack.pop()
        if is_tail:
            if text := " ".join((node.tail or "").split()):
                yield _Piece(text, in_heading, "")
            continue
        tag = tag_of(node)
        if not tag or tag in _UNSEEN:
            continue
        in_heading = in_heading or tag == "h1"
        if text := " ".join((node.text or "").split()):
            yield _Piece(text, in_heading, names_of(node))
        for child in reversed(node):
            stack.append((child, in_heading, True))
            stack.append((child, in_heading, False))


def _signature(pieces: Sequence[_Piece]) -> str | None:
    """The names after a "By", which often has an element of its own."""
    for index, piece in enumerate(pieces):
        if names := byline_names(piece.text):
            return names
        if not _CUE.fullmatch(piece.text):
            continue
        found: list[str] = []
        for following in pieces[index + 1 :]:
            if _BETWEEN.fullmatch(following.text) and found:
                continue
            name = following.text.strip(" ,")
            if not is_name(_TITLED.sub("", name)) or (found and not _joined(pieces, following)):
                break
            found.append(name)
        if found:
            return ", ".join(found)
    return None


def _joined(pieces: Sequence[_Piece], piece: _Piece) -> bool:
    """Whether a comma or an "and" stands before a piece."""
    before = pieces[pieces.index(piece) - 1].text
    return before.endswith(",") or bool(_BETWEEN.fullmatch(before))


def _day(pieces: Sequence[_Piece]) -> str | None:
    """The first day that a piece gives and that is not said to be an update's."""
    label = ""
    for piece in pieces:
        found = date_line(piece.text) if len(piece.text) <= DATE_LINE_LIMIT else None
        if found and not found[1] and not is_update(label) and not is_update(piece.names):
            return found[0]
        label = piece.text if len(piece.text) <= DATE_LINE_LIMIT else ""
    return None
