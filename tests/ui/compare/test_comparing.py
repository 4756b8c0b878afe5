# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Comparing articles in the window: which ones, what goes wrong, and what is shown."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from reader.document import Batch
from reader.document.blind import BlindReading, reading_to_dict
from reader.document.comparison import UNRELATED, Related
from reader.errors import ModelError, OpenError, Reason
from reader.session.events import Analysed, Compared, Failed, Judged, Opened, Remembered
from reader.ui.compare import choice
from reader.ui.compare.choice import ChoiceDialog
from reader.ui.compare.fact_rows import FACT_ROLE
from reader.ui.compare.facts import Section
from reader.ui.theme import ThemeChoice
from tests.comparisons import comparison_of_two

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CHECKED = Qt.CheckState.Checked

pytestmark = pytest.mark.issue(17)


@pytest.fixture
def two(driver, tmp_path, qtbot):
    """The window with both articles of the comparison open and analysed, the first in front."""
    driver.comparison = comparison_of_two()
    for number, analysis in enumerate(driver.comparison.analyses):
        job = driver.opened(analysis.article, tmp_path / f"{number}.txt")
        driver.window.on_event(Analysed(job, analysis, 0.1))
    driver.window.tabs.bar.setCurrentIndex(0)
    driver.qtbot = qtbot
    return driver


def asked(driver):
    """The dialog that the key opens."""
    QTest.keyClick(driver.view, Qt.Key.Key_M, CONTROL | SHIFT)
    dialogs = driver.window.findChildren(ChoiceDialog)
    return dialogs[-1] if dialogs else None


def compared(driver, comparison=None):
    """The window that comes of comparing the two open articles."""
    dialog = asked(driver)
    QTest.mouseClick(dialog.compare, Qt.MouseButton.LeftButton)
    driver.qtbot.waitUntil(lambda: bool(driver.session.compared))
    answer = comparison or driver.comparison
    job = 3000 + len(driver.session.compared)
    driver.window.on_event(Compared(job, answer))
    driver.qtbot.waitUntil(lambda: bool(driver.window.comparing.windows))
    window = driver.window.comparing.windows[-1]
    driver.qtbot.waitExposed(window)
    return window


def marked(window):
    """The words that are outlined in the left and in the right column."""
    return [
        view.article.text[view.current.start : view.current.end] if view.current else None
        for view in window.columns.views
    ]


def listed(window):
    model = window.panel.model
    return [model.index(row, 0).data(FACT_ROLE) for row in range(model.rowCount())]


def test_the_open_articles_are_offered_and_compared_as_the_reader_has_them(two):
    dialog = asked(two)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == [
        "The mayor’s wall"
    ]
    assert dialog.list.item(0).checkState() is CHECKED
    QTest.mouseClick(dialog.compare, Qt.MouseButton.LeftButton)
    two.qtbot.waitUntil(lambda: bool(two.session.compared))
    assert two.session.compared == [list(two.comparison.analyses)]
    assert dialog.said.text() == "Comparing…"
    dialog.cancel.click()
    # What comes of it is past caring.
    two.window.on_event(Compared(3001, two.comparison))
    assert not two.window.comparing.windows
    two.qtbot.waitUntil(lambda: 3001 in two.session.cancelled)


def test_stepping_outlines_what_both_report(two, qtbot):
    window = compared(two)
    assert window.windowTitle() == "A wall <at> last ⇄ The mayor’s wall — Slantwise"
    assert window.count.text() == "1 sentence in both"
    assert window.said.isHidden()
    qtbot.keyClick(window.columns.views[0], Qt.Key.Key_N)
    assert marked(window) == ["We need a wall, Marsh said.", "The mayor wants a wall."]
    assert window.count.text() == "1 of 1 in both"
    # The arrows go from sentence to sentence; what stands alone has nothing beside it.
    qtbot.keyClick(window.columns.views[0], Qt.Key.Key_Right)
    assert marked(window) == ["Marsh is a coward.", None]
    assert window.count.text() == "1 sentence in both"
    # From the other column as well.
    window.columns.views[1].setFocus()
    qtbot.keyClick(window.columns.views[1], Qt.Key.Key_P)
    assert marked(window) == ["We need a wall, Marsh said.", "The mayor wants a wall."]


def test_a_screen_reader_is_told_what_lies_beside_a_sentence(two):
    window = compared(two)
    view = QAccessible.queryAccessibleInterface(window.columns.views[0])
    details = [
        view.child(block).child(0).text(QAccessible.Text.Description)
        for block in range(view.childCount())
        if view.child(block).childCount()
    ]
    assert details[0].endswith("also in B")
    assert details[1].endswith("only in this article")
    assert window.columns.views[0].accessibleName() == "Article A: A wall <at> last"


