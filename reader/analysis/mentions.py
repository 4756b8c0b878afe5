# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Names in the text: who could be an actor, before names of the same actor are brought together.

spaCy's entities are the raw material. They are trimmed to the bare name, countries and seats of
government are looked up in a table, and what only looks like a name (credits, works, laws, plain
places) is left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis import lexicon
from reader.analysis.roles import following_role, leading_role, role_text
from reader.analysis.sentences import ParsedBlock
from reader.document import ActorType, BlockKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

#: Blocks in which nobody acts: whoever is named there wrote the text or took the picture.
WITHOUT_ACTORS = frozenset({BlockKind.BYLINE, BlockKind.DATELINE})

_CREDIT = re.compile(
    r"(?:\b(?:photo(?:graph)?s?|pictures?|images?|credits?|illustration|video)(?: credit)?"
    r"\s*(?::|\bby\b|\bcourtesy\b)|©|\(c\)|\bcourtesy of\b).*",
    re.IGNORECASE,
)
# "… in Rome on Friday. REUTERS/N. N."
_AGENCY = re.compile(
    r"(?:^|(?<=[.!?”\"’]\s))[A-Z][A-Za-z ]{1,30}/[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)+\s*$"
)
# A place and an agency before the text: "HAMBURG, Germany (Reuters) - …".
_DATELINE = re.compile(
    r"^\s*[A-Z][A-Z.’' -]+(?:, [\w .]{2,20})?(?: \([\w ]{2,20}\))? ?(?:—|–|-{1,2}) "
)
_BY = re.compile(r"^\s*(?:written |reporting |edited )?by\s+\S", re.IGNORECASE)

_LEGAL_FORM = re.compile(r",? (?:Inc|Ltd|LLC|Corp|plc|PLC)\.?$")
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:reporting )?(?:to|for) this (?:report|article|story)\b", re.IGNORECASE
)

_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "‘s"})

_TOWARDS = frozenset({"with", "against", "toward", "towards", "between", "upon", "for"})


@dataclass(slots=True)
class Mention:
    """A name as it stands in the text.

    Attributes:
        name: The bare name, without article, title and possessive.
        acts: Whether the syntax lets it act, speak, own or be judged; a plain place does not.
        seat: Whether the name is a seat of government that stands for `country`.
        country: The country that the name stands for, or None.
        sex: "m" or "f" where a form of address tells it, else "".
        subject: Whether it is a verb's subject or agent.
        article: Whether "the" stands before it.
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
    seat: bool = False
    country: str | None = None
    role: str | None = None
    role_range: tuple[int, int] | None = None
    sex: str = ""
    subject: bool = False
    article: bool = False
    noted: bool = False
    stands_for: str = ""


def find_names(parsed: Sequence[ParsedBlock]) -> list[Mention]:
    """All names in text order; none overlaps another."""
    found: list[Mention] = []
    for index, block in enumerate(parsed):
        if (
            block.block.kind in WITHOUT_ACTORS
            or _BY.match(block.doc.text[:40])
            or _CONTRIBUTED.search(block.doc.text[-80:])
        ):
            continue
        credit = _CREDIT.search(block.doc.text)
        limit = credit.start() if credit and _is_credit(block, credit) else len(block.doc.text)
        agency = _AGENCY.search(block.doc.text)
        limit = min(limit, agency.start()) if agency else limit
        dateline = _DATELINE.match(block.doc.text)
        begin = dateline.end() if dateline else 0
        names = _geographic(index, block)
        taken = {token for name in names for token in range(name.first, name.last)}
        for entity in block.doc.ents:
            mention = _named(index, block, entity, taken)
            if mention is not None:
                names.append(mention)
        offices = [name.role_range for name in names if name.role_range]
        for name in names:
            name.subject = is_subject(block.doc[name.first : name.last].root)
            name.article = name.first > 0 and block.doc[name.first - 1].lower_ == "the"
            name.noted = block.block.kind is BlockKind.NOTE
            # Whoever somebody works for does not act by that.
            if name.type is ActorType.ORGANISATION and (
                any(first <= name.first < last for first, last in offices)
                or _agency_credit(block.doc, name)
            ):
                name.acts = False
        found.extend(name for name in names if begin <= name.span.start - block.start < limit)
    return sorted(found, key=lambda mention: mention.span)


def _is_credit(block: ParsedBlock, credit: "re.Match[str]") -> bool:
    """Captions may end in a credit; elsewhere only a line of nothing else is one."""
    return block.block.kind is BlockKind.CAPTION or not block.doc.text[: credit.start()].strip()


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
    position = 0
    while position < len(doc):
        match = _look_up(doc, position, table)
        if match is None:
            position += 1
            continue
        last, country, seat = match
        if not _inside_other_name(doc, position, last):
            head = doc[last - 1]
            acting = seat_acts(head) if seat else _country_acts(head)
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


def _country_acts(head: "Token") -> bool:
    if head.dep_ in {"compound", "nmod", "amod"}:
        return head.head.lemma_.lower() in lexicon.words("political")
    return not _located(head)


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


def _inside_other_name(doc: "Doc", first: int, last: int) -> bool:
    """Whether the words are part of a longer name, such as a bank's or a person's."""
    entity = doc[first].ent_type_
    if entity == "PERSON" and doc[first:last].text not in lexicon.countries().names:
        return True
    for ent in doc[first].sent.ents:
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


def chain_head(token: "Token") -> "Token":
    """The first member of a list ("A, B and C"), whose place in the sentence all of them share."""
    for _ in range(20):
        if token.dep_ not in {"conj", "appos"} or token.head == token:
            break
        token = token.head
    return token


def is_subject(token: "Token") -> bool:
    """Whether it is a verb's subject or agent, alone or in a list."""
    head = chain_head(token)
    role: str = head.head.dep_ if head.dep_ == "pobj" else head.dep_
    return role in {"nsubj", "nsubjpass", "agent"}


