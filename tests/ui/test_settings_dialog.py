# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The settings are seen at once and remembered; full screen and the page alone by keys."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSlider
from shiboken6 import isValid

from reader.ui.settings_dialog import SettingsDialog
from reader.ui.theme import ThemeChoice
from reader.ui.windows import Windows

pytestmark = pytest.mark.issue(16)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def dialog(reading, qtbot):
    qtbot.keyClick(reading.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = reading.window.findChild(SettingsDialog)
    assert dialog.isVisible()
    yield dialog
    dialog.close()


def paragraph(reading):
    return reading.view.document().findBlockByNumber(3)


def test_a_theme_is_seen_at_once_and_remembered(reading, dialog, qtbot):
    def page():
        return reading.view.viewport().grab().toImage().pixelColor(2, 2).name()

    for choice in (ThemeChoice.SEPIA, ThemeChoice.DARK, ThemeChoice.LIGHT):
        qtbot.mouseClick(dialog.themes[choice], Qt.MouseButton.LeftButton)
        assert reading.window.theme.name == choice.value
        assert page() == reading.window.theme["background"].name()
        assert reading.session.preferences["theme"] == choice.value


def test_following_the_system_shows_its_light_or_dark(reading, dialog, qtbot):
    qtbot.mouseClick(dialog.themes[ThemeChoice.SEPIA], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.themes[ThemeChoice.SYSTEM], Qt.MouseButton.LeftButton)
    assert reading.window.theme.name in ("light", "dark")


def test_the_text_is_set_as_the_sliders_say_by_keys(reading, dialog, qtbot):
    block = paragraph(reading)
    size, line = block.charFormat().font().pixelSize(), block.blockFormat().lineHeight()
    width = reading.view.viewport().width()
    for slider in (dialog.text_size, dialog.width_of_text, dialog.spacing):
        slider.setFocus()
        qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: paragraph(reading).charFormat().font().pixelSize() > size)
    assert paragraph(reading).blockFormat().lineHeight() == pytest.approx(line * 1.1 * 1.1)
    assert reading.view.viewport().width() > width * 1.1
    kept = reading.session.preferences
    assert (kept["zoom"], kept["text_width"], kept["line_spacing"]) == (1.1, 680, 1.1)
    qtbot.mouseClick(dialog.as_designed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: reading.view.viewport().width() == width)
    assert paragraph(reading).charFormat().font().pixelSize() == size


def test_nothing_in_the_dialog_is_cut_off_where_the_text_is_large(reading, dialog, qtbot):
    reading.window.set_zoom(2.0)
    words = [*dialog.themes.values(), dialog.reopen, dialog.as_designed, dialog.model]
    qtbot.waitUntil(lambda: all(item.width() >= item.sizeHint().width() for item in words))
    assert dialog.show_from.height() >= 36
    reading.window.set_zoom(1.0)


def test_the_typeface_is_that_of_the_article_alone(reading, dialog, qtbot):
    before = reading.window.toolbar.save_button.font().families()
    dialog.family.setFocus()
    qtbot.keyClick(dialog.family, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: paragraph(reading).charFormat().font().families()[0] == "Inter")
    assert reading.session.preferences["text_family"] == "Inter"
    assert reading.window.toolbar.save_button.font().families() == before


def test_what_is_remembered_of_the_text_comes_back_and_nonsense_does_not(qtbot, session):
    session.preferences |= {"text_width": 700, "line_spacing": 9.0, "theme": "plaid"}
    window = Windows(session).open()
    qtbot.addWidget(window)
    typesetting = window.look.typesetting
    assert (typesetting.family, typesetting.column, typesetting.spacing) == ("", 700, 1.6)
    assert window.look.choice is ThemeChoice.SYSTEM


def test_everything_in_the_dialog_has_a_name(dialog):
    for kind in (QAbstractButton, QComboBox, QSlider):
        for widget in dialog.findChildren(kind):
            named = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert named or widget.accessibleName(), widget


def around(reading):
    window, page = reading.window, reading.page
    return (window.menuBar(), window.toolbar, window.status, page.track, page.sidebar)


