# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Names in the text: who could be an actor, before names of the same actor are brought together.

spaCy's entities are the raw material. They are trimmed to the bare name, countries and seats of
government are looked up in a table, and what only looks like a name (credits, works, laws, plain
places) is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.actors.names import (
    LEGAL_FORM,
    called_body,
    called_person,
    cut_at_and,
    in_party_code,
    is_cited,
    is_event,
    is_storm,
    like_person,
    looks_like_name,
    no_person,
    past_and,
    past_titles,
    trim,
    whole_name,
    with_hyphen,
    within_role,
)
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.acting import (
    acts,
    called_thing,
    country_acts,
    is_common,
    is_place,
    is_subject,
    names_thing,
    not_of_people,
    seat_acts,
    stands_firm,
)
from reader.analysis.syntax.credits import credited
from reader.analysis.syntax.roles import following_role, leading_role, role_text
from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import ActorType, BlockKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

#: Blocks in which nobody acts: whoever is named there wrote the text or took the picture.
WITHOUT_ACTORS = frozenset({BlockKind.BYLINE, BlockKind.DATELINE})

_ARTICLES = frozenset({"the", "this", "our", "each"})
_BEGINNINGS = frozenset({":", "…", "...", "“", '"'})

#: Names of places as short as this that end with a full stop are abbreviated: "Calif.".
_ABBREVIATED = 6


@dataclass(slots=True)
class Mention:
    """A name as it stands in the text.

    Attributes:
        name: The bare name, without article, title and possessive.
        acts: Whether the syntax lets it act, speak, own or be judged; a plain place does not.
        place: Whether it only says where something is.
        seat: Whether the name is a seat of government that stands for `country`.
        country: The country that the name stands for, or None.
        sex: "m" or "f" where a form of address tells it, else "".
        subject: Whether it is a verb's subject or agent.
        firm: Whether only somebody who acts or is judged can stand there.
        common: Whether it is counted or owned as a thing is, or a person stands like a place.
        thing: Whether the noun that it qualifies says that it is a thing.
        called_thing: Whether the text says outright that it is a tool, a work or a place.
        opens: Whether it stands where any word has a capital; see `opens_sentence`.
        article: Whether "the" or the like stands before it.
        noted: Whether it stands in an editorial note.
        stands_for: The full name of which the text says that this is short.
    """

    span: Span
    name: str
    type: ActorType
    piece: int
    first: int
    last: int
    acts: bool = True
    place: bool = False
    seat: bool = False
    country: str | None = None
    role: str | None = None
    role_range: tuple[int, int] | None = None
    sex: str = ""
    subject: bool = False
    firm: bool = False
    common: bool = False
    thing: bool = False
    called_thing: bool = False
    opens: bool = False
    article: bool = False
    noted: bool = False
    stands_for: str = ""


def find_names(parsed: Sequence[Evidence]) -> list[Mention]:
    """All names in text order; none overlaps another."""
    found: list[Mention] = []
    for index, block in enumerate(parsed):
        if block.block.kind in WITHOUT_ACTORS:
            continue
        begin, limit = block.named
        names = _geographic(index, block)
        taken = {token for name in names for token in range(name.first, name.last)}
        for entity in block.doc.ents:
            for part in _around_brackets(entity):
                if part.start_char >= limit or part.end_char <= begin:
                    continue
                mention = _named(index, block, part, taken, begin)
                if mention is not None:
                    names.append(mention)
                    taken.update(range(mention.first, mention.last))
        names += _missed_short_forms(index, block, names)
        _share_surnames(block, names)
        offices = [name.role_range for name in names if name.role_range]
        for name in names:
            root = block.doc[name.first : name.last].root
            name.subject = is_subject(root)
            person = name.type is ActorType.PERSON
            name.firm = stands_firm(root)
            name.common = not_of_people(root) if person else is_common(root)
            name.thing = names_thing(root)
            name.called_thing = called_thing(root)
            name.opens = opens_sentence(block.doc, name.first)
            name.article = name.first > 0 and block.doc[name.first - 1].lower_ in _ARTICLES
            name.noted = block.block.kind is BlockKind.NOTE
            # Whoever somebody works for does not act by that.
            if name.type is ActorType.ORGANISATION and (
                any(first <= name.first < last for first, last in offices)
                or _agency_credit(block.doc, name)
            ):
                name.acts = False
        found.extend(
            name
            for name in names
            if begin <= name.span.start - block.start < limit
            and not credited(block.doc[name.first])
        )
    return sorted(found, key=lambda mention: mention.span)


