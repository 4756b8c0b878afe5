# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Page furniture on top of a page takes one line until somebody wants to see it."""

import pytest
from PySide6.QtCore import Qt

from reader.document import BlockKind

pytestmark = pytest.mark.issue(16)
LINE = "▸ Page furniture: 12 lines, not analysed"
MENU = [(BlockKind.BOILERPLATE, f"Menu entry {number}") for number in range(12)]


@pytest.fixture(params=["above the title", "below it"])
def page(request, driver, kit, tmp_path):
    title = [(BlockKind.TITLE, "The bridge must stay")]
    head = [*MENU, *title] if request.param == "above the title" else [*title, *MENU]
    foot = [(BlockKind.BOILERPLATE, "Share this"), (BlockKind.BOILERPLATE, "Print this")]
    body = [(BlockKind.PARAGRAPH, "It was built in 1931."), *foot]
    driver.article = kit.article_of(*head, *body)
    driver.opened(driver.article, tmp_path / "page.html")
    return driver


def lines(driver):
    return driver.view.toPlainText().split("\n")


def click_on(driver, qtbot, words):
    block = driver.view.document().begin()
    while block.text() != words:
        block = block.next()
    rect = driver.view.document().documentLayout().blockBoundingRect(block)
    place = rect.topLeft().toPoint()
    place.setX(place.x() + 20)
    place.setY(place.y() + round(rect.height()) - 5)
    qtbot.mouseClick(driver.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_it_is_one_line_and_a_click_shows_it(page, qtbot):
    assert [line for line in lines(page) if "Menu" in line or "furniture" in line] == [LINE]
    assert lines(page)[-2:] == ["Share this", "Print this"]
    click_on(page, qtbot, LINE)
    assert [line for line in lines(page) if "Menu" in line] == [words for _, words in MENU]
    assert LINE not in lines(page)


def test_it_can_be_shown_without_a_mouse(page):
    page.window.menus.actions["unfold"].trigger()
    assert "Menu entry 3" in lines(page)


def test_what_is_found_in_it_is_shown(page, qtbot, kit):
    qtbot.keyClick(page.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.page.find_bar.field, "entry 7")
    qtbot.waitUntil(lambda: "Menu entry 7" in lines(page))
    assert page.view.current == kit.span(page.article, "entry 7")
    assert page.view.places.rect_of(page.view.current).width() > 20


def test_the_rest_of_the_page_has_its_places(page, qtbot, kit):
    for words in ("The bridge must stay", "It was built", "Print this"):
        place = kit.span(page.article, words)
        rect = page.view.places.rect_of(place)
        assert page.view.places.offset_at(rect.center()) in range(place.start, place.end)


def test_a_single_line_stays(driver, kit, tmp_path):
    article = kit.article_of(MENU[0], (BlockKind.PARAGRAPH, "It was built in 1931."))
    driver.opened(article, tmp_path / "page.html")
    assert "Menu entry 0" in lines(driver)
