# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What shows that something is elsewhere: dots on tabs, marks of other windows, where to drop."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QAbstractAnimation, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import QApplication

from reader.session.events import Analysed, Kept, Opened, Remembered
from reader.ui.notices import Notice
from reader.ui.theme import ThemeChoice

pytestmark = pytest.mark.issue(16)
CONTROL = Qt.KeyboardModifier.ControlModifier


# Tabs


def signed(driver):
    bar = driver.window.tabs.bar
    return [not bar.tabIcon(number).isNull() for number in range(bar.count())]


def test_a_tab_behind_another_shows_that_it_has_something_to_tell(reading, qtbot, tmp_path):
    first = reading.page
    reading.analysed(path=tmp_path / "other.txt")
    assert signed(reading) == [False, False]
    before = reading.window.tabs.bar.grab().toImage()
    first.notices.show_notice(Notice("Saved the copy."))
    assert signed(reading) == [True, False]
    assert reading.window.tabs.bar.grab().toImage() != before
    bar = reading.window.tabs.bar
    assert bar.accessibleTabName(0) == "The bridge must stay, something to tell"
    names = QAccessible.queryAccessibleInterface(bar).child(0).text(QAccessible.Text.Name)
    assert names == "The bridge must stay, something to tell"
    qtbot.keyClick(reading.window.focusWidget(), Qt.Key.Key_Tab, CONTROL)
    assert signed(reading) == [False, False]
    assert bar.accessibleTabName(0) == ""
    # What has been seen is nothing new when it is left.
    qtbot.keyClick(reading.window.focusWidget(), Qt.Key.Key_Tab, CONTROL)
    assert signed(reading) == [False, False]


def test_so_does_one_that_was_never_looked_at(driver, kit, tmp_path):
    driver.window.open_files([tmp_path / "a.txt", tmp_path / "b.txt"])
    driver.window.on_event(Opened(1, kit.make_article(warnings=("Two pictures were left out.",))))
    driver.window.on_event(Opened(2, kit.make_article()))
    assert signed(driver) == [True, False]
    driver.window.tabs.bar.setCurrentIndex(0)
    assert signed(driver) == [False, False]


def test_what_is_told_of_the_article_on_the_screen_needs_no_sign(reading, tmp_path):
    reading.analysed(path=tmp_path / "other.txt")
    reading.page.notices.show_notice(Notice("Saved the copy."))
    assert signed(reading) == [False, False]


def test_a_sign_goes_with_its_tab_when_tabs_are_moved_and_closed(reading, tmp_path):
    first = reading.page
    reading.analysed(path=tmp_path / "other.txt")
    first.notices.show_notice(Notice("Saved the copy."))
    reading.window.tabs.bar.moveTab(0, 1)
    assert signed(reading) == [False, True]
    first.notices.show_notice(Notice("And another."))
    assert signed(reading) == [False, True]
    reading.window.tabs.close_tab(0)
    assert signed(reading) == [False]


# Windows


def test_marks_made_in_one_window_are_looked_up_for_the_other(reading, qtbot, kit, tmp_path):
    reading.windows.open()
    first, second = reading.windows.all
    second.open_files([tmp_path / "bridge.txt"])
    article = kit.make_article()
    reading.windows.on_event(Opened(2, article))
    reading.windows.on_event(Analysed(2, kit.make_analysis(article), 0.1))
    reading.view.go_to_span(kit.span(article, "Perhaps the council will think again."))
    qtbot.keyClick(reading.view, Qt.Key.Key_O)
    marks = first.tabs.page.marks
    assert len(marks) == 1
    assert second.tabs.page.marks == ()
    reading.windows.on_event(Kept(len(reading.session.kept)))
    assert 2 in reading.session.recalled
    reading.windows.on_event(Remembered(2, marks))
    assert second.tabs.page.marks == marks
    second.close()


def test_a_window_by_itself_looks_nothing_up(reading, qtbot):
    reading.windows.on_event(Kept(1))
    assert reading.session.recalled == []


# Files over the window


