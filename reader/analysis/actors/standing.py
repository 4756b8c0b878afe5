# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the syntax around a name tells of whoever bears it, worked out in one place."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.acting import (
    acts,
    called_thing,
    is_common,
    is_subject,
    names_thing,
    not_of_people,
    surely_somebody,
)
from reader.document import ActorType, BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OPENERS = frozenset({":", "…", "...", "“", '"'})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a name stands where it stands.

    Attributes:
        acts: Whether the syntax lets it act, speak, own or be judged; a plain place does not.
        subject: Whether it is a verb's subject or agent.
        certain: Whether only somebody who acts or is judged can stand there.
        common: Whether it is counted or owned as a thing is, or a person stands like a place.
        thing: Whether the noun that it qualifies says that it is a thing.
        called_thing: Whether the text says outright that it is a tool, a work or a place.
        opens: Whether it stands where any word has a capital; see `opens_sentence`.
        article: Whether "the" or the like stands before it.
        noted: Whether it stands in an editorial note.
    """

    acts: bool = True
    subject: bool = False
    certain: bool = False
    common: bool = False
    thing: bool = False
    called_thing: bool = False
    opens: bool = False
    article: bool = False
    noted: bool = False


#: Whoever speaks or thinks, as a cue or a turn shows.
SPEAKING = Standing(subject=True)


def standing(
    piece: Evidence, first: int, last: int, kind: ActorType, *, acting: bool | None = None
) -> Standing:
    """How the tokens `first` to `last` of a block stand there as a name of a kind.

    Args:
        piece: The block.
        first: The first token.
        last: The one after the last.
        kind: What the name is taken for.
        acting: Whether it acts, where that is known from elsewhere.
    """
    root = piece.doc[first:last].root
    return Standing(
        acts=acts(root, kind) if acting is None else acting,
        subject=is_subject(root),
        certain=surely_somebody(root),
        common=not_of_people(root) if kind is ActorType.PERSON else is_common(root),
        thing=names_thing(root),
        called_thing=called_thing(root),
        opens=opens_sentence(piece.doc, first),
        article=first > 0 and piece.doc[first - 1].lower_ in lexicon.words("pointing"),
        noted=piece.block.kind is BlockKind.NOTE,
    )


def opens_sentence(doc: "Doc", first: int) -> bool:
    """Whether it is the first word of its sentence, of a quotation or after a colon or dots."""
    start = doc[first].sent.start
    before = first
    while before > start and (doc[before - 1].is_punct or doc[before - 1].is_space):
        before -= 1
    return before == start or any(token.text in _OPENERS for token in doc[before:first])
