# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A run over a folder goes on where it was cut off and always comes to the same results."""

import csv
import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.document import Analysis, Label, ModelInfo, Sentence
from reader.document.overlay import overlaid
from reader.errors import OpenError, Reason, SaveError
from reader.formats import load
from reader.session.bulk import running
from reader.session.bulk.folder import held
from reader.session.bulk.parts import Made, Store, record_of
from reader.session.bulk.planning import outside, plan
from reader.session.bulk.running import Listener, run

MADE = Made("1", "m", "1")


def analysed(path):
    """What a worker makes of a file, without a model."""
    try:
        article = load(path)
    except OpenError as error:
        return error
    block = article.blocks[0]
    sentence = Sentence(block.start, block.end, Label.OPINION, 0.9)
    return overlaid(Analysis(article, ModelInfo("m", "1"), (sentence,)), ())


class Producer:
    """Analyses in an order of its own, and can fail in the middle."""

    def __init__(self, *, fail_after=None, meanwhile=lambda item: None):
        self.seen = []
        self._fail_after = fail_after
        self._meanwhile = meanwhile

    def __call__(self, planned):
        for item in random.sample(planned, len(planned)):
            if len(self.seen) == self._fail_after:
                raise KeyboardInterrupt
            self.seen.append(item.path.name)
            self._meanwhile(item)
            yield item, record_of(item, analysed(item.path))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.txt").write_text(f"Article {number} was read by many people.\n")
    for number in range(3):
        (folder / f"broken{number}.docx").write_bytes(b"PK\x03\x04" + bytes([number]) * 9)
    (folder / "twice.txt").write_bytes((folder / "3.txt").read_bytes())
    return folder


def do(folder, out, produce=None, **how):
    how = {"made": MADE, "forms": ["jsonl", "csv"], **how}
    files = sorted(folder.iterdir(), key=lambda _: random.random())
    return run(files, out, produce or Producer(), **how)


def results(out):
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def rows(out, name):
    with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_there_is_a_row_for_each_content_and_a_sentence_for_each_failure(folder, tmp_path):
    outcome = do(folder, tmp_path / "out")
    assert (outcome.summary.files, outcome.summary.analysed) == (13, 9)
    assert (outcome.summary.failed, outcome.summary.duplicates) == (3, 1)
    articles = rows(tmp_path / "out", "articles")
    assert [Path(row["path"]).name for row in articles] == [f"{n}.txt" for n in range(9)]
    assert [row["files"] for row in articles][3] == "2"
    (same,) = rows(tmp_path / "out", "duplicates")
    assert (Path(same["path"]).name, Path(same["same_as"]).name) == ("twice.txt", "3.txt")
    for row in rows(tmp_path / "out", "failures"):
        assert Path(row["path"]).name.startswith("broken")
        assert row["sentence"].endswith(".")
    lines = (tmp_path / "out" / "analyses.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["article"]["source"] for line in lines] == [
        f"{n}.txt" for n in range(9)
    ]


@pytest.mark.parametrize("cut", [0, 1, 4, 11])
def test_a_run_that_was_interrupted_goes_on_and_ends_the_same(folder, tmp_path, cut):
    do(folder, tmp_path / "whole")
    first, second = Producer(fail_after=cut), Producer()
    with pytest.raises(KeyboardInterrupt):
        do(folder, tmp_path / "out", first)
    assert not (tmp_path / "out" / "summary.json").exists()
    do(folder, tmp_path / "out", second)
    assert not set(first.seen) & set(second.seen)
    assert results(tmp_path / "out") == results(tmp_path / "whole")


