# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Pronouns and descriptions, by the learned resolver: which "he" or "the company" is which actor.

Each word that may go back to somebody has a chance to go back to every word before it, and with
that to whatever actor those are. The chances are carried along the whole article; where no actor
reaches the threshold, the word is left alone. Names keep the actor that they were given.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reader.analysis.actors.bodies import says_what_it_is
from reader.analysis.actors.candidates import THIRD, Candidate, find_candidates
from reader.analysis.actors.clusters import Cluster
from reader.analysis.actors.features import compare, describe, pairing
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.document import ActorType, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reader.analysis.model.resolver import Resolver, Vectors

Floats = NDArray[np.float32]

#: How many candidates back a word may reach.
_REACH = 120
#: So many chances are carried along, of each candidate to be each actor's: more only lists of names
#: have. There the actors who are named least are left out.
_CHANCES = 20_000_000
#: So many candidates are compared at a time.
_BLOCK = 240

#: From which chance a word is taken to be an actor's, by what it is, where no other is likelier.
#: Chosen on gap.dev ("he", "she") and gum.dev.
THRESHOLDS = {"he": 0.3, "she": 0.3, "it": 0.35, "they": 0.7, "noun": 0.7}
#: From which chance "he" shows that something is a person.
_SHOWING = 0.6
#: How often "in her testimony, Ford said" is about Ford, and "when she left, Ford said"; counted on
#: gap.train.
_AHEAD = 0.83
#: What it adds to the log-odds of "the president" that the text has told who is president.
_OFFICE = 2.0

_SEXES = {"he": "m", "she": "f"}
#: By how much "he" must outweigh "she" to tell an actor's sex.
_TELLING = 0.8


@dataclass(slots=True)
class _Query:
    """A candidate that may go back to somebody, with those it may go back to."""

    place: int
    earlier: NDArray[np.int64]
    scores: Floats
    none: float
    ahead: int | None = None


def resolve(
    parsed: Sequence[Evidence],
    clusters: Sequence[Cluster],
    doubtful: Sequence[Cluster],
    resolver: "Resolver",
    vectors: "Vectors",
) -> list[Cluster]:
    """Add to each cluster the pronouns and descriptions that go back to it.

    Args:
        parsed: The article's blocks.
        clusters: Its actors.
        doubtful: Names that are no actors, unless a "he" or "she" goes back to them.
        resolver: What tells the chances of its words.
        vectors: What the model read in them.

    A cluster without a name may turn out to be another actor, and is left without mentions then.

    Returns:
        Those of the doubtful that have shown to be people.
    """
    everybody = [*clusters, *doubtful]
    covered = {
        (mention.piece, token): number
        for number, item in enumerate(everybody)
        for mention in item.mentions
        for token in range(mention.first, mention.last)
    }
    people: list[Cluster] = []
    for item, number, chance, others in likeliest(parsed, everybody, covered, resolver, vectors):
        cluster = everybody[number]
        least = THRESHOLDS.get(item.kind, 1.0)
        described = covered.get((item.piece, item.head))
        if described is not None:
            # A source is one actor or another: whatever is likelier.
            if number != described and chance >= 0.5:
                _hand_over(item, everybody[described], cluster)
                _add(parsed[item.piece], item, cluster, covered)
        elif chance >= max(least, others):
            _add(parsed[item.piece], item, cluster, covered)
        if number >= len(clusters) and item.kind in _SEXES and chance >= _SHOWING:
            people += [cluster] if cluster not in people else []
    return people


def open_words(parsed: Sequence[Evidence]) -> list[Span]:
    """The pronouns and descriptions that may turn out to stand for actors."""
    return [
        parsed[item.piece].span(item.first, item.head + 1)
        for item in find_candidates(parsed)
        if item.kind in THIRD or (item.kind == "noun" and _asks(item))
    ]


