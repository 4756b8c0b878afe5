# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Articles that open behind the one on the screen are set when they are first looked at."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reader.document import Span
from reader.document.anchors import anchored
from reader.document.readers_marks import Act, new_mark
from reader.errors import OpenError, Reason
from reader.session.events import Analysed, Failed, Opened, Remembered
from reader.ui.page.article_page import ArticlePage

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

pytestmark = pytest.mark.issue(16)


@pytest.fixture
def three(driver, kit, tmp_path):
    """Three files, opened together; the last is on the screen, and all are analysed."""
    driver.window.open_files([tmp_path / f"{name}.txt" for name in ("one", "two", "three")])
    for job in (1, 2, 3):
        article = kit.make_article(title=f"Title {job}")
        driver.window.on_event(Opened(job, article))
        driver.window.on_event(Remembered(job, (), {"panel": 1} if job == 2 else {}))
        driver.window.on_event(Analysed(job, kit.make_analysis(article), 0.5))
    QApplication.processEvents()
    return driver


def pages(driver):
    return driver.window.tabs.findChildren(ArticlePage)


def turn(driver, qtbot, modifier=CONTROL):
    qtbot.keyClick(driver.window.focusWidget(), Qt.Key.Key_Tab, modifier)
    QApplication.processEvents()


def test_an_article_behind_another_is_set_when_it_is_first_shown(three, qtbot):
    bar = three.window.tabs.bar
    assert [bar.tabText(number) for number in range(3)] == ["Title 1", "Title 2", "Title 3"]
    assert [page.article.title for page in pages(three)] == ["Title 3"]
    turn(three, qtbot)
    assert three.page.article.title == "Title 1"
    assert three.window.focusWidget() is three.view
    assert three.window.windowTitle() == "Title 1 — Slantwise"
    assert "2 of 6 sentences" in three.window.status.label.text()
    assert three.window.toolbar.save_button.isEnabled()
    assert [page.article.title for page in pages(three)] == ["Title 3", "Title 1"]
    turn(three, qtbot)
    assert three.page.sidebar.tabs.currentIndex() == 1


def all_panels_are_reached(driver, qtbot):
    tabs = driver.page.sidebar.tabs
    qtbot.waitUntil(lambda: [tabs.isTabVisible(n) for n in range(4)] == [True] * 4)
    qtbot.waitUntil(lambda: tabs.rect().contains(tabs.tabRect(3)), timeout=1000)
    for number in range(4):
        room = tabs.tabRect(number)
        assert room.width() >= tabs.fontMetrics().horizontalAdvance(tabs.tabText(number))
        qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=room.center())
        assert tabs.currentIndex() == number


def test_every_panel_of_an_article_that_was_behind_can_be_read_and_reached(three, qtbot):
    for _ in range(3):
        turn(three, qtbot)
        all_panels_are_reached(three, qtbot)


def test_so_can_those_of_one_whose_analysis_ends_while_another_is_read(
    driver, qtbot, kit, tmp_path
):
    driver.opened(kit.make_article(), tmp_path / "one.txt")
    driver.opened(kit.make_article(title="Two"), tmp_path / "two.txt")
    turn(driver, qtbot)
    turn(driver, qtbot)
    driver.window.on_event(Analysed(1, kit.make_analysis(kit.make_article()), 0.5))
    qtbot.wait(50)
    turn(driver, qtbot)
    all_panels_are_reached(driver, qtbot)


def test_an_article_that_is_shown_in_the_middle_of_its_analysis_goes_on(
    driver, qtbot, kit, tmp_path
):
    driver.window.open_files([tmp_path / "one.txt", tmp_path / "two.txt"])
    article = kit.make_article()
    analysis = kit.make_analysis(article)
    driver.window.on_event(Opened(1, article))
    driver.window.on_event(Opened(2, kit.make_article(title="Two")))
    driver.judged(1, analysis.sentences[:2], 0.3)
    driver.judged(1, analysis.sentences[2:4], 0.6)
    turn(driver, qtbot)
    qtbot.waitUntil(lambda: driver.window.status.progress.value() == 60)
    assert len(driver.page.index.sentences) == 4
    driver.judged(1, analysis.sentences[4:], 0.9)
    assert len(driver.page.index.sentences) == 6
    driver.window.on_event(Analysed(1, analysis, 0.4))
    assert driver.page.analysis is not None


def test_the_readers_marks_come_with_an_article_that_was_behind(driver, qtbot, kit, tmp_path):
    driver.window.open_files([tmp_path / "one.txt", tmp_path / "two.txt"])
    article = kit.make_article()
    mark = new_mark(Act.NOTE, anchored(article.text, Span(2, 9)), value="Look again.")
    driver.window.on_event(Opened(1, article))
    driver.window.on_event(Opened(2, kit.make_article(title="Two")))
    driver.window.on_event(Remembered(1, (), {}))
    driver.window.on_event(Analysed(1, kit.make_analysis(article), 0.4))
    driver.window.on_event(Remembered(1, (mark,)))
    turn(driver, qtbot)
    assert driver.page.marks == (mark,)


def test_an_article_behind_whose_analysis_failed_says_so_when_it_is_shown(
    driver, qtbot, kit, tmp_path
):
    driver.window.open_files([tmp_path / "one.txt", tmp_path / "two.txt"])
    driver.window.on_event(Opened(1, kit.make_article()))
    driver.window.on_event(Opened(2, kit.make_article(title="Two")))
    error = OpenError(tmp_path / "one.txt", Reason.WORKER_STOPPED, "It stopped.")
    driver.window.on_event(Failed(1, error, opened=True))
    turn(driver, qtbot)
    assert "not judged" in driver.window.status.label.text()
    (notice,) = driver.page.notices.notices
    assert "stopped unexpectedly" in notice.text


def test_what_was_never_shown_keeps_how_it_was_left(three, qtbot):
    turn(three, qtbot)
    three.window.close()
    assert {path.name for path, _, _ in three.session.remembered} == {"one.txt", "three.txt"}


def test_a_file_that_vanishes_behind_another_says_so_when_it_is_shown(driver, qtbot, kit, tmp_path):
    path = tmp_path / "one.txt"
    path.write_text("one", "utf-8")
    driver.window.open_files([path, tmp_path / "two.txt"])
    driver.window.on_event(Opened(1, kit.make_article()))
    driver.window.on_event(Opened(2, kit.make_article(title="Two")))
    states = []
    driver.window.tabs.watch.state_changed.connect(lambda _path, state: states.append(state))
    path.unlink()
    qtbot.waitUntil(lambda: len(states) > 0)
    turn(driver, qtbot)
    assert any("no longer there" in notice.text for notice in driver.page.notices.notices)


def test_closing_the_others_sets_none_of_them(three, qtbot):
    three.window.tabs.close_others(0)
    QApplication.processEvents()
    assert three.page.article.title == "Title 1"
    assert "Title 2" not in [page.article.title for page in pages(three)]