_SLOW = """
import sys, time
from pathlib import Path
sys.path[:0] = {path!r}
from tests.unit.session.bulk import test_running as t
from reader.session.bulk import running
running._RECORDS = 2
t.do(Path(sys.argv[1]), Path(sys.argv[2]), t.Producer(meanwhile=lambda _: time.sleep(0.03)))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_a_run_that_was_killed_again_and_again_ends_the_same(folder, tmp_path):
    do(folder, tmp_path / "whole")
    root = str(Path(__file__).parents[4])
    command = [sys.executable, "-c", _SLOW.format(path=[root]), str(folder), str(tmp_path / "out")]
    for _ in range(4):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        parts = tmp_path / "out" / ".slantwise"
        before = len(list(parts.glob("*.part")))
        until = time.monotonic() + 30
        while process.poll() is None and len(list(parts.glob("*.part"))) == before:
            assert time.monotonic() < until
            time.sleep(0.005)
        time.sleep(random.random() / 20)
        process.kill()
        process.wait()
    assert list(parts.glob("*.part"))
    do(folder, tmp_path / "out")
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    assert not list((tmp_path / "out").rglob("*.tmp"))


def test_what_is_done_is_not_done_again_unless_asked(folder, tmp_path):
    do(folder, tmp_path / "out")
    second, third = Producer(), Producer()
    do(folder, tmp_path / "out", second)
    assert second.seen == []
    do(folder, tmp_path / "out", third, again=True)
    assert len(third.seen) == 12


def test_a_file_that_changed_between_runs_is_done_anew_and_a_moved_one_is_not(folder, tmp_path):
    do(folder, tmp_path / "out")
    (folder / "1.txt").write_text("Another text was put here by somebody.\n")
    (folder / "2.txt").unlink()
    folder = folder.rename(tmp_path / "moved")
    second = Producer()
    outcome = do(folder, tmp_path / "out", second)
    assert second.seen == ["1.txt"]
    assert outcome.summary.analysed == 8


def test_another_version_does_everything_anew_and_says_so(folder, tmp_path):
    said = []

    class Hearing(Listener):
        def said(self, sentence):
            said.append(sentence)

    do(folder, tmp_path / "out")
    second = Producer()
    do(folder, tmp_path / "out", second, made=Made("2", "m", "1"), listener=Hearing())
    assert len(second.seen) == 12
    assert ["12 results in this folder are of another version" in line for line in said] == [True]


def test_a_file_that_changes_or_goes_during_the_run_gets_its_sentence(folder, tmp_path):
    def meanwhile(item):
        if item.path.name == "1.txt":
            item.path.write_text("Somebody wrote this while the run went on.\n")
        if item.path.name == "2.txt":
            item.path.unlink()

    outcome = do(folder, tmp_path / "out", Producer(meanwhile=meanwhile))
    sentences = {path.name: failure.sentence for path, failure in outcome.failures.items()}
    assert "changed during the run" in sentences["1.txt"]
    assert "2.txt" in sentences
    outcome = do(folder, tmp_path / "out")
    assert outcome.summary.analysed == 8
    assert outcome.summary.failed == 3


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are not UTF-8")
def test_a_name_that_is_not_utf8_is_worked_on(folder, tmp_path):
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("The café has closed for good.\n")
    pytest.importorskip("pyarrow")
    outcome = do(folder, tmp_path / "out", forms=["jsonl", "csv", "parquet"])
    assert outcome.summary.analysed == 10
    assert any(row["path"].endswith("caf\\xe9.txt") for row in rows(tmp_path / "out", "articles"))
    again = Producer()
    do(folder, tmp_path / "out", again)
    assert again.seen == []


@pytest.mark.parametrize("forms", [["csv"], ["jsonl", "csv", "parquet"]])
@pytest.mark.parametrize("writes", [1, 2, 6, 15])
def test_a_full_disk_leaves_nothing_half_written(folder, tmp_path, monkeypatch, writes, forms):
    pytest.importorskip("pyarrow")
    out = tmp_path / "out"
    do(folder, tmp_path / "whole", forms=forms)
    left = iter([True] * (writes - 1))
    sync = os.fsync

    def full(descriptor):
        if not next(left, False):
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        patch.setattr(running, "_RECORDS", 3)
        with pytest.raises(SaveError, match="not enough room"):
            do(folder, out, forms=forms)
    assert not list(out.rglob("*.tmp"))
    assert not (out / "summary.json").exists()
    do(folder, out, forms=forms)
    assert results(out) == results(tmp_path / "whole")


def test_a_damaged_part_is_said_and_done_anew(folder, tmp_path):
    said = []

    class Hearing(Listener):
        def said(self, sentence):
            said.append(sentence)

    out = tmp_path / "out"
    do(folder, out)
    before = results(out)
    (part,) = (out / ".slantwise").glob("*.part")
    part.write_bytes(part.read_bytes()[:-10])
    second = Producer()
    do(folder, out, second, listener=Hearing())
    assert len(second.seen) == 12
    assert ["is damaged" in line for line in said] == [True]
    assert results(out) == before


def test_forms_that_are_not_asked_for_any_more_do_not_stay_behind(folder, tmp_path):
    do(folder, tmp_path / "out", forms=["jsonl"])
    do(folder, tmp_path / "out", forms=["csv"])
    assert not (tmp_path / "out" / "analyses.jsonl").exists()
    assert (tmp_path / "out" / "articles.csv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs locks")
def test_two_runs_cannot_write_to_one_folder(folder, tmp_path):
    with held(tmp_path / "out"), pytest.raises(SaveError, match="Another run is writing"):
        do(folder, tmp_path / "out")


def test_failures_that_may_pass_are_tried_again(folder, tmp_path):
    class Stopping(Producer):
        def __call__(self, planned):
            for item in planned:
                error = OpenError(item.path, Reason.TOO_SLOW, "It took too long.")
                yield item, record_of(item, error)

    assert do(folder, tmp_path / "out", Stopping()).summary.failed == 12
    assert do(folder, tmp_path / "out").summary.failed == 3


def test_records_are_the_same_whoever_wrote_their_parts(folder, tmp_path):
    planned = [item for item in plan(list(folder.iterdir())) if item.path.suffix == ".txt"]
    records = [record_of(item, analysed(item.path)) for item in planned]
    one, other = tmp_path / "one", tmp_path / "other"
    for place, groups in ((one, [records]), (other, [records[5:][::-1], records[:5]])):
        place.mkdir()
        store = Store(place, MADE)
        for group in groups:
            store.write(group)
    lines = [[Store(place, MADE).line(item.key) for item in planned] for place in (one, other)]
    assert lines[0] == lines[1]


def test_results_inside_the_input_are_not_read(folder):
    out = folder / "results"
    out.mkdir()
    (out / "README.md").write_text("What is in this folder")
    files = [folder / "1.txt", out / "README.md"]
    assert outside(files, out) == [folder / "1.txt"]


def test_what_a_killed_run_was_writing_is_not_left_behind(folder, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / ".slantwise-0123.tmp").write_bytes(b"")
    do(folder, out)
    assert not list(out.glob("*.tmp"))
