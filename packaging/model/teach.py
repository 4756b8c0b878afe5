# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Let trained networks label texts: `python teach.py --teacher BASE CHECKPOINT HEADS …`.

Writes what the teachers say, on average, of every sentence, token and target: logits, so that a
smaller network can learn from all of them where the corpora label only some (`train.py --soft`).
A teacher is heard on the heads named after it, as far as it learned them. The teachers and the
learner must cut texts into the same tokens.

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
from windows import SOFT_SENTENCE, SOFT_TOKEN, WINDOW, Encoded, Window, batches, collate, encode

Floats = np.ndarray[Any, Any]

#: Shares of sentences that give their author's own view: about that of the training labels, and
#: what is supposed of each genre. The last two are guesses; nobody has counted them.
TRAINED = 0.36
EXPECTED = {"opinion": 0.5, "news": 0.06}

#: The corpora with the fewest labels. The others have many of their own, and would take most of the
#: time.
TAUGHT = {"checkthat", "babe", "multidim", "penn"}

BATCH = 4096


def log_odds(chance: float) -> float:
    """Return the log-odds of a probability."""
    return math.log(chance / (1 - chance))


def blank(encoded: Encoded) -> dict[str, Floats]:
    """Return soft labels of a document, all of them unknown."""
    sentences, tokens = len(encoded.document.sentences), len(encoded.ids)
    shapes = {
        **dict.fromkeys(SOFT_SENTENCE, (sentences, 1)),
        **{name: (tokens, size) for name, size in SOFT_TOKEN.items()},
        "stance": (len(encoded.targets), len(data.POLARITIES)),
    }
    return {name: np.full(shape, np.nan, np.float16) for name, shape in shapes.items()}


@torch.no_grad()
def label(
    network: Network, documents: list[Encoded], special: tuple[int, int, int]
) -> list[dict[str, Floats]]:
    """Return the logits of one network for each document, by head; see `blank` for the shapes."""
    found = {id(encoded): blank(encoded) for encoded in documents}
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


def put(soft: dict[str, Floats], window: Window, logits: dict[str, Floats]) -> None:
    """Write the logits of a window into the soft labels of its document."""
    encoded = window.encoded
    low = encoded.first[window.low]
    high = min(encoded.first[window.high], low + WINDOW - 2)
    count = window.high - window.low
    for name in SOFT_SENTENCE:
        soft[name][window.low : window.high] = logits[name][:count]
    for name in SOFT_TOKEN:
        soft[name][low:high] = logits[name][1 : 1 + high - low]
    for column, number in enumerate(window.targets_inside()):
        soft["stance"][number] = logits["stance"][column]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--distant", type=Path, required=True, help="what `distant.py` wrote")
    parser.add_argument(
        "--teacher",
        nargs=3,
        action="append",
        required=True,
        metavar=("BASE", "CHECKPOINT", "HEADS"),
        help="the folder of a teacher's encoder, its weights and the heads to ask, with commas "
        "between; may be given more than once",
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    texts = [*data.load(options.data, "train", TAUGHT), *data.distant(options.distant)]
    heard: dict[str, list[list[Floats]]] = {}
    for base, checkpoint, heads in options.teacher:
        tokenizer = AutoTokenizer.from_pretrained(base)
        special = (tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.pad_token_id)
        documents = [encode(document, tokenizer) for document in texts]
        network = Network(base, pretrained=False)
        network.load_state_dict(torch.load(checkpoint, map_location="cpu")["network"])
        network.eval()
        given = label(network, documents, special)
        for name in heads.split(","):
            heard.setdefault(name, []).append([soft[name] for soft in given])
    taught = [blank(encoded) for encoded in documents]
    for name, answers in heard.items():
        for soft, document, *values in zip(taught, texts, *answers, strict=True):
            soft[name] = np.mean(values, axis=0, dtype=np.float32).astype(np.float16)
            if name == "opinion" and document.genre is not None:
                soft[name] += log_odds(EXPECTED[document.genre]) - log_odds(TRAINED)
    torch.save({"texts": [document.key for document in texts], "soft": taught}, options.out)


if __name__ == "__main__":
    main()
