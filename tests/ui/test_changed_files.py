# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A file that changes, vanishes or comes back while its article is open, and reading it again."""

import hashlib
import os
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from reader.document import BlockKind
from reader.errors import OpenError, Reason
from reader.session.events import Analysed, Failed, Judged, Opened
from reader.ui.opening_page import OpeningPage

CHANGED = "The file has changed on disk since it was opened."
GONE = "The file is no longer there; the text shown stays as it was read."
# Longer than it takes to look, twice if need be.
A_WHILE = 900


class Desk:
    """Files and the window they are opened in, as if the session read them."""

    def __init__(self, driver, kit, folder):
        self.driver = driver
        self.folder = folder
        self._kit = kit

    @property
    def page(self):
        return self.driver.page

    def article(self, path):
        lines = path.read_text("utf-8").split("\n\n")
        kinds = [BlockKind.TITLE, *[BlockKind.PARAGRAPH] * (len(lines) - 1)]
        article = self._kit.article_of(*zip(kinds, lines, strict=True), title=lines[0])
        return replace(article, sha256=hashlib.sha256(path.read_bytes()).hexdigest())

    def open(self, text="The bridge must stay\n\nIt is old.", name="bridge.txt"):
        path = self.folder / name
        path.write_text(text, "utf-8")
        self.driver.opened(self.article(path), path)
        return path

    def read_again(self, path):
        """What the session does once it has been asked."""
        job = len(self.driver.session.opened) + len(self.driver.session.pasted)
        self.driver.window.on_event(Opened(job, self.article(path)))
        return job

    def told(self, page=None):
        return [notice.text for notice in (page or self.page).notices.notices]

    def asking(self):
        pages = self.driver.window.tabs.findChildren(OpeningPage)
        return next(page for page in pages if page.isVisible())

    def notice(self):
        return self.driver.window.notice_area.widget_of(0)


@pytest.fixture
def desk(driver, kit, tmp_path):
    return Desk(driver, kit, tmp_path)


def rewrite(path, text):
    """As careful editors do: a new file takes the old one's place."""
    new = path.with_suffix(".new")
    new.write_text(text, "utf-8")
    new.replace(path)


def test_a_changed_file_is_told_of_and_read_again_in_its_tab(desk, qtbot):
    path = desk.open()
    desk.open("Another\n\nText.", "other.txt")
    bar = desk.driver.window.tabs.bar
    bar.setCurrentIndex(0)
    path.write_text("The bridge must stay\n\nIt is new.", "utf-8")
    qtbot.waitUntil(lambda: desk.told() == [CHANGED])
    assert desk.notice().isVisible()
    assert "It is old." in desk.driver.view.toPlainText()
    qtbot.mouseClick(desk.notice().action_button, Qt.MouseButton.LeftButton)
    assert desk.driver.session.opened[-1] == path
    assert desk.driver.window.status.label.text() == "Reading the file again…"
    assert "It is old." in desk.driver.view.toPlainText()
    desk.read_again(path)
    assert "It is new." in desk.driver.view.toPlainText()
    assert [bar.tabText(0), bar.tabText(1)] == ["The bridge must stay", "Another"]
    assert bar.currentIndex() == 0
    assert desk.driver.view.hasFocus()
    assert desk.driver.session.cancelled == [1]
    qtbot.wait(A_WHILE)
    assert desk.told() == []


def test_many_quick_changes_give_one_notice(desk, qtbot):
    path = desk.open()
    for number in range(12):
        path.write_text(f"The bridge\n\nVersion {number}.", "utf-8")
        qtbot.wait(60)
    qtbot.wait(A_WHILE)
    assert desk.told() == [CHANGED]


def test_a_touched_file_bothers_nobody(desk, qtbot):
    path = desk.open()
    os.utime(path, ns=(1, 1))
    rewrite(path, path.read_text("utf-8"))
    qtbot.wait(A_WHILE)
    assert desk.told() == []


def test_a_file_that_is_replaced_again_and_again_stays_watched(desk, qtbot):
    path = desk.open()
    for number in range(3):
        rewrite(path, f"The bridge\n\nVersion {number}.")
        qtbot.waitUntil(lambda: desk.told() == [CHANGED])
        qtbot.mouseClick(desk.notice().action_button, Qt.MouseButton.LeftButton)
        desk.read_again(path)
        assert f"Version {number}." in desk.driver.view.toPlainText()
        assert desk.told() == []
    # And once the new file is written to where it is.
    qtbot.wait(A_WHILE)
    path.write_text("The bridge\n\nIn place.", "utf-8")
    qtbot.waitUntil(lambda: desk.told() == [CHANGED])


def test_a_vanished_file_leaves_its_text_and_reload_is_offered_when_it_is_back(desk, qtbot):
    path = desk.open()
    path.unlink()
    qtbot.waitUntil(lambda: desk.told() == [GONE])
    assert not desk.notice().action_button.isVisible()
    assert "It is old." in desk.driver.view.toPlainText()
    path.write_text("The bridge must stay\n\nIt is new.", "utf-8")
    qtbot.waitUntil(lambda: desk.told() == [CHANGED])
    assert desk.notice().action_button.isVisible()


