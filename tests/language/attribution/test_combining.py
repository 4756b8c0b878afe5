# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The model's links and the rules' attributions become one list."""

import pytest

from reader.analysis.actors.finding import find_actors
from reader.analysis.attribution.combining import holders
from reader.analysis.attribution.linking import link_attributions
from reader.analysis.readings import AttributionReading
from reader.document import Form
from tests.building import article_of, evidence_of
from tests.language.actors.nearest import RESOLVING

TEXT = "Laura Stone runs the port. She is wary of “cheap promises” by the council. It rained."


def spans(text, *parts):
    return tuple((text.index(part), text.index(part) + len(part), 0.9) for part in parts)


def linked(text, *readings):
    article = article_of(text)
    parsed = evidence_of(article)
    actors = find_actors(
        article, parsed, holding=set(holders(parsed, readings)), resolving=RESOLVING
    )
    names = {actor.id: actor.name for actor in actors}
    return [
        (
            names[item.holders[0]] if item.holders else None,
            item.form,
            [text[span.start : span.end] for span in item.content],
            item.score,
        )
        for item in link_attributions(parsed, readings, actors)
    ]


def reading(text, source, cue, content, score=0.8):
    return AttributionReading(
        spans(text, source) if source else (), spans(text, cue), spans(text, content), score
    )


def test_what_only_the_model_sees_is_added():
    found = linked(TEXT, reading(TEXT, "She", "is wary of", "“cheap promises” by the council."))
    assert found == [("Laura Stone", Form.MIXED, ["“cheap promises” by the council"], 0.8)]


def test_a_weak_link_alone_is_not():
    weak = reading(TEXT, "She", "is wary of", "“cheap promises” by the council", score=0.2)
    assert linked(TEXT, weak) == []


def test_marks_decide_where_a_quotation_ends():
    text = "“It is safe,” Laura Stone said on Monday."
    found = linked(text, reading(text, "Laura Stone", "said", "It is safe", score=0.95))
    assert found == [("Laura Stone", Form.DIRECT, ["“It is safe,”"], 0.95)]


def test_the_model_decides_where_indirect_speech_ends():
    text = "Laura Stone said that the bridge was safe, despite years of rain."
    words = "that the bridge was safe"
    ((_, _, content, _),) = linked(text)
    assert content == [f"{words}, despite years of rain"]
    found = linked(text, reading(text, "Laura Stone", "said", words, score=0.9))
    assert found == [("Laura Stone", Form.INDIRECT, [words], 0.9)]


def test_the_model_names_a_source_that_the_rules_miss():
    text = "Laura Stone was there. “It is as safe as a house and will stay so.”"
    quote = "It is as safe as a house and will stay so"
    found = linked(text, reading(text, "Laura Stone", "was there", quote, score=0.9))
    assert ("Laura Stone", Form.DIRECT) in [(name, form) for name, form, _, _ in found]


def test_weak_rules_need_the_model_where_there_is_one():
    text = "Laura Stone praised the builders of the bridge. Peter Long said that it leaked."
    assert len(linked(text)) == 2
    found = linked(text, reading(text, "Peter Long", "said", "that it leaked"))
    assert [name for name, _, _, _ in found] == ["Peter Long"]


@pytest.mark.parametrize(
    "broken",
    [
        AttributionReading((), (), (), 0.9),
        AttributionReading((), ((0, 5, 0.9),), ((9000, 9010, 0.9),), 0.9),
        AttributionReading(((5, 5, 0.9),), ((6, 6, 0.9),), ((26, 27, 0.9),), 0.9),
    ],
)
def test_readings_that_hold_nothing_raise_nothing(broken):
    for _, _, content, _ in linked(TEXT, broken):
        assert all(content)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "Laura Stone views the harbour through the lens of money.",
            "Laura Stone",
            "views",
            "the harbour through the lens of money",
        ),
        (
            "The anger is growing, with citizens questioning the endless cost of the bridge.",
            "citizens",
            "questioning",
            "the endless cost of the bridge",
        ),
        (
            "If Laura Stone realizes that the bridge leaks, the port will close.",
            "Laura Stone",
            "realizes",
            "that the bridge leaks",
        ),
        ("We may see that the bridge leaks.", "We", "may see", "that the bridge leaks"),
        (
            "We are a town that prefers its past to its pavements.",
            "that",
            "prefers",
            "its past to its pavements",
        ),
        ("It is known that the bridge leaks.", None, "is known", "that the bridge leaks"),
        (
            "The delay suggests that nobody cares.",
            "The delay",
            "suggests",
            "that nobody cares",
        ),
    ],
)
def test_what_syntax_leaves_to_the_author_is_not_relayed(text, source, cue, content):
    assert linked(text, reading(text, source, cue, content, score=0.95)) == []


def test_looking_at_something_as_something_is_a_view():
    text = "Laura Stone views the bridge as a costly mistake."
    found = linked(text, reading(text, "Laura Stone", "views", "the bridge as a costly mistake"))
    assert [name for name, _, _, _ in found] == ["Laura Stone"]


def test_a_text_may_say_what_a_thing_may_not_show():
    text = "The notice says that the bridge leaks. The notice shows that nobody cares."
    found = linked(text, reading(text, "The notice", "says", "that the bridge leaks"))
    assert [content for _, _, content, _ in found] == [["that the bridge leaks"]]


def test_the_authors_part_of_a_mixed_sentence_stays_the_authors():
    text = "Laura Stone's plan is a disgrace, although officials say it will create jobs."
    both = AttributionReading(
        spans(text, "officials"),
        spans(text, "say"),
        spans(text, "Laura Stone's plan", "it will create jobs"),
        0.9,
    )
    ((_, _, content, _),) = linked(text, both)
    assert content == ["it will create jobs"]


