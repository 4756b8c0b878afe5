# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whole articles beside a base-size classifier: `python bench_articles.py --base DIR FOLDER [N]`.

Ours is all of it: opening, syntax, model, actors, attribution. The peer is a sequence classifier on
a 12-layer encoder (`packaging/model/base.py` makes its folder; an untrained head is as slow as a
trained one) in the `transformers` pipeline on PyTorch, which is given the sentences for nothing.
Each runs in a process of its own, with one thread, the article's order the same. Prints CPU seconds
for 1,000 words, models loaded before, and the memory at most.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

from reader import formats  # noqa: E402
from reader.analysis import pipeline  # noqa: E402

RUNNERS = {"ours": 0, "a sentence at a time": 1, "in batches of 8": 8, "in batches of 32": 32}


def ours(files):
    pipeline.warm_up(threads=1)
    begun = time.process_time()
    for path in files:
        *_, _analysis = pipeline.stream(formats.load(path), threads=1)
    return time.process_time() - begun


def sentences_of(files, cache):
    """The sentences of each article, found once for all peers."""
    if not cache.exists():
        found = []
        for path in files:
            article = formats.load(path)
            *_, analysis = pipeline.stream(article, threads=1)
            found.append([article.text[each.start : each.end] for each in analysis.sentences])
        cache.write_text(json.dumps(found))
    return json.loads(cache.read_text())


def peer(articles, base, batch):
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer
    from transformers import pipeline as usual

    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = AutoModelForSequenceClassification.from_pretrained(base)
    read = usual("text-classification", model=model, tokenizer=tokenizer, device="cpu")
    read("This is a sentence.")
    begun = time.process_time()
    for sentences in articles:
        read(sentences, batch_size=batch, truncation=True)
    return time.process_time() - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="the peer's folder")
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", type=int, nargs="?", default=40)
    parser.add_argument("--one", choices=[*RUNNERS, "sentences"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    files = sorted(path for path in options.folder.iterdir() if path.is_file())[: options.files]
    cache = options.base / "sentences.json"
    if options.one == "sentences":
        sentences_of(files, cache)
        return
    if options.one:
        batch = RUNNERS[options.one]
        spent = peer(sentences_of(files, cache), options.base, batch) if batch else ours(files)
        print(json.dumps([spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
        return
    words = sum(formats.load(path).word_count for path in files)
    cache.unlink(missing_ok=True)
    print(f"{len(files)} articles, {words} words", flush=True)
    for name in ["sentences", *RUNNERS]:
        command = [sys.executable, __file__, "--base", options.base, options.folder, "--one", name]
        command.insert(-2, str(options.files))
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        if name in RUNNERS:
            spent, memory = json.loads(done.stdout.splitlines()[-1])
            told = f"{spent / words * 1000:6.2f} s of CPU for 1,000 words, {memory:5.0f} MB"
            print(f"  {name:22}{told}", flush=True)


if __name__ == "__main__":
    main()
