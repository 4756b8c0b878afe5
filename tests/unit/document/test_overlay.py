# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the reader says goes over what the machine said, which stays as it was."""

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
    LoadedWord,
    ModelInfo,
    Polarity,
    Sentence,
    Span,
    Stance,
    Treatment,
    Voice,
)
from reader.document.anchors import anchored
from reader.document.overlay import overlaid
from reader.document.readers_marks import Act, new_mark

TEXT = (
    "Ana Ruiz ran a shameful campaign. Ruiz said the port would close. "
    "The mayor, Tom Bell, laughed. Bell left early."
)


def of(words, number=0):
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def sentence(words, label, opinion, voice=Voice.AUTHOR):
    return Sentence(*_pair(of(words)), label, opinion, voice)


def _pair(span):
    return span.start, span.end


FIRST = of("Ana Ruiz ran a shameful campaign.")
SECOND = of("Ruiz said the port would close.")


@pytest.fixture
def analysis():
    return Analysis(
        Article(TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),)),
        ModelInfo("toy", "1"),
        sentences=(
            sentence("Ana Ruiz ran a shameful campaign.", Label.OPINION, 0.9),
            sentence("Ruiz said the port would close.", Label.FACTUAL, 0.1, Voice.ATTRIBUTED),
            sentence("The mayor, Tom Bell, laughed.", Label.FACTUAL, 0.2),
            sentence("Bell left early.", Label.FACTUAL, 0.1),
        ),
        loaded=(LoadedWord(*_pair(of("shameful")), 0.8),),
        attributions=(
            Attribution(
                (of("Ruiz", 1),),
                (of("said"),),
                (of("the port would close"),),
                Form.INDIRECT,
                ("a1",),
                0.9,
            ),
        ),
        actors=(
            Actor(
                "a1",
                "Ana Ruiz",
                ActorType.PERSON,
                mentions=(of("Ana Ruiz"), of("Ruiz", 1)),
                treatment=Treatment(1.0, 0.0, 0.0),
            ),
            Actor(
                "a2",
                "Tom Bell",
                ActorType.PERSON,
                role="mayor",
                mentions=(of("Tom Bell"), of("Bell", 1)),
                treatment=Treatment(0.0, 1.0, 0.0),
            ),
        ),
        stances=(Stance("author", "a1", Polarity.CRITICAL, 0.8, *_pair(FIRST)),),
    )


def mark(act, span, value="", other=None):
    return new_mark(
        act, anchored(TEXT, span), value=value, other=anchored(TEXT, other) if other else None
    )


def names(analysis):
    return {actor.name: actor for actor in analysis.actors}


def test_without_marks_everything_stays(analysis):
    assert overlaid(analysis, ()).analysis == analysis


def test_a_sentence_is_what_the_reader_calls_it(analysis):
    found = overlaid(analysis, [mark(Act.FACTUAL, FIRST)])
    assert found.analysis.sentences[0].label is Label.FACTUAL
    assert found.sentences == {FIRST.start}
    assert analysis.sentences[0].label is Label.OPINION


def test_the_last_word_on_a_sentence_holds(analysis):
    marks = [mark(Act.FACTUAL, FIRST), mark(Act.UNCLEAR, FIRST)]
    assert overlaid(analysis, marks).analysis.sentences[0].label is Label.UNCLEAR


def test_a_relayed_sentence_called_opinion_is_its_authors(analysis):
    found = overlaid(analysis, [mark(Act.OPINION, SECOND)]).analysis.sentences[1]
    assert (found.label, found.voice, found.opinion) == (Label.OPINION, Voice.AUTHOR, 1.0)


def test_treatment_follows_a_sentence_that_is_no_opinion(analysis):
    found = names(overlaid(analysis, [mark(Act.FACTUAL, FIRST)]).analysis)
    assert found["Ana Ruiz"].treatment == Treatment(0.0, 1.0, 0.0)


def test_words_given_to_a_speaker_are_no_longer_the_authors(analysis):
    found = overlaid(analysis, [mark(Act.VIEWPOINT, FIRST, "Tom Bell")])
    first = found.analysis.attributions[0]
    assert (first.content, first.holders) == ((FIRST,), ("a2",))
    assert found.analysis.sentences[0].voice is Voice.ATTRIBUTED
    assert found.analysis.stances[0].holder == "a2"
    assert found.attributions == {first}