def test_the_page_alone_is_the_text_and_escape_brings_the_rest_back(reading, qtbot, tmp_path):
    reading.analysed(path=tmp_path / "other.txt")
    line = reading.window.tabs.bar
    assert all(widget.isVisible() for widget in (*around(reading), line))
    qtbot.keyClick(reading.window, Qt.Key.Key_F11, SHIFT)
    assert not any(widget.isVisible() for widget in (*around(reading), line))
    assert reading.view.isVisible()
    # The keys of the menus still work, and another article is alone as well.
    qtbot.keyClick(reading.window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert reading.page.path == tmp_path / "bridge.txt"
    assert not any(widget.isVisible() for widget in around(reading))
    reading.view.setFocus()
    qtbot.keyClick(reading.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: all(widget.isVisible() for widget in (*around(reading), line)))


def test_the_screen_is_filled_and_left_by_the_same_key_or_escape(reading, qtbot):
    qtbot.keyClick(reading.window, Qt.Key.Key_F11)
    assert reading.window.isFullScreen()
    qtbot.keyClick(reading.window, Qt.Key.Key_F11)
    assert not reading.window.isFullScreen()
    qtbot.keyClick(reading.window, Qt.Key.Key_F11)
    reading.view.setFocus()
    qtbot.keyClick(reading.view, Qt.Key.Key_Escape)
    assert not reading.window.isFullScreen()


def last_session(*windows):
    kept = [{"files": [str(file) for file in files], "current": n} for files, n in windows]
    return json.dumps({"windows": kept})


@pytest.fixture
def left(session, tmp_path):
    """Three files of which the second was on the screen when the window was closed."""
    files = [tmp_path / f"{name}.txt" for name in ("one", "two", "three")]
    for file in files:
        file.write_text("Text.")
    session.preferences |= {
        "reopen": 1,
        "last_session": last_session((files, 1)),
    }
    return files


def test_the_last_session_comes_back_if_the_reader_wants_it(qtbot, session, application, left):
    window = Windows(session).start([])
    qtbot.addWidget(window)
    assert session.opened == left
    assert window.tabs.bar.currentIndex() == 1
    window.tabs.close_tab(0)
    window.close()
    assert session.preferences["last_session"] == last_session((left[1:], 0))


def test_what_is_gone_is_passed_over(qtbot, session, application, left):
    left[1].unlink()
    window = Windows(session).start([])
    qtbot.addWidget(window)
    assert session.opened == [left[0], left[2]]
    told = [notice.text for notice in window.notices.notices]
    assert told == ["No longer there, of the articles that were open last: two.txt"]


def let_go(*windows):
    """Delete the window that was closed last, which the program ends with."""
    for window in windows:
        if isValid(window):
            window.deleteLater()


def test_every_window_comes_back_with_its_articles(qtbot, session, application, left):
    session.preferences["last_session"] = last_session((left[:2], 0), (left[2:], 0))
    windows = Windows(session)
    windows.start([])
    first, second = windows.all
    assert [len(first.tabs), len(second.tabs)] == [2, 1]
    second.menus.actions["quit"].trigger()
    qtbot.wait(10)
    assert windows.all == []
    assert session.preferences["last_session"] == last_session((left[:2], 0), (left[2:], 0))
    let_go(first, second)


def test_a_window_that_is_closed_alone_does_not_come_back(qtbot, session, application, left):
    session.preferences["last_session"] = last_session((left[:2], 0), (left[2:], 0))
    windows = Windows(session)
    windows.start([])
    first, second = windows.all
    second.close()
    qtbot.waitUntil(lambda: session.preferences["last_session"] == last_session((left[:2], 0)))
    first.close()
    assert session.preferences["last_session"] == last_session((left[:2], 0))
    let_go(first, second)


@pytest.mark.parametrize(
    "kept", ["", "[]", "null", '{"windows": 3}', '{"windows": [{"files": 1}]}']
)
def test_a_damaged_record_opens_nothing(qtbot, session, application, kept):
    session.preferences["last_session"] = kept
    qtbot.addWidget(Windows(session).start([]))
    assert session.opened == []


def test_who_wants_nothing_opened_again_leaves_no_record(reading, dialog, qtbot, session, tmp_path):
    assert "bridge.txt" in session.preferences["last_session"]
    dialog.reopen.setFocus()
    qtbot.keyClick(dialog.reopen, Qt.Key.Key_Space)
    assert session.preferences["last_session"] == "{}"
    reading.analysed(path=tmp_path / "other.txt")
    assert session.preferences["last_session"] == "{}"


def test_the_threshold_of_the_settings_is_that_of_new_articles(reading, dialog, qtbot, tmp_path):
    dialog.show_from.setFocus()
    for _ in range(4):
        qtbot.keyClick(dialog.show_from, Qt.Key.Key_Right)
    assert reading.session.preferences["show_from"] == 0.8
    # The one that is open keeps its own, as does one that was opened with another.
    assert reading.window.toolbar.threshold.value() == 60
    reading.analysed(path=tmp_path / "other.txt")
    assert reading.window.toolbar.threshold.value() == 80
    assert reading.page.index.view.show_from == 0.8


def test_files_that_are_named_come_alone(qtbot, session, application, left, tmp_path):
    qtbot.addWidget(Windows(session).start([tmp_path / "named.txt"]))
    assert session.opened == [tmp_path / "named.txt"]


def test_by_itself_nothing_is_opened_again(reading, dialog, qtbot, session, left):
    session.preferences["reopen"] = 0
    qtbot.addWidget(Windows(session).start([]))
    assert session.opened == [reading.page.path]
    qtbot.mouseClick(
        dialog.reopen, Qt.MouseButton.LeftButton, pos=dialog.reopen.rect().center() / 8
    )
    assert session.preferences["reopen"] == int(dialog.reopen.isChecked())
