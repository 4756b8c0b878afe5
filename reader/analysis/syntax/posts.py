# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Posts from elsewhere that stand in an article, signed by name, handle and day below their words.

"The pier is gone. — Harbour Watch (@harbourwatch) March 4, 2024": the words are the poster's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import BlockKind, Span

_HANDLE = r"@\w[\w.-]*(?:@\w[\w.-]*)?"
_SIGNED = re.compile(
    r"(?:^|(?<=\s)|(?<=[.!?”\"’)]))(?P<dash>—|–|--?)\s*"
    rf"(?:(?P<name>[^\s@(—][^\n@(—]{{0,60}}?)\s*\({_HANDLE}\)|\(?(?P<handle>{_HANDLE})\)?)"
    r"(?P<day>[\s,·|]+[^\n@—]{0,30}?\d{4}\b[^\n@—.]{0,20})?\s*$"
)

#: Signatures are shorter.
_LONGEST = 250

_POSTED = frozenset({BlockKind.QUOTE, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class Signature:
    """Who has posted something, and where that is told.

    Attributes:
        piece: The block that tells it.
        name: The name there, or the handle where there is none.
        dash: What stands before it.
    """

    piece: int
    name: Span
    dash: Span


def words_of_post(piece: ParsedBlock) -> Span | None:
    """The words above the signature in a block that holds a signed post; None in others."""
    match = _signed(piece)
    words = piece.text[: match.start()].rstrip() if match else ""
    start = piece.start + len(words) - len(words.lstrip())
    return Span(start, piece.start + len(words)) if words.strip() else None


def is_signed(piece: ParsedBlock) -> bool:
    """Whether a block ends with the signature of a post."""
    return _signed(piece) is not None


def signatures(parsed: Sequence[ParsedBlock]) -> dict[int, Signature]:
    """Who has posted what a block holds, by the block's number.

    A signature in a block of its own signs what is set apart as a quotation above it.
    """
    found: dict[int, Signature] = {}
    for index, piece in enumerate(parsed):
        match = _signed(piece)
        if match is None:
            continue
        name, dash = (
            Span(piece.start + match.start(part), piece.start + match.end(part))
            for part in ("name" if match["name"] else "handle", "dash")
        )
        signed = [index] if words_of_post(piece) is not None else list(_above(parsed, index))
        found.update(dict.fromkeys(signed, Signature(index, name, dash)))
    return found


def _signed(piece: ParsedBlock) -> "re.Match[str] | None":
    """The signature at the end of a block; outside of quotations it has to name a day."""
    if piece.block.kind not in _POSTED:
        return None
    text = piece.text
    match = _SIGNED.search(text, max(0, len(text) - _LONGEST))
    apart = piece.block.kind is BlockKind.QUOTE
    return match if match is not None and (apart or match["day"]) else None


def _above(parsed: Sequence[ParsedBlock], index: int) -> Iterator[int]:
    while index and parsed[index - 1].block.kind is BlockKind.QUOTE:
        index -= 1
        if _signed(parsed[index]) is not None:
            return
        yield index
