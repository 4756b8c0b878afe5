# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The structure of an article where its source has none: told from wording, length and place.

`refine` runs over every draft; what the source's own structure has settled stays as it is.
"""

import re
from collections.abc import Collection

from reader.document.article import BlockKind
from reader.formats.draft import OPEN, Draft, settle
from reader.formats.structure import headings, imprint, surplus
from reader.formats.structure.bylines import byline_names, is_name
from reader.formats.structure.captions import is_caption
from reader.formats.structure.dates import date_line, is_dateline, posting_in, update_in
from reader.formats.structure.furniture import (
    begins_appeal,
    ends_article,
    is_furniture,
    is_links_label,
)
from reader.formats.structure.headings import HEAD_BLOCKS
from reader.formats.structure.language import LANGUAGE_SAMPLE, choose_language
from reader.formats.structure.notes import is_note
from reader.formats.structure.outlets import is_outlet
from reader.formats.structure.words import same_words, words_of

#: Bylines and datelines stand at most this many blocks above the title.
ABOVE_TITLE = 3
#: A line of outlet, date and names is no longer than this.
SIGNATURE_LIMIT = 200
#: Nor is what stands about the author at the end.
ABOUT_LIMIT = 500

_BY = re.compile(r"(?:by|von|par|por)\W*", re.IGNORECASE)
_HEAD_PARTS = re.compile(r"\s*[|•·\n]\s*|\s+(?=(?:by|par|von)\s)", re.IGNORECASE)
_IS_SOMEBODY = r",?\s+(?:is|was|are|writes|covers|teaches|reports|works|lives)\b"
# How often something was shared or liked.
_COUNT = re.compile(r"\d[\d.,]{0,8}\s?[KkMm]?")


def refine(draft: Draft) -> Draft:
    """Settle what each block is and fill in the metadata that the wording gives away."""
    surplus.drop_said_pictures(draft)
    surplus.mark_licence(draft)
    headings.split_dated_title(draft)
    headings.find_title(draft)
    headings.find_subtitle(draft)
    _read_wording(draft)
    headings.find_bold_headings(draft)
    surplus.mark_links(draft)
    surplus.mark_related(draft)
    headings.find_signed_title(draft)
    surplus.mark_repetitions(draft)
    surplus.mark_field_names(draft)
    surplus.mark_kickers(draft)
    surplus.mark_outlet(draft)
    headings.find_headings(draft)
    # What is quoted tells it where little else is said.
    own, all_of_it = (_sample(draft, kinds) for kinds in (OPEN, OPEN | {BlockKind.QUOTE}))
    chosen = choose_language(own, None)
    draft.language = chosen if chosen != "und" else choose_language(all_of_it, draft.language)
    return draft


def _sample(draft: Draft, kinds: Collection[BlockKind]) -> str:
    """The beginning of all blocks of some kinds."""
    text = "\n".join(block.text for block in draft.blocks if block.kind in kinds)
    return text[:LANGUAGE_SAMPLE]


def _read_wording(draft: Draft) -> None:
    last = len(draft.blocks) - HEAD_BLOCKS
    titles = (i for i, block in enumerate(draft.blocks) if block.kind is BlockKind.TITLE)
    # What stands far above the title is no head of the article.
    first = next(titles, 0) - ABOVE_TITLE
    for index, block in enumerate(draft.blocks):
        text = block.text
        if block.kind is BlockKind.NOTE:
            _read_note(draft, text)
        at_edge = first <= index < HEAD_BLOCKS or index >= last
        if block.kind in OPEN and _read_signature(draft, index, trusted=at_edge):
            continue
        if index >= last and block.kind in OPEN and begins_appeal(text):
            for rest in draft.blocks[index:]:
                settle(rest, rest.kind if rest.kind is BlockKind.NOTE else BlockKind.BOILERPLATE)
            continue
        if block.kind is BlockKind.HEADING and (
            (index >= last and ends_article(text)) or is_links_label(text)
        ):
            settle(block, BlockKind.BOILERPLATE)
            continue
        if block.settled or block.kind not in OPEN:
            continue
        if index and text.startswith(",") and draft.blocks[index - 1].kind is BlockKind.BYLINE:
            # What the author is, behind a name that has a line of its own.
            settle(block, BlockKind.BYLINE)
            continue
        after_furniture = index > 0 and draft.blocks[index - 1].kind is BlockKind.BOILERPLATE
        if after_furniture and _COUNT.fullmatch(text):
            settle(block, BlockKind.BOILERPLATE)
            continue
        dated = date_line(text)
        if dated and (at_edge or block.kind is not BlockKind.HEADING):
            settle(block, BlockKind.DATELINE)
            _take_date(draft, text, *dated, trusted=at_edge)
        elif is_note(text):
            settle(block, BlockKind.NOTE)
            _read_note(draft, text)
        elif is_caption(text):
            settle(block, BlockKind.CAPTION)
        elif is_furniture(text):
            settle(block, BlockKind.BOILERPLATE)
            draft.outlet = draft.outlet or imprint.outlet_in_copyright(text)
        elif index < HEAD_BLOCKS and draft.author and same_words(text, draft.author):
            settle(block, BlockKind.BYLINE)
            draft.byline = draft.byline or text
        elif at_edge and _is_about_author(text, draft.byline):
            settle(block, BlockKind.NOTE)
        elif at_edge and (names := byline_names(text)):
            settle(block, BlockKind.BYLINE)
            draft.byline = draft.byline or names
        elif is_dateline(text):
            settle(block, BlockKind.DATELINE)
        elif index < HEAD_BLOCKS and imprint.is_genre(text):
            settle(block, BlockKind.BOILERPLATE)
            draft.genre = draft.genre or text.strip(" |:#")


def _read_signature(draft: Draft, index: int, *, trusted: bool) -> bool:
    """Settle a block that only says who wrote the article and when, even one set as a heading.

    Amid the text it must say both, and is about one of several articles.
    """
    block = draft.blocks[index]
    text = block.text
    if trusted and draft.byline and same_words(text, draft.byline):
        settle(block, BlockKind.BYLINE)
        return True
    following = draft.blocks[index + 1] if index + 1 < len(draft.blocks) else None
    if trusted and _BY.fullmatch(text) and following is not None and is_name(following.text):
        settle(block, BlockKind.BYLINE)
        settle(following, BlockKind.BYLINE)
        draft.byline = draft.byline or following.text
        return True
    if len(text) > SIGNATURE_LIMIT:
        return False
    pieces = [piece for piece in _HEAD_PARTS.split(text) if piece.strip()]
    if len(pieces) < 2 and block.kind is not BlockKind.HEADING:
        return False
    outlet = set(words_of(draft.outlet or ""))
    dates = [(piece, dated) for piece in pieces if (dated := date_line(piece))]
    names = [found for piece in pieces if (found := byline_names(piece))]
    outlets = [piece for piece in pieces if is_outlet(piece) or set(words_of(piece)) <= outlet]
    if len(dates) + len(names) + len(outlets) < len(pieces) or not dates:
        return False
    if not trusted and not names:
        return False
    settle(block, BlockKind.BYLINE if names else BlockKind.DATELINE)
    for piece, dated in dates:
        _take_date(draft, piece, *dated, trusted=trusted)
    if trusted:
        draft.byline = draft.byline or next(iter(names), None)
    return True


def _is_about_author(text: str, byline: str | None) -> bool:
    """Whether a short block tells who the author is: "Jane Doe is a professor of law"."""
    if len(text) > ABOUT_LIMIT or not byline:
        return False
    names = (name.strip() for name in re.split(r",|\band\b|&", byline))
    return any(
        len(words_of(name)) > 1
        and re.match(rf"{re.escape(name)}{_IS_SOMEBODY}", text, re.IGNORECASE)
        for name in names
    )


def _take_date(draft: Draft, text: str, value: str, is_update: bool, *, trusted: bool) -> None:
    if not trusted:
        return
    if is_update:
        draft.updated = draft.updated or value
        draft.published = draft.published or posting_in(text)
    else:
        draft.published = draft.published or value
        draft.updated = draft.updated or update_in(text)


def _read_note(draft: Draft, text: str) -> None:
    first = imprint.first_published(text)
    if first and (draft.published is None or first < draft.published):
        draft.published = first
    draft.byline = draft.byline or imprint.author_in_note(text)
    draft.genre = draft.genre or imprint.genre_in_note(text)
    draft.outlet = draft.outlet or imprint.outlet_in_note(text)
