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
from reader.ui.bridge import EventBridge
from reader.ui.crash import CrashReporter
from reader.ui.main_window import MainWindow
from reader.ui.theme import interface_font, load_fonts

if TYPE_CHECKING:
    from reader.session.session import Session


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
    if session.preferences.get("maximised"):
        window.showMaximized()
    else:
        window.show()
    window.open_files(files)
    # What an article needs is loaded while the worker reads the file.
    QTimer.singleShot(0, lambda: importlib.import_module("reader.ui.article_page"))
    return application.exec()


def dress(application: QApplication) -> None:
    """Give the application its style, typefaces and icon."""
    application.setStyle("Fusion")
    load_fonts()
    application.setFont(interface_font())
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "slantwise.png")))
