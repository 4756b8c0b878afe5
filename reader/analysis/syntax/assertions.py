# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether anybody but the author asserts what a verb of saying or thinking introduces."""

from typing import TYPE_CHECKING

from reader.analysis.syntax import lexicon
from reader.analysis.syntax.acting import can_speak, known_to_speak

if TYPE_CHECKING:
    from spacy.tokens import Token

#: How a subject hangs from its verb.
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def is_author(token: "Token") -> bool:
    """Whether a word names the author: "I", and the one that "we are a town that …" is about."""
    if token.tag_ in {"WDT", "WP"} and token.head.dep_ == "relcl":
        token = token.head.head
    if token.dep_ == "attr":
        token = next((child for child in token.head.children if child.dep_ in SUBJECTS), token)
    return token.lower_ in lexicon.grammar().author


def supposed(verb: "Token") -> bool:
    """Whether nobody says it: the author supposes that somebody may, or asks what if."""
    for _ in range(3):
        if verb.dep_ == "csubj":
            # "Admitting that it failed would mean …"
            return True
        for child in verb.children:
            if child.dep_ == "aux" and child.lower_ in lexicon.grammar().modals:
                return True
            if child.dep_ == "mark" and child.lower_ in lexicon.grammar().supposing:
                return True
            if child.dep_ == "aux" and _turned_round(child, verb):
                return True
        purpose = verb.dep_ == "advcl" and any(c.lower_ == "to" for c in verb.children)
        if not (purpose or verb.dep_ in {"xcomp", "conj"}) or verb.head == verb:
            return False
        verb = verb.head
    return False


def _turned_round(auxiliary: "Token", verb: "Token") -> bool:
    """Whether an auxiliary before the subject makes a condition: "Had she said so, …"."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    return (
        auxiliary.lower_ in lexicon.grammar().turned_round
        and subject is not None
        and auxiliary.i < subject.i
        and not auxiliary.sent.text.rstrip().endswith("?")
    )


def impersonal(verb: "Token") -> bool:
    """Whether it may be said by anybody, and is by the author: "It is fair to say that …"."""
    if not any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children):
        return False
    quality = next((child for child in verb.head.children if child.dep_ == "acomp"), verb.head)
    be = quality.head if quality.pos_ == "ADJ" else verb.head
    return (
        be.lemma_ == "be"
        and quality.lemma_.lower() not in lexicon.speech("disposed")
        and any(child.lower_ == "it" and child.dep_ in SUBJECTS for child in be.children)
    )


def inferred(source: "Token", verb: "Token") -> bool:
    """Whether the author concludes it from what he has just said: "…, which suggests that …"."""
    if verb.lemma_.lower() not in lexicon.speech("showing") | lexicon.grammar().inferring:
        return False
    if source.tag_ == "WDT":
        told = source.head.head if source.head.dep_ == "relcl" else source.head
        return told.pos_ not in {"NOUN", "PROPN"} or not can_speak(told)
    if source.pos_ == "NOUN" and not source.ent_type_:
        # "That opener suggests that …"
        pointed = any(child.lower_ in lexicon.grammar().pointing for child in source.lefts)
        return pointed and not known_to_speak(source)
    return source.lower_ in lexicon.grammar().pointing and source.pos_ == "PRON"


def in_passing(verb: "Token") -> bool:
    """Whether the author tells it as a circumstance: "…, with citizens questioning the cost"."""
    head = verb.head
    if verb.dep_ == "acl" and head.dep_ == "pobj":
        head = head.head
    return bool(verb.tag_ == "VBG" and verb.dep_ in {"pcomp", "acl"} and head.lower_ == "with")


def merely_sees(verb: "Token") -> bool:
    """Whether a verb of looking says how somebody looks, and not what that somebody holds.

    "She views the plan as a mistake" relays a view, "she views it through a lens" does not.
    """
    if verb.lemma_.lower() not in lexicon.speech("looking"):
        return False
    return not any(child.lower_ == "as" or child.dep_ == "ccomp" for child in verb.children)


def taken_for_granted(verb: "Token") -> bool:
    """Whether the author holds to be so what somebody is said not to know.

    "They do not seem to understand that rules protect people" relays nobody's view of rules.
    """
    chain = [verb]
    while inner := next((c for c in chain[-1].children if c.dep_ == "xcomp"), None):
        chain.append(inner)
    while chain[0].dep_ == "xcomp" and chain[0].head != chain[0]:
        chain.insert(0, chain[0].head)
    knows = chain[-1]
    clause = next((child for child in knows.children if child.dep_ == "ccomp"), None)
    if clause is None or clause.left_edge.tag_ in {"WDT", "WP", "WRB"}:
        return False
    if any(child.dep_ == "mark" and child.lower_ != "that" for child in clause.children):
        # "They do not know whether it is safe."
        return False
    lemma = knows.lemma_.lower()
    if lemma in lexicon.speech("overlooking"):
        return True
    denied = any(child.dep_ == "neg" for link in chain for child in link.children)
    failing = any(link.lemma_.lower() in lexicon.speech("failing") for link in chain[:-1])
    return lemma in lexicon.speech("knowing") and (denied or failing)


def this_text(source: "Token") -> bool:
    """Whether the author speaks of the very text: "this paper argues that …"."""
    names_itself = source.lemma_.lower() in lexicon.speech("own_texts")
    return names_itself and any(child.lower_ == "this" for child in source.lefts)
