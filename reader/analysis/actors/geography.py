# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Countries and seats of government, by the table, wherever no longer name holds them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.analysis.actors.mentions import Mention
from reader.analysis.actors.standing import standing
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.acting import acts, country_acts, seat_acts
from reader.document import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens


def geographic(index: int, block: Evidence) -> list[Mention]:
    """The countries and seats of government that a block names."""
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
        if not inside_other_name(doc, names, position, last):
            head = doc[last - 1]
            acting = seat_acts(head) if seat else country_acts(head)
            if country in table.unions:
                # A union is a body: it is dealt with where a country is only gone to.
                acting = acts(head, ActorType.ORGANISATION)
            kind = ActorType.COUNTRY
            found.append(
                Mention(
                    block.span(position, last),
                    doc[position:last].text,
                    kind,
                    index,
                    position,
                    last,
                    standing(block, position, last, kind, acting=acting),
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


def inside_other_name(doc: "Doc", names: "Sequence[Tokens]", first: int, last: int) -> bool:
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
