# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Articles side by side, with the model that is shipped, as a user asks for it."""

import contextlib
import json
import queue
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from reader import analyze, paths
from reader.document.comparison import UNRELATED
from reader.errors import Reason
from reader.worker.client import WorkerClient
from reader.worker.messages import Compared, Failed

FOLDER = Path(__file__).parents[1] / "data" / "compared"
GAZETTE, HERALD, ORCHARD = (
    FOLDER / f"{name}.txt" for name in ("harbour-gazette", "coast-herald", "orchard-notes")
)


@pytest.fixture
def run(tmp_path):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "reader", "compare", *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def analyses():
    return [analyze(path.read_text("utf-8")) for path in (GAZETTE, HERALD)]


@pytest.fixture
def asked():
    events = queue.SimpleQueue()
    with contextlib.closing(WorkerClient(events.put, threads=1)) as client:
        yield client, lambda: events.get(timeout=60)


def test_two_reports_of_one_event(run, tmp_path):
    done = run(GAZETTE, HERALD, "--to", "html,json", "--out", "side by side")
    assert (done.returncode, done.stderr) == (0, "")
    saved = tmp_path / "side by side" / "harbour-gazette and coast-herald.compared"
    data = json.loads(saved.with_name(f"{saved.name}.json").read_text("utf-8"))
    schema = (paths.resources() / "schema" / "comparison.schema.json").read_text("utf-8")
    jsonschema.validate(data, json.loads(schema))
    assert data["related"]["apart"] == []
    texts = [article["article"]["text"] for article in data["articles"]]
    same = {
        tuple(text[slice(*span)][:20] for text, span in zip(texts, item["spans"], strict=True))
        for item in data["sentences"]
    }
    assert ("Port Ellen council v", "A new harbour wall w") in same
    assert ("The wall will cost 1", "The 14 million pound") in same
    shared = {item["name"]: item["ids"] for item in data["actors"]}
    assert {"Helen Marsh", "David Reed", "National Rivers Authority"} <= shared.keys()
    # One surname, two people: the fisherwoman is in the first report alone.
    names = {actor["id"]: actor["name"] for actor in data["articles"][0]["actors"]}
    assert names[shared["David Reed"][0]] == "David Reed"
    assert "Anna Reed" in [names[key] for key in data["only"][0]["actors"]]
    assert "Anna Reed" in [voice["holder"] for voice in data["only"][0]["voices"]]
    assert "Paul Stone" in [voice["holder"] for voice in data["only"][1]["voices"]]
    page = saved.with_name(f"{saved.name}.html").read_text("utf-8")
    assert "A and B report the same" in page
    assert UNRELATED not in page


def test_reports_of_different_things(run, tmp_path):
    done = run(GAZETTE, ORCHARD)
    assert done.returncode == 0
    assert UNRELATED in done.stderr
    page = (tmp_path / "harbour-gazette and orchard-notes.compared.html").read_text("utf-8")
    assert UNRELATED in page
    assert "report the same <small>" not in page


def test_a_third_article_that_does_not_belong(run):
    done = run(GAZETTE, HERALD, ORCHARD, "--to", "json")
    assert done.returncode == 0
    assert "C does not seem to be about the same thing as the others." in done.stderr


def test_what_cannot_be_compared_gets_one_sentence(run, tmp_path):
    for arguments, said in (
        ([GAZETTE], "give two to 6 articles to compare"),
        ([GAZETTE, tmp_path / "none.txt"], "none.txt: "),
    ):
        done = run(*arguments)
        assert done.returncode == 1
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
        assert not list(tmp_path.glob("*.compared.*"))


def test_a_comparison_that_is_there_is_kept(run):
    assert run(GAZETTE, HERALD).returncode == 0
    again = run(GAZETTE, HERALD)
    assert again.returncode == 1
    assert "--force" in again.stderr or "already" in again.stderr
    assert run(GAZETTE, HERALD, "--force").returncode == 0


def test_the_worker_compares_for_the_window(asked, analyses):
    client, answer = asked
    job = client.compare(analyses)
    event = answer()
    assert isinstance(event, Compared)
    assert event.job == job
    assert event.comparison.analyses == tuple(analyses)
    assert event.comparison.related
    assert event.comparison.sentences


def test_an_article_too_long_to_be_compared(asked, analyses):
    client, answer = asked
    first = analyses[0].sentences[0]
    book = replace(analyses[0], sentences=(first,) * 3_001)
    client.compare([book, analyses[1]])
    event = answer()
    assert isinstance(event, Failed)
    assert event.error.reason is Reason.TOO_LARGE
    assert "too long to be compared" in event.error.explanation


def test_an_article_without_a_sentence_is_about_nothing_the_other_is(asked, analyses):
    client, answer = asked
    empty = replace(analyses[0], sentences=(), attributions=(), loaded=(), actors=(), stances=())
    client.compare([empty, analyses[1]])
    event = answer()
    assert event.comparison.related.apart == (0, 1)
    assert event.comparison.sentences == ()
