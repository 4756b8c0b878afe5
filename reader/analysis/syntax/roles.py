# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a person is: the office or profession that stands before or after the name."""

from typing import TYPE_CHECKING

from reader.analysis.readings import Range
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.assertions import supposed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A longer apposition is no role but a story.
_MAX_TOKENS = 14

_DASHES = frozenset({"-", "–"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def leading_role(doc: "Doc", first: int) -> Range | None:
    """The role right before a name: "French President" in "French President N. N."."""
    people = lexicon.people()
    position = first
    while position > 0 and doc[position - 1].text in people.titles:
        position -= 1
    # "Attorney General N. N.": behind an office a title is part of it.
    general = doc[position].lower_ == "general"
    end = first if general and position and is_role_noun(doc[position - 1]) else position
    whole = position > 0 and is_role_noun(doc[position - 1])
    before_of = position >= 3 and doc[position - 2].lower_ == "of"
    if before_of and is_role_noun(doc[position - 3]) and not whole:
        # "Secretary of State N. N."
        position -= 3
    elif position == 0 or not is_role_noun(doc[position - 1]):
        return None
    while position > 0 and end - position < _MAX_TOKENS and _belongs(doc, position - 1, end):
        if whole and doc[position - 1].lower_ in lexicon.grammar().role_of:
            # "an agent for President N. N." is somebody else.
            break
        position -= 1
    passed = lexicon.grammar().before_role | lexicon.grammar().role_links | _POSSESSIVE | _DASHES
    while position < end and doc[position].lower_ in passed:
        position += 1
    return (position, end) if position < end else None


def _belongs(doc: "Doc", position: int, end: int) -> bool:
    token = doc[position]
    if token.text in _POSSESSIVE:
        return position > 0 and doc[position - 1].pos_ in {"PROPN", "NOUN"}
    if token.lower_ in lexicon.grammar().role_links:
        # Only between parts of one title: "Secretary of State", never "A and President B".
        if token.lower_ in lexicon.grammar().role_and:
            return (
                position > 0
                and is_role_noun(doc[position - 1])
                and position + 1 < end
                and doc[position - 1].ent_type_ != "PERSON"
            )
        return position > 0 and is_role_noun(doc[position - 1])
    if token.ent_type_ == "PERSON":
        return False
    if token.lower_ in lexicon.grammar().articles:
        # "the Russian president's adviser": the article belongs to the inner noun.
        return False
    if token.text in _DASHES:
        return True
    if token.tag_ == "NNS" and token.lower_ in lexicon.people().groups:
        # "among the refugees President N. N. let in": the two only stand side by side.
        return False
    acronym = len(token) > 1 and token.is_alpha and token.text.isupper()
    return (
        token.pos_ in {"PROPN", "NOUN", "ADJ"}
        or acronym
        or (token.tag_ in {"VBN", "VBG"} and token.text[:1].isupper())
    )


def is_role_noun(token: "Token") -> bool:
    """Whether the word can head a role."""
    people = lexicon.people()
    word = token.lower_
    return (
        word in people.roles
        or token.text in people.offices
        or word.rpartition("-")[2] in people.roles
    )


def following_role(doc: "Doc", last: int) -> Range | None:
    """The role right after a name: an apposition, or what the sentence says that the person is."""
    position = last
    if position < len(doc) and doc[position].text in {"(", ","} and position + 1 < len(doc):
        position += 1
        # An age may come between: "N. N., 19, a member of …".
        if doc[position].like_num and position + 2 < len(doc) and doc[position + 1].text == ",":
            position += 2
        role = _phrase(doc, position)
        return None if role and _begins_a_clause(doc, role) else role
    if position < len(doc) and doc[position].lower_ in lexicon.grammar().is_role:
        if supposed(doc[position]):
            return None
        return _phrase(doc, position + 1)
    return None


def _begins_a_clause(doc: "Doc", role: Range) -> bool:
    """Whether it is the subject of what follows: "In a debate with N. N., the mayor said …"."""
    subject = any(t.dep_ == "nsubj" and t.head.i >= role[1] for t in doc[role[0] : role[1]])
    return subject and doc[role[1]].text != ","


def _phrase(doc: "Doc", start: int) -> Range | None:
    """The noun phrase at `start`, if a role noun heads it."""
    position = start
    while (
        position < len(doc)
        and position - start < 6
        and doc[position].pos_ in {"ADV", "CCONJ", "DET", "PRON"}
        and doc[position].lower_ not in lexicon.grammar().no_role
    ):
        position += 1
    begin = position
    head = None
    while position < len(doc) and position - begin < _MAX_TOKENS:
        token = doc[position]
        if (
            token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
            or token.text in _POSSESSIVE
            or token.text in {"-", "&", "–"}
        ):
            if (
                head is None
                and (is_role_noun(token) or _trade(doc, start, token))
                and not _goes_on(doc, position)
            ):
                head = position
        elif head is None and token.lower_ in lexicon.grammar().within_role and position > begin:
            pass
        elif head is not None and (token.lower_ in lexicon.grammar().after_role):
            if (
                token.lower_ == "and"
                and position + 1 < len(doc)
                and doc[position + 1].pos_ not in {"NOUN", "PROPN", "ADJ"}
            ):
                break
        else:
            break
        position += 1
    if head is None or any(token.ent_type_ == "PERSON" for token in doc[begin : head + 1]):
        # With a name in it, it is the next person of a list; "adviser to N. N." is not.
        return None
    named = next((k for k in range(head, position) if doc[k].ent_type_ == "PERSON"), position)
    if named < position and doc[named - 1].pos_ != "ADP" and doc[named - 2].pos_ != "ADP":
        return None
    end = position
    while end > head + 1 and doc[end - 1].pos_ not in {"NOUN", "PROPN"}:
        end -= 1
    return (begin, end) if begin < end else None


def _trade(doc: "Doc", start: int, token: "Token") -> bool:
    """Whether a noun after "a" looks like what somebody does ("a baker from Leeds")."""
    return (
        doc[start].lower_ in lexicon.grammar().indefinite
        and token.pos_ == "NOUN"
        and len(token) > 4
        and token.lower_.endswith(lexicon.endings().trade)
    )


def _goes_on(doc: "Doc", position: int) -> bool:
    """Whether another role noun follows at once, so that this one only qualifies it."""
    return (
        position + 1 < len(doc)
        and doc[position + 1].pos_ in {"NOUN", "PROPN"}
        and is_role_noun(doc[position + 1])
    )


def role_text(doc: "Doc", role: Range) -> str:
    """The role's words on one line."""
    return " ".join(doc[role[0] : role[1]].text.split())
