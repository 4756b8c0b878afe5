# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The journal knows which copies are finished and which were cut off, whatever cut them off."""

import pytest

from reader.errors import SaveError
from reader.session.bulk.journal import Journal


def test_a_copy_that_was_cut_off_may_be_replaced_and_a_finished_one_stays(tmp_path):
    with Journal(tmp_path, "a") as journal:
        journal.begin("1", "one.html")
        journal.end("1", "one.html")
        journal.begin("2", "two.html")
    with Journal(tmp_path, "a") as journal:
        assert journal.done("1", "one.html")
        assert not journal.done("2", "two.html")
        assert journal.may_replace("two.html", again=False)
        assert not journal.may_replace("one.html", again=False)
        assert journal.may_replace("one.html", again=True)
        assert not journal.may_replace("somebodys.html", again=True)


def test_other_words_or_another_way_make_another_copy(tmp_path):
    with Journal(tmp_path, "a") as journal:
        journal.end("1", "one.html")
        assert not journal.done("2", "one.html")
    with Journal(tmp_path, "b") as journal:
        assert not journal.done("1", "one.html")


def test_a_line_that_was_cut_off_says_nothing_and_spoils_nothing(tmp_path):
    with Journal(tmp_path, "a") as journal:
        journal.end("1", "one.html")
    with (tmp_path / "copies.jsonl").open("ab") as file:
        file.write(b'{"sha256": "2", "cop')
    with Journal(tmp_path, "a") as journal:
        journal.end("3", "three.html")
    with Journal(tmp_path, "a") as journal:
        assert journal.done("1", "one.html")
        assert journal.done("3", "three.html")


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path):
    with pytest.raises(SaveError, match="does not exist"):
        Journal(tmp_path / "nowhere", "a")
