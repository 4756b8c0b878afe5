# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Sentences are found where the design wants them, with exact offsets."""

import os
import subprocess
import sys

import pytest

from reader.analysis.syntax import sentences as sentences_module
from reader.analysis.syntax.sentences import parse, sentences
from reader.document import Article, Block, BlockKind
from tests.building import article_of


def found(article):
    return [
        article.text[span.start : span.end] for piece in parse(article) for span in sentences(piece)
    ]


def test_only_the_analysed_kinds_have_sentences():
    every = article_of(*((kind, f"The {kind.value} was read.") for kind in BlockKind))
    assert found(every) == [
        "The title was read.",
        "The heading was read.",
        "The paragraph was read.",
        "The quote was read.",
        "The list_item was read.",
    ]


@pytest.mark.parametrize("number", ["1.", "12)", "(b)", "iv."])
def test_the_number_of_a_list_item_belongs_to_its_sentence(number):
    words = f"{number} Bring your own cup to the hall. Leave the dog at home."
    assert found(article_of((BlockKind.LIST_ITEM, words)))[0].startswith(f"{number} Bring")


@pytest.mark.parametrize(
    "words",
    [
        "Cmdr. Sean Miller, a spokesman for the fleet, told the paper on Monday that it sailed.",
        "Which previous mayor(s) of the town do you most admire, and why?",
    ],
)
def test_a_sentence_is_not_cut_after_a_title_or_before_a_small_letter(words):
    assert found(article_of((BlockKind.PARAGRAPH, words))) == [words]


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    "words",
    [
        ["The boats reach Acme Inc. Friday, i.e. one day late."],
        ["He left at 5 p.m. Monday for good."],
        ["He moved to the U.S.", "The boats came later."],
        ["She has a Ph.D.", "She teaches at a school in Boston."],
        ["It rained, cf. the photograph."],
        ["It was founded in Sept. 2019 by two brothers."],
    ],
)
def test_an_abbreviation_ends_a_sentence_only_where_another_begins(words):
    assert found(article_of(" ".join(words))) == words


@pytest.mark.issue(14)
def test_a_mark_beside_a_dash_is_a_word_of_its_own():
    (piece,) = parse(article_of("“It”—she paused—“is late.”"))
    assert [token.text for token in piece.doc][2:8] == ["”", "—", "she", "paused", "—", "“"]


def test_captions_and_notes_are_parsed_for_the_names_in_them():
    both = article_of((BlockKind.CAPTION, "Ada Moss in Kent."), (BlockKind.NOTE, "By Ben Hill."))
    assert [piece.block.kind for piece in parse(both)] == [BlockKind.CAPTION, BlockKind.NOTE]


def test_a_title_is_one_sentence():
    assert found(article_of((BlockKind.TITLE, "No deal. No talks. What now?"))) == [
        "No deal. No talks. What now?"
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "“We will not pay.” The mayor left the room.",
            ["“We will not pay.”", "The mayor left the room."],
        ),
        (
            'She said, "We will not pay." The mayor left the room.',
            ['She said, "We will not pay."', "The mayor left the room."],
        ),
        ("  It rained all day.   Nobody came. ", ["It rained all day.", "Nobody came."]),
        ("It rained all day. 🎉 Nobody came.", None),
    ],
)
def test_closing_marks_belong_to_the_sentence_that_they_close(words, expected):
    result = found(article_of((BlockKind.PARAGRAPH, words)))
    if expected is None:
        assert all(any(char.isalnum() for char in sentence) for sentence in result)
    else:
        assert result == expected


def test_a_very_long_paragraph_is_read_in_pieces_and_nothing_is_lost(monkeypatch):
    monkeypatch.setattr(sentences_module, "PIECE_CHARACTERS", 200)
    words = " ".join(f"The harbour took in ship number {number} today." for number in range(60))
    result = found(article_of((BlockKind.PARAGRAPH, words)))
    assert " ".join(result) == words
    assert len(result) == 60