def test_the_model_corrects_a_source_that_the_rules_only_infer():
    text = "Laura Stone defended the bridge that Carl Reed had opened, saying it was safe."
    found = linked(text, reading(text, "Laura Stone", "saying", "it was safe", score=0.9))
    assert [name for name, _, content, _ in found if content == ["it was safe"]] == ["Laura Stone"]


def test_dealing_with_something_is_no_view_of_it():
    text = "Laura Stone targets the record of the council."
    assert linked(text, reading(text, "Laura Stone", "targets", "the record of the council")) == []


def test_a_group_that_only_the_model_sees_thinking_is_an_actor():
    text = "European elites are concerned about the bridge that nobody wants."
    found = linked(text, reading(text, "European elites", "are concerned about", "the bridge"))
    assert [name for name, _, _, _ in found] == ["European elites"]


def test_a_quotation_in_somebodys_words_is_not_nobodys_too():
    text = "The baker hangs up a sign with the words “Workers of the World, Unite!” every year."
    content = "a sign with the words “Workers of the World, Unite!”"
    found = linked(text, reading(text, "The baker", "hangs up", content, score=0.9))
    assert len(found) == 1


def test_the_reader_is_no_source():
    text = "You see a line indicating that the mark is good."
    assert linked(text, reading(text, "You", "indicating", "that the mark is good")) == []


def test_the_model_cannot_give_somebody_a_view_that_he_is_said_to_lack():
    text = "Laura Stone and her friends don't seem to understand that rules exist for a reason."
    lacked = reading(
        text,
        "Laura Stone and her friends",
        "don't seem to understand",
        "that rules exist for a reason",
        score=0.95,
    )
    assert linked(text, lacked) == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "My answer is that the port should close. Laura Stone is right when she is silent.",
            "Laura Stone",
            "answer",
            "that the port should close",
        ),
        ("The debate seems to me to have lost its way.", "me", "seems to", "to have lost its way"),
        ("He wrote me a long letter of thanks.", "He", "wrote", "a long letter of thanks"),
        (
            "It is fair to say that the port has changed.",
            "It",
            "to say",
            "that the port has changed",
        ),
        (
            "Two cranes stood still, which suggests that trade is slow.",
            "which",
            "suggests",
            "that trade is slow",
        ),
        ("This suggests that trade is slow.", "This", "suggests", "that trade is slow"),
        (
            "That opener suggests that trade is slow.",
            "That opener",
            "suggests",
            "that trade is slow",
        ),
    ],
)
def test_what_the_author_says_for_himself_or_tells_of_is_nobodys(text, source, cue, content):
    assert linked(text, reading(text, source, cue, content, score=0.95)) == []


def test_what_a_letter_is_about_is_its_writers():
    text = "Laura Stone wrote of her fears for the harbour."
    found = linked(text, reading(text, "Laura Stone", "wrote", "of her fears for the harbour"))
    assert [name for name, *_ in found] == ["Laura Stone"]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("The council met. It is eager to say that trade is slow.", "It", "to say"),
        ("A survey of the port suggests that trade is slow.", "A survey of the port", "suggests"),
        ("They made a survey which suggests that trade is slow.", "which", "suggests"),
        ("This survey suggests that trade is slow.", "This survey", "suggests"),
    ],
)
def test_what_a_body_or_a_text_says_is_relayed(text, source, cue):
    found = linked(text, reading(text, source, cue, "that trade is slow", score=0.95))
    assert [content for _, _, content, _ in found] == [["that trade is slow"]]


@pytest.mark.parametrize(
    ("source", "cue", "content", "told"),
    [
        (
            "Laura Stone",
            "said",
            "that Peter Long believes the bridge is safe",
            ("Peter Long", "the bridge is safe"),
        ),
        (
            "Laura Stone",
            "claims",
            "that the union fears the bridge is weak",
            ("the union", "the bridge is weak"),
        ),
        (
            "The report",
            "says",
            "that Laura Stone insisted that the bridge was safe",
            ("Laura Stone", "that the bridge was safe"),
        ),
    ],
)
def test_a_view_told_of_in_somebodys_words_is_the_others_too(source, cue, content, told):
    text = f"{source} {cue} {content}."
    article = article_of(text)
    parsed = evidence_of(article)
    found = [
        [text[part.start : part.end] for part in (*item.source, *item.content)]
        for item in link_attributions(parsed, [reading(text, source, cue, content)], ())
    ]
    assert found == [[source, content], list(told)]


@pytest.mark.parametrize(
    "content",
    ["that she believes the bridge is safe", "that it let Peter Long believe the bridge is safe"],
)
def test_what_somebody_says_of_her_own_beliefs_is_one_view(content):
    text = f"Laura Stone said {content}."
    assert len(linked(text, reading(text, "Laura Stone", "said", content))) == 1


def test_source_and_cue_reach_as_far_as_the_model_reads_them():
    text = "Laura Stone, who runs the port, said in a statement that the bridge was safe."
    article = article_of(text)
    source, cue = "Laura Stone, who runs the port", "said in a statement"
    found = reading(text, source, cue, "that the bridge was safe")
    (item,) = link_attributions(evidence_of(article), [found], ())
    assert [text[s.start : s.end] for s in (*item.source, *item.cue)] == [source, cue]


def test_what_is_seen_as_something_is_a_view_of_it():
    text = "Some who heard it saw the comment as a dig at the army."
    content = "the comment as a dig at the army"
    assert linked(text, reading(text, "Some who heard it", "saw", content)) != []
