# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Starts the window."""

import importlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from reader import paths
from reader.session.events import Event
from reader.ui.accessible import install
from reader.ui.bridge import EventBridge
from reader.ui.crash import CrashReporter
from reader.ui.handover import Answer, Reception, hand_over
from reader.ui.interrupts import InterruptListener
from reader.ui.request import Request
from reader.ui.theme import interface_font, load_fonts
from reader.ui.windows import Windows

if TYPE_CHECKING:
    from reader.session.session import Session


# How long another start may take until it can be handed something, in seconds.
_START_SECONDS = 10.0

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
    "reader.ui.page.paper",
    "reader.ui.page.aloud",
    "reader.ui.page.article_page",
)


def run_window(
    request: Request,
    session_factory: Callable[[Callable[[Event], None]], "Session"],
    version: str,
    *,
    alone: bool,
) -> int:
    """Show the window, open files in it, and stay until it is closed.

    Args:
        request: What this start was asked for.
        session_factory: Makes the session, given whom to tell its events.
        version: The program's.
        alone: Whether there is another window that this start has nothing to do with.

    Returns:
        The exit code; at once where another start has got ahead, and has taken the request.
    """
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Slantwise")
    application.setDesktopFileName("slantwise")
    reception = Reception(version, application)
    if not alone and not reception.begin():
        if hand_over(request, version, wait=_START_SECONDS) is Answer.TAKEN:
            return 0
        alone = True
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
    windows.start(request.files)
    if not alone:
        # Whoever asks is answered at once from now on.
        reception.listen()
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
    """Give the application its style, typefaces and icon, and screen readers its words."""
    install()
    application.setStyle("Fusion")
    # Nothing moves by itself: Qt cannot ask every system whether its user wants that.
    for effect in (
        Qt.UIEffect.UI_AnimateMenu,
        Qt.UIEffect.UI_FadeMenu,
        Qt.UIEffect.UI_AnimateCombo,
        Qt.UIEffect.UI_AnimateTooltip,
        Qt.UIEffect.UI_FadeTooltip,
        Qt.UIEffect.UI_AnimateToolBox,
    ):
        application.setEffectEnabled(effect, False)
    load_fonts()
    application.setFont(interface_font())
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "slantwise.png")))


def _load(modules: list[str]) -> None:
    if modules:
        importlib.import_module(modules[0])
        QTimer.singleShot(0, lambda: _load(modules[1:]))
