# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Who says what in a letter: its own words, those it quotes, and those of a letter sent on.

Blocks come with the depth at which they are quoted, by marks or by the page's own structure. What
is quoted becomes a block of its own kind that knows where its speaker is named: in the line above,
or in the headers that were copied with it. Quoted words are never the letter's own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reader.document.article import ANALYSED_KINDS, BlockKind
from reader.formats.draft import Draft, DraftBlock, Naming
from reader.formats.structure.dates import parse_date
from reader.formats.structure.mail_lines import (
    Header,
    announcement,
    divide,
    ends_forwarded,
    header,
    is_letter_head,
    opens_forwarded,
    sender,
)
from reader.formats.styled import Styled, divided

_SUBJECT_PREFIX = re.compile(
    r"^(?:(?:re|fwd?|aw|wg|tr|sv|vs|vl|antw|odp|rif|res|enc|rv)\s*:\s*|\[[\w .-]{1,40}\]\s*)+",
    re.IGNORECASE,
)

#: What stands above a sender's card.
SIGNATURE_MARK = "--"
#: The headers of a letter are at most so many.
HEADERS_LIMIT = 40
#: A card has fewer blocks, where the two dashes could be anything.
SIGNATURE_BLOCKS = 12


@dataclass(slots=True)
class _Speakers:
    """Who speaks at each depth while a letter is read from the top.

    Attributes:
        named: By a line above the marks, or by the headers at their beginning.
        sent_on: The senders of letters that follow without marks, at each depth, outermost first.
        signed: The depths whose signature has been read.
    """

    named: dict[int, Naming | None] = field(default_factory=dict)
    sent_on: dict[int, list[Naming | None]] = field(default_factory=dict)
    signed: set[int] = field(default_factory=set)

    def come_back(self, depth: int) -> None:
        """Leave all that is deeper; whoever was quoted there may be so again."""
        self.sent_on = {at: names for at, names in self.sent_on.items() if at <= depth}
        self.signed = {at for at in self.signed if at <= depth}

    def announce(self, depth: int, name: Naming | None) -> None:
        """Somebody speaks at a depth from here on, and whoever is quoted there is not known yet."""
        self.named = {at: known for at, known in self.named.items() if at < depth}
        self.named[depth] = name
        self.come_back(depth - 1)

    def send_on(self, depth: int, name: Naming | None) -> None:
        """A letter follows without marks of its own."""
        self.named = {at: known for at, known in self.named.items() if at <= depth}
        self.come_back(depth)
        self.sent_on.setdefault(depth, []).append(name)
        self.signed.discard(depth)

    def level(self, depth: int) -> int:
        """How many people's words stand inside one another at a depth."""
        return depth + sum(len(names) for at, names in self.sent_on.items() if at <= depth)

    def speaker(self, depth: int) -> Naming | None:
        """Whoever speaks at a depth, if that is known."""
        within = self.sent_on.get(depth)
        return within[-1] if within else self.named.get(depth)


def read_letter(draft: Draft, *, mail: bool) -> None:
    """Settle what is quoted and whose it is, the lines that say so, and signatures.

    Args:
        draft: The blocks, with their depths.
        mail: Whether it is a letter with headers of its own, which are read already. Any other
            text may be one that was pasted, and then begins with its own.
    """
    blocks = list(_divided(draft.blocks))
    if not mail and not is_letter(blocks):
        for block in blocks:
            if block.depth and block.kind in ANALYSED_KINDS:
                _settle(block, BlockKind.QUOTE)
        return
    marks = {id(block) for block in blocks if block.settled and block.text == SIGNATURE_MARK}
    speakers = _Speakers()
    fresh = True  # nothing has been said yet since this depth was reached
    before = 0
    index = 0
    while index < len(blocks):
        block = blocks[index]
        depth = block.depth
        if depth < before:
            speakers.come_back(depth)
        fresh = depth > before or (fresh and depth == before)
        before = depth
        end = _end_of_headers(blocks, index)
        deeper = end < len(blocks) and blocks[end].depth > depth
        if end > index:
            name = _settle_headers(blocks[index:end])
            opened = any(opens_forwarded(each.text) for each in blocks[index:end])
            if deeper:
                speakers.announce(depth + 1, name)
            elif fresh and depth:
                speakers.announce(depth, name)
            elif index or mail or opened:
                speakers.send_on(depth, name)
            else:
                _take_headers(draft, blocks[:end], name)
            index = end
            continue
        index += 1
        deeper = index < len(blocks) and blocks[index].depth > depth
        if block.kind not in ANALYSED_KINDS:
            continue
        said = announcement(block.text) if deeper or "@" in block.text else None
        if ends_forwarded(block.text):
            speakers.sent_on.pop(depth, None)
            _settle(block, BlockKind.BOILERPLATE)
        elif said is not None and (deeper or said.sure):
            name = Naming(block, *said.name) if said.name else None
            _settle(block, BlockKind.DATELINE)
            if deeper:
                speakers.announce(_next_depth(blocks, index, depth), name)
            elif fresh and depth:
                speakers.announce(depth, name)
            else:
                speakers.send_on(depth, name)
        elif depth in speakers.signed or _signs(blocks, index - 1):
            speakers.signed.add(depth)
            _settle(block, BlockKind.BOILERPLATE)
        elif level := speakers.level(depth):
            fresh = False
            _settle(block, BlockKind.QUOTE)
            block.level, block.speaker = level, speakers.speaker(depth)
        else:
            fresh = False
    draft.blocks = [block for block in blocks if id(block) not in marks]


