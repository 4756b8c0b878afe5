# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands around a page's main heading: who signed the article, and the day it shows.

Whatever their elements are called: the lines are told by what they say and by their place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from reader.formats.page.tree import names_of, tag_of
from reader.formats.structure.bylines import byline_names, is_name
from reader.formats.structure.dates import DATE_LINE_LIMIT, is_update, posting_in, readings_of

if TYPE_CHECKING:
    from lxml.etree import _Element

#: So many pieces of text before and behind the main heading are looked at.
PIECES_BEFORE = 8
PIECES_BEHIND = 25
#: So many people sign an article at most.
NAMES_LIMIT = 8
#: A longer piece is the standfirst, or where the article begins.
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
    """What a page shows around its main heading.

    Attributes:
        byline: Who signed the article.
        elsewhere: The first names on the page after a "By" with an element of its own.
        published: The first day that is not said to be that of an update.
        readings: All of those days, those that may be read in two ways in both.
    """

    byline: str | None = None
    elsewhere: str | None = None
    published: str | None = None
    readings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    heading: bool
    names: str


def read_head(root: "_Element") -> Head:
    """Read what stands around the main headings of a page, from the first that has anything."""
    pieces = list(_pieces(root))
    elsewhere = _signature(pieces, lines=False)
    for index, piece in enumerate(pieces):
        # Pieces of one heading follow each other.
        if piece.heading and not (index and pieces[index - 1].heading):
            behind = _behind([each for each in pieces[index:] if not each.heading])
            before = pieces[max(0, index - PIECES_BEFORE) : index]
            byline = _signature(behind) or _signature(before)
            days = _days(behind) or _days(before)
            if byline or days:
                published = next((found[0] for found in days if len(found) == 1), None)
                return Head(byline, elsewhere, published, frozenset(chain.from_iterable(days)))
    return Head(elsewhere=elsewhere)


def _behind(pieces: Sequence[_Piece]) -> list[_Piece]:
    """What stands between a heading and the article; a standfirst may be among it."""
    found: list[_Piece] = []
    long = 0
    for piece in pieces[:PIECES_BEHIND]:
        long += len(piece.text) > RUNNING_TEXT
        if long > 1:
            break
        found.append(piece)
    return found


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
            above = node.getparent()
            names = f"{names_of(above) if above is not None else ''} {names_of(node)}"
            yield _Piece(text, in_heading, names)
        for child in reversed(node):
            stack.append((child, in_heading, True))
            stack.append((child, in_heading, False))


def _signature(pieces: Sequence[_Piece], *, lines: bool = True) -> str | None:
    """The names after a "By" that has an element of its own, or in `lines` that are bylines."""
    for index, piece in enumerate(pieces):
        if lines and (names := byline_names(piece.text)):
            return names
        if not _CUE.fullmatch(piece.text):
            continue
        found: list[str] = []
        joined = comma = False
        for following in pieces[index + 1 : index + 2 * NAMES_LIMIT]:
            if _BETWEEN.fullmatch(following.text) and found:
                joined = True
                continue
            name = following.text.strip(" ,")
            if not is_name(_TITLED.sub("", name)) or (found and not (comma or joined)):
                break
            found.append(name)
            joined, comma = False, following.text.endswith(",")
        if found:
            return ", ".join(found)
    return None


def _days(pieces: Sequence[_Piece]) -> list[list[str]]:
    """The readings of each day that is given and that is not said to be an update's."""
    days: list[list[str]] = []
    label = ""
    for piece in pieces:
        short = len(piece.text) <= DATE_LINE_LIMIT
        if short and not is_update(label) and not is_update(piece.names):
            posted = posting_in(piece.text)
            found = [posted] if posted else readings_of(piece.text)
            days += [found] if found else []
        # The label of a day may be parted from it by an "on".
        label = f"{label[-20:]} {piece.text}" if short and not readings_of(piece.text) else ""
    return days
