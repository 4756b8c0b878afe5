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


def denied(verb: "Token", source: "Token | None" = None) -> bool:
    """Whether somebody is told not to have said it: "never once said “thank you”", "no one says".

    "Not only said so but …" and "did not say so until May" tell that it was said; "would not say
    whether …" relays no claim that could be taken for somebody's.

    Args:
        verb: The verb of saying.
        source: Its subject, where that hangs from another verb.
    """
    if _leaves_open(verb):
        return False
    if source is None:
        source = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if source is not None and _is_nobody(source):
        return True
    lemma = verb.lemma_.lower()
    if lemma in lexicon.speech("failing"):
        # "refused to call it “a defeat”"
        said = lexicon.speech("saying") | lexicon.speech("judging")
        undone = (child for child in verb.children if child.dep_ == "xcomp")
        return any(child.lemma_.lower() in said and denied(child) for child in undone)
    if lemma in lexicon.grammar().denying:
        return not _negated(verb) and any(
            child.dep_ == "ccomp" and child.i > verb.i for child in verb.children
        )
    return _negated(verb) or _left_undone(verb)


def _leaves_open(verb: "Token") -> bool:
    """Whether what follows is a question: "whether it is safe", "when they would come"."""
    clauses = (c for c in verb.children if c.dep_ in {"ccomp", "advcl"} and c.i > verb.i)
    return any(
        clause.left_edge.lower_ in lexicon.grammar().supposing
        or (
            clause.left_edge.tag_ in {"WDT", "WP", "WRB"}
            # "did not say when asked"
            and (clause.dep_ == "ccomp" or any(c.dep_ in SUBJECTS for c in clause.children))
        )
        for clause in clauses
    )


def _is_nobody(subject: "Token") -> bool:
    nobody = lexicon.grammar().nobody
    return subject.lower_ in nobody or any(child.lower_ in nobody for child in subject.lefts)


def _negated(verb: "Token") -> bool:
    """Whether a "not" or "never" makes it untrue for good."""
    grammar = lexicon.grammar()
    for child in verb.children:
        said = grammar.not_only if child.i < verb.i else grammar.until
        if child.dep_ != "ccomp" and (
            child.lower_ in said or any(inner.lower_ in said for inner in child.children)
        ):
            return False
    if any(child.dep_ == "neg" and child.i < verb.i for child in verb.children):
        return True
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    turned = any(
        child.dep_ == "aux" and subject is not None and child.i < subject.i
        for child in verb.children
    )
    # "Nor did he say", "Not once did he say"
    return turned and any(
        token.lower_ in grammar.nor or token.dep_ == "neg"
        for token in verb.doc[verb.left_edge.i : verb.i]
        if verb in {token.head, token.head.head}
    )


def _left_undone(verb: "Token") -> bool:
    """Whether the verb that it depends on says so: refused to say, without saying, nor said."""
    head = verb.head
    if head == verb:
        return False
    if verb.dep_ == "pcomp":
        # "stopped short of calling it “a defeat”": the parser hangs "of" from either word.
        before = verb.doc[max(head.i - 1, 0)] if head.lower_ == "of" else head
        return before.lower_ in lexicon.grammar().without
    if verb.dep_ == "xcomp":
        failing = head.lemma_.lower() in lexicon.speech("failing")
        negated = _negated(head)
        if failing:
            return not negated
        return negated and head.lemma_.lower() in lexicon.speech("wanting")
    if verb.dep_ == "conj" and not any(child.dep_ in SUBJECTS for child in verb.children):
        joined = any(
            child.dep_ == "cc" and child.lower_ in {"or", "nor"} for child in head.children
        )
        return joined and (_negated(head) or _left_undone(head))
    return False


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
    if any(child.dep_ == "ccomp" for child in verb.children):
        return False
    seen = (word for child in verb.children for word in (child, *child.children))
    return all(word.lower_ != "as" for word in seen)


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
