# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From a tree of HTML elements to blocks, in one pass and without recursion."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.document.article import BlockKind
from reader.formats.draft import Draft
from reader.formats.page.content import is_data_table
from reader.formats.page.embeds import is_embedded_post, post_text
from reader.formats.page.emphasis import Emphasis, emphasised
from reader.formats.page.tree import BLOCK_TAGS, DROPPED, names_of, tag_of, text_of
from reader.formats.structure.furniture import is_furniture
from reader.formats.structure.numbering import numbered, whole_number, written
from reader.formats.structure.pictures import (
    LEAST_SIZE,
    PictureSource,
    add_picture,
    no_pictures,
    picture_text,
)
from reader.formats.styled import Words, divided, joined

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CAPTION = re.compile(
    r"caption|(?:^|[\s_-])(?:photo-?credit|image-?credit|img-?credit|credit|legende|"
    r"bildunterschrift|cutline)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(r"\[?\s?(?:\w{1,4}|[*†‡§]{1,3}|note \d{1,3})\s?\]?", re.IGNORECASE)
_SUBTITLE = re.compile(
    r"(?:^|[\s_-])(?:standfirst|sub-?title|sub-?head(?:line)?|dek|deck|strap-?line|lede?-?in)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# "[edit]", and what leads from a reference back to where it is made.
_WIKI_CONTROLS = re.compile(r"mw-editsection|mw-cite-backlink")
_AROUND_LINKS = str.maketrans("", "", "[]›»→")
_BOLD = frozenset({"b", "strong"})
# What leads from a heading to itself.
_PERMALINKS = frozenset({"#", "¶", "§", "🔗"})
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#].*)?$", re.IGNORECASE)
_SIZE = re.compile(r"\s*(\d{1,6})(?:\s*px|\.\d+)?\s*$")
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_SETTLED = frozenset({BlockKind.HEADING, BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.SUBTITLE})
#: A longer "caption" holds an article that sits beside a picture.
CAPTION_LIMIT = 1200
#: A longer "subtitle" is an introduction, and read as such.
SUBTITLE_LIMIT = 300


@dataclass(slots=True)
class _List:
    """A list that is being read.

    Attributes:
        style: How its numbers are written; None where it has bullets.
        number: That of the next item.
    """

    style: str | None
    number: int
    step: int = 1

    @classmethod
    def of(cls, node: "_Element") -> "_List":
        # Those of a menu are shown without numbers.
        in_menu = any(tag_of(above) == "nav" for above in node.iterancestors())
        if tag_of(node) != "ol" or in_menu or _UNNUMBERED.search(node.get("style") or ""):
            return cls(None, 0)
        backwards = node.get("reversed") is not None
        first = sum(1 for item in node if tag_of(item) == "li") if backwards else 1
        style = node.get("type") or "1"
        return cls(style, whole_number(node.get("start"), first), -1 if backwards else 1)

    def next(self, item: "_Element") -> str:
        """The number of an item, with its stop; empty where it has a bullet."""
        number = whole_number(item.get("value"), self.number)
        self.number = number + self.step
        return f"{written(number, self.style)}." if self.style else ""


class BlockWalker:
    """Adds the text below elements to a draft, block by block."""

    def __init__(self, draft: Draft, pictures: PictureSource = no_pictures, base: str = "") -> None:
        """Links are relative to `base`."""
        self._draft = draft
        self._source = pictures
        self._base = base
        self._words = Words(base)
        self._emphasis = Emphasis(self._words)
        self._pictures: list[tuple[str | None, bytes | None]] = []
        self._kinds: list[BlockKind] = []
        self._lists: list[_List] = []
        self._number = ""
        self._preformatted = 0
        self._heading = 0
        self._subtitle = False
        self._bold = 0
        self._links = 0
        # How many characters of the buffer, spaces aside, are bold, and are links.
        self._in_bold = 0
        self._in_links = 0

    def add(self, parts: Iterable["_Element"]) -> None:
        """Add everything below the elements."""
        from lxml import etree

        for part in parts:
            walk = etree.iterwalk(part, events=("start", "end"))
            for event, node in walk:
                if event == "start":
                    if self._start(node):
                        # An element dealt with as a whole; its end is still reported.
                        walk.skip_subtree()
                else:
                    self._end(node)
                    if node is not part and node.tail:
                        self._text(node.tail)
            self._flush()

    def _start(self, node: "_Element") -> bool:
        tag = tag_of(node)
        if not tag or tag in DROPPED or _WIKI_CONTROLS.search(node.get("class") or ""):
            return True
        if tag == "br":
            self._words.add("\n")
            return True
        if tag in {"img", "picture"}:
            self._add_pictures(node)
            return True
        if tag == "sup" and _is_reference(node):
            return True
        if tag == "a" and self._heading and text_of(node) in _PERMALINKS:
            return True
        if tag == "sup" and not len(node) and (node.text or "").strip().isdecimal():
            # Ten to the sixth is not a hundred and six.
            self._text((node.text or "").strip().translate(_RAISED))
            return True
        if is_embedded_post(node):
            self._flush()
            # Its end, which is still reported, closes it as that of any quotation.
            self._kinds.append(BlockKind.QUOTE)
            post = emphasised(node, post_text(node), self._base)
            depth = self._kinds.count(BlockKind.QUOTE)
            self._draft.add(BlockKind.QUOTE, post, settled=True, depth=depth)
            return True
        if tag == "table" and is_data_table(node):
            self._flush()
            self._add_table(node)
            return True
        if tag == "caption" or (tag == "figcaption" or self._is_caption(node, tag)):
            self._flush()
            self._add_pictures(node)
            text = _joined(node)
            kind = BlockKind.BOILERPLATE if is_furniture(text) else BlockKind.CAPTION
            self._draft.add(kind, emphasised(node, text, self._base), settled=True)
            return True
        if tag in BLOCK_TAGS:
            self._flush()
            self._subtitle = bool(_SUBTITLE.search(names_of(node)))
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag in {"ul", "ol", "dir", "menu"}:
            self._lists.append(_List.of(node))
        elif tag == "li":
            self._number = self._lists[-1].next(node) if self._lists else ""
            self._kinds.append(BlockKind.LIST_ITEM)
        elif tag == "blockquote":
            self._kinds.append(BlockKind.QUOTE)
        elif tag == "figure":
            self._kinds.append(BlockKind.CAPTION)
        elif tag == "pre":
            self._preformatted += 1
        elif tag in _BOLD:
            self._bold += 1
        elif tag == "a" and _leads_elsewhere(node):
            self._links += 1
        self._emphasis.start(node, tag)
        self._text(node.text)
        return False

    def _end(self, node: "_Element") -> None:
        tag = tag_of(node)
        if tag in BLOCK_TAGS:
            self._flush()
        self._emphasis.end(node)
        if tag in _HEADINGS:
            self._heading = 0
        elif tag in {"ul", "ol", "dir", "menu"}:
            self._lists.pop()
        elif tag in {"li", "blockquote", "figure"}:
            self._kinds.pop()
            self._number = ""
        elif tag == "pre":
            self._preformatted -= 1
        elif tag in _BOLD:
            self._bold -= 1
        elif tag == "a" and _leads_elsewhere(node):
            self._links -= 1

    def _is_head(self, text: str) -> bool:
        """Whether this stands before the article's first paragraph."""
        before = any(block.kind is BlockKind.PARAGRAPH for block in self._draft.blocks)
        return not before and len(text) <= SUBTITLE_LIMIT

    def _is_caption(self, node: "_Element", tag: str) -> bool:
        if tag not in {"div", "p", "span", "small", "td"} or not _CAPTION.search(names_of(node)):
            return False
        if len(node) and next(node.iter("p", "h1", "h2", "h3"), node) is not node and tag == "div":
            paragraphs = sum(1 for _ in node.iter("p"))
            if paragraphs > 2:
                return False
        return 0 < len(text_of(node)) <= CAPTION_LIMIT

    def _add_table(self, table: "_Element") -> None:
        rows = []
        for row in table.iter("tr"):
            cells = [
                emphasised(cell, text_of(cell), self._base)
                for cell in row
                if tag_of(cell) in {"td", "th"}
            ]
            if any(cell.text for cell in cells):
                rows.append(joined(" | ", cells))
        for caption in table.iter("caption"):
            self._draft.add(BlockKind.CAPTION, text_of(caption), settled=True)
        self._draft.add(BlockKind.TABLE, joined("\n", rows), settled=True)

    def _add_pictures(self, node: "_Element") -> None:
        """Add what stands for the pictures in an element; behind the paragraph they interrupt."""
        for picture in node.iter("img"):
            if not self._heading and not _is_ornament(picture):
                data = self._source(picture.get("src") or "")
                self._pictures.append((picture_text(picture.get("alt")), data))
        if not self._words.text.strip():
            self._flush_pictures()

    def _flush_pictures(self) -> None:
        for text, data in self._pictures:
            add_picture(self._draft, data)
            self._draft.add(BlockKind.CAPTION, text or "", settled=True)
        self._pictures.clear()

    def _text(self, text: str | None) -> None:
        if text:
            self._words.add(text if self._preformatted else _SPACES.sub(" ", text))
            length = _length(text) if self._bold or self._links else 0
            self._in_bold += length if self._bold else 0
            self._in_links += length if self._links else 0

    def _flush(self) -> None:
        self._flush_text()
        self._flush_pictures()

    def _flush_text(self) -> None:
        if not self._words:
            return
        styled = self._emphasis.take()
        text = styled.text
        length = _length(text) if self._in_bold or self._in_links else 0
        bold, linked = self._in_bold >= length > 0, self._in_links >= length > 0
        self._in_bold = self._in_links = 0
        kind = self._kinds[-1] if self._kinds else BlockKind.PARAGRAPH
        level = 0
        if self._subtitle and kind is BlockKind.PARAGRAPH and self._is_head(text):
            kind = BlockKind.SUBTITLE
        elif self._heading and kind is not BlockKind.CAPTION:
            kind, level = BlockKind.HEADING, self._heading
        elif kind is BlockKind.LIST_ITEM:
            level = max(len(self._lists), 1)
        settled = kind in _SETTLED
        if kind is not BlockKind.CAPTION and text.strip():
            text, self._number = numbered(self._number, text), ""
            styled = styled.reworded(text)
        depth = self._kinds.count(BlockKind.QUOTE)
        if self._preformatted:
            self._draft.add(kind, styled, level=level, settled=settled, depth=depth)
            return
        # Two line breaks are how old pages divide paragraphs.
        pieces = re.split(r"\n[ \u00a0]*\n\s*", re.sub(r" *\n *", "\n", text))
        for piece in divided(styled, pieces):
            self._draft.add(
                kind, piece, level=level, settled=settled, bold=bold, linked=linked, depth=depth
            )


def _length(text: str) -> int:
    """How many characters there are, without spaces and the brackets that some put around links."""
    return len("".join(text.split()).translate(_AROUND_LINKS))


def _leads_elsewhere(link: "_Element") -> bool:
    return not (link.get("href") or "#").startswith(("#", "mailto:", "tel:"))


def _is_ornament(picture: "_Element") -> bool:
    """Whether a picture decorates the page, or leads to another one."""
    if (picture.get("role") or "").lower() in {"presentation", "none"}:
        return True
    sizes = (_SIZE.match(picture.get(side) or "") for side in ("width", "height"))
    if any(size and int(size[1]) < LEAST_SIZE for size in sizes):
        return True
    above = {tag_of(parent): parent for parent in picture.iterancestors()}
    link = above.get("a")
    # A link to the picture itself shows it larger.
    href = (link.get("href") or "") if link is not None else ""
    return bool(href) and "figure" not in above and not _PICTURE_FILE.search(href)


def _is_reference(node: "_Element") -> bool:
    """Whether a raised mark only leads to a note of the same page."""
    links = [link.get("href") or "" for link in node.iter("a")]
    return (
        bool(links) and all("#" in link for link in links) and bool(_MARK.fullmatch(text_of(node)))
    )


def _joined(node: "_Element") -> str:
    """The text of a caption, with a space between its parts."""
    parts = []
    for piece in node.iter():
        if tag_of(piece) in BLOCK_TAGS or tag_of(piece) in {"br", "span", "cite", "small"}:
            parts.append(" ")
        if tag_of(piece) and tag_of(piece) not in DROPPED:
            parts.append(piece.text or "")
        if piece is not node:
            if tag_of(piece) in BLOCK_TAGS:
                parts.append(" ")
            parts.append(piece.tail or "")
    return _SPACES.sub(" ", "".join(parts))
