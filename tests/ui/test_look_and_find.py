# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Find, zoom, themes, help, saving, and what happens when something unexpected is raised."""

import itertools
import os
import signal
import sys
import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QDialogButtonBox, QLabel, QMessageBox

from reader.document import BlockKind, Span
from reader.document.marks import MarkKind
from reader.errors import Reason, SaveError
from reader.ui.crash import CrashReporter
from reader.ui.interrupts import InterruptListener
from reader.ui.main_window import MainWindow
from reader.ui.page.search_bar import find
from reader.ui.save_dialog import SaveDialog
from reader.ui.tasks import Task
from reader.ui.theme import ThemeChoice

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("The cat, the CAT", "cat", [Span(4, 7), Span(13, 16)]),
        ("It’s a well–known “fact”", "it's", [Span(0, 4)]),
        ("It’s a well–known “fact”", "well-known", [Span(7, 17)]),
        ("over\u00a0two\nlines", "over two lines", [Span(0, 14)]),
        ("a.b", "a.b", [Span(0, 3)]),
        ("axb", "a.b", []),
        ("anything", "  ", []),
    ],
)
def test_words_are_found_whatever_their_case_spacing_and_quotes(text, wanted, found):
    assert find(text, wanted) == found


def test_find_counts_steps_and_leaves(reading, qtbot, kit):
    qtbot.keyClick(reading.window, Qt.Key.Key_F, CONTROL)
    bar = reading.page.find_bar
    assert bar.field.hasFocus()
    qtbot.keyClicks(bar.field, "bridge")
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 4")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "2 of 4"
    assert reading.view.current == kit.span(reading.article, "bridge", 1)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "1 of 4"
    qtbot.keyClicks(bar.field, "head")
    qtbot.waitUntil(lambda: bar.count.text() == "Not found")
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert reading.view.hasFocus()


