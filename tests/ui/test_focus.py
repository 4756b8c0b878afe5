# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the keyboard is, how that shows, and from where its commands start."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from reader.document import Analysis, BlockKind, Label, ModelInfo, Sentence
from reader.session.events import Analysed

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

pytestmark = pytest.mark.issue(16)


def focused(driver):
    return driver.window.focusWidget()


@pytest.fixture
def long(driver, kit, tmp_path):
    """The window with a text of several screens open, each paragraph an opinion."""
    words = [f"Paragraph {n} is a shame for the town." for n in range(120)]
    article = kit.article_of(*[(BlockKind.PARAGRAPH, line) for line in words])
    job = driver.opened(article, tmp_path / "long.txt")
    sentences = tuple(
        Sentence(block.start, block.end, Label.OPINION, 0.9) for block in article.blocks
    )
    driver.window.on_event(Analysed(job, Analysis(article, ModelInfo("m", "1"), sentences), 0.1))
    driver.article = article
    driver.view.setFocus()
    return driver


def here(driver):
    span = driver.view.current
    return int(driver.article.text[span.start : span.end].split()[1])


def shown(driver):
    part = driver.view.places.shown_part()
    return driver.article.text[part.start : part.end]


def test_the_keyboard_is_in_the_article_of_the_tab_that_is_turned_to(reading, qtbot, tmp_path):
    reading.analysed(path=tmp_path / "other.txt")
    for modifier in (CONTROL, CONTROL, CONTROL | SHIFT):
        qtbot.keyClick(focused(reading), Qt.Key.Key_Tab, modifier)
        assert focused(reading) is reading.view
        qtbot.keyClick(focused(reading), Qt.Key.Key_N)
        assert reading.view.current is not None


def test_whoever_goes_along_the_tabs_with_the_arrows_stays_among_them(reading, qtbot, tmp_path):
    reading.analysed(path=tmp_path / "other.txt")
    bar = reading.window.tabs.bar
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    assert bar.currentIndex() == 0
    assert bar.hasFocus()


@pytest.mark.parametrize("number", [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4])
def test_hiding_the_sidebar_gives_the_keyboard_back_to_the_article(reading, qtbot, number):
    qtbot.keyClick(reading.window, number, ALT)
    assert reading.page.sidebar.isAncestorOf(focused(reading))
    qtbot.keyClick(focused(reading), Qt.Key.Key_F9)
    assert focused(reading) is reading.view
    qtbot.keyClick(focused(reading), Qt.Key.Key_F9)
    assert focused(reading) is reading.view


