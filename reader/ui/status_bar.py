# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The line at the foot of the window: what was done, how far it is, and what the marks are."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from reader.ui.elided import ElidedLabel


@dataclass(frozen=True, slots=True)
class Status:
    """What the status bar says of an article; `progress` is a share, or None at rest."""

    text: str
    progress: float | None = None
    marked: bool = True


class StatusBar(QWidget):
    """Status on the left, the caution on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.label = ElidedLabel()
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(140, 4)
        self.progress.setAccessibleName(self.tr("Progress of the analysis"))
        self.progress.hide()
        self._caution = QLabel(self.tr("The marks are a model’s estimate."))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.setSpacing(12)
        row.addWidget(self.label)
        row.addWidget(self.progress)
        row.addStretch(1)
        row.addWidget(self._caution)
        for label in (self.label, self._caution):
            label.setObjectName("muted")
        self._caution.hide()

    def show_status(self, status: Status | None) -> None:
        """Show the status of an article, or none."""
        self.label.setText(status.text if status else "")
        self._caution.setVisible(status is not None and status.marked)
        self.progress.setVisible(status is not None and status.progress is not None)
        if status is not None and status.progress is not None:
            self.progress.setValue(round(status.progress * 100))