def is_letter(blocks: Sequence[DraftBlock], *, certainly: bool = False) -> bool:
    """Whether a text without a letter's form holds lines that only letters have.

    Args:
        blocks: With their depths.
        certainly: Whether "Jane Doe wrote:" is not enough.
    """
    return any(
        _end_of_headers(blocks, index) > index
        or (
            index + 1 < len(blocks)
            and blocks[index + 1].depth > block.depth
            and (said := announcement(block.text)) is not None
            and (said.dated or not certainly)
        )
        for index, block in enumerate(blocks)
    )


def _signs(blocks: Sequence[DraftBlock], index: int) -> bool:
    """Whether the sender's card follows a block: surely, or since little else does."""
    if blocks[index].text != SIGNATURE_MARK:
        return False
    depth = blocks[index].depth
    below = [block for block in blocks[index + 1 :] if block.depth == depth]
    return blocks[index].settled or len(below) <= SIGNATURE_BLOCKS


def _settle(block: DraftBlock, kind: BlockKind) -> None:
    block.kind, block.level, block.settled = kind, 0, True


def _divided(blocks: Sequence[DraftBlock]) -> Iterator[DraftBlock]:
    """The blocks, those of several lines divided where a line of them stands apart."""
    for index, block in enumerate(blocks):
        deeper = index + 1 < len(blocks) and blocks[index + 1].depth > block.depth
        lines = [line for line in block.text.split("\n") if line.strip()]
        parts = ["\n".join(part) for part in divide(lines, deeper=deeper)]
        if parts in ([], [block.text]):
            yield block
            continue
        pictures = block.pictures
        for part in divided(Styled(block.text, block.inlines), parts):
            yield DraftBlock(
                block.kind,
                part.text,
                block.level,
                pictures=pictures,
                inlines=part.inlines,
                depth=block.depth,
            )
            pictures = ()


def _end_of_headers(blocks: Sequence[DraftBlock], start: int) -> int:
    """Where the headers end that begin at a block; `start` where none do."""
    depth = blocks[start].depth
    end = start
    lines: list[str] = []
    opened = False
    while end < min(len(blocks), start + HEADERS_LIMIT) and blocks[end].depth == depth:
        text = blocks[end].text
        if end == start and opens_forwarded(text):
            opened = True
        elif all(header(line) is not None for line in text.split("\n")):
            lines += text.split("\n")
        else:
            break
        end += 1
    if opened and not lines and blocks[start].text[:1].isalpha():
        # "Original message:" may be a heading.
        opened = end < len(blocks) and blocks[end].depth > depth
    return end if opened or is_letter_head(lines) else start


def _settle_headers(blocks: Sequence[DraftBlock]) -> Naming | None:
    """Set copied headers apart, and find in them who sent the letter."""
    found: Naming | None = None
    for block in blocks:
        _settle(block, BlockKind.BOILERPLATE)
        known = _first_header(block.text)
        if found is None and known is not None and known.role == "from":
            name = sender(block.text.split("\n")[0], known.start)
            if name is not None:
                found = Naming(block, *name)
                _settle(block, BlockKind.DATELINE)
    return found


def _take_headers(draft: Draft, blocks: Sequence[DraftBlock], name: Naming | None) -> None:
    """Take title, date and writer from the headers of a letter that was pasted with them."""
    if name is not None:
        draft.byline = draft.byline or name.block.text[name.start : name.end]
        _settle(name.block, BlockKind.BOILERPLATE)
    for block in blocks:
        known = _first_header(block.text)
        value = block.text[known.start :] if known is not None else ""
        if known is not None and known.role == "subject":
            draft.title = draft.title or plain_subject(value)
        elif known is not None and known.role == "sent":
            draft.published = draft.published or parse_date(value)


def plain_subject(subject: str) -> str | None:
    """A subject without "Re:", "Fwd:" and the name of a list; None where nothing is left."""
    return _SUBJECT_PREFIX.sub("", subject).strip() or None


def _first_header(text: str) -> Header | None:
    return header(text.split("\n", maxsplit=1)[0])


def _next_depth(blocks: Sequence[DraftBlock], start: int, depth: int) -> int:
    """The depth of those whom a line announces: one more, unless nobody speaks there."""
    depths = []
    for block in blocks[start:]:
        if block.depth <= depth:
            break
        depths.append(block.depth)
    return min(depths)
