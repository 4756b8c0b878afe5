# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The real window on a real worker with the real model, driven as a reader drives it."""

import os
import signal

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QApplication, QDialogButtonBox

from reader import paths
from reader.document.marks import MarkKind
from reader.session.session import Session
from reader.ui.application import dress
from reader.ui.bridge import EventBridge
from reader.ui.main_window import MainWindow
from reader.ui.save_dialog import SaveDialog

SENTENCE = "The council met on Monday and agreed on the new budget for the harbour. "


@pytest.fixture
def window(qtbot):
    bridge = EventBridge()
    session = Session(bridge)
    session.start()
    dress(QApplication.instance())
    window = MainWindow(session)
    window.session = session
    bridge.arrived.connect(window.on_event)
    qtbot.addWidget(window)
    window.resize(1360, 860)
    window.show()
    qtbot.waitExposed(window)
    yield window
    session.close()


def analysed(window):
    return window.tabs.page is not None and window.tabs.page.analysis is not None


def notices(window):
    return window.notice_area.isVisible()


def test_a_sample_is_read_marked_and_saved(window, qtbot, tmp_path):
    opinion = paths.samples()[1]
    window.open_files([opinion])
    qtbot.waitUntil(lambda: window.tabs.page is not None, timeout=30_000)
    qtbot.waitUntil(lambda: analysed(window), timeout=60_000)
    page = window.tabs.page
    assert page.index.counts()[MarkKind.OPINION] > 0
    assert page.analysis.actors
    copy = tmp_path / "copy.html"
    window.ask_save()
    dialog = window.findChild(SaveDialog)
    dialog.place.setText(str(copy))
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    qtbot.waitUntil(copy.exists, timeout=60_000)
    qtbot.waitUntil(lambda: notices(window), timeout=10_000)
    assert page.article.title in copy.read_text("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_when_the_worker_is_killed_the_window_says_so_and_the_next_file_opens(
    window, qtbot, tmp_path
):
    long = tmp_path / "long.txt"
    long.write_text("A long report\n\n" + "\n\n".join([SENTENCE * 8] * 600))
    short = tmp_path / "short.txt"
    short.write_text("Harbour budget agreed\n\n" + SENTENCE * 3)
    window.open_files([long])
    qtbot.waitUntil(lambda: window.tabs.page is not None, timeout=30_000)
    qtbot.waitUntil(lambda: window.tabs.page.index.done > 0, timeout=60_000)
    os.kill(window.session.worker_process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: notices(window), timeout=20_000)
    assert "agreed on the new budget" in window.tabs.page.view.toPlainText()
    window.open_files([short])
    qtbot.waitUntil(lambda: analysed(window), timeout=60_000)
    assert len(window.tabs.page.analysis.sentences) == 4


def test_a_file_that_cannot_be_opened_leaves_the_window_as_it_was(window, qtbot, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    window.open_files([empty])
    qtbot.waitUntil(lambda: notices(window), timeout=30_000)
    assert window.tabs.page is None
    assert window.empty.isVisible()
