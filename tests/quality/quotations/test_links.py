# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Attributions by the rules alone and with the model against PolNeAR's development articles.

A link is right where the contents share half of their characters and the sources overlap.
"""

import json
import os
import re
from pathlib import Path

import pytest

from reader import paths
from reader.analysis.attribution.linking import link_attributions
from reader.analysis.evidence import gather
from reader.analysis.model.encoder import Encoder
from reader.analysis.syntax.sentences import parse, sentences
from reader.analysis.syntax.turns import find_turns
from reader.document import Article, Block, BlockKind

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("SLANTWISE_DATA", ROOT.parent / "shared" / "data"))
CORPUS = DATA / "attribution" / "polnear.dev.jsonl"

# A little under what was measured. The corpus counts every attitude and plan as well, which the
# rules leave to the model, and some deeds, which are no views to a reader.
FLOORS = {"rules": {"precision": 0.71, "F1": 0.59}, "both": {"precision": 0.81, "F1": 0.69}}

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


def linked(encoder, text, parsed):
    """What the model links; nothing without a model."""
    if encoder is None:
        return []
    spans = [(span.start, span.end) for piece in parsed for span in sentences(piece)]
    return [link for window in encoder.read(text, spans) for link in window.attributions]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("by", FLOORS)
def test_links(by):
    encoder = Encoder(paths.model()) if by == "both" else None
    right = guessed = true = 0
    with CORPUS.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record["text"]
            blocks = [
                Block(BlockKind.PARAGRAPH if match.start() else BlockKind.TITLE, *match.span())
                for match in re.finditer(r"[^\n]+", text)
            ]
            parsed = list(gather(parse(Article(text, tuple(blocks)))))
            found = [
                (characters(pairs(item.source)), characters(pairs(item.content)))
                for item in link_attributions(
                    parsed, linked(encoder, text, parsed), (), find_turns(parsed)
                )
            ]
            gold = [
                (characters(item["source"]), characters(item["content"]))
                for item in record["attributions"]
                if item["content"]
            ]
            right += hits(gold, found)
            guessed += len(found)
            true += len(gold)
    assert right / guessed >= FLOORS[by]["precision"]
    assert 2 * right / (guessed + true) >= FLOORS[by]["F1"]
