# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Every fixture opens as the file beside it says: `x.docx` as in `x.docx.json`."""

import json
from pathlib import Path

import pytest

from reader.formats import load

DATA = Path(__file__).parents[2] / "data"
FIELDS = (
    *("format", "title", "byline", "outlet", "published"),
    *("updated", "language", "genre", "address"),
)
FIXTURES = sorted(path for path in DATA.iterdir() if path.with_name(path.name + ".json").exists())


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_structure_is_as_expected(path):
    expected = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
    article = load(path)
    blocks = []
    for block in article.blocks:
        place = [block.level] if block.level else []
        pages = [f"p{area.page}" for area in block.areas]
        blocks.append([block.kind.value, *place, *pages, article.text[block.start : block.end]])
    assert blocks == expected.pop("blocks")
    assert list(article.warnings) == expected.pop("warnings", [])
    assert {key: getattr(article, key) for key in FIELDS} == {
        key: expected.get(key) for key in FIELDS
    }
    assert article.source == path.name
