# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Learn what tells an opinion piece from a report: `python genre.py --data DATA --labels FILE`.

Reads articles of `genre.train` with the program itself and the model that it ships, fits the few
weights of `reader/analysis/judging/genre.py`, and from the labelled articles (their part "dev") and
`penn.dev` how far the author's sentences lean; then writes both into the model's configuration.
About ten minutes on one core.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import data
import whole_articles

from reader import analyze, paths
from reader.analysis.judging.genre import leaning, opinion_piece, signs
from reader.analysis.judging.opinion import log_odds, unasserted
from reader.analysis.syntax.sentences import parse
from reader.document import Analysis, Voice

#: Articles of each genre, and how long they are, in characters.
EACH, SHORTEST, LONGEST = 260, 1200, 9000
#: What the page's own word counts for; the corpus has no pages to learn it from.
STATED = 2.0
#: In opinion pieces so many of the sentences that are called opinion must be.
PRECISION = 0.93
#: From this probability on the shipped model calls a sentence opinion.
CALLED = 0.55

#: A sentence of an author's that states something: the chance of its article being an opinion
#: piece, the log-odds that the model gives it, and whether it is opinion.
Judged = tuple[float, float, bool]


def fit(rows: Any, truth: Any, ridge: float) -> Any:
    """Weights of a logistic regression, the constant first."""
    rows = np.c_[np.ones(len(rows)), rows]
    weights, penalty = np.zeros(rows.shape[1]), ridge * np.eye(rows.shape[1])
    penalty[0, 0] = 0.0
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - truth) + penalty @ weights
        weights -= np.linalg.solve(
            (rows * (chance * (1 - chance))[:, None]).T @ rows + penalty, slope
        )
    return weights


def learn_signs(articles: Iterable[tuple[bool, Analysis]]) -> dict[str, float]:
    """The weights of what tells an opinion piece, from articles of either genre."""
    found = [(opinion, signs(a.article.text, a.sentences)) for opinion, a in articles]
    rows = np.array([list(item.values()) for _, item in found])
    weights = fit(rows, np.array([opinion for opinion, _ in found]), 0.5)
    names = ("none", *found[0][1])
    return {name: round(float(value), 3) for name, value in zip(names, weights, strict=True)}


def learn_leaning(judged: Sequence[Judged]) -> float:
    """How far an opinion piece's sentences lean at most.

    The likeliest leaning would call more sentences opinion than the precision wanted allows: the
    greatest that keeps to it is taken.
    """
    chance, odds, truth = (np.array(column) for column in zip(*judged, strict=True))
    lean = np.array([leaning(float(value), 1.0) for value in chance])
    best = 0.0
    for most in np.arange(0.0, max(0.0, fit(np.c_[odds, lean], truth, 1.0)[2]), 0.05):
        called = (odds + most * lean >= log_odds(CALLED)) & (lean > 0)
        if truth[called].mean() >= PRECISION:
            best = round(float(most), 2)
    return best


def judged_of(
    found: Analysis, weights: dict[str, float], types: dict[int, str]
) -> Iterator[Judged]:
    """The author's sentences of an article, with what people called them (by their starts)."""
    chance = opinion_piece(found.article, found.sentences, weights)
    spans = [item.span for item in found.sentences]
    asking = unasserted(list(parse(found.article)), spans, found.article.text)
    for item, asks in zip(found.sentences, asking, strict=True):
        kind = types.get(item.start, "either")
        if item.voice is Voice.AUTHOR and not asks and kind in {"opinion", "fact", "other"}:
            yield chance, log_odds(item.opinion), kind == "opinion"


def penn(folder: Path) -> Iterator[tuple[Analysis, dict[int, str]]]:
    """The articles of penn.dev, and the types of the sentences that begin where theirs do."""
    for record in data.read_lines(folder / "opinion" / "penn.dev.jsonl"):
        text, spans = data.join_sentences([item["text"] for item in record["sentences"]])
        kinds = zip(spans, record["sentences"], strict=True)
        yield analyze(text), {start: item["type"] or "either" for (start, _), item in kinds}


def articles(folder: Path) -> Iterator[tuple[bool, Analysis]]:
    """As many articles of either genre, analysed."""
    records = data.read_lines(folder / "opinion" / "genre.train.jsonl")
    for genre in ("opinion", "news"):
        fitting = [
            r for r in records if r["genre"] == genre and SHORTEST < len(r["text"]) < LONGEST
        ]
        for record in random.Random(7).sample(fitting, min(EACH, len(fitting))):
            yield genre == "opinion", analyze(record["text"])


def write(model: Path, values: dict[str, Any]) -> None:
    """Put what was learned into the head of opinions, and take out what had been before."""
    path = model / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    head = config["slantwise"]["heads"]["opinion"]
    head.pop("genre", None)
    head.update(values)
    text = json.dumps(config, indent=2, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    options = parser.parse_args()
    model = paths.model()
    # What is learned is learned from the model's bare probabilities.
    write(model, {})
    weights = {**learn_signs(articles(options.data)), "stated": STATED}
    corpus = options.data / "opinion" / "genre.dev.jsonl"
    labelled = [
        (found, {start: kind for start, _, kind in labels["sentences"]})
        for labels, found in whole_articles.read(options.labels, corpus, "dev")
    ]
    judged = [
        item
        for found, types in (*labelled, *penn(options.data))
        for item in judged_of(found, weights, types)
    ]
    learned = {"genre": {**weights, "leaning": learn_leaning(judged)}}
    write(model, learned)
    print(json.dumps(learned, indent=2))


if __name__ == "__main__":
    main()
