# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Choose unlabelled articles to distil over: `python distant.py --data DIR --out FILE`.

They come from the genre articles, so many opinion pieces and so many reports, each with its
sentences and with mentions whose stance the teacher is asked (see `teach.py`).
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import data

#: Names, roughly: capitalised words inside a sentence, up to three of them.
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+){0,2}")


def articles(folder: Path, opinion: int, news: int, seed: int) -> Iterator[dict[str, Any]]:
    """Choose articles of either genre; of each sentence that names somebody, one name."""
    rows = data.read_lines(folder / "opinion/genre.train.jsonl")
    rng = random.Random(seed)
    rng.shuffle(rows)
    for genre, number in (("opinion", opinion), ("news", news)):
        for row in [row for row in rows if row["genre"] == genre][:number]:
            text = row["text"]
            sentences = data.split_sentences(text)
            targets = []
            for start, end in sentences:
                names = [match.span() for match in _NAME.finditer(text, start, end)]
                if names:
                    targets.append(rng.choice(names))
            yield {"text": text, "genre": genre, "sentences": sentences, "targets": targets}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--opinion", type=int, default=1000, help="how many opinion pieces")
    parser.add_argument("--news", type=int, default=500, help="how many reports")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with options.out.open("w", encoding="utf-8") as lines:
        for record in articles(options.data, options.opinion, options.news, options.seed):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
