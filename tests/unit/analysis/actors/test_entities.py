# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Each rule on what the parser takes for a name, on its own; documents are built by hand."""

import logging
from functools import cache

import pytest

from reader.analysis.actors import entities
from reader.analysis.actors.entities import RULES, Candidate
from reader.document import ActorType

PERSON, BODY = ActorType.PERSON, ActorType.ORGANISATION
GROUP, OTHER = ActorType.GROUP, ActorType.OTHER


@cache
def _vocabulary():
    """English's ways of writing, without any pipeline."""
    import spacy

    return spacy.blank("en").vocab


def candidate(words, name, kind=PERSON, **parse):
    from spacy.tokens import Doc, Span

    tokens = words.split(" ")
    parse.setdefault("heads", [0] * len(tokens))
    parse.setdefault("deps", ["dep"] * len(tokens))
    doc = Doc(_vocabulary(), words=tokens, **parse)
    wanted = name.split(" ")
    first = next(n for n in range(len(tokens)) if tokens[n : n + len(wanted)] == wanted)
    entity = Span(doc, first, first + len(wanted), "PERSON")
    return Candidate(doc, entity, set(), kind, entity.start, entity.end)


@pytest.mark.parametrize(
    ("rule", "item"),
    [
        (entities.party_code, candidate("( D - N.Y. )", "N.Y.", OTHER)),
        (entities.cited, candidate("in Reed v. Stone", "Reed v. Stone")),
        (entities.storm, candidate("Hurricane Dora came", "Dora")),
        (entities.unlike_name, candidate("photo/Reuters said", "photo/Reuters", BODY)),
        (entities.of_many, candidate("Africans said", "Africans", tags=["NNPS", "VBD"])),
        (entities.of_nobody, candidate("the Apollo 11 flight", "Apollo 11")),
        (entities.of_nobody, candidate("a Brexit jargon", "Brexit jargon")),
        (entities.region, candidate("on Wall Street", "Wall Street", OTHER)),
        (entities.abbreviated_place, candidate("in Calif. today", "Calif.", OTHER)),
        (
            entities.qualifying,
            candidate("a Presidential plan", "Presidential", BODY, pos=["DET", "ADJ", "NOUN"]),
        ),
        (entities.law_or_building, candidate("the Ports Act", "Ports Act", BODY)),
        (entities.law_or_building, candidate("at Harbour Hall", "Harbour Hall", OTHER)),
        (entities.office, candidate("Secretary of State", "State", BODY)),
        (entities.party_as_adjective, candidate("Republican plans", "Republican", GROUP)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_no_name_is_refused(rule, item):
    assert rule(item)


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("Anna Berg said no", "Anna Berg", PERSON),
        ("the Harbour Trust said no", "Harbour Trust", BODY),
        ("Republicans said no", "Republicans", GROUP),
    ],
)
def test_no_rule_refuses_a_plain_name(words, name, kind):
    item = candidate(words, name, kind, pos=["PROPN"] * len(words.split(" ")))
    assert not any(rule(item) for rule in RULES)
    assert item.name == name


@pytest.mark.parametrize(
    ("rule", "item", "name"),
    [
        (entities.trim_edges, candidate("the Gull 's plan", "the Gull 's", BODY), "Gull"),
        (entities.leave_out_country, candidate("Ukraine Anna Berg", "Ukraine Anna Berg"), ""),
        (entities.leave_out_whose_chamber, candidate("U.S. Senate", "U.S. Senate", BODY), "Senate"),
        (entities.leave_out_titles, candidate("Mrs Berg left", "Mrs Berg"), "Berg"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_no_part_of_the_name_goes(rule, item, name):
    rule(item)
    assert item.name == (name or "Anna Berg")


def test_a_title_tells_the_sex():
    item = candidate("Mrs Berg left", "Mrs Berg")
    entities.leave_out_titles(item)
    assert item.sex == "f"


def test_a_name_that_is_held_already_is_refused():
    item = candidate("Anna Berg left", "Anna Berg")
    item.taken.add(1)
    assert entities.already_named(item)


def test_every_rule_says_in_an_example_what_it_is_for():
    assert all(":" in rule.__doc__ or rule.__doc__.startswith("Refuse") for rule in RULES)
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


def test_a_debug_run_tells_which_rules_did_something(caplog):
    caplog.set_level(logging.DEBUG, logger=entities.__name__)
    assert entities._refused(candidate("the Hurricane Dora", "Hurricane Dora"))
    assert [record.getMessage() for record in caplog.records] == ["storm: Hurricane Dora"]
