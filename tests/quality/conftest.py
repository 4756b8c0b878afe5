# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Real articles with labels made by reading them, and the whole analysis of each.

A labels file names its articles with their checksums: a `file` in SLANTWISE_ARTICLES, or with an
`id` a record of a corpus in SLANTWISE_DATA. None of them is part of the project.
"""

import hashlib
import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

from reader import analyze, open_article
from reader.document import Article, Block, BlockKind

SHARED = Path(__file__).parents[2].parent / "shared"
ARTICLES = Path(os.environ.get("SLANTWISE_ARTICLES", SHARED / "articles"))
DATA = Path(os.environ.get("SLANTWISE_DATA", SHARED / "data"))


@cache
def records(path):
    with path.open(encoding="utf-8") as lines:
        return {record["id"]: record["text"] for record in map(json.loads, lines)}


@cache
def analysis(file, record, sha256):
    path = (DATA if record else ARTICLES) / file
    if not path.is_file():
        pytest.skip(f"{file} is not here (SLANTWISE_ARTICLES, SLANTWISE_DATA)")
    content = records(path)[record].encode() if record else path.read_bytes()
    assert hashlib.sha256(content).hexdigest() == sha256, f"{file} has changed"
    if record:
        return analyze(content.decode())
    if path.suffix != ".json":
        return analyze(open_article(path))
    text = json.loads(content)["text"]
    lines = re.finditer(r"[^\n]+", text)
    return analyze(Article(text, tuple(Block(BlockKind.PARAGRAPH, *m.span()) for m in lines)))


@pytest.fixture(scope="session")
def labelled():
    """From a labels file to its entries, each with the analysis of its article."""

    def read(path):
        entries = json.loads(path.read_text(encoding="utf-8"))
        return [(e, analysis(e["file"], e.get("id"), e["sha256"])) for e in entries]

    return read