def likeliest(
    parsed: Sequence[Evidence],
    clusters: Sequence[Cluster],
    covered: Mapping[tuple[int, int], int],
    resolver: "Resolver",
    vectors: "Vectors",
) -> Iterator[tuple[Candidate, int, float, float]]:
    """Each word that may go back to somebody, and the likeliest cluster.

    With it come the chance of that cluster, and that of all others together.
    `covered` gives for the piece and token of each word of a name the number of its cluster.
    """
    named = {(m.piece, m.last - 1) for item in clusters for m in item.mentions}
    everything = find_candidates(parsed, named)
    last = [parsed[item.piece].span(item.end, item.end + 1).end - 1 for item in everything]
    starts = np.array([item.start for item in everything], np.int64)
    rows, known = vectors.at(starts, np.array(last, np.int64))
    found = [item for item, read in zip(everything, known, strict=True) if read]
    if not found or not clusters:
        return
    numbers = list(range(len(clusters)))
    if len(numbers) * len(found) > _CHANCES:
        most = max(1, _CHANCES // len(found))
        numbers = sorted(sorted(numbers, key=lambda n: -len(clusters[n].mentions))[:most])
        clusters = [clusters[number] for number in numbers]
    places = {number: place for place, number in enumerate(numbers)}
    owners = [
        None if item.several else places.get(covered.get((item.piece, item.head), -1))
        for item in found
    ]
    asking = [
        (owner is None or not clusters[owner].named) and _asks(item)
        for item, owner in zip(found, owners, strict=True)
    ]
    queries = _queries(found, asking, rows[known], resolver)
    heads = {(item.piece, item.head): owner for item, owner in zip(found, owners, strict=True)}
    for query in queries:
        item = found[query.place]
        if item.kind in THIRD:
            subject = _subject_ahead(parsed[item.piece].doc[item.head])
            query.ahead = heads.get((item.piece, subject)) if subject is not None else None
    sexes = [item.sex for item in clusters]
    chances = _carry(found, owners, clusters, sexes, queries)
    he, she = (
        sum(chances[query.place] for query in queries if found[query.place].kind == kind)
        + np.zeros(len(clusters))
        for kind in _SEXES
    )
    for number, sex in enumerate(sexes):
        if not sex and abs(he[number] - she[number]) > _TELLING:
            sexes[number] = "m" if he[number] > she[number] else "f"
    chances = _carry(found, owners, clusters, sexes, queries)
    for query in queries:
        row = chances[query.place]
        number = int(row.argmax())
        chance = float(row[number])
        yield found[query.place], numbers[number], chance, float(row.sum()) - chance


def _asks(item: Candidate) -> bool:
    """Whether it may go back to somebody: pronouns, and nouns that "the" or "this" makes known."""
    return item.kind not in {"name", "noun"} or (
        item.kind == "noun" and item.article in {"the", "this"}
    )


def _queries(
    found: Sequence[Candidate], asking: Sequence[bool], rows: Floats, resolver: "Resolver"
) -> list[_Query]:
    seen = resolver.embed(rows, describe(found))
    none = resolver.score_none(seen)
    queries: list[_Query] = []
    for begin in range(0, len(found), _BLOCK):
        low, high = max(0, begin - _REACH), min(len(found), begin + _BLOCK)
        data = pairing(found[low:high])
        places = [place for place in range(begin, high) if asking[place] and place > 0]
        if not places:
            continue
        counts = [min(_REACH, place) for place in places]
        later = np.repeat(np.array(places, np.int64), counts)
        earlier = np.concatenate(
            [np.arange(place - count, place) for place, count in zip(places, counts, strict=True)]
        )
        pairs = compare(data, later - low, earlier - low)
        scores = resolver.score(seen[low:high], later - low, earlier - low, pairs)
        bounds = np.cumsum([0, *counts])
        queries += [
            _Query(place, earlier[a:b], scores[a:b], float(none[place]))
            for place, a, b in zip(places, bounds[:-1], bounds[1:], strict=True)
        ]
    return queries


def _carry(
    found: Sequence[Candidate],
    owners: Sequence[int | None],
    clusters: Sequence[Cluster],
    sexes: Sequence[str],
    queries: Sequence[_Query],
) -> Floats:
    """The chance of each candidate to be each actor's, [candidates, actors]."""
    chances = np.zeros((len(found), len(clusters) + 1), np.float32)
    open_places = {query.place for query in queries}
    for place, owner in enumerate(owners):
        if owner is not None and place not in open_places:
            chances[place, owner] = 1.0
    who = np.array([-1 if owner is None else owner for owner in owners], np.int64)
    said = np.array([item.speaker for item in found], np.int64)
    allowed: dict[tuple[str, str, tuple[str, ...]], NDArray[np.bool_]] = {}
    offices: dict[str, Floats] = {}
    for query in queries:
        item = found[query.place]
        key = (item.kind, item.word if item.kind == "noun" else "", item.qualifiers)
        back = who[query.earlier]
        if key not in allowed:
            # The last one stands for whoever is no actor.
            fits = [_fits(item, other, sex) for other, sex in zip(clusters, sexes, strict=True)]
            allowed[key] = np.array([*fits, True])
        scores = np.where(allowed[key][back], query.scores, -np.inf)
        if item.voice:
            # Nobody calls himself by his name: "N. N. is wrong," he said.
            scores[np.isin(back, who[(said == item.voice) & (who >= 0)])] = -np.inf
        if item.word in lexicon.people().roles:
            if item.word not in offices:
                holds = [_OFFICE * (item.word in other.offices) for other in clusters]
                offices[item.word] = np.array([*holds, 0.0], np.float32)
            scores += offices[item.word][back]
        top = max(float(scores.max()), query.none)
        weights = np.exp(scores - top)
        weights /= weights.sum() + np.exp(query.none - top)
        chances[query.place] = weights @ chances[query.earlier]
        if query.ahead is not None and allowed[key][query.ahead]:
            chances[query.place] *= 1.0 - _AHEAD
            chances[query.place, query.ahead] += _AHEAD
        own = owners[query.place]
        if own is not None:
            # Whoever is only described is somebody, if nobody told of before.
            chances[query.place, own] += 1.0 - chances[query.place, :-1].sum()
    return chances[:, :-1]


def _subject_ahead(token: "Token") -> int | None:
    """The name that a pronoun in front of it may stand for: of "in her testimony, Ford said"."""
    top = token
    while top.head.i != top.i:
        subject = next((c for c in top.head.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None and subject.i > token.i and top.dep_ in {"prep", "advcl", "advmod"}:
            # "In jailing Berg before her trial, Ford said": a name is nearer.
            before = token.doc[top.left_edge.i : token.i]
            nearer = any(t.ent_type_ == "PERSON" for t in before)
            fits = subject.pos_ == "PROPN" and not subject.conjuncts
            return subject.i if fits and not nearer else None
        top = top.head
    return None


def _fits(item: Candidate, cluster: Cluster, sex: str) -> bool:
    """Whether a word can stand for an actor by its kind."""
    person = cluster.type is ActorType.PERSON
    if item.kind in _SEXES:
        several = cluster.type in {ActorType.COUNTRY, ActorType.GROUP, ActorType.DOCUMENT}
        thing = cluster.type is ActorType.OTHER and not cluster.named
        # What seems to be a body may yet be a person, unless its name says that it is none.
        thing |= cluster.type is ActorType.ORGANISATION and (
            not cluster.named or says_what_it_is(cluster.name)
        )
        return not (several or thing) and sex in {_SEXES[item.kind], ""}
    if item.kind == "it":
        return not person
    if item.kind == "noun":
        people = lexicon.people()
        if item.word in lexicon.words("country_nouns"):
            return cluster.type in {ActorType.COUNTRY, ActorType.OTHER}
        if item.word.capitalize() in people.offices and item.word not in cluster.offices:
            # Whoever holds another office is not "the governor".
            return person and not any(w.capitalize() in people.offices for w in cluster.offices)
        if item.word in cluster.offices:
            return person and cluster.fits(item.qualifiers, places=item.placed)
        if item.word in people.roles:
            return person
        if item.word in people.body_nouns:
            return not person
    return True


def _hand_over(item: Candidate, cluster: Cluster, to: Cluster) -> None:
    """Take a description from its own cluster, and what went back to it, where nothing is left."""
    cluster.mentions = [
        m for m in cluster.mentions if m.piece != item.piece or not m.first <= item.head < m.last
    ]
    if not cluster.mentions:
        to.extra += cluster.extra
        cluster.extra = []


def _add(
    piece: Evidence, item: Candidate, cluster: Cluster, covered: Mapping[tuple[int, int], int]
) -> None:
    if item.kind in THIRD:
        cluster.extra.append(piece.span(item.head, item.head + 1))
        return
    first = item.first
    own = covered.get((item.piece, item.head))
    while first < item.head and any(
        covered.get((item.piece, place), own) != own for place in range(first, item.head)
    ):
        first += 1
    cluster.extra.append(piece.span(first, item.head + 1))
    words = " ".join(piece.doc[first : item.head + 1].text.split())
    if words[:4].lower() != "the ":
        words = f"the {words}"
    words = f"the {words[4:]}"
    if item.article == "the" and words not in cluster.descriptions:
        cluster.descriptions.append(words)
