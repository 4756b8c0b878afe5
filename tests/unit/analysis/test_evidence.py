# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the syntax of a block shows is found once, block by block."""

from reader.analysis.evidence import gather
from reader.analysis.syntax.sentences import parse
from reader.document import Article, Block, BlockKind


def evidence(*blocks):
    text, found = "", []
    for kind, words in blocks:
        found.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return list(gather(parse(Article(text, tuple(found)))))


def test_quotations_their_words_and_the_cues_around_them():
    (piece,) = evidence((BlockKind.PARAGRAPH, "“I think it is safe,” she said. It rained."))
    quoted = [token.text for token in piece.doc if piece.quoted[token.i]]
    assert " ".join(quoted) == "“ I think it is safe , ”"
    # What a quoted speaker thinks is no cue of the author's.
    assert [piece.doc[cue.head].text for cue in piece.cues] == ["said"]
    assert piece.named == (0, len(piece.text))


def test_a_quotation_goes_on_over_paragraphs_but_not_past_a_caption():
    above, below = (
        (BlockKind.PARAGRAPH, "She said: “We built it."),
        (
            BlockKind.PARAGRAPH,
            "“It is safe.”",
        ),
    )
    _, piece = evidence(above, below)
    assert piece.quotes[0].continues
    *_, piece = evidence(above, (BlockKind.CAPTION, "“The bridge”"), below)
    assert not piece.quotes[0].continues


def test_nothing_is_said_where_nothing_is_analysed():
    (piece,) = evidence((BlockKind.CAPTION, "“It is safe,” she said."))
    assert not piece.quotes
    assert not piece.cues
    assert not any(piece.quoted)
