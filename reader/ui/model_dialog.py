# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The dialog that chooses which model judges the opinions."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reader.errors import ModelError
from reader.ui.theme import scaled

if TYPE_CHECKING:
    from reader.session.session import Session

# Labels that a model most often gives to opinion: ticked at first, for the reader to confirm.
_LIKELY = ("opinion", "subj", "biased", "view", "commentary", "editorial")
_NEGATED = ("un", "non", "not", "no_", "no-")


class ModelDialog(QDialog):
    """Slantwise's own model, or a folder of the reader's with the labels that mean opinion.

    Signals:
        model_chosen: Another model judges from now on.
    """

    model_chosen = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        session: "Session",
        ask_folder: Callable[[QWidget], Path | None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._ask_folder = ask_folder or _ask_folder
        self._folder: Path | None = None
        self.setWindowTitle(self.tr("Model for opinions"))
        self.setMinimumWidth(scaled(480))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(10)
        about = QLabel(
            self.tr(
                "Which model tells opinion from report. Viewpoints, loaded words and actors always "
                "come from the one that ships with Slantwise. Articles opened from now on are "
                "judged with it."
            )
        )
        about.setWordWrap(True)
        column.addWidget(about)
        self.ours = QRadioButton(self.tr("The model that comes with Slantwise"))
        self.theirs = QRadioButton(self.tr("A model of my own (Hugging Face sequence classifier)"))
        group = QButtonGroup(self)
        for button in (self.ours, self.theirs):
            group.addButton(button)
            column.addWidget(button)
        self.choose = QPushButton(self.tr("Choose folder…"))
        column.addWidget(self.choose, alignment=Qt.AlignmentFlag.AlignLeft)
        self.place = QLabel()
        self.place.setWordWrap(True)
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.place)
        self._question = QLabel(self.tr("Which of its labels mean opinion?"))
        column.addWidget(self._question)
        self._boxes_column = QVBoxLayout()
        column.addLayout(self._boxes_column)
        self.boxes: list[QCheckBox] = []
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.choose.clicked.connect(self._on_choose)
        self.ours.toggled.connect(self._on_changed)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        own = session.own_model
        (self.ours if own is None else self.theirs).setChecked(True)
        if own is not None:
            self._take(own.folder, own.opinion_labels)
        self._on_changed()

    def _on_choose(self) -> None:
        folder = self._ask_folder(self)
        if folder is not None:
            self.theirs.setChecked(True)
            self._take(folder, None)
            self._on_changed()

    def _take(self, folder: Path, ticked: tuple[str, ...] | None) -> None:
        for box in self.boxes:
            box.deleteLater()
        self.boxes = []
        self._folder = None
        try:
            labels = self._session.labels_of(folder)
        except ModelError as error:
            self.place.setText(str(error))
            return
        self._folder = folder
        self.place.setText(str(folder))
        for label in labels:
            box = QCheckBox(label)
            name = label.lower()
            likely = any(word in name for word in _LIKELY) and not name.startswith(_NEGATED)
            box.setChecked(label in ticked if ticked is not None else likely)
            box.toggled.connect(self._on_changed)
            self._boxes_column.addWidget(box)
            self.boxes.append(box)

    def _on_changed(self) -> None:
        theirs = self.theirs.isChecked()
        fits = theirs and self._folder is not None
        self.choose.setEnabled(theirs)
        self.place.setVisible(theirs)
        self._question.setVisible(fits)
        for box in self.boxes:
            box.setVisible(fits)
        ticked = sum(box.isChecked() for box in self.boxes)
        mapped = fits and 0 < ticked < max(len(self.boxes), 2)
        accept = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        accept.setEnabled(not theirs or mapped)

    def _on_accepted(self) -> None:
        if self.theirs.isChecked() and self._folder is not None:
            labels = tuple(box.text() for box in self.boxes if box.isChecked())
            self._session.use_own_model(self._folder, labels)
        else:
            self._session.use_own_model(None)
        self.model_chosen.emit()
        self.accept()


def _ask_folder(parent: QWidget) -> Path | None:
    name = QFileDialog.getExistingDirectory(parent, parent.tr("Choose the model's folder"))
    return Path(name) if name else None
