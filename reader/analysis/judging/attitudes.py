# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What syntax tells of who may judge a mention: nobody, the speaker, or a third."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.syntax import lexicon
from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# How a mention may be the object of a noun: "hatred for Stone", "dislike of Stone's plan".
_TARGETS = frozenset({"pobj", "dobj", "nsubjpass"})
# What something is said of.
_TOPICS = frozenset({"nsubj", "nsubjpass", "ROOT"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How mentions stand in their clauses.

    Attributes:
        held: Of those that somebody in the same clause judges, where that somebody is named.
        aside: Those that only qualify another thing.
    """

    held: Mapping[Span, Span]
    aside: frozenset[Span]


#: Of mentions about whose clauses nothing is known.
UNKNOWN = Standing({}, frozenset())


def open_to_judgement(parsed: Sequence[ParsedBlock], mention: Span) -> bool:
    """Whether a mention is more than part of another thing's name, of a supposition or denial.

    "The Russia-U.S. talks" say nothing of Russia, nor does "if Russia gave way" or "this does not
    mean that Russia gave way".
    """
    piece = _piece(parsed, mention)
    tokens = piece.tokens(mention)
    if tokens is None:
        return True
    if tokens.root.dep_ in {"compound", "nmod", "amod"} and tokens.root.head not in tokens:
        return False
    above = [tokens.root, *tokens.root.ancestors]
    clauses = above + [
        child for token in above for child in token.children if child.dep_ == "advcl"
    ]
    supposed = any(
        child.dep_ == "mark" and child.lower_ in lexicon.grammar().conditions
        for clause in clauses
        for child in clause.children
    )
    return not supposed and not any(map(_denied, above))


def _denied(token: "Token") -> bool:
    """Whether a clause is left open by the one it belongs to, or a noun by its "no"."""
    if token.dep_ in {"ccomp", "pcomp"}:
        open_verbs = lexicon.speech("thinking") | lexicon.grammar().inferring
        whether = any(child.lower_ == "whether" for child in token.children)
        head = token.head
        negated = any(child.dep_ == "neg" for child in head.children)
        return whether or (negated and head.lemma_.lower() in open_verbs)
    return token.pos_ == "NOUN" and any(
        child.dep_ == "det" and child.lower_ == "no" for child in token.children
    )


def standing(parsed: Sequence[ParsedBlock], mentions: Iterable[Span]) -> Standing:
    """Tell how mentions stand in their clauses.

    "Stone scolded Long" and "their hatred for Long" are Stone's view of Long and theirs, whoever
    tells of it. Where nobody is named, as in "the hatred for Long", nothing is held.
    """
    held, aside = {}, set()
    for mention in mentions:
        piece = _piece(parsed, mention)
        tokens = piece.tokens(mention)
        if tokens is None:
            continue
        whose = _whose(tokens.root)
        if whose is not None and whose.lower_ not in lexicon.grammar().author:
            held[mention] = piece.span(whose.left_edge.i, whose.i + 1)
        elif _aside(tokens.root):
            aside.add(mention)
    return Standing(held, frozenset(aside))


def _aside(target: "Token") -> bool:
    """Whether a word qualifies a thing that nothing is said of: "met critics of Stone's"."""
    thing = target
    while True:
        if thing.dep_ == "poss":
            thing = thing.head
        elif thing.dep_ == "pobj" and thing.head.head.pos_ in {"NOUN", "PRON"}:
            thing = thing.head.head
        else:
            break
    done_by = thing.dep_ == "pobj" and thing.head.dep_ == "agent"
    return thing != target and not done_by and thing.dep_ not in _TOPICS


def _piece(parsed: Sequence[ParsedBlock], mention: Span) -> ParsedBlock:
    return parsed[bisect_right(parsed, mention.start, key=lambda piece: piece.start) - 1]


def _whose(target: "Token") -> "Token | None":
    """Who has the attitude that a word is the object of."""
    if target.dep_ == "poss" and target.head.dep_ in _TARGETS:
        target = target.head
    if target.dep_ not in _TARGETS:
        return None
    above = target.head.head if target.dep_ == "pobj" else target.head
    if above.pos_ == "NOUN" and above.lemma_.lower() in lexicon.speech("attitudes"):
        return next((child for child in above.children if child.dep_ == "poss"), None)
    judging = lexicon.speech("judging") | lexicon.speech("feeling")
    if above.pos_ != "VERB" or above.lemma_.lower() not in judging:
        return None
    if target.dep_ == "nsubjpass":
        agents = (child for child in above.children if child.dep_ == "agent")
        return next((name for agent in agents for name in agent.children), None)
    while above.dep_ in {"conj", "xcomp"} and not _subject(above):
        above = above.head
    return _subject(above)


def _subject(verb: "Token") -> "Token | None":
    found = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if found is not None and found.lower_ in lexicon.grammar().relative:
        return verb.head
    return found
