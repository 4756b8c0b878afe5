# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Attributions by the rules alone against PolNeAR, on a part of its development articles.

A link is right where the contents share half of their characters and the sources overlap.
"""

import json
import os
import re
from itertools import islice
from pathlib import Path

import pytest

from reader.analysis.attributions import link_attributions
from reader.analysis.sentences import parse
from reader.document import Article, Block, BlockKind

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("SLANTWISE_DATA", ROOT.parent / "shared" / "data"))
CORPUS = DATA / "attribution" / "polnear.dev.jsonl"
ARTICLES = 16

# The corpus counts every attitude and plan as well, which the rules leave to the model.
PRECISION, F1 = 0.65, 0.54

pytestmark = pytest.mark.skipif(
    not CORPUS.is_file(), reason="the corpora are not here (SLANTWISE_DATA)"
)


def characters(spans):
    return {place for start, end in spans for place in range(start, end)}


def pairs(spans):
    return [(span.start, span.end) for span in spans]


def hits(gold, found):
    left = list(gold)
    count = 0
    for source, content in found:
        for item in left:
            both = len(content & item[1])
            same = bool(source & item[0]) or not (source or item[0])
            if same and both and both >= 0.5 * len(content | item[1]):
                left.remove(item)
                count += 1
                break
    return count


def test_links():
    right = guessed = true = 0
    with CORPUS.open(encoding="utf-8") as lines:
        for line in islice(lines, ARTICLES):
            record = json.loads(line)
            text = record["text"]
            blocks = [
                Block(BlockKind.PARAGRAPH if match.start() else BlockKind.TITLE, *match.span())
                for match in re.finditer(r"[^\n]+", text)
            ]
            parsed = list(parse(Article(text, tuple(blocks))))
            found = [
                (characters(pairs(item.source)), characters(pairs(item.content)))
                for item in link_attributions(parsed, (), ())
            ]
            gold = [
                (characters(item["source"]), characters(item["content"]))
                for item in record["attributions"]
                if item["content"]
            ]
            right += hits(gold, found)
            guessed += len(found)
            true += len(gold)
    assert right / guessed >= PRECISION
    assert 2 * right / (guessed + true) >= F1
