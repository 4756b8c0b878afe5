# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The actor lists of real articles against labels made by reading them.

The labels name each file with its checksum; the articles themselves are not part of the project.
`actors` must be found, under one of their names, with all their aliases; `optional` may be.
"""

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from reader.analysis.actors import find_actors
from reader.analysis.sentences import parse
from reader.document import ActorType, Article, Block, BlockKind

ROOT = Path(__file__).parents[3]
ARTICLES = Path(os.environ.get("SLANTWISE_ARTICLES", ROOT.parent / "shared" / "articles"))
LABELS = json.loads((Path(__file__).parent / "labels.json").read_text(encoding="utf-8"))

# Well under what was measured, so that a change has to do real harm to fail.
PRECISION, RECALL, MERGED = 0.88, 0.88, 0.88

pytestmark = pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="the articles are not here (SLANTWISE_ARTICLES)"
)


def article(entry):
    path = ARTICLES / entry["file"]
    content = path.read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"], f"{path} has changed"
    if path.suffix == ".json":
        text = json.loads(content)["text"]
        lines = re.finditer(r"[^\n]+", text)
        blocks = tuple(Block(BlockKind.PARAGRAPH, m.start(), m.end()) for m in lines)
        return Article(text, blocks)
    from reader.formats import load

    return load(path)


def bare(name):
    """The name without the country before it: the "US Congress" is the Congress."""
    return re.sub(r"^(?:U\.?S\.?|Italian) ", "", name)


@pytest.fixture(scope="module")
def scores():
    found = missed = wrong = merged = aliases = 0
    for entry in LABELS:
        text = article(entry)
        actors = find_actors(text, list(parse(text)))
        named = [actor for actor in actors if actor.type is not ActorType.GROUP]
        owners = {}
        for actor in actors:
            for span in actor.mentions:
                owners.setdefault(text.text[span.start : span.end], set()).add(actor.id)
        hits = set()
        for name, others in entry["actors"].items():
            hit = next(
                (
                    actor
                    for actor in named
                    if bare(name) in {bare(n) for n in (actor.name, *actor.aliases)}
                    or actor.name in others
                ),
                None,
            )
            if hit is None:
                missed += 1
            else:
                hits.add(hit.id)
            aliases += len(others)
            merged += sum(hit is not None and owners.get(alias) == {hit.id} for alias in others)
        found += len(hits)
        wrong += sum(
            actor.id not in hits and bare(actor.name) not in map(bare, entry["optional"])
            for actor in named
        )
    return {
        "precision": found / (found + wrong),
        "recall": found / (found + missed),
        "merged": merged / aliases,
    }


def test_who_is_listed_is_an_actor(scores):
    assert scores["precision"] >= PRECISION


def test_the_actors_are_listed(scores):
    assert scores["recall"] >= RECALL


def test_names_of_one_actor_are_brought_together(scores):
    assert scores["merged"] >= MERGED


def test_the_seed_article_has_its_actors_and_no_others_that_matter():
    entry = next(entry for entry in LABELS if "000_f7c1cbbc8a38a510" in entry["file"])
    text = article(entry)
    actors = {actor.name: actor for actor in find_actors(text, list(parse(text)))}
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
    words = {text.text[span.start : span.end] for span in actors["Donald Trump"].mentions}
    assert "He" in words
