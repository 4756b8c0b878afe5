# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The window at other sizes: of its text, of its counts, of itself."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from reader.document import BlockKind
from reader.document.marks import MarkKind

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _as_designed(driver):
    yield
    driver.window.set_zoom(1.0)


def enlarge(driver, qtbot):
    for _ in range(6):
        qtbot.keyClick(driver.window, Qt.Key.Key_Plus, CONTROL)
    assert driver.window.zoom == 2.0


def test_cards_sidebar_and_toolbar_follow_the_text_size(reading, qtbot, kit):
    window, sidebar = reading.window, reading.page.sidebar
    row = sidebar.actors.rows.visualRect(sidebar.actors.rows.model().index(0, 0)).height()
    chip, tabs = window.toolbar.chips[MarkKind.OPINION].height(), sidebar.tabs.height()
    status = window.status.label.fontInfo().pixelSize()
    enlarge(reading, qtbot)
    qtbot.waitUntil(
        lambda: (
            sidebar.actors.rows.visualRect(sidebar.actors.rows.model().index(0, 0)).height()
            >= 1.9 * row
        )
    )
    assert window.toolbar.chips[MarkKind.OPINION].height() == 2 * chip
    assert sidebar.tabs.height() >= 1.6 * tabs
    assert window.status.label.fontInfo().pixelSize() == 2 * status
    reading.page.explainer.explain_sentence(kit.span(reading.article, "shameful").start)
    labels = reading.page.explainer.card.findChildren(QLabel)
    assert labels
    assert all(label.fontInfo().pixelSize() == 26 for label in labels)


def test_in_a_small_window_with_large_text_the_title_still_reads(reading, qtbot):
    window = reading.window
    window.resize(700, 890)
    enlarge(reading, qtbot)
    view, sidebar = reading.view, reading.page.sidebar
    qtbot.waitUntil(lambda: not sidebar.isVisible() and view.width() > 650)
    layout = view.document().begin().layout()
    assert layout.lineCount() == 1
    qtbot.waitUntil(
        lambda: all(
            chip.geometry().right() <= 700 and chip.width() >= chip.sizeHint().width()
            for chip in window.toolbar.chips.values()
        )
    )
    # Asked for, the sidebar has the window to itself.
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert sidebar.isVisible()
    assert not view.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert view.isVisible()
    assert not sidebar.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    window.resize(1500, 890)
    qtbot.waitUntil(lambda: sidebar.isVisible() and view.isVisible())


def test_nothing_in_the_toolbar_moves_while_the_counts_grow(reading, qtbot):
    toolbar = reading.window.toolbar

    def places():
        return [
            (child.x(), child.width())
            for child in (*toolbar.chips.values(), toolbar.threshold, toolbar.find_button)
        ]

    toolbar.show_counts(dict.fromkeys(MarkKind, 0))
    qtbot.wait(20)
    before = places()
    for count in (7, 42, 999):
        toolbar.show_counts(dict.fromkeys(MarkKind, count))
        qtbot.wait(20)
        assert places() == before


def test_the_words_at_the_top_stay_there_while_the_window_is_resized(driver, qtbot, kit, tmp_path):
    words = " ".join(f"Word {n} of the long paragraph is followed by another." for n in range(12))
    article = kit.article_of(*[(BlockKind.PARAGRAPH, words)] * 30)
    driver.opened(article, tmp_path / "long.txt")
    view = driver.view
    qtbot.waitUntil(lambda: view.whole and view.verticalScrollBar().maximum() > 3000)
    view.verticalScrollBar().setValue(2500)
    first = view.places.offset_at(QPoint(20, 12)) or view.places.first_offset()
    # By little steps, as a hand drags it.
    for width in [*range(1360, 660, -35), *range(660, 1360, 35), 1360]:
        driver.window.resize(width, 890)
        qtbot.wait(5)
        top, bottom = view.places.line_at(first)
        above = view.verticalScrollBar().value()
        assert bottom - above > -30, width
        assert top - above < 60, width
    assert abs(view.verticalScrollBar().value() - 2500) <= 3