def test_a_file_that_comes_back_as_it_was_takes_the_notice_away(desk, qtbot):
    path = desk.open()
    elsewhere = path.with_name("elsewhere.txt")
    path.rename(elsewhere)
    qtbot.waitUntil(lambda: desk.told() == [GONE])
    elsewhere.rename(path)
    qtbot.waitUntil(lambda: desk.told() == [])
    assert not desk.driver.window.notice_area.isVisible()


def test_a_closed_notice_comes_again_only_with_another_change(desk, qtbot):
    path = desk.open()
    path.write_text("The bridge\n\nOne.", "utf-8")
    qtbot.waitUntil(lambda: desk.told() == [CHANGED])
    qtbot.mouseClick(desk.notice().close_button, Qt.MouseButton.LeftButton)
    assert desk.told() == []
    assert desk.driver.view.hasFocus()
    os.utime(path, ns=(1, 1))
    qtbot.wait(A_WHILE)
    assert desk.told() == []
    path.write_text("The bridge\n\nTwo.", "utf-8")
    qtbot.waitUntil(lambda: desk.told() == [CHANGED])


def test_a_change_during_the_opening_is_noticed(desk, qtbot):
    path = desk.folder / "bridge.txt"
    path.write_text("The bridge\n\nOne.", "utf-8")
    article = desk.article(path)
    desk.driver.window.open_files([path])
    path.write_text("The bridge\n\nTwo!", "utf-8")
    desk.driver.window.on_event(Opened(1, article))
    qtbot.waitUntil(lambda: desk.told() == [CHANGED])


