# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Saves and prints copies off the UI thread, with progress that can be cancelled."""

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QProgressDialog, QWidget

from reader.errors import ReaderError
from reader.ui.tasks import Task

# Shorter work shows no progress, in milliseconds.
_PATIENCE = 700
# How finely pages are drawn for the printer, in dots an inch.
_DOTS = 200

_T = TypeVar("_T")


class _Cancelled(Exception):  # noqa: N818 - cancelling is no error
    """The reader has cancelled."""


class Work(QObject):
    """One long piece of work for a window, with a progress dialog once it takes its time.

    Signals:
        advanced: The share that is done, 0 to 1.
    """

    advanced = Signal(float)

    def __init__(self, parent: QWidget, label: str) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()
        self.dialog = QProgressDialog(label, self.tr("Cancel"), 0, 100, parent)
        self.dialog.setWindowTitle(self.tr("Slantwise"))
        self.dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self.dialog.setMinimumDuration(_PATIENCE)
        self.dialog.setAutoClose(False)
        self.dialog.setAutoReset(False)
        self.dialog.canceled.connect(self._cancelled.set)
        self.advanced.connect(self._on_advanced, Qt.ConnectionType.QueuedConnection)
        self.dialog.setValue(0)

    def start(
        self,
        operation: Callable[[Callable[[float], None]], _T],
        done: Callable[[_T], None],
        failed: Callable[[ReaderError], None],
    ) -> None:
        """Do it; `operation` is called on another thread and told to whom progress is said.

        After a cancellation neither `done` nor `failed` is called.
        """

        def run() -> _T | None:
            try:
                return operation(self._advance)
            except _Cancelled:
                return None

        def finished(result: _T | None) -> None:
            cancelled = self._cancelled.is_set()
            self._end()
            if result is not None and not cancelled:
                done(result)

        def gone_wrong(error: ReaderError) -> None:
            self._end()
            failed(error)

        Task(run).start(finished, gone_wrong)

    def _advance(self, share: float) -> None:
        if self._cancelled.is_set():
            raise _Cancelled
        self.advanced.emit(share)

    def _on_advanced(self, share: float) -> None:
        if not self._cancelled.is_set():
            self.dialog.setValue(round(share * 100))

    def _end(self) -> None:
        self.dialog.canceled.disconnect()
        self.dialog.hide()
        self.dialog.deleteLater()
        self.deleteLater()


def pages_of(pdf: bytes) -> list[QImage]:
    """The pages of a PDF as pictures. Safe on any thread."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            bitmap = page.render(scale=_DOTS / 72, rev_byteorder=True, prefer_bgrx=True)
            drawn = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            )
            # The buffer goes with the bitmap.
            pages.append(drawn.copy())
            page.close()
        return pages
    finally:
        document.close()


def preview(parent: QWidget, pages: list[QImage]) -> None:
    """Show pages as they will be printed, and print them if the reader wants to."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.paintRequested.connect(lambda target: paint_pages(target, pages))
    dialog.exec()


def paint_pages(printer: QPrinter, pages: list[QImage]) -> None:
    """Paint one page after the other, each as large as the paper allows."""
    painter = QPainter(printer)
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        room = painter.viewport()
        size = page.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(painter.viewport().topLeft(), page.scaled(size, mode=_SMOOTH))
    painter.end()


_SMOOTH = Qt.TransformationMode.SmoothTransformation
