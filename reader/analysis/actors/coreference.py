# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Pronouns and descriptions: which "he", "the president" or "the company" is which actor.

Rules with agreement, within a few sentences; where two actors fit about as well, the word is left
alone. Words inside quotations are left alone too: there, the speaker's view of who is meant counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.actors.clusters import Cluster
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.acting import chain_head, is_subject
from reader.document import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Token

_SEX = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_SEX |= {"himself": "m", "herself": "f"}
_NAMING = frozenset({"appos", "attr", "oprd", "compound"})
_NEUTER = frozenset({"it", "its"})
_PLURAL = frozenset({"they", "their", "them"})

#: How many sentences back an antecedent may stand, and what it is worth there.
_DISTANCE = (2.5, 2.5, 1.5, 0.5)
_SUBJECT = 2.0
_AGREES = 1.5
_HERE = 0.8
#: Whoever said something is likely to go on: "… she said. … she added".
_SPOKE = 1.75
_QUOTED = -1.5

#: By how much the best candidate must lead.
_MARGIN = 0.7

#: How many sentences back a description may reach.
_DESCRIPTION_REACH = 12
_NEAR = 3
#: Whoever is mentioned so often is what a text is about.
_OFTEN = 4
#: How many sentences back whoever spoke is still meant by "it said".
_SPEECH_REACH = 6


@dataclass(slots=True)
class _Trace:
    """A place where an actor was mentioned."""

    cluster: Cluster
    sentence: int
    piece: int
    token: int
    subject: bool
    quoted: bool
    spoke: bool


def resolve(parsed: Sequence[Evidence], clusters: Sequence[Cluster]) -> None:
    """Add to each cluster the pronouns and descriptions that go back to it."""
    named: dict[tuple[int, int], Cluster] = {}
    covered: set[tuple[int, int]] = set()
    for cluster in clusters:
        for mention in cluster.mentions:
            named[(mention.piece, mention.last - 1)] = cluster
            covered.update((mention.piece, k) for k in range(mention.first, mention.last))
    sexes = {id(item): item.sex for item in clusters if item.type is ActorType.PERSON}
    traces: list[_Trace] = []
    for number, (index, token) in _tokens(parsed):
        quoted = parsed[index].quoted[token.i]
        item: Cluster | None = named.get((index, token.i))
        if item is None and not quoted and (index, token.i) not in covered:
            item = _antecedent(index, token, number, traces, sexes)
            if item is not None:
                item.extra.append(parsed[index].span(token.i, token.i + 1))
            elif (item := _described(token, number, traces)) is not None:
                first = _description_start(token)
                while any((index, k) in covered for k in range(first, token.i)):
                    first += 1
                item.extra.append(parsed[index].span(first, token.i + 1))
                words = " ".join(token.doc[first : token.i + 1].text.split())
                words = f"the {re.sub('^the ', '', words, flags=re.IGNORECASE)}"
                if words not in item.descriptions:
                    item.descriptions.append(words)
            elif _unnamed(token):
                # Somebody without a name is no actor, but a pronoun may go back to them.
                item = Cluster("", ActorType.PERSON)
                sexes[id(item)] = lexicon.people().sex_of_role.get(token.lower_, "")
            elif token.text in lexicon.people().bodies and _says(token):
                item = Cluster("", ActorType.ORGANISATION)
        if item is not None:
            spoke = not quoted and _says(token)
            traces.append(_Trace(item, number, index, token.i, is_subject(token), quoted, spoke))


