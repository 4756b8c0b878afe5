# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whom a source stands for: names, descriptions, pronouns, documents, and nobody by name."""

import re

import pytest

from reader.analysis.actors.finding import find_actors
from reader.analysis.attribution.linking import link_attributions
from reader.document import Article, Block, BlockKind
from tests.building import evidence_of
from tests.language.actors.nearest import RESOLVING


def speaker(*paragraphs):
    """The name of whoever says the last quotation of the text."""
    text = "\n\n".join(paragraphs)
    lines = re.finditer(r"[^\n]+", text)
    whole = Article(text, tuple(Block(BlockKind.PARAGRAPH, *line.span()) for line in lines))
    parsed = evidence_of(whole)
    actors = find_actors(whole, parsed, resolving=RESOLVING)
    names = {actor.id: actor.name for actor in actors}
    *_, last = link_attributions(parsed, (), actors)
    return names[last.holders[0]] if last.holders else None


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
    "words",
    [
        "Laura Stone, who found the “old lamp”, told me that her team “sees a great many lamps”.",
        "Laura Stone said that it was “very dark”, but that she was “truly glad to be there”.",
        "Laura Stone voiced “serious doubts about it,” since “the next must have a clear view.”",
    ],
)
def test_further_clauses_and_long_appositions_keep_their_speaker(words):
    assert speaker("Mayor Laura Stone came early.", words) == "Laura Stone"
