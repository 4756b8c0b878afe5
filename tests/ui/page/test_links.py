# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The author's emphasis on the page, and its links: where they lead, and that they ask first."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontInfo,
    QGuiApplication,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
)

from reader.document import BlockKind, Inline, InlineKind
from reader.ui.page.links import LinkDialog
from reader.ui.theme import Theme

LINK, BOLD, ITALIC, CODE = InlineKind.LINK, InlineKind.BOLD, InlineKind.ITALIC, InlineKind.CODE
ADDRESS = "https://e.org/the/bridge?a=1&b=2"
MAIL = "mailto:ada@e.org"


@pytest.fixture
def opened(monkeypatch):
    """What was handed to the browser."""
    found = []
    monkeypatch.setattr(
        "reader.ui.page.links.QDesktopServices.openUrl", lambda url: found.append(url.toString())
    )
    return found


@pytest.fixture
def linked(driver, kit, tmp_path):
    """An article whose emphasis lies under marks, and across their edges."""
    article = kit.make_article()

    def inline(kind, words, href=""):
        place = kit.span(article, words)
        return Inline(kind, place.start, place.end, href)

    wanted = (
        inline(ITALIC, "bridge must"),
        inline(BOLD, "would be a shameful"),
        inline(LINK, "shameful blunder. Nobody", ADDRESS),
        inline(CODE, "1931"),
        inline(LINK, "Lee Moss", MAIL),
        inline(BOLD, "Moss"),
    )
    blocks = tuple(
        replace(
            block,
            inlines=tuple(
                item for item in wanted if block.start <= item.start and item.end <= block.end
            ),
        )
        for block in article.blocks
    )
    driver.article = driver.analysed(replace(article, blocks=blocks), path=tmp_path / "a.md")
    driver.view.setFocus()
    return driver


def look(driver, kit, words):
    """The format of the middle of some words."""
    place = kit.span(driver.article, words)
    position = driver.view.places.page.positions.to_qt((place.start + place.end) // 2)
    cursor = QTextCursor(driver.view.document())
    cursor.setPosition(position + 1)
    return cursor.charFormat()


def point(driver, kit, words):
    place = kit.span(driver.article, words)
    driver.view.go_to(place.start)
    return driver.view.places.rect_of(place).center()


def question(driver):
    return next((each for each in driver.page.findChildren(LinkDialog) if each.isVisible()), None)


def menu(driver, offset):
    return {action.text(): action for action in driver.page.menu_at(offset).actions()}


@pytest.mark.issue(14)
def test_emphasis_is_seen_and_changes_no_word(linked, kit):
    plain = look(linked, kit, "Nobody with eyes can doubt".removeprefix("Nobody"))
    assert not plain.font().bold()
    assert not plain.fontUnderline()
    assert look(linked, kit, "would be a").font().bold()
    assert look(linked, kit, "bridge must").font().italic()
    both = look(linked, kit, "shameful")
    assert both.font().bold()
    assert both.underlineStyle() is QTextCharFormat.UnderlineStyle.SingleUnderline
    # The words have their own colour, in either theme; the line is grey, as no mark is.
    assert both.foreground().color() == linked.view.theme["text"]
    assert both.underlineColor() == linked.view.theme["text_muted"]
    assert look(linked, kit, "1931").font().pixelSize() < plain.font().pixelSize()
    assert QFontInfo(look(linked, kit, "1931").font()).family() != QFontInfo(plain.font()).family()
    muted = look(linked, kit, "Lee")
    assert muted.foreground().color() == linked.view.theme["text_muted"]
    # What screen readers hear, and what is copied.
    shown = linked.view.document().toPlainText()
    for block in linked.article.blocks:
        assert linked.article.text[block.start : block.end] in shown


@pytest.mark.issue(14)
@pytest.mark.parametrize("name", ["light", "dark", "sepia"])
def test_lines_under_links_can_be_seen(name):
    def light(colour):
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    theme = Theme(name)
    for behind in ("background", "raised", "opinion_low", "opinion_high", "fact"):
        one, other = light(theme["text_muted"]), light(theme[behind])
        assert (max(one, other) + 0.05) / (min(one, other) + 0.05) >= 3


@pytest.mark.issue(14)
def test_the_marks_stay_on_their_words(linked, kit):
    place = kit.span(linked.article, "blunder")
    linked.view.go_to(place.start)
    for offset in range(place.start, place.end):
        rect = linked.view.places.rect_of(type(place)(offset, offset + 1))
        assert linked.view.places.offset_at(rect.center()) == offset


def move(driver, place):
    """Move the mouse there, whatever lies over the window in other tests."""
    where, none = QPointF(place), Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, where, where, none, none, Qt.KeyboardModifier.NoModifier
    )
    QGuiApplication.sendEvent(driver.view.viewport(), event)


