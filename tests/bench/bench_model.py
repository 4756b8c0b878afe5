# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How fast the shipped model reads: `python tests/bench/bench_model.py [--threads 2]`.

Measures the graph alone over full windows, the whole encoder (tokeniser, windows, decoding), the
load time and a reason card, and prints one JSON object. Not a test: figures depend on the machine.
"""

import argparse
import json
import resource
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader import paths
from reader.analysis.model.encoder import Encoder

PARAGRAPH = (
    "The city council approved the new budget on Thursday after a debate of six hours.",
    "“We have listened to every neighbourhood,” said Maria Lindqvist, who leads the council.",
    "Critics called the plan reckless and said it would push families out of the old town.",
    "The measure sets aside 40 million euros for schools, roads and the repair of the harbour.",
    "It is a timid, muddled compromise that will satisfy nobody for long.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    began = time.perf_counter()
    encoder = Encoder(paths.model(), threads=options.threads)
    load = time.perf_counter() - began
    sentences = PARAGRAPH * 14
    text = " ".join(sentences)
    spans, start = [], 0
    for sentence in sentences:
        spans.append((start, start + len(sentence)))
        start += len(sentence) + 1
    words = [word for window in encoder.read(text, spans) for word in window.words]
    tokens = len(encoder._tokenizer.encode(text).ids)
    whole, graph, reasons = [], [], []
    run = encoder._session.run
    spent = 0.0

    def timed(names, feeds):
        nonlocal spent
        at = time.perf_counter()
        answer = run(names, feeds)
        spent += time.perf_counter() - at
        return answer

    class Timed:
        def __init__(self, session):
            self.get_inputs = session.get_inputs
            self.run = timed

    encoder._session = Timed(encoder._session)
    for _ in range(options.rounds):
        spent = 0.0
        began = time.perf_counter()
        for _window in encoder.read(text, spans):
            pass
        whole.append(time.perf_counter() - began)
        graph.append(spent)
        began = time.perf_counter()
        encoder.weigh(text, (spans[0][0], spans[1][1]))
        reasons.append(time.perf_counter() - began)
    figures = {
        "threads": options.threads,
        "words": len(words),
        "tokens": tokens,
        "load seconds": round(load, 2),
        "graph tokens a second": round(tokens / statistics.median(graph)),
        "encoder tokens a second": round(tokens / statistics.median(whole)),
        "reason card seconds": round(statistics.median(reasons), 3),
        "peak memory MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    json.dump(figures, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
