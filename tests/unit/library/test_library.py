# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Recent files and analyses outlive the program, and trouble with them does not stop it."""

import os
import sqlite3
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from reader.document import Analysis, ModelInfo
from reader.library import library as library_module
from reader.library.library import Library, RecentArticle
from tests.building import article_of


def analysis(text="Rain fell."):
    return Analysis(article_of(text), ModelInfo("m", "1"))


def test_recent_files_come_newest_first_and_without_those_that_are_gone(library, file, tmp_path):
    paths = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    for path in paths:
        path.write_text("x")
        library.add_recent(path)
    library.add_recent(paths[0])
    paths[1].unlink()
    library.close()
    again = Library(file)
    assert again.recent() == [paths[0], paths[2]]
    again.clear_recent()
    assert again.recent() == []
    again.close()


def test_only_so_many_recent_files_are_offered(library, tmp_path):
    for number in range(library_module.RECENT_FILES + 5):
        path = tmp_path / f"{number}.txt"
        path.write_text("x")
        library.add_recent(path)
    assert len(library.recent()) == library_module.RECENT_FILES
    assert library.recent()[0].name == f"{library_module.RECENT_FILES + 4}.txt"


def test_an_article_opens_again_as_it_was_left(library, file, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("x")
    place = {"position": 120, "show_from": 0.7, "panel": "notes"}
    library.add_recent(path)
    library.remember(path, "Rain in May", place)
    library.close()
    again = Library(file)
    again.add_recent(path)
    assert again.place_of(path) == place
    assert again.recent_articles() == [RecentArticle(path, "Rain in May", place)]
    again.close()


def test_an_article_is_forgotten_when_the_recent_ones_are_cleared(library, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("x")
    library.add_recent(path)
    library.clear_recent()
    library.remember(path, "Rain in May", {"position": 120})  # its tab is closed only now
    assert library.recent_articles() == []
    assert library.place_of(path) == {}


def test_what_is_no_longer_offered_is_remembered_up_to_a_limit(library, monkeypatch, tmp_path):
    monkeypatch.setattr(library_module, "REMEMBERED_FILES", 3)
    monkeypatch.setattr(library_module, "RECENT_FILES", 1)
    for number in range(4):
        path = tmp_path / f"{number}.txt"
        library.add_recent(path)
        library.remember(path, "", {"position": number})
    assert library.place_of(tmp_path / "1.txt") == {"position": 1}
    assert library.place_of(tmp_path / "0.txt") == {}


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are Unicode there")
def test_a_file_whose_name_is_no_text_is_remembered(library, tmp_path):
    path = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("x")
    library.add_recent(path)
    library.remember(path, "caf\udce9", {"position": 5})
    assert library.recent_articles() == [RecentArticle(path, "caf\udce9", {"position": 5})]


def test_an_analysis_is_found_again(library):
    library.add_analysis("k", analysis())
    assert library.find_analysis("k") == analysis()
    assert library.find_analysis("other") is None


def test_the_least_used_analyses_make_room(library, file, monkeypatch):
    library.add_analysis("a", analysis())
    with closing(sqlite3.connect(file)) as db:
        (size,) = db.execute("SELECT length(data) FROM analyses").fetchone()
    monkeypatch.setattr(library_module, "CACHED_BYTES", 2 * size + size // 2)
    library.add_analysis("b", analysis())
    library.find_analysis("a")
    library.add_analysis("c", analysis())
    assert library.find_analysis("b") is None
    assert library.find_analysis("a") is not None
    assert library.find_analysis("c") is not None


@pytest.mark.issue(14)
def test_another_program_that_has_the_file_is_waited_out(file, library, tmp_path):
    library.add_recent(tmp_path)
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    letting_go = threading.Timer(2.5, other.rollback)
    letting_go.start()
    # Meanwhile the recent files, which this process knows, are told at once.
    begun = time.monotonic()
    assert library.recent() == [tmp_path]
    assert time.monotonic() - begun < 1
    library.add_analysis("k", analysis())
    letting_go.join()
    other.close()
    assert library.find_analysis("k") == analysis()


def test_a_stored_analysis_that_cannot_be_read_counts_as_none(file, library):
    library.add_analysis("k", analysis())
    library.close()
    with sqlite3.connect(file) as db:
        db.execute("UPDATE analyses SET data = ?", (b"rubbish",))
    db.close()
    assert library.find_analysis("k") is None


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("in the way")
    library = Library(tmp_path / "file" / "library.sqlite")
    library.add_recent(tmp_path)
    assert library.recent() == []
    library.close()
