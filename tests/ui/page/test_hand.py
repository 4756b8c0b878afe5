# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the reader marks with keys and menus, how it shows, and how it is undone and kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMessageBox

from reader.document import ActorType, Label
from reader.document.anchors import anchored
from reader.document.marks import MarkKind, View
from reader.document.readers_marks import Act, new_mark
from reader.errors import LibraryError, Reason
from reader.session.events import Analysed, Kept, MarksChanged, Mended, NotKept, Opened, Remembered
from reader.ui.marks.reason_card import reasons
from reader.ui.page import laying
from reader.ui.page.hand_dialogs import ActorDialog, NameDialog, NoteDialog

FACT = "The bridge was built in 1931 and carries two lanes."
QUOTE = "the repairs are far too expensive"


def settle():
    """Let the window catch up: lists are filled a turn later, one after the other."""
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture
def at(reading, kit):
    """Goes to words of the article."""

    def go(words):
        place = kit.span(reading.article, words)
        reading.view.go_to_span(place)
        return place

    return go


@pytest.fixture
def select(reading, kit):
    """Selects words of the article."""

    def choose(words):
        place = kit.span(reading.article, words)
        positions = reading.view.places.page.positions
        cursor = QTextCursor(reading.view.document())
        cursor.setPosition(positions.to_qt(place.start))
        cursor.setPosition(positions.to_qt(place.end), QTextCursor.MoveMode.KeepAnchor)
        reading.view.setTextCursor(cursor)
        return place

    return choose