def opens_sentence(doc: "Doc", first: int) -> bool:
    """Whether it is the first word of its sentence, of a quotation or after a colon or dots."""
    start = doc[first].sent.start
    before = first
    while before > start and (doc[before - 1].is_punct or doc[before - 1].is_space):
        before -= 1
    return before == start or any(token.text in _BEGINNINGS for token in doc[before:first])


def _share_surnames(block: ParsedBlock, names: Sequence[Mention]) -> None:
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


def _agency_credit(doc: "Doc", name: Mention) -> bool:
    """Whether a lone name in brackets ends a sentence: "… (Reuters)"."""
    return (
        name.first > 1
        and name.last < len(doc)
        and doc[name.first - 1].text == "("
        and doc[name.last].text == ")"
        and doc[name.first - 2].is_punct
    )


def _geographic(index: int, block: ParsedBlock) -> list[Mention]:
    """Countries and seats of government, by the table, wherever no longer name holds them."""
    table = lexicon.countries()
    doc = block.doc
    found = []
    # Asked for once: the parser looks through the whole block for them each time.
    names = doc.ents
    position = 0
    while position < len(doc):
        match = _look_up(doc, position, table)
        if match is None:
            position += 1
            continue
        last, country, seat = match
        if not _inside_other_name(doc, names, position, last):
            head = doc[last - 1]
            acting = seat_acts(head) if seat else country_acts(head)
            found.append(
                Mention(
                    block.span(position, last),
                    doc[position:last].text,
                    ActorType.COUNTRY,
                    index,
                    position,
                    last,
                    acts=acting,
                    seat=seat,
                    country=country,
                )
            )
        position = last
    return found


def _look_up(doc: "Doc", position: int, table: lexicon.Countries) -> tuple[int, str, bool] | None:
    if not doc[position].text[:1].isupper() and not doc[position].text[:1].isdigit():
        return None
    for last in range(min(position + 5, len(doc)), position, -1):
        words = doc[position:last].text.replace("\n", " ")
        if words in table.names:
            return last, table.names[words], False
        if words in table.seats:
            return last, table.seats[words], True
        if words.isupper() and len(words) > 3:
            words = words.title()
            if words in table.names:
                return last, table.names[words], False
    return None


def _inside_other_name(doc: "Doc", names: "Sequence[Tokens]", first: int, last: int) -> bool:
    """Whether the words are part of a longer name, such as a bank's or a person's."""
    entity = doc[first].ent_type_
    if entity == "PERSON" and doc[first:last].text not in lexicon.countries().names:
        return True
    for ent in names:
        if (
            ent.start <= first
            and ent.end >= last
            and ent.label_ in {"PERSON", "ORG", "WORK_OF_ART", "LAW", "EVENT", "PRODUCT", "FAC"}
        ):
            inner = [
                token
                for token in ent
                if not first <= token.i < last
                and token.text[:1].isupper()
                and token.is_alpha
                and token.lower_ != "the"
            ]
            if inner:
                return True
    return False


_TYPES = {
    "PERSON": ActorType.PERSON,
    "ORG": ActorType.ORGANISATION,
    "NORP": ActorType.GROUP,
    "GPE": ActorType.OTHER,
    "FAC": ActorType.OTHER,
    "PRODUCT": ActorType.OTHER,
}


def _around_brackets(entity: "Tokens") -> "Iterator[Tokens]":
    """An entity, or the two names in one: "World Health Organization (WHO"."""
    bracket = next((token.i for token in entity if token.text == "("), entity.end)
    doc = entity.doc
    for first, last in ((entity.start, bracket), (bracket + 1, entity.end)):
        if first < last:
            yield doc.char_span(
                doc[first].idx, doc[last - 1].idx + len(doc[last - 1]), entity.label
            )


def _missed_short_forms(
    index: int, block: ParsedBlock, names: Sequence[Mention]
) -> Iterator[Mention]:
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
            yield Mention(block.span(place, place + 1), short, kind, index, place, place + 1)


