# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A dask.distributed cluster of processes on this machine, and what its workers call in tests."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from reader.document import Analysis, Label, ModelInfo, Sentence
from reader.document.overlay import overlaid
from reader.errors import OpenError, Reason
from reader.formats import load

ROOT = Path(__file__).parents[1]


def analysed(path):
    """What a worker makes of a file, without a model."""
    try:
        article = load(path)
    except OpenError as error:
        return error
    block = article.blocks[0]
    sentence = Sentence(block.start, block.end, Label.OPINION, 0.9)
    return overlaid(Analysis(article, ModelInfo("m", "1"), (sentence,)), ())


def slowly(files, wanted):
    """Analyses files in an order of its own."""
    for position in reversed(range(len(files))):
        time.sleep(0.03)
        yield position, analysed(files[position])


def deadly(files, wanted):
    """Does not survive some files, and its whole process does not."""
    for position, path in enumerate(files):
        if "poison" in path.read_text():
            os.kill(os.getpid(), signal.SIGKILL)
        yield position, analysed(path)


def nothing(files, wanted):
    """Does no work at all."""
    for position, path in enumerate(files):
        yield position, OpenError(path, Reason.NO_TEXT, "It holds no text.")


class Cluster:
    """A scheduler and its workers, each a process; a context in which they are alive."""

    def __init__(self, folder, **settings):
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._processes = []
        self.workers = []
        self.scheduler = self._start("dask_scheduler", "--port", "0", **settings)
        until = time.monotonic() + 60
        while True:
            try:
                self.address = json.loads(self._file.read_text())["address"]
                break
            except (OSError, ValueError):
                assert time.monotonic() < until
                time.sleep(0.05)

    def add_worker(self, *arguments, **settings):
        asked = ("--nthreads", "1", "--no-nanny", "--local-directory", self._folder, *arguments)
        self.workers.append(self._start("dask_worker", *asked, **settings))
        return self.workers[-1]

    def _start(self, what, *arguments, **settings):
        paths = [settings.pop("path", None), ROOT, os.environ.get("PYTHONPATH")]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(path) for path in paths if path),
            **settings,
        }
        command = [sys.executable, "-m", f"distributed.cli.{what}", "--host", "127.0.0.1"]
        command += ["--no-dashboard", "--scheduler-file", self._file, *arguments]
        with (self._folder / f"{what}.log").open("ab") as log:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=self._folder,
                env=environment,
                stdout=log,
                stderr=log,
            )
        self._processes.append(process)
        return process

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()
