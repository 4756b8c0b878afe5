# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists, boxes, bars and menus: what is seen of them, and how the keyboard goes through them."""

import re
from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton

from reader.ui.page.blind_parts import EndDialog
from reader.ui.sidebar.notes import NotesPanel
from reader.ui.theme import Theme

THEMES = ["light", "dark", "sepia"]


def contrast(one, other):
    def light(colour):
        parts = [colour.redF(), colour.greenF(), colour.blueF()]
        parts = [c / 12.92 if c <= 0.04 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    one, other = light(one), light(other)
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def best(widget, ground, columns):
    """The most that anything in some columns of a widget stands out from a colour."""
    image = widget.grab().toImage()
    middle = range(image.height() // 2 - 3, image.height() // 2 + 4)
    return max(contrast(QColor(image.pixel(x, y)), ground) for x in columns for y in middle)


@pytest.fixture(params=THEMES)
def theme(request, application):
    theme = Theme(request.param)
    theme.apply(application)
    yield theme
    Theme("light").apply(application)


def test_a_drop_down_list_has_an_arrow(theme, qtbot):
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItem("")
    box.resize(160, 32)
    assert best(box, theme["surface"], range(134, 156)) > 3


def test_a_box_that_is_on_has_a_tick(theme, qtbot):
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setChecked(True)
    assert best(box, theme["accent"], range(3, 13)) > 3


def test_the_questions_grow_with_the_text(application, qtbot):
    Theme("light").apply(application, 1.5)
    try:
        dialog = EndDialog(None, 3, 9, ready=True)
        qtbot.addWidget(dialog)
        dialog.show()
        for button in dialog.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width()
    finally:
        Theme("light").apply(application)


def test_the_letters_of_a_menu_are_one_commands_each(reading):
    for menu in reading.window.menus.menus:
        found = re.findall("&(.)", "".join(action.text() for action in menu.actions()).upper())
        twice = [letter for letter, times in Counter(found).items() if times > 1]
        assert not twice, menu.title()


def test_tab_goes_through_a_bar_as_it_is_read(reading, qtbot):
    bar = reading.page.finding.bar
    bar.open("the")
    reading.window.activateWindow()
    qtbot.waitUntil(bar.next.isEnabled)
    bar.field.setFocus()
    for following in (bar.previous, bar.next, bar.done):
        qtbot.keyClick(reading.window.focusWidget(), Qt.Key.Key_Tab)
        assert reading.window.focusWidget() is following


def test_the_empty_notes_do_not_speak_of_a_model_that_is_hidden(theme, qtbot):
    panel = NotesPanel(theme)
    qtbot.addWidget(panel)
    assert "the model is wrong" in panel.nothing.text()
    panel.keep_apart(True)
    assert "model" not in panel.nothing.text()
