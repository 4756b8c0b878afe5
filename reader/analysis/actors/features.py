# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the resolver is told of candidates, each by itself and in pairs.

Training takes it from here as well. Whatever changes here asks for weights trained anew.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.analysis.actors.candidates import (
    ARTICLES,
    ENTITIES,
    KINDS,
    RELATIONS,
    SEXES,
    Candidate,
)
from reader.analysis.syntax import lexicon

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

#: How far a candidate lies back, in sentences and in candidates, by powers of two.
_STEPS = 8


def _one_hot(values: Sequence[str], options: Sequence[str]) -> Floats:
    places = {option: place for place, option in enumerate(options)}
    table = np.zeros((len(values), len(options) + 1), np.float32)
    for row, value in enumerate(values):
        table[row, places.get(value, len(options))] = 1.0
    return table[:, :-1]


def describe(found: Sequence[Candidate]) -> Floats:
    """What is known of each candidate by itself, [N, F]."""
    count = len(found)
    flags = np.array(
        [
            (
                item.quoted,
                item.several,
                item.reflexive,
                item.says,
                item.voice > 0,
                item.speaker > 0,
                len(item.modifiers) > 0,
                min(item.last - item.first, 6) / 6,
                item.word in lexicon.people().roles,
                item.word in lexicon.people().body_nouns,
                item.word in lexicon.people().groups,
                item.speaker == -1,
            )
            for item in found
        ],
        np.float32,
    ).reshape(count, 12)
    seen: dict[str, int] = {}
    before = np.zeros((count, 2), np.float32)
    for row, item in enumerate(found):
        times = seen.get(item.word, 0)
        before[row] = (times > 0, np.log1p(min(times, 20)) / 3)
        seen[item.word] = times + 1
    return np.concatenate(
        [
            _one_hot([item.kind for item in found], KINDS),
            _one_hot([item.sex for item in found], SEXES),
            _one_hot([item.entity for item in found], ENTITIES),
            _one_hot([item.article for item in found], ARTICLES),
            _one_hot([item.relation for item in found], RELATIONS),
            flags,
            before,
        ],
        axis=1,
    )


def _codes(values: Sequence[object]) -> Numbers:
    known: dict[object, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], np.int64)


def _steps(distance: Numbers) -> Floats:
    level = np.minimum(np.log2(np.maximum(distance, 0) + 1).astype(np.int64), _STEPS - 1)
    steps: Floats = np.eye(_STEPS, dtype=np.float32)[level]
    return steps


@dataclass(slots=True)
class Pairing:
    """The numbers by which pairs of candidates are compared, made once for a text."""

    sentence: Numbers
    piece: Numbers
    head: Numbers
    word: Numbers
    phrase: Numbers
    governor: Numbers
    relation: Numbers
    kind: Numbers
    sex: Numbers
    entity: Numbers
    speaker: Numbers
    voice: Numbers
    flags: NDArray[np.bool_]
    shared: Floats
    loose: Floats


def _shared(sets: Sequence[Collection[str]]) -> Floats:
    """How many words each two of the sets share, [N, N]."""
    known: dict[str, int] = {}
    for words in sets:
        for word in words:
            known.setdefault(word, len(known))
    table = np.zeros((len(sets), max(1, len(known))), np.float32)
    for row, words in enumerate(sets):
        for word in words:
            table[row, known[word]] = 1.0
    counts: Floats = table @ table.T
    return counts


def pairing(found: Sequence[Candidate]) -> Pairing:
    """Index some candidates for `compare`."""
    sexes = np.array([SEXES.index(item.sex) for item in found], np.int64)
    kinds = np.array([KINDS.index(item.kind) for item in found], np.int64)
    entities = np.array([ENTITIES.index(item.entity) for item in found], np.int64)
    return Pairing(
        np.array([item.sentence for item in found], np.int64),
        np.array([item.piece for item in found], np.int64),
        np.array([item.head for item in found], np.int64),
        _codes([item.word for item in found]),
        _codes([item.words or item.word for item in found]),
        np.array([item.governor for item in found], np.int64),
        _codes([item.relation for item in found]),
        kinds,
        sexes,
        entities,
        np.array([item.speaker for item in found], np.int64),
        np.array([item.voice for item in found], np.int64),
        np.array(
            [
                (
                    item.quoted,
                    item.reflexive,
                    item.kind in ("name", "noun"),
                    item.kind == "name",
                    item.several,
                    item.relation.startswith("nsubj"),
                    item.says,
                    item.kind in ("i", "we"),
                )
                for item in found
            ],
            np.bool_,
        ).reshape(len(found), 8),
        _shared([item.words for item in found]),
        _shared([item.modifiers for item in found]),
    )


def compare(data: Pairing, p: Numbers, a: Numbers) -> Floats:
    """What is known of pairs of candidates, the later `p` and the earlier `a`; [pairs, F]."""
    quoted, reflexive, nominal, name, several, subject, says, first = data.flags.T
    both = nominal[p] & nominal[a]
    shared = data.shared[p, a]
    sizes = data.shared.diagonal()
    less = np.minimum(sizes[p], sizes[a])
    own = data.loose[p, a]
    extra = data.loose.diagonal()
    same_word = (data.word[p] == data.word[a]) & nominal[p]
    same_piece = data.piece[p] == data.piece[a]
    apart = data.head[p] != data.head[a]
    same_clause = same_piece & (data.governor[p] == data.governor[a]) & apart
    governs = same_piece & ((data.governor[p] == data.head[a]) | (data.governor[a] == data.head[p]))
    sexes = (data.sex[p] > 0) & (data.sex[a] > 0)
    same_sex = data.sex[p] == data.sex[a]
    same_kind = data.kind[p] == data.kind[a]
    entities = data.entity[p] > 0
    same_entity = data.entity[p] == data.entity[a]
    speaker, other = data.speaker[p], data.speaker[a]
    flags = [
        same_word,
        both & (data.phrase[p] == data.phrase[a]),
        both & (shared > 0),
        both & (less > 0) & (shared >= less),
        both & name[p] & name[a] & (shared == 0),
        both & name[p] & name[a] & (shared > 0),
        same_word & (own >= extra[p]) & (extra[p] > 0),
        same_word & (own < extra[p]),
        same_word & (own < extra[a]),
        sexes & same_sex,
        sexes & ~same_sex,
        same_kind & ~nominal[p],
        ~same_kind & ~nominal[p] & ~nominal[a],
        entities & same_entity,
        entities & (data.entity[a] > 0) & ~same_entity,
        same_piece,
        same_clause,
        same_clause & reflexive[p],
        governs,
        subject[p] & subject[a],
        says[p] & says[a],
        data.relation[p] == data.relation[a],
        quoted[p] & quoted[a] & (speaker == other) & (speaker > 0),
        quoted[p] & quoted[a] & (speaker != other),
        quoted[p] & ~quoted[a],
        ~quoted[p] & quoted[a],
        (speaker > 0) & (speaker == data.voice[a]),
        (other > 0) & (other == data.voice[p]),
        speaker == other,
        (speaker == other) & first[p] & first[a],
        several[p] == several[a],
        ~apart & same_piece,
        p - a == 1,
    ]
    return np.concatenate(
        [
            np.stack(flags, axis=-1).astype(np.float32),
            _steps(data.sentence[p] - data.sentence[a]),
            _steps(p - a),
        ],
        axis=-1,
    )
