# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The author's emphasis, code and links on a page, beside its text and never in it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.document.article import InlineKind
from reader.formats.page.tree import DROPPED, tag_of
from reader.formats.styled import Styled, Words, letters

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = {
    **dict.fromkeys(("b", "strong"), InlineKind.BOLD),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), InlineKind.ITALIC),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), InlineKind.CODE),
}
# What programs write instead of elements, or to take an element's own look away.
_WEIGHT = re.compile(r"font-weight\s*:\s*(?P<bold>bold|[6-9]00)?", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(?P<italic>italic|oblique)?", re.IGNORECASE)


def emphasis_of(node: "_Element", tag: str) -> Iterator[tuple[InlineKind, str]]:
    """What an element does to the words in it; of a link, with where it leads."""
    if tag == "a" and node.get("href"):
        yield InlineKind.LINK, node.get("href") or ""
    kind = _KINDS.get(tag)
    style = node.get("style") or ""
    weight = _WEIGHT.search(style) if style else None
    slant = _SLANT.search(style) if style else None
    if weight["bold"] if weight else kind is InlineKind.BOLD:
        yield InlineKind.BOLD, ""
    if slant["italic"] if slant else kind is InlineKind.ITALIC:
        yield InlineKind.ITALIC, ""
    if kind is InlineKind.CODE:
        yield kind, ""


class Emphasis:
    """What is open around the words that are being read."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._open: list[tuple[_Element, InlineKind, str, int]] = []

    def start(self, node: "_Element", tag: str) -> None:
        """An element begins."""
        for kind, address in emphasis_of(node, tag):
            self._open.append((node, kind, address, self._words.place))

    def end(self, node: "_Element") -> None:
        """An element ends."""
        while self._open and self._open[-1][0] is node:
            _, kind, address, since = self._open.pop()
            self._words.emphasise(kind, since, address)

    def take(self) -> Styled:
        """The words so far; what is open goes on in the next ones."""
        for _, kind, address, since in self._open:
            self._words.emphasise(kind, since, address)
        self._open = [(node, kind, address, 0) for node, kind, address, _ in self._open]
        return self._words.take()


def styled_text(node: "_Element", base: str = "") -> Styled:
    """All text inside an element, white space as it stands there."""
    from lxml import etree

    words = Words(base)
    emphasis = Emphasis(words)
    walk = etree.iterwalk(node, events=("start", "end"))
    for event, part in walk:
        tag = tag_of(part)
        if event == "start" and (not tag or tag in DROPPED):
            walk.skip_subtree()
        elif event == "start":
            emphasis.start(part, tag)
            words.add(part.text)
        else:
            emphasis.end(part)
            words.add(part.tail if part is not node else None)
    return emphasis.take()


def emphasised(node: "_Element", text: str, base: str = "") -> Styled:
    """A text that was made of an element's, with what is emphasised there."""
    if not len(node):
        return Styled(text)
    styled = styled_text(node, base)
    return styled.reworded(text) if letters(text) == letters(styled.text) else Styled(text)
