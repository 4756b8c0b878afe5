# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The actor lists of real articles against labels made by reading them.

`actors` must be found, under one of their names, with all their aliases; `optional` may be: a find
is not wrong and a miss is no miss. A bar in a name separates names that are all right. Those who
made the rules have read articles of labels.json; those of blind.json were labelled from their
text alone, before the program had been seen on them, and the rules are never tuned on them.
"""

import re
from pathlib import Path

import pytest

from reader.document import ActorType

# A little under what was measured.
FLOORS = {
    "labels.json": {"precision": 0.92, "recall": 0.89, "merged": 0.94},
    "blind.json": {"precision": 0.88, "recall": 0.90, "merged": 0.82},
}


def bare(name):
    """The name without article or country before it: the "US Congress" is the Congress."""
    return re.sub(r"^(?:[Tt]he )?(?:(?:U\.?S\.?|Italian) )?", "", name)


def counts(entry, analysis):
    """How many actors are found, missed and wrong, and how many aliases are merged, of how many."""
    named = [a for a in analysis.actors if a.named and a.type is not ActorType.GROUP]
    owners = {}
    for actor in analysis.actors:
        for span in actor.mentions:
            owners.setdefault(analysis.article.text[span.start : span.end], set()).add(actor.id)
    hits, missed, merged, aliases = set(), 0, 0, 0
    for name, others in entry["actors"].items():
        right = {bare(part) for part in name.split(" | ")}
        by_name = (a for a in named if right & {bare(n) for n in (a.name, *a.aliases)})
        by_alias = (actor for actor in named if actor.name in others)
        hit = next(by_name, None) or next(by_alias, None)
        if hit is None:
            missed += 1
        else:
            hits.add(hit.id)
            merged += sum(owners.get(alias) == {hit.id} for alias in others)
        aliases += len(others)
    optional = {bare(name) for name in entry["optional"]}
    wrong = sum(actor.id not in hits and bare(actor.name) not in optional for actor in named)
    return len(hits), missed, wrong, merged, aliases


@pytest.fixture(scope="module", params=FLOORS)
def measured(labelled, request):
    path = Path(__file__).with_name(request.param)
    found, missed, wrong, merged, aliases = map(
        sum, zip(*(counts(*item) for item in labelled(path)), strict=True)
    )
    return FLOORS[request.param], {
        "precision": found / (found + wrong),
        "recall": found / (found + missed),
        "merged": merged / aliases,
    }


def test_who_is_listed_is_an_actor(measured):
    floors, scores = measured
    assert scores["precision"] >= floors["precision"]


def test_the_actors_are_listed(measured):
    floors, scores = measured
    assert scores["recall"] >= floors["recall"]


def test_names_of_one_actor_are_brought_together(measured):
    floors, scores = measured
    assert scores["merged"] >= floors["merged"]


def test_the_seed_article_has_its_actors_and_no_others_that_matter(labelled):
    items = labelled(Path(__file__).with_name("labels.json"))
    entry, analysis = next(item for item in items if "000_f7c1cbbc8a38a510" in item[0]["file"])
    text = analysis.article.text
    actors = {actor.name: actor for actor in analysis.actors}
    assert set(entry["actors"]) <= set(actors)
    assert not {"AFP", "News.Az", "Diriyah Palace", "Riyadh", "Simon Dawson"} & set(actors)
    roles = {name: actor.role for name, actor in actors.items() if actor.role}
    assert roles["Emmanuel Macron"] == "French President"
    assert roles["Steve Witkoff"] == "U.S. Middle East envoy"
    assert roles["Marco Rubio"] == "Secretary of State"
    assert roles["Mike Waltz"] == "National Security Advisor"
    assert roles["Faisal bin Farhan al-Saud"] == "Saudi Arabia's Foreign Minister"
    assert roles["Mosaad bin Mohammad al-Aiban"] == "National Security Advisor"
    assert roles["Yuri Ushakov"] == "Russian president's foreign policy advisor"
    assert roles["Sergei Lavrov"] == "Russia's Foreign Minister"
    assert roles["Darya Grevtsova"].startswith("author")
    words = {text[span.start : span.end] for span in actors["Donald Trump"].mentions}
    assert "He" in words