def _located(token: "Token", words: str = "locative") -> bool:
    """Whether it only says where something is or comes from."""
    head = token if token.dep_ == "pobj" else chain_head(token)
    if head.dep_ == "pobj":
        return head.head.lower_ in lexicon.words(words) and head.head.dep_ != "agent"
    return head.dep_ in {"npadvmod", "ROOT"} and len(head.sent) > 3


def seat_acts(token: "Token") -> bool:
    """Whether a seat of government acts, speaks or is judged here, and is more than a place."""
    head = chain_head(token)
    governor = head.head
    if head.dep_ == "nsubj":
        # "Moscow is a big city" describes a place.
        return not (governor.lemma_ == "be" and any(c.dep_ == "attr" for c in governor.children))
    if head.dep_ == "pobj":
        if governor.dep_ == "agent":
            return True
        return governor.lower_ in _TOWARDS and not _moves(governor.head)
    if head.dep_ == "nsubjpass":
        return governor.lemma_ in lexicon.words("judging")
    if head.dep_ in {"dobj", "dative"}:
        return governor.lemma_ in lexicon.words("judging")
    if head.dep_ in {"poss", "compound", "nmod", "amod"}:
        return governor.lemma_.lower() in lexicon.words("political")
    return False


def _moves(token: "Token") -> bool:
    return str(token.lemma_) in {
        "travel",
        "leave",
        "head",
        "depart",
        "fly",
        "live",
        "drive",
        "walk",
    }


_TYPES = {
    "PERSON": ActorType.PERSON,
    "ORG": ActorType.ORGANISATION,
    "NORP": ActorType.GROUP,
    "GPE": ActorType.OTHER,
    "FAC": ActorType.OTHER,
    "PRODUCT": ActorType.OTHER,
}


def _named(index: int, block: ParsedBlock, entity: "Tokens", taken: set[int]) -> Mention | None:
    kind = _TYPES.get(entity.label_)
    if kind is None:
        return None
    doc = block.doc
    first, last = _trim(doc, entity.start, entity.end)
    while last - first > 2 and doc[first].text in lexicon.countries().names:
        # "Ukraine N. N.", "U.S. House …": the country is the place, not part of the name.
        first += 1
        if doc[first].text in lexicon.people().sex_of_name:
            kind = ActorType.PERSON
    if first >= last or any(token in taken for token in range(first, last)):
        return None
    if kind is ActorType.ORGANISATION and _like_person(doc, first, last):
        kind = ActorType.PERSON
    if kind is ActorType.ORGANISATION and _cut_at_and(doc[last - 1]):
        first = _whole_name(doc, first)
    sex = ""
    if kind is ActorType.PERSON:
        first, sex = _past_titles(doc, first, last)
        if first < last and first > 0 and not sex:
            sex = lexicon.people().sex_of_title.get(doc[first - 1].text, "")
        first = _with_hyphen(doc, first) if first < last else first
    if first >= last or not _looks_like_name(doc[first:last].text):
        return None
    name = doc[first:last].text.replace("\n", " ")
    if kind is ActorType.PERSON and any(char.isdigit() for char in name):
        return None
    if kind is ActorType.PERSON and name.isupper() and " " in name:
        name = name.title()
    if name in lexicon.words("regions"):
        return None
    if kind is not ActorType.PERSON and doc[last - 1].lower_ in (
        lexicon.words("buildings") | lexicon.words("laws")
    ):
        return None
    if kind is ActorType.ORGANISATION:
        name = _LEGAL_FORM.sub("", name)
    if kind is ActorType.ORGANISATION and _within_role(doc, first, last):
        return None
    if kind is ActorType.GROUP and not _is_party(doc, first, last):
        return None
    role = None
    if kind is ActorType.PERSON or (kind is ActorType.ORGANISATION and last - first <= 3):
        role = leading_role(doc, first) or following_role(doc, last)
    return Mention(
        block.span(first, last),
        name,
        kind,
        index,
        first,
        last,
        acts=acts(doc[first:last].root, kind),
        role=role_text(doc, role) if role else None,
        role_range=role,
        sex=sex,
    )


