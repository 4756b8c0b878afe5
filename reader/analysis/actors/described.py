# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Bodies that a name and a noun describe ("the Reed campaign"), and who is only described first.

The parser sees the name inside, or nothing; the noun says what it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.analysis.actors.bodies import says_what_it_is
from reader.analysis.actors.candidates import qualifiers_of
from reader.analysis.actors.clusters import Cluster
from reader.analysis.actors.geography import inside_other_name
from reader.analysis.actors.mentions import WITHOUT_ACTORS, Mention
from reader.analysis.actors.standing import standing
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.acting import speaks
from reader.analysis.syntax.credits import credited
from reader.analysis.syntax.roles import is_role_noun
from reader.document import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: No well-known body's name has more words.
_LONGEST = 4
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
#: Whoever is called so is not in office, or not yet.
_NOT_NOW = frozenset({"acting", "ex", "former", "incoming", "late", "next", "previous"})


def find_described(parsed: Sequence[Evidence], names: Sequence[Mention]) -> list[Mention]:
    """Bodies beside the named: well-known ones that the parser overlooked, and described ones."""
    taken = {(name.piece, k) for name in names for k in range(name.first, name.last)}
    found: list[Mention] = []
    for index, piece in enumerate(parsed):
        if piece.block.kind in WITHOUT_ACTORS or not piece.block.analysed:
            continue
        begin, limit = piece.named
        inside = {k for number, k in taken if number == index}
        for first, last, name, kind in _bodies_in(piece.doc, inside):
            if not begin <= piece.doc[first].idx < limit or credited(piece.doc[first]):
                continue
            start = first
            # A name inside ("the Reed campaign") keeps its own place in the text.
            while any(k in inside for k in range(start, last)):
                start += 1
            start += piece.doc[start].text in _POSSESSIVE
            how = replace(standing(piece, start, last, kind), certain=True)
            item = Mention(piece.span(start, last), name, kind, index, start, last, how)
            if kind is ActorType.GROUP:
                # "The Reed family" are the Reeds, "the French people" the French.
                item.stands_for = _plural(name.split()[-2])
            found.append(item)
    return found


def _plural(name: str) -> str:
    return name if name.endswith(("s", "sh", "ch", "ese")) else f"{name}s"


def take_in_known(parsed: Sequence[Evidence], names: Sequence[Mention]) -> list[Mention]:
    """Take in the first word of a longer name that the parser saw whole elsewhere."""
    known = {m.name: m.type for m in names if m.name.count(" ") == 1}
    taken = {(name.piece, k) for name in names for k in range(name.first, name.last)}
    found = []
    for mention in names:
        piece, first = parsed[mention.piece], mention.first - 1
        whole = f"{piece.doc[first].text} {mention.name}" if mention.first else ""
        if whole in known and (mention.piece, first) not in taken and not mention.country:
            span, kind = piece.span(first, mention.last), known[whole]
            found.append(replace(mention, name=whole, type=kind, first=first, span=span))
        else:
            found.append(mention)
    return found


def _bodies_in(doc: "Doc", taken: set[int]) -> Iterator[tuple[int, int, str, ActorType]]:
    """First token, end, name and kind of each such body."""
    entities = doc.ents
    position = 0
    while position < len(doc):
        token = doc[position]
        last = 0 if position in taken else _known(doc, position) or _called(doc, position, taken)
        if last and not inside_other_name(doc, entities, position, last):
            name = " ".join(doc[position:last].text.split())
            yield position, last, name, ActorType.ORGANISATION
            position = last
            continue
        groups = lexicon.words("described_groups")
        first = _described(token) if position not in taken else None
        if first is not None:
            kind = ActorType.GROUP if token.text in groups else ActorType.ORGANISATION
            yield first, position + 1, " ".join(doc[first : position + 1].text.split()), kind
        position += 1


def _known(doc: "Doc", first: int) -> int:
    """Where a well-known body's name ends that begins here, or 0."""
    if not doc[first].text[:1].isupper() and doc[first].text[:2] != "al":
        return 0
    for last in range(min(first + _LONGEST, len(doc)), first + 1, -1):
        if doc[first:last].text in lexicon.well_known_bodies():
            return last
    return 0