def test_the_article_shows_that_the_keyboard_is_in_it(reading):
    def edge():
        return reading.view.grab().toImage().pixelColor(1, reading.view.height() // 2)

    accent = reading.window.theme["accent"]
    assert edge() == accent
    reading.page.sidebar.actors.field.setFocus()
    assert edge() != accent
    reading.view.setFocus()
    assert edge() == accent


def test_the_first_step_into_a_list_takes_its_first_row(reading, qtbot):
    qtbot.keyClick(reading.window, Qt.Key.Key_1, ALT)
    qtbot.keyClick(focused(reading), Qt.Key.Key_Down)
    assert reading.page.sidebar.actors.current().name == "Ada Ngo"
    qtbot.keyClick(focused(reading), Qt.Key.Key_Down)
    assert reading.page.sidebar.actors.current().name == "Town council"
    qtbot.keyClick(focused(reading), Qt.Key.Key_Escape)
    assert reading.page.sidebar.actors.current() is None
    qtbot.keyClick(focused(reading), Qt.Key.Key_Down)
    assert reading.page.sidebar.actors.current() is not None


def test_the_menu_of_the_text_opens_with_its_keys_where_the_reader_is(reading, qtbot, kit):
    qtbot.keyClick(reading.view, Qt.Key.Key_N)
    qtbot.keyClick(reading.view, Qt.Key.Key_F10, SHIFT)
    menu = reading.page.findChild(QMenu)
    assert menu.isVisible()
    assert "Why this mark?" in [action.text() for action in menu.actions()]
    current = reading.view.places.rect_of(reading.view.current)
    place = reading.view.viewport().mapFromGlobal(menu.pos())
    assert abs(place.y() - current.bottom()) < 60
    menu.close()


def test_the_menu_of_a_row_opens_with_its_keys(reading, qtbot):
    qtbot.keyClick(reading.window, Qt.Key.Key_1, ALT)
    qtbot.keyClick(focused(reading), Qt.Key.Key_Down)
    qtbot.keyClick(focused(reading), Qt.Key.Key_F10, SHIFT)
    menu = reading.page.sidebar.actors.rows.findChild(QMenu)
    assert "Next mention" in [action.text() for action in menu.actions()]
    menu.close()


def test_n_starts_from_what_is_on_the_screen(long, qtbot):
    qtbot.keyClick(long.view, Qt.Key.Key_N)
    assert here(long) == 0
    long.view.verticalScrollBar().setValue(1500)
    first = shown(long)
    qtbot.keyClick(long.view, Qt.Key.Key_N)
    assert f"Paragraph {here(long)} " in first
    qtbot.keyClick(long.view, Qt.Key.Key_Home)
    qtbot.keyClick(long.view, Qt.Key.Key_Right)
    assert here(long) == 0


def test_enter_explains_what_is_on_the_screen(long, qtbot):
    qtbot.keyClick(long.view, Qt.Key.Key_N)
    long.view.verticalScrollBar().setValue(1500)
    qtbot.keyClick(long.view, Qt.Key.Key_Return)
    assert f"Paragraph {here(long)} " in shown(long)
    assert long.page.explainer.card.isVisible()


def test_n_goes_on_from_the_place_as_long_as_it_is_seen(long, qtbot):
    for _ in range(5):
        qtbot.keyClick(long.view, Qt.Key.Key_N)
    long.view.verticalScrollBar().setValue(20)
    qtbot.keyClick(long.view, Qt.Key.Key_N)
    assert here(long) == 5


def test_the_card_goes_with_its_sentence_and_closes_when_that_leaves_the_screen(long, qtbot):
    card, bar = long.page.explainer.card, long.view.verticalScrollBar()
    for _ in range(9):
        qtbot.keyClick(long.view, Qt.Key.Key_N)

    def gap():
        words = long.view.places.rect_of(long.view.current)
        return (
            card.y()
            - long.view.viewport().mapTo(long.page.explainer.card.parent(), words.bottomLeft()).y()
        )

    before = gap()
    bar.setValue(bar.value() + 60)
    assert card.isVisible()
    assert gap() == before
    long.window.resize(900, 700)
    qtbot.waitUntil(lambda: abs(gap() - before) <= 1)
    bar.setValue(bar.value() + 900)
    assert not card.isVisible()
    qtbot.keyClick(long.view, Qt.Key.Key_N)
    assert card.isVisible()


def test_escape_leads_back_from_the_sidebar_to_the_text(reading, qtbot):
    qtbot.keyClick(focused(reading), Qt.Key.Key_1, ALT)
    assert focused(reading) is not reading.view
    qtbot.keyClick(focused(reading), Qt.Key.Key_Escape)
    assert focused(reading) is reading.view


def test_ctrl_home_and_end_lead_to_the_very_top_and_bottom(long, qtbot):
    bar = long.view.verticalScrollBar()
    qtbot.keyClick(focused(long), Qt.Key.Key_End, CONTROL)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(focused(long), Qt.Key.Key_Home, CONTROL)
    assert bar.value() == 0


def test_what_was_typed_last_is_searched_with_enter_and_not_after_the_bar_is_gone(reading, qtbot):
    def find(words):
        qtbot.keyClick(focused(reading), Qt.Key.Key_F, CONTROL)
        qtbot.keyClicks(focused(reading), words)

    find("council")
    qtbot.keyClick(focused(reading), Qt.Key.Key_Return)
    span = reading.view.current
    assert reading.article.text[span.start : span.end] == "council"
    qtbot.keyClick(focused(reading), Qt.Key.Key_Escape)
    find("lanes")
    qtbot.keyClick(focused(reading), Qt.Key.Key_Escape)
    qtbot.wait(150)
    assert reading.view.current is None
