# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which sentences report the same, and which articles are about one event, against labels.

`labels.json` has pairs of articles on one event (a triplet of BASIL, or of one day's news) and in
each of them pairs of sentences: whether they report the same, by reading. The pairs were those
that several measures held to be each other's nearest, from sure to doubtful, but for those that
are word for word the same. The thresholds were chosen on the part `dev`; `check` is of other
events. Recall is of the labelled pairs that are the same.
"""

import hashlib
import json
import os
import re
from functools import cache
from itertools import combinations, product
from pathlib import Path

import pytest

from reader import analyze, paths
from reader.analysis.comparing.aligning import RELATED, SAME
from reader.analysis.comparing.nearness import closeness, mutual, nearness
from reader.analysis.model.word_vectors import WordVectors
from reader.document import Article, Block, BlockKind

SHARED = Path(__file__).parents[3].parent / "shared"
DATA = Path(os.environ.get("SLANTWISE_DATA", SHARED / "data"))
LABELS = json.loads((Path(__file__).parent / "labels.json").read_text("utf-8"))

pytestmark = [
    pytest.mark.skipif(not DATA.is_dir(), reason="no labelled corpora: set SLANTWISE_DATA"),
    pytest.mark.timeout(600),
]


@cache
def records(file):
    with (DATA / file).open(encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


@cache
def analysis(file, record, sha256):
    found = records(file)[record]
    parts = found.get("sentences") or re.split(r"\n+", found["text"])
    text = "\n\n".join(part for part in parts if part.strip())
    assert hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() == sha256
    blocks = tuple(Block(BlockKind.PARAGRAPH, *m.span()) for m in re.finditer(r"[^\n]+", text))
    return analyze(Article(text, blocks, title=found["title"]))


@cache
def vectors():
    return WordVectors(paths.model(), threads=1)


@cache
def near(one, other):
    sides = [analysis(*item) for item in (one, other)]
    pieces = [
        vectors().split(side.article.text, [(s.start, s.end) for s in side.sentences])
        for side in sides
    ]
    return nearness(*pieces, vectors().of)


def keys(entry):
    return [(item["file"], item["id"], item["sha256"]) for item in entry["articles"]]


def figures(part):
    """Precision and recall of the pairs that are held to report the same."""
    right = found = same = 0
    for entry in LABELS:
        if entry["part"] != part:
            continue
        one, other = keys(entry)
        spans = [[(s.start, s.end) for s in analysis(*item).sentences] for item in (one, other)]
        taken = {
            (spans[0][here], spans[1][there]) for here, there, _ in mutual(near(one, other), SAME)
        }
        for pair in entry["pairs"]:
            held = tuple(map(tuple, pair["spans"])) in taken
            found += held
            same += pair["same"]
            right += held and pair["same"]
    return right / found, right / same


@pytest.mark.parametrize(
    ("part", "precision", "recall"), [("dev", 0.69, 0.74), ("check", 0.83, 0.63)]
)
def test_sentences_that_report_the_same(part, precision, recall):
    found = figures(part)
    assert found[0] >= precision
    assert found[1] >= recall


@pytest.mark.parametrize(("part", "kept", "refused"), [("dev", 0.9, 0.87), ("check", 0.95, 0.93)])
def test_articles_about_one_event(part, kept, refused):
    triplets = {}
    for entry in LABELS:
        for key in keys(entry):
            if entry["part"] == part and key[0].startswith("bias/"):
                triplets.setdefault(records(key[0])[key[1]]["triplet"], set()).add(key)
    groups = [sorted(group) for group in triplets.values()]
    same = [
        closeness(near(one, other)) >= RELATED
        for group in groups
        for one, other in combinations(group, 2)
    ]
    others = [
        closeness(near(one, other)) < RELATED
        for left, right in combinations(groups, 2)
        for one, other in product(left, right)
    ]
    assert sum(same) / len(same) >= kept
    assert sum(others) / len(others) >= refused
