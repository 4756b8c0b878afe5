# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The reader's marks come back as they were, with their text or with its next version."""

import json

import pytest

from reader.document.anchors import digest
from reader.document.readers_marks import Act, with_note
from reader.errors import LibraryError, Reason
from reader.library.library import Library


@pytest.fixture
def other(tmp_path):
    """The library of another computer."""
    library = Library(tmp_path / "other" / "library.sqlite")
    yield library
    library.close()


def test_marks_outlive_the_program(library, file, make, text):
    note = make(value="Look this up “soon” \U0001f327", tags=("weather",))
    merge = make(Act.MERGE, other=make().anchor)
    library.put([note, merge], title="Rain", source="/a.txt")
    library.close()
    again = Library(file)
    assert again.marks_of(digest(text)) == (note, merge)
    assert again.marks_of(digest("another")) == ()
    again.close()


def test_a_mark_that_is_put_again_is_changed_and_stays_one(library, make, text):
    note = make(value="first")
    library.put([note], title="Rain", source="/a.txt")
    library.put([with_note(note, "second", ())], title="Rain", source="/a.txt")
    assert [mark.value for mark in library.marks_of(digest(text))] == ["second"]


def test_removed_marks_are_gone_and_come_back_when_that_is_undone(library, make, text):
    one, two = make(value="one"), make(value="two")
    library.put([one, two], title="Rain", source="/a.txt")
    library.remove([one.id])
    assert library.marks_of(digest(text)) == (two,)
    library.put([one], title="Rain", source="/a.txt")
    assert set(library.marks_of(digest(text))) == {one, two}


def test_marks_of_an_earlier_version_of_the_file_are_found(library, make, text):
    earlier, now = make(value="earlier"), make(value="now", text=text + " It cleared up.")
    elsewhere = make(value="elsewhere", text="It rained all day, elsewhere.")
    library.put([earlier], title="Rain", source="/a.txt")
    library.put([elsewhere], title="Other", source="/b.txt")
    library.put([now], title="Rain", source="/a.txt")
    assert library.marks_for(now.anchor.text, "/a.txt") == (earlier, now)
    assert library.marks_for(now.anchor.text, "/moved.txt") == (now,)


def test_articles_without_a_source_have_nothing_in_common(library, make, text):
    library.put([make()], title="Pasted", source="")
    assert library.marks_for(digest("another"), "") == ()


def test_a_source_whose_name_is_no_text_is_known_again(library, make):
    mark = make()
    library.put([mark], title="caf\udce9", source="/caf\udce9.txt")
    assert library.marks_for("", "/caf\udce9.txt") == (mark,)
    assert library.all_marks()[0].title == "caf\udce9"


def test_the_list_of_all_marks_says_whose_they_are(library, make):
    library.put([make(value="a")], title="Rain", source="/a.txt")
    library.put([make(value="b")], title="Sun", source="/b.txt")
    assert [(item.mark.value, item.title, item.source) for item in library.all_marks()] == [
        ("a", "Rain", "/a.txt"),
        ("b", "Sun", "/b.txt"),
    ]


def test_all_marks_go_to_another_computer(library, other, make):
    library.put([make(value="a", tags=("x",)), make(Act.OPINION)], title="Rain", source="/a.txt")
    exported = library.export_marks()
    assert json.loads(exported)["slantwise marks"] == 1
    assert other.import_marks(exported) == 2
    assert other.all_marks() == library.all_marks()
    assert other.import_marks(exported) == 0  # nothing twice


def test_of_two_versions_of_a_mark_the_newer_one_is_kept(library, other, make):
    note = make(value="first")
    library.put([note], title="Rain", source="/a.txt")
    old = library.export_marks()
    other.import_marks(old)
    other.put([with_note(note, "second", ())], title="Rain", source="/a.txt")
    assert other.import_marks(old) == 0
    assert other.all_marks()[0].mark.value == "second"
    assert library.import_marks(other.export_marks()) == 1
    assert library.all_marks()[0].mark.value == "second"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"3",
        b"[" * 100_000,
        b'{"slantwise marks": 2, "marks": []}',
        b'{"slantwise marks": 1, "marks": [3]}',
        b'{"slantwise marks": 1, "marks": [{"mark": {}}]}',
    ],
)
def test_another_file_is_no_export(library, make, data):
    library.put([make()], title="", source="")
    with pytest.raises(LibraryError) as caught:
        library.import_marks(data)
    assert caught.value.reason is Reason.UNSUPPORTED
    assert len(library.all_marks()) == 1


def test_of_an_export_with_one_bad_mark_nothing_is_taken(library, other, make):
    library.put([make(), make()], title="Rain", source="/a.txt")
    exported = json.loads(library.export_marks())
    exported["marks"][1]["mark"]["act"] = "shout"
    with pytest.raises(LibraryError):
        other.import_marks(json.dumps(exported).encode())
    assert other.all_marks() == ()


def test_how_often_the_reader_agrees_is_counted_by_kind(library, make):
    marks = [
        make(Act.OPINION, machine="opinion"),
        make(Act.OPINION, machine="factual", start=19, end=30),
        make(Act.SPEAKER, value="The mayor", machine="The mayor"),
        make(Act.SPEAKER, value="Ann Lee", machine="The mayor"),
        make(Act.VIEWPOINT, value="", machine=""),
        make(Act.LOADED, machine="loaded"),
        make(Act.NOT_LOADED, machine="loaded"),
        make(Act.NOT_ACTOR, machine="May"),
        make(Act.NOTE, value="not about the machine"),
        make(Act.HIGHLIGHT),
    ]
    library.put(marks, title="Rain", source="/a.txt")
    assert library.agreement() == {
        Act.OPINION: (1, 2),
        Act.SPEAKER: (1, 2),
        Act.VIEWPOINT: (0, 1),
        Act.LOADED: (1, 1),
        Act.NOT_LOADED: (0, 1),
        Act.NOT_ACTOR: (0, 1),
    }


def test_of_several_labels_of_a_sentence_the_last_counts(library, make):
    marks = [make(Act.OPINION, machine="factual"), make(Act.FACTUAL, machine="factual")]
    library.put(marks, title="Rain", source="/a.txt")
    assert library.agreement() == {Act.FACTUAL: (1, 1)}
