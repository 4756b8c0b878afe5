# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether the syntax lets a name act, speak, own or be judged, or only say where something is."""

from typing import TYPE_CHECKING

from reader.analysis import lexicon
from reader.document import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Token

_PEOPLE_ENDINGS = ("er", "or", "ist", "ian", "ant", "man", "men", "woman", "women", "ee", "people")

_TOWARDS = frozenset({"with", "against", "toward", "towards", "between", "upon", "for"})


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


def is_place(token: "Token") -> bool:
    """Whether it stands right behind a preposition of place."""
    return token.dep_ == "pobj" and token.head.lower_ in lexicon.words("locative")


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


def country_acts(head: "Token") -> bool:
    """Whether a country is more here than a place."""
    if head.dep_ in {"compound", "nmod", "amod"}:
        return head.head.lemma_.lower() in lexicon.words("political")
    return not _located(head)


def acts(head: "Token", kind: ActorType) -> bool:
    """Whether a name of this kind is more here than a place or part of another name."""
    if kind is ActorType.OTHER:
        return speaks(head)
    if kind is not ActorType.ORGANISATION:
        return True
    if head.dep_ in {"compound", "nmod", "amod"}:
        return head.head.lemma_.lower() in lexicon.words("political")
    return not _located(head, "indoors")


def speaks(token: "Token") -> bool:
    """Whether it is the subject of a verb of speaking, deciding or wanting."""
    head = chain_head(token)
    return head.dep_ == "nsubj" and head.head.lemma_.lower() in lexicon.words("speaking")


def _bare(token: "Token") -> bool:
    """Whether a singular noun stands alone, as names do."""
    return token.tag_ == "NN" and not any(token.lefts)


def can_speak(token: "Token") -> bool:
    """Whether a word can be somebody who says things, or a text or a figure that shows them."""
    if token.pos_ != "NOUN" or token.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}:
        return True
    if token.text[:1].isupper() and (token.i > token.sent.start or _bare(token)):
        # A name that the parser took for a word.
        return True
    people = lexicon.people()
    lemma = token.lemma_.lower()
    return not {token.lower_, lemma, f"{lemma}s"}.isdisjoint(
        people.roles
        | people.groups
        | people.bodies
        | lexicon.speech("documents")
        | lexicon.speech("evidence")
        | lexicon.words("any_body")
        | lexicon.words("amounts")
    ) or lemma.endswith(_PEOPLE_ENDINGS)
