# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whose judgement of whom, and nothing claimed below the threshold."""

from dataclasses import replace

import pytest

from reader.analysis.judging.stance import AUTHOR, judge, stance_targets
from reader.analysis.readings import Target, TargetReading
from reader.document import (
    Actor,
    ActorType,
    Attribution,
    Form,
    Polarity,
    Span,
    Treatment,
)
from tests.building import article_of, evidence_of

TEXT = "Laura Stone ran off she said, to the sea Stone said that mr Peter Long had lied to us all."
SENTENCES = [Span(0, 40), Span(41, 90)]
STONE = Actor("a1", "Laura Stone", ActorType.PERSON, mentions=(Span(0, 11), Span(20, 23)))
LONG = Actor("a2", "Peter Long", ActorType.PERSON, mentions=(Span(60, 70), Span(200, 210)))
NOTHING, BOTH = (), (Polarity.CRITICAL, Polarity.FAVOURABLE)
QUOTE = Attribution((Span(41, 46),), (Span(47, 51),), (Span(52, 89),), Form.INDIRECT, ("a1",), 0.8)


def reading(start, end, critical, favourable=0.0):
    return TargetReading(Target(start, end), critical, 1 - critical - favourable, favourable)


def test_each_actor_is_asked_once_a_sentence_and_only_inside_sentences():
    assert stance_targets([STONE, LONG], SENTENCES, evidence_of(article_of(TEXT))) == [
        Span(0, 11),
        Span(60, 70),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "The Norway-Sweden talks were a disaster.",
        "The Norway policy of the harbour is a disaster.",
        "If Norway gives way, the port will close.",
        "The port will close and ruin Norway if nobody helps.",
    ],
)
def test_nobody_is_judged_by_part_of_a_name_or_in_a_supposition(words):
    start = words.index("Norway")
    norway = Actor("a1", "Norway", ActorType.COUNTRY, mentions=(Span(start, start + 6),))
    assert stance_targets([norway], [Span(0, len(words))], evidence_of(article_of(words))) == []


def test_blame_is_believed_sooner_than_praise():
    readings = [reading(0, 11, 0.6), reading(41, 46, 0.6), reading(60, 70, 0.0, 0.7)]
    stone = replace(STONE, mentions=(*STONE.mentions, Span(41, 46)))
    _, stances = judge([stone, LONG], [], SENTENCES, readings, text=TEXT)
    assert [(s.target, s.polarity) for s in stances] == [("a1", Polarity.CRITICAL)] * 2


@pytest.mark.parametrize(("elsewhere", "believed"), [(0.2, False), (0.5, True)])
def test_doubtful_blame_needs_the_same_blame_elsewhere(elsewhere, believed):
    stone = replace(STONE, mentions=(*STONE.mentions, Span(41, 46)))
    readings = [reading(0, 11, 0.7), reading(41, 46, elsewhere)]
    _, stances = judge([stone], [], SENTENCES, readings, text=TEXT)
    assert [stance.target for stance in stances] == ["a1"] * believed


def test_blame_by_another_does_not_bear_out_the_authors():
    stone = replace(STONE, mentions=(*STONE.mentions, Span(60, 65)))
    quote = replace(QUOTE, holders=("a2",))
    _, stances = judge(
        [stone, LONG], [quote], SENTENCES, [reading(0, 11, 0.7), reading(60, 65, 0.7)], text=TEXT
    )
    assert stances == ()


@pytest.mark.parametrize("attributions", [[], [QUOTE]])
def test_a_question_judges_nobody_whoever_asks_it(attributions):
    text = TEXT[:-1] + "?"
    _, stances = judge([STONE, LONG], attributions, SENTENCES, [reading(60, 70, 0.9)], text=text)
    assert stances == ()


def test_only_a_name_is_praised():
    _, stances = judge([STONE], [], SENTENCES, [reading(20, 23, 0.0, 0.99)], text=TEXT)
    assert stances == ()


def test_the_authors_words_make_the_treatment():
    actors, stances = judge([STONE, LONG], [], SENTENCES, [reading(0, 11, 0.9)], text=TEXT)
    assert actors[0].treatment == Treatment(1.0, 0.0, 0.0)
    assert actors[1].treatment is None
    assert [(s.holder, s.target, s.polarity, s.start) for s in stances] == [
        (AUTHOR, "a1", Polarity.CRITICAL, 0)
    ]


def test_the_author_judges_nobody_where_only_facts_are_told():
    readings = [reading(0, 11, 0.9), reading(60, 70, 0.9)]
    actors, stances = judge(
        [STONE, LONG], [], SENTENCES, readings, judging=[NOTHING, BOTH], text=TEXT
    )
    assert actors[0].treatment == Treatment(0.0, 1.0, 0.0)
    assert [stance.target for stance in stances] == ["a2"]
    _, stances = judge(
        [STONE, LONG], [QUOTE], SENTENCES, readings, judging=[NOTHING, NOTHING], text=TEXT
    )
    assert [stance.holder for stance in stances] == ["a1"]


def test_a_speakers_words_are_the_speakers_judgement():
    actors, stances = judge(
        [STONE, LONG], [QUOTE], SENTENCES, [reading(60, 70, 0.02, 0.96)], text=TEXT
    )
    assert actors[1].treatment is None
    assert [(s.holder, s.target, s.polarity) for s in stances] == [
        ("a1", "a2", Polarity.FAVOURABLE)
    ]


def test_below_the_threshold_nothing_is_claimed():
    actors, stances = judge([STONE], [], SENTENCES, [reading(0, 11, 0.45, 0.1)], text=TEXT)
    assert actors[0].treatment == Treatment(0.0, 1.0, 0.0)
    assert stances == ()


def test_nobody_judges_for_a_speaker_without_a_name():
    unnamed = Attribution((), (), (Span(52, 89),), Form.DIRECT, (), 0.4)
    actors, stances = judge([LONG], [unnamed], SENTENCES, [reading(60, 70, 0.9)], text=TEXT)
    assert actors[0].treatment is None
    assert stances == ()


def test_of_nested_viewpoints_the_outer_speaker_answers():
    inner = Attribution((), (), (Span(58, 75),), Form.INDIRECT, ("a2",), 0.8)
    _, stances = judge([STONE, LONG], [inner, QUOTE], SENTENCES, [reading(60, 70, 0.9)], text=TEXT)
    assert [s.holder for s in stances] == ["a1"]


def test_readings_of_unknown_places_are_left_out():
    _, stances = judge([STONE], [], SENTENCES, [reading(5, 9, 0.9)], text=TEXT)
    assert stances == ()


def test_to_be_quoted_is_neither_praise_nor_blame():
    speaker = Attribution((Span(0, 11),), (), (Span(52, 89),), Form.DIRECT, ("a1",), 0.8)
    actors, stances = judge([STONE], [speaker], SENTENCES, [reading(0, 11, 0.85)], text=TEXT)
    assert actors[0].treatment == Treatment(0.0, 1.0, 0.0)
    assert stances == ()
    _, stances = judge([STONE], [speaker], SENTENCES, [reading(0, 11, 0.97)], text=TEXT)
    assert [stance.polarity for stance in stances] == [Polarity.CRITICAL]
