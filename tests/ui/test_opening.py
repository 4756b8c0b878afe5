# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Opening: dialog, command line, drop, paste, recent files, tabs, and what goes wrong."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QTabBar

from reader import paths
from reader.document import Analysis, ModelInfo
from reader.document.marks import MarkKind, View
from reader.errors import OpenError, Reason
from reader.session.events import Analysed, Failed, Opened
from reader.ui.opening_page import OpeningPage


def test_an_empty_window_says_what_to_do_and_offers_the_samples(driver, qtbot):
    empty = driver.window.empty
    assert empty.isVisible()
    assert [button.text() for button in empty.samples] == [
        "Harbour council votes to close old ferry terminal",
        "Let the last ferry go",
    ]
    assert not driver.window.toolbar.isVisible()
    qtbot.mouseClick(empty.samples[1], Qt.MouseButton.LeftButton)
    assert driver.session.opened == [paths.samples()[1]]


def test_the_article_can_be_read_before_it_is_analysed(driver, kit, tmp_path):
    driver.opened(kit.make_article(), tmp_path / "bridge.txt")
    assert "carries two lanes" in driver.view.toPlainText()
    assert "The Valley Post · 4 March 2026" in driver.view.toPlainText()
    assert driver.window.windowTitle() == "The bridge must stay — Slantwise"
    assert not driver.window.toolbar.save_button.isEnabled()
    assert driver.window.status.progress.isVisible()


def test_what_a_page_says_of_itself_is_in_its_header(driver, kit, tmp_path):
    known = {"published": "2026-03-04", "updated": "2026-03-05", "genre": "Editorial"}
    article = kit.make_article(address="https://post.example/bridge", **known)
    driver.opened(article, tmp_path / "bridge.txt")
    header = driver.view.toPlainText().replace("\u00a0", " ")
    for fact in ("The Valley Post", "4 March 2026", "updated 5 March 2026", "words"):
        assert fact in header
    assert "Editorial (the page says so)" in header
    assert "https://post.example/bridge" in header


def test_a_long_address_is_cut_short_in_the_header(driver, kit, tmp_path):
    article = kit.make_article(address=f"https://post.example/{'bridge-' * 30}.html")
    driver.opened(article, tmp_path / "bridge.txt")
    header = driver.view.toPlainText()
    assert "https://post.example/bridge-" in header
    assert ".html" not in header


def test_files_chosen_in_the_dialog_are_opened(driver, qtbot, monkeypatch, tmp_path):
    chosen = [str(tmp_path / "one.txt"), str(tmp_path / "two.md")]
    asked = []

    def choose(parent, title, folder, filters):
        asked.append(filters)
        return chosen, ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    qtbot.keyClick(driver.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert driver.session.opened == [Path(name) for name in chosen]
    assert "*.md" in asked[0]
    assert driver.session.preferences["folder"] == str(tmp_path)


def test_dropped_files_are_opened(driver, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.txt", "b.txt")])
    action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), action, data, buttons, keys)
    driver.window.dragEnterEvent(enter)
    assert enter.isAccepted()
    driver.window.dropEvent(QDropEvent(QPointF(9, 9), action, data, buttons, keys))
    assert driver.session.opened == [tmp_path / "a.txt", tmp_path / "b.txt"]


def test_text_on_the_clipboard_is_read(driver, qtbot):
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QGuiApplication.clipboard().setText("   ")
    qtbot.keyClick(driver.window, Qt.Key.Key_V, modifiers)
    assert driver.told() == ["There is no text on the clipboard."]
    QGuiApplication.clipboard().setText("The bridge must stay.")
    qtbot.keyClick(driver.window, Qt.Key.Key_V, modifiers)
    assert driver.session.pasted == ["The bridge must stay."]


def test_a_file_that_is_open_already_is_shown_again(reading, tmp_path):
    reading.analysed(path=tmp_path / "other.txt")
    assert reading.window.tabs.bar.currentIndex() == 1
    reading.window.open_files([tmp_path / "bridge.txt"])
    assert reading.window.tabs.bar.currentIndex() == 0
    assert len(reading.session.opened) == 2


def test_closing_a_tab_drops_its_job(reading, qtbot, tmp_path):
    reading.analysed(path=tmp_path / "other.txt")
    assert reading.window.tabs.bar.isVisible()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(reading.window, Qt.Key.Key_W, control)
    assert reading.session.cancelled == [2]
    assert not reading.window.tabs.bar.isVisible()
    qtbot.keyClick(reading.window, Qt.Key.Key_W, control)
    assert reading.window.empty.isVisible()
    assert reading.window.windowTitle() == "Slantwise"