@pytest.mark.issue(14)
def test_the_status_bar_says_where_a_link_leads(linked, kit):
    label = linked.window.status.label
    before = label.text()
    move(linked, point(linked, kit, "blunder"))
    assert label.text() == ADDRESS
    move(linked, point(linked, kit, "carries two"))
    assert label.text() == before
    move(linked, point(linked, kit, "blunder"))
    QGuiApplication.sendEvent(linked.view, QEvent(QEvent.Type.Leave))
    assert label.text() == before


@pytest.mark.issue(14)
def test_a_link_opens_after_the_reader_said_so(linked, kit, qtbot, opened):
    ctrl = Qt.KeyboardModifier.ControlModifier
    left, there = Qt.MouseButton.LeftButton, point(linked, kit, "blunder")
    qtbot.mouseClick(linked.view.viewport(), left, pos=there)
    assert question(linked) is None
    qtbot.mouseClick(linked.view.viewport(), left, ctrl, there)
    asked = question(linked)
    assert asked.address.toPlainText() == ADDRESS
    assert opened == []
    # Enter alone leaves it, as Esc does.
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    assert question(linked) is None
    assert opened == []
    qtbot.mouseClick(linked.view.viewport(), left, ctrl, there)
    question(linked).accept()
    assert opened == [ADDRESS]


@pytest.mark.issue(14)
def test_ctrl_and_a_click_beside_links_is_a_click(linked, kit, qtbot, opened):
    ctrl, there = Qt.KeyboardModifier.ControlModifier, point(linked, kit, "carries two")
    qtbot.mouseClick(linked.view.viewport(), Qt.MouseButton.LeftButton, ctrl, there)
    assert question(linked) is None
    assert linked.view.current is not None
    assert opened == []


@pytest.mark.issue(14)
def test_the_menu_on_a_link(linked, kit, opened):
    actions = menu(linked, kit.span(linked.article, "blunder").start)
    actions["Copy link address"].trigger()
    assert QGuiApplication.clipboard().text() == ADDRESS
    actions["Open link…"].trigger()
    question(linked).accept()
    assert opened == [ADDRESS]


@pytest.mark.issue(14)
def test_the_keyboard_finds_the_links_of_a_sentence(linked, kit, qtbot, opened):
    """It goes from sentence to sentence, and stops where these begin."""
    linked.view.go_to_span(kit.span(linked.article, "Closing the bridge"))
    asked = []
    linked.view.menu_requested.connect(lambda _, offset: asked.append(offset))
    linked.view.menu_requested.disconnect(linked.page._on_menu_requested)
    menu_key = QPoint(5, 5)
    QGuiApplication.sendEvent(
        linked.view.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, menu_key, menu_key),
    )
    (offset,) = asked
    inner = menu(linked, offset)["Links here"].menu()
    (link,) = inner.actions()
    assert link.text() == "shameful blunder. Nobody"
    link.menu().actions()[0].trigger()
    assert question(linked).address.toPlainText() == ADDRESS
    question(linked).reject()
    assert opened == []


@pytest.mark.issue(14)
def test_words_without_links_offer_none(linked, kit):
    actions = menu(linked, kit.span(linked.article, "Perhaps").start)
    assert "Links here" not in actions
    assert "Open link…" not in actions


@pytest.mark.issue(14)
def test_a_letter_is_called_one(linked, kit, opened):
    menu(linked, kit.span(linked.article, "Lee").start)["Open link…"].trigger()
    question(linked).accept()
    assert opened == [MAIL]


@pytest.mark.issue(14)
def test_italics_within_italics_stand_upright(driver, kit, tmp_path):
    article = kit.article_of((BlockKind.QUOTE, "All of this is said aloud."))
    quote = replace(article.blocks[0], inlines=(Inline(ITALIC, 7, 11),))
    driver.article = replace(article, blocks=(quote,))
    driver.opened(driver.article, tmp_path / "a.md")
    assert look(driver, kit, "aloud").font().italic()
    assert not look(driver, kit, "this").font().italic()


@pytest.mark.issue(14)
def test_emphasis_is_kept_at_another_size_and_in_the_dark(linked, kit):
    linked.page.set_look(Theme("dark"), 1.5)
    words = look(linked, kit, "shameful")
    assert words.font().bold()
    assert words.font().pixelSize() == 27
    assert words.underlineColor() == Theme("dark")["text_muted"]