def dragged(window, kind, files):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, place = Qt.DropAction.CopyAction, QPoint(200, 200)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = kind(QPointF(place) if kind is QDropEvent else place, action, data, buttons, keys)
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def test_files_over_the_window_show_where_they_may_drop(reading, tmp_path):
    window, sign = reading.window, reading.window._drop_sign
    assert dragged(window, QDragEnterEvent, [tmp_path / "new.txt"])
    assert sign.isVisible()
    assert sign.text() == "Drop to open"
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not sign.isVisible()
    dragged(window, QDragEnterEvent, [tmp_path / "new.txt"])
    dragged(window, QDropEvent, [tmp_path / "new.txt"])
    assert not sign.isVisible()
    assert reading.session.opened[-1] == tmp_path / "new.txt"


def test_what_is_no_file_shows_no_sign(reading):
    assert not dragged(reading.window, QDragEnterEvent, [])
    assert not reading.window._drop_sign.isVisible()


# Motion, and the system's look


def test_nothing_moves_by_itself(reading, qtbot, tmp_path):
    effects = Qt.UIEffect
    for effect in (
        effects.UI_AnimateMenu,
        effects.UI_FadeMenu,
        effects.UI_AnimateCombo,
        effects.UI_AnimateTooltip,
        effects.UI_FadeTooltip,
    ):
        assert not QApplication.isEffectEnabled(effect)
    for key in (Qt.Key.Key_F9, Qt.Key.Key_F9, Qt.Key.Key_F8, Qt.Key.Key_F8):
        qtbot.keyClick(reading.window, key)
    reading.analysed(path=tmp_path / "other.txt")
    moving = QAbstractAnimation.State.Running
    found = [*QApplication.instance().findChildren(QAbstractAnimation)]
    for widget in QApplication.allWidgets():
        found += widget.findChildren(QAbstractAnimation)
    assert [one for one in found if one.state() == moving] == []
    # A jump is one: the place is reached at once and not scrolled to.
    bar = reading.view.verticalScrollBar()
    reading.window.resize(900, 400)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(reading.view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()


def test_the_theme_follows_the_system_while_it_runs(reading, monkeypatch):
    hints = QGuiApplication.styleHints()

    def system_turns(scheme):
        # The system of the tests has no scheme of its own to turn.
        monkeypatch.setattr(
            "reader.ui.theme.QGuiApplication.styleHints",
            lambda: SimpleNamespace(colorScheme=lambda: scheme),
        )
        hints.colorSchemeChanged.emit(scheme)

    reading.window.choose_theme(ThemeChoice.SYSTEM)
    for scheme, name in ((Qt.ColorScheme.Dark, "dark"), (Qt.ColorScheme.Light, "light")):
        system_turns(scheme)
        assert reading.window.theme.name == name
        page = reading.view.viewport().grab().toImage().pixelColor(2, 2)
        assert page == reading.window.theme["background"]
    reading.window.choose_theme(ThemeChoice.SEPIA)
    system_turns(Qt.ColorScheme.Dark)
    assert reading.window.theme.name == "sepia"


# Text size


def test_the_names_of_the_voices_grow_with_the_text_size(reading, qtbot):
    track = reading.page.track
    names, lane, high = track._names_width(), track.lane_rect(1).height(), track.height()
    reading.window.set_zoom(2.0)
    qtbot.waitUntil(lambda: track.height() > 1.6 * high)
    assert track._names_width() > 1.8 * names
    assert track.lane_rect(1).height() > 1.8 * lane
    reading.window.set_zoom(1.0)


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_the_sidebar_leaves_the_text_more_than_half_of_the_window(reading, qtbot, zoom):
    reading.window.set_zoom(zoom)
    sidebar = reading.page.sidebar
    qtbot.waitUntil(lambda: sidebar.width() < 0.45 * reading.window.width())
    tabs = sidebar.tabs
    for number in sidebar.panels:
        assert tabs.tabRect(number).right() <= sidebar.width()
    reading.window.set_zoom(1.0)
