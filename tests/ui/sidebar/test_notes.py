# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The panel that lists what the reader has marked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reader.document.anchors import Anchor, anchored
from reader.document.readers_marks import Act, new_mark
from reader.session.events import Remembered
from reader.ui.page.hand_dialogs import NoteDialog
from reader.ui.sidebar.rows import ROW_ROLE


def settle():
    """Let the window catch up: lists are filled a turn later, one after the other."""
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture
def noted(reading, kit):
    """The window with a note, a highlight, a label and a mark whose words are gone."""

    def mark(act, words, **known):
        place = kit.span(reading.article, words)
        return new_mark(act, anchored(reading.article.text, place), **known)

    gone = Anchor("0" * 64, 5, 20, "a sentence gone", "", "")
    reading.marks = (
        mark(Act.HIGHLIGHT, "two lanes", tags=("traffic",)),
        mark(Act.NOTE, "1931", value="Or 1932?", tags=("dates", "check")),
        mark(Act.OPINION, "The bridge was built in 1931 and carries two lanes.", machine="factual"),
        new_mark(Act.NOTE, gone, value="Where is it?"),
    )
    reading.window.on_event(Remembered(len(reading.session.opened), reading.marks, {}))
    settle()
    reading.window.menus.actions["notes"].trigger()
    settle()
    reading.panel = reading.page.sidebar.notes
    return reading


def listed(panel):
    rows = (panel.filter.index(n, 0).data(ROW_ROLE) for n in range(panel.filter.rowCount()))
    return [(row.heading, row.note or row.words) for row in rows]


def test_marks_stand_in_the_order_of_the_text_and_lost_ones_below(noted):
    assert listed(noted.panel) == [
        (
            "You: opinion. The model: fact",
            "The bridge was built in 1931 and carries two lanes.",
        ),
        ("Note", "Or 1932?"),
        ("You: highlighted", "two lanes"),
        ("Words not found in this text", ""),
        ("Note", "Where is it?"),
    ]
    assert noted.page.sidebar.tabs.tabText(3) == "Notes 4"


def test_they_are_found_by_words_kind_and_tag(noted):
    panel = noted.panel
    panel.field.setText("1932")
    assert listed(panel) == [("Note", "Or 1932?")]
    panel.field.setText("where")
    assert [heading for heading, _ in listed(panel)] == ["Words not found in this text", "Note"]
    panel.field.setText("no such words")
    assert listed(panel) == []
    assert panel.nothing.text() == "None of your marks matches."
    panel.field.clear()
    panel.kinds.setCurrentText("Highlights")
    assert listed(panel) == [("You: highlighted", "two lanes")]
    panel.kinds.setCurrentIndex(0)
    panel.tags.setCurrentText("dates")
    assert listed(panel) == [("Note", "Or 1932?")]


def test_a_click_goes_to_the_place(noted, qtbot, kit):
    rows = noted.panel.rows
    place = rows.visualRect(noted.panel.filter.index(1, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert noted.view.current == kit.span(noted.article, "1931")


def choose(noted, row, text):
    index = noted.panel.filter.index(row, 0)
    noted.panel.rows.setCurrentIndex(index)
    menu = noted.panel.rows.menu_of(index)
    next(action for action in menu.actions() if action.text() == text).trigger()
    settle()


def test_a_note_is_edited_and_removed_from_its_menu_and_that_is_undone(noted):
    choose(noted, 1, "Edit note…")
    (dialog,) = [d for d in noted.page.findChildren(NoteDialog) if d.isVisible()]
    assert dialog.tags == ("dates", "check")
    dialog.field.setPlainText("Surely 1932.")
    dialog.accept()
    settle()
    assert ("Note", "Surely 1932.") in listed(noted.panel)
    choose(noted, 1, "Remove")
    assert ("Note", "Surely 1932.") not in listed(noted.panel)
    noted.window.menus.actions["undo"].trigger()
    noted.window.menus.actions["undo"].trigger()
    settle()
    assert ("Note", "Or 1932?") in listed(noted.panel)


def test_a_lost_mark_can_be_removed_and_the_heading_goes_with_the_last(noted):
    choose(noted, 4, "Remove")
    assert len(listed(noted.panel)) == 3


def test_delete_removes_the_current_mark(noted, qtbot):
    noted.panel.rows.setCurrentIndex(noted.panel.filter.index(2, 0))
    qtbot.keyClick(noted.panel.rows, Qt.Key.Key_Delete)
    assert [mark.act for mark in noted.page.marks] == [Act.NOTE, Act.OPINION, Act.NOTE]


def test_it_tells_how_often_reader_and_model_agreed(noted, qtbot):
    foot = noted.panel.foot
    qtbot.waitUntil(foot.isVisible)
    assert "Loaded words 0 / 2 · Sentences 1 / 4" in foot.text()


def test_an_empty_panel_says_how_to_begin(reading):
    reading.window.open_panel(3)
    assert "press O, F or U" in reading.page.sidebar.notes.nothing.text()
    assert reading.page.sidebar.notes.nothing.isVisible()
