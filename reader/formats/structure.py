# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The structure of an article where its source has none: told from wording, length and place.

`refine` runs over every draft; what the source's own structure has settled stays as it is.
"""

import re
from collections import Counter
from itertools import dropwhile, groupby, pairwise, takewhile, zip_longest

from reader.document.article import BlockKind
from reader.formats import wording
from reader.formats.dates import date_line, leading_date, posting_in, trailing_date, update_in
from reader.formats.draft import Draft, DraftBlock
from reader.formats.language import choose_language
from reader.formats.pictures import PREFIX

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
#: After "Related stories" there are at most this many links, none longer than this.
LINKS_LIMIT = 12
LINK_LIMIT = 130
#: How much of the text the language is told from.
LANGUAGE_SAMPLE = 60_000

#: A picture's description with this share of its words in the caption next to it repeats it.
SAID_SHARE = 0.8

#: A line of outlet, date and names is no longer than this.
SIGNATURE_LIMIT = 200
#: Nor is what stands about the author at the end.
ABOUT_LIMIT = 500

#: At most this much stands above a title.
KICKER_BLOCKS = 3
KICKER_LIMIT = 40
#: A site's templates leave the name of a field in its pages this often or more.
FIELD_COUNT = 5

_FIELD_NAME = re.compile(r"_?[a-z]+(?:[-_][a-z]+)*")
_BY = re.compile(r"(?:by|von|par|por)\W*", re.IGNORECASE)
_HEAD_PARTS = re.compile(r"\s*[|•·\n]\s*|\s+(?=(?:by|par|von)\s)", re.IGNORECASE)
_IS_SOMEBODY = r",?\s+(?:is|was|are|writes|covers|teaches|reports|works|lives)\b"
_OPEN = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING})
_WORDS = re.compile(r"\w+")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,6}\.?")
_SENTENCE_END = re.compile(r"[.!?;:,…][\"'”’»)\]]*$")
# How often something was shared or liked.
_COUNT = re.compile(r"\d[\d.,]{0,8}\s?[KkMm]?")
_CHAPTER = re.compile(r"(?:chapter|part|book|kapitel|chapitre)\s+[ivxlc\d]{1,7}\b.{0,80}", re.I)
_LICENCE_START = re.compile(r"\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_LICENCE_END = re.compile(r"\*{3} ?END OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_PAGE_NAME = re.compile(r"\s+(?:[|·•»–—-]|::)\s+")


def refine(draft: Draft) -> Draft:
    """Settle what each block is and fill in the metadata that the wording gives away."""
    _drop_said_pictures(draft)
    _mark_licence(draft)
    _split_dated_title(draft)
    _find_title(draft)
    _find_subtitle(draft)
    _read_wording(draft)
    _find_bold_headings(draft)
    _mark_links(draft)
    _mark_related(draft)
    _find_signed_title(draft)
    _mark_repetitions(draft)
    _mark_field_names(draft)
    _mark_kickers(draft)
    _mark_outlet(draft)
    _find_headings(draft)
    if draft.language is None or len(draft.language) != 2:
        sample = "\n".join(block.text for block in draft.blocks if block.kind in _OPEN)
        draft.language = choose_language(sample[:LANGUAGE_SAMPLE], draft.language)
    return draft


def same_words(first: str, second: str) -> bool:
    """Whether two lines say the same, whatever their case and punctuation."""
    return words_of(first) == words_of(second) != []


def words_of(text: str) -> list[str]:
    """The words of a text, for comparing."""
    return _WORDS.findall(text.casefold())


def strip_page_name(title: str, outlet: str | None = None) -> str:
    """A page's title without the name of its site: "Title - The Daily" becomes "Title"."""
    parts = _PAGE_NAME.split(title.strip())
    if len(parts) < 2:
        return title.strip()
    if outlet and same_words(parts[-1], outlet):
        return title[: title.rindex(parts[-1])].rstrip(" |·•»–—-:")
    longest = max(parts, key=len)
    if len(words_of(longest)) >= 4 and (parts[0] == longest or parts[-1] == longest):
        rest = [part for part in parts if part != longest]
        if all(len(words_of(part)) <= 4 for part in rest):
            return longest
    return title.strip()


def _mark_licence(draft: Draft) -> None:
    """What Project Gutenberg puts before and after a book."""
    starts = [i for i, block in enumerate(draft.blocks) if _LICENCE_START.match(block.text)]
    ends = [i for i, block in enumerate(draft.blocks) if _LICENCE_END.match(block.text)]
    before = draft.blocks[: starts[0] + 1] if starts else []
    after = draft.blocks[ends[-1] :] if ends and (not starts or ends[-1] > starts[0]) else []
    for block in (*before, *after):
        if block.kind is not BlockKind.TITLE:
            _settle(block, BlockKind.BOILERPLATE)


