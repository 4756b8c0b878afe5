# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the syntax of a block shows."""

from collections.abc import Sequence

from reader.analysis.syntax.quotations import find_quotes
from reader.analysis.syntax.sentences import ParsedBlock


def quoted_tokens(parsed: Sequence[ParsedBlock]) -> list[list[bool]]:
    """For each block, which of its tokens stand inside a quotation."""
    masks = [[False] * len(piece.doc) for piece in parsed]
    quotes = find_quotes([(piece.start, piece.text) for piece in parsed])
    for quote in quotes:
        piece = parsed[quote.block]
        begin, end = quote.start - piece.start, quote.end - piece.start
        inside = piece.doc.char_span(begin, end, alignment_mode="expand")
        if inside is not None:
            masks[quote.block][inside.start : inside.end] = [True] * len(inside)
    return masks
