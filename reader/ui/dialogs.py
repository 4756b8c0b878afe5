# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The small dialogs: about, keyboard shortcuts, and which file to open or save."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from reader.document import ModelInfo
from reader.ui.theme import scaled
from reader.ui.wording import tr


def ask_open(parent: QWidget, suffixes: Sequence[str], folder: str) -> list[Path]:
    """Ask which files to open; none if the reader thought better of it."""
    patterns = " ".join(f"*{suffix}" for suffix in suffixes)
    filters = f"{tr('Articles')} ({patterns});;{tr('All files')} (*)"
    names, _ = QFileDialog.getOpenFileNames(parent, tr("Open articles"), folder, filters)
    return [Path(name) for name in names]


class AboutDialog(QDialog):
    """What this is, which model judges, and under which terms."""

    def __init__(self, parent: QWidget, model: ModelInfo | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Slantwise"))
        self.setMinimumWidth(scaled(440))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(10)
        heading = QLabel("Slantwise")
        heading.setObjectName("heading")
        column.addWidget(heading)
        judged = (
            self.tr("Model of the last analysis: {0} {1}.").format(model.name, model.version)
            if model
            else self.tr("The model is named here once an article has been analysed.")
        )
        for text in (
            self.tr(
                "A reader that shows where an article reports, where it argues, whose views it "
                "relays, and whom it is about. It works on this computer alone and sends nothing."
            ),
            self.tr("The marks are a model’s estimate, and it errs. ") + judged,
            self.tr(
                "Program: Apache License 2.0. Model weights: CC BY-NC-SA 4.0. Typefaces Inter and "
                "Slantwise Serif (drawn from Source Serif 4): SIL Open Font License 1.1. "
                "Qt {0} and PySide6: GNU LGPL 3."
            ).format(qVersion()),
        ):
            label = QLabel(text)
            label.setWordWrap(True)
            label.setFixedWidth(420)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        _add_close(self, column)


def _add_close(dialog: QDialog, column: QVBoxLayout) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