def _split_dated_title(draft: Draft) -> None:
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


def _find_title(draft: Draft) -> None:
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
            if block.kind in _OPEN and _names_same(block.text, draft.title):
                _settle(block, BlockKind.TITLE)
                return
        draft.blocks.insert(0, DraftBlock(BlockKind.TITLE, draft.title, settled=True))
        return
    candidates = [block for block in head if block.kind in _OPEN and not _is_matter(block.text)]
    if len(candidates) < 2 or not _title_like(candidates[0].text):
        return
    outlets = [block for block in candidates[:4] if wording.is_outlet(block.text)]
    candidates = [block for block in candidates if block not in outlets]
    if outlets and candidates and (names := wording.byline_names(f"By {candidates[0].text}")):
        # An agency's copy without its title begins with who wrote it.
        _settle(candidates[0], BlockKind.BYLINE)
        draft.byline = draft.byline or names
        return
    if len(candidates) < 2 or not _title_like(candidates[0].text):
        return
    first = _longest_of_head(candidates)
    repeated = any(same_words(first.text, block.text) for block in candidates[1:])
    longest = max(len(block.text) for block in draft.blocks)
    if repeated or first.bold or first.kind is BlockKind.HEADING or longest > 1.5 * len(first.text):
        _settle(first, BlockKind.TITLE)
        draft.title = first.text


def _find_subtitle(draft: Draft) -> None:
    """A whole sentence that is set as a heading right under the title is the standfirst."""
    below = list(dropwhile(lambda block: block.kind is not BlockKind.TITLE, draft.blocks))
    for block in below[1:HEAD_BLOCKS]:
        if block.kind is BlockKind.HEADING and _is_standfirst(block.text):
            _settle(block, BlockKind.SUBTITLE)
        if block.kind in _OPEN and not _is_matter(block.text):
            return


def _is_standfirst(text: str) -> bool:
    return len(text.split()) >= STANDFIRST_WORDS and text.rstrip("\"'”’»").endswith((".", "!"))


def _drop_said_pictures(draft: Draft) -> None:
    """Take out what stands for a picture where the caption next to it, or the title, says it."""
    titles = [block.text for block in draft.blocks if block.kind is BlockKind.TITLE]
    title = words_of(draft.title or next(iter(titles), ""))
    said = []
    for index, block in enumerate(draft.blocks):
        if not (_is_caption(block) and block.text.startswith(PREFIX)):
            continue
        words = words_of(block.text.removeprefix(PREFIX))
        following = draft.blocks[index + 1 : index + 3]
        for near in following[:1]:
            text = words_of(near.text)
            if near.kind is BlockKind.PARAGRAPH and words and _mostly_in(text, words):
                # Nothing but its wording says that this is the caption.
                _settle(near, BlockKind.CAPTION)
        around = [
            *takewhile(_is_caption, draft.blocks[max(0, index - 1) : index]),
            *takewhile(_is_caption, following),
        ]
        texts = [words_of(near.text) for near in around]
        if any(_mostly_in(words, text) for text in (title, *texts)):
            said.append(index)
    for index in reversed(said):
        del draft.blocks[index]


def _is_caption(block: DraftBlock) -> bool:
    return block.kind is BlockKind.CAPTION


def _say_the_same(first: list[str], second: list[str]) -> bool:
    return _mostly_in(first, second) and _mostly_in(second, first)


def _mostly_in(words: list[str], others: list[str]) -> bool:
    return sum(word in others for word in words) >= SAID_SHARE * len(words)


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
        or wording.is_furniture(text)
        or wording.is_note(text)
        or wording.is_caption(text)
        or wording.byline_names(text)
        or wording.is_dateline(text)
    )


def _settle(block: DraftBlock, kind: BlockKind) -> None:
    block.kind = kind
    block.level = block.level if kind in {BlockKind.HEADING, BlockKind.LIST_ITEM} else 0
    block.settled = True