def test_what_one_alone_reports_is_hatched_when_it_is_asked_for(two, qtbot):
    window = compared(two)
    view = window.columns.views[1]
    plain = view.grab().toImage()
    qtbot.keyClick(view, Qt.Key.Key_O)
    assert window.alone.isChecked()
    assert view.grab().toImage() != plain
    qtbot.keyClick(view, Qt.Key.Key_O)
    assert view.grab().toImage() == plain


def test_the_list_leads_to_its_evidence(two, qtbot):
    window = compared(two)
    facts = listed(window)
    assert window.panel.which.currentText() == "Who is in both: 2"
    assert [fact.words for fact in facts if fact.heading] == ["Helen Marsh", "David Reed"]
    row = next(n for n, fact in enumerate(facts) if fact.about == "David Reed, critical")
    window.panel.rows.setCurrentIndex(window.panel.model.index(row, 0))
    window.panel.rows.setFocus()
    qtbot.keyClick(window.panel.rows, Qt.Key.Key_Return)
    assert "A. By the author: 100\xa0% critical. 2 mentions, 3 words relayed" in [
        fact.said for fact in facts
    ]
    assert marked(window) == [None, "Reed called Marsh a coward."]
    texts = [window.panel.which.itemText(n) for n in range(window.panel.which.count())]
    assert texts[1:] == [
        "Voices and names in one alone: 5",
        "What only one reports: 4",
        "What both report: 1",
    ]
    window.panel.which.setCurrentIndex(1)
    said = [fact.said for fact in listed(window)]
    assert "Words that A alone carries" in said
    assert any(words.startswith("B. Paul Stone") for words in said)


def test_two_that_are_not_about_the_same_thing_are_said_not_to_be(two):
    apart = dataclasses.replace(two.comparison, related=Related(0.1, (0, 1)))
    window = compared(two, apart)
    assert window.said.text().startswith(UNRELATED)
    assert window.said.isVisible()
    assert window.count.text() == "No sentence in both"
    for widget in (window.next, window.previous, window.together, window.alone):
        assert not widget.isEnabled()
    assert window.panel.which.findData(Section.SAME) == -1
    QTest.keyClick(window.columns.views[0], Qt.Key.Key_N)
    assert marked(window) == [None, None]


def test_a_file_is_opened_in_the_background(two, tmp_path, monkeypatch, qtbot):
    two.window.tabs.close_tab(1)
    path = tmp_path / "third.txt"
    monkeypatch.setattr(choice, "ask_open", lambda *_: [path])
    dialog = asked(two)
    assert not dialog.compare.isEnabled()
    dialog.another.click()
    dialog.compare.click()
    assert two.session.opened[-1] == path
    assert len(two.window.tabs) == 1
    job = len(two.session.opened)
    article = two.comparison.analyses[1].article
    two.window.on_event(Opened(job, article))
    two.window.on_event(Judged(job, Batch((), (), 0.4)))
    assert dialog.said.text() == "Analysing The mayor’s wall…"
    assert dialog.progress.value() == 40
    two.window.on_event(Analysed(job, two.comparison.analyses[1], 0.1))
    assert not two.session.compared
    two.window.on_event(Remembered(job, (), {}))
    qtbot.waitUntil(lambda: bool(two.session.compared))
    assert two.session.compared == [list(two.comparison.analyses)]
    dialog.cancel.click()


def test_cancelling_drops_the_file(two, tmp_path, monkeypatch):
    monkeypatch.setattr(choice, "ask_open", lambda *_: [tmp_path / "third.txt"])
    dialog = asked(two)
    dialog.another.click()
    dialog.compare.click()
    two.qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert two.session.cancelled == [len(two.session.opened)]


def test_a_file_that_cannot_be_opened_is_told_in_the_dialog(two, tmp_path, monkeypatch):
    path = tmp_path / "locked.pdf"
    monkeypatch.setattr(choice, "ask_open", lambda *_: [path])
    dialog = asked(two)
    dialog.another.click()
    dialog.compare.click()
    error = OpenError(path, Reason.ENCRYPTED, "The file needs a password.")
    two.window.on_event(Failed(len(two.session.opened), error, False))
    assert dialog.said.text() == (
        "locked.pdf: The file needs a password. Open it in a tab, and compare it from there."
    )
    assert dialog.compare.isEnabled()
    assert not two.told()
    dialog.cancel.click()


