# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which lines are title, standfirst and headings, told from wording, length, place and weight."""

import re
from itertools import dropwhile, groupby, pairwise

from reader.document.article import BlockKind
from reader.formats.draft import OPEN, Draft, DraftBlock, settle
from reader.formats.structure.bylines import byline_names, is_name
from reader.formats.structure.captions import is_caption
from reader.formats.structure.dates import date_line, is_dateline, leading_date, trailing_date
from reader.formats.structure.furniture import is_furniture
from reader.formats.structure.notes import is_note
from reader.formats.structure.outlets import is_outlet
from reader.formats.structure.words import same_words, words_of

#: A longer first line is a paragraph, not a title.
TITLE_LIMIT = 220
#: A paper's name has at most this many words.
NAME_WORDS = 4
HEADING_LIMIT = 90
HEADING_WORDS = 12
#: More bold lines than these one below the other are no headings.
BOLD_LINES = 2
#: A standfirst has at least so many words.
STANDFIRST_WORDS = 6
#: Bylines and datelines stand within this many blocks of the title, or of the end.
HEAD_BLOCKS = 12

_SENTENCE_END = re.compile(r"[.!?;:,…][\"'”’»)\]]*$")
_CHAPTER = re.compile(r"(?:chapter|part|book|kapitel|chapitre)\s+[ivxlc\d]{1,7}\b.{0,80}", re.I)


def split_dated_title(draft: Draft) -> None:
    """Part a first line that holds both a date and the title."""
    if not draft.blocks or draft.blocks[0].settled:
        return
    first = draft.blocks[0]
    if len(first.text) > TITLE_LIMIT + 60 or date_line(first.text):
        return
    leading = leading_date(first.text)
    trailing = trailing_date(first.text)
    if leading and _title_like(first.text[leading[1] :].lstrip(" ,;|:—–-")):
        published, cut = leading
        date_text = first.text[:cut].rstrip(" ,;|:—–-")
        rest = first.text[len(date_text) :]
        blocks = [
            DraftBlock(BlockKind.DATELINE, date_text, settled=True),
            DraftBlock(BlockKind.PARAGRAPH, rest.lstrip()),
        ]
    elif trailing and _title_like(first.text[: trailing[1]].rstrip(" ,;|:—–-")):
        published, cut = trailing
        blocks = [
            DraftBlock(BlockKind.PARAGRAPH, first.text[:cut].rstrip()),
            DraftBlock(BlockKind.DATELINE, first.text[cut:], settled=True),
        ]
    else:
        return
    draft.published = draft.published or published
    draft.blocks[:1] = blocks


def _title_like(text: str) -> bool:
    return 0 < len(text) <= TITLE_LIMIT and not re.search(r"[.;:,][\"'”’»)\]]*$", text)


def find_title(draft: Draft) -> None:
    """Choose the block that is the title, unless the source has settled it."""
    titles = [block for block in draft.blocks if block.kind is BlockKind.TITLE]
    if titles:
        draft.title = draft.title or titles[0].text
        for block in titles[1:]:
            block.kind = BlockKind.HEADING
            block.level = block.level or 1
        return
    head = [
        block
        for block in draft.blocks[:HEAD_BLOCKS]
        if not block.settled or block.kind is BlockKind.HEADING
    ]
    if draft.title:
        for block in draft.blocks[:HEAD_BLOCKS]:
            if block.kind in OPEN and _names_same(block.text, draft.title):
                settle(block, BlockKind.TITLE)
                return
        draft.blocks.insert(0, DraftBlock(BlockKind.TITLE, draft.title, settled=True))
        return
    candidates = [block for block in head if block.kind in OPEN and not _is_matter(block.text)]
    if len(candidates) < 2 or not _title_like(candidates[0].text):
        return
    outlets = [block for block in candidates[:4] if is_outlet(block.text)]
    candidates = [block for block in candidates if block not in outlets]
    if outlets and candidates and (names := byline_names(f"By {candidates[0].text}")):
        # An agency's copy without its title begins with who wrote it.
        settle(candidates[0], BlockKind.BYLINE)
        draft.byline = draft.byline or names
        return
    if len(candidates) < 2 or not _title_like(candidates[0].text):
        return
    first = _longest_of_head(candidates)
    repeated = any(same_words(first.text, block.text) for block in candidates[1:])
    longest = max(len(block.text) for block in draft.blocks)
    if repeated or first.bold or first.kind is BlockKind.HEADING or longest > 1.5 * len(first.text):
        settle(first, BlockKind.TITLE)
        draft.title = first.text


