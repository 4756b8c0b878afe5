# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices: one place that covers and pushes nothing, each with its article, a run as one list."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox

from reader.errors import OpenError, Reason
from reader.session.events import Failed
from reader.ui.notices import Notice
from reader.ui.save_dialog import SaveDialog


def fail(driver, folder, number):
    path = folder / f"torn {number}.pdf"
    driver.window.open_files([path])
    error = OpenError(path, Reason.DAMAGED, "The file is torn.", detail=f"at {number}")
    driver.window.on_event(Failed(len(driver.session.opened), error, opened=False))


@pytest.mark.issue(16)
def test_a_run_of_failures_is_one_list_that_is_scrolled_and_copied(reading, qtbot, tmp_path):
    for number in range(12):
        fail(reading, tmp_path, number)
    area = reading.window.notice_area
    assert reading.told() == ["12 files could not be opened"]
    notice = area.widget_of(0)
    lines = [f"torn {number}.pdf: The file is torn." for number in range(12)]
    assert notice.failures.toPlainText().splitlines() == lines
    assert notice.failures.verticalScrollBar().maximum() > 0
    assert area.height() <= 0.3 * reading.window.height()
    qtbot.mouseClick(notice.copy_button, Qt.MouseButton.LeftButton)
    for number, line in enumerate(lines):
        assert line in QGuiApplication.clipboard().text()
        assert f"at {number}" in QGuiApplication.clipboard().text()
    qtbot.mouseClick(notice.close_button, Qt.MouseButton.LeftButton)
    assert reading.told() == []
    assert reading.view.hasFocus()
    fail(reading, tmp_path, 13)
    assert reading.told() == ["torn 13.pdf: The file is torn."]


@pytest.mark.issue(16)
def test_a_notice_covers_no_text_and_moves_none(reading, qtbot):
    view = reading.view.viewport()
    top, first = view.mapToGlobal(QPoint(0, 0)), reading.view.places.first_offset()
    height = view.height()
    reading.page.notices.show_notice(Notice("Two pages hold no text."))
    area = reading.window.notice_area
    qtbot.waitUntil(lambda: area.isVisible() and view.height() < height)
    assert view.mapToGlobal(QPoint(0, 0)) == top
    assert reading.view.places.first_offset() == first
    assert view.mapToGlobal(QPoint(0, view.height())).y() <= area.mapToGlobal(QPoint(0, 0)).y()


@pytest.mark.issue(16)
def test_what_belongs_to_an_article_is_told_with_it_alone(driver, kit, tmp_path):
    driver.analysed(
        kit.make_article(warnings=("Two pages hold no text.",)), path=tmp_path / "a.txt"
    )
    said = ["bridge.txt: Two pages hold no text."]
    assert driver.told() == said
    driver.analysed(kit.make_article(title="Another"), path=tmp_path / "b.txt")
    assert driver.told() == []
    driver.window.tabs.step_tab(1)
    assert driver.told() == said


def test_an_analysis_that_stops_in_the_background_is_told_with_its_article(driver, kit, tmp_path):
    job = driver.opened(kit.make_article(), tmp_path / "a.txt")
    driver.analysed(kit.make_article(title="Another"), path=tmp_path / "b.txt")
    error = OpenError(None, Reason.WORKER_STOPPED, "the analysis stopped.")
    driver.window.on_event(Failed(job, error, opened=True))
    assert driver.told() == []
    driver.window.tabs.step_tab(1)
    assert "stopped unexpectedly" in driver.told()[0]


def save(reading, qtbot, path):
    reading.window.ask_save()
    dialog = reading.window.findChild(SaveDialog)
    dialog.place.setText(str(path))
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    qtbot.waitUntil(lambda: path.name in " ".join(reading.told()))
    qtbot.waitUntil(lambda: reading.window.findChild(SaveDialog) is None)


def test_saving_again_replaces_what_was_said_of_the_last_copy(reading, qtbot, tmp_path):
    for name in ("one.html", "two.html"):
        save(reading, qtbot, tmp_path / name)
    assert reading.told() == [f"Saved {tmp_path / 'two.html'}"]


def test_a_long_notice_is_shown_whole_and_many_are_scrolled(reading, qtbot):
    window, area = reading.window, reading.window.notice_area
    window.resize(700, 500)
    reading.page.notices.show_notice(Notice("A sentence that goes on for a while. " * 8))
    notice = area.widget_of(0)
    qtbot.waitUntil(
        lambda: notice.label.height() >= notice.label.heightForWidth(notice.label.width())
    )
    assert area.verticalScrollBar().maximum() == 0
    for number in range(9):
        reading.page.notices.show_notice(Notice(f"Notice {number}."))
    assert area.height() <= 0.3 * window.height() < reading.page.height()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    last = area.widget_of(9)
    assert last.mapTo(area, QPoint(0, last.height() - 1)).y() < area.height()
