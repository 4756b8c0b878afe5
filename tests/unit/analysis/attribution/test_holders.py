# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whom a source stands for: names, descriptions, pronouns, documents, and nobody by name."""

import re

import pytest

from reader.analysis.actors.finding import find_actors
from reader.analysis.attribution.linking import link_attributions
from reader.analysis.evidence import gather
from reader.analysis.syntax.sentences import parse
from reader.document import Article, Block, BlockKind


def speaker(*paragraphs):
    """The name of whoever says the last quotation of the text."""
    text = "\n\n".join(paragraphs)
    lines = re.finditer(r"[^\n]+", text)
    whole = Article(text, tuple(Block(BlockKind.PARAGRAPH, *line.span()) for line in lines))
    parsed = list(gather(parse(whole)))
    actors = find_actors(whole, parsed)
    names = {actor.id: actor.name for actor in actors}
    *_, last = link_attributions(parsed, (), actors)
    return names.get(last.actor)


@pytest.mark.parametrize(
    ("before", "words", "name"),
    [
        ("House Speaker Laura Stone spoke.", "“No,” the House speaker said.", "Laura Stone"),
        ("President Carl Reed spoke.", "“No,” the US president said.", "Carl Reed"),
        ("President Carl Reed spoke.", "“No,” the Republican president said.", "Carl Reed"),
        (
            "Chinese President Lin Wei met Norway's President Kari Dahl.",
            "“No,” the Chinese president said.",
            "Lin Wei",
        ),
        ("Mayor Laura Stone spoke.", "“No,” the mayor, speaking at a dinner, said.", "Laura Stone"),
        ("Mayor Laura Stone spoke.", "“No,” the new mayor said.", "Laura Stone"),
        ("Mayor Laura Stone spoke.", "“No,” the mayor - who is back - said.", "Laura Stone"),
        ("Mayor Laura Stone spoke.", "“No,” the deputy mayor said.", None),
        ("Mayor Laura Stone spoke.", "“No,” the mayor of Leeds said.", None),
    ],
)
def test_descriptions_agree_with_what_the_text_calls_somebody(before, words, name):
    assert speaker(before, words) == name


@pytest.mark.parametrize(
    "source",
    [
        "a Senate aide",
        "one of Stone's aides",
        "a Harbour Bank official",
        "the U.S. president",
        "a friend of Stone",
    ],
)
def test_what_is_named_inside_a_description_does_not_speak(source):
    before = "Laura Stone left Harbour Bank. Harbour Bank told the Senate and the U.S. so."
    assert speaker(before, f"“It was an odd day for all of us,” {source} said.") is None


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("a spokesman for Harbour Bank", "Harbour Bank"),
        ("a Harbour Bank spokeswoman", "Harbour Bank"),
        ("a statement from Harbour Bank", "Harbour Bank"),
        ("Stone's letter", "Laura Stone"),
        ("the former budget director and Harbour Bank adviser Laura Stone", "Laura Stone"),
    ],
)
def test_who_speaks_for_a_body_and_what_somebody_wrote(source, name):
    before = "Laura Stone left Harbour Bank. Harbour Bank said nothing."
    assert speaker(before, f"“It was an odd day for all of us,” {source} said.") == name


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        # Whoever spoke last goes on, though another man stands in the sentence too.
        (("Peter Long bought a boat from us, Mr Short said.", "“It sank,” he said."), "Short"),
        # An unnamed woman is not the woman of the paragraph before.
        (
            (
                "Maria Keller went to the office for help.",
                "One woman in Leeds lives with her parents. “It all goes through me,” she said.",
            ),
            None,
        ),
        (("Peter Long went home.", "A masked fighter said no. “We won,” he said."), None),
        # The only woman in reach goes on, though others stand in between.
        (
            (
                "Laura Stone said no.",
                "The road is long. The road is old. The road is wet. Nobody walks there.",
                "“It is odd,” she said.",
            ),
            "Laura Stone",
        ),
        # Nobody calls himself by his name.
        (
            (
                "Peter Long lost again. A woman asked him about Carl Reed.",
                "“Carl Reed and I are friends,” he said.",
            ),
            "Peter Long",
        ),
        # A link between two paragraphs is nobody's words.
        (
            (
                "Peter Long hired Carl Reed. The paper fell, and Long admitted it.",
                "When the harbour tries too hard, nobody wins | Ann Holt Read more",
                "“It was not merely a joke, as we had thought,” he wrote.",
            ),
            "Peter Long",
        ),
        # A body without a name is nobody named before.
        (
            (
                "The harbour was blocked by the U.S. on Monday, which the foreign ministry said.",
                "“We will see,” it said.",
            ),
            None,
        ),
        # What a body said goes on behind a list.
        (
            (
                "Harbour Bank said it was committing itself to:",
                "No longer selling old boats",
                "Banning the sale of high masts",
                "It said that “the sea is dangerous enough as it is”.",
            ),
            "Harbour Bank",
        ),
    ],
)
def test_pronouns_go_back_to_whoever_spoke_or_to_nobody(paragraphs, name):
    assert speaker(*paragraphs) == name


@pytest.mark.parametrize(
    "words",
    [
        "Laura Stone, who found the “old lamp”, told me that her team “sees a great many lamps”.",
        "Laura Stone said that it was “very dark”, but that she was “truly glad to be there”.",
        "Laura Stone voiced “serious doubts about it,” since “the next must have a clear view.”",
        "When Carl Reed sat down, the mayor got off a good line: “Could you say that again?”",
    ],
)
def test_further_clauses_and_long_appositions_keep_their_speaker(words):
    assert speaker("Mayor Laura Stone came early.", words) == "Laura Stone"


def test_a_subject_behind_a_name_is_no_role_of_it():
    before = "Mayor Laura Stone came early. In her debate with Carl Reed, the mayor spoke well."
    assert speaker(before, "“No,” the mayor said.") == "Laura Stone"
