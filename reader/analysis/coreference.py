# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Pronouns and descriptions: which "he", "the president" or "the company" is which actor.

Rules with agreement, within a few sentences; where two actors fit about as well, the word is left
alone. Words inside quotations are left alone too: there, the speaker's view of who is meant counts.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from reader.analysis import lexicon
from reader.analysis.acting import chain_head, is_subject
from reader.analysis.groups import quoted_tokens
from reader.analysis.mentions import Mention
from reader.analysis.sentences import ParsedBlock
from reader.document import ActorType, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_SEX = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_SEX |= {"himself": "m", "herself": "f"}
_NEUTER = frozenset({"it", "its"})
_PLURAL = frozenset({"they", "their", "them"})

#: How many sentences back an antecedent may stand, and what it is worth there.
_DISTANCE = (2.5, 2.5, 1.5, 0.5)
_SUBJECT = 2.0
_AGREES = 1.5
_HERE = 0.8
_QUOTED = -1.5

#: By how much the best candidate must lead.
_MARGIN = 0.7

#: How many sentences back a description may reach.
_DESCRIPTION_REACH = 12
_NEAR = 3


@dataclass(eq=False)
class Cluster:
    """An actor in the making: its names, and the words that go back to it."""

    name: str
    type: ActorType
    mentions: list[Mention] = field(default_factory=list)
    extra: list[Span] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """All names, the commonest first."""
        return [name for name, _ in Counter(m.name for m in self.mentions).most_common()]

    @cached_property
    def role_words(self) -> frozenset[str]:
        """The words of all its roles, abbreviations written out."""
        words = {word for mention in self.mentions for word in (mention.role or "").lower().split()}
        full = lexicon.people().abbreviations
        return frozenset(words | {full[word] for word in words if word in full})

    @property
    def sex(self) -> str:
        """What titles, first name and roles tell: m, f, or nothing."""
        people = lexicon.people()
        for mention in self.mentions:
            if mention.sex:
                return mention.sex
        known = people.sex_of_name.get(self.name.split()[0], "")
        if known:
            return known
        for mention in self.mentions:
            for word in (mention.role or "").lower().split():
                if word in people.sex_of_role:
                    return people.sex_of_role[word]
        return ""


@dataclass(slots=True)
class _Trace:
    """A place where an actor was mentioned."""

    cluster: Cluster
    sentence: int
    piece: int
    token: int
    subject: bool
    quoted: bool


def resolve(parsed: Sequence[ParsedBlock], clusters: Sequence[Cluster]) -> None:
    """Add to each cluster the pronouns and descriptions that go back to it."""
    masks = quoted_tokens(parsed)
    named: dict[tuple[int, int], Cluster] = {}
    covered: set[tuple[int, int]] = set()
    for cluster in clusters:
        for mention in cluster.mentions:
            named[(mention.piece, mention.last - 1)] = cluster
            covered.update((mention.piece, k) for k in range(mention.first, mention.last))
    sexes = {id(item): item.sex for item in clusters if item.type is ActorType.PERSON}
    traces: list[_Trace] = []
    for number, (index, token) in _tokens(parsed, masks):
        quoted = masks[index][token.i]
        item: Cluster | None = named.get((index, token.i))
        if item is None and not quoted and (index, token.i) not in covered:
            item = _antecedent(index, token, number, traces, sexes)
            if item is None:
                item = _described(token, number, traces)
                span = _description_span(parsed[index], token)
                if item is not None:
                    item.extra.append(span)
                    words = f"the {token.lower_}"
                    if words not in item.descriptions:
                        item.descriptions.append(words)
            else:
                item.extra.append(parsed[index].span(token.i, token.i + 1))
        if item is not None:
            traces.append(_Trace(item, number, index, token.i, is_subject(token), quoted))


def _tokens(
    parsed: Sequence[ParsedBlock], masks: Sequence[Sequence[bool]]
) -> Iterator[tuple[int, tuple[int, "Token"]]]:
    """The words of the analysed blocks, each with the running number of its sentence.

    Sentences inside a quotation are not counted: a long one does not make its speaker distant.
    """
    number = 0
    for index, piece in enumerate(parsed):
        if not piece.block.analysed:
            continue
        for sentence in piece.doc.sents:
            number += not masks[index][sentence.root.i]
            for token in sentence:
                if token.is_alpha or token.pos_ in {"PROPN", "NOUN"}:
                    yield number, (index, token)


def _antecedent(
    index: int, token: "Token", number: int, traces: Sequence[_Trace], sexes: dict[int, str]
) -> Cluster | None:
    word = token.lower_
    if word in _SEX:
        return _best(index, token, number, traces, sexes)
    if word in _NEUTER or word in _PLURAL:
        return _body(token, number, traces, plural=word in _PLURAL)
    return None


