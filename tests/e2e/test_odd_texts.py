# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Odd text is passed over, what can be marked is marked, and the work grows as the text does."""

import cProfile
import pstats

import pytest

from reader import open_article
from reader.analysis import pipeline
from reader.document import Analysis, Batch, Label
from tests.odd_texts import KINDS, odd_text

pytestmark = pytest.mark.issue(14)

#: In characters: more than a sentence may have, in every kind.
LENGTH = 3_000


def opened(tmp_path, kind, length):
    suffix, text = odd_text(kind, length)
    path = tmp_path / f"odd{suffix}"
    path.write_text(text)
    return open_article(path)


@pytest.mark.parametrize("kind", KINDS)
def test_what_follows_odd_text_keeps_its_marks(tmp_path, kind):
    article = opened(tmp_path, kind, LENGTH)
    *batches, analysis = pipeline.stream(article, threads=1)
    assert isinstance(analysis, Analysis)
    labels = {article.text[s.start : s.end]: s.label for s in analysis.sentences}
    assert labels["The new bridge is a shameful waste of public money."] is Label.OPINION
    assert Label.FACTUAL in labels.values()
    assert any(actor.name == "Anna Miller" for actor in analysis.actors)
    shares = [batch.done for batch in batches]
    assert shares == sorted(shares)
    assert shares[-1] < 1


def test_while_nothing_can_be_marked_it_is_told_how_far_the_reading_is(tmp_path):
    article = opened(tmp_path, "names", 40_000)
    told = [item.done for item in pipeline.stream(article, threads=1) if isinstance(item, Batch)]
    assert len(set(told)) >= 5
    assert max(b - a for a, b in zip([0, *told], told, strict=False)) < 0.6


def calls(work):
    profile = cProfile.Profile()
    profile.runcall(work)
    return pstats.Stats(profile).total_calls


@pytest.mark.parametrize(
    "kind",
    [
        "names",
        "names in sentences",
        "short sentences",
    ],
)
def test_twice_the_text_is_about_twice_the_work(tmp_path, kind):
    pipeline.warm_up(threads=1)
    counts = []
    for length in (4_000, 8_000):
        article = opened(tmp_path, kind, length)
        counts.append(calls(lambda article=article: list(pipeline.stream(article, threads=1))))
    assert counts[1] < 3 * counts[0]


@pytest.mark.parametrize("kind", ["by", "md pictures", "md brackets closed", "html paragraphs"])
def test_twice_the_file_is_about_twice_the_work_to_open(tmp_path, kind):
    opened(tmp_path, kind, 100)
    counts = [calls(lambda n=n: opened(tmp_path, kind, n)) for n in (10_000, 20_000)]
    assert counts[1] < 3 * counts[0]
