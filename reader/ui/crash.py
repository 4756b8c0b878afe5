# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens when something unexpected is raised: one dialog with a report to copy.

The report never contains article text, hence no messages of exceptions, which may quote it.
"""

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
)

_log = logging.getLogger(__name__)


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What to tell the makers: versions, the kind of error and where it came from."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        ours = version("slantwise")
    except PackageNotFoundError:
        ours = "?"
    frames = traceback.extract_tb(trace)
    places = [
        f"  {frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} in {frame.name}" for frame in frames
    ]
    return "\n".join(
        [
            f"Slantwise {ours}, Qt {qVersion()}, Python {platform.python_version()}",
            f"{platform.system()} {platform.release()} {platform.machine()}",
            f"{kind.__module__}.{kind.__qualname__}",
            *places,
        ]
    )


class CrashDialog(QDialog):
    """Says that something went wrong, and gives the report."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(560, 360)
        column = QVBoxLayout(self)
        label = QLabel(
            self.tr(
                "Slantwise ran into an error of its own. You can go on, but save what you need. "
                "The report below names no article and holds none of its text."
            )
        )
        label.setWordWrap(True)
        self.report = QPlainTextEdit(text)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Report"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton(
            self.tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy_button.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.reject)
        for widget in (label, self.report, buttons):
            column.addWidget(widget)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


class CrashReporter(QObject):
    """Shows one dialog for uncaught exceptions, whatever thread they come from."""

    _raised = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.dialog: CrashDialog | None = None
        self._raised.connect(self._on_raised, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from Python's own hooks."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._hook(
            args.exc_type, args.exc_value, args.exc_traceback
        )

    def _hook(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        text = report(kind, trace)
        _log.error("uncaught\n%s", text)
        self._raised.emit(text)

    def _on_raised(self, text: str) -> None:
        # The first one is what matters; others often follow from it.
        if self.dialog is None or not self.dialog.isVisible():
            self.dialog = CrashDialog(text)
            self.dialog.open()
