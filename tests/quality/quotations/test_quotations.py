# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The speakers of quotations in real articles against labels made by reading them.

A label is a quotation's offsets and the speaker's name, a list of names that are all right, or
null where the speaker has no name in the text. The articles are not part of the project.
"""

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from reader.analysis.actors import find_actors
from reader.analysis.attributions import link_attributions
from reader.analysis.sentences import parse
from reader.document import Article, Block, BlockKind, Span

ROOT = Path(__file__).parents[3]
ARTICLES = Path(os.environ.get("SLANTWISE_ARTICLES", ROOT.parent / "shared" / "articles"))
LABELS = json.loads((Path(__file__).parent / "labels.json").read_text(encoding="utf-8"))

# Well under what was measured, so that a change has to do real harm to fail.
RIGHT_SPEAKER = 0.92

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


def speaker(quotation, attributions, names):
    """The name of who is held to say most of the quotation; None for nobody by name."""
    best, shared = None, 0.5 * len(quotation)
    for item in attributions:
        overlap = sum(span.overlap(quotation) for span in item.content)
        if overlap >= shared:
            best, shared = item, overlap
    return names.get(best.actor) if best else None


def test_quotations_have_their_speakers():
    right = total = 0
    for entry in LABELS:
        text = article(entry)
        parsed = list(parse(text))
        actors = find_actors(text, parsed)
        names = {actor.id: actor.name for actor in actors}
        attributions = link_attributions(parsed, (), actors)
        for start, end, label in entry["quotations"]:
            found = speaker(Span(start, end), attributions, names)
            right += found in label if isinstance(label, list) else found == label
            total += 1
    assert total >= 150
    assert right / total >= RIGHT_SPEAKER
