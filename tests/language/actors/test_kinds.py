# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What becomes of the kinds that the model reads: here it reads the same in every word."""

import numpy as np
import pytest

from reader.analysis.actors.finding import find_actors
from tests.building import article_of, evidence_of
from tests.language.actors.nearest import Everywhere, Nearest


class Reads(Nearest):
    """A resolver that goes back to nothing and takes every word for the same kind."""

    none = 30.0

    def __init__(self, *chances):
        self._chances = np.array(chances, np.float32)

    def kinds(self, seen):
        return np.tile(self._chances, (len(seen), 1))


BODIES = Reads(0.05, 0.9, 0, 0.05)
PEOPLE = Reads(0.9, 0.05, 0, 0.05)


def actors(text, resolver, sources=()):
    whole = article_of(text)
    parsed = evidence_of(whole)
    places = [(0, token.i) for token in parsed[0].doc if token.text in sources]
    found = find_actors(whole, parsed, resolving=(resolver, Everywhere()), unheld=lambda _: places)
    return {actor.name: actor for actor in found}


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They refused any direct talks with the Dutch government.", "the Dutch government"),
        ("Millions of crowns were taken from the federal government.", "the federal government"),
        ("It was a facility of the defence ministry near the coast.", "the defence ministry"),
        ("There were big questions about the drug industry at the time.", "the drug industry"),
        ("The office of the US aid group was closed on Monday.", "the US aid group"),
    ],
)
def test_a_body_may_be_told_by_a_description(text, name):
    names = {name.casefold(): actor for name, actor in actors(text, BODIES).items()}
    assert names[name.casefold()].type.value == "organisation"
    assert not names[name.casefold()].named
    assert name not in actors(text, Reads(0, 0, 0, 1))


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    "text",
    [
        "They refused any direct talks with the militant group.",
        "They refused any direct talks with the government.",
        "They refused any direct talks with a foreign government.",
        "A national government office was closed.",
    ],
)
def test_what_tells_no_body_apart_is_none(text):
    assert not any("group" in n or "government" in n for n in actors(text, BODIES))


@pytest.mark.issue(15)
def test_a_body_told_once_more_is_the_same():
    text = "She wrote to the Keller grand jury in May, and the grand jury answered in June."
    found = actors(text, BODIES)
    juries = [actor for name, actor in found.items() if "jury" in name]
    assert len(juries) == 1
    assert len(juries[0].mentions) == 2


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("text", "source", "resolver", "kind"),
    [
        ("One protester said that it was over.", "protester", PEOPLE, "person"),
        ("Several runners said that it was over.", "runners", PEOPLE, "group"),
        ("The upper deck said that it was over.", "deck", BODIES, "organisation"),
    ],
)
def test_the_model_tells_of_what_kind_a_source_is(text, source, resolver, kind):
    (found,) = actors(text, resolver, [source]).values()
    assert found.type.value == kind
