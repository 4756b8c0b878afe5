# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The part of a Word package in which a copy carries what it takes to open again."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.document.anchors import digest
from reader.document.docx_text import comment_words, local, namespace

if TYPE_CHECKING:
    from lxml.etree import _Element

#: By this the part is known, whatever program has renamed it.
NAMESPACE = "urn:slantwise:copy"

# A parser refuses longer texts.
_CHUNK = 1_000_000


@dataclass(frozen=True, slots=True)
class Carrier:
    """What a copy carries.

    Attributes:
        payload: A packed `reader.document.copies.Copy`.
        words: The digest of the document's words; others mean that it was edited.
        colours: Those of the marks' shades, lines and frames, by which they are known again.
        comments: The keys of the comments that the copy added.
    """

    payload: str
    words: str
    colours: frozenset[str]
    comments: frozenset[str]


def comment_key(comment: "_Element") -> str:
    """By what a comment is known as one of ours: who wrote which words, however they are set."""
    author = comment.get(f"{{{namespace(comment)}}}author") or ""
    return digest("".join(f"{author}:{comment_words(comment)}".split()))[:16]


def carrier_to_xml(carrier: Carrier) -> bytes:
    """The part. Nothing in it needs escaping."""
    payload = carrier.payload
    chunks = (payload[start : start + _CHUNK] for start in range(0, len(payload), _CHUNK))
    fields = [
        *(f"<payload>{chunk}</payload>" for chunk in chunks),
        f"<words>{carrier.words}</words>",
        f"<colours>{' '.join(sorted(carrier.colours))}</colours>",
        f"<comments>{' '.join(sorted(carrier.comments))}</comments>",
    ]
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{declaration}\n<copy xmlns="{NAMESPACE}">{"".join(fields)}</copy>'.encode()


def carrier_from_root(root: "_Element") -> Carrier | None:
    """What such a part says, or None where it is another."""
    if namespace(root) != NAMESPACE:
        return None
    fields: dict[str, str] = {}
    for node in root:
        fields[local(node)] = fields.get(local(node), "") + (node.text or "")
    return Carrier(
        fields.get("payload", ""),
        fields.get("words", "").strip(),
        frozenset(fields.get("colours", "").split()),
        frozenset(fields.get("comments", "").split()),
    )