def _read_wording(draft: Draft) -> None:
    last = len(draft.blocks) - HEAD_BLOCKS
    for index, block in enumerate(draft.blocks):
        text = block.text
        if block.kind is BlockKind.NOTE:
            _read_note(draft, text)
        at_edge = index < HEAD_BLOCKS or index >= last
        if block.kind in _OPEN and _read_signature(draft, index, trusted=at_edge):
            continue
        if index >= last and block.kind in _OPEN and wording.begins_appeal(text):
            for rest in draft.blocks[index:]:
                _settle(rest, rest.kind if rest.kind is BlockKind.NOTE else BlockKind.BOILERPLATE)
            continue
        if block.kind is BlockKind.HEADING and (
            (index >= last and wording.ends_article(text)) or wording.is_links_label(text)
        ):
            _settle(block, BlockKind.BOILERPLATE)
            continue
        if block.settled or block.kind not in _OPEN:
            continue
        if index and text.startswith(",") and draft.blocks[index - 1].kind is BlockKind.BYLINE:
            # What the author is, behind a name that has a line of its own.
            _settle(block, BlockKind.BYLINE)
            continue
        after_furniture = index > 0 and draft.blocks[index - 1].kind is BlockKind.BOILERPLATE
        if after_furniture and _COUNT.fullmatch(text):
            _settle(block, BlockKind.BOILERPLATE)
            continue
        dated = date_line(text)
        if dated and (at_edge or block.kind is not BlockKind.HEADING):
            _settle(block, BlockKind.DATELINE)
            _take_date(draft, text, *dated, trusted=at_edge)
        elif wording.is_note(text):
            _settle(block, BlockKind.NOTE)
            _read_note(draft, text)
        elif wording.is_caption(text):
            _settle(block, BlockKind.CAPTION)
        elif wording.is_furniture(text):
            _settle(block, BlockKind.BOILERPLATE)
            draft.outlet = draft.outlet or wording.outlet_in_copyright(text)
        elif index < HEAD_BLOCKS and draft.author and same_words(text, draft.author):
            _settle(block, BlockKind.BYLINE)
            draft.byline = draft.byline or text
        elif at_edge and _is_about_author(text, draft.byline):
            _settle(block, BlockKind.NOTE)
        elif at_edge and (names := wording.byline_names(text)):
            _settle(block, BlockKind.BYLINE)
            draft.byline = draft.byline or names
        elif wording.is_dateline(text):
            _settle(block, BlockKind.DATELINE)
        elif index < HEAD_BLOCKS and wording.is_genre(text):
            _settle(block, BlockKind.BOILERPLATE)
            draft.genre = draft.genre or text.strip(" |:#")


def _read_signature(draft: Draft, index: int, *, trusted: bool) -> bool:
    """Settle a block that only says who wrote the article and when, even one set as a heading.

    Amid the text it must say both, and is about one of several articles.
    """
    block = draft.blocks[index]
    text = block.text
    if trusted and draft.byline and same_words(text, draft.byline):
        _settle(block, BlockKind.BYLINE)
        return True
    following = draft.blocks[index + 1] if index + 1 < len(draft.blocks) else None
    if (
        trusted
        and _BY.fullmatch(text)
        and following is not None
        and wording.is_name(following.text)
    ):
        _settle(block, BlockKind.BYLINE)
        _settle(following, BlockKind.BYLINE)
        draft.byline = draft.byline or following.text
        return True
    if len(text) > SIGNATURE_LIMIT:
        return False
    pieces = [piece for piece in _HEAD_PARTS.split(text) if piece.strip()]
    if len(pieces) < 2 and block.kind is not BlockKind.HEADING:
        return False
    outlet = set(words_of(draft.outlet or ""))
    dates = [(piece, dated) for piece in pieces if (dated := date_line(piece))]
    names = [found for piece in pieces if (found := wording.byline_names(piece))]
    outlets = [
        piece for piece in pieces if wording.is_outlet(piece) or set(words_of(piece)) <= outlet
    ]
    if len(dates) + len(names) + len(outlets) < len(pieces) or not dates:
        return False
    if not trusted and not names:
        return False
    _settle(block, BlockKind.BYLINE if names else BlockKind.DATELINE)
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
    first = wording.first_published(text)
    if first and (draft.published is None or first < draft.published):
        draft.published = first
    draft.byline = draft.byline or wording.author_in_note(text)
    draft.genre = draft.genre or wording.genre_in_note(text)
    draft.outlet = draft.outlet or wording.outlet_in_note(text)


def _mark_related(draft: Draft) -> None:
    """What is listed under "Related stories" and the like."""
    room = 0
    for block in draft.blocks:
        if block.kind is BlockKind.BOILERPLATE and wording.heads_links(block.text):
            room = LINKS_LIMIT
        elif room and _is_link_like(block):
            _settle(block, BlockKind.BOILERPLATE)
            room -= 1
        else:
            room = 0


