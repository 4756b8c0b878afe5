# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
import errno
import os
import random
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.document.marks import View
from reader.document.overlay import overlaid
from reader.errors import Reason, SaveError
from reader.export.registry import WRITERS, save

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and permissions of POSIX")


def refusal(path, *, source=None, **options):
    with pytest.raises(SaveError) as caught:
        save(path, b"new", source=source, **options)
    error = caught.value
    assert error.path == path
    assert error.explanation.endswith(".")
    assert "\n" not in str(error)
    return error.reason


def test_a_new_copy(tmp_path):
    save(tmp_path / "copy.html", b"new", source=tmp_path / "article.html")
    assert (tmp_path / "copy.html").read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["copy.html"]


@posix
def test_a_new_copy_gets_the_permissions_of_any_new_file(tmp_path):
    (tmp_path / "other").write_bytes(b"")
    save(tmp_path / "copy.html", b"new", source=None)
    assert (tmp_path / "copy.html").stat().st_mode == (tmp_path / "other").stat().st_mode


@posix
def test_a_replaced_copy_keeps_its_permissions(tmp_path):
    copy = tmp_path / "copy.html"
    copy.write_bytes(b"old")
    copy.chmod(0o640)
    save(copy, b"new", source=None)
    assert copy.read_bytes() == b"new"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o640


def test_an_existing_file_stays_where_replacing_is_not_wanted(tmp_path):
    copy = tmp_path / "copy.html"
    copy.write_bytes(b"old")
    assert refusal(copy, overwrite=False) is Reason.WOULD_OVERWRITE
    assert copy.read_bytes() == b"old"


def test_never_over_the_article(tmp_path):
    article = tmp_path / "article.html"
    article.write_bytes(b"old")
    assert refusal(article, source=article) is Reason.WOULD_OVERWRITE
    roundabout = tmp_path / "folder" / ".." / "article.html"
    (tmp_path / "folder").mkdir()
    assert refusal(roundabout, source=article) is Reason.WOULD_OVERWRITE
    assert article.read_bytes() == b"old"


def test_never_over_one_of_several_articles(tmp_path):
    sources = [tmp_path / "one.html", tmp_path / "two.html"]
    for source in sources:
        source.write_bytes(b"old")
    assert refusal(sources[1], source=sources) is Reason.WOULD_OVERWRITE
    save(tmp_path / "both.html", b"new", source=sources)
    assert [source.read_bytes() for source in sources] == [b"old", b"old"]


def test_never_over_the_article_by_another_spelling(tmp_path):
    article = tmp_path / "Café.html"
    article.write_bytes(b"old")
    assert refusal(tmp_path / "CAFÉ.HTML", source=article) is Reason.WOULD_OVERWRITE
    assert refusal(tmp_path / "Cafe\u0301.html", source=article) is Reason.WOULD_OVERWRITE
    assert [file.name for file in tmp_path.iterdir()] == ["Café.html"]


def test_never_where_the_article_was(tmp_path):
    assert refusal(tmp_path / "gone.html", source=tmp_path / "gone.html") is Reason.WOULD_OVERWRITE


@posix
@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_never_over_the_article_through_a_link(tmp_path, link):
    article = tmp_path / "article.html"
    article.write_bytes(b"old")
    link(article, tmp_path / "link.html")
    assert refusal(tmp_path / "link.html", source=article) is Reason.WOULD_OVERWRITE
    assert refusal(article, source=tmp_path / "link.html") is Reason.WOULD_OVERWRITE
    assert article.read_bytes() == b"old"


@posix
def test_a_link_to_another_file_is_followed_and_stays(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "copy.html").write_bytes(b"old")
    link = tmp_path / "link.html"
    link.symlink_to(tmp_path / "real" / "copy.html")
    save(link, b"new", source=tmp_path / "article.html")
    assert link.is_symlink()
    assert (tmp_path / "real" / "copy.html").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, Reason.DISK_FULL),
        (errno.EACCES, Reason.NOT_PERMITTED),
        (errno.EROFS, Reason.NOT_PERMITTED),
        (errno.EIO, Reason.UNEXPECTED),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failed_save_leaves_what_was_there(tmp_path, monkeypatch, number, reason, step):
    def fail(*_):
        raise OSError(number, os.strerror(number))

    copy = tmp_path / "copy.html"
    copy.write_bytes(b"old")
    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    assert refusal(copy) is reason
    assert copy.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["copy.html"]