def test_one_endless_word_does_not_stop_it(monkeypatch):
    monkeypatch.setattr(sentences_module, "PIECE_CHARACTERS", 200)
    words = "a" * 450
    assert "".join(found(article_of((BlockKind.PARAGRAPH, words)))) == words


def test_parsing_leaves_an_installed_pytorch_alone(tmp_path):
    (tmp_path / "torch.py").write_text("print('loaded')\n")
    code = (
        "from reader.analysis.syntax.sentences import warm_up; warm_up(); print('parsed');"
        "import torch"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    # It can still be loaded afterwards, by what really needs it.
    assert done.stdout.split() == ["parsed", "loaded"]


def test_a_text_longer_than_the_limit_is_read_up_to_it(monkeypatch):
    monkeypatch.setattr(sentences_module, "ANALYSIS_LIMIT", 40)
    text = "It rained all day. The sun came out later in the year.\n\nNobody saw it."
    blocks = (Block(BlockKind.PARAGRAPH, 0, 54), Block(BlockKind.PARAGRAPH, 56, 70))
    pieces = list(parse(Article(text, blocks)))
    assert [piece.doc.text for piece in pieces] == [text[:40]]


BEFORE, AFTER = "The council met on Monday.", "The budget was agreed on Tuesday."

ENDLESS = {
    "names": "Anna Miller, " * 300,
    "one letter": "a " * 800,
    "heads of offices": "the head of the office of " * 150,
    "titles": "Mr. A. B. Smith and Dr. C. D. Jones of " * 60,
    "he": "he said he " * 250,
    "commas": ", " * 700,
}


@pytest.mark.issue(14)
@pytest.mark.parametrize("kind", ENDLESS)
def test_what_is_too_long_for_a_sentence_is_left_out_and_the_rest_is_not(kind):
    whole = found(article_of(f"{BEFORE}\n{ENDLESS[kind]}end.\n{AFTER}"))
    assert whole[0] == BEFORE
    assert whole[-1] == AFTER
    assert sum(map(len, whole)) < 300


@pytest.mark.issue(14)
def test_a_block_of_nothing_else_has_no_sentences():
    article = article_of(BEFORE, ENDLESS["he"], (BlockKind.HEADING, ENDLESS["names"]), AFTER)
    assert found(article) == [BEFORE, AFTER]
    assert {piece.block for piece in parse(article)} == set(article.blocks)


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    "unit", ["(", "()", "&", "😀", "%", '"', "ab/?c=d&", "a.", "🙂👍", "!?", "12,"]
)
def test_what_no_white_space_divides_is_left_out_and_the_rest_is_not(unit):
    run = unit * (2_000 // len(unit))
    assert found(article_of(f"{BEFORE} {run} {AFTER}")) == [BEFORE, AFTER]
    assert found(article_of(BEFORE, run, AFTER)) == [BEFORE, AFTER]


@pytest.mark.issue(14)
def test_a_long_sentence_that_somebody_wrote_is_one():
    long = "He saw the ships, and the harbour, and the town behind it, " * 24 + "and went home."
    assert found(article_of(f"{BEFORE} {long} {AFTER}")) == [BEFORE, long, AFTER]


@pytest.mark.issue(14)
def test_names_and_quotations_around_what_is_left_out_are_where_they_were():
    text = f"Anna Miller spoke. {ENDLESS['he']}end.\nThen “nobody came,” Karl Jones said."
    pieces = list(parse(article_of(text)))
    for piece in pieces:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
    names = {ent.text for piece in pieces for ent in piece.doc.ents if ent.label_ == "PERSON"}
    assert names >= {"Anna Miller", "Karl Jones"}


def test_what_only_repeats_what_stands_before_is_left_out():
    said = [f"The council met on day {number} of the year. " for number in range(60)]
    paragraph = "".join(said)
    article = article_of(*[paragraph] * 8, AFTER)
    whole = found(article)
    assert whole[:60] == [sentence.strip() for sentence in said]
    assert whole[-1] == AFTER
    assert len(whole) < 5 * 60


def test_a_refrain_is_no_repetition():
    verse = "The ship went down, the ship went down. And all the town stood by."
    assert len(found(article_of(*[verse] * 12))) == 24
