# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What opens, what does not, and the one sentence that says why."""

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reader.errors import OpenError, Reason
from reader.formats import load, load_text, opening
from reader.formats.structure import refining


def refusal(path, **options):
    with pytest.raises(OpenError) as caught:
        load(path, **options)
    error = caught.value
    assert error.path == path
    assert str(error).startswith(path.name.replace("\n", "\\n"))
    assert "\n" not in str(error)
    assert error.explanation.endswith(".")
    return error.reason


def test_missing_folder_and_pipe(tmp_path):
    assert refusal(tmp_path / "gone.txt") is Reason.NOT_FOUND
    assert refusal(tmp_path) is Reason.NOT_A_FILE
    (tmp_path / "file").write_text("x")
    assert refusal(tmp_path / "file" / "below.txt") is Reason.NOT_FOUND
    assert refusal(tmp_path / ("n" * 5000)) is Reason.NOT_FOUND
    assert refusal(Path("a\0b")) is Reason.NOT_FOUND


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_never_blocks(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert refusal(path) is Reason.NOT_A_FILE
    if Path("/dev/zero").exists():
        assert refusal(Path("/dev/zero")) is Reason.NOT_A_FILE


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_no_permission(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("text")
    path.chmod(0)
    assert refusal(path) is Reason.NOT_PERMITTED


def test_a_refused_read_says_so(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("text")

    def refuse(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(opening.os, "open", refuse)
    assert refusal(path) is Reason.NOT_PERMITTED


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_loop_of_links(tmp_path):
    path = tmp_path / "a.txt"
    path.symlink_to(path)
    assert refusal(path) is Reason.NOT_FOUND


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf", "a.html"])
@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\0\0\0"])
def test_empty(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    assert refusal(path) is Reason.EMPTY


@pytest.mark.parametrize("data", [b"...\n\n---\n", b"<html><body></body></html>", b"\xef\xbb\xbf."])
def test_no_text(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert refusal(path) is Reason.NO_TEXT


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 50, "picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><text>a</text></svg>", "picture"),
        (b"\0\0\0\x20ftypisom" + b"\0" * 50, "video"),
        (b"ID3\x03\0\0\0\0" + b"\0" * 50, "sound"),
        (b"\x7fELF" + b"\0" * 50, "program"),
        (b"\x1f\x8b\x08" + b"\0" * 50, "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "old word processor"),
        (bytes(range(256)) * 20, "binary"),
        (b"<?xml version='1.0'?><feed><a>b</a></feed>", "XML"),
    ],
)
def test_what_is_no_text_is_named(tmp_path, data, word):
    path = tmp_path / ("a.bin" if word == "XML" else "a.txt")
    path.write_bytes(data)
    assert refusal(path) is Reason.UNSUPPORTED
    with pytest.raises(OpenError, match=word):
        load(path)


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        ("xl/workbook.xml", "spreadsheet"),
        ("ppt/presentation.xml", "presentation"),
        ("a", "archive"),
    ],
)
def test_other_archives_are_named(tmp_path, entry, word):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, "x")
    with pytest.raises(OpenError, match=word):
        load(path)


def test_too_large(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert refusal(path) is Reason.TOO_LARGE
    monkeypatch.setattr(opening, "TEXT_FILE_LIMIT", 1000)
    path.write_text("word " * 1000)
    assert refusal(path) is Reason.TOO_LARGE
    with pytest.raises(OpenError):
        load_text("word " * 1000)


def test_a_surprise_inside_a_parser_becomes_a_sentence(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("text")

    def fail(*args, **options):
        raise KeyError("unexpected")

    monkeypatch.setattr(refining, "refine", fail)
    assert refusal(path) is Reason.DAMAGED

    def exhaust(*args, **options):
        raise MemoryError

    monkeypatch.setattr(refining, "refine", exhaust)
    assert refusal(path) is Reason.TOO_MUCH_MEMORY


@pytest.mark.parametrize(
    "name", ["line\nbreak.txt", "späce ü.TXT", "no suffix", "a.unknown", "-.txt"]
)
def test_odd_names(tmp_path, name):
    path = tmp_path / name
    path.write_text("A short text.")
    article = load(path)
    assert article.source == name
    assert article.format == "txt"


def test_the_digest_is_that_of_the_bytes(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"A short text.\r\n")
    assert load(path).sha256 == hashlib.sha256(b"A short text.\r\n").hexdigest()
    assert load_text("é").sha256 == hashlib.sha256("é".encode()).hexdigest()


def test_pasted_text():
    article = load_text("Title\n\nA paragraph of a pasted text.", source="clipboard")
    assert (article.title, article.source, article.format) == ("Title", "clipboard", "txt")
    with pytest.raises(OpenError) as caught:
        load_text(" \n ")
    assert caught.value.reason is Reason.NO_TEXT
    assert load_text("lone \ud800 surrogate").text == "lone \ufffd surrogate"


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (KeyError("unexpected"), Reason.DAMAGED),
        (ValueError("unexpected"), Reason.DAMAGED),
        (MemoryError(), Reason.TOO_MUCH_MEMORY),
    ],
)
def test_a_surprise_in_a_pasted_text_becomes_a_sentence(monkeypatch, failure, reason):
    def fail(*args, **options):
        raise failure

    monkeypatch.setattr(refining, "refine", fail)
    with pytest.raises(OpenError, match="pasted text") as caught:
        load_text("A pasted text.")
    assert caught.value.reason is reason
    assert caught.value.path is None


def test_the_limit_of_pasted_text_is_one_of_bytes(monkeypatch):
    monkeypatch.setattr(opening, "TEXT_FILE_LIMIT", 1000)
    with pytest.raises(OpenError, match="pasted text") as caught:
        load_text("é" * 600)
    assert caught.value.reason is Reason.TOO_LARGE


def test_opening_text_needs_no_heavy_library(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("A short text with an accent: é.")
    code = (
        "import sys, pathlib, reader.formats\n"
        f"reader.formats.load(pathlib.Path({str(path)!r}))\n"
        "heavy = 'PySide6 spacy trafilatura lxml torch charset_normalizer markdown_it pypdfium2'\n"
        "print([name for name in heavy.split() if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
