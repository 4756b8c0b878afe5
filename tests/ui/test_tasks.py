# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What is worked out off the UI thread comes back to it, if anybody is left to have it."""

import threading

from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import delete

from reader.ui.tasks import Task


class Panel(QWidget):
    def __init__(self):
        super().__init__()
        self.label = QLabel(self)

    def show_result(self, words):
        self.label.setText(words)


def test_a_result_reaches_its_widget(qtbot):
    panel = Panel()
    qtbot.addWidget(panel)
    Task(lambda: "two of three").start(panel.show_result, lambda error: None)
    qtbot.waitUntil(lambda: panel.label.text() == "two of three")


def test_a_result_for_a_widget_that_is_gone_is_dropped(qtbot):
    panel, closed = Panel(), threading.Event()
    task = Task(lambda: closed.wait(5) and "two of three")
    task.start(panel.show_result, lambda error: None)
    delete(panel)
    closed.set()
    # What is raised in the event loop would fail the test.
    qtbot.wait(100)
