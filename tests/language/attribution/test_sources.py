# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whoever speaks is an actor: described, unnamed, several at once, documents, overlooked names."""

from functools import partial

import pytest

from reader.analysis.actors.finding import find_actors
from reader.analysis.attribution.holders import unheld
from reader.analysis.attribution.linking import find_drafts, link_drafts
from reader.document import ActorType
from tests.building import article_of, evidence_of
from tests.language.actors.nearest import Everywhere, Nearest


class Doubtful(Nearest):
    """A resolver that holds nothing for likely."""

    none = 100.0


def held(*paragraphs, resolver=None):
    """The holders of every viewpoint, in the order of the text."""
    article = article_of(*paragraphs)
    parsed = evidence_of(article)
    drafts = find_drafts(parsed, ())
    actors = find_actors(
        article,
        parsed,
        resolving=(resolver or Doubtful(), Everywhere()),
        unheld=partial(unheld, parsed, drafts),
    )
    known = {actor.id: actor for actor in actors}
    return [[known[one] for one in item.holders] for item in link_drafts(parsed, drafts, actors)]


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("One legal expert", "One legal expert", ActorType.PERSON),
        ("A state judge in Ohio", "A state judge in Ohio", ActorType.PERSON),
        ("The chairman of the club", "The chairman of the club", ActorType.PERSON),
        ("44 percent of Americans", "44 percent of Americans", ActorType.GROUP),
        ("Others", "Others", ActorType.GROUP),
        ("A new poll", "A new poll", ActorType.DOCUMENT),
        ("The statement", "The statement", ActorType.DOCUMENT),
    ],
)
def test_who_is_only_described_holds_what_it_says(source, name, kind):
    ((actor,),) = held(f"{source} said that the bridge was unsafe.")
    assert (actor.name, actor.type, actor.named) == (name, kind, False)


def test_a_part_is_not_its_whole():
    text = "Russia sent troops. Russia's foreign ministry said that the bridge was unsafe."
    assert [actor.name for (actor,) in held(text)] == ["Russia's foreign ministry"]


def test_several_who_speak_together_all_hold_it():
    text = "Laura Stone met Anna Berg. Both Stone and Berg said that the bridge was unsafe."
    ((*actors,),) = held(text)
    assert [actor.name for actor in actors] == ["Laura Stone", "Anna Berg"]


def test_a_title_of_two_nouns_is_one_speaker():
    text = "“It is safe,” the former director and Gull contributor Laura Stone said."
    assert [[actor.name for actor in actors] for actors in held(text)] == [["Laura Stone"]]


def test_one_official_and_another_are_two_and_critics_are_the_same_throughout():
    said = "said that the bridge was unsafe."
    first, second = held(f"An official {said}", f"An official {said}")
    assert first != second
    first, second = held(f"Critics {said}", f"Critics {said}")
    assert first == second


def test_a_description_goes_back_to_the_source_told_of_before():
    said = "said that the bridge was unsafe."
    first, second = held(f"An official {said}", f"The official {said}", resolver=Nearest())
    assert first == second


@pytest.mark.parametrize("source", ["Nobody", "No expert", "It", "The answer"])
def test_who_is_nobody_holds_nothing(source):
    assert all(not actors for actors in held(f"{source} said that the bridge was unsafe."))


def test_what_a_study_found_is_the_study_s_whoever_made_it():
    text = "Harbour University published a report. The report found that the bridge was unsafe."
    assert [actor.name for (actor,) in held(text)] == ["The report"]


@pytest.mark.parametrize("words", ["Mr Reid - former senator for Ohio -", "Reid – a lawyer –"])
def test_a_description_between_dashes_is_whoever_stands_before_it(words):
    ((actor,),) = held(f"Harry Reid began it. {words} later said that it was a serious effort.")
    assert actor.name == "Harry Reid"


def test_a_quotation_is_from_where_it_is_said_to_be():
    lead = "From the Harbour Gazette:"
    ((actor,),) = held("The bridge was shut.", lead, "“The bridge is unsafe for all of us.”")
    assert actor.name == "Harbour Gazette"
