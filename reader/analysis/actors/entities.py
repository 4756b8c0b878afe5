# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From what spaCy takes for a name to a mention: an ordered table of small rules.

Each rule looks at one candidate. Some trim it or settle what it is, others refuse it by answering
True; the first refusal ends it. With debug logging on, every rule that did something says so.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.analysis.actors.mentions import Mention
from reader.analysis.actors.names import (
    LEGAL_FORM,
    called_body,
    called_person,
    cut_at_and,
    ends_like_state,
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
from reader.analysis.actors.standing import standing
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.acting import is_place
from reader.analysis.syntax.inscriptions import is_nickname
from reader.analysis.syntax.roles import following_role, leading_role, role_text
from reader.document import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

_log = logging.getLogger(__name__)

_TYPES = {
    "PERSON": ActorType.PERSON,
    "ORG": ActorType.ORGANISATION,
    "NORP": ActorType.GROUP,
    "GPE": ActorType.OTHER,
    "FAC": ActorType.OTHER,
    "PRODUCT": ActorType.OTHER,
}

# Where a quotation begins or ends, no name goes on, but with a nickname.
_MARKED = re.compile('["“”]')

#: Names of places as short as this that end with a full stop are abbreviated: "Calif.".
_ABBREVIATED = 6


@dataclass(slots=True)
class Candidate:
    """A supposed name: the tokens `first` to `last` of a block, and what they are taken for.

    Attributes:
        entity: What the parser took for a name.
        taken: The tokens that other names hold.
        sex: "m" or "f" where a form of address tells it, else "".
        nickname: Whether a nickname in marks stands in it.
    """

    doc: "Doc" = field(repr=False)
    entity: "Tokens" = field(repr=False)
    taken: set[int] = field(repr=False)
    kind: ActorType
    first: int
    last: int
    sex: str = ""
    nickname: bool = False

    @property
    def name(self) -> str:
        """The bare name, on one line."""
        words: str = self.doc[self.first : self.last].text
        return words.replace("\n", " ")

    @property
    def person(self) -> bool:
        """Whether it is taken for a person."""
        return self.kind is ActorType.PERSON

    @property
    def body(self) -> bool:
        """Whether it is taken for an organisation."""
        return self.kind is ActorType.ORGANISATION


def party_code(item: Candidate) -> bool:
    """Refuse the place of a party code: "(D-N.Y.)"."""
    return in_party_code(item.doc, item.entity.start)


def inscribed(item: Candidate) -> bool:
    """Refuse what something is called, in marks: captioned “Harbour”."""
    before = item.doc[item.entity.start - 1 : item.entity.start].text
    return item.entity.root.dep_ == "oprd" and before in {'"', "“", "'", "‘"}


def cited(item: Candidate) -> bool:
    """Refuse a reference to a text or a case: "Reed v. Stone"."""
    return is_cited(item.doc, item.entity.start, item.entity.end)


def storm(item: Candidate) -> bool:
    """Refuse a storm's name: "Hurricane Dora"."""
    return is_storm(item.doc, item.entity.start)


def trim_edges(item: Candidate) -> None:
    """Drop articles, punctuation and what is no part of the name: "the Gull's" is "Gull"."""
    item.first, item.last = trim(item.doc, item.first, item.last)


def leave_out_country(item: Candidate) -> None:
    """Drop the country where somebody is: "Ukraine Anna Berg" is "Anna Berg"."""
    table = lexicon.countries()
    while item.last - item.first > 2 and (
        item.doc[item.first].text in table.names
        or (item.person and item.doc[item.first].text in table.demonyms)
    ):
        item.first += 1
        if item.doc[item.first].text in lexicon.people().sex_of_name:
            item.kind = ActorType.PERSON


def leave_out_whose_chamber(item: Candidate) -> None:
    """Drop whose chamber it is: "U.S. Senate" and "Senate" are one."""
    if item.last - item.first == 2 and item.doc[item.first].text in lexicon.countries().names:
        item.first += item.doc[item.last - 1].lower_ in lexicon.words("chambers")


def already_named(item: Candidate) -> bool:
    """Refuse what is empty by now, or part of another name."""
    return item.first >= item.last or not item.taken.isdisjoint(range(item.first, item.last))


def settle_kind(item: Candidate) -> None:
    """Let the words around it say what it is: "the firm Anna Berg", "Berg, 24, was arrested"."""
    doc, first, last = item.doc, item.first, item.last
    if item.nickname:
        # Only people have nicknames between their names.
        item.kind = ActorType.PERSON
        return
    known = item.name in lexicon.well_known_bodies()
    called = called_body(doc, first, last) or ends_like_state(doc, first, last)
    if known or (item.person and called):
        item.kind = ActorType.ORGANISATION
    elif item.kind is not ActorType.GROUP and (
        like_person(doc, first, last)
        or (not is_place(doc[first:last].root) and called_person(doc, first, last))
    ):
        item.kind = ActorType.PERSON


def take_in_halves(item: Candidate) -> None:
    """Take in what the parser cut at an "and": "Customs and Border Protection"."""
    if item.body and cut_at_and(item.doc[item.last - 1]):
        item.first = whole_name(item.doc, item.first)
    if item.body:
        item.last = past_and(item.doc, item.first, item.last)


def leave_out_titles(item: Candidate) -> None:
    """Drop forms of address, and remember the sex that they tell: "Mrs Berg" is "Berg"."""
    if not item.person:
        return
    item.first, item.sex = past_titles(item.doc, item.first, item.last)
    if item.first < item.last:
        if item.first > 0 and not item.sex:
            before = item.doc[item.first - 1].text
            item.sex = lexicon.people().sex_of_title.get(before, "")
        item.first = with_hyphen(item.doc, item.first)


def take_in_first_name(item: Candidate) -> None:
    """Take in the first name that the parser left out: "Ava" before "Keller"."""
    before = item.doc[item.first - 1].text if item.first else ""
    if (
        item.person
        and item.last - item.first == 1
        and item.first - 1 not in item.taken
        and before in lexicon.people().sex_of_name
        and before not in lexicon.words("place_names") | lexicon.words("common_names")
        and item.doc[item.first - 1].pos_ == "PROPN"
    ):
        item.first -= 1


def unlike_name(item: Candidate) -> bool:
    """Refuse what has not the letters and capitals of a name: "photo/Reuters", "nor will I."."""
    if item.nickname:
        return False
    words = item.doc[item.first : item.last].text
    return (
        words.rstrip(".") == "I" or _MARKED.search(words) is not None or not looks_like_name(words)
    )


def of_many(item: Candidate) -> bool:
    """Refuse a plural for a person, unless a title makes it a surname: "Africans"."""
    single = item.last - item.first == 1
    return item.person and single and item.doc[item.first].tag_ == "NNPS" and not item.sex


def of_nobody(item: Candidate) -> bool:
    """Refuse what no person is called: "Brexit jargon", "Apollo 11", "Harbour Democrat"."""
    if not item.person:
        return False
    name = item.name
    return (
        no_person(item.doc, item.first, item.last)
        or any(char.isdigit() for char in name)
        or (" " in name and item.doc[item.last - 1].text in lexicon.words("party_members"))
    )


def region(item: Candidate) -> bool:
    """Refuse what stands for a place or a matter: "Wall Street"."""
    return _cased(item) in lexicon.words("regions")


def abbreviated_place(item: Candidate) -> bool:
    """Refuse a place's abbreviation: "Calif."."""
    name = item.name
    return item.kind is ActorType.OTHER and name.endswith(".") and len(name) <= _ABBREVIATED


def qualifying(item: Candidate) -> bool:
    """Refuse a lone adjective or adverb for a body: "Presidential"."""
    word = item.doc[item.first]
    qualifies = word.pos_ in {"ADV", "ADJ"} and not word.text.isupper()
    return item.body and item.last - item.first == 1 and qualifies


def law_or_building(item: Candidate) -> bool:
    """Refuse laws and buildings, which do not act: "the Ports Act", "Harbour Hall"."""
    doc, last = item.doc, item.last
    if item.name in lexicon.well_known_bodies():
        return False
    after_of = last - item.first > 2 and doc[last - 2].lower_ == "of"
    kinds = lexicon.words("laws") | (set() if after_of else lexicon.words("buildings"))
    return not item.person and doc[last - 1].lower_ in kinds


def office(item: Candidate) -> bool:
    """Refuse an office taken for a body: "Secretary of State"."""
    return item.body and (
        within_role(item.doc, item.first, item.last)
        or item.doc[item.last - 1].text in lexicon.people().titles
    )


def party_as_adjective(item: Candidate) -> bool:
    """Refuse a group's name that merely qualifies a noun: "Republican plans"."""
    ending = item.doc[item.last - 1]
    names_people = ending.text.endswith("s") and ending.dep_ not in {
        "amod",
        "compound",
        "poss",
        "nmod",
    }
    return item.kind is ActorType.GROUP and not names_people


def counted_people(item: Candidate) -> bool:
    """Refuse people whom a nation's name merely counts or calls so: "130 Chadians died"."""
    ending = item.doc[item.last - 1]
    if item.kind is not ActorType.GROUP or ending.text not in lexicon.countries().demonyms:
        return False
    within = ending.head.head if ending.dep_ == "pobj" else ending
    of_many = ending.head.lower_ == "of" and within.lower_ in lexicon.words("multitudes")
    called = ending.dep_ == "pobj" and ending.head.lower_ == "as"
    return of_many or called or any(child.dep_ == "nummod" for child in ending.lefts)


def event(item: Candidate) -> bool:
    """Refuse a day, a show or a thing like it: "Harbour Day"."""
    return not item.person and is_event(item.doc, item.first, item.last)


Rule = Callable[[Candidate], bool | None]

#: In the order in which they look at a candidate.
RULES: tuple[Rule, ...] = (
    party_code,
    inscribed,
    cited,
    storm,
    trim_edges,
    leave_out_country,
    leave_out_whose_chamber,
    already_named,
    settle_kind,
    take_in_halves,
    leave_out_titles,
    take_in_first_name,
    unlike_name,
    of_many,
    of_nobody,
    region,
    abbreviated_place,
    qualifying,
    law_or_building,
    office,
    party_as_adjective,
    counted_people,
    event,
)


def named(
    index: int, piece: Evidence, entity: "Tokens", taken: set[int], begin: int
) -> Mention | None:
    """The mention in an entity of the parser's, or None where a rule refuses it.

    Args:
        index: The block's number.
        piece: The block.
        entity: What the parser took for a name.
        taken: The tokens that other names hold.
        begin: Where a role may begin at the earliest, as an offset in the block.
    """
    kind = _TYPES.get(entity.label_)
    if kind is None:
        return None
    item = Candidate(piece.doc, entity, taken, kind, entity.start, entity.end)
    _take_in_nickname(piece, item)
    if _refused(item):
        return None
    doc, first, last = item.doc, item.first, item.last
    role = None
    if item.person or (item.body and last - first <= 3):
        role = leading_role(doc, first) or following_role(doc, last)
        while role and role[0] < role[1] and doc[role[0]].idx < begin:
            role = (role[0] + 1, role[1])
    name = _cased(item)
    return Mention(
        piece.span(first, last),
        LEGAL_FORM.sub("", name) if item.body else name,
        item.kind,
        index,
        first,
        last,
        standing(piece, first, last, item.kind),
        place=item.kind is ActorType.OTHER and is_place(doc[first:last].root),
        role=role_text(doc, role) if role and role[0] < role[1] else None,
        role_range=role,
        sex=item.sex,
    )


def _take_in_nickname(piece: Evidence, item: Candidate) -> None:
    """Take in all of a name that a nickname in marks cuts in two: N. “N.” N."""
    doc = item.doc
    for span in piece.inscribed:
        marks = piece.tokens(span)
        if marks is None or not is_nickname(doc, marks.start, marks.end):
            continue
        bracketed = doc[marks.end].text == ")"
        first, last = marks.start - 1 - bracketed, marks.end + 1 + bracketed
        while (
            first and doc[first - 1].pos_ == "PROPN" and doc[first - 1].head.i in range(first, last)
        ):
            first -= 1
        if item.first < last and first < item.last:
            item.first, item.last = min(item.first, first), max(item.last, last)
            item.nickname = True


def _refused(item: Candidate) -> bool:
    telling = _log.isEnabledFor(logging.DEBUG)
    for rule in RULES:
        before = repr(item) if telling else ""
        refused = rule(item)
        if telling and (refused or repr(item) != before):
            _log.debug("%s: %s", rule.__name__, item.entity.text)
        if refused:
            return True
    return False


def _cased(item: Candidate) -> str:
    """The name, with a person's capitals as they are elsewhere."""
    name = item.name
    return name.title() if item.person and name.isupper() and " " in name else name