def _named(
    index: int, block: ParsedBlock, entity: "Tokens", taken: set[int], begin: int
) -> Mention | None:
    """The mention in an entity, or None; its role begins at the offset `begin` at the earliest."""
    kind = _TYPES.get(entity.label_)
    doc = block.doc
    if kind is None or in_party_code(doc, entity.start) or _inscribed(entity):
        return None
    if is_cited(doc, entity.start, entity.end) or is_storm(doc, entity.start):
        return None
    first, last = trim(doc, entity.start, entity.end)
    table = lexicon.countries()
    while last - first > 2 and (
        doc[first].text in table.names
        or (kind is ActorType.PERSON and doc[first].text in table.demonyms)
    ):
        # "Ukraine N. N.", "U.S. House …": the country is the place, not part of the name.
        first += 1
        if doc[first].text in lexicon.people().sex_of_name:
            kind = ActorType.PERSON
    if last - first == 2 and doc[first].text in table.names:
        # "U.S. Senate" and "Senate" are one.
        first += doc[last - 1].lower_ in lexicon.words("chambers")
    if first >= last or any(token in taken for token in range(first, last)):
        return None
    if kind is ActorType.PERSON and called_body(doc, first, last):
        kind = ActorType.ORGANISATION
    elif kind is not ActorType.GROUP and (
        like_person(doc, first, last)
        or (not is_place(doc[first:last].root) and called_person(doc, first, last))
    ):
        kind = ActorType.PERSON
    if kind is ActorType.ORGANISATION and cut_at_and(doc[last - 1]):
        first = whole_name(doc, first)
    if kind is ActorType.ORGANISATION:
        last = past_and(doc, first, last)
    sex = ""
    if kind is ActorType.PERSON:
        first, sex = past_titles(doc, first, last)
        if first < last and first > 0 and not sex:
            sex = lexicon.people().sex_of_title.get(doc[first - 1].text, "")
        first = with_hyphen(doc, first) if first < last else first
    if first >= last or not looks_like_name(doc[first:last].text):
        return None
    name = doc[first:last].text.replace("\n", " ")
    if kind is ActorType.PERSON and last - first == 1 and doc[first].tag_ == "NNPS" and not sex:
        # "Africans": many, unless a form of address or a full name makes it a surname.
        return None
    if kind is ActorType.PERSON and (
        no_person(doc, first, last)
        or any(char.isdigit() for char in name)
        or (" " in name and doc[last - 1].text in {"Democrat", "Republican"})
    ):
        return None
    if kind is ActorType.PERSON and name.isupper() and " " in name:
        name = name.title()
    if name in lexicon.words("regions"):
        return None
    if kind is ActorType.OTHER and name.endswith(".") and len(name) <= _ABBREVIATED:
        return None
    qualifies = doc[first].pos_ in {"ADV", "ADJ"} and not doc[first].text.isupper()
    if kind is ActorType.ORGANISATION and last - first == 1 and qualifies:
        return None
    after_of = last - first > 2 and doc[last - 2].lower_ == "of"
    if kind is not ActorType.PERSON and doc[last - 1].lower_ in (
        lexicon.words("laws") | (set() if after_of else lexicon.words("buildings"))
    ):
        return None
    if kind is ActorType.ORGANISATION:
        name = LEGAL_FORM.sub("", name)
    if kind is ActorType.ORGANISATION and (
        within_role(doc, first, last) or doc[last - 1].text in lexicon.people().titles
    ):
        return None
    if kind is ActorType.GROUP and not _is_party(doc, first, last):
        return None
    if kind is not ActorType.PERSON and is_event(doc, first, last):
        return None
    role = None
    if kind is ActorType.PERSON or (kind is ActorType.ORGANISATION and last - first <= 3):
        role = leading_role(doc, first) or following_role(doc, last)
        while role and role[0] < role[1] and doc[role[0]].idx < begin:
            role = (role[0] + 1, role[1])
    return Mention(
        block.span(first, last),
        name,
        kind,
        index,
        first,
        last,
        acts=acts(doc[first:last].root, kind),
        place=kind is ActorType.OTHER and is_place(doc[first:last].root),
        role=role_text(doc, role) if role and role[0] < role[1] else None,
        role_range=role,
        sex=sex,
    )


def _inscribed(entity: "Tokens") -> bool:
    """Whether it is what something is called, in marks: captioned "N. N."."""
    before = entity.doc[entity.start - 1 : entity.start].text
    return entity.root.dep_ == "oprd" and before in {'"', "“", "'", "‘"}


def _is_party(doc: "Doc", first: int, last: int) -> bool:
    """Whether it names people ("Republicans") and does not merely qualify a noun."""
    ending = doc[last - 1]
    return ending.text.endswith("s") and ending.dep_ not in {"amod", "compound", "poss", "nmod"}
