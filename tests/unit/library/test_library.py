# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Recent files and analyses outlive the program, and trouble with them does not stop it."""

import sqlite3
import threading
import time

import pytest

from reader.document import Analysis, ModelInfo
from reader.library import library as library_module
from reader.library.library import Library
from tests.building import article_of


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "library.sqlite"


@pytest.fixture
def library(file):
    library = Library(file)
    yield library
    library.close()


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


def test_only_so_many_recent_files_are_kept(library, tmp_path):
    for number in range(library_module.RECENT_FILES + 5):
        path = tmp_path / f"{number}.txt"
        path.write_text("x")
        library.add_recent(path)
    assert len(library.recent()) == library_module.RECENT_FILES
    assert library.recent()[0].name == f"{library_module.RECENT_FILES + 4}.txt"


def test_an_analysis_is_found_again(library):
    library.add_analysis("k", analysis())
    assert library.find_analysis("k") == analysis()
    assert library.find_analysis("other") is None


def test_the_least_used_analyses_make_room(library, monkeypatch):
    monkeypatch.setattr(library_module, "CACHED_ANALYSES", 2)
    library.add_analysis("a", analysis())
    library.add_analysis("b", analysis())
    library.find_analysis("a")
    library.add_analysis("c", analysis())
    assert library.find_analysis("b") is None
    assert library.find_analysis("a") is not None


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


def test_a_damaged_file_is_put_aside_and_a_new_one_begun(file, library):
    file.parent.mkdir()
    file.write_bytes(b"this is no database at all, whatever its name may say" * 50)
    library.add_analysis("k", analysis())
    assert library.find_analysis("k") == analysis()
    aside = [path for path in file.parent.iterdir() if "damaged" in path.name]
    assert len(aside) == 1
    assert aside[0].read_bytes().startswith(b"this is no database")


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