def press(qtbot, reading, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(reading.view, key, modifier)
    settle()


def undo(reading):
    reading.window.menus.actions["undo"].trigger()
    settle()


def redo(reading):
    reading.window.menus.actions["redo"].trigger()
    settle()


def choose(menu, *texts):
    """Trigger what stands in a menu under the texts, one in the other."""
    *outer, last = texts
    for text in outer:
        menu = next(a.menu() for a in menu.actions() if a.text() == text)
    next(action for action in menu.actions() if action.text() == last).trigger()
    settle()


def answer(reading, kind, **fields):
    """Fill in the dialog that is open, and accept it."""
    (dialog,) = [d for d in reading.page.findChildren(kind) if d.isVisible()]
    for name, value in fields.items():
        field = getattr(dialog, name)
        if kind is ActorDialog:
            field.setCurrentText(value)
        elif name == "field" and kind is NoteDialog:
            field.setPlainText(value)
        else:
            field.setText(value)
    dialog.accept()
    settle()


def label_of(reading, words):
    start = reading.article.text.index(words)
    return next(s.label for s in reading.page.index.sentences if s.start == start)


def acts(reading):
    return [mark.act for mark in reading.page.marks]


def actor(reading, name):
    return next((a for a in reading.page.index.analysis.actors if a.name == name), None)


def test_a_key_says_what_a_sentence_is_and_the_counts_follow(reading, qtbot, at):
    before = reading.page.counts()
    place = at(FACT)
    press(qtbot, reading, Qt.Key.Key_O)
    assert label_of(reading, FACT) is Label.OPINION
    assert reading.page.counts()[MarkKind.OPINION] == before[MarkKind.OPINION] + 1
    assert reading.window.toolbar.chips[MarkKind.OPINION].count == before[MarkKind.OPINION] + 1
    (mark,) = reading.page.marks
    assert (mark.anchor.exact, mark.machine) == (FACT, "factual")
    card = reasons(reading.page.index, place.start)
    assert [(part.heading, part.grounds) for part in card] == [
        ("You: opinion", "The model: fact, 10 %.")
    ]
    # The model's analysis, of which copies are made, is as it was.
    assert label_of(reading, FACT) is not Label.FACTUAL
    assert reading.page.analysis.sentences[3].label is Label.FACTUAL


def test_another_label_replaces_the_first_and_the_same_takes_it_back(reading, qtbot, at):
    at(FACT)
    press(qtbot, reading, Qt.Key.Key_O)
    press(qtbot, reading, Qt.Key.Key_U)
    assert acts(reading) == [Act.UNCLEAR]
    press(qtbot, reading, Qt.Key.Key_U)
    assert acts(reading) == []
    undo(reading)
    assert acts(reading) == [Act.UNCLEAR]
    undo(reading)
    assert acts(reading) == [Act.OPINION]
    undo(reading)
    assert label_of(reading, FACT) is Label.FACTUAL
    redo(reading)
    assert label_of(reading, FACT) is Label.OPINION


def test_every_change_is_kept_at_once_and_so_is_every_undo(reading, qtbot, at):
    at(FACT)
    press(qtbot, reading, Qt.Key.Key_O)
    ((put, removed),) = reading.session.kept
    assert [mark.act for mark in put] == [Act.OPINION]
    assert removed == ()
    press(qtbot, reading, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert reading.session.kept[-1] == ((), (put[0].id,))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(qtbot, reading, Qt.Key.Key_Z, both)
    assert reading.session.kept[-1] == (put, ())


def test_the_edit_menu_names_what_it_undoes(reading, qtbot, at):
    actions = reading.window.menus.actions
    assert not actions["undo"].isEnabled()
    at(FACT)
    press(qtbot, reading, Qt.Key.Key_O)
    assert actions["undo"].text() == "&Undo “This is opinion”"
    undo(reading)
    assert actions["redo"].text() == "&Redo “This is opinion”"
    assert not actions["undo"].isEnabled()


def test_the_menu_of_a_place_says_what_its_sentence_is(reading, at):
    place = at(FACT)
    choose(reading.page.menu_at(place.start), "This sentence is", "Opinion")
    assert acts(reading) == [Act.OPINION]
    choose(reading.page.menu_at(place.start), "This sentence is", "As the model says")
    assert acts(reading) == []


def test_selected_words_are_loaded_and_the_models_are_not(reading, qtbot, select):
    select("blunder")
    press(qtbot, reading, Qt.Key.Key_L)
    assert reading.page.counts()[MarkKind.LOADED] == 2
    select("shameful")
    press(qtbot, reading, Qt.Key.Key_L)
    assert acts(reading) == [Act.LOADED, Act.NOT_LOADED]
    assert reading.page.counts()[MarkKind.LOADED] == 1
    undo(reading)
    assert reading.page.counts()[MarkKind.LOADED] == 2
    undo(reading)
    assert reading.page.counts()[MarkKind.LOADED] == 1


def test_selected_words_are_somebodys_view(reading, qtbot, select):
    select("the heart of the town")
    press(qtbot, reading, Qt.Key.Key_V)
    answer(reading, NameDialog, field="Bo Lind")
    assert reading.page.counts()[MarkKind.VIEWPOINT] == 2
    assert actor(reading, "Bo Lind") is not None
    names = {label.name: label.own for _, label, _ in reading.view.labels_on_screen()}
    assert names == {"Bo Lind": True, "Ada Ngo": False}
    undo(reading)
    assert actor(reading, "Bo Lind") is None


def test_a_viewpoint_is_another_speakers_or_nobodys(reading, at):
    place = at(QUOTE)
    choose(reading.page.menu_at(place.start), "Another speaker…")
    answer(reading, NameDialog, field="Town council")
    (viewpoint,) = reading.page.index.accounts.viewpoints
    assert (viewpoint.holder, viewpoint.own) == ("Town council", True)
    assert reading.page.marks[0].machine == "Ada Ngo"
    undo(reading)
    assert reading.page.index.accounts.viewpoints[0].holder == "Ada Ngo"
    choose(reading.page.menu_at(place.start), "Not a viewpoint")
    assert reading.page.counts()[MarkKind.VIEWPOINT] == 0
    undo(reading)
    assert reading.page.counts()[MarkKind.VIEWPOINT] == 1


def test_a_highlight_comes_and_goes_with_its_key(reading, qtbot, select):
    place = select("two lanes")
    press(qtbot, reading, Qt.Key.Key_H)
    assert acts(reading) == [Act.HIGHLIGHT]
    assert place in reading.page.index.stops()
    press(qtbot, reading, Qt.Key.Key_H)
    assert acts(reading) == []
    undo(reading)
    assert acts(reading) == [Act.HIGHLIGHT]


def test_a_note_is_written_changed_and_removed(reading, qtbot, select):
    place = select("1931")
    press(qtbot, reading, Qt.Key.Key_M)
    answer(reading, NoteDialog, field="Or 1932?", tag_field="dates, #check, dates")
    (mark,) = reading.page.marks
    assert (mark.value, mark.tags, mark.anchor.exact) == ("Or 1932?", ("dates", "check"), "1931")
    assert reasons(reading.page.index, place.start)[0].grounds == "Or 1932?\n#dates #check"
    choose(reading.page.menu_at(place.start), "Edit note…")
    answer(reading, NoteDialog, field="It was 1932.")
    assert [(m.id, m.value) for m in reading.page.marks] == [(mark.id, "It was 1932.")]
    undo(reading)
    assert reading.page.marks == (mark,)
    choose(reading.page.menu_at(place.start), "Remove note")
    assert reading.page.marks == ()
    undo(reading)
    assert reading.page.marks == (mark,)


def row_menu(reading, name):
    rows = reading.page.sidebar.actors.rows
    model = rows.model()
    row = next(n for n in range(model.rowCount()) if model.index(n, 0).data() == name)
    return rows.menu_of(model.index(row, 0))


def test_an_actor_is_renamed_retyped_and_struck_out(reading):
    choose(row_menu(reading, "Ada Ngo"), "Rename…")
    answer(reading, NameDialog, field="Ada N. Ngo")
    choose(row_menu(reading, "Ada N. Ngo"), "Type", "organisation")
    changed = actor(reading, "Ada N. Ngo")
    assert (changed.type, "Ada Ngo" in changed.aliases) == (ActorType.ORGANISATION, True)
    choose(row_menu(reading, "Ada N. Ngo"), "Not an actor")
    assert actor(reading, "Ada N. Ngo") is None
    for _ in range(3):
        undo(reading)
    assert actor(reading, "Ada Ngo").type is ActorType.PERSON
    redo(reading)
    assert actor(reading, "Ada N. Ngo") is not None


def test_two_actors_become_one_and_a_mention_is_split_off(reading, at):
    choose(row_menu(reading, "Town council"), "Merge with…")
    answer(reading, ActorDialog)
    assert [a.name for a in reading.page.index.analysis.actors] == ["Ada Ngo"]
    assert len(actor(reading, "Ada Ngo").mentions) == 4
    undo(reading)
    place = at("the heart")
    menu = reading.page.menu_at(place.start)
    choose(menu, "Actor: Ada Ngo", "Not this actor (split off)…")
    answer(reading, NameDialog, field="The heart")
    assert actor(reading, "The heart").mentions == (place,)
    assert len(actor(reading, "Ada Ngo").mentions) == 2
    undo(reading)
    assert len(actor(reading, "Ada Ngo").mentions) == 3


def test_while_the_analysis_runs_only_notes_and_highlights_can_be_made(
    driver, qtbot, kit, tmp_path
):
    article = kit.make_article()
    job = driver.opened(article, tmp_path / "bridge.txt")
    driver.view.setFocus()
    analysis = kit.make_analysis(article)
    driver.judged(job, analysis.sentences[:4], 0.5)
    driver.view.go_to_span(kit.span(article, FACT))
    qtbot.keyClick(driver.view, Qt.Key.Key_O)
    assert driver.page.marks == ()
    qtbot.keyClick(driver.view, Qt.Key.Key_H)
    assert [item.mark.act for item in driver.page.index.overlay.placed] == [Act.HIGHLIGHT]
    driver.window.on_event(Analysed(job, analysis, 0.1))
    assert [item.mark.act for item in driver.page.index.overlay.placed] == [Act.HIGHLIGHT]


def test_the_readers_marks_are_told_apart_in_the_margin_and_the_track(reading, qtbot, at):
    at(FACT)
    press(qtbot, reading, Qt.Key.Key_O)
    assert reading.page.index.own_numbers() == {3}
    track = reading.page.track
    lane = track.lanes[0]
    assert "(yours)" in track.said(lane, lane.stops[2])
    ((_, items),) = reading.view.own_on_screen()
    assert [item.mark.act for item in items] == [Act.OPINION]


def remembered(reading, kit, act=Act.OPINION, words=FACT):
    return new_mark(act, anchored(reading.article.text, kit.span(reading.article, words)))


def test_marks_from_before_and_from_another_window_are_shown(reading, kit):
    job = len(reading.session.opened)
    mark, other = remembered(reading, kit), remembered(reading, kit, Act.HIGHLIGHT, "1931")
    reading.window.on_event(Remembered(job, (mark,), {}))
    assert label_of(reading, FACT) is Label.OPINION
    reading.window.on_event(MarksChanged())
    assert reading.session.recalled == [job]
    reading.window.on_event(Remembered(job, (mark, other)))
    assert reading.page.marks == (mark, other)


def test_what_is_not_kept_yet_outlives_a_look_into_the_library(reading, qtbot, at, kit):
    at(FACT)
    press(qtbot, reading, Qt.Key.Key_O)
    job, mine = len(reading.session.opened), reading.page.marks
    reading.window.on_event(Remembered(job, ()))
    assert reading.page.marks == mine
    reading.window.on_event(Kept(1))
    # Another window has removed it meanwhile.
    reading.window.on_event(Remembered(job, ()))
    assert reading.page.marks == ()


FULL = LibraryError(None, Reason.DISK_FULL, "The library finds no room on the disk.", detail="full")


def told(reading):
    return [notice.text for notice in reading.window.own.notices.notices]


def test_marks_that_cannot_be_kept_are_told_of_once_and_tried_again(reading, qtbot, at):
    at(FACT)
    press(qtbot, reading, Qt.Key.Key_O)
    reading.window.on_event(NotKept(FULL))
    reading.window.on_event(NotKept(FULL))
    assert told(reading) == [
        "The library finds no room on the disk. What you marked stays in this window until it can "
        "be kept."
    ]
    assert label_of(reading, FACT) is Label.OPINION
    reading.window.notice_area.widget_of(0).action_button.click()
    assert reading.session.retries == 1
    reading.window.on_event(Kept(1))
    assert told(reading) == []


def test_the_window_stays_until_marks_are_kept(reading, qtbot, at):
    at(FACT)
    press(qtbot, reading, Qt.Key.Key_O)
    reading.window.close()
    assert reading.window.isVisible()
    assert reading.session.retries == 1
    reading.window.on_event(Kept(1))
    assert not reading.window.isVisible()
    assert reading.session.closed


def test_the_reader_may_close_without_what_cannot_be_kept(reading, qtbot, at):
    at(FACT)
    press(qtbot, reading, Qt.Key.Key_O)
    reading.window.close()
    reading.window.on_event(NotKept(FULL))
    (box,) = reading.window.findChildren(QMessageBox)
    assert "1 change to your marks could not be kept." in box.text()
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert reading.window.isVisible()
    reading.window.close()
    reading.window.on_event(NotKept(FULL))
    box = reading.window.findChildren(QMessageBox)[-1]
    box.button(QMessageBox.StandardButton.Discard).click()
    assert not reading.window.isVisible()


def test_a_mended_library_is_told_of(reading):
    reading.window.on_event(Mended(Path("/data/library.damaged"), 3, complete=False))
    (text,) = told(reading)
    assert "3 marks of yours could be read out of it. Some may be missing." in text


def test_an_article_opens_as_it_was_left(driver, kit, tmp_path):
    blocks = "\n\n".join(f"Paragraph {n} of a long text about the bridge." for n in range(90))
    article = kit.article_of(
        *[(kit.make_article().blocks[2].kind, b) for b in blocks.split("\n\n")]
    )
    place = {
        "offset": article.text.index("Paragraph 60 "),
        "share": 0.0,
        "panel": 3,
        "view": {"show_from": 0.8, "opinion": True, "viewpoints": False},
    }
    job = driver.opened(article, tmp_path / "long.txt")
    driver.window.on_event(Remembered(job, (), place))
    driver.window.on_event(Analysed(job, kit.make_analysis(kit.make_article()), 0.0))
    settle()
    assert driver.window.view == View(show_from=0.8, viewpoints=False)
    assert driver.window.toolbar.threshold.value() == 80
    assert driver.page.sidebar.tabs.currentIndex() == 3
    assert driver.view.places.first_offset() == pytest.approx(place["offset"], abs=120)
    # A new article is shown as the reader last asked for.
    assert driver.session.stored_view == View()
    driver.window.tabs.close_current()
    ((path, _, left),) = driver.session.remembered
    assert path == tmp_path / "long.txt"
    assert (left["panel"], left["view"]["show_from"]) == (3, 0.8)
    assert left["offset"] == pytest.approx(place["offset"], abs=120)


def test_a_file_that_is_read_again_keeps_the_hand_and_its_undo(reading, qtbot, at, kit):
    at(FACT)
    press(qtbot, reading, Qt.Key.Key_O)
    reading.window.menus.actions["reload"].trigger()
    job = len(reading.session.opened)
    reading.window.on_event(Opened(job, reading.article))
    reading.window.on_event(Analysed(job, kit.make_analysis(reading.article), 0.1))
    settle()
    assert label_of(reading, FACT) is Label.OPINION
    undo(reading)
    assert label_of(reading, FACT) is Label.FACTUAL


def test_the_menu_key_is_for_the_place_of_the_keyboard(reading, qtbot, at):
    place = at(FACT)
    asked = []
    reading.view.menu_requested.connect(lambda _point, offset: asked.append(offset))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(reading.view.viewport(), event)
    assert asked == [place.start]


def test_a_books_marks_are_laid_over_it_while_the_window_answers(reading, qtbot, at, monkeypatch):
    monkeypatch.setattr(laying, "_MOST_AT_ONCE", 0)
    at(FACT)
    press(qtbot, reading, Qt.Key.Key_O)
    press(qtbot, reading, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: label_of(reading, FACT) is Label.UNCLEAR)
    assert acts(reading) == [Act.UNCLEAR]
    undo(reading)
    qtbot.waitUntil(lambda: label_of(reading, FACT) is Label.OPINION)


def test_a_type_that_nobody_knows_changes_nothing(reading, kit):
    place = anchored(reading.article.text, kit.span(reading.article, "Ada Ngo"))
    mark = new_mark(Act.TYPE, place, value="robot", machine="android")
    reading.window.on_event(Remembered(len(reading.session.opened), (mark,), {}))
    settle()
    assert actor(reading, "Ada Ngo").type is ActorType.PERSON
    assert "robot" in reading.page.sidebar.notes.model.index(0, 0).data(
        Qt.ItemDataRole.AccessibleTextRole
    )


def test_a_viewpoint_is_copied_with_its_speaker_and_source(reading, qtbot):
    from PySide6.QtGui import QGuiApplication

    place = reading.page.index.accounts.viewpoints[0]
    reading.page.view.go_to_span(place.place)
    reading.window.menus.actions["copy_cited"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().startswith(f"“{place.words}” ({place.holder}, in: ")
    assert "<blockquote>" in data.html()
