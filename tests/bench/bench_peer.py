# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The shipped model beside the usual way to run such an encoder: `python bench_peer.py --base DIR`.

The peer is a sequence classifier over the same encoder (its folder is given; an untrained head is
as slow as a trained one) in the `transformers` pipeline on PyTorch, a sentence at a time and in
batches. Each runs in a process of its own, in turns, so that memory is its own and a busy machine
slows all alike. The peer has one head and sees no context; ours has seven and sees the window.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_model import PARAGRAPH

SENTENCES = PARAGRAPH * 40


def ours(threads, rounds):
    from reader import paths
    from reader.analysis.model.encoder import Encoder

    encoder = Encoder(paths.model(), threads=threads)
    text, spans = " ".join(SENTENCES), []
    for sentence in SENTENCES:
        start = spans[-1][1] + 1 if spans else 0
        spans.append((start, start + len(sentence)))
    tokens = len(encoder._tokenizer.encode(text).ids)
    return tokens, [timed(lambda: list(encoder.read(text, spans))) for _ in range(rounds)]


def peer(base, threads, rounds, batch):
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline

    torch.set_num_threads(threads)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = AutoModelForSequenceClassification.from_pretrained(base)
    read = pipeline("text-classification", model=model, tokenizer=tokenizer, device="cpu")
    tokens = len(tokenizer(" ".join(SENTENCES), verbose=False)["input_ids"])
    if batch == 1:
        return tokens, [timed(lambda: [read(s) for s in SENTENCES]) for _ in range(rounds)]
    return tokens, [timed(lambda: read(list(SENTENCES), batch_size=batch)) for _ in range(rounds)]


def timed(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="the encoder's folder")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--one", choices=("ours", "single", "batched"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        batch = {"single": 1, "batched": 32}.get(options.one)
        if batch is None:
            tokens, seconds = ours(options.threads, 3)
        else:
            tokens, seconds = peer(options.base, options.threads, 3, batch)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps([tokens / statistics.median(seconds), memory]))
        return
    figures = {name: [] for name in ("ours", "single", "batched")}
    for _ in range(options.turns):
        for name, found in figures.items():
            command = [sys.executable, __file__, "--base", options.base, "--one", name]
            command += ["--threads", str(options.threads)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            found.append(json.loads(done.stdout.splitlines()[-1]))
    for name, found in figures.items():
        speed, memory = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"{name}: {speed:.0f} tokens a second, {memory:.0f} MB")


if __name__ == "__main__":
    main()
