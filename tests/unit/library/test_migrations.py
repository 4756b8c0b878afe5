# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A library that an earlier version of the program has written goes on being one."""

import json
import sqlite3
import zlib
from contextlib import closing

import pytest

from reader.document import Analysis, Article, Block, BlockKind, ModelInfo
from reader.document.schema import analysis_to_dict
from reader.errors import LibraryError, Reason
from reader.library import migrations
from reader.library.library import Library, RecentArticle

ANALYSIS = Analysis(Article("Rain.", (Block(BlockKind.PARAGRAPH, 0, 5),)), ModelInfo("m", "1"))


def write_version_0(file, path):
    """As the program wrote it before the file had a version."""
    file.parent.mkdir()
    path.write_text("x")
    data = zlib.compress(json.dumps(analysis_to_dict(ANALYSIS)).encode(), 3)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE recent (path TEXT PRIMARY KEY, opened REAL NOT NULL)")
        db.execute(
            "CREATE TABLE analyses (key TEXT PRIMARY KEY, used REAL NOT NULL, data BLOB NOT NULL)"
        )
        db.execute("INSERT INTO recent VALUES (?, 1.5)", (str(path),))
        db.execute("INSERT INTO analyses VALUES ('k', 1.5, ?)", (data,))


#: What wrote each earlier version; a new migration needs one more here.
WRITERS = [write_version_0]


def dump(file):
    with closing(sqlite3.connect(file)) as db:
        return list(db.iterdump()), db.execute("PRAGMA user_version").fetchone()[0]


def test_every_earlier_version_is_tried():
    assert len(WRITERS) == migrations.VERSION


@pytest.mark.parametrize("version", range(migrations.VERSION))
def test_an_earlier_library_is_taken_over(library, file, make, tmp_path, version):
    WRITERS[version](file, tmp_path / "a.txt")
    assert library.recent_articles() == [RecentArticle(tmp_path / "a.txt")]
    assert library.find_analysis("k") == ANALYSIS
    library.remember(tmp_path / "a.txt", "Rain", {"position": 3})
    assert library.place_of(tmp_path / "a.txt") == {"position": 3}
    library.put([make()], title="", source="")
    assert len(library.all_marks()) == 1


@pytest.mark.parametrize("version", range(migrations.VERSION))
def test_what_it_was_before_is_kept_beside_it(library, file, tmp_path, version):
    WRITERS[version](file, tmp_path / "a.txt")
    before = dump(file)
    older = file.with_name("library.version-00.sqlite")
    older.write_text("the copy of an earlier migration")
    library.recent()
    copy = file.with_name(f"library.version-{version}.sqlite")
    assert dump(copy) == before
    assert dump(file)[1] == migrations.VERSION
    assert migrations.copies(file) == [copy]


def test_a_new_library_has_nothing_to_copy(library, file, make):
    library.put([make()], title="", source="")
    assert migrations.copies(file) == []


def test_a_migration_that_fails_leaves_everything_as_it_was(file, make, tmp_path, monkeypatch):
    write_version_0(file, tmp_path / "a.txt")
    before = dump(file)
    broken = (*migrations.MIGRATIONS[0], "CREATE TABLE marks (again TEXT)")
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (broken,))
        library = Library(file)
        with pytest.raises(LibraryError):
            library.put([make()], title="", source="")
        library.close()
        assert dump(file) == before
    library = Library(file)
    library.put([make()], title="", source="")
    assert library.recent() == [tmp_path / "a.txt"]
    library.close()


def test_two_windows_may_begin_with_an_old_library_at_once(file, program, tmp_path):
    write_version_0(file, tmp_path / "a.txt")
    source = "library.put([make()], title='', source=''); say(len(library.recent()))"
    windows = [program(source) for _ in range(3)]
    assert [window.communicate()[0] for window in windows] == ["1\n"] * 3
    library = Library(file)
    assert len(library.all_marks()) == 3
    library.close()


def test_the_library_of_a_later_program_is_left_alone(library, file, make):
    library.put([make()], title="", source="")
    library.close()
    with closing(sqlite3.connect(file)) as db:
        db.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    before = dump(file)
    with pytest.raises(LibraryError, match="later version") as caught:
        library.put([make()], title="", source="")
    assert caught.value.reason is Reason.UNSUPPORTED
    assert library.recent() == []
    library.close()
    assert dump(file) == before
    assert list(file.parent.glob("*damaged*")) == []
