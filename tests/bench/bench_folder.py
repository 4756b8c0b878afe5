# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the time of a folder run goes, stage by stage, in one process and with one thread.

Run: python tests/bench/bench_folder.py [FOLDER] [FILES]. Without a folder, articles of 1,000 words
are made up. Prints CPU seconds per 1,000 words for each stage, and the memory at the end. CPU
seconds and not the clock's, so that it may run beside other work.
"""

import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

import prose

# As the workers have it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from reader import formats
from reader.analysis import pipeline
from reader.analysis.model.encoder import Encoder
from reader.document.schema import analysis_from_dict, analysis_to_dict, article_from_dict
from reader.export.tables.rows import rows_of

spent: defaultdict[str, float] = defaultdict(float)


@contextmanager
def _stage(name: str):
    begun = time.process_time()
    yield
    spent[name] += time.process_time() - begun


def _timed(owner: object, method: str, name: str) -> None:
    """Let what a method takes count as a stage of its own."""
    inner = getattr(owner, method)

    def outer(*args, **kwargs):
        with _stage(name):
            return inner(*args, **kwargs)

    setattr(owner, method, outer)


def _timed_steps(owner: object, method: str, name: str) -> None:
    """The same for a method that yields."""
    inner = getattr(owner, method)

    def outer(*args, **kwargs):
        steps = inner(*args, **kwargs)
        while True:
            with _stage(name):
                step = next(steps, None)
            if step is None:
                return
            yield step

    setattr(owner, method, outer)


def main() -> None:
    """Measure and print."""
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(made)
        if len(sys.argv) < 2:
            for number in range(most):
                (folder / f"{number}.txt").write_text(prose.article(1000, number), "utf-8")
        pipeline.warm_up(threads=1)
        _timed_steps(pipeline, "parse", "syntax (spaCy)")
        _timed(Encoder, "_run", "model (ONNX Runtime)")
        words = 0
        begun = time.process_time()
        for path in sorted(folder.iterdir())[:most]:
            with _stage("opening"):
                article = formats.load(path)
            words += article.word_count
            with _stage("analysis"):
                *_, analysis = pipeline.stream(article, threads=1)
            with _stage("to JSON, from JSON, to rows"):
                data = json.loads(json.dumps(analysis_to_dict(analysis)))
                again = analysis_from_dict(data, article_from_dict(data["article"]))
                rows_of(again, sha256="", path=str(path))
        whole = time.process_time() - begun
    inner = ("syntax (spaCy)", "model (ONNX Runtime)")
    spent["rules (actors, attribution, judging)"] = spent.pop("analysis") - sum(
        spent[name] for name in inner
    )
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{name:40} {seconds / words * 1000:7.3f}   {seconds / whole:5.0%}")
    print(f"{'whole':40} {whole / words * 1000:7.3f}")
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = [x for x in status.read_text().splitlines() if x.startswith("VmHWM")]
        print(f"{'memory at most, MB':40} {int(line.split()[1]) / 1024:7.0f}")


if __name__ == "__main__":
    main()
