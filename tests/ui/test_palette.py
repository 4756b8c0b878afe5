# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The palette over every command, and that every key is in a menu and on the sheet of keys."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel

from reader.document import BlockKind
from reader.document.marks import MarkKind
from reader.ui.keys_sheet import KeysSheet
from reader.ui.palette.matching import matched
from reader.ui.palette.palette import Palette
from reader.ui.palette.targets import commands, keys_of

CONTROL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key

pytestmark = pytest.mark.issue(16)


def open_palette(driver, qtbot, letters=""):
    qtbot.keyClick(driver.window.focusWidget() or driver.window, KEY.Key_K, CONTROL)
    palette = next(p for p in driver.window.findChildren(Palette) if p.isVisible())
    assert palette.field.hasFocus()
    qtbot.keyClicks(palette.field, letters)
    return palette


def names(palette):
    model = palette.rows.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def gone(driver):
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return driver.window.findChild(Palette) is None


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        ("rct", "Reopen closed tab"),
        ("full", "Full screen"),
        ("screen", "Full screen"),
        ("clo tab", "Close tab"),
        ("stngs", "Settings…"),
        ("PRINT", "Print…"),
    ],
)
def test_a_few_letters_find_a_command(reading, qtbot, letters, name):
    palette = open_palette(reading, qtbot, letters)
    assert name in names(palette)[:2]
    qtbot.keyClick(palette.field, KEY.Key_Escape)


@pytest.mark.parametrize(
    ("query", "text", "fits"),
    [
        ("", "anything", True),
        ("jose", "José Ibáñez", True),
        ("JOSÉ", "Jose", True),
        ("ng mayor", "Mayor Ada Ngo", True),
        ("ado", "Ada Ngo", True),
        ("xyz", "Ada Ngo", False),
        ("sr", "Show the page furniture on top", False),
        ("ab", "ba", False),
    ],
)
def test_what_letters_may_stand_for(query, text, fits):
    assert (matched(query, text) is not None) is fits


def test_the_beginning_of_a_word_is_better_than_its_middle():
    scores = [matched("find", text).score for text in ("Find next", "Go and find", "Refinding")]
    assert scores[0] > scores[2]
    assert scores[1] > scores[2]
    assert matched("fi", "Find next").places == {0, 1}


def test_enter_does_what_is_chosen_with_the_keyboard_where_it_was(reading, qtbot):
    assert reading.window.toolbar.chips[MarkKind.FACT].isChecked() is False
    palette = open_palette(reading, qtbot, "facts")
    qtbot.keyClick(palette.field, KEY.Key_Return)
    assert reading.window.toolbar.chips[MarkKind.FACT].isChecked()
    assert reading.view.hasFocus()
    assert gone(reading)


def test_the_menu_of_what_had_the_keyboard_opens_where_it_was(reading, qtbot):
    rows = reading.page.sidebar.actors.rows
    rows.setFocus()
    qtbot.keyClick(rows, KEY.Key_Down)
    palette = open_palette(reading, qtbot, "menu of what")
    qtbot.keyClick(palette.field, KEY.Key_Return)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.parent() is rows
    menu.close()


def test_escape_gives_the_keyboard_back_and_does_nothing(reading, qtbot):
    field = reading.page.sidebar.actors.field
    field.setFocus()
    qtbot.keyClicks(field, "Ngo")
    palette = open_palette(reading, qtbot, "close tab")
    qtbot.keyClick(palette.field, KEY.Key_Escape)
    assert field.hasFocus()
    assert field.text() == "Ngo"
    assert len(reading.window.tabs) == 1
    assert gone(reading)


def test_the_same_key_again_and_a_click_elsewhere_close_it(reading, qtbot):
    palette = open_palette(reading, qtbot)
    qtbot.keyClick(palette.field, KEY.Key_K, CONTROL)
    assert gone(reading)
    assert reading.view.hasFocus()
    open_palette(reading, qtbot)
    qtbot.mouseClick(reading.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 700))
    qtbot.waitUntil(lambda: gone(reading))


