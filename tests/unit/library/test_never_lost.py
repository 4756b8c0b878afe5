# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The reader's marks survive kills, other windows, damage and full disks, or it is said at once.

SLANTWISE_KILLS sets how often the program is killed; 20 unless told otherwise.
"""

import os
import random
import signal
import sqlite3
import sys
import threading
import time
from contextlib import closing

import pytest

from reader.document.anchors import digest
from reader.errors import LibraryError, Reason
from reader.library import store
from reader.library.library import Library

KILLS = int(os.environ.get("SLANTWISE_KILLS", "20"))

#: Puts three marks at a time and removes one of them again, and caches analyses in between.
BUSY_WINDOW = """
from reader.document import Analysis, Article, Block, BlockKind, ModelInfo
import random
kept = []
while True:
    batch = [make("x" * random.randrange(3000)) for _ in range(3)]
    say("trying", *(mark.id for mark in batch))
    library.put(batch, title="Rain", source="/a.txt")
    say("put", *(mark.id for mark in batch))
    say("removing", batch[1].id)
    library.remove([batch[1].id])
    say("removed", batch[1].id)
    text = "".join(random.choices("abcdefgh ", k=50_000))
    article = Article(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    library.add_analysis(str(random.randrange(10)), Analysis(article, ModelInfo("m", "1")))
"""


def root_page(file, table):
    with closing(sqlite3.connect(file)) as db:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (size,) = db.execute("PRAGMA page_size").fetchone()
        return (db.execute(query, (table,)).fetchone()[0] - 1) * size, size


def overwrite(file, start, size):
    with file.open("r+b") as stream:
        stream.seek(start)
        stream.write(random.Random(1).randbytes(size))


def put_many(library, make, count):
    marks = [make(value=f"note {number} " + "x" * 200) for number in range(count)]
    library.put(marks, title="Rain", source="/a.txt")
    return marks


def assert_whole(file):
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


# Kills


def test_whatever_was_kept_is_there_after_a_kill(file, program):
    chance = random.Random(7)
    there, gone = set(), set()
    for _ in range(KILLS):
        window = program(BUSY_WINDOW)
        said = [window.stdout.readline()]  # it has begun
        time.sleep(chance.uniform(0, 0.25))
        window.kill()
        said += window.communicate()[0].splitlines()
        for line in said:
            word, *ids = line.split()
            if word == "put":
                there.update(ids)
            elif word == "removed":
                there.difference_update(ids)
                gone.update(ids)
        library = Library(file)
        found = {record.mark.id for record in library.all_marks()}
        library.close()
        assert_whole(file)
        assert list(file.parent.glob("*damaged*")) == []
        word, *unsure = said[-1].split()
        if word == "trying":  # all of them or none
            assert found.isdisjoint(unsure) or found.issuperset(unsure)
        assert there - found <= (set(unsure) if word == "removing" else set())
        assert not gone & found
        there = found
    assert there


# Two windows


def test_two_windows_that_write_at_once_lose_nothing(file, program):
    source = "for _ in range(60): library.put([make()], title='', source='')"
    windows = [program(source) for _ in range(3)]
    assert [window.wait() for window in windows] == [0, 0, 0]
    library = Library(file)
    assert len(library.all_marks()) == 180
    library.close()


def test_threads_of_one_window_may_write_at_once(library, make):
    def write():
        for _ in range(10):
            library.put([make()], title="", source="")

    threads = [threading.Thread(target=write) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(library.all_marks()) == 50


def test_a_window_hears_of_what_another_has_changed(library, file, make, text):
    other = Library(file)
    library.put([make(value="mine")], title="", source="")
    other.all_marks()
    assert not library.changed_elsewhere()
    other.put([make(value="theirs")], title="", source="")
    assert not other.changed_elsewhere()
    assert library.changed_elsewhere()
    assert not library.changed_elsewhere()
    assert [mark.value for mark in library.marks_of(digest(text))] == ["mine", "theirs"]
    library.put([make()], title="", source="")
    assert not library.changed_elsewhere()
    other.close()


def test_asking_for_changes_never_waits(library, file, make):
    library.put([make()], title="", source="")
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        mark = make()
        writing = threading.Thread(
            target=library.put, args=([mark],), kwargs={"title": "", "source": ""}
        )
        writing.start()
        time.sleep(0.1)
        begun = time.monotonic()
        assert not library.changed_elsewhere()
        assert time.monotonic() - begun < 0.1
        db.execute("COMMIT")
        writing.join()
    assert len(library.all_marks()) == 2


def test_a_window_that_writes_for_long_is_waited_for(library, file, make, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE", 0.3)  # SQLite's own waiting is shorter
    library.put([make()], title="", source="")
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as db:
        db.execute("BEGIN IMMEDIATE")
        ending = threading.Timer(0.2, db.execute, ("COMMIT",))
        ending.start()
        library.put([make()], title="", source="")
        ending.join()
        assert len(library.all_marks()) == 2
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="another program") as caught:
            library.put([make()], title="", source="")
        assert caught.value.reason is Reason.BUSY


# Damage


def test_marks_are_read_out_of_a_file_that_is_damaged_elsewhere(library, file, make, text):
    marks = put_many(library, make, 300)
    library.close()
    overwrite(file, *root_page(file, "analyses"))
    damaged = file.read_bytes()
    assert library.marks_of(digest(text)) == tuple(marks)
    assert (library.mended.marks, library.mended.complete) == (300, True)
    assert library.mended.aside.read_bytes() == damaged
    library.close()
    assert_whole(file)


@pytest.mark.parametrize("table", ["marks", "sqlite_autoindex_marks_1", "marks_by_text"])
def test_marks_are_read_out_of_a_file_whose_table_is_damaged(library, file, make, text, table):
    marks = put_many(library, make, 300)
    library.close()
    overwrite(file, *root_page(file, table))
    assert set(library.marks_of(digest(text))) == set(marks)
    assert library.mended.marks == 300
    assert library.mended.complete == (table != "marks")


def test_marks_are_read_out_of_a_file_without_a_beginning(library, file, make, text):
    marks = put_many(library, make, 300)
    library.close()
    overwrite(file, 0, 4096)
    assert set(library.marks_of(digest(text))) == set(marks)
    assert not library.mended.complete


def test_marks_are_read_out_of_half_a_file(library, file, make, text):
    put_many(library, make, 300)
    library.close()
    os.truncate(file, file.stat().st_size // 2)
    found = library.marks_of(digest(text))
    assert len(found) == library.mended.marks
    assert 100 < len(found) < 300


def test_removed_marks_stay_removed_when_a_file_is_mended(library, file, make, text):
    marks = put_many(library, make, 300)
    library.remove(mark.id for mark in marks[:100])
    library.close()
    overwrite(file, 0, 4096)
    assert set(library.marks_of(digest(text))) == set(marks[100:])


def test_the_last_copy_gives_what_the_damaged_file_no_longer_has(library, file, make, text):
    marks = put_many(library, make, 5)
    library.close()
    file.rename(file.with_name("library.version-1.sqlite"))
    file.write_bytes(b"this is no database at all, whatever its name may say" * 50)
    assert set(library.marks_of(digest(text))) == set(marks)


def test_a_file_that_never_was_a_library_is_put_aside(library, file, make):
    file.parent.mkdir()
    file.write_bytes(b"this is no database at all, whatever its name may say" * 50)
    library.put([make()], title="", source="")
    assert len(library.all_marks()) == 1
    assert library.mended.marks == 0
    assert library.mended.aside.read_bytes().startswith(b"this is no database")


def test_damage_that_shows_in_the_middle_of_things_is_mended(library, file, make, text):
    marks = put_many(library, make, 300)
    library.close()
    library.recent()  # open, and found to be in order
    overwrite(file, *root_page(file, "marks"))
    late = make(value="late")
    library.put([late], title="Rain", source="/a.txt")
    assert set(library.marks_of(digest(text))) == {*marks, late}


def test_mending_goes_on_where_a_kill_has_stopped_it(library, file, make, program, text):
    marks = put_many(library, make, 300)
    library.close()
    overwrite(file, *root_page(file, "marks"))
    window = program(
        "library.all_marks()",
        "import os\n"
        "from reader.library import marks_table\n"
        "marks_table.merge = lambda *_: os._exit(9)  # the file is put aside, nothing read yet",
    )
    assert window.wait() == 9
    assert set(library.marks_of(digest(text))) == set(marks)
    assert list(file.parent.glob("*unread*")) == []
    assert library.mended.aside.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be put aside there")
def test_a_window_that_has_a_damaged_file_open_loses_nothing(library, file, make, program, text):
    marks = put_many(library, make, 300)
    library.close()
    window = program(
        "for number in range(400):\n"
        "    mark = make(str(number))\n"
        "    library.put([mark], title='', source='')\n"
        "    say(mark.id)\n"
    )
    kept = [window.stdout.readline().strip() for _ in range(50)]
    overwrite(file, *root_page(file, "analyses"))
    library.put(marks[:1], title="Rain", source="/a.txt")  # finds the damage
    kept += window.communicate()[0].split()
    assert window.returncode == 0
    assert len(kept) == 400
    assert {mark.id for mark in library.marks_of(digest(text))} == {*kept, *(m.id for m in marks)}
    assert len(list(file.parent.glob("*.damaged-*.sqlite"))) == 1


# Where nothing can be written


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="no limit on a file's size there")
def test_a_full_disk_is_said_and_costs_nothing(library, file, make, program, text):
    kept = put_many(library, make, 20)
    library.close()
    window = program(
        "from reader.errors import LibraryError\n"
        "library.all_marks()\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))\n"
        "mark = make('x' * 100_000)\n"
        "try: library.put([mark], title='', source='')\n"
        "except LibraryError as error: say(error.reason, '|', error)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)\n"
        "library.put([mark], title='', source='')  # there is room again\n"
        "say(mark.id)\n",
        "import resource",
    )
    said, mark = window.communicate()[0].splitlines()
    assert said.startswith("disk full | library.sqlite: The library, in which your marks are kept")
    assert "make room" in said
    assert {item.id for item in library.marks_of(digest(text))} == {mark, *(m.id for m in kept)}


def test_a_full_database_is_said_and_what_is_there_stays(library, make, text):
    kept = put_many(library, make, 20)
    library._store._db.execute("PRAGMA max_page_count = 1")  # which means: no more than now
    with pytest.raises(LibraryError) as caught:
        put_many(library, make, 20)
    assert caught.value.reason is Reason.DISK_FULL
    assert library.marks_of(digest(text)) == tuple(kept)


@pytest.mark.parametrize("begun", [True, False])
def test_a_folder_that_may_not_be_written_in_is_said(library, file, make, begun):
    file.parent.mkdir()
    if begun:
        library.put([make()], title="", source="")
        library.close()
        file.chmod(0o400)
    file.parent.chmod(0o500)
    try:
        if os.access(file.parent, os.W_OK):
            pytest.skip("every folder can be written in")
        with pytest.raises(LibraryError) as caught:
            library.put([make()], title="", source="")
        assert caught.value.reason is Reason.NOT_PERMITTED
        assert library.recent() == []
    finally:
        file.parent.chmod(0o700)


def test_a_folder_that_cannot_be_made_is_said(tmp_path, make):
    (tmp_path / "file").write_text("in the way")
    library = Library(tmp_path / "file" / "library.sqlite")
    with pytest.raises(LibraryError):
        library.put([make()], title="", source="")


def test_a_library_that_is_deleted_meanwhile_is_begun_anew(library, file, make):
    library.put([make()], title="", source="")
    for path in file.parent.iterdir():
        path.unlink()
    mark = make()
    library.put([mark], title="", source="")
    library.close()
    again = Library(file)
    assert [record.mark for record in again.all_marks()] == [mark]
    again.close()
