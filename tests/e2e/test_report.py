# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From a folder of pages, with the real model, over the tables to the report."""

import subprocess
import sys

import pytest

from tests.e2e.test_command_line import OPINION
from tests.unit.export.test_report import Page

PAGE = """<!DOCTYPE html><html lang="en"><head><title>The toll {number}</title>
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="2025-0{month}-09">
<meta property="article:section" content="Opinion"></head>
<body><article><h1>The toll {number}</h1>{paragraphs}</article></body></html>"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(20):
        words = OPINION.replace("council", f"council of town {number}")
        page = PAGE.format(
            number=number,
            outlet=("The Ashby Post", "Brill Times")[number % 2],
            month=1 + number // 10,
            paragraphs="".join(f"<p>{part}</p>" for part in words.split("\n") if part.strip()),
        )
        (folder / f"{number:02d}.html").write_text(page)
    return folder


def run(tmp_path, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "reader", *map(str, arguments)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_folder_becomes_a_report(folder, tmp_path, form):
    pytest.importorskip("matplotlib")
    pytest.importorskip("pyarrow")
    code, _, said = run(tmp_path, "analyze", folder, "--to", form, "--out", "out")
    assert code == 0, said
    code, out, said = run(tmp_path, "report", "out")
    assert (code, out.strip(), said) == (0, "out/report.html", "")
    read = Page((tmp_path / "out" / "report.html").read_bytes())
    outlets, sections, months = read.tables[:3]
    assert [row[:2] for row in outlets[1:]] == [
        ["All articles", "20"],
        ["Brill Times", "10"],
        ["The Ashby Post", "10"],
    ]
    assert [row[0] for row in sections[1:]] == ["All articles", "Opinion"]
    assert [row[0] for row in months[1:]] == ["All articles", "January 2025", "February 2025"]
    assert read.tags.count("svg") >= 3
    code, _, said = run(tmp_path, "report", "out")
    assert code == 1
    assert "exists already" in said


def test_what_is_no_result_gets_one_sentence(folder, tmp_path):
    code, out, said = run(tmp_path, "report", "articles")
    assert (code, out) == (1, "")
    assert said.count("\n") == 1
    assert "holds no results of a run" in said
