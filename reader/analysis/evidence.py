# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the syntax of a block shows, found once for everything that rests on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader.analysis.syntax.credits import named_part
from reader.analysis.syntax.cues import Cue, find_cues
from reader.analysis.syntax.inscriptions import is_name
from reader.analysis.syntax.quotations import Quote, find_quotes, left_open
from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import BlockKind, Span

_HEADLINES = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.HEADING})


@dataclass(frozen=True, slots=True)
class Evidence(ParsedBlock):
    """A parsed block with what its syntax shows.

    Attributes:
        named: Where names count, as offsets in the block's text; see `named_part`.
        quotes: The quotations by their marks; none in blocks that are not analysed.
        inscribed: What stands in such marks and is a name, marks included.
        quoted: Of each token, whether it stands in one of them.
        cues: The cues outside of them; none in blocks that are not analysed.
    """

    named: tuple[int, int]
    quotes: tuple[Quote, ...]
    inscribed: tuple[Span, ...]
    quoted: tuple[bool, ...]
    cues: tuple[Cue, ...]


def gather(parsed: Iterable[ParsedBlock], runs: Sequence[Span] = ()) -> Iterator[Evidence]:
    """Find what each of the blocks shows, as they follow each other in an article.

    Args:
        parsed: The blocks.
        runs: The quotations that run over several of them; see `running`.
    """
    open_mark = ""
    for piece, below in _with_next(parsed):
        quotes: list[Quote] = []
        names: list[Quote] = []
        cues: Iterable[Cue] = ()
        quoted = [False] * len(piece.doc)
        if piece.block.analysed:
            quotes = _quotes(piece, runs, open_mark, below)
            names = [quote for quote in quotes if _names(piece, quote)]
            quotes = [quote for quote in quotes if quote not in names]
            _mark(piece, quotes, quoted)
            cues = find_cues(piece.doc, quoted)
        open_mark = left_open(piece.text, piece.start, quotes)
        yield Evidence(
            piece.block,
            piece.start,
            piece.doc,
            piece.text,
            named_part(piece),
            tuple(quotes),
            tuple(name.span for name in names),
            tuple(quoted),
            tuple(cues),
        )


def _quotes(piece: ParsedBlock, runs: Sequence[Span], open_mark: str, below: str) -> list[Quote]:
    """The quotations of a block, with its part of one that runs on over several."""
    begin, text = piece.start, piece.text
    end = begin + len(text.rstrip())
    run = next((run for run in runs if run.start < end and begin < run.end), None)
    if run is None:
        return find_quotes(text, begin, open_mark, below)
    part = Quote(
        max(run.start, begin),
        min(run.end, end),
        continues=run.start < begin,
        closed=run.end <= end,
    )
    before, behind = text[: part.start - begin], text[part.end - begin :]
    return [
        *find_quotes(before, begin, open_mark),
        part,
        *find_quotes(behind, part.end, "", below),
    ]


def _with_next(parsed: Iterable[ParsedBlock]) -> Iterator[tuple[ParsedBlock, str]]:
    """The blocks, each with the first character of the next."""
    held: ParsedBlock | None = None
    for piece in parsed:
        if held is not None:
            yield held, piece.text.lstrip()[:1] if piece.block.analysed else ""
        held = piece
    if held is not None:
        yield held, ""


def _names(piece: ParsedBlock, quote: Quote) -> bool:
    """Whether what stands in the marks is a name."""
    inside = piece.tokens(quote.span)
    # In a headline, capitals tell no name.
    capitals = piece.block.kind not in _HEADLINES
    return inside is not None and is_name(piece.doc, inside.start, inside.end, capitals=capitals)


def _mark(piece: ParsedBlock, quotes: Sequence[Quote], quoted: list[bool]) -> None:
    for quote in quotes:
        inside = piece.tokens(quote.span)
        if inside is not None:
            quoted[inside.start : inside.end] = [True] * len(inside)