def acts(head: "Token", kind: ActorType) -> bool:
    """Whether a name of this kind is more here than a place or part of another name."""
    if kind is ActorType.OTHER:
        return speaks(head)
    if kind is not ActorType.ORGANISATION:
        return True
    if head.dep_ in {"compound", "nmod", "amod"}:
        return head.head.lemma_.lower() in lexicon.words("political")
    return not _located(head, "indoors")


def _is_party(doc: "Doc", first: int, last: int) -> bool:
    """Whether it names people ("Republicans") and does not merely qualify a noun."""
    ending = doc[last - 1]
    return ending.text.endswith("s") and ending.dep_ not in {"amod", "compound", "poss", "nmod"}


def speaks(token: "Token") -> bool:
    """Whether it is the subject of a verb of speaking, deciding or wanting."""
    head = chain_head(token)
    return head.dep_ == "nsubj" and head.head.lemma_.lower() in lexicon.words("speaking")


def _trim(doc: "Doc", first: int, last: int) -> tuple[int, int]:
    while last > first and (
        doc[last - 1].text in _POSSESSIVE
        or doc[last - 1].is_space
        or (doc[last - 1].is_punct and not doc[last - 1].text.endswith("."))
    ):
        last -= 1
    while first < last and (
        doc[first].is_punct
        or doc[first].is_space
        or doc[first].lower_ in {"the", "a", "an", "this", "that", "and"}
    ):
        first += 1
    for position in range(first + 1, last):
        if doc[position].text in _POSSESSIVE and doc[first].ent_type_ == "PERSON":
            # "Holcomb's Florida trip"
            return first, position
        # "According to Rathbun the property …": two things taken for one name.
        if doc[position].text == "," and doc[position + 1 : last].text not in {
            "Inc",
            "Inc.",
            "LLC",
        }:
            return first, position
        if doc[position].text == "the" and doc[position - 1].text[:1].isupper():
            return first, position
    return first, last


def _like_person(doc: "Doc", first: int, last: int) -> bool:
    """Whether a supposed body is called by a first name and one or two surnames."""
    words = [token.text for token in doc[first:last]]
    return (
        2 <= len(words) <= 3
        and words[0] in lexicon.people().sex_of_name
        and words[0] not in lexicon.words("place_names")
        and all(word.istitle() for word in words)
        and words[-1].lower() not in _generic() | lexicon.words("duties")
        and words[-1].lower() not in lexicon.words("buildings")
    )


def _cut_at_and(ending: "Token") -> bool:
    """Whether a name with this last word may have lost what stands before an "and"."""
    words = lexicon.words("bodies") | lexicon.words("duties")
    return ending.lower_ in words and not _LEGAL_FORM.search(f" {ending.text}")


def _whole_name(doc: "Doc", first: int) -> int:
    """Take in the first half of a name that the parser cut at "and" (Customs and …)."""
    begin = first - 1
    if first < 2 or doc[begin].lower_ != "and":
        return first
    if doc[begin - 1].lower_ in lexicon.words("bodies"):
        # "Emory University and …" are two.
        return first
    while begin > 0 and doc[begin - 1].pos_ == "PROPN" and doc[begin - 1].ent_type_ != "PERSON":
        begin -= 1
    return begin if begin < first - 1 else first


def _with_hyphen(doc: "Doc", first: int) -> int:
    """Take in the first half of a first name that the parser cut at its hyphen (Anne-…)."""
    while (
        first >= 2
        and doc[first - 1].text == "-"
        and doc[first - 2].text.istitle()
        and not doc[first - 2].whitespace_
        and not doc[first - 1].whitespace_
    ):
        first -= 2
    return first


def _past_titles(doc: "Doc", first: int, last: int) -> tuple[int, str]:
    """Skip forms of address and abbreviated offices, remembering the sex that they tell."""
    people = lexicon.people()
    sex = ""
    while first < last and (doc[first].text in people.titles or doc[first].text in people.offices):
        sex = sex or people.sex_of_title.get(doc[first].text, "")
        first += 1
    return first, sex


def _looks_like_name(text: str) -> bool:
    return (
        len(text) > 1
        and text[0].isalpha()
        and any(char.isupper() for char in text)
        and not any(char in text for char in "/\\@=<>|#()[]{}")
        and len(text.split()) <= 8
        and not (" " not in text and text.lower() in _generic() - lexicon.words("chambers"))
    )


def _generic() -> frozenset[str]:
    """Words that name a kind of body and nobody in particular, whatever their capitals."""
    return lexicon.words("bodies") | lexicon.words("generic") | lexicon.people().bodies


def _within_role(doc: "Doc", first: int, last: int) -> bool:
    """Whether words taken for an organisation belong to an office ("Secretary of State")."""
    roles = lexicon.people().roles
    if (
        first >= 2
        and doc[first - 1].lower_ == "of"
        and doc[first - 2].lower_ in {"secretary", "minister", "house", "speaker"}
        and last - first == 1
    ):
        return True
    ending = doc[last - 1]
    if ending.lower_ in roles:
        return True
    if ending.text.isupper() or ending.lower_ in lexicon.words("bodies"):
        return False
    return last < len(doc) and doc[last].lower_ in roles and doc[last].text[:1].isupper()
