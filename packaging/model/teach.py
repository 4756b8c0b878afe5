# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Let trained networks label the training texts: `python teach.py --teacher BASE CHECKPOINT …`.

Writes what the teachers say, on average, of every sentence, token and target: logits, so that a
smaller network can learn from all of them where the corpora label only some (`train.py --soft`).
The teachers and the learner must cut texts into the same tokens.

That an outlet calls an article opinion says little of one of its sentences, and a teacher reads a
sentence without knowing the genre; together they say more than either. In genre articles the
log-odds of opinion are therefore shifted from the share of opinion in the training labels to the
share to be expected in that genre.
"""

from __future__ import annotations

import argparse
import math
import random
from pathlib import Path
from typing import Any

import data
import numpy as np
import torch
from network import Network
from train import FORWARD
from transformers import AutoTokenizer
from windows import SOFT_SENTENCE, WINDOW, Encoded, Window, batches, collate, encode

#: Shares of sentences that give their author's own view: about that of the training labels, and
#: what is supposed of each genre. The last two are guesses; nobody has counted them.
TRAINED = 0.36
EXPECTED = {"opinion": 0.5, "news": 0.06}

#: The corpora with the fewest labels. PolNeAR and MPQA have many of their own, and would take most
#: of the time.
TAUGHT = {"checkthat", "babe", "multidim", "penn", "basil", "newsmtsc"}

BATCH = 4096


def log_odds(chance: float) -> float:
    """Return the log-odds of a probability."""
    return math.log(chance / (1 - chance))


def blank(encoded: Encoded, value: float) -> dict[str, np.ndarray[Any, Any]]:
    """Return soft labels of a document, all of them one value."""
    shapes = {
        "sentences": (len(encoded.document.sentences), len(SOFT_SENTENCE)),
        "loaded": (len(encoded.ids), 2),
        "attribution": (len(encoded.ids), 4 * len(data.ROLES)),
        "stance": (len(encoded.targets), len(data.POLARITIES)),
    }
    return {name: np.full(shape, value, np.float16) for name, shape in shapes.items()}


@torch.no_grad()
def label(
    network: Network, documents: list[Encoded], special: tuple[int, int, int]
) -> list[dict[str, np.ndarray[Any, Any]]]:
    """Return the logits of one network for each document, by head; see `blank` for the shapes."""
    found = {id(encoded): blank(encoded, math.nan) for encoded in documents}
    groups = batches(documents, BATCH, random.Random(0), vary=False)
    for number, group in enumerate(groups, start=1):
        batch = collate(group, *special, most_targets=None)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = network(*(batch[name] for name in FORWARD))
        logits = {name: value.float().numpy() for name, value in outputs.items()}
        for row, window in enumerate(group):
            read = {name: value[row] for name, value in logits.items()}
            put(found[id(window.encoded)], window, read)
        if number % 50 == 0:
            print(f"{number} of {len(groups)} batches", flush=True)
    return [found[id(encoded)] for encoded in documents]


def put(
    soft: dict[str, np.ndarray[Any, Any]], window: Window, logits: dict[str, np.ndarray[Any, Any]]
) -> None:
    """Write the logits of a window into the soft labels of its document."""
    encoded = window.encoded
    low = encoded.first[window.low]
    high = min(encoded.first[window.high], low + WINDOW - 2)
    count = window.high - window.low
    for column, name in enumerate(SOFT_SENTENCE):
        soft["sentences"][window.low : window.high, column] = logits[name][:count, 0]
    for name in ("loaded", "attribution"):
        soft[name][low:high] = logits[name][1 : 1 + high - low]
    for column, number in enumerate(window.targets_inside()):
        soft["stance"][number] = logits["stance"][column]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--distant", type=Path, required=True, help="what `distant.py` wrote")
    parser.add_argument(
        "--teacher",
        type=Path,
        nargs=2,
        action="append",
        required=True,
        metavar=("BASE", "CHECKPOINT"),
        help="the folder of a teacher's encoder and its weights; may be given more than once",
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    texts = [*data.load(options.data, "train", TAUGHT), *data.distant(options.distant)]
    sums: list[dict[str, np.ndarray[Any, Any]]] = []
    for base, checkpoint in options.teacher:
        tokenizer = AutoTokenizer.from_pretrained(base)
        special = (tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.pad_token_id)
        documents = [encode(document, tokenizer) for document in texts]
        network = Network(base, pretrained=False)
        network.load_state_dict(torch.load(checkpoint, map_location="cpu")["network"])
        network.eval()
        given = label(network, documents, special)
        if not sums:
            sums = [blank(encoded, 0.0) for encoded in documents]
        for total, soft in zip(sums, given, strict=True):
            for name, values in soft.items():
                total[name] += values / len(options.teacher)
    for soft, document in zip(sums, texts, strict=True):
        if document.genre is not None:
            shift = log_odds(EXPECTED[document.genre]) - log_odds(TRAINED)
            soft["sentences"][:, SOFT_SENTENCE.index("opinion")] += shift
    torch.save({"texts": [document.key for document in texts], "soft": sums}, options.out)


if __name__ == "__main__":
    main()
