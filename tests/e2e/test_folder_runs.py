# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whole folders on the command line, with the real model, cut off and taken up again."""

import csv
import json
import os
import pty
import subprocess
import sys
import time

import pytest

from tests.e2e.test_command_line import OPINION

TOWNS = ("Ashby", "Brill", "Corve", "Dunster", "Eyam", "Frome")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    (folder / "older").mkdir(parents=True)
    for number, town in enumerate(TOWNS):
        words = OPINION.replace("council", f"council of {town}")
        place = folder / "older" if number % 2 else folder
        (place / f"{town}.txt").write_text(words)
    (folder / "copy.txt").write_text((folder / "Ashby.txt").read_text())
    (folder / "empty.txt").write_text("")
    (folder / "fremd.txt").write_text("Der Rat hat am Montag über die neue Gebühr beraten. " * 9)
    return folder


def start(tmp_path, *arguments, **how):
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **how}
    command = [sys.executable, "-m", "reader", *map(str, arguments)]
    return subprocess.Popen(command, cwd=tmp_path, **how)


def run(tmp_path, *arguments):
    process = start(tmp_path, *arguments)
    out, err = process.communicate(timeout=240)
    return process.returncode, out, err


def results(out):
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def test_a_folder_becomes_tables_even_when_the_run_was_killed(folder, tmp_path):
    pytest.importorskip("pyarrow")
    asked = ("analyze", "articles", "--to", "jsonl,csv,parquet", "--out")
    code, out, err = run(tmp_path, *asked, "whole")
    assert code == 1
    assert out == ""
    assert "slantwise: empty.txt: The file is empty" in err
    assert "7 of 9 files analysed, 1 failed" in err
    assert "1 the same as another one" in err
    assert "1 in another language" in err
    killed = start(tmp_path, *asked, "out")
    until = time.monotonic() + 120
    while killed.poll() is None and not list((tmp_path / "out" / ".slantwise").glob("*.part")):
        assert time.monotonic() < until
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    code, _, err = run(tmp_path, *asked, "out")
    assert code == 1
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    with (tmp_path / "out" / "sentences.csv").open(encoding="utf-8-sig", newline="") as file:
        opinions = [row["text"] for row in csv.DictReader(file) if row["label"] == "opinion"]
    assert any("shameful insult" in words for words in opinions)
    alone, given, _ = run(tmp_path, "analyze", "articles/Ashby.txt")
    assert alone == 0
    lines = (tmp_path / "out" / "analyses.jsonl").read_text("utf-8").splitlines()
    assert json.loads(given) in [json.loads(line) for line in lines]


def test_copies_of_a_folder_go_on_where_they_were(folder, tmp_path):
    asked = ("annotate", "articles", "--to", "html,json", "--out", "out")
    killed = start(tmp_path, *asked)
    until = time.monotonic() + 120
    while killed.poll() is None and not list((tmp_path / "out").rglob("*.json")):
        assert time.monotonic() < until
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    code, _, err = run(tmp_path, *asked)
    assert code == 1
    assert "8 of 9 annotated" in err
    assert "of them before" in err
    assert "exists already" not in err
    assert len(list((tmp_path / "out").rglob("*.html"))) == 8


def test_results_do_not_go_among_the_articles(folder, tmp_path):
    code, _, err = run(tmp_path, "analyze", "articles", "--out", "articles/.")
    assert code == 1
    assert "choose another folder" in err
    (folder / "results").mkdir()
    (folder / "results" / "old.txt").write_text("This is a result of an earlier run.")
    code, _, err = run(
        tmp_path,
        "analyze",
        folder / "results",
        folder / "empty.txt",
        "--out",
        "articles/results/new",
    )
    assert "old.txt" not in err
    assert code == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("analyze", "a.txt", "--to", "csv"), "--out DIR"),
        (("analyze", "a.txt", "--again"), "--out DIR"),
        (("analyze", "a.txt", "--out", "x", "--to", "xlsx"), "xlsx is not among"),
        (("analyze", "a.txt", "--out", "x", "--jsonl"), "--to jsonl"),
        (("analyze", "a.txt", "--workers", "0"), "from 1 to 1000"),
    ],
)
def test_wrong_usage_is_explained(tmp_path, arguments, complaint):
    code, _, err = run(tmp_path, *arguments)
    assert code == 2
    assert complaint in err


def test_an_empty_folder_is_said(tmp_path):
    (tmp_path / "nothing").mkdir()
    code, _, err = run(tmp_path, "analyze", "nothing", "--out", "out")
    assert (code, err) == (1, "slantwise: these folders hold no file that can be opened\n")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are not UTF-8")
def test_a_name_that_is_not_utf8_can_be_printed(tmp_path):
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_text(OPINION)
    code, out, err = run(tmp_path, "analyze", name)
    assert code == 0, err
    assert json.loads(out)["article"]["text"].startswith("The toll")
    (tmp_path / name).write_text("")
    code, _, err = run(tmp_path, "analyze", name, "--out", "out")
    assert code == 1
    assert "The file is empty" in err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal to look at")
def test_a_terminal_shows_how_far_it_is(folder, tmp_path):
    ours, theirs = pty.openpty()
    process = start(tmp_path, "analyze", "articles", "--out", "out", stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            read = os.read(ours, 4096)
        except OSError:
            break
        if not read:
            break
        shown += read
    process.communicate(timeout=60)
    os.close(ours)
    assert b"analysing" in shown
    assert b"/8" in shown
    assert b"1 failed" in shown