def _longest_of_head(candidates: list[DraftBlock]) -> DraftBlock:
    """The title among the short lines that begin a text: the paper's name may stand before it."""
    first = candidates[0]
    head: list[DraftBlock] = []
    for block in candidates[:4]:
        if not _title_like(block.text) or len(block.text) > TITLE_LIMIT:
            break
        head.append(block)
    longest = max(head, key=lambda block: len(block.text.split()))
    is_name = len(first.text.split()) <= NAME_WORDS and len(head) < len(candidates)
    return longest if is_name and len(longest.text.split()) > NAME_WORDS else first


def _names_same(text: str, title: str) -> bool:
    """Whether a line is the title; one of the two may be cut or have the site's name behind it."""
    if same_words(text, title):
        return True
    mine, whole = words_of(text), words_of(title)
    shorter, longer = sorted((mine, whole), key=len)
    return (
        len(shorter) >= 4 and longer[: len(shorter)] == shorter and len(longer) <= len(shorter) + 5
    )


def _is_matter(text: str) -> bool:
    """Whether the wording says that a block is anything but running text."""
    return bool(
        date_line(text)
        or is_furniture(text)
        or is_note(text)
        or is_caption(text)
        or byline_names(text)
        or is_dateline(text)
    )


def find_subtitle(draft: Draft) -> None:
    """A whole sentence that is set as a heading right under the title is the standfirst."""
    below = list(dropwhile(lambda block: block.kind is not BlockKind.TITLE, draft.blocks))
    for block in below[1:HEAD_BLOCKS]:
        if block.kind is BlockKind.HEADING and _is_standfirst(block.text):
            settle(block, BlockKind.SUBTITLE)
        if block.kind in OPEN and not _is_matter(block.text):
            return


def _is_standfirst(text: str) -> bool:
    return len(text.split()) >= STANDFIRST_WORDS and text.rstrip("\"'”’»").endswith((".", "!"))


def find_signed_title(draft: Draft) -> None:
    """A name between the title and the date is the byline."""
    for title, name, day in zip(draft.blocks, draft.blocks[1:], draft.blocks[2:], strict=False):
        if (
            title.kind is BlockKind.TITLE
            and day.kind is BlockKind.DATELINE
            and not name.settled
            and name.kind in OPEN
            and is_name(name.text)
        ):
            settle(name, BlockKind.BYLINE)
            draft.byline = draft.byline or name.text


def find_bold_headings(draft: Draft) -> None:
    """Short lines that are all bold, where nobody marked headings; many in a row are a listing."""
    level = 1
    for found, group in groupby(draft.blocks, key=_is_bold_heading):
        blocks = list(group)
        for block in blocks:
            if found and len(blocks) <= BOLD_LINES:
                block.kind, block.level = BlockKind.HEADING, level + 1
            elif block.kind is BlockKind.HEADING:
                level = min(block.level, 5)


def _is_bold_heading(block: DraftBlock) -> bool:
    plain = block.kind is BlockKind.PARAGRAPH and not block.settled and not block.linked
    return plain and block.bold and heading_like(block.text)


def find_headings(draft: Draft) -> None:
    """Short lines between longer paragraphs, where the source marks no headings itself."""
    if any(block.kind is BlockKind.HEADING for block in draft.blocks):
        return
    open_blocks = [block for block in draft.blocks if block.kind is BlockKind.PARAGRAPH]
    for block, following in pairwise(open_blocks):
        if not block.settled and _CHAPTER.fullmatch(block.text) and heading_like(block.text):
            block.kind, block.level = BlockKind.HEADING, 1
            continue
        if block.settled or block.bold or not heading_like(block.text):
            continue
        stopped = _SENTENCE_END.search(following.text) is not None
        least = 50 if stopped else 80
        if len(following.text) > max(least, 1.5 * len(block.text)) or following.text.endswith("?"):
            block.kind = BlockKind.HEADING
            block.level = 2


def heading_like(text: str) -> bool:
    """Whether a line is as short as a heading and does not end as a sentence does."""
    if "\n" in text or len(text) > HEADING_LIMIT or len(text.split()) > HEADING_WORDS:
        return False
    if _SENTENCE_END.search(text) or not any(character.isalpha() for character in text):
        return False
    first = next(character for character in text if character.isalpha())
    if first.islower():
        return False
    return text[0].isalnum() or not text[0].isascii()
