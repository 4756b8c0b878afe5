# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The command line, run as a user runs it."""

import json
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from reader import paths

OPINION = (
    "The toll is an insult\n\n"
    "The new harbour toll is a shameful insult to everyone who works for a living. "
    "It is plainly the stupidest idea this council has ever had, and that is saying something.\n\n"
    "The council voted on Monday. The toll is two euros.\n"
)


@pytest.fixture
def run(tmp_path):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "reader", *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    (folder / "older").mkdir(parents=True)
    (folder / "toll.txt").write_text(OPINION)
    (folder / "older" / "toll.txt").write_text(OPINION.replace("toll", "tax"))
    (folder / "empty.txt").write_text("")
    (folder / "notes.xyz").write_text("not an article")
    return folder


def test_analyze_gives_the_documented_json(run, folder):
    done = run("analyze", folder / "toll.txt")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert data["schema"] == 2
    text = data["article"]["text"]
    opinions = [text[s["start"] : s["end"]] for s in data["sentences"] if s["label"] == "opinion"]
    assert "The new harbour toll is a shameful insult to everyone who works for a living." in (
        opinions
    )


def test_analyze_of_a_folder_gives_a_line_each_and_names_the_file_that_failed(run, folder):
    done = run("analyze", folder, "--jsonl")
    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["article"]["source"] for line in lines] == ["toll.txt", "toll.txt"]
    (complaint,) = done.stderr.splitlines()
    assert complaint.startswith("slantwise: empty.txt: ")


def test_analyze_of_several_files_without_jsonl_gives_a_list(run, folder):
    done = run("analyze", folder / "toll.txt", folder / "older" / "toll.txt")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == 2


def test_annotate_saves_copies_of_a_folder_and_sums_up(run, folder, tmp_path):
    before = (folder / "toll.txt").read_bytes()
    done = run("annotate", folder, "--to", "html,json", "--out", tmp_path / "out")
    assert done.returncode == 1
    saved = sorted(str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.a*.*"))
    assert saved == [
        "older/toll.annotated.html",
        "older/toll.annotated.json",
        "toll.annotated.html",
        "toll.annotated.json",
    ]
    assert "2 of 3 annotated" in done.stderr
    assert "1 failed" in done.stderr
    assert (folder / "toll.txt").read_bytes() == before
    data = json.loads((tmp_path / "out" / "toll.annotated.json").read_text("utf-8"))
    text = data["article"]["text"]
    reasons = {
        text[word["start"] : word["end"]]
        for sentence in data["sentences"]
        for word in sentence.get("reasons", ())
    }
    assert any("shameful" in words or "insult" in words for words in reasons)
    page = (tmp_path / "out" / "toll.annotated.html").read_text("utf-8")
    assert all(f"“{words}”" in page for words in reasons)
    schema = json.loads((paths.resources() / "schema" / "copy.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)


def test_a_copy_that_is_there_is_replaced_only_when_told_so(run, folder, tmp_path):
    asked = (
        "annotate",
        folder / "toll.txt",
        "--to",
        "pdf,docx,markdown",
        "--out",
        tmp_path / "out",
    )
    assert run(*asked).returncode == 0
    names = {path.name for path in (tmp_path / "out").glob("[!.]*")}
    assert names == {f"toll.annotated.{end}" for end in ("pdf", "docx", "md")}
    kept = tmp_path / "out" / "toll.annotated.md"
    kept.write_text("What somebody wrote into it.")
    done = run(*asked)
    assert done.returncode == 0
    assert "1 of them before" in done.stderr
    assert kept.read_text() == "What somebody wrote into it."
    done = run(*asked, "--show-from", "70")
    assert done.returncode == 1
    assert "exists already" in done.stderr
    assert kept.read_text() == "What somebody wrote into it."
    done = run(*asked, "--force")
    assert done.returncode == 0, done.stderr
    assert "insult" in kept.read_text("utf-8")


def test_files_of_one_name_get_copies_of_their_own(run, folder, tmp_path):
    one, other = folder / "toll.txt", folder / "older" / "toll.txt"
    done = run("annotate", one, other, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").glob("[!.]*"))) == 2


def test_a_folder_that_cannot_be_made_is_said(run, folder, tmp_path):
    (tmp_path / "out").write_text("a file in the way")
    done = run("annotate", folder / "toll.txt", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "cannot be made" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("annotate", "a.txt", "--to", "docm", "--out", "x"), "'docm'"),
        (("annotate", "a.txt", "--out", "x", "--show-from", "12"), "from 50 to 100"),
        (("analyze",), "required"),
    ],
)
def test_wrong_usage_is_explained(run, arguments, complaint):
    done = run(*arguments)
    assert done.returncode == 2
    assert complaint.strip("'") in done.stderr


LOCKED = Path(__file__).parents[1] / "data" / "locked.pdf"


def test_the_password_of_a_locked_file_comes_from_a_file(run, tmp_path):
    done = run("analyze", LOCKED)
    assert done.returncode == 1
    assert "give its password" in done.stderr
    password = tmp_path / "password"
    password.write_bytes(b"wrong")
    done = run("analyze", LOCKED, "--password-file", password)
    assert done.returncode == 1
    assert "password" in done.stderr
    password.write_bytes("\ufeffsesame\r\n".encode())
    done = run("analyze", LOCKED, "--password-file", password)
    assert done.returncode == 0, done.stderr
    assert "The council met on Monday." in json.loads(done.stdout)["article"]["text"]


@pytest.mark.parametrize("password", [None, b"\xff\xfe\x00"])
def test_a_password_file_that_cannot_be_read_gets_one_line(run, folder, tmp_path, password):
    if password is not None:
        (tmp_path / "password").write_bytes(password)
    done = run("analyze", folder / "toll.txt", "--password-file", "password")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("slantwise: the password file cannot be read: ")


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_under_a_tracer_the_whole_program_connects_to_nothing(tmp_path):
    # An address that would answer, so that a connection to it would be made.
    with socket.create_server(("127.0.0.1", 0)) as server:
        site = f"http://127.0.0.1:{server.getsockname()[1]}"
        page = tmp_path / "page.html"
        page.write_text(
            f"<html><head><base href='{site}/'><link rel=stylesheet href='{site}/a.css'>"
            f"<meta http-equiv=refresh content='0;url={site}/'><script src='{site}/a.js'></script>"
            f"<style>@import '{site}/b.css'; @font-face {{src: url({site}/f.woff)}}</style></head>"
            f"<body onload=\"fetch('{site}')\"><img src='{site}/a.png' srcset='{site}/b.png 2x'>"
            f"<iframe src='{site}/c'></iframe><video src='{site}/d'></video><p>{OPINION}</p></body>"
        )
        trace = tmp_path / "trace"
        command = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", trace]
        command += [sys.executable, "-m", "reader", "analyze", page]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert "insult" in done.stdout
    calls = trace.read_text()
    assert "+++" in calls
    assert not re.findall(r"(?:connect|sendto|sendmsg)\(\d+, .*AF_INET.*", calls)


def test_a_file_that_is_not_there_gets_one_line(run):
    done = run("analyze", "nowhere.txt")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("slantwise: nowhere.txt: ")