def test_an_interrupted_save_leaves_no_rest(tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "copy.html", b"new", source=None)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_cannot_settle_its_folders_has_saved_all_the_same(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(errno.EINVAL, "not a file")

    monkeypatch.setattr(os, "open", fail)
    save(tmp_path / "copy.html", b"new", source=None)
    assert (tmp_path / "copy.html").read_bytes() == b"new"


def test_no_such_folder(tmp_path):
    assert refusal(tmp_path / "missing" / "copy.html") is Reason.NOT_FOUND
    (tmp_path / "file").write_bytes(b"")
    assert refusal(tmp_path / "file" / "copy.html") is Reason.NOT_FOUND


def test_a_folder_is_no_place_for_bytes(tmp_path):
    (tmp_path / "folder.html").mkdir()
    assert refusal(tmp_path / "folder.html") is Reason.NOT_A_FILE


@posix
def test_a_device_is_not_replaced():
    assert refusal(Path("/dev/null")) is Reason.NOT_A_FILE


def test_a_write_protected_file_is_left_alone(tmp_path, monkeypatch):
    copy = tmp_path / "copy.html"
    copy.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert refusal(copy) is Reason.NOT_PERMITTED
    assert copy.read_bytes() == b"old"


@posix
@pytest.mark.parametrize("name", ["x" * 300 + ".html", "nul\0.html", "half\udc00\ud800.html"])
def test_impossible_names(tmp_path, name):
    assert refusal(tmp_path / name) is Reason.UNSUPPORTED


def leftover(folder, age=0.0, data=b"half"):
    path = folder / ".slantwise-0123456789ab.tmp"
    path.write_bytes(data)
    os.utime(path, (time.time() - age,) * 2)
    return path


@posix
def test_what_a_killed_save_has_left_is_removed_by_the_next(tmp_path):
    left = leftover(tmp_path)
    save(tmp_path / "copy.html", b"new", source=None)
    assert not left.exists()


def test_what_was_left_long_ago_is_removed_on_any_system(tmp_path):
    left = leftover(tmp_path, age=7200, data=b"")
    save(tmp_path / "copy.html", b"new", source=None)
    assert not left.exists()


@posix
def test_what_another_program_is_writing_stays(tmp_path):
    import fcntl

    begun = leftover(tmp_path, data=b"")
    save(tmp_path / "copy.html", b"new", source=None)
    assert begun.exists()
    with begun.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(b"half")
        file.flush()
        save(tmp_path / "copy.html", b"newer", source=None)
        assert begun.exists()


_SAVES = """
import sys
from pathlib import Path
from reader.export.saving import save
path, *copies = map(Path, sys.argv[1:])
copies = [copy.read_bytes() for copy in copies]
print("ready", flush=True)
while True:
    for data in copies:
        save(path, data, source=None)
"""


@posix
@pytest.mark.parametrize("name", WRITERS)
def test_a_kill_in_mid_save_leaves_the_old_file_or_the_new_one(name, analysis, tmp_path):
    """SLANTWISE_KILLS sets how often; 20 times for each format unless told otherwise."""
    copies = []
    for share in (0.6, 0.9):
        copy = tmp_path / f"made-{share}"
        read = overlaid(analysis, ())
        data = WRITERS[name].write(read, View(show_from=share), None, lambda _: None).data
        # Long enough to be caught half written.
        copy.write_bytes(data + os.urandom(1_000_000))
        copies.append(copy)
    target = tmp_path / "out" / f"copy{WRITERS[name].suffix}"
    target.parent.mkdir()
    target.write_bytes(copies[0].read_bytes())
    whole = {copy.read_bytes() for copy in copies}
    rng = random.Random(name)
    for _ in range(int(os.environ.get("SLANTWISE_KILLS", "20"))):
        program = subprocess.Popen(
            [sys.executable, "-c", _SAVES, target, *copies], stdout=subprocess.PIPE
        )
        with program:
            assert program.stdout.readline() == b"ready\n"
            time.sleep(rng.uniform(0, 0.03))
            program.kill()
        assert target.read_bytes() in whole
    save(target, b"new", source=None)
    for path in target.parent.glob(".*"):
        # Killed before a byte was written: an hour later it is a leftover as well.
        assert path.stat().st_size == 0
        os.utime(path, (0, 0))
    save(target, b"new", source=None)
    assert [path.name for path in target.parent.iterdir()] == [target.name]
