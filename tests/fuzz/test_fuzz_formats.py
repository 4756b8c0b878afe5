# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A second of damaged fixtures for each format; longer runs are started by hand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.formats import SUFFIXES

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX limits")

FUZZ = Path(__file__).with_name("fuzz_formats.py")


@pytest.mark.parametrize("format_name", sorted(set(SUFFIXES.values())))
def test_damaged_files_are_articles_or_sentences(format_name, tmp_path):
    command = [sys.executable, FUZZ, format_name, "1", "--keep", tmp_path / "finds"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith(" 0 finds\n")
    assert int(done.stdout.split()[1]) > 0


def test_a_file_that_the_program_dies_of_is_kept(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import os\n"
        "from reader.formats.loaders import txt\n"
        "txt.load = lambda *a, **o: os._exit(3)\n"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, FUZZ, "txt", "1", "--keep", tmp_path / "finds"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": path}
    )
    assert done.returncode == 1
    assert "status 3" in done.stdout
    assert list((tmp_path / "finds").glob("*.txt"))


def test_a_file_that_takes_too_long_is_kept(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "from reader.formats.loaders import txt\n"
        "def spin(*a, **o):\n    while True: pass\n"
        "txt.load = spin\n"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    program = tmp_path / "fuzz_soon.py"
    text = FUZZ.read_text("utf-8").replace("\nSLOW = 20\n", "\nSLOW = 1\n")
    program.write_text(text.replace("Path(__file__).parents[1]", f"Path({str(FUZZ.parents[1])!r})"))
    command = [sys.executable, program, "txt", "2", "--keep", tmp_path / "finds"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": path}
    )
    assert done.returncode == 1
    assert any("in spin" in log.read_text() for log in (tmp_path / "finds").glob("*.log"))
