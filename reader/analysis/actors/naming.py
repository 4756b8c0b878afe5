# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Names in the text: who could be an actor, before names of the same actor are brought together.

spaCy's entities are the raw material. They are trimmed to the bare name, countries and seats of
government are looked up in a table, and what only looks like a name (credits, works, laws, plain
places) is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.analysis.actors.entities import named
from reader.analysis.actors.geography import geographic
from reader.analysis.actors.mentions import WITHOUT_ACTORS, Mention
from reader.analysis.actors.standing import standing
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.credits import credited
from reader.analysis.syntax.roles import is_role_noun
from reader.document import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens


def find_names(parsed: Sequence[Evidence]) -> list[Mention]:
    """All names in text order; none overlaps another."""
    found: list[Mention] = []
    for index, block in enumerate(parsed):
        if block.block.kind not in WITHOUT_ACTORS:
            begin, limit = block.named
            found.extend(
                name
                for name in _names_of(index, block)
                if begin <= name.span.start - block.start < limit
                and not credited(block.doc[name.first])
            )
    return sorted(_with_surnames(parsed, found), key=lambda mention: mention.span)


def _with_surnames(parsed: Sequence[Evidence], names: Sequence[Mention]) -> list[Mention]:
    """Give a first name the surname behind it that the parser left out but knows elsewhere."""
    people = [name for name in names if name.type is ActorType.PERSON]
    surnames = {name.name.split()[-1] for name in people}
    for name in people:
        doc, last = parsed[name.piece].doc, name.last
        if (
            last - name.first == 1
            and last < len(doc)
            and name.name in lexicon.people().sex_of_name
            and doc[name.first].head.i == last
            and doc[last].pos_ == "PROPN"
            and doc[last].text in surnames
        ):
            name.last += 1
            name.name = f"{name.name} {doc[last].text}"
            name.span = parsed[name.piece].span(name.first, name.last)
            name.standing = standing(parsed[name.piece], name.first, name.last, name.type)
            names = [n for n in names if n.piece != name.piece or n.first != last]
    return list(names)


def _names_of(index: int, block: Evidence) -> list[Mention]:
    """The names of one block."""
    begin, limit = block.named
    names = geographic(index, block)
    taken = {token for name in names for token in range(name.first, name.last)}
    for entity in block.doc.ents:
        for part in _around_brackets(entity):
            if part.start_char >= limit or part.end_char <= begin:
                continue
            mention = named(index, block, part, taken, begin)
            if mention is not None:
                names.append(mention)
                taken.update(range(mention.first, mention.last))
    names += _missed_short_forms(index, block, names)
    _share_surnames(block, names)
    offices = [name.role_range for name in names if name.role_range]
    for name in names:
        # Whoever somebody works for does not act by that.
        if name.type is ActorType.ORGANISATION and (
            any(first <= name.first < last for first, last in offices)
            or _member_of(block.doc[name.first : name.last].root)
            or _agency_credit(block.doc, name)
        ):
            name.standing = replace(name.standing, acts=False)
    return names


def _member_of(token: "Token") -> bool:
    """Whether it only tells where somebody described belongs: "N. N., and a member of the …"."""
    if token.dep_ != "pobj" or token.head.lower_ != "of":
        return False
    role = token.head.head
    return role.tag_ == "NN" and is_role_noun(role) and role.dep_ in {"appos", "attr", "conj"}


def _share_surnames(block: Evidence, names: Sequence[Mention]) -> None:
    """Give Fred his surname in "Fred and Cindy Holt"."""
    by_first = {name.first: name for name in names}
    for name in names:
        other = by_first.get(name.last + 1)
        if (
            other is not None
            and name.type is not ActorType.GROUP
            and name.name in lexicon.people().sex_of_name
            and other.type is ActorType.PERSON
            and other.last - other.first == 2
            and block.doc[name.last].lower_ == "and"
        ):
            name.name, name.type = f"{name.name} {other.name.split()[-1]}", ActorType.PERSON
            acting = name.standing.acts
            name.standing = standing(block, name.first, name.last, name.type, acting=acting)


def _agency_credit(doc: "Doc", name: Mention) -> bool:
    """Whether a lone name in brackets ends a sentence: "… (Reuters)"."""
    return (
        name.first > 1
        and name.last < len(doc)
        and doc[name.first - 1].text == "("
        and doc[name.last].text == ")"
        and doc[name.first - 2].is_punct
    )


def _around_brackets(entity: "Tokens") -> "Iterator[Tokens]":
    """An entity, or the two names in one: "World Health Organization (WHO"."""
    bracket = next((token.i for token in entity if token.text == "("), entity.end)
    doc = entity.doc
    for first, last in ((entity.start, bracket), (bracket + 1, entity.end)):
        if first < last:
            yield doc.char_span(
                doc[first].idx, doc[last - 1].idx + len(doc[last - 1]), entity.label
            )


def _missed_short_forms(index: int, block: Evidence, names: Sequence[Mention]) -> Iterator[Mention]:
    """Capitals in brackets behind an organisation's name: "the Harbour Workers Union (HWU)"."""
    doc = block.doc
    taken = {name.first for name in names}
    for name in names:
        place = name.last + 1
        if name.type is not ActorType.ORGANISATION or place + 1 >= len(doc) or place in taken:
            continue
        short = doc[place].text
        bracketed = doc[name.last].text == "(" and doc[place + 1].text == ")"
        if bracketed and len(short) > 1 and short.isupper() and short[0] == name.name[0]:
            kind = ActorType.ORGANISATION
            how = standing(block, place, place + 1, kind, acting=True)
            yield Mention(block.span(place, place + 1), short, kind, index, place, place + 1, how)