def test_zoom_by_keys_and_wheel_keeps_the_place_and_is_remembered(reading, qtbot):
    def size():
        return reading.view.document().findBlockByNumber(3).charFormat().font().pixelSize()

    before = size()
    qtbot.keyClick(reading.window, Qt.Key.Key_Plus, CONTROL)
    assert size() == round(before * 1.1)
    middle = QPointF(40, 40)
    wheel = QWheelEvent(
        middle,
        reading.view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    reading.view.wheelEvent(wheel)
    assert reading.session.preferences["zoom"] == 1.25
    for _ in range(9):
        qtbot.keyClick(reading.window, Qt.Key.Key_Plus, CONTROL)
    assert size() == 2 * before
    qtbot.keyClick(reading.window, Qt.Key.Key_0, CONTROL)
    assert size() == before


def test_zooming_a_long_article_keeps_the_place(driver, qtbot, kit, tmp_path):
    words = "The council met on Monday and agreed on the budget for the harbour. " * 9
    article = kit.article_of(*[(BlockKind.PARAGRAPH, f"{n}. {words}") for n in range(300)])
    driver.opened(article, tmp_path / "book.txt")
    qtbot.waitUntil(lambda: driver.view.whole)
    place = article.blocks[200].start
    driver.view.go_to(place, share=0)
    driver.window.zoom_by(2)
    qtbot.waitUntil(lambda: driver.view.whole)
    assert abs(driver.view.places.first_offset() - place) < 120


def test_the_theme_is_chosen_applied_and_remembered(reading, kit):
    light = reading.view.viewport().grab().toImage().pixelColor(2, 2)
    reading.window.choose_theme(ThemeChoice.DARK)
    dark = reading.view.viewport().grab().toImage().pixelColor(2, 2)
    assert dark.lightness() < 60 < light.lightness()
    assert reading.session.preferences["theme"] == "dark"
    colour = reading.view.document().findBlockByNumber(3).charFormat().foreground().color()
    assert colour == reading.window.theme["text"]


def dialog_of(reading, qtbot):
    """The dialog that asks for a copy, opened by a click."""
    qtbot.mouseClick(reading.window.toolbar.save_button, Qt.MouseButton.LeftButton)
    dialog = reading.window.findChild(SaveDialog)
    assert dialog.isVisible()
    return dialog


def accept(dialog, qtbot):
    button = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_copy_is_saved_as_the_dialog_says(reading, qtbot, tmp_path):
    dialog = dialog_of(reading, qtbot)
    assert dialog.place.text() == str(tmp_path / "bridge (annotated).html")
    dialog.format.setCurrentIndex(1)
    assert dialog.place.text() == str(tmp_path / "bridge (annotated).json")
    dialog.boxes["loaded"].click()
    dialog.show_from.setValue(80)
    accept(dialog, qtbot)
    qtbot.waitUntil(lambda: len(reading.session.saved) == 1)
    path, analysis, view = reading.session.saved[0]
    assert path == tmp_path / "bridge (annotated).json"
    assert analysis is reading.page.analysis
    assert view == replace(reading.window.view, loaded=False, show_from=0.8)
    qtbot.waitUntil(lambda: reading.told() == [f"Saved {path}"])


def test_a_name_without_a_known_ending_gets_that_of_the_format(reading, qtbot, tmp_path):
    dialog = dialog_of(reading, qtbot)
    dialog.place.setText(str(tmp_path / "v1.2 of mine"))
    accept(dialog, qtbot)
    qtbot.waitUntil(lambda: len(reading.session.saved) == 1)
    assert reading.session.saved[0][0] == tmp_path / "v1.2 of mine.html"


def test_nothing_is_saved_if_the_reader_thinks_better_of_it(reading, qtbot):
    dialog = dialog_of(reading, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert reading.session.saved == []


@pytest.mark.parametrize("replaces", [True, False])
def test_a_file_is_replaced_only_if_the_reader_says_so(
    reading, qtbot, monkeypatch, tmp_path, replaces
):
    (tmp_path / "copy.json").write_text("mine")
    buttons = QMessageBox.StandardButton
    asked = []

    def answer(parent, title, question):
        asked.append(question)
        return buttons.Yes if replaces else buttons.No

    monkeypatch.setattr(QMessageBox, "question", answer)
    dialog = dialog_of(reading, qtbot)
    dialog.place.setText(str(tmp_path / "copy.json"))
    accept(dialog, qtbot)
    assert asked == ["“copy.json” is there already. Replace it?"]
    if replaces:
        qtbot.waitUntil(lambda: len(reading.session.saved) == 1)
    else:
        assert dialog.isVisible()
        assert reading.session.saved == []
        dialog.reject()


def test_a_failed_save_is_said(reading, qtbot, tmp_path):
    reading.session.save_error = SaveError(
        tmp_path / "copy.html", Reason.DISK_FULL, "the disk is full."
    )
    accept(dialog_of(reading, qtbot), qtbot)
    qtbot.waitUntil(lambda: reading.told() == ["copy.html: the disk is full."])


def test_about_names_the_model_and_the_licences(reading):
    reading.window.menus.actions["about"].trigger()
    dialog = reading.window.findChild(QDialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "test-model 1.2" in said
    assert "Apache License 2.0" in said
    assert "CC BY-NC-SA 4.0" in said
    dialog.close()


def test_the_shortcuts_are_listed(reading, qtbot):
    qtbot.keyClick(reading.window, Qt.Key.Key_F1)
    dialog = reading.window.findChild(QDialog)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Save annotated copy" in said
    assert "Ctrl+S" in said
    dialog.close()


def test_an_uncaught_error_gives_one_report_without_article_text(driver, qtbot, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    reporter = CrashReporter()
    reporter.install()
    for secret in ("the secret words", "more of them"):
        try:
            {}[secret]
        except KeyError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    qtbot.addWidget(reporter.dialog)
    text = reporter.dialog.report.toPlainText()
    assert "builtins.KeyError" in text
    assert "test_look_and_find.py" in text
    assert "secret" not in text.replace("without_article_text", "")
    qtbot.mouseClick(reporter.dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text
    reporter.dialog.close()


def test_a_task_brings_its_result_to_the_windows_thread(qtbot):
    seen = []
    Task(threading.get_ident).start(
        lambda worker: seen.append((worker, threading.get_ident())), seen.append
    )
    qtbot.waitUntil(lambda: len(seen) == 1)
    worker, receiver = seen[0]
    assert worker != receiver == threading.get_ident()


def test_the_window_comes_back_as_it_was_left(qtbot, session, driver):
    assert driver.window.zoom == 1.0
    driver.window.resize(700, 500)
    driver.window.close()
    session.preferences |= {"zoom": 1.5, "theme": "dark"}
    again = type(driver.window)(session)
    qtbot.addWidget(again)
    assert (again.zoom, again.theme.name) == (1.5, "dark")
    assert (again.width(), again.height()) == (700, 500)


def test_what_cannot_be_the_place_of_a_window_is_passed_over(qtbot, session, application):
    session.preferences["geometry"] = "ünsinn"
    window = MainWindow(session)
    qtbot.addWidget(window)
    assert window.width() >= 640


def test_the_sidebar_keeps_the_width_that_the_reader_gave_it(reading, qtbot, tmp_path):
    splitter = reading.page.splitter
    splitter.moveSplitter(splitter.width() - 500, 1)
    width = reading.page.sidebar.width()
    assert abs(width - 500) <= 1
    qtbot.waitUntil(lambda: reading.session.preferences.get("sidebar_width") == width)
    reading.analysed(path=tmp_path / "other.txt")
    qtbot.waitUntil(lambda: abs(reading.page.sidebar.width() - width) <= 1)


def test_the_tips_of_the_toolbar_name_the_keys(reading):
    toolbar = reading.window.toolbar
    assert toolbar.save_button.toolTip() == "Save annotated copy (Ctrl+S)"
    assert toolbar.chips[MarkKind.LOADED].toolTip() == "Loaded words (Ctrl+3)"
    assert toolbar.sidebar_button.toolTip() == "Sidebar (F9)"


@pytest.mark.parametrize("width", [640, 760, 900, 1100, 1360])
def test_nothing_in_the_toolbar_is_cut_off_at_any_width(reading, qtbot, width):
    reading.window.resize(width, 600)
    toolbar = reading.window.toolbar

    def fits():
        shown = [
            child for child in toolbar.children() if child.isWidgetType() and child.isVisible()
        ]
        shown.sort(key=lambda child: (child.y() > 40, child.x()))
        wordy = [child for child in shown if isinstance(child, QAbstractButton | QLabel)]
        return (
            toolbar.width() == width
            and all(child.width() >= child.sizeHint().width() for child in wordy)
            and not any(a.geometry().intersects(b.geometry()) for a, b in itertools.pairwise(shown))
            and all(child.geometry().right() <= width for child in shown)
        )

    qtbot.waitUntil(fits)


def test_what_is_selected_is_copied_from_the_menu(reading):
    reading.window.menus.actions["select_all"].trigger()
    reading.window.menus.actions["copy"].trigger()
    assert "shameful blunder" in QGuiApplication.clipboard().text()


def test_everything_that_can_be_pressed_has_a_name(reading):
    from PySide6.QtWidgets import QLineEdit, QListView, QSlider

    for kind in (QAbstractButton, QLineEdit, QListView, QSlider):
        for widget in reading.window.findChildren(kind):
            if not widget.isVisible() or widget.parent().inherits("QLineEdit"):
                continue
            text = widget.text() if hasattr(widget, "text") else ""
            assert widget.accessibleName() or text, widget


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_window_closes_when_the_system_asks_the_program_to_end(driver, qtbot, number):
    before = signal.getsignal(number)
    listener = InterruptListener()
    listener.interrupted.connect(driver.window.close)
    os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: driver.session.closed)
    listener.close()
    assert signal.getsignal(number) is before
