# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Starts the window."""

import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from reader import paths
from reader.session.events import Event
from reader.ui.bridge import EventBridge
from reader.ui.crash import CrashReporter
from reader.ui.handover import Reception, Request, hand_over
from reader.ui.interrupts import InterruptListener
from reader.ui.theme import interface_font, load_fonts
from reader.ui.windows import Windows

if TYPE_CHECKING:
    from reader.session.session import Session


# What an article needs, loaded while the worker reads the file: a module at a time, so that the
# window answers in between.
_LATER = (
    "reader.ui.marks.mark_painter",
    "reader.ui.page.page_painter",
    "reader.ui.page.gutter",
    "reader.ui.page.article_view",
    "reader.ui.marks.reason_card",
    "reader.ui.sidebar.actor_rows",
    "reader.ui.sidebar.actors",
    "reader.ui.sidebar.viewpoints",
    "reader.ui.sidebar.overview",
    "reader.ui.sidebar.notes",
    "reader.ui.page.hand_actions",
    "reader.ui.page.article_page",
)


def run_window(
    files: Sequence[Path],
    session_factory: Callable[[Callable[[Event], None]], "Session"],
    version: str,
) -> int:
    """Show the window, open files in it, and stay until it is closed; gives the exit code.

    Where another process has got ahead with its window, that one is handed the files.
    """
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Slantwise")
    application.setDesktopFileName("slantwise")
    reception = Reception(version, application)
    if not reception.begin() and hand_over(Request(tuple(files)), version):
        return 0
    reporter = CrashReporter()
    reporter.install()
    bridge = EventBridge()
    session = session_factory(bridge)
    # The worker gets ready while the window is being made.
    session.start()
    dress(application)
    windows = Windows(session)
    bridge.arrived.connect(windows.on_event)
    reception.requested.connect(windows.take)
    windows.start(files)
    application.lastWindowClosed.connect(reception.end)
    QTimer.singleShot(0, lambda: _load(list(_LATER)))
    interrupts = InterruptListener()
    interrupts.interrupted.connect(application.closeAllWindows)
    try:
        return application.exec()
    finally:
        interrupts.close()
        reception.end()


def dress(application: QApplication) -> None:
    """Give the application its style, typefaces and icon."""
    application.setStyle("Fusion")
    load_fonts()
    application.setFont(interface_font())
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "slantwise.png")))


def _load(modules: list[str]) -> None:
    if modules:
        importlib.import_module(modules[0])
        QTimer.singleShot(0, lambda: _load(modules[1:]))