def test_opening_can_be_cancelled(driver, qtbot, tmp_path):
    driver.window.open_files([tmp_path / "endless.pdf"])
    waiting = driver.window.tabs.findChild(OpeningPage)
    qtbot.waitUntil(waiting.cancel_button.isVisible)
    qtbot.mouseClick(waiting.cancel_button, Qt.MouseButton.LeftButton)
    assert driver.session.cancelled == [1]
    assert driver.window.empty.isVisible()


def test_reports_on_a_closed_tab_are_ignored(reading, kit):
    reading.window.tabs.close_current()
    reading.judged(1, kit.make_analysis(reading.article).sentences, 0.5)
    assert reading.window.empty.isVisible()


def test_a_file_that_cannot_be_opened_gets_one_sentence_with_folded_details(
    driver, qtbot, tmp_path
):
    driver.window.open_files([tmp_path / "torn.pdf"])
    error = OpenError(tmp_path / "torn.pdf", Reason.DAMAGED, "The file is torn.", detail="at 12")
    driver.window.on_event(Failed(1, error, opened=False))
    assert driver.told() == ["torn.pdf: The file is torn."]
    assert driver.window.empty.isVisible()
    widget = driver.window.notice_area.widget_of(0)
    assert not widget.details.isVisible()
    qtbot.mouseClick(widget.more, Qt.MouseButton.LeftButton)
    assert widget.details.isVisible()
    assert widget.details.toPlainText() == "at 12"
    qtbot.mouseClick(widget.close_button, Qt.MouseButton.LeftButton)
    assert not driver.window.notice_area.isVisible()


def test_a_locked_file_asks_for_its_password_until_it_fits(driver, qtbot, kit, tmp_path):
    path = tmp_path / "locked.pdf"
    driver.window.open_files([path])
    for job, said in ((1, "It is encrypted."), (2, "The password does not fit.")):
        error = OpenError(path, Reason.ENCRYPTED, said)
        driver.window.on_event(Failed(job, error, opened=False))
        page = driver.window.tabs.findChild(OpeningPage)
        assert page.label.text() == f"locked.pdf: {said}"
        assert page.password.hasFocus()
        qtbot.keyClick(page.password, Qt.Key.Key_Return)
        qtbot.keyClicks(page.password, f"secret {job}")
        qtbot.keyClick(page.password, Qt.Key.Key_Return)
    assert driver.session.passwords == [None, "secret 1", "secret 2"]
    driver.window.on_event(Opened(3, kit.make_article()))
    assert "carries two lanes" in driver.view.toPlainText()
    assert driver.told() == []


def test_a_locked_file_that_no_password_opens_gets_a_notice(driver, tmp_path):
    driver.window.open_files([tmp_path / "shop.epub"])
    error = OpenError(tmp_path / "shop.epub", Reason.ENCRYPTED, "The book is locked by its shop.")
    driver.window.on_event(Failed(1, error, opened=False))
    assert driver.told() == ["shop.epub: The book is locked by its shop."]


def test_when_the_worker_stops_the_text_stays(driver, kit, tmp_path):
    job = driver.opened(kit.make_article(), tmp_path / "bridge.txt")
    error = OpenError(None, Reason.WORKER_STOPPED, "the analysis stopped.", detail="signal 9")
    driver.window.on_event(Failed(job, error, opened=True))
    assert "stopped unexpectedly" in driver.told()[0]
    assert "carries two lanes" in driver.view.toPlainText()
    assert "not judged" in driver.window.status.label.text()
    assert not driver.window.status.progress.isVisible()
    driver.window.open_files([tmp_path / "bridge.txt"])
    assert len(driver.session.opened) == 2
    assert len(driver.window.tabs) == 1


def test_where_nothing_was_analysed_there_is_nothing_to_switch(driver, kit, tmp_path):
    article = kit.make_article(language="fr")
    job = driver.opened(article, tmp_path / "pont.txt")
    driver.window.on_event(Analysed(job, Analysis(article, ModelInfo("m", "1")), 0.1))
    assert driver.window.status.label.text() == "Nothing in this article was analysed"
    assert not any(chip.isVisible() for chip in driver.window.toolbar.chips.values())
    assert not driver.page.sidebar.isVisible()
    assert not driver.page.track.isVisible()
    assert driver.window.toolbar.find_button.isVisible()


def test_what_was_left_out_while_opening_is_said(driver, kit, tmp_path):
    driver.opened(kit.make_article(warnings=("Two pages hold no text.",)), tmp_path / "a.txt")
    assert driver.told() == ["bridge.txt: Two pages hold no text."]


