# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The dialog that asks what an annotated copy is to show, in which format, and where it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from reader.document.marks import View
from reader.ui.theme import scaled


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for: where the copy goes and what it shows."""

    path: Path
    view: View


class SaveDialog(QDialog):
    """Asks for format, marks and place of a copy.

    Attributes:
        wanted: What was asked for, once it has been accepted.
    """

    def __init__(
        self,
        parent: QWidget | None,
        formats: Mapping[str, str],
        proposed: Path,
        view: View,
        *,
        own_marks: bool,
    ) -> None:
        """Ask.

        Args:
            parent: The window.
            formats: The formats' suffixes, each with its dot, and what they are called.
            proposed: Where the copy would go; its suffix is the format proposed.
            view: What is on the screen.
            own_marks: Whether the reader has made marks of their own.
        """
        super().__init__(parent)
        self.wanted: Wanted | None = None
        self._view = view
        self.setWindowTitle(self.tr("Save annotated copy"))
        self.setMinimumWidth(scaled(520))
        self.format = QComboBox()
        for suffix, name in formats.items():
            self.format.addItem(f"{name} (*{suffix})", suffix)
        self.format.setCurrentIndex(max(self.format.findData(proposed.suffix), 0))
        self.place = QLineEdit(str(proposed))
        self.browse = QPushButton(self.tr("Browse…"))
        self.boxes = {
            "opinion": QCheckBox(self.tr("Author’s opinion")),
            "viewpoints": QCheckBox(self.tr("Viewpoints")),
            "loaded": QCheckBox(self.tr("Loaded words")),
            "facts": QCheckBox(self.tr("Facts")),
            "unclear": QCheckBox(self.tr("Unclear")),
            "notes": QCheckBox(self.tr("My notes and highlights")),
        }
        for name, box in self.boxes.items():
            box.setChecked(getattr(view, name))
        self.boxes["notes"].setVisible(own_marks)
        self.all_marks = QRadioButton(self.tr("The model’s marks and mine"), self)
        self.own_marks = QRadioButton(self.tr("Mine alone"), self)
        both = QButtonGroup(self)
        for button in (self.all_marks, self.own_marks):
            both.addButton(button)
            button.setVisible(own_marks)
        (self.all_marks if view.machine or not own_marks else self.own_marks).setChecked(True)
        self.show_from = QSpinBox()
        self.show_from.setRange(50, 100)
        self.show_from.setSuffix(self.tr(" %"))
        self.show_from.setValue(round(view.show_from * 100))
        self.show_from.setMinimumHeight(28)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self._lay_out(own_marks=own_marks)
        self.format.currentIndexChanged.connect(self._on_format_changed)
        self.browse.clicked.connect(self._on_browse)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self, *, own_marks: bool) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(self.tr("&Format:"), self.format)
        layers = QVBoxLayout()
        layers.setSpacing(4)
        for box in self.boxes.values():
            layers.addWidget(box)
        form.addRow(self.tr("Show:"), layers)
        form.addRow(self.tr("Opinions &from:"), self.show_from)
        if own_marks:
            whose = QVBoxLayout()
            whose.setSpacing(4)
            whose.addWidget(self.all_marks)
            whose.addWidget(self.own_marks)
            form.addRow(self.tr("Marks:"), whose)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.browse)
        where = QLabel(self.tr("&Where:"))
        where.setBuddy(self.place)
        form.addRow(where, row)
        about = QLabel(
            self.tr(
                "The copy opens again in Slantwise with all marks as they are now. The article "
                "itself is never changed."
            )
        )
        about.setObjectName("muted")
        about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(about)
        column.addWidget(self.buttons)

    @property
    def suffix(self) -> str:
        """That of the format chosen, with its dot."""
        return str(self.format.currentData())

    @property
    def path(self) -> Path:
        """Where the copy goes; a name without a known suffix gets that of the format."""
        path = Path(self.place.text().strip()).expanduser()
        known = {self.format.itemData(number) for number in range(self.format.count())}
        return path if path.suffix.lower() in known else path.with_name(path.name + self.suffix)

    def _on_format_changed(self) -> None:
        path = Path(self.place.text())
        known = {self.format.itemData(number) for number in range(self.format.count())}
        stem = path.with_suffix("") if path.suffix.lower() in known else path
        self.place.setText(f"{stem}{self.suffix}")

    def _on_browse(self) -> None:
        filters = [self.format.itemText(number) for number in range(self.format.count())]
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save annotated copy"),
            str(self.path),
            ";;".join(filters),
            self.format.currentText(),
            QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.place.setText(chosen)
            number = self.format.findData(Path(chosen).suffix.lower())
            if number >= 0:
                self.format.setCurrentIndex(number)

    def _on_accepted(self) -> None:
        if not self.place.text().strip():
            self.place.setFocus()
            return
        path = self.path
        if path.exists() and not self._may_replace(path):
            return
        layers = {name: box.isChecked() for name, box in self.boxes.items()}
        view = replace(self._view, show_from=self.show_from.value() / 100, **layers)
        self.wanted = Wanted(path, replace(view, machine=self.all_marks.isChecked()))
        self.accept()

    def _may_replace(self, path: Path) -> bool:
        question = self.tr("“{0}” is there already. Replace it?").format(path.name)
        answer = QMessageBox.question(self, self.windowTitle(), question)
        return answer == QMessageBox.StandardButton.Yes
