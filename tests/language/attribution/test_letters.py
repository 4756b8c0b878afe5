# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What letters quote is held by whom they name, and by nobody else."""

import pytest

from reader.analysis.actors.finding import find_actors
from reader.analysis.attribution.linking import link_attributions
from reader.analysis.judging.voice import sentence_voices
from reader.analysis.syntax.sentences import sentences
from reader.analysis.syntax.turns import find_turns
from reader.document import ActorType, Form, Voice
from reader.formats.opening import load_text
from tests.building import evidence_of

pytestmark = pytest.mark.issue(14)


def read(text):
    """The actors and attributions of a pasted text, and the voice of each sentence."""
    article = load_text(text)
    parsed = evidence_of(article)
    turns = find_turns(parsed)
    actors = find_actors(article, parsed, turns)
    attributions = link_attributions(parsed, (), actors, turns)
    spans = [span for piece in parsed for span in sentences(piece)]
    voices = sentence_voices(spans, attributions, article.text)
    said = {
        article.text[span.start : span.end]: voice
        for span, voice in zip(spans, voices, strict=True)
    }
    return actors, attributions, said


def held(text):
    """Who holds what, the whole quotations alone."""
    actors, attributions, _ = read(text)
    article = load_text(text)
    names = {actor.id: actor.name for actor in actors}
    return [
        (
            names[item.holders[0]] if item.holders else None,
            article.text[item.content[0].start : item.content[-1].end],
        )
        for item in attributions
        if item.form is Form.DIRECT
    ]


HEADERS = "From: Greta Lunn <g@example.org>\nTo: a list\nSubject: The weir\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "On 4 March 2024, Otto Brand wrote:",
        "Am 04.03.24 um 09:00 schrieb Otto Brand:",
        "On 4 March 2024 09:00, Brand, Otto <otto@example.org> wrote:",
    ],
)
def test_the_words_are_whose_the_line_says(line):
    text = f"{HEADERS}{line}\n> It is a relic.\n> Nobody needs it.\n\nI find the plan absurd.\n"
    assert held(text) == [("Otto Brand", "It is a relic. Nobody needs it.")]
    voices = read(text)[2]
    assert voices["Nobody needs it."] is Voice.ATTRIBUTED
    assert voices["I find the plan absurd."] is Voice.AUTHOR


def test_the_source_is_where_the_name_stands():
    text = f"{HEADERS}On 4 March 2024, Otto Brand wrote:\n> It is a relic.\n\nNo.\n"
    _, (item,), _ = read(text)
    article = load_text(text)
    assert [article.text[span.start : span.end] for span in item.source] == ["Otto Brand"]
    assert item.cue == ()


def test_each_depth_has_its_speaker():
    text = (
        f"{HEADERS}On 4 March 2024, Otto Brand wrote:\n> On 3 March 2024, Ann Wills wrote:\n"
        ">> We kept it for the fish.\n> Silly talk, that is.\n>>> Is it now?\n\nNo.\n"
    )
    assert held(text) == [
        ("Ann Wills", "We kept it for the fish."),
        ("Otto Brand", "Silly talk, that is."),
        (None, "Is it now?"),
    ]


def test_nobody_who_spoke_before_is_charged_with_it():
    text = (
        f"{HEADERS}Ann Wills told me that the weir leaks.\n\n"
        "> It is a relic, and nobody with any sense needs it.\n\nI find the plan absurd.\n"
    )
    assert (None, "It is a relic, and nobody with any sense needs it.") in held(text)
    said = read(text)[2]
    assert said["It is a relic, and nobody with any sense needs it."] is Voice.ATTRIBUTED


def test_a_sentence_may_lead_in():
    text = (
        f"{HEADERS}The mayor, Otto Brand, wrote to us:\n\n> It is a relic.\n\nI find it absurd.\n"
    )
    assert held(text) == [("Otto Brand", "It is a relic.")]


def test_whom_the_letter_quotes_in_turn():
    text = (
        f"{HEADERS}On 4 March 2024, Otto Brand wrote:\n"
        "> Ann Wills said: “The weir is a disgrace to us all.” She is right about that.\n\nNo.\n"
    )
    assert ("Ann Wills", "“The weir is a disgrace to us all.”") in held(text)
    whole = "Ann Wills said: “The weir is a disgrace to us all.” She is right about that."
    assert ("Otto Brand", whole) in held(text)


def test_a_paper_that_sends_letters_is_no_person():
    text = (
        "---------- Forwarded message ---------\nFrom: The Alder Gazette <news@example.org>\n"
        "Date: Mon, 4 Mar 2024\nSubject: The weir\n\nThe weir must go.\n"
    )
    actors, (item,), _ = read(text)
    assert [(a.name, a.type) for a in actors if a.id in item.holders] == [
        ("The Alder Gazette", ActorType.ORGANISATION)
    ]


def test_an_address_may_be_all_that_is_known():
    text = f"{HEADERS}otto@example.org wrote:\n> It is a relic.\n\nNo.\n"
    assert held(text) == [("otto@example.org", "It is a relic.")]
