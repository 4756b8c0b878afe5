# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Label the genre articles softly: `python distant.py --data DIR --model DIR --out FILE`.

That an outlet calls an article opinion says little of one of its sentences, and the model reads a
sentence without knowing the genre; together they say more than either. The model's log-odds are
shifted from the share of opinion it was trained on to the share to be expected in that genre.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from pathlib import Path

import data

from reader.analysis.encoder import Encoder

#: Shares of sentences that give their author's own view: about that of the training labels, and
#: what is supposed of each genre. The last two are guesses; nobody has counted them.
TRAINED = 0.36
EXPECTED = {"opinion": 0.5, "news": 0.06}


def log_odds(chance: float) -> float:
    """Return the log-odds of a probability, kept off 0 and 1."""
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--opinion", type=int, default=1000, help="how many opinion pieces")
    parser.add_argument("--news", type=int, default=500, help="how many reports")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = data.read_lines(options.data / "opinion/genre.train.jsonl")
    random.Random(options.seed).shuffle(rows)
    chosen = []
    for genre, number in (("opinion", options.opinion), ("news", options.news)):
        chosen += [row for row in rows if row["genre"] == genre][:number]
    encoder = Encoder(options.model)
    with options.out.open("w", encoding="utf-8") as lines:
        for row in chosen:
            shift = log_odds(EXPECTED[row["genre"]]) - log_odds(TRAINED)
            sentences = data.split_sentences(row["text"])
            opinion: list[float | None] = []
            for window in encoder.read(row["text"], sentences):
                for reading in window.sentences:
                    relayed = reading.voice is not None and reading.voice >= encoder.voice_threshold
                    if relayed or not reading.whole:
                        # Whose view a relayed sentence gives is not for the genre to say.
                        opinion.append(None)
                        continue
                    value = log_odds(reading.opinion) + shift
                    opinion.append(round(1 / (1 + math.exp(-value)), 3))
            record = {"text": row["text"], "sentences": sentences, "opinion": opinion}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
