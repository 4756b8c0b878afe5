# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A copy that is nothing but data."""

import json
from typing import Any

from reader.document import Analysis, BlockKind, ModelInfo
from reader.document.anchors import digest
from reader.document.copies import Copy, copy_from_dict
from reader.document.marks import View
from reader.document.readers_marks import mark_from_dict
from reader.document.schema import article_from_dict
from reader.formats.carried import UNREADABLE, Carried
from reader.formats.draft import Draft, DraftBlock
from reader.formats.loaders import txt
from reader.formats.safe.encoding import decode


def carried(data: bytes, *, password: str | None = None) -> Carried | None:
    """The copy that a file is, or None where it is other data."""
    try:
        found = json.loads(decode(data).text)
        if found.get("text_sha256", digest(found["article"]["text"])) == digest(
            found["article"]["text"]
        ):
            return Carried(copy_from_dict(found), edited=False)
        return _edited(found)
    except UNREADABLE:
        return None


def _edited(found: dict[str, Any]) -> Carried:
    """What is left of a copy whose text was changed: the text and the reader's marks."""
    there = found["article"]
    # The offsets of the blocks are those of the former text.
    article = article_from_dict({**there, "blocks": ()})
    marks = tuple(mark_from_dict(item) for item in found.get("reader", ()))
    parts = article.text.split("\n\n")
    draft = Draft(title=article.title, byline=article.byline, published=article.published)
    if len(parts) == len(there["blocks"]):
        draft.blocks = [
            DraftBlock(BlockKind(block["kind"]), part, int(block.get("level", 0)), settled=True)
            for block, part in zip(there["blocks"], parts, strict=True)
        ]
    else:
        draft.blocks = txt.parse(article.text).blocks
    copy = Copy(Analysis(article, ModelInfo("", "")), View(), marks)
    return Carried(copy, edited=True, draft=draft)