def test_the_window_looks_when_it_is_used_again_where_the_system_says_nothing(desk, qtbot):
    path = desk.open()
    qtbot.wait(A_WHILE)
    # A network drive: no word of any change.
    watcher = desk.driver.window.tabs.watch._watcher
    watcher.removePaths([*watcher.files(), *watcher.directories()])
    path.write_text("The bridge\n\nTwo.", "utf-8")
    qtbot.wait(A_WHILE)
    assert desk.told() == []
    assert desk.driver.window.isActiveWindow()
    QApplication.sendEvent(desk.driver.window, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(lambda: desk.told() == [CHANGED])


def test_only_the_page_of_the_changed_file_tells_of_it(desk, qtbot):
    path = desk.open()
    first = desk.page
    desk.open("Another\n\nText.", "other.txt")
    path.write_text("The bridge\n\nTwo.", "utf-8")
    qtbot.waitUntil(lambda: desk.told(first) == [CHANGED])
    assert desk.told() == []
    assert desk.driver.told() == []


def test_what_is_closed_or_pasted_is_not_watched(desk, qtbot, kit):
    path = desk.open()
    watch = desk.driver.window.tabs.watch
    assert watch.files == [path]
    desk.driver.window.tabs.close_current()
    assert watch.files == []
    assert watch._watcher.files() + watch._watcher.directories() == []
    QGuiApplication.clipboard().setText("The bridge must stay.")
    desk.driver.window.paste()
    desk.driver.window.on_event(Opened(2, kit.make_article()))
    assert watch.files == []
    assert not desk.driver.window.menus.actions["reload"].isEnabled()
    qtbot.keyClick(desk.driver.window, Qt.Key.Key_F5)
    assert desk.driver.session.opened == [path]


def test_f5_reads_the_file_again_and_goes_on_with_its_analysis(desk, qtbot):
    path = desk.open()
    qtbot.keyClick(desk.driver.window, Qt.Key.Key_F5)
    assert desk.driver.session.opened == [path, path]
    desk.driver.judged(1, [], 0.4)
    assert desk.page.index.done == 0.4
    job = desk.read_again(path)
    desk.driver.window.on_event(Judged(1, None))
    desk.driver.judged(job, [], 0.2)
    assert desk.page.index.done == 0.2


def test_f5_twice_drops_the_first_reading(desk, qtbot):
    path = desk.open()
    qtbot.keyClick(desk.driver.window, Qt.Key.Key_F5)
    qtbot.keyClick(desk.driver.window, Qt.Key.Key_F5)
    assert desk.driver.session.cancelled == [2]
    desk.driver.window.tabs.close_current()
    assert desk.driver.session.cancelled == [2, 1, 3]
    assert desk.driver.session.opened == [path] * 3


@pytest.mark.parametrize("paragraphs", [12, 80, 1500])
def test_the_place_is_kept_though_lines_were_put_before_it(desk, qtbot, paragraphs):
    words = "The council met and agreed. " * 12
    lines = [f"Paragraph {number} of many. {words}" for number in range(paragraphs)]
    path = desk.open("\n\n".join(["The bridge", *lines]))
    view = desk.driver.view
    qtbot.waitUntil(lambda: view.whole)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    before = view.places.first_offset()
    words = desk.page.article.text[before : before + 300]
    desk.page.sidebar.tabs.setCurrentIndex(2)
    rewrite(path, "\n\n".join(["The bridge", *["Something new. " * 60] * 9, *lines]))
    qtbot.waitUntil(lambda: desk.told() == [CHANGED])
    qtbot.mouseClick(desk.notice().action_button, Qt.MouseButton.LeftButton)
    desk.read_again(path)
    view = desk.driver.view
    qtbot.waitUntil(lambda: view.whole)
    after = view.places.first_offset()
    assert desk.page.article.text[after : after + 300] == words
    assert desk.page.sidebar.tabs.currentIndex() == 2


def test_the_panel_its_width_and_the_words_searched_stay(reading, qtbot, kit):
    reading.page.sidebar.tabs.setCurrentIndex(1)
    reading.page.find_bar.open("bridge")
    qtbot.waitUntil(lambda: reading.page.find_bar.count.text() != "")
    found = reading.page.find_bar.count.text()
    reading.page.splitter.moveSplitter(900, 1)
    sizes = reading.page.splitter.sizes()
    qtbot.keyClick(reading.window, Qt.Key.Key_F5)
    article = kit.make_article()
    reading.window.on_event(Opened(2, article))
    reading.window.on_event(Analysed(2, kit.make_analysis(article), 0.1))
    qtbot.waitUntil(lambda: reading.page.sidebar.tabs.currentIndex() == 1)
    assert reading.page.splitter.sizes() == sizes
    # Nothing is searched by itself, which would leave the place.
    assert not reading.page.find_bar.isVisible()
    qtbot.keyClick(reading.window, Qt.Key.Key_F3)
    assert reading.page.find_bar.count.text() == found


def test_a_file_that_can_no_longer_be_read_leaves_the_page_as_it_was(desk, qtbot):
    path = desk.open()
    page = desk.page
    qtbot.keyClick(desk.driver.window, Qt.Key.Key_F5)
    error = OpenError(path, Reason.DAMAGED, "The file is torn.")
    desk.driver.window.on_event(Failed(2, error, opened=False))
    assert desk.driver.told() == ["bridge.txt: The file is torn."]
    assert desk.page is page
    assert desk.driver.window.status.label.text() == "Analysing on this computer…"
    assert desk.driver.window.tabs.watch.files == [path]


def test_a_locked_file_asks_for_its_password_again(desk, qtbot):
    path = desk.open(name="locked.pdf")
    page = desk.page
    error = OpenError(path, Reason.ENCRYPTED, "It is encrypted.")
    qtbot.keyClick(desk.driver.window, Qt.Key.Key_F5)
    desk.driver.window.on_event(Failed(2, error, opened=False))
    asking = desk.asking()
    assert asking.password.hasFocus()
    # The article is still there for one who has forgotten the password.
    qtbot.mouseClick(asking.cancel_button, Qt.MouseButton.LeftButton)
    assert desk.page is page
    qtbot.keyClick(desk.driver.window, Qt.Key.Key_F5)
    desk.driver.window.on_event(Failed(3, error, opened=False))
    asking = desk.asking()
    qtbot.keyClicks(asking.password, "secret")
    qtbot.keyClick(asking.password, Qt.Key.Key_Return)
    assert desk.driver.session.passwords[-1] == "secret"
    desk.read_again(path)
    assert desk.page is not page
    assert desk.page.isVisible()


def test_the_notice_can_be_used_from_the_keyboard_and_heard(desk, qtbot):
    path = desk.open()
    path.write_text("The bridge\n\nTwo.", "utf-8")
    qtbot.waitUntil(lambda: desk.told() == [CHANGED])
    notice = desk.notice()
    assert notice.accessibleName() == CHANGED
    assert notice.action_button.text() == "Reload"
    assert notice.action_button.accessibleDescription() == CHANGED
    assert notice.close_button.accessibleName() == "Dismiss"
    seen = []
    for _ in range(40):
        qtbot.keyClick(QApplication.focusWidget() or desk.driver.window, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert notice.action_button in seen
    assert notice.close_button in seen
    notice.action_button.setFocus()
    qtbot.keyClick(notice.action_button, Qt.Key.Key_Space)
    assert desk.driver.session.opened == [path, path]
    # Escape is for the notice now, not for the article.
    qtbot.keyClick(notice.action_button, Qt.Key.Key_Escape)
    assert desk.told() == []
    assert desk.driver.view.hasFocus()


def test_reload_is_in_the_menu_and_among_the_shortcuts(desk):
    desk.open()
    action = desk.driver.window.menus.actions["reload"]
    assert action.isEnabled()
    assert action.shortcut().toString() == "F5"
    desk.driver.window.tabs.close_current()
    assert not action.isEnabled()