def _is_link_like(block: DraftBlock) -> bool:
    """Whether a block could be the headline of another article."""
    if block.settled or block.kind not in {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}:
        return False
    return len(block.text) <= LINK_LIMIT and not re.search(r"[.:,;][\"'”’»)\]]*$", block.text)


def _find_signed_title(draft: Draft) -> None:
    """A name between the title and the date is the byline."""
    for title, name, day in zip(draft.blocks, draft.blocks[1:], draft.blocks[2:], strict=False):
        if (
            title.kind is BlockKind.TITLE
            and day.kind is BlockKind.DATELINE
            and not name.settled
            and name.kind in _OPEN
            and wording.is_name(name.text)
        ):
            _settle(name, BlockKind.BYLINE)
            draft.byline = draft.byline or name.text


def _mark_repetitions(draft: Draft) -> None:
    """The title once: where it stands again it is furniture."""
    if not draft.title:
        return
    title = words_of(draft.title)
    for block, following in zip_longest(draft.blocks, draft.blocks[1:]):
        if block.kind not in _OPEN:
            continue
        words = words_of(block.text)
        parted = following is not None and following.kind is block.kind is BlockKind.HEADING
        if words == title:
            _settle(block, BlockKind.BOILERPLATE)
        elif parted and _say_the_same(words + words_of(following.text), title):
            _settle(block, BlockKind.BOILERPLATE)
            _settle(following, BlockKind.BOILERPLATE)


def _mark_kickers(draft: Draft) -> None:
    """A word or two above the title name the section of the paper."""
    above = list(takewhile(lambda block: block.kind is not BlockKind.TITLE, draft.blocks))
    if len(above) > KICKER_BLOCKS or len(above) == len(draft.blocks):
        return
    for block in above:
        if block.kind in _OPEN and len(block.text) <= KICKER_LIMIT and _heading_like(block.text):
            _settle(block, BlockKind.BOILERPLATE)


def _mark_field_names(draft: Draft) -> None:
    """Words in lower case that stand alone again and again: names of fields, such as "href"."""
    lone = [
        block
        for block in draft.blocks
        if block.kind is BlockKind.PARAGRAPH and _FIELD_NAME.fullmatch(block.text)
    ]
    often = Counter(block.text for block in lone)
    for block in lone:
        if often[block.text] >= FIELD_COUNT:
            _settle(block, BlockKind.BOILERPLATE)


def _mark_outlet(draft: Draft) -> None:
    """A line that is only the outlet's name or site, at the head or the end."""
    if not draft.blocks:
        return
    edges = draft.blocks[:4] + draft.blocks[-3:]
    for block in edges:
        if block.settled or block.kind not in _OPEN or len(block.text) > 60:
            continue
        named = draft.outlet is not None and same_words(block.text, draft.outlet)
        if named or _DOMAIN.fullmatch(block.text) or wording.is_outlet(block.text):
            _settle(block, BlockKind.BOILERPLATE)
            draft.outlet = draft.outlet or block.text.rstrip(".")


def _find_bold_headings(draft: Draft) -> None:
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
    return plain and block.bold and _heading_like(block.text)


def _mark_links(draft: Draft) -> None:
    """Lines that are nothing but a link to another page, between the paragraphs of an article."""
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
            _settle(block, BlockKind.BOILERPLATE)


def _find_headings(draft: Draft) -> None:
    """Short lines between longer paragraphs, where the source marks no headings itself."""
    if any(block.kind is BlockKind.HEADING for block in draft.blocks):
        return
    open_blocks = [block for block in draft.blocks if block.kind is BlockKind.PARAGRAPH]
    for block, following in pairwise(open_blocks):
        if not block.settled and _CHAPTER.fullmatch(block.text) and _heading_like(block.text):
            block.kind, block.level = BlockKind.HEADING, 1
            continue
        if block.settled or block.bold or not _heading_like(block.text):
            continue
        stopped = _SENTENCE_END.search(following.text) is not None
        least = 50 if stopped else 80
        if len(following.text) > max(least, 1.5 * len(block.text)) or following.text.endswith("?"):
            block.kind = BlockKind.HEADING
            block.level = 2


def _heading_like(text: str) -> bool:
    if "\n" in text or len(text) > HEADING_LIMIT or len(text.split()) > HEADING_WORDS:
        return False
    if _SENTENCE_END.search(text) or not any(character.isalpha() for character in text):
        return False
    first = next(character for character in text if character.isalpha())
    if first.islower():
        return False
    return text[0].isalnum() or not text[0].isascii()