def _tokens(parsed: Sequence[Evidence]) -> Iterator[tuple[int, tuple[int, "Token"]]]:
    """The words of the analysed blocks, each with the running number of its sentence.

    Sentences inside a quotation are not counted: a long one does not make its speaker distant.
    """
    number = 0
    for index, piece in enumerate(parsed):
        if not piece.block.analysed or piece.named == (0, 0):
            continue
        for sentence in piece.doc.sents:
            number += not piece.quoted[sentence.root.i]
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
    speaks = _says(token)
    scores: dict[int, tuple[float, Cluster]] = {}
    # Nobody calls himself by his name: "N. N. is wrong," he said.
    here = _recent(number, traces, 0) if speaks else ()
    others = {id(trace.cluster) for trace in here if trace.quoted}
    for trace in reversed(traces):
        distance = number - trace.sentence
        if distance >= len(_DISTANCE):
            break
        known = sexes.get(id(trace.cluster))
        if known is None or (known and known != sex) or _same_clause(index, token, trace):
            continue
        if id(trace.cluster) in others:
            continue
        score = _DISTANCE[distance] + (_SUBJECT if trace.subject else 0.0)
        score += _AGREES if known == sex else 0.0
        score += _QUOTED if trace.quoted else 0.0
        score += _SPOKE if trace.spoke and speaks and distance < 2 else 0.0
        score += _HERE if trace.piece == index and trace.subject else 0.0
        score += min(len(trace.cluster.mentions) + len(trace.cluster.extra), 6) / 12
        best = scores.get(id(trace.cluster))
        if best is None or best[0] < score:
            scores[id(trace.cluster)] = (score, trace.cluster)
    ranked = sorted(scores.values(), key=lambda item: -item[0])
    if not ranked and speaks:
        ranked = _spoke_before(sex, number, traces, sexes)
    if not ranked:
        ranked = _only_one(sex, number, traces, sexes)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
        return None
    chosen = ranked[0][1]
    # What a pronoun once showed holds for the rest of the text.
    sexes[id(chosen)] = sex
    return chosen


def _recent(number: int, traces: Sequence[_Trace], reach: int) -> Iterator[_Trace]:
    """The traces of this sentence and so many before it, the last first."""
    for trace in reversed(traces):
        if number - trace.sentence > reach:
            return
        yield trace


def _spoke_before(
    sex: str, number: int, traces: Sequence[_Trace], sexes: dict[int, str]
) -> list[tuple[float, Cluster]]:
    """The only person of that sex in reach of whoever goes on speaking, if they spoke there."""
    reach = list(_recent(number, traces, _SPEECH_REACH))
    fitting = {id(t.cluster): t.cluster for t in reach if sexes.get(id(t.cluster)) in {sex, ""}}
    only = next(iter(fitting.values()), None)
    if len(fitting) != 1 or not any(t.cluster is only and t.spoke for t in reach):
        return []
    return [(0.0, item) for item in fitting.values() if sexes[id(item)] == sex]


def _only_one(
    sex: str, number: int, traces: Sequence[_Trace], sexes: dict[int, str]
) -> list[tuple[float, Cluster]]:
    """Whom a text has long been about: the only person in reach who may be meant."""
    reach = _recent(number, traces, _DESCRIPTION_REACH)
    fitting = {id(t.cluster): t.cluster for t in reach if sexes.get(id(t.cluster)) in {sex, ""}}
    only = next(iter(fitting.values()), None)
    if only is None or len(fitting) > 1 or sexes[id(only)] != sex:
        return []
    return [(0.0, only)] if len(only.mentions) + len(only.extra) >= _OFTEN else []


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
    spoke: list[Cluster] = []
    for trace in _recent(number, traces, 1):
        if trace.cluster.type in kinds and trace.subject and trace.cluster not in found:
            found.append(trace.cluster)
            spoke += [trace.cluster] if trace.spoke else []
    if _says(token) and len(spoke) == 1:
        return spoke[0]
    if not found and _says(token):
        last = next((t for t in _recent(number, traces, _SPEECH_REACH) if t.spoke), None)
        found = [last.cluster] if last is not None and last.cluster.type in kinds else []
    return found[0] if len(found) == 1 else None


