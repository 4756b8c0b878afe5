# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a loader hands back, and how an article is composed from it.

A draft is a list of blocks with their own text; `compose` lays them out in one canonical text and
works out the offsets.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate

from reader.document.article import (
    ANALYSIS_LIMIT,
    Area,
    Article,
    Block,
    BlockKind,
    Inline,
    InlineKind,
    Picture,
    Span,
)
from reader.errors import OpenError, Reason
from reader.formats.safe.limits import (
    BLOCK_COUNT_LIMIT,
    INLINE_COUNT_LIMIT,
    PICTURE_COUNT_LIMIT,
    PICTURES_LIMIT,
    TEXT_LIMIT,
)
from reader.formats.styled import UNWANTED, Styled, divided, placed

#: A longer block is divided at a sentence end, so that it can be laid out and analysed.
BLOCK_LIMIT = 20_000

#: What wording may still overrule.
OPEN = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING})

_LOOKS = {
    BlockKind.TITLE: InlineKind.BOLD,
    BlockKind.HEADING: InlineKind.BOLD,
    BlockKind.QUOTE: InlineKind.ITALIC,
}
_SPACES = re.compile(r"[ \t\f\v\u2000-\u200a\u205f\u3000]{2,}|[\t\f\v]")
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_AROUND_LINE_ENDS = re.compile(r" *\n *")
_BLANK_LINES = re.compile(r"\n{2,}")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s")


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a block names somebody: offsets in its text."""

    block: "DraftBlock"
    start: int
    end: int


@dataclass(slots=True)
class DraftBlock:
    """A block before it has its place in the text.

    Attributes:
        settled: The source's own structure says what it is; wording may not overrule it.
        bold: All of it is set in bold, as headings are where nobody marked them.
        linked: All of it leads elsewhere.
        pictures: What stands above it; their place is not known yet.
        inlines: What is emphasised in it, counted in letters as in `Styled`.
        depth: How many quotations it stands in, one inside the other.
        speaker: Where a block above names whose words a quotation is.
    """

    kind: BlockKind
    text: str
    level: int = 0
    areas: tuple[Area, ...] = ()
    settled: bool = False
    bold: bool = False
    linked: bool = False
    pictures: tuple[Picture, ...] = ()
    inlines: tuple[Inline, ...] = ()
    depth: int = 0
    speaker: Naming | None = None


@dataclass(slots=True)
class Draft:
    """An article in the making; the fields are those of `Article`.

    Attributes:
        author: Who the file's own properties name; a line that is this name is the byline.
    """

    blocks: list[DraftBlock] = field(default_factory=list)
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    genre: str | None = None
    address: str | None = None
    author: str | None = None
    warnings: list[str] = field(default_factory=list)
    # Those that the next block is to stand below.
    pictures: list[Picture] = field(default_factory=list)

    def add(
        self,
        kind: BlockKind,
        words: str | Styled,
        *,
        level: int = 0,
        areas: tuple[Area, ...] = (),
        settled: bool = False,
        bold: bool = False,
        linked: bool = False,
        depth: int = 0,
    ) -> None:
        """Append a block unless there is nothing in it."""
        styled = Styled(words) if isinstance(words, str) else words
        text = clean(styled.text)
        if len(self.blocks) >= BLOCK_COUNT_LIMIT:
            raise OpenError(
                None,
                Reason.TOO_LARGE,
                f"The text has more than {BLOCK_COUNT_LIMIT:,} paragraphs; "
                "open a part of it instead.",
            )
        if text:
            pictures, self.pictures = tuple(self.pictures), []
            self.blocks.append(
                DraftBlock(
                    kind,
                    text,
                    level,
                    areas,
                    settled,
                    bold,
                    linked,
                    pictures,
                    inlines=styled.inlines,
                    depth=depth,
                )
            )


def settle(block: DraftBlock, kind: BlockKind) -> None:
    """Say what a block is, once and for all."""
    block.kind = kind
    block.level = block.level if kind in {BlockKind.HEADING, BlockKind.LIST_ITEM} else 0
    block.settled = True


def clean(text: str) -> str:
    """Normalise line ends and spaces; keep no-break spaces and typographic quotes."""
    text = _LINE_ENDS.sub("\n", text)
    text = UNWANTED.sub("", text)
    text = _SURROGATES.sub("\ufffd", text)
    text = _SPACES.sub(" ", text)
    text = _AROUND_LINE_ENDS.sub("\n", text)
    return _BLANK_LINES.sub("\n", text).strip()


def one_line(text: str | None) -> str | None:
    """The same on one line, or None where nothing is left of it."""
    return " ".join(clean(text).split()) or None if text else None


def _pieces(text: str) -> Iterator[str]:
    """Divide an overlong text at line or sentence ends, or failing that between words."""
    start = 0
    while len(text) - start > BLOCK_LIMIT:
        limit = start + BLOCK_LIMIT
        cut = text.rfind("\n", start + 1, limit)
        if cut < 0:
            half = start + BLOCK_LIMIT // 2
            ends = [match.end() for match in _SENTENCE_END.finditer(text, half, limit)]
            cut = ends[-1] if ends else text.rfind(" ", half, limit)
        if cut < 0:
            cut = limit
        yield text[start:cut].strip()
        start = cut
    yield text[start:].strip()


def _speaker(naming: Naming | None, starts: Mapping[int, int]) -> Span | None:
    """Where in the article somebody is named, if the block that does it is still there."""
    start = starts.get(id(naming.block)) if naming is not None else None
    if naming is None or start is None:
        return None
    return Span(start + naming.start, start + naming.end)


def compose(draft: Draft, *, source: str, sha256: str, format_name: str) -> Article:
    """Lay the blocks out in one text.

    Raises:
        OpenError: There is no text in it, or too much.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    pictures: list[Picture] = []
    position = emphasised = 0
    parted = False
    starts: dict[int, int] = {}
    for block in draft.blocks:
        start = position + 2 if parts else 0
        starts[id(block)] = start
        speaker = _speaker(block.speaker, starts)
        pictures += (replace(picture, start=start) for picture in block.pictures)
        pieces = [piece for piece in _pieces(block.text) if piece]
        parted = parted or len(pieces) > 1
        for styled in divided(Styled(block.text, block.inlines), pieces):
            if parts:
                position += 2
            end = position + len(styled.text)
            inlines = _shown(block.kind, placed(styled, position), position, end)
            emphasised += len(inlines)
            if emphasised > INLINE_COUNT_LIMIT:
                inlines = ()
            blocks.append(
                Block(block.kind, position, end, block.level, block.areas, inlines, speaker)
            )
            parts.append(styled.text)
            position = end
        if position > TEXT_LIMIT:
            raise OpenError(
                None,
                Reason.TOO_LARGE,
                f"The text is longer than {TEXT_LIMIT:,} characters; open a part of it instead.",
            )
    if not any(character.isalnum() for part in parts for character in part):
        raise OpenError(
            None, Reason.NO_TEXT, "There is no text in this file; choose one that has some."
        )
    warnings = list(draft.warnings)
    pictures += (replace(picture, start=position) for picture in draft.pictures)
    sizes = accumulate(len(picture.data) for picture in pictures)
    within = sum(1 for size in sizes if size <= PICTURES_LIMIT)
    shown = pictures[: min(within, PICTURE_COUNT_LIMIT)]
    if len(shown) < len(pictures):
        warnings.append(f"Only the first {len(shown)} of {len(pictures)} pictures are shown.")
    if parted:
        warnings.append(
            f"Paragraphs of more than {BLOCK_LIMIT:,} characters were divided at sentence ends."
        )
    if emphasised > INLINE_COUNT_LIMIT:
        warnings.append(
            f"Only the first {INLINE_COUNT_LIMIT:,} emphasised words are shown as such."
        )
    if position > ANALYSIS_LIMIT:
        warnings.append(f"Only the first {ANALYSIS_LIMIT:,} characters are analysed.")
    return Article(
        text="\n\n".join(parts),
        blocks=tuple(blocks),
        title=one_line(draft.title),
        byline=one_line(draft.byline),
        outlet=one_line(draft.outlet),
        published=draft.published,
        updated=draft.updated,
        language=draft.language or "und",
        source=source,
        sha256=sha256,
        format=format_name,
        genre=one_line(draft.genre),
        address=one_line(draft.address),
        warnings=tuple(dict.fromkeys(warnings)),
        pictures=tuple(shown),
    )


def _shown(
    kind: BlockKind, inlines: tuple[Inline, ...], start: int, end: int
) -> tuple[Inline, ...]:
    """Without what only makes a heading, or a quotation that is set apart, look like one."""
    look = _LOOKS.get(kind)
    return tuple(
        item for item in inlines if (item.kind, item.start, item.end) != (look, start, end)
    )
