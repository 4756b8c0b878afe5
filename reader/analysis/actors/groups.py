# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Sources that the parser's names leave out: unnamed groups, and overlooked people."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.analysis.actors.mentions import Mention
from reader.analysis.actors.standing import SPEAKING
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.credits import credited
from reader.analysis.syntax.roles import is_role_noun, leading_role, role_text
from reader.analysis.syntax.sentences import ParsedBlock
from reader.analysis.syntax.turns import Turn
from reader.document import ActorType, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "case"})

# Modifiers that only count or compare: "several officials" are officials.
_COUNTING = frozenset(
    {
        "many",
        "several",
        "few",
        "other",
        "more",
        "most",
        "some",
        "such",
        "top",
        "own",
        "same",
        "fellow",
    }
)


def find_groups(
    parsed: Sequence[Evidence],
    names: Sequence[Mention],
    turns: Sequence[Turn] = (),
    holders: Collection[tuple[int, int]] = (),
) -> list[Mention]:
    """The unnamed groups (and overlooked people) that speak or think, beside the named.

    Args:
        parsed: The article's blocks.
        names: Those found already.
        turns: Its turns to speak, if it is an interview.
        holders: Pieces and tokens of further holders of views, as the model found them.
    """
    groups = lexicon.people().groups
    surnames = {m.name.split()[-1] for m in names if m.type is ActorType.PERSON and " " in m.name}
    taken = {(name.piece, position) for name in names for position in range(name.first, name.last)}
    found: dict[Span, Mention] = {}
    further: dict[int, list[int]] = {}
    for index, place in holders:
        further.setdefault(index, []).append(place)
    for index, piece in enumerate(parsed):
        if not piece.block.analysed:
            continue
        begin, limit = piece.named
        heads = {cue.source_head: cue.speech for cue in piece.cues if cue.source_head is not None}
        heads = dict.fromkeys(further.get(index, ()), False) | heads
        for place, speaks in heads.items():
            head = piece.doc[place]
            if (index, head.i) in taken or not begin <= head.idx < limit or credited(head):
                continue
            if head.pos_ == "PROPN" and speaks:
                person = _overlooked(index, piece, head, taken)
                if person is not None:
                    found.setdefault(person.span, person)
            if speaks and head.text not in surnames:
                body = _overlooked_body(index, piece, head, taken)
                if body is not None:
                    found.setdefault(body.span, body)
            if head.lower_ not in groups or head.text in surnames:
                continue
            first = _first_modifier(head)
            start = first
            # A name inside ("Scientology officials") keeps its own place in the text.
            while start < head.i and (
                any((index, position) in taken for position in range(start, head.i))
                or piece.doc[start].tag_ == "POS"
            ):
                start += 1
            span = piece.span(start, head.i + 1)
            found.setdefault(
                span,
                Mention(
                    span,
                    " ".join(piece.doc[first : head.i + 1].text.split()),
                    ActorType.GROUP,
                    index,
                    start,
                    head.i + 1,
                    SPEAKING,
                ),
            )
    starts = [piece.start for piece in parsed]
    for turn in turns:
        mention = _turn_speaker(turn, parsed, starts, taken)
        if mention is not None:
            found.setdefault(mention.span, mention)
    return list(found.values())


def _turn_speaker(
    turn: Turn,
    parsed: Sequence[ParsedBlock],
    starts: Sequence[int],
    taken: set[tuple[int, int]],
) -> Mention | None:
    """Whoever is named at the start of a turn in an interview, or above what a letter quotes."""
    if turn.label is None or turn.name is None:
        return None
    index = bisect_right(starts, turn.label.start) - 1
    label = parsed[index].tokens(turn.label)
    if label is None or any((index, token.i) in taken for token in label):
        return None
    letter = index != turn.piece
    body = letter and _is_body(turn.name, label)
    kind = ActorType.ORGANISATION if body else ActorType.PERSON
    how = replace(SPEAKING, certain=True) if letter else SPEAKING
    return Mention(turn.label, turn.name, kind, index, label.start, label.end, how)


def _is_body(name: str, tokens: "Tokens") -> bool:
    """Whether a letter is from a body, not from somebody: The Gazette, the Reed Foundation."""
    words = name.split()
    known = words[0] in lexicon.people().sex_of_name
    named = any(token.ent_type_ == "ORG" for token in tokens)
    noun = words[-1].lower() in lexicon.words("any_body") | lexicon.people().body_nouns
    return noun or name.startswith("The ") or (named and not known)


def _overlooked(
    index: int, piece: ParsedBlock, head: "Token", taken: set[tuple[int, int]]
) -> Mention | None:
    """A speaker with a first name and a surname whom the parser did not take for a person."""
    people = lexicon.people()
    first = head.i
    while (
        first > 0
        and piece.doc[first - 1].pos_ == "PROPN"
        and piece.doc[first - 1].head == head
        and (index, first - 1) not in taken
    ):
        first -= 1
    while first < head.i and (
        is_role_noun(piece.doc[first])
        or any(is_role_noun(piece.doc[k]) for k in range(first, head.i))
        or piece.doc[first].text in people.titles
    ):
        first += 1
    words = [token.text for token in piece.doc[first : head.i + 1]]
    if all(word.isupper() for word in words):
        words = [word.title() for word in words]
    if len(words) < 2 or not all(word[:1].isupper() and word.isalpha() for word in words):
        return None
    if words[0] not in people.sex_of_name:
        return None
    role = leading_role(piece.doc, first)
    return Mention(
        piece.span(first, head.i + 1),
        " ".join(words),
        ActorType.PERSON,
        index,
        first,
        head.i + 1,
        SPEAKING,
        role=role_text(piece.doc, role) if role else None,
        role_range=role,
    )


def _overlooked_body(
    index: int, piece: ParsedBlock, head: "Token", taken: set[tuple[int, int]]
) -> Mention | None:
    """A speaking body that the parser overlooked, if the text says that it is one.

    "The union Verdi", "the Gull newspaper" and "Ports.org" go by their bare names, "the Reed
    administration" by the whole.
    """
    doc = piece.doc
    run = head.i
    while run > 0 and doc[run - 1].pos_ == "PROPN" and doc[run - 1].head == head:
        run -= 1
    if head.pos_ == "PROPN":
        first, last = run, head.i + 1
        before = doc[run - 1].lemma_.lower() if run else ""
        if not (head.like_url or before in lexicon.words("any_body") | {"union", "movement"}):
            return None
    elif head.lower_ in lexicon.words("any_body"):
        first, last = run, head.i
    elif head.lower_ in {"administration", "campaign", "commission", "committee"}:
        first, last = run, head.i + 1
    else:
        return None
    name = " ".join(doc[first:last].text.split())
    if head.lower_ != "administration" and any((index, k) in taken for k in range(first, last)):
        return None
    # A name inside ("the Reed administration") keeps its own place in the text.
    while any((index, k) in taken for k in range(first, last)):
        first += 1
    if first >= last or run == last or not name[:1].isupper():
        return None
    kind = ActorType.ORGANISATION
    span = piece.span(first, last)
    return Mention(span, name, kind, index, first, last, replace(SPEAKING, certain=True))


def _first_modifier(head: "Token") -> int:
    first: int = head.i
    while first > 0:
        token = head.doc[first - 1]
        if (
            token.dep_ not in _MODIFIERS
            or token.lower_ in _COUNTING
            or token.pos_ in {"DET", "PRON", "NUM"}
        ):
            break
        first -= 1
    while first < head.i and head.doc[first].text in {"'s", "’s", "'", "’", "-"}:
        first += 1
    return first
