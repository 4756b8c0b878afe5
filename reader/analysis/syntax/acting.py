# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether the syntax lets a name act, speak, own or be judged, or only say where something is."""

from typing import TYPE_CHECKING

from reader.analysis.syntax import lexicon
from reader.document import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Token


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
        return governor.lower_ in lexicon.grammar().towards and not _moves(governor.head)
    if head.dep_ == "nsubjpass":
        return governor.lemma_ in lexicon.words("judging")
    if head.dep_ in {"dobj", "dative"}:
        return governor.lemma_ in lexicon.words("judging")
    if head.dep_ in {"poss", "compound", "nmod", "amod"}:
        return governor.lemma_.lower() in lexicon.words("political")
    return False


def _moves(token: "Token") -> bool:
    return str(token.lemma_) in lexicon.grammar().moving


def country_acts(head: "Token") -> bool:
    """Whether a country is more here than a place."""
    if head.dep_ in {"compound", "nmod", "amod"}:
        return head.head.lemma_.lower() in lexicon.words("political")
    first = chain_head(head)
    if first.dep_ == "pobj" and first.head.lower_ in lexicon.grammar().such_as:
        # "in places like Chad"
        return first.head.head.lemma_.lower() not in lexicon.words("whereabouts")
    if first.dep_ == "pobj" and first.head.lower_ == "to":
        # "gave the islands to Chad"
        return first.head.head.lemma_.lower() in lexicon.words("giving")
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


def surely_somebody(token: "Token") -> bool:
    """Whether only somebody can stand here: who does, owns, is told, judged, joined or led.

    What merely is something, is used, listed or gone to may be a thing.
    """
    if called_a_body(token):
        return True
    head = chain_head(token)
    governor = head.head
    lemma = governor.lemma_.lower()
    if head.dep_ == "nsubj":
        return lemma not in lexicon.words("existing")
    if head.dep_ in {"dobj", "dative", "nsubjpass"}:
        return lemma in lexicon.words("judging") | lexicon.words("addressing")
    if head.dep_ == "poss":
        return True
    if head.dep_ == "pobj":
        led = governor.head
        if governor.dep_ == "agent" or governor.lower_ in lexicon.words("dealing"):
            return True
        if governor.lower_ in lexicon.grammar().of_things:
            # Things are for, from and about things as well.
            return _works(led) or led.lemma_.lower() in _exchanges()
        return governor.lower_ in lexicon.grammar().of_bodies and (
            _works(led) or led.ent_type_ == "PERSON"
        )
    if head.dep_ in {"compound", "nmod", "amod"}:
        return lemma in lexicon.words("political") or _works(governor)
    return False


def _exchanges() -> frozenset[str]:
    """What goes on between people and bodies: words, money, support, belonging."""
    return lexicon.words("exchanges") | lexicon.telling()


def not_of_people(token: "Token") -> bool:
    """Whether it stands where places and things do and people hardly ever: "at …", "… hotel"."""
    head = token.head
    if token.dep_ == "pobj":
        return head.lower_ in lexicon.words("indoors") | {"under"}
    qualifies = token.dep_ in {"compound", "nmod", "amod"} and head.pos_ == "NOUN"
    return qualifies and head.lemma_.lower() not in lexicon.words("political") and not _works(head)


def _works(token: "Token") -> bool:
    """Whether it is what somebody is or does for a body: "president", "role", "worked"."""
    people = lexicon.people()
    return not {token.lower_, token.lemma_.lower()}.isdisjoint(
        people.roles | lexicon.grammar().work
    )


def called_a_body(token: "Token") -> bool:
    """Whether a noun says so: "the oil company X", "X, a charity", "groups such as X"."""
    bodies = lexicon.words("any_body")
    doc, head = token.doc, token
    first = token.left_edge.i
    if first and doc[first - 1].lemma_.lower() in bodies and first > doc[first - 1].sent.start:
        return True
    if any(child.dep_ == "appos" and child.lemma_.lower() in bodies for child in token.children):
        return True
    for _ in range(20):
        if head.dep_ == "appos" and head.head.lemma_.lower() in bodies:
            return True
        if head.dep_ not in {"conj", "appos"} or head.head == head:
            break
        head = head.head
    example = head.dep_ == "pobj" and head.head.lower_ in lexicon.grammar().such_as
    return example and head.head.head.lemma_.lower() in bodies


def is_common(token: "Token") -> bool:
    """Whether it is counted or owned as a thing is: "an EV", "its EV", "the company's EV"."""
    bodies = lexicon.words("any_body")
    return any(
        child.lower_ in lexicon.grammar().counting
        # "medical PPE"
        or (token.text.isupper() and child.dep_ == "amod" and child.text.islower())
        or (child.dep_ == "poss" and (child.pos_ == "PRON" or child.lower_ in bodies))
        or child.ent_type_ == "ORDINAL"
        for child in token.lefts
    )


def names_thing(token: "Token") -> bool:
    """Whether the noun that it qualifies says what it is: "the Harbour programme"."""
    return token.dep_ in {"compound", "nmod", "amod"} and token.head.lemma_.lower() in (
        lexicon.words("undertakings") | lexicon.words("things")
    )


def called_thing(token: "Token") -> bool:
    """Whether the text says that it is a tool, a work or a place: "X is a framework"."""
    kinds = lexicon.words("made") | lexicon.words("things")
    if any(
        other.lower_ in {"co-starring", "starring"}
        for other in token.doc[token.i + 1 : token.i + 6]
    ):
        # "Harbour, directed by N. N. and starring …"
        return True
    said = [child for child in token.children if child.dep_ == "appos"]
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":
        said += [child for child in token.head.children if child.dep_ == "attr"]
    if token.dep_ == "appos":
        said.append(token.head)
    return any(word.pos_ == "NOUN" and word.lemma_.lower() in kinds for word in said)


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
    return known_to_speak(token) or token.lemma_.lower().endswith(lexicon.endings().people)


def known_to_speak(token: "Token") -> bool:
    """Whether a noun is in the tables of people, bodies, texts and figures."""
    people = lexicon.people()
    lemma = token.lemma_.lower()
    return not {token.lower_, lemma, f"{lemma}s"}.isdisjoint(
        people.roles
        | people.groups
        | people.body_nouns
        | lexicon.speech("documents")
        | lexicon.speech("evidence")
        | lexicon.words("any_body")
        | lexicon.words("amounts")
    )
