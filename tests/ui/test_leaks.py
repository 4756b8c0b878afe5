# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""That what a test leaves behind is noticed, as every test of the window relies on."""

import sys
import threading

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QDialog, QWidget

from tests.ui import leaks
from tests.ui.leaks import Standing

pytestmark = pytest.mark.issue(16)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(leaks, "_PATIENCE", 50)


def test_a_window_that_stays_is_noticed(qapp):
    before = Standing()
    widget = QWidget()
    dialog = QDialog(widget)
    assert len(before.left()) == 1
    dialog.deleteLater()
    widget.deleteLater()
    assert before.left() == []


def test_a_thread_that_stays_is_noticed(qapp):
    before, end = Standing(), threading.Event()
    thread = threading.Thread(target=end.wait, name="reading")
    thread.start()
    assert before.left() == ["the thread reading"]
    end.set()
    thread.join()
    assert before.left() == []


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for its processes")
def test_a_process_that_stays_is_noticed(qapp):
    before, process = Standing(), QProcess()
    process.start(sys.executable, ["-c", "input()"])
    assert process.waitForStarted()
    assert before.left() == [f"the process {process.processId()}"]
    process.kill()
    process.waitForFinished()
    assert before.left() == []
