# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from reader.analysis.comparing.actors import shared_actors
from reader.document import Actor, ActorType, Analysis, ModelInfo, Span
from tests.building import article_of


def analysis_of(*actors):
    """An analysis with persons, given by their names, or with (name, type, *aliases)."""
    made = []
    for number, item in enumerate(actors, 1):
        name, kind, *aliases = (item, "person") if isinstance(item, str) else item
        mentions = (Span(0, 1),)
        made.append(
            Actor(f"a{number}", name, ActorType(kind), aliases=tuple(aliases), mentions=mentions)
        )
    return Analysis(article_of("Text"), ModelInfo("m", "1"), actors=tuple(made))


def names(*analyses, surnames=True):
    """What is found to be one, by the names in each article."""
    found = shared_actors([analysis_of(*actors) for actors in analyses], surnames=surnames)
    return {
        tuple(
            None if key is None else _name(actors[int(key[1:]) - 1])
            for key, actors in zip(shared.ids, analyses, strict=True)
        )
        for shared in found
    }


def _name(actor):
    return actor if isinstance(actor, str) else actor[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Helen Marsh", "Helen Marsh"),
        ("Benjamin Todd Jealous", "Ben Jealous"),
        ("William Kristol", "Bill Kristol"),
        ("Raúl Labrador", "Raul Labrador"),
        ("J. Comey", "James Comey"),
        ("Reed", "David Reed"),
        ("Obama", "Obama"),
        (("National Rivers Authority", "organisation"), ("NRA", "organisation")),
        (("National Rivers Authority", "organisation"), ("N.R.A.", "organisation")),
        (("United States", "country", "U.S."), ("United States", "country", "America")),
        (("The Harbour Bank plc", "organisation"), ("Harbour Bank", "organisation")),
        (("Tea Party", "organisation"), ("Tea Party", "group")),
    ],
)
def test_the_same_under_other_names(one, other):
    assert names([one], [other]) == {(_name(one), _name(other))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("David Reed", "Anna Reed"),
        ("Dan Marsh", "Dave Marsh"),
        ("Helen Marsh", "Helen Birch"),
        ("Washington", ("Washington", "organisation")),
        (("Boston Globe", "organisation"), ("Boston", "organisation")),
        (("National Rivers Authority", "organisation"), ("NRB", "organisation")),
    ],
)
def test_others_stay_apart(one, other):
    assert names([one], [other]) == set()


def test_a_surname_that_two_people_bear_is_nobody_s():
    assert names(["Reed"], ["David Reed", "Anna Reed"]) == set()
    assert names(["Reed"], ["David Reed"], ["Anna Reed"]) == set()


def test_a_surname_alone_tells_nothing_where_the_articles_are_about_other_things():
    assert names(["Reed"], ["David Reed"], surnames=False) == set()
    assert names(["David Reed"], ["David Reed"], surnames=False) == {("David Reed", "David Reed")}


def test_namesakes_in_one_article_each_find_their_own():
    found = names(["David Reed", "Anna Reed"], ["Anna Reed", "D. Reed"])
    assert found == {("David Reed", "D. Reed"), ("Anna Reed", "Anna Reed")}


def test_three_articles_make_one_row():
    found = names(["Reed"], ["David Reed", "Helen Marsh"], ["David Reed"])
    assert found == {("Reed", "David Reed", "David Reed")}


def test_whoever_is_only_described_is_not_shared():
    actor = Actor("a1", "an official", ActorType.PERSON, named=False)
    analysis = Analysis(article_of("Text"), ModelInfo("m", "1"), actors=(actor,))
    assert shared_actors([analysis, analysis], surnames=True) == ()
