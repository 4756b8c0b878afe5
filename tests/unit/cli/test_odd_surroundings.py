# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whatever a command is given, it ends with a sentence and leaves nothing half done as if whole."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_PROGRAM = """
import sys, time
sys.path[:0] = [{root!r}]
from reader import cli
from reader.cli import analyze, annotate
from reader.session.bulk.parts import Made, record_of
from tests.unit.session.bulk.test_running import analysed

def slowly(path):
    time.sleep({pause})
    found = analysed(path)
    if path.name == "replaced.txt":
        path.write_text("Somebody put these other words here meanwhile.")
    return found

def local_records(wanted, workers):
    return lambda planned: ((item, record_of(item, slowly(item.path))) for item in planned)

analyze.local_records = local_records
analyze.made_now = annotate.made_now = lambda language: Made("1", "m", "1", language)
analyze.analyse_files = annotate.analyse_files = lambda files, **how: (
    (path, slowly(path)) for path in files
)
sys.exit(cli.main(sys.argv[1:]))
"""


def start(tmp_path, *arguments, pause=0.0, **how):
    """The program with an analysis that needs no model, as a process of its own."""
    program = _PROGRAM.format(root=str(Path(__file__).parents[3]), pause=pause)
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **how}
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], cwd=tmp_path, **how
    )


def run(tmp_path, *arguments, **how):
    process = start(tmp_path, *arguments, **how)
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    return process.returncode, out, err


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Article {number} was read by many people.\n")
    return folder


@pytest.mark.parametrize("name", ["README.md", "analyses.jsonl"])
def test_a_file_that_no_run_has_made_is_not_replaced(articles, tmp_path, name):
    out = tmp_path / "mine"
    out.mkdir()
    (out / name).write_text("My own words.")
    code, _, err = run(tmp_path, "analyze", "articles", "--out", "mine", "--to", "csv")
    assert code == 1
    assert f"{name}: This is not of an earlier run" in err
    assert (out / name).read_text() == "My own words."
    assert [path.name for path in out.iterdir() if path.name != ".slantwise"] == [name]


def test_a_folder_in_the_place_of_a_result_is_said(articles, tmp_path):
    assert run(tmp_path, "analyze", "articles", "--out", "out")[0] == 0
    for name in ("summary.json", "analyses.jsonl"):
        (tmp_path / "out" / name).unlink()
        (tmp_path / "out" / name).mkdir()
        code, _, err = run(tmp_path, "analyze", "articles", "--out", "out", "--to", "csv")
        assert code == 1
        assert err.endswith(
            f"slantwise: {name}: A folder of this name is in the way; choose another place.\n"
        )
        (tmp_path / "out" / name).rmdir()
        (tmp_path / "out" / name).touch()


def test_a_file_that_was_named_is_an_article_wherever_it_lies(articles, tmp_path):
    code, _, err = run(articles, "annotate", "1.txt", "--out", ".")
    assert code == 0, err
    assert (articles / "1.annotated.html").exists()
    code, _, err = run(tmp_path, "annotate", "articles", "--out", "articles")
    assert code == 1
    assert err == (
        "slantwise: articles holds the articles themselves; choose another folder for the results\n"
    )


def test_a_name_that_no_file_can_have_is_said(tmp_path):
    name = "a" * 300
    for command in (("analyze",), ("annotate", "--out", "out"), ("report",)):
        code, _, err = run(tmp_path, *command, name)
        assert code == 1
        assert name in err


@pytest.mark.skipif(sys.platform == "win32", reason="needs names with control characters")
def test_a_name_cannot_command_the_terminal(articles, tmp_path):
    (articles / "a\n\x1b[2J\x9b\u202e.txt").touch()
    (articles / "loop.txt").symlink_to("loop.txt")
    for command in ("analyze", "annotate"):
        code, _, err = run(tmp_path, command, "articles", "--out", command)
        assert code == 1
        assert "slantwise: a\\n\\u001b[2J\\u009b\\u202e.txt: The file is empty" in err
        assert "loop.txt: This is a link that leads back to itself" in err
        assert all(line.startswith("slantwise: ") for line in err.splitlines())


def test_files_of_one_name_in_many_folders_are_told_apart(articles, tmp_path):
    for name in ("march", "april"):
        (articles / name).mkdir()
        (articles / name / "index.docx").write_bytes(b"PK\x03\x04" + name.encode())
    for command in ("analyze", "annotate"):
        _, _, err = run(tmp_path, command, "articles", "--out", command)
        for name in ("march", "april"):
            assert f"slantwise: {Path(name, 'index.docx')}: The file is damaged" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_results_that_cannot_be_printed_are_said(articles, tmp_path):
    with Path("/dev/full").open("w") as full:
        process = start(tmp_path, "analyze", "articles", stdout=full)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err == (
        "slantwise: The results cannot be written to where the output goes; it may be full.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_output_that_is_closed_or_not_read_to_its_end(articles, tmp_path):
    def closed(number):
        return lambda: os.close(number)

    assert run(tmp_path, "analyze", "articles", "--out", "one", preexec_fn=closed(1))[0] == 0
    assert run(tmp_path, "analyze", "articles", "--out", "two", preexec_fn=closed(2))[0] == 0
    reading, writing = os.pipe()
    os.close(reading)
    process = start(tmp_path, "analyze", "articles", stdout=writing)
    os.close(writing)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (1, "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", ["analyze", "annotate"])
def test_a_signal_ends_a_run_that_goes_on_later(articles, tmp_path, command, number):
    out = tmp_path / "out"
    process = start(tmp_path, command, "articles", "--out", "out", pause=0.4)
    until = time.monotonic() + 60
    begun = {"analyze": ".slantwise/results", "annotate": "*.html"}[command]
    while not list(out.glob(begun)):
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert err == "slantwise: stopped; the same command goes on from here\n"
    assert not (out / "summary.json").exists()
    assert not list(out.rglob("*.tmp"))
    code, _, err = run(tmp_path, command, "articles", "--out", "out")
    assert code == 0
    assert "exists already" not in err


def test_a_copy_does_not_count_as_that_of_words_that_came_meanwhile(articles, tmp_path):
    (articles / "1.txt").rename(articles / "replaced.txt")
    assert run(tmp_path, "annotate", "articles", "--out", "out")[0] == 0
    code, _, err = run(tmp_path, "annotate", "articles", "--out", "out")
    assert code == 1
    assert "replaced.annotated.html: A file of this name exists already" in err
    assert "2 of 3 annotated" in err


@pytest.mark.parametrize("told", ['{"failed": "x", "duplicates": null}', "[1]"])
def test_a_summary_that_was_changed_does_not_spoil_the_report(articles, tmp_path, told):
    pytest.importorskip("matplotlib")
    assert run(tmp_path, "analyze", "articles", "--out", "out")[0] == 0
    (tmp_path / "out" / "summary.json").write_text(told)
    code, out, err = run(tmp_path, "report", "out")
    assert (code, Path(out.strip())) == (0, Path("out/report.html")), err


def test_the_same_article_is_not_compared_with_itself(articles, tmp_path):
    (articles / "copy.txt").write_bytes((articles / "1.txt").read_bytes())
    code, _, err = run(tmp_path, "compare", "articles/1.txt", "articles/0.txt", "articles/copy.txt")
    assert code == 1
    assert f"{Path('articles/copy.txt')} are one and the same; give another article" in err


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits")
def test_a_full_disk_is_said_once_and_nothing_else(articles, tmp_path):
    pytest.importorskip("pyarrow")
    import resource

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2500, 2500))

    asked = ("analyze", "articles", "--out", "out", "--to", "parquet")
    code, _, err = run(tmp_path, *asked, preexec_fn=little_room)
    assert code == 1
    full, kept = err.splitlines()
    assert ".parquet: There is not enough room on the disk" in full
    assert kept == "slantwise: what was finished is kept; the same command goes on from there"
    assert not list((tmp_path / "out").glob("*"))[1:]
