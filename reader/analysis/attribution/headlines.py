# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Titles that name their source before or after a colon: "Poll: …", "… : report"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.analysis.attribution.drafts import Draft
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import BlockKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HEADLINE = re.compile(r"(?P<name>[^:]{2,40})(?P<colon>:)\s+(?P<rest>\S.{8,})$", re.DOTALL)
_ENDING = re.compile(r"(?P<rest>[^:]{8,})(?P<colon>:)\s+(?P<name>\S.{1,40})$", re.DOTALL)


def headline(index: int, piece: ParsedBlock) -> Iterator[Draft]:
    """What a title without marks relays, if anything; `index` is the piece's number."""
    if piece.block.kind is not BlockKind.TITLE:
        return
    for pattern in (_HEADLINE, _ENDING):
        match = pattern.match(piece.text)
        head = _source(piece.doc, match.end("name")) if match else None
        if match is not None and head is not None:
            name, colon, rest = (
                Span(piece.start + match.start(part), piece.start + match.end(part))
                for part in ("name", "colon", "rest")
            )
            yield Draft(index, 0.6, name, head.i, colon, [rest])
            return


def _source(doc: "Doc", end: int) -> "Token | None":
    """The last word of a headline's part, if it is somebody's name or a thing that says."""
    head = next((token for token in doc if token.idx + len(token) >= end), None)
    if head is None:
        return None
    documents = lexicon.speech("documents")
    named = head.ent_type_ in {"PERSON", "ORG", "NORP"} or head.lower_ in documents
    return head if named or head.lower_ in lexicon.people().groups else None
