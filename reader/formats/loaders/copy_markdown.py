# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The copy that annotated Markdown carries in its last comment."""

import re

from reader.document.anchors import digest
from reader.document.copies import unpack
from reader.formats.carried import UNREADABLE, Carried
from reader.formats.draft import Draft
from reader.formats.loaders import markdown
from reader.formats.safe.encoding import decode

_CARRIER = re.compile(
    r"\n<!-- slantwise copy ([0-9a-f]{64})\n([A-Za-z0-9+/=\s]+)\n-->\s*\Z", re.IGNORECASE
)
_SIGNED = b"<!-- slantwise copy "

# What a copy puts around words: "⟦**Opinion 93 %** …⟧", "⟦… …⟧", "⟪…⟫".
_BRACKETS = re.compile(r"⟦(?:\*\*(?:\\.|[^*\\])*\*\*|…) |[⟧⟪⟫]")
_LEGEND = "> - ⟦**Opinion** …⟧ "
_RULE = "---"


def carried(data: bytes, *, password: str | None = None) -> Carried | None:
    """The copy in a text, or None where there is none that can be read."""
    if _SIGNED not in data:
        return None
    text = decode(data).text.replace("\r\n", "\n")
    found = _CARRIER.search(text)
    if found is None:
        return None
    try:
        copy = unpack(found[2])
    except UNREADABLE:
        return None
    above = text[: found.start()]
    edited = digest(above) != found[1].lower()
    return Carried(copy, edited, _as_it_is(above) if edited else None)


def _as_it_is(text: str) -> Draft:
    """The article in a text that was changed: without marks, legend and lists."""
    parts = text.split("\n\n")
    legend = next((n for n, part in enumerate(parts) if _LEGEND in part), None)
    if legend is not None:
        # Above it stands the line about the article.
        del parts[max(legend - 1, 0) : legend + 1]
    if _RULE in parts:
        last = len(parts) - 1 - parts[::-1].index(_RULE)
        del parts[last:]
    return markdown.parse(_BRACKETS.sub("", "\n\n".join(parts)))
