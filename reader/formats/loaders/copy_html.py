# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The copy that an annotated page carries, and the article's text as the page has it now."""

import json
import re

from reader.document.anchors import digest
from reader.document.copies import Copy, copy_from_dict
from reader.formats.carried import UNREADABLE, Carried
from reader.formats.draft import Draft, DraftBlock
from reader.formats.page.emphasis import emphasised

_CARRIER = re.compile(
    rb'<script\b[^>]*\bid="?slantwise"?[^>]*>(.*?)</script>', re.DOTALL | re.IGNORECASE
)
# What no page can hold, and what stands there in its place.
_MISSING = re.compile("[\0\ud800-\udfff\ufffd]")


def carried(data: bytes, *, password: str | None = None) -> Carried | None:
    """The copy in a page, or None where there is none that can be read."""
    found = _CARRIER.search(data)
    if found is None:
        return None
    try:
        there = json.loads(found[1])
        copy = copy_from_dict(there)
        was = there.get("text_sha256", digest(copy.analysis.article.text))
    except UNREADABLE:
        return None
    draft = _as_it_is(data, copy)
    article = copy.analysis.article
    # Whoever replaces words in the whole file changes what it carries as well.
    touched = was != digest(article.text)
    kept = [_bare(article.text[block.start : block.end]) for block in article.blocks]
    edited = touched or [_bare(block.text) for block in draft.blocks] != kept
    return Carried(copy, edited, draft if edited else None)


def _bare(text: str) -> str:
    return "".join(_MISSING.sub("", text).split())


def _as_it_is(data: bytes, copy: Copy) -> Draft:
    """The blocks that the page shows now; what the copy added around them is not among them."""
    from lxml import html

    article = copy.analysis.article
    kinds = {block.start: block for block in article.blocks}
    draft = Draft(
        title=article.title,
        byline=article.byline,
        outlet=article.outlet,
        published=article.published,
        updated=article.updated,
        language=article.language,
        genre=article.genre,
        address=article.address,
    )
    tree = html.fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    for element in tree.iter():
        start = element.get("data-start") or ""
        block = kinds.get(int(start)) if start.isdecimal() else None
        text = "".join(map(str, element.itertext())) if block is not None else ""
        if block is not None and text.strip():
            inlines = emphasised(element, text).inlines
            draft.blocks.append(
                DraftBlock(block.kind, text, level=block.level, settled=True, inlines=inlines)
            )
    return draft
