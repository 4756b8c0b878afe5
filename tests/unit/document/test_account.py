# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What is said of a mark: its holder, its grounds, and what is left out of it."""

from dataclasses import replace

import pytest

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Article,
    Attribution,
    Block,
    BlockKind,
    Form,
    Label,
    ModelInfo,
    Polarity,
    Sentence,
    Span,
    Stance,
    Voice,
    Weight,
)
from reader.document.account import Accounts, by_holder, counts
from reader.document.marks import MarkKind

FIRST = "Sadly the mayor, who calls the old bridge a ruin, is wrong."
SECOND = "It is a\nwonderful bridge."
TEXT = f"{FIRST} {SECOND}"


def at(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def sentence(words, opinion, **known):
    place = at(words)
    return Sentence(place.start, place.end, Label.OPINION, opinion, **known)


@pytest.fixture
def analysis():
    calls = Attribution(
        (at("the mayor"),),
        (at("calls"),),
        (at("the old bridge a ruin"),),
        Form.INDIRECT,
        ("a1",),
        0.8,
    )
    place = at("the old bridge")
    return Analysis(
        Article(TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),)),
        ModelInfo("m", "1"),
        (sentence(FIRST, 0.9), sentence(SECOND, 0.7)),
        attributions=(calls,),
        actors=(
            Actor("a1", "Ada Moss", ActorType.PERSON),
            Actor("a2", "Old Bridge", ActorType.OTHER),
        ),
        stances=tuple(
            Stance("a1", "a2", polarity, 0.9, place.start, place.end)
            for polarity in (Polarity.CRITICAL, Polarity.NEUTRAL, Polarity.CRITICAL)
        ),
    )


def test_an_authors_sentence_tells_which_words_are_somebody_elses(analysis):
    accounts = Accounts(analysis)
    first, second = (accounts.of(item, 0.8) for item in analysis.sentences)
    assert (first.kind, first.relayed) == (MarkKind.OPINION, (at("the old bridge a ruin"),))
    assert (second.kind, second.relayed) == (None, ())
    assert accounts.of(analysis.sentences[1], 0.6).kind is MarkKind.OPINION


def test_the_words_that_weighed_most_are_given_on_one_line(analysis):
    place = at("a\nwonderful")
    known = sentence(SECOND, 0.7, reasons=(Weight(place.start, place.end, 0.4),))
    assert Accounts(analysis).of(known, 0.6).weighed == ("a wonderful",)


def test_a_viewpoint_tells_its_holder_its_cue_and_whom_it_judges(analysis):
    (viewpoint,) = Accounts(analysis).viewpoints
    assert viewpoint.place == at("the old bridge a ruin")
    assert (viewpoint.holder, viewpoint.source, viewpoint.cue) == ("Ada Moss", "the mayor", "calls")
    assert viewpoint.stances == ((Polarity.CRITICAL, "Old Bridge"),)


def test_a_source_that_is_no_actor_is_called_as_in_the_text(analysis):
    (attribution,) = analysis.attributions
    nobody = replace(attribution, holders=())
    (viewpoint,) = Accounts(replace(analysis, attributions=(nobody,))).viewpoints
    assert (viewpoint.actors, viewpoint.holder, viewpoint.source) == ((), "the mayor", "")
    unnamed = replace(nobody, source=())
    (viewpoint,) = Accounts(replace(analysis, attributions=(unnamed,))).viewpoints
    assert viewpoint.holder is None


def test_two_actors_of_one_name_are_two_holders(analysis):
    (attribution,) = analysis.attributions
    of_all = (
        attribution,
        replace(attribution, holders=("a3",), content=(at("wonderful bridge"),)),
        replace(attribution, holders=(), source=(), content=(at("It"),)),
        replace(attribution, content=(at("wrong"),)),
    )
    actors = (*analysis.actors, Actor("a3", "Ada Moss", ActorType.PERSON))
    groups = by_holder(Accounts(replace(analysis, attributions=of_all, actors=actors)).viewpoints)
    assert [[item.words for item in group] for group in groups] == [
        ["the old bridge a ruin", "wrong"],
        ["It"],
        ["wonderful bridge"],
    ]


def test_viewpoints_are_counted_and_not_the_sentences_that_hold_them(analysis):
    spoken = replace(analysis.sentences[0], voice=Voice.ATTRIBUTED)
    kinds = [Accounts(analysis).of(item, 0.6).kind for item in (spoken, analysis.sentences[1])]
    assert kinds == [MarkKind.VIEWPOINT, MarkKind.OPINION]
    found = counts(kinds, analysis.attributions, ())
    assert {kind: count for kind, count in found.items() if count} == {
        MarkKind.OPINION: 1,
        MarkKind.VIEWPOINT: 1,
    }