def test_recent_files_are_offered_and_can_be_forgotten(driver, tmp_path):
    driver.session.recent_files = [tmp_path / "a & b.txt"]
    menu = driver.window.menus.recent
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "a && b.txt",
        "Clear this list",
    ]
    menu.actions()[0].trigger()
    assert driver.session.opened == [tmp_path / "a & b.txt"]
    menu.actions()[-1].trigger()
    menu.aboutToShow.emit()
    assert not menu.actions()[0].isEnabled()


def test_ctrl_tab_goes_round_the_articles(reading, qtbot, tmp_path):
    reading.analysed(path=tmp_path / "other.txt")
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(reading.window, Qt.Key.Key_Tab, control)
    assert reading.window.tabs.bar.currentIndex() == 0


def test_closing_the_window_stops_the_session_and_remembers_its_place(driver):
    driver.window.close()
    assert driver.session.closed
    assert driver.session.preferences["geometry"]


def titles(driver):
    bar = driver.window.tabs.bar
    return [bar.tabText(number) for number in range(bar.count())]


def three_tabs(driver, kit, tmp_path):
    for name in ("one", "two", "three"):
        driver.analysed(kit.make_article(title=name), path=tmp_path / f"{name}.txt")


def test_tabs_are_moved_with_their_articles(driver, qtbot, kit, tmp_path):
    three_tabs(driver, kit, tmp_path)
    driver.window.tabs.bar.moveTab(2, 0)
    assert titles(driver) == ["three", "one", "two"]
    assert driver.page.article.title == "three"
    qtbot.keyClick(driver.window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert driver.page.article.title == "one"
    driver.window.tabs.close_tab(0)
    assert [page.article.title for page in driver.window.tabs.pages()] == ["one", "two"]


def test_tabs_are_closed_with_the_middle_button_their_own_and_the_menu(
    driver, qtbot, kit, tmp_path
):
    three_tabs(driver, kit, tmp_path)
    bar = driver.window.tabs.bar
    qtbot.mouseClick(bar, Qt.MouseButton.MiddleButton, pos=bar.tabRect(0).center())
    assert titles(driver) == ["two", "three"]
    qtbot.mouseClick(bar.tabButton(0, QTabBar.ButtonPosition.RightSide), Qt.MouseButton.LeftButton)
    assert titles(driver) == ["three"]
    three_tabs(driver, kit, tmp_path)
    _close, others = bar.menu_of(1).actions()
    assert titles(driver)[1] == "one"
    others.trigger()
    assert titles(driver) == ["one"]
    assert not bar.menu_of(0).actions()[1].isEnabled()
    bar.menu_of(0).actions()[0].trigger()
    assert titles(driver) == []


def test_the_keyboard_reaches_recent_files_before_the_samples(driver, qtbot, session, tmp_path):
    session.recent_files = [tmp_path / "one.txt", tmp_path / "two.txt"]
    driver.window.empty.show_recent(session.recent_articles())
    recent = driver.window.empty.findChildren(QPushButton)[-1]
    qtbot.waitUntil(recent.isVisible)
    driver.window.empty.paste.setFocus()
    reached = []
    for _ in range(3):
        qtbot.keyClick(driver.window.focusWidget(), Qt.Key.Key_Tab)
        reached.append(driver.window.focusWidget().text())
    assert reached == ["one.txt", "two.txt", driver.window.empty.samples[0].text()]


def test_recent_articles_go_by_their_titles(driver, tmp_path):
    driver.session.recent_files = [tmp_path / "one.txt", tmp_path / "two.txt"]
    driver.session.titles = {tmp_path / "one.txt": "Ships & harbours"}
    driver.window.menus.recent.aboutToShow.emit()
    texts = [action.text() for action in driver.window.menus.recent.actions()]
    assert texts[:2] == ["Ships && harbours", "two.txt"]
    driver.window.empty.show_recent(driver.session.recent_articles())
    buttons = [button.text() for button in driver.window.empty.findChildren(QPushButton)]
    assert "Ships && harbours" in buttons


def test_a_copy_is_shown_as_it_was_saved(driver, kit, tmp_path):
    article = kit.make_article()
    view = View(show_from=0.8, loaded=False)
    driver.window.open_files([tmp_path / "copy.html"])
    driver.window.on_event(Opened(1, article, view))
    driver.window.on_event(Analysed(1, kit.make_analysis(article), 0.0))
    assert driver.page.index.view == view
    assert driver.window.view == view
    assert not driver.window.toolbar.chips[MarkKind.LOADED].isChecked()
