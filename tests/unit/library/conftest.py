# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A library of the test's own, and marks to put into it."""

import subprocess
import sys
from pathlib import Path

import pytest

from reader.document import Span
from reader.document.anchors import anchored
from reader.document.readers_marks import Act, new_mark
from reader.library.library import Library

ROOT = Path(__file__).parents[3]

TEXT = "It rained all day. The mayor is a fool, and she knows it."


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "library.sqlite"


@pytest.fixture
def library(file):
    library = Library(file)
    yield library
    library.close()


@pytest.fixture
def text():
    return TEXT


@pytest.fixture
def make():
    """Make a mark in a text."""

    def make(act=Act.NOTE, text=TEXT, start=0, end=18, **more):
        return new_mark(act, anchored(text, Span(start, end)), **more)

    return make


@pytest.fixture
def program(file):
    """Run a program in a process of its own, with `library` and `make` as the tests have them."""
    running = []

    def start(source, prefix=""):
        whole = (
            f"{prefix}\n"
            "import sys\n"
            "from pathlib import Path\n"
            "from reader.document import Span\n"
            "from reader.document.anchors import anchored\n"
            "from reader.document.readers_marks import Act, new_mark\n"
            "from reader.library.library import Library\n"
            "library = Library(Path(sys.argv[1]))\n"
            f"anchor = anchored({TEXT!r}, Span(0, 18))\n"
            "def make(value=''): return new_mark(Act.NOTE, anchor, value=value)\n"
            "def say(*words): print(*words, flush=True)\n"
            f"{source}"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", whole, str(file)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()