def _described(token: "Token", number: int, traces: Sequence[_Trace]) -> Cluster | None:
    """Whom "the president" or "the company" goes back to."""
    people = lexicon.people()
    word = token.lower_
    if token.pos_ not in {"NOUN", "PROPN"} or word not in people.roles | people.bodies:
        return None
    if not any(child.lower_ == "the" for child in token.lefts) or _named_beside(token):
        return None
    qualifiers = _qualifiers(token)
    recent: dict[int, Cluster] = {}
    near: set[int] = set()
    for trace in _recent(number, traces, _DESCRIPTION_REACH):
        recent[id(trace.cluster)] = trace.cluster
        if number - trace.sentence <= _NEAR:
            near.add(id(trace.cluster))
    if word in people.roles:
        holders = [
            item
            for item in recent.values()
            if item.type is ActorType.PERSON and word in item.offices
        ]
        where = [t for t in token.lefts if t.dep_ in {"compound", "nmod"}]
        places = len(holders) == 1 and bool(where) and all(t.ent_type_ == "GPE" for t in where)
        places = places and not any(t.dep_ in {"amod", "poss"} for t in token.lefts)
        fitting = [item for item in holders if item.fits(qualifiers, places=places)]
    elif qualifiers:
        return None
    else:
        bodies = [
            item
            for item in recent.values()
            if item.name and item.type in {ActorType.ORGANISATION, ActorType.OTHER}
        ]
        fitting = [item for item in bodies if word in item.name.lower().split()]
        if not fitting and word in lexicon.words("any_body"):
            fitting = [item for item in bodies if id(item) in near]
            if len(fitting) > 1:
                fitting = _last_subjects(number, traces, fitting)
    if len(fitting) > 1:
        fitting = [item for item in fitting if id(item) in near]
    return fitting[0] if len(fitting) == 1 else None


def _last_subjects(
    number: int, traces: Sequence[_Trace], bodies: Sequence[Cluster]
) -> list[Cluster]:
    """Those of the bodies that the sentence before was about."""
    return [
        item
        for item in bodies
        if any(
            trace.cluster is item and trace.subject and number - trace.sentence == 1
            for trace in _recent(number, traces, 1)
        )
    ]


def _qualifiers(token: "Token") -> list[str]:
    """The words that say which one is meant ("US", "House"), lower case; none after a comma."""
    found = []
    for child in token.children:
        before = token.doc[child.left_edge.i - 1].text if child.left_edge.i else ""
        free = child.left_edge.i > token.i and before in {",", "-", "–", "—", "("}
        if child.dep_ in {"prep", "relcl", "poss", "acl", "compound", "nmod", "amod"} and not free:
            words = [
                t.lower_ for t in child.subtree if t.lower_ not in {"of", "the", "-", "'s", "’s"}
            ]
            found += words if child.dep_ != "amod" or child.text[:1].isupper() else [child.lower_]
    return [word for word in found if word not in lexicon.words("passing")]


def _named_beside(token: "Token") -> bool:
    """Whether the name itself follows: "the president, N. N."."""
    return any(child.dep_ == "appos" for child in token.children) or (
        token.i + 1 < len(token.doc) and token.nbor().pos_ == "PROPN"
    )


def _unnamed(token: "Token") -> bool:
    """Whether it brings in somebody without a name: "one woman", "his mother", "a fighter said"."""
    people = lexicon.people()
    if (token.pos_, token.tag_) != ("NOUN", "NN") or token.dep_ in _NAMING:
        return False
    known = token.lower_ in people.roles | {"person", "fighter", "worker"}
    if not (known or _says(token)) or token.lower_ in people.bodies or _named_beside(token):
        return False
    return any(
        child.lower_ in {"a", "an", "one", "another"} or child.dep_ == "poss"
        for child in token.lefts
    )


def _says(token: "Token") -> bool:
    """Whether it is the subject of a verb of saying."""
    head = chain_head(token)
    return head.dep_ == "nsubj" and head.head.lemma_.lower() in lexicon.speech("saying")


def _description_start(token: "Token") -> int:
    return next((child.i for child in token.lefts if child.lower_ == "the"), int(token.i))
