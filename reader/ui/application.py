# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Starts the window."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from reader import paths
from reader.session.events import Event
from reader.ui.accessible import install
from reader.ui.bridge import EventBridge
from reader.ui.crash import CrashReporter
from reader.ui.interrupts import InterruptListener
from reader.ui.main_window import MainWindow
from reader.ui.theme import interface_font, load_fonts

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
    files: list[Path], session_factory: Callable[[Callable[[Event], None]], "Session"]
) -> int:
    """Show the window, open files in it, and stay until it is closed; gives the exit code."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Slantwise")
    application.setDesktopFileName("slantwise")
    reporter = CrashReporter()
    reporter.install()
    bridge = EventBridge()
    session = session_factory(bridge)
    # The worker gets ready while the window is being made.
    session.start()
    dress(application)
    window = MainWindow(session)
    bridge.arrived.connect(window.on_event)
    window.show()
    window.open_files(files)
    QTimer.singleShot(0, lambda: _load(list(_LATER)))
    interrupts = InterruptListener()
    interrupts.interrupted.connect(window.close)
    try:
        return application.exec()
    finally:
        interrupts.close()


def dress(application: QApplication) -> None:
    """Give the application its style, typefaces and icon, and screen readers its words."""
    install()
    application.setStyle("Fusion")
    load_fonts()
    application.setFont(interface_font())
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "slantwise.png")))


def _load(modules: list[str]) -> None:
    if modules:
        importlib.import_module(modules[0])
        QTimer.singleShot(0, lambda: _load(modules[1:]))