def test_what_is_read_blind_is_not_compared(two, tmp_path, monkeypatch):
    two.page.blind.toggle()
    assert asked(two) is None
    assert two.told() == [
        "You are reading “A wall <at> last” blind: a comparison would show what the model says of "
        "it."
    ]
    two.window.tabs.bar.setCurrentIndex(1)
    dialog = asked(two)
    assert dialog.list.item(0).text() == "A wall <at> last — its blind reading is under way"
    assert not dialog.compare.isEnabled()
    # Nor a file whose blind reading was left in the middle.
    monkeypatch.setattr(choice, "ask_open", lambda *_: [tmp_path / "third.txt"])
    dialog.another.click()
    dialog.compare.click()
    job = len(two.session.opened)
    two.window.on_event(Opened(job, two.comparison.analyses[0].article))
    left = {"blind": reading_to_dict(BlindReading("2026-01-02T03:04:05+00:00"))}
    two.window.on_event(Remembered(job, (), left))
    assert dialog.said.text().startswith("You are reading “A wall <at> last” blind")
    assert job in two.session.cancelled
    dialog.cancel.click()


def test_beginning_a_blind_reading_closes_the_comparison(two):
    window = compared(two)
    two.page.blind.toggle()
    assert not window.isVisible()
    assert not two.window.comparing.windows
    assert "reading blind" in two.told()[-1]


def test_it_is_saved_as_a_page(two, tmp_path, monkeypatch, qtbot):
    window = compared(two)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "both"), ""))
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: bool(window.notices.notices))
    path, saved, reads, _view = two.session.comparisons[0]
    assert path == tmp_path / "both.html"
    assert saved is two.comparison
    assert [read.analysis for read in reads] == list(two.comparison.analyses)
    assert window.notices.notices[0].text == f"Saved {path}"


def test_of_three_the_pair_can_be_chosen(two, kit, tmp_path):
    third = two.comparison.analyses[1]
    one, other = two.comparison.analyses
    three = dataclasses.replace(
        two.comparison,
        analyses=(one, other, third),
        actors=tuple(
            dataclasses.replace(actor, ids=(*actor.ids, actor.ids[1]))
            for actor in two.comparison.actors
        ),
        sentences=tuple(
            dataclasses.replace(same, spans=(*same.spans, same.spans[1]))
            for same in two.comparison.sentences
        ),
    )
    job = two.opened(third.article, tmp_path / "third.txt")
    two.window.on_event(Analysed(job, third, 0.1))
    two.window.tabs.bar.setCurrentIndex(0)
    dialog = asked(two)
    for row in range(dialog.list.count()):
        dialog.list.item(row).setCheckState(CHECKED)
    dialog.compare.click()
    two.qtbot.waitUntil(lambda: bool(two.session.compared))
    two.window.on_event(Compared(3001, three))
    two.qtbot.waitUntil(lambda: bool(two.window.comparing.windows))
    window = two.window.comparing.windows[0]
    left, right = window.columns.columns
    assert left.choice.isVisible()
    right.article_chosen.emit(2)
    assert window.columns.numbers == (0, 2)
    # The one that is in the other column changes places with this one.
    left.article_chosen.emit(2)
    assert window.columns.numbers == (2, 0)
    QTest.keyClick(window.columns.views[0], Qt.Key.Key_N)
    assert marked(window) == ["The mayor wants a wall.", "We need a wall, Marsh said."]


def test_the_parts_lie_below_each_other_where_there_is_little_room(two):
    window = compared(two)
    columns, parts = window.columns, window.panel.parent()
    for width, expected in ((1300, (1, 1)), (900, (1, 2)), (560, (2, 2))):
        window.resize(width, 800)
        assert (columns.orientation().value, parts.orientation().value) == expected


def test_it_follows_the_look_and_goes_with_the_window(two, qtbot):
    window = compared(two)
    two.window.choose_theme(ThemeChoice.DARK)
    assert window.columns.views[1].theme.name == "dark"
    qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    assert window.columns.views[0].zoom == pytest.approx(1.1)
    two.window.close()
    assert not two.window.comparing.windows


def test_the_keyboard_gets_from_the_articles_to_the_list_and_back(two, qtbot):
    window = compared(two)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    left, right = window.columns.views
    assert left.hasFocus()
    seen = []
    for _ in range(12):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
    assert right in seen
    assert window.panel.rows in seen
    assert window.save in seen
    assert left in seen
    # With the list the keyboard does not go away.
    window.panel.rows.setFocus()
    qtbot.keyClick(window.panel.rows, Qt.Key.Key_L)
    assert window.panel.isHidden()
    assert left.hasFocus()


def test_a_comparison_that_fails_is_told_and_can_be_asked_for_again(two, qtbot):
    dialog = asked(two)
    dialog.compare.click()
    qtbot.waitUntil(lambda: bool(two.session.compared))
    error = ModelError(None, Reason.UNEXPECTED, "The articles cannot be compared.")
    # It may come before it is known under which number it was asked for.
    two.window.on_event(Failed(3001, error, False))
    qtbot.waitUntil(dialog.compare.isEnabled)
    assert dialog.said.text() == "The articles cannot be compared."
    dialog.compare.click()
    qtbot.waitUntil(lambda: len(two.session.compared) == 2)
    dialog.cancel.click()
