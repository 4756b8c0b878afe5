# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Ways through an article: headings, back and forward, mentions, layers, and tabs closed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea

from reader.document import Analysis, BlockKind, Label, ModelInfo, Sentence
from reader.document.marks import MarkKind
from reader.session.events import Analysed
from reader.ui.page.outline import OutlineDialog

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HEADINGS = ("The piers", "The deck", "What the town wants")

pytestmark = pytest.mark.issue(16)


@pytest.fixture
def book(driver, kit, tmp_path):
    """The window with an article of three sections, each longer than the screen."""
    blocks = [(BlockKind.TITLE, "The bridge must stay")]
    for heading in HEADINGS:
        blocks.append((BlockKind.HEADING, heading))
        lines = [f"{heading}, line {n}, is a shame for the town." for n in range(40)]
        blocks += [(BlockKind.PARAGRAPH, line) for line in lines]
    article = kit.article_of(*blocks)
    sentences = tuple(
        Sentence(block.start, block.end, Label.OPINION, 0.9) for block in article.blocks
    )
    job = driver.opened(article, tmp_path / "book.txt")
    driver.window.on_event(Analysed(job, Analysis(article, ModelInfo("m", "1"), sentences), 0.1))
    driver.article = article
    driver.view.setFocus()
    return driver


def press(driver, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(driver.window.focusWidget(), key, modifier)


def words_at(driver):
    span = driver.view.current
    return driver.article.text[span.start : span.end]


def scrolled(driver):
    return driver.view.verticalScrollBar().value()


def test_a_heading_is_chosen_from_the_outline(book, qtbot):
    press(book, qtbot, Qt.Key.Key_G, CONTROL)
    dialog = book.window.findChild(OutlineDialog)
    model = dialog.rows.model()
    assert [model.index(row, 0).data().strip() for row in range(model.rowCount())] == [
        "The bridge must stay",
        *HEADINGS,
    ]
    qtbot.keyClicks(dialog.field, "town")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert words_at(book) == "What the town wants"
    assert book.view.hasFocus()


def test_the_outline_begins_where_the_reader_is_and_is_gone_along_with_the_arrows(book, qtbot):
    book.view.go_to(book.article.text.index("The deck, line 20"), share=0.1)
    press(book, qtbot, Qt.Key.Key_G, CONTROL)
    dialog = book.window.findChild(OutlineDialog)
    assert dialog.rows.currentIndex().data().strip() == "The deck"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert words_at(book) == "The piers"


def test_keys_go_from_heading_to_heading(book, qtbot):
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        press(book, qtbot, key, CONTROL)
        seen.append(words_at(book))
    assert seen == ["The piers", "The deck", "The piers"]


def test_a_text_without_headings_says_so(reading, qtbot, kit, tmp_path):
    article = kit.article_of((BlockKind.PARAGRAPH, "It must go."))
    reading.opened(article, tmp_path / "plain.txt")
    press(reading, qtbot, Qt.Key.Key_G, CONTROL)
    dialog = reading.window.findChild(OutlineDialog)
    said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert said == ["This article has no headings."]
    dialog.close()


def test_back_and_forward_after_a_jump(book, qtbot):
    book.view.verticalScrollBar().setValue(700)
    press(book, qtbot, Qt.Key.Key_G, CONTROL)
    dialog = book.window.findChild(OutlineDialog)
    qtbot.keyClicks(dialog.field, "town")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    there = scrolled(book)
    assert there > 1500
    press(book, qtbot, Qt.Key.Key_Left, ALT)
    assert scrolled(book) == pytest.approx(700, abs=2)
    press(book, qtbot, Qt.Key.Key_Right, ALT)
    assert scrolled(book) == pytest.approx(there, abs=2)
    press(book, qtbot, Qt.Key.Key_Left, ALT)
    press(book, qtbot, Qt.Key.Key_Left, ALT)
    assert scrolled(book) == pytest.approx(700, abs=2)


def test_escape_returns_from_stepping_to_where_it_began(book, qtbot):
    book.view.verticalScrollBar().setValue(300)
    for _ in range(40):
        press(book, qtbot, Qt.Key.Key_N)
    assert scrolled(book) > 900
    press(book, qtbot, Qt.Key.Key_Escape)
    assert not book.page.explainer.card.isVisible()
    assert scrolled(book) > 900
    press(book, qtbot, Qt.Key.Key_Escape)
    assert scrolled(book) == pytest.approx(300, abs=2)


def test_escape_stays_where_the_reader_has_read_on_since(book, qtbot):
    for _ in range(40):
        press(book, qtbot, Qt.Key.Key_N)
    press(book, qtbot, Qt.Key.Key_Space)
    here = scrolled(book)
    press(book, qtbot, Qt.Key.Key_Escape)
    press(book, qtbot, Qt.Key.Key_Escape)
    assert scrolled(book) == here


def test_from_the_top_back_leads_to_the_very_top(book, qtbot):
    press(book, qtbot, Qt.Key.Key_P)
    assert scrolled(book) > 1500
    press(book, qtbot, Qt.Key.Key_Left, ALT)
    assert scrolled(book) == 0


def test_a_goes_from_mention_to_mention(reading, qtbot, kit):
    press(reading, qtbot, Qt.Key.Key_A)
    assert reading.page.sidebar.actors.current() is None
    reading.view.go_to_span(kit.span(reading.article, "Mayor Ada Ngo said"))
    press(reading, qtbot, Qt.Key.Key_A)
    assert reading.page.sidebar.actors.current().name == "Ada Ngo"
    first = reading.page.actor_bar.count.text()
    press(reading, qtbot, Qt.Key.Key_A)
    assert reading.page.actor_bar.count.text() != first
    press(reading, qtbot, Qt.Key.Key_A, SHIFT)
    assert reading.page.actor_bar.count.text() == first


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (Qt.Key.Key_1, MarkKind.OPINION),
        (Qt.Key.Key_2, MarkKind.VIEWPOINT),
        (Qt.Key.Key_3, MarkKind.LOADED),
        (Qt.Key.Key_4, MarkKind.FACT),
    ],
)
def test_figures_switch_the_layers(reading, qtbot, key, kind):
    before = reading.window.view.shows(kind)
    press(reading, qtbot, key)
    assert reading.window.view.shows(kind) is not before
    field = reading.page.sidebar.actors.field
    field.setFocus()
    qtbot.keyClick(field, key)
    qtbot.keyClicks(field, "Aa?")
    assert field.text() == f"{chr(key.value)}Aa?"
    assert reading.window.view.shows(kind) is not before


def test_a_closed_tab_is_opened_again(reading, qtbot, tmp_path):
    assert not reading.window.menus.actions["reopen"].isEnabled()
    reading.window.tabs.open_text("The bridge must stay.", "Pasted text")
    for _ in range(2):
        press(reading, qtbot, Qt.Key.Key_W, CONTROL)
    assert reading.window.empty.isVisible()
    qtbot.keyClick(reading.window, Qt.Key.Key_T, CONTROL | SHIFT)
    assert reading.session.opened == [tmp_path / "bridge.txt"] * 2
    assert not reading.window.menus.actions["reopen"].isEnabled()


def test_a_question_mark_shows_the_keys(reading, qtbot):
    press(reading, qtbot, Qt.Key.Key_Question, SHIFT)
    dialog = reading.window.findChild(QDialog)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert {"Next mention of the actor", "Back to where you were", "Reopen closed tab"} <= set(said)
    area = dialog.findChild(QScrollArea)
    assert area.viewport().width() >= area.widget().sizeHint().width()
    dialog.close()
