# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""An opened document: its text, what each part of it is, and what is known about it.

All offsets are Python code points into `Article.text`, half-open.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a run of the text is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CAPTION = "caption"
    NOTE = "note"
    BOILERPLATE = "boilerplate"


#: So much of a text is analysed, in characters: more than most books hold. What follows is shown
#: without marks, since minutes would pass before it had them.
ANALYSIS_LIMIT = 1_500_000

#: The languages whose text is analysed: English, and what is too short to tell.
ANALYSED_LANGUAGES = frozenset({"en", "und"})

#: How fast silent readers of English non-fiction go: the mean of 190 studies (Brysbaert 2019).
_WORDS_A_MINUTE = 238

#: The kinds whose sentences are analysed; the others are shown, dimmed, and say so.
ANALYSED_KINDS = frozenset(
    {
        BlockKind.TITLE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.QUOTE,
        BlockKind.LIST_ITEM,
    }
)


#: How a list item begins that brings its own number, letter or sign: "3. ", "(b) ", "– ".
OWN_SIGN = re.compile(r"(?:\(?\w{1,3}[.)]|[^\w\s])\s")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text: code points, half-open."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: "Span") -> int:
        """How many code points the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a page: points from its top left corner, y downwards.

    Attributes:
        page: Its number in the file, from 1.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float


#: How the address of a link begins.
_ADDRESSES = ("https://", "http://", "mailto:")


class InlineKind(StrEnum):
    """What an author does to words within a block."""

    LINK = "link"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Inline:
    """Words that their author emphasised, set as code or made a link. It changes nothing in them.

    Attributes:
        href: Where a link leads: a whole web or mail address, from an untrusted source; else empty.

    Raises:
        ValueError: The address is of another kind, such as one that runs something.
    """

    kind: InlineKind
    start: int
    end: int
    href: str = ""

    def __post_init__(self) -> None:
        """Whatever made the article, nothing else is ever shown or saved as a link."""
        if not self.href.startswith(_ADDRESSES) if self.kind is InlineKind.LINK else self.href:
            raise ValueError(f"no address of a {self.kind}: {self.href!r}")

    @property
    def span(self) -> Span:
        """Where it is."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text with one kind. Blocks are in order and do not overlap.

    Attributes:
        level: Depth of a heading, of a list item, or of what a letter or plain text quotes from
            somebody by marks of its own (">"), from 1; 0 elsewhere.
        areas: Where it stands in a source that has pages, one area for each page in order; of a
            paragraph that was divided for its length, where the whole of it stands.
        inlines: The author's emphasis, code and links inside it, in order; those of one kind do not
            overlap. They are shown, and nothing is told from them.
        speaker: Where the text above a quotation names whose words it is; None where it does not,
            or only in the sentence that leads in.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    areas: tuple[Area, ...] = ()
    inlines: tuple[Inline, ...] = ()
    speaker: Span | None = None

    @property
    def span(self) -> Span:
        """Where it is."""
        return Span(self.start, self.end)

    @property
    def analysed(self) -> bool:
        """Whether its sentences are analysed."""
        return self.kind in ANALYSED_KINDS


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is in the file itself; nobody has looked into it but for its size.

    Attributes:
        start: That of the block above which it stands, or the end of the text.
        width: In pixels.
        height: In pixels.
        data: The bytes of a PNG or JPEG file.
    """

    start: int
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Article:
    """One opened document.

    Attributes:
        text: The canonical text; blocks are separated by blank lines that belong to none of them.
        blocks: In order; every character that is not white space lies in one.
        source: The file's name, without its folder; empty for pasted text.
        sha256: Of the file's bytes, in hexadecimal.
        format: The registry's name of the format, such as "txt" or "html".
        published: ISO date, "2025-02-21", or None.
        updated: ISO date, or None.
        language: ISO 639-1 code, or "und" where it could not be told.
        genre: What the page itself says it is, in its own words ("Opinion", "Editorial"), or None.
        address: The canonical address, as text; never fetched.
        warnings: Whole sentences about what was left out or repaired while opening.
        pictures: In order; they are shown with the text but are no part of it, nor of its copies.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str = "en"
    source: str = ""
    sha256: str = ""
    format: str = "txt"
    genre: str | None = None
    address: str | None = None
    warnings: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = field(default=(), compare=False, repr=False)

    @property
    def foreign(self) -> bool:
        """Whether it is not analysed because of its language."""
        return self.language not in ANALYSED_LANGUAGES

    @property
    def word_count(self) -> int:
        """Words in the analysed blocks."""
        return sum(len(self.text[b.start : b.end].split()) for b in self.blocks if b.analysed)

    @property
    def minutes(self) -> int:
        """About how long reading them takes; at least one."""
        return max(1, round(self.word_count / _WORDS_A_MINUTE))