def _best(
    index: int,
    token: "Token",
    number: int,
    traces: Sequence[_Trace],
    sexes: dict[int, str],
) -> Cluster | None:
    sex = _SEX[token.lower_]
    scores: dict[int, tuple[float, Cluster]] = {}
    for trace in reversed(traces):
        distance = number - trace.sentence
        if distance >= len(_DISTANCE):
            break
        known = sexes.get(id(trace.cluster))
        if known is None or (known and known != sex) or _same_clause(index, token, trace):
            continue
        score = _DISTANCE[distance] + (_SUBJECT if trace.subject else 0.0)
        score += _AGREES if known == sex else 0.0
        score += _QUOTED if trace.quoted else 0.0
        score += _HERE if trace.piece == index and trace.subject else 0.0
        score += min(len(trace.cluster.mentions) + len(trace.cluster.extra), 6) / 12
        best = scores.get(id(trace.cluster))
        if best is None or best[0] < score:
            scores[id(trace.cluster)] = (score, trace.cluster)
    ranked = sorted(scores.values(), key=lambda item: -item[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
        return None
    chosen = ranked[0][1]
    # What a pronoun once showed holds for the rest of the text.
    sexes[id(chosen)] = sex
    return chosen


def _same_clause(index: int, token: "Token", trace: _Trace) -> bool:
    """Whether grammar forbids it: in "she told her", two people are meant."""
    if trace.piece != index or token.lower_ in {"himself", "herself"}:
        return False
    other = token.doc[trace.token]
    if token.dep_ in {"dobj", "dative"}:
        return bool(chain_head(other).head == token.head)
    if token.dep_ == "pobj":
        return bool(chain_head(other).head == token.head.head)
    return False


def _body(token: "Token", number: int, traces: Sequence[_Trace], *, plural: bool) -> Cluster | None:
    """The only body, country or group that was a subject here or in the sentence before."""
    if token.dep_ not in {"nsubj", "poss", "nsubjpass"}:
        return None
    if token.dep_ != "poss" and any(c.dep_ in {"attr", "acomp"} for c in token.head.children):
        # "It is clear that …" goes back to nobody.
        return None
    kinds = {ActorType.GROUP} if plural else {ActorType.ORGANISATION, ActorType.COUNTRY}
    found: list[Cluster] = []
    for trace in reversed(traces):
        if number - trace.sentence > 1:
            break
        if trace.cluster.type in kinds and trace.subject and trace.cluster not in found:
            found.append(trace.cluster)
    return found[0] if len(found) == 1 else None


def _described(token: "Token", number: int, traces: Sequence[_Trace]) -> Cluster | None:
    """Whom "the president" or "the company" goes back to."""
    people = lexicon.people()
    word = token.lower_
    if token.pos_ not in {"NOUN", "PROPN"} or word not in people.roles | people.bodies:
        return None
    if not any(child.lower_ == "the" for child in token.lefts) or _qualified(token):
        return None
    recent: dict[int, Cluster] = {}
    near: set[int] = set()
    for trace in reversed(traces):
        if number - trace.sentence > _DESCRIPTION_REACH:
            break
        recent[id(trace.cluster)] = trace.cluster
        if number - trace.sentence <= _NEAR:
            near.add(id(trace.cluster))
    if word in people.roles:
        fitting = [
            item
            for item in recent.values()
            if item.type is ActorType.PERSON and word in item.role_words
        ]
    else:
        bodies = [
            item
            for item in recent.values()
            if item.type in {ActorType.ORGANISATION, ActorType.OTHER}
        ]
        fitting = [item for item in bodies if word in item.name.lower().split()]
        if not fitting and word in lexicon.words("any_body"):
            fitting = [item for item in bodies if id(item) in near]
    if len(fitting) > 1:
        fitting = [item for item in fitting if id(item) in near]
    return fitting[0] if len(fitting) == 1 else None


def _qualified(token: "Token") -> bool:
    """Whether further words say who is meant ("the president of Ghana", "the Ghanaian …")."""
    if any(child.dep_ in {"prep", "relcl", "poss", "appos", "acl"} for child in token.children):
        return True
    return any(
        child.dep_ in {"compound", "nmod", "amod"} and child.lower_ not in {"former", "then", "-"}
        for child in token.lefts
    ) or (token.i + 1 < len(token.doc) and token.nbor().pos_ == "PROPN")


def _description_span(piece: ParsedBlock, token: "Token") -> Span:
    first = next((child.i for child in token.lefts if child.lower_ == "the"), token.i)
    return piece.span(first, token.i + 1)