def test_a_speaker_whom_the_article_never_names_becomes_an_actor(analysis):
    found = overlaid(analysis, [mark(Act.SPEAKER, of("port would"), "A docker")]).analysis
    assert names(found)["A docker"].id == found.attributions[0].holders[0]
    assert len(found.attributions) == 1


def test_what_nobody_else_says_is_the_authors_again(analysis):
    found = overlaid(analysis, [mark(Act.NOT_VIEWPOINT, of("the port would close"))]).analysis
    assert not found.attributions
    assert found.sentences[1].voice is Voice.AUTHOR


def test_loaded_words_come_and_go(analysis):
    found = overlaid(analysis, [mark(Act.NOT_LOADED, of("shameful")), mark(Act.LOADED, of("ran"))])
    assert [TEXT[w.start : w.end] for w in found.analysis.loaded] == ["ran"]
    assert found.loaded == set(found.analysis.loaded)


def test_an_actor_whom_the_reader_names_has_a_name(analysis):
    unnamed = replace(analysis, actors=tuple(replace(a, named=False) for a in analysis.actors))
    found = overlaid(unnamed, [mark(Act.RENAME, of("Tom Bell"), "T. Bell")]).analysis
    assert [actor.name for actor in found.actors if actor.named] == ["T. Bell"]


def test_a_renamed_actor_keeps_its_old_name_as_an_alias(analysis):
    found = names(overlaid(analysis, [mark(Act.RENAME, of("Tom Bell"), "T. Bell")]).analysis)
    assert found["T. Bell"].aliases == ("Tom Bell",)


def test_merged_actors_share_mentions_views_and_treatment(analysis):
    found = overlaid(analysis, [mark(Act.MERGE, of("Ana Ruiz"), other=of("Tom Bell"))]).analysis
    (only,) = found.actors
    assert (only.id, only.aliases, len(only.mentions)) == ("a2", ("Ana Ruiz",), 4)
    assert found.attributions[0].holders == ("a2",)
    assert only.treatment.critical > 0


def test_a_mention_split_off_is_somebody_else(analysis):
    found = names(overlaid(analysis, [mark(Act.SPLIT, of("Bell", 1), "Sue Bell")]).analysis)
    assert found["Sue Bell"].mentions == (of("Bell", 1),)
    assert found["Tom Bell"].mentions == (of("Tom Bell"),)


def test_who_is_no_actor_holds_and_suffers_nothing(analysis):
    found = overlaid(analysis, [mark(Act.NOT_ACTOR, of("Ana Ruiz"))]).analysis
    assert list(names(found)) == ["Tom Bell"]
    assert (found.attributions[0].holders, found.stances) == ((), ())


def test_the_reader_gives_an_actor_its_type(analysis):
    found = overlaid(analysis, [mark(Act.TYPE, of("Tom Bell"), "group")])
    assert names(found.analysis)["Tom Bell"].type is ActorType.GROUP
    assert found.actors == {"a2"}


def test_notes_and_highlights_change_nothing_but_are_there(analysis):
    note = mark(Act.NOTE, of("shameful"), "Says who?")
    found = overlaid(analysis, [note, mark(Act.HIGHLIGHT, FIRST)])
    assert found.analysis == analysis
    assert found.placed[0].mark == note


def test_any_marks_in_any_order_leave_a_sound_analysis(analysis):
    everything = [
        mark(act, span, value, of("Tom Bell") if act is Act.MERGE else None)
        for act in Act
        for span in (FIRST, SECOND, of("Bell", 1), of("Ruiz"), of("left"))
        for value in (["group"] if act is Act.TYPE else ["", "Somebody"])
    ]
    for marks in (everything, everything[::-1], everything[::3]):
        for number, item in enumerate(marks):
            object.__setattr__(item, "made", f"{number:05}")
        found = overlaid(analysis, marks).analysis
        ids = {actor.id for actor in found.actors}
        assert {h for item in found.attributions for h in item.holders} <= ids
        assert {s.target for s in found.stances} <= ids
        assert {s.holder for s in found.stances} <= ids | {"author"}
