# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Threshold, layers, place and panel belong to the article; what they hide is always said."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reader.document.marks import View
from reader.session.events import Analysed, Opened, Remembered

pytestmark = pytest.mark.issue(16)


def said(driver):
    return driver.window.status.label.text()


def test_a_threshold_chosen_for_one_article_hides_nothing_in_another(reading, qtbot, tmp_path):
    reading.window.toolbar.threshold.setValue(95)
    qtbot.waitUntil(lambda: reading.session.stored_view.show_from == 0.95)
    reading.analysed(path=tmp_path / "other.txt")
    assert reading.window.toolbar.threshold.value() == 60
    assert said(reading).startswith("2 of 6 sentences")
    qtbot.keyClick(
        reading.window.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier
    )
    assert reading.window.toolbar.threshold.value() == 95


def test_switching_a_layer_leaves_what_else_a_copy_was_saved_with(driver, qtbot, kit, tmp_path):
    article = kit.make_article()
    view = View(show_from=0.3, notes=False, machine=False)
    driver.window.open_files([tmp_path / "copy.html"])
    driver.window.on_event(Opened(1, article, view))
    driver.window.on_event(Analysed(1, kit.make_analysis(article), 0.0))
    qtbot.keyClick(driver.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert driver.page.index.view == replace(view, facts=True)
    qtbot.waitUntil(lambda: driver.session.stored_view.facts)
    # Whose marks the copy shows is no wish for other articles.
    driver.analysed(path=tmp_path / "other.txt")
    assert driver.page.index.view == View(facts=True)


def test_the_threshold_is_moved_by_commands_of_the_menu(reading):
    reading.window.menus.actions["fewer"].trigger()
    assert reading.page.index.view.show_from == 0.65
    reading.window.menus.actions["more"].trigger()
    reading.window.menus.actions["more"].trigger()
    assert reading.page.index.view.show_from == 0.55


def test_the_count_says_what_is_hidden_and_by_which_threshold(reading, qtbot):
    reading.window.toolbar.threshold.setValue(95)
    assert "1 of 6 sentences" in said(reading)
    assert "Hidden: 2 opinions below 95 %" in said(reading)
    qtbot.keyClick(reading.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert "Hidden: 2 opinions below 95 %, viewpoints" in said(reading)
    reading.window.toolbar.threshold.setValue(50)
    qtbot.keyClick(reading.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert "Hidden" not in said(reading)


def test_what_is_chosen_for_an_article_is_kept_at_once(reading, qtbot, tmp_path):
    reading.window.toolbar.threshold.setValue(80)
    qtbot.keyClick(reading.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(reading.session.remembered) > 0)
    path, _, place = reading.session.remembered[-1]
    assert path == tmp_path / "bridge.txt"
    assert (place["view"]["show_from"], place["view"]["facts"]) == (0.8, True)


def test_what_is_hidden_is_said_of_an_article_that_opens_as_it_was_left(driver, kit, tmp_path):
    driver.analysed(path=tmp_path / "bridge.txt")
    place = {"view": {"show_from": 0.95, "opinion": False}, "panel": 2}
    driver.window.on_event(Remembered(1, (), place))
    QApplication.processEvents()
    assert "Hidden: 2 opinions below 95 %, the author’s opinion" in said(driver)
    assert driver.page.sidebar.tabs.currentIndex() == 2