def _called(doc: "Doc", first: int, taken: set[int]) -> int:
    """Where two or more words with capitals end that a noun calls a body: "firm Berg Advisers"."""
    if not first or doc[first - 1].text not in lexicon.words("any_body"):
        return 0
    last = first
    while (
        last < len(doc)
        and doc[last].text.istitle()
        and doc[last].is_alpha
        and last not in taken
        and doc[last].ent_type_ not in {"DATE", "TIME", "PERSON"}
    ):
        last += 1
    return last if last - first > 1 else 0


def _described(head: "Token") -> int | None:
    """Where a description with a name in it begins, without its article: "the Reed campaign"."""
    groups = lexicon.words("described_groups")
    if head.text not in groups | lexicon.words("described_bodies"):
        return None
    if head.pos_ != "NOUN" or head.dep_ in {"compound", "nmod", "amod"}:
        return None
    doc, first = head.doc, head.i
    while first and (doc[first - 1].text[:1].isupper() or doc[first - 1].text in _POSSESSIVE):
        first -= 1
    table = lexicon.countries()
    words = [token.text for token in doc[first : head.i]]
    while words and words[0].lower() == "the":
        # "The Reed campaign"
        first, words = first + 1, words[1:]
    if not words or not first or doc[first - 1].lower_ != "the":
        return None
    owned = [place for place, word in enumerate(words) if word in _POSSESSIVE]
    if owned and not (owned == [len(words) - 1] and is_role_noun(doc[head.i - 2])):
        # "The Governor's office" speaks for the governor; "Reed's campaign" is somebody's.
        return None
    national = words[-1] in table.demonyms or words[0] in table.names
    if head.text == "people":
        return first if len(words) == 1 and words[0] in table.demonyms else None
    # "The French administration" is France.
    return None if national else first


def leave_out_towns(parsed: Sequence[Evidence], names: Sequence[Mention]) -> None:
    """Take what stands before a state's name for a place, throughout: "in Reed, Ohio"."""
    states = lexicon.words("states")
    people = {
        word
        for m in names
        if m.type is ActorType.PERSON and (" " in m.name or m.sex or m.role)
        for word in (m.name, m.name.split()[-1])
    }
    towns = set()
    for mention in names:
        doc = parsed[mention.piece].doc
        behind = doc[mention.last : mention.last + 3]
        placed = len(behind) > 1 and behind[0].text == ","
        if placed and (behind[1].text in states or behind[1:].text in states):
            towns.add(mention.name)
    for mention in names:
        if mention.name not in towns or mention.country or says_what_it_is(mention.name):
            continue
        if mention.name not in people:
            mention.type = ActorType.OTHER
            acting = speaks(parsed[mention.piece].doc[mention.first : mention.last].root)
            mention.standing = replace(mention.standing, acts=acting)


def join_descriptions(parsed: Sequence[Evidence], clusters: list[Cluster]) -> None:
    """Give a description to the only one whose office it names, though the name comes later.

    "The director of the FBI has said … FBI Director N. N. …"
    """
    people = [item for item in clusters if item.named and item.type is ActorType.PERSON]
    for item in list(clusters):
        if item.named or item.type is not ActorType.PERSON or not item.mentions:
            continue
        mention = item.mentions[0]
        head = parsed[mention.piece].doc[mention.last - 1]
        lefts = {child.lower_ for child in head.lefts}
        if not is_role_noun(head) or "the" not in lefts or not lefts.isdisjoint(_NOT_NOW):
            continue
        told = qualifiers_of(head)
        bearers = [
            other
            for other in people
            if head.lower_ in other.offices
            and (not told or not other.role_words.isdisjoint(told))
            and other.fits(told)
        ]
        if len(bearers) == 1:
            bearers[0].extra += [*(m.span for m in item.mentions), *item.extra]
            bearers[0].descriptions += [
                words for words in item.descriptions if words not in bearers[0].descriptions
            ]
            clusters.remove(item)
