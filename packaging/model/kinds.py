# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Learn what a name or a noun stands for, on GUM: `python kinds.py --data DATA [--model FOLDER]`.

Reads GUM with the shipped encoder and resolver, fits one linear layer on what the resolver sees of
a word, measures it on `gum.dev`, and adds it to the resolver's weights (which `resolver.py` writes
anew without it). Three minutes on one core.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import data
from mentions import Reading, _head

from reader import paths
from reader.analysis.actors.features import describe
from reader.analysis.model.encoder import Encoder
from reader.analysis.model.resolver import FILE, Resolver, Vectors
from reader.analysis.syntax.sentences import sentences

#: The types of GUM that are told apart, in the order of `Resolver.kinds`; all others are one.
KINDS = ("person", "organization", "place")
RIDGE, STEPS, RATE = 1e-4, 400, 0.05


class Nothing:
    """Stands for the encoder's hidden states, which are not asked for here."""

    def read(
        self, text: str, spans: list[tuple[int, int]]
    ) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
        """Return no word pieces."""
        return np.zeros(0), np.zeros((0, 0)), []


def words_of(
    record: dict[str, Any], encoder: Encoder, resolver: Resolver
) -> Iterator[tuple[np.ndarray, int]]:
    """Each name and noun of a document as the resolver sees it, with the number of its kind."""
    reading = Reading(record["text"], Nothing())
    pairs = [(s.start, s.end) for piece in reading.parsed for s in sentences(piece)]
    windows = encoder.read(record["text"], pairs, [])
    vectors = Vectors([window.pieces for window in windows if window.pieces is not None])
    found = reading.found
    ends = [reading.parsed[k.piece].span(k.end, k.end + 1).end - 1 for k in found]
    rows, known = vectors.at(np.array([k.start for k in found]), np.array(ends))
    kinds: dict[int, int] = {}
    for mention in record["mentions"]:
        place = reading.places.get(_head(mention, reading))
        if place is not None and mention["type"] in KINDS:
            kinds.setdefault(place, KINDS.index(mention["type"]))
        elif place is not None:
            kinds.setdefault(place, len(KINDS))
    seen = resolver.embed(rows, describe(found))
    for place, item in enumerate(found):
        if known[place] and item.kind in {"name", "noun"}:
            yield seen[place], kinds.get(place, len(KINDS))


def fit(rows: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Weights of a multinomial logistic regression, the constants last, by Adam."""
    rows = np.c_[rows, np.ones(len(rows), np.float32)]
    truth = np.eye(len(KINDS) + 1, dtype=np.float32)[kinds]
    weights = np.zeros((rows.shape[1], truth.shape[1]), np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = rows.T @ (chances(weights, rows) - truth) / len(rows) + RIDGE * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        scale = np.sqrt(square / (1 - 0.99**step)) + 1e-8
        weights -= RATE * (1 - step / STEPS) * mean / (1 - 0.9**step) / scale
    return weights


def chances(weights: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The chance of each kind, [rows, kinds]."""
    scores = rows @ weights
    odds = np.exp(scores - scores.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True)


def read(
    data_folder: Path, part: str, encoder: Encoder, resolver: Resolver
) -> tuple[np.ndarray, np.ndarray]:
    """All words of a part of GUM, and their kinds."""
    records = data.read_lines(data_folder / "coreference" / f"gum.{part}.jsonl")
    rows, kinds = zip(*(w for r in records for w in words_of(r, encoder, resolver)), strict=True)
    return np.array(rows, np.float32), np.array(kinds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=paths.model())
    options = parser.parse_args()
    encoder, resolver = Encoder(options.model, threads=1), Resolver(options.model)
    weights = fit(*read(options.data, "train", encoder, resolver))
    rows, kinds = read(options.data, "dev", encoder, resolver)
    best = chances(weights, np.c_[rows, np.ones(len(rows), np.float32)]).argmax(1)
    print(f"right {(best == kinds).mean():.3f} of {len(kinds)}")
    for number, name in enumerate((*KINDS, "other")):
        right = ((best == number) & (kinds == number)).sum()
        told, true = (best == number).sum(), (kinds == number).sum()
        print(f"{name}: precision {right / told:.3f}, recall {right / true:.3f} of {true}")
    with np.load(options.model / FILE) as file:
        own = {name: file[name] for name in file.files}
    own["kinds.weight"], own["kinds.bias"] = weights[:-1].astype("f2"), weights[-1].astype("f2")
    np.savez(options.model / FILE, **own)


if __name__ == "__main__":
    main()
