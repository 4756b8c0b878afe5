# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What in a draft is no part of the article: told from what stands around it and how often."""

import re
from collections import Counter
from itertools import takewhile, zip_longest

from reader.document.article import BlockKind
from reader.formats.draft import OPEN, Draft, DraftBlock, settle
from reader.formats.structure.furniture import heads_links
from reader.formats.structure.headings import HEAD_BLOCKS, heading_like
from reader.formats.structure.outlets import is_outlet
from reader.formats.structure.pictures import PREFIX
from reader.formats.structure.words import mostly_in, same_words, say_the_same, words_of

#: After "Related stories" there are at most this many links, none longer than this.
LINKS_LIMIT = 12
LINK_LIMIT = 130
#: At most this much stands above a title.
KICKER_BLOCKS = 3
KICKER_LIMIT = 40
#: A site's templates leave the name of a field in its pages this often or more.
FIELD_COUNT = 5

_FIELD_NAME = re.compile(r"_?[a-z]+(?:[-_][a-z]+)*")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,6}\.?")
_LICENCE_START = re.compile(r"\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_LICENCE_END = re.compile(r"\*{3} ?END OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)


def mark_licence(draft: Draft) -> None:
    """What Project Gutenberg puts before and after a book."""
    starts = [i for i, block in enumerate(draft.blocks) if _LICENCE_START.match(block.text)]
    ends = [i for i, block in enumerate(draft.blocks) if _LICENCE_END.match(block.text)]
    before = draft.blocks[: starts[0] + 1] if starts else []
    after = draft.blocks[ends[-1] :] if ends and (not starts or ends[-1] > starts[0]) else []
    for block in (*before, *after):
        if block.kind is not BlockKind.TITLE:
            settle(block, BlockKind.BOILERPLATE)


def drop_said_pictures(draft: Draft) -> None:
    """Take out what stands for a picture where the caption next to it, or the title, says it."""
    titles = [block.text for block in draft.blocks if block.kind is BlockKind.TITLE]
    title = words_of(draft.title or next(iter(titles), ""))
    said = []
    for index, block in enumerate(draft.blocks):
        if not (_is_caption(block) and block.text.startswith(PREFIX)):
            continue
        words = words_of(block.text.removeprefix(PREFIX))
        behind = draft.blocks[index + 1 : index + 3]
        for near in behind[:1]:
            text = words_of(near.text)
            if near.kind is BlockKind.PARAGRAPH and words and mostly_in(text, words):
                # Nothing but its wording says that this is the caption.
                settle(near, BlockKind.CAPTION)
        around = [
            *takewhile(_is_caption, draft.blocks[max(0, index - 1) : index]),
            *takewhile(_is_caption, behind),
        ]
        texts = [words_of(near.text) for near in around]
        if any(mostly_in(words, text) for text in (title, *texts)):
            said.append(index)
    for index in reversed(said):
        pictures = draft.blocks.pop(index).pictures
        if index < len(draft.blocks):
            following = draft.blocks[index]
            following.pictures = (*pictures, *following.pictures)
        else:
            draft.pictures = [*pictures, *draft.pictures]


def _is_caption(block: DraftBlock) -> bool:
    return block.kind is BlockKind.CAPTION


def mark_related(draft: Draft) -> None:
    """What is listed under "Related stories" and the like."""
    room = 0
    for block in draft.blocks:
        if block.kind is BlockKind.BOILERPLATE and heads_links(block.text):
            room = LINKS_LIMIT
        elif room and _is_link_like(block):
            settle(block, BlockKind.BOILERPLATE)
            room -= 1
        else:
            room = 0


def _is_link_like(block: DraftBlock) -> bool:
    """Whether a block could be the headline of another article."""
    if block.settled or block.kind not in {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}:
        return False
    return len(block.text) <= LINK_LIMIT and not re.search(r"[.:,;][\"'”’»)\]]*$", block.text)


def mark_links(draft: Draft) -> None:
    """Lines that are nothing but a link to another page, between the paragraphs of an article."""
    # At the head it may be the title or who wrote it.
    links = [
        block
        for block in draft.blocks[HEAD_BLOCKS // 2 :]
        if block.linked and block.kind is BlockKind.PARAGRAPH and len(block.text) <= LINK_LIMIT
    ]
    text = [
        block
        for block in draft.blocks
        if block.kind is BlockKind.PARAGRAPH and len(block.text) > LINK_LIMIT
    ]
    # On a page that is a list of links they are what there is to read.
    for block in links if len(links) < len(text) else ():
        if not block.settled:
            settle(block, BlockKind.BOILERPLATE)


def mark_repetitions(draft: Draft) -> None:
    """The title once: where it stands again it is furniture."""
    if not draft.title:
        return
    title = words_of(draft.title)
    for block, following in zip_longest(draft.blocks, draft.blocks[1:]):
        if block.kind not in OPEN:
            continue
        words = words_of(block.text)
        parted = following is not None and following.kind is block.kind is BlockKind.HEADING
        if words == title:
            settle(block, BlockKind.BOILERPLATE)
        elif parted and say_the_same(words + words_of(following.text), title):
            settle(block, BlockKind.BOILERPLATE)
            settle(following, BlockKind.BOILERPLATE)


def mark_kickers(draft: Draft) -> None:
    """A word or two above the title name the section of the paper."""
    above = list(takewhile(lambda block: block.kind is not BlockKind.TITLE, draft.blocks))
    if len(above) > KICKER_BLOCKS or len(above) == len(draft.blocks):
        return
    for block in above:
        if block.kind in OPEN and len(block.text) <= KICKER_LIMIT and heading_like(block.text):
            settle(block, BlockKind.BOILERPLATE)


def mark_field_names(draft: Draft) -> None:
    """Words in lower case that stand alone again and again: names of fields, such as "href"."""
    lone = [
        block
        for block in draft.blocks
        if block.kind is BlockKind.PARAGRAPH and _FIELD_NAME.fullmatch(block.text)
    ]
    often = Counter(block.text for block in lone)
    for block in lone:
        if often[block.text] >= FIELD_COUNT:
            settle(block, BlockKind.BOILERPLATE)


def mark_outlet(draft: Draft) -> None:
    """A line that is only the outlet's name or site, at the head or the end."""
    if not draft.blocks:
        return
    edges = draft.blocks[:4] + draft.blocks[-3:]
    for block in edges:
        if block.settled or block.kind not in OPEN or len(block.text) > 60:
            continue
        named = draft.outlet is not None and same_words(block.text, draft.outlet)
        if named or _DOMAIN.fullmatch(block.text) or is_outlet(block.text):
            settle(block, BlockKind.BOILERPLATE)
            draft.outlet = draft.outlet or block.text.rstrip(".")
