# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Real files from a folder that does not travel with the project, read by the real program.

The folder is named by SLANTWISE_ARTICLES; without it these tests are skipped.
"""

import contextlib
import os
import queue
from pathlib import Path

import pytest

import reader
from reader.document import BlockKind
from reader.errors import OpenError
from reader.worker.client import WorkerClient
from reader.worker.messages import Failed, Opened

ARTICLES = Path(
    os.environ.get("SLANTWISE_ARTICLES", Path(__file__).parents[3] / "shared" / "articles")
)

pytestmark = pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="no folder of real articles (SLANTWISE_ARTICLES)"
)

SEED = ARTICLES / "txt" / "000_f7c1cbbc8a38a510.txt"


@pytest.fixture(scope="module")
def seed():
    return reader.open_article(SEED)


@pytest.fixture(scope="module")
def seed_analysis(seed):
    return reader.analyze(seed)


def texts(article, kind):
    return [article.text[b.start : b.end] for b in article.blocks if b.kind is kind]


def test_the_seed_article_comes_out_in_its_parts(seed):
    title = "Behind closed doors: What did Russia and the U.S. really discuss?"
    assert texts(seed, BlockKind.TITLE) == [title]
    assert (seed.title, seed.published, seed.outlet) == (title, "2025-02-21", "News.Az")
    furniture = texts(seed, BlockKind.BOILERPLATE)
    assert "+ ↺ − 16 px" in furniture
    assert "News.Az" in furniture
    assert any(words.startswith("(If you possess") for words in furniture)
    (note,) = texts(seed, BlockKind.NOTE)
    assert note.startswith("Editor's note:")
    captions = texts(seed, BlockKind.CAPTION)
    assert [words.rsplit("Photo: ")[1][:5] for words in captions] == ["AFP", "Simon"]
    assert len(texts(seed, BlockKind.PARAGRAPH)) == 10
    assert seed.text.split() == SEED.read_text("utf-8").split()


def test_the_seed_articles_actors_are_those_it_is_about(seed_analysis):
    actors = {actor.name: actor for actor in seed_analysis.actors}
    assert {
        "Russia",
        "United States",
        "Donald Trump",
        "European Union",
        "Ukraine",
        "Emmanuel Macron",
        "Steve Witkoff",
        "Marco Rubio",
        "Mike Waltz",
        "Faisal bin Farhan al-Saud",
        "Mosaad bin Mohammad al-Aiban",
        "Yuri Ushakov",
        "Sergei Lavrov",
        "Hungary",
        "Slovakia",
        "China",
        "Saudi Arabia",
        "Darya Grevtsova",
    } <= set(actors)
    assert {"AFP", "News.Az", "Simon Dawson", "Riyadh", "Diriyah Palace"}.isdisjoint(actors)
    assert "Moscow" in actors["Russia"].aliases
    assert {"Washington", "U.S."} <= set(actors["United States"].aliases)
    assert {"EU", "Brussels"} <= set(actors["European Union"].aliases)
    assert actors["Emmanuel Macron"].role == "French President"


def test_the_seed_article_is_marked_in_its_paragraphs_alone(seed_analysis):
    article = seed_analysis.article
    assert len(seed_analysis.sentences) > 25
    for sentence in seed_analysis.sentences:
        (block,) = [b for b in article.blocks if b.start <= sentence.start < b.end]
        assert block.analysed
        assert sentence.end <= block.end


def test_no_broken_file_stops_the_worker_or_goes_unexplained():
    events = queue.SimpleQueue()
    with contextlib.closing(WorkerClient(events.put, threads=1)) as client:
        for path in sorted((ARTICLES / "broken").iterdir()):
            job = client.open(path)
            # What the job before still said until it was cancelled is not looked at.
            while (event := events.get(timeout=90)).job != job:
                pass
            assert isinstance(event, Opened | Failed), path.name
            if isinstance(event, Failed):
                assert isinstance(event.error, OpenError)
                line = str(event.error)
                assert line.startswith(path.name + ": "), line
                assert line.endswith("."), line
                assert "\n" not in line, line
            client.cancel(job)
