# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a file is still what was read, whatever was done to it."""

import hashlib
import os

import pytest

from reader.errors import OpenError
from reader.session.source_file import FileState, Look, look_again, stamp_of


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text("The bridge must stay.")
    return path


def first_look(path):
    return Look(stamp_of(path), hashlib.sha256(path.read_bytes()).hexdigest())


def state(path, first):
    return look_again(path, first).state(first.sha256)


def test_a_touched_file_is_as_it_was_read(file):
    first = first_look(file)
    os.utime(file, ns=(1, 1))
    later = look_again(file, first)
    assert later.stamp != first.stamp
    assert later.state(first.sha256) is FileState.AS_READ


def test_a_file_with_the_same_stamp_is_not_read_again(file):
    assert look_again(file, Look(stamp_of(file), "anything")).sha256 == "anything"


def test_other_words_of_the_same_length_are_a_change(file):
    first = first_look(file)
    file.write_text("The bridge must burn.")
    os.utime(file, ns=(1, 1))
    assert state(file, first) is FileState.CHANGED


def test_a_file_put_in_its_place_with_the_same_size_and_time_is_a_change(file, tmp_path):
    first = first_look(file)
    other = tmp_path / "other.txt"
    other.write_text("The bridge must burn.")
    os.utime(other, ns=(first.stamp.modified, first.stamp.modified))
    other.replace(file)
    assert state(file, first) is FileState.CHANGED


def test_a_file_that_vanished_is_gone_until_it_is_back(file):
    first = first_look(file)
    words = file.read_text()
    file.unlink()
    gone = look_again(file, first)
    assert gone.state(first.sha256) is FileState.GONE
    file.mkdir()
    assert look_again(file, gone).state(first.sha256) is FileState.GONE
    file.rmdir()
    file.write_text(words)
    assert look_again(file, gone).state(first.sha256) is FileState.AS_READ


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_its_place_does_not_block(file):
    first = first_look(file)
    file.unlink()
    os.mkfifo(file)
    assert state(file, first) is FileState.GONE


def test_a_file_too_large_to_be_opened_is_not_read(file):
    first = first_look(file)
    os.truncate(file, 101 * 1024 * 1024)
    later = look_again(file, first)
    assert later.sha256 == f"{101 * 1024 * 1024} bytes"
    assert later.state(first.sha256) is FileState.CHANGED


def test_a_file_that_cannot_be_read_now_says_so(file, monkeypatch):
    first = first_look(file)
    file.write_text("Locked by another program.")

    def refuse(*_args):
        raise PermissionError("locked")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(OpenError, match="cannot be read at present"):
        look_again(file, first)


def test_a_name_that_no_file_can_have_is_no_file(tmp_path):
    assert stamp_of(tmp_path / "a\0b") is None