def test_rows_are_gone_along_by_keys_and_clicked(reading, qtbot):
    palette = open_palette(reading, qtbot, "e")
    first = names(palette)[:2]
    qtbot.keyClick(palette.field, KEY.Key_Down)
    assert palette.rows.currentIndex().data() == first[1]
    qtbot.keyClick(palette.field, KEY.Key_Tab)
    qtbot.keyClick(palette.field, KEY.Key_Backtab)
    assert palette.rows.currentIndex().data() == first[1]
    palette.field.setText("list of")
    row = names(palette).index("List of viewpoints")
    place = palette.rows.visualRect(palette.rows.model().index(row, 0)).center()
    qtbot.mouseClick(palette.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert reading.page.sidebar.tabs.currentIndex() == 1


def test_what_cannot_be_done_now_is_dimmed_last_and_not_done(driver, qtbot):
    palette = open_palette(driver, qtbot)
    model = palette.rows.model()
    able = [
        bool(model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsEnabled)
        for row in range(model.rowCount())
    ]
    assert able == sorted(able, reverse=True)
    assert names(palette).index("Print…") > names(palette).index("Open…")
    assert not able[names(palette).index("Print…")]
    palette.field.setText("print")
    qtbot.keyClick(palette.field, KEY.Key_Return)
    assert palette.isVisible()
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Print…, File, Ctrl+P, not available now"
    qtbot.keyClick(palette.field, KEY.Key_Escape)


def test_headings_actors_and_recent_articles_are_found(driver, qtbot, kit, tmp_path):
    driver.session.recent_files = [tmp_path / "harbour.txt"]
    blocks = [(BlockKind.HEADING, "What the town wants"), (BlockKind.PARAGRAPH, "A line. " * 40)]
    article = kit.make_article()
    driver.analysed(article, path=tmp_path / "bridge.txt")
    driver.view.setFocus()
    palette = open_palette(driver, qtbot, "ada")
    assert names(palette)[0] == "Ada Ngo"
    qtbot.keyClick(palette.field, KEY.Key_Return)
    assert driver.page.sidebar.actors.current().name == "Ada Ngo"
    palette = open_palette(driver, qtbot, "harb")
    qtbot.keyClick(palette.field, KEY.Key_Return)
    assert driver.session.opened[-1] == tmp_path / "harbour.txt"
    driver.opened(kit.article_of(*blocks * 9), tmp_path / "book.txt")
    driver.view.setFocus()
    palette = open_palette(driver, qtbot, "wants")
    assert names(palette) == ["What the town wants"] * 9
    qtbot.keyClick(palette.field, KEY.Key_End)
    for _ in range(4):
        qtbot.keyClick(palette.field, KEY.Key_Down)
    qtbot.keyClick(palette.field, KEY.Key_Return)
    assert driver.view.current.start == driver.page.article.blocks[8].start


def test_a_screen_reader_hears_the_row_that_is_chosen(reading, qtbot, monkeypatch):
    heard = []
    monkeypatch.setattr(
        "reader.ui.palette.palette.announce", lambda _widget, words, **_: heard.append(words)
    )
    palette = open_palette(reading, qtbot, "author")
    assert heard[-1] == "Author’s opinion, on, View, Ctrl+1, 1"
    qtbot.keyClicks(palette.field, "qqq")
    assert heard[-1] == "Nothing is called so."
    assert QAccessible.queryAccessibleInterface(palette.field).text(QAccessible.Text.Name)
    qtbot.keyClick(palette.field, KEY.Key_Escape)


def test_it_fits_a_small_window_with_large_text(reading, qtbot):
    reading.window.resize(700, 500)
    reading.window.set_zoom(2.0)
    palette = open_palette(reading, qtbot)
    assert reading.window.rect().contains(palette.geometry())
    assert palette.rows.height() > 2 * palette.rows.sizeHintForRow(0)
    qtbot.keyClick(palette.field, KEY.Key_Escape)
    reading.window.set_zoom(1.0)


# Every command in a menu


def actions_in(menu):
    for action in menu.actions():
        yield action
        if action.menu() is not None:
            yield from actions_in(action.menu())


def sheet_of(driver, qtbot):
    qtbot.keyClick(driver.window, KEY.Key_F1)
    sheet = driver.window.findChild(KeysSheet)
    labels = {label.text() for label in sheet.findChildren(QLabel)}
    sheet.close()
    return labels


def test_every_key_is_of_a_command_in_a_menu_and_on_the_sheet(reading, qtbot):
    window = reading.window
    listed = [action for menu in window.menus.menus for action in actions_in(menu)]
    keyed = [action for action in window.findChildren(QAction) if action.shortcuts()]
    assert len(keyed) > 30
    assert [action.text() for action in keyed if action not in listed] == []
    sheet = sheet_of(reading, qtbot)
    assert [keys for action in keyed if (keys := keys_of(action)) not in sheet] == []
    # What is no command is told at the end of the sheet.
    shortcuts = {shortcut.key().toString() for shortcut in window.findChildren(QShortcut)}
    assert shortcuts - sheet == set()


def test_the_keys_of_the_article_the_track_and_the_lists_are_on_the_sheet(reading, qtbot):
    sheet = sheet_of(reading, qtbot)
    of_article = {"N, P", "→", "←", "Enter", "O", "F", "U", "V", "L", "H", "M"}
    assert of_article | {"Space, Shift+Space", "Esc", "Arrows, Enter", "Del"} <= sheet
    # Letters that the article takes by itself do something there.
    for letter in "OFULH":
        before = reading.page.marks
        reading.view.setFocus()
        qtbot.keyClick(reading.view, letter)
        assert reading.page.marks != before, letter


def test_no_two_commands_have_the_same_key(reading):
    keys = [key for target in commands(reading.window.menus.menus) for key in _each(target.keys)]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def _each(keys):
    return [QKeySequence(key).toString() for key in keys.split(", ") if key]


def test_every_button_of_the_toolbar_is_a_command_of_a_menu(reading):
    toolbar = reading.window.toolbar
    found = {target.name.rstrip("…") for target in commands(reading.window.menus.menus)}
    tips = {button.toolTip().rpartition(" (")[0] for button in toolbar.chips.values()}
    buttons = (toolbar.open_button, toolbar.save_button, toolbar.find_button)
    tips |= {button.toolTip().rpartition(" (")[0] for button in buttons}
    assert tips <= found
