# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The settings: how everything looks and what is remembered, applied at once."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from reader.ui.look import Look
from reader.ui.theme import COLUMNS, INTERFACE_FAMILY, SPACINGS, ThemeChoice, Typesetting, scaled
from reader.ui.toolbar import THRESHOLDS

_ZOOMS = (70, 200)
_FIELDS, _SLIDER_HEIGHT = 260, 18
# So long after a change it is seen, in milliseconds.
_PATIENCE = 40


class SettingsDialog(QDialog):
    """Every change is seen in the window behind; there is nothing to confirm.

    Signals:
        zoom_chosen: The size of the text, 1 as designed.
        model_requested: To choose which model judges.
    """

    zoom_chosen = Signal(float)
    model_requested = Signal()

    def __init__(self, parent: QWidget, look: Look, zoom: float) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self._look = look
        self._size = round(100 * zoom)
        # While a slider is dragged the page is not set anew for every pixel.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self.themes = self._make_themes()
        self.family = self._make_families()
        self.text_size = self._make_slider(self.tr("Si&ze"), _ZOOMS, 5)
        self.width_of_text = self._make_slider(self.tr("&Width"), COLUMNS, 20, Typesetting().column)
        spacings = round(100 * SPACINGS[0]), round(100 * SPACINGS[1])
        self.spacing = self._make_slider(self.tr("Line &spacing"), spacings, 5)
        self.show_from = self._make_slider(self.tr("Show &opinions from"), THRESHOLDS, 5)
        first = self.tr("In articles that were not open before; each keeps what you chose for it")
        self.show_from.setToolTip(first)
        self.show_from.setAccessibleDescription(first)
        self.reopen = QCheckBox(self.tr("Open the articles of the last session at the start"))
        self.reopen.setChecked(look.reopens)
        self.as_designed = QPushButton(self.tr("As &designed"))
        self.as_designed.setToolTip(self.tr("Typeface, size, width and line spacing as designed"))
        self.model = QPushButton(self.tr("&Model for opinions…"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(16)
        column.addLayout(self._grid)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.as_designed)
        column.addLayout(row)
        column.addWidget(self.reopen)
        column.addWidget(self.model, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        column.addWidget(buttons)
        # No narrower than its words, at any size of the text.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)
        self._grid.setColumnMinimumWidth(1, _FIELDS)
        self._show_typesetting(look.typesetting, zoom)
        self.show_from.setValue(round(100 * look.show_from))
        self._connect(buttons)
        self._on_look_changed()

    def _connect(self, buttons: QDialogButtonBox) -> None:
        look = self._look
        for choice, button in self.themes.items():
            # `clicked` and not `toggled`: one change, one new dress.
            button.clicked.connect(lambda _=False, choice=choice: look.choose_theme(choice))
        self.family.currentIndexChanged.connect(self._soon.start)
        for slider in (self.text_size, self.width_of_text, self.spacing):
            slider.valueChanged.connect(self._soon.start)
        look.changed.connect(self._on_look_changed)
        self._soon.timeout.connect(self._on_changed)
        self.show_from.valueChanged.connect(lambda value: look.set_show_from(value / 100))
        self.reopen.toggled.connect(look.set_reopens)
        self.as_designed.clicked.connect(self._on_as_designed)
        self.model.clicked.connect(self.model_requested)
        buttons.rejected.connect(self.close)

    def _on_look_changed(self) -> None:
        for slider in (self.text_size, self.width_of_text, self.spacing, self.show_from):
            slider.setMinimumHeight(scaled(_SLIDER_HEIGHT))

    def _on_changed(self) -> None:
        family = str(self.family.currentData())
        column, spacing = self.width_of_text.value(), self.spacing.value() / 100
        self._look.set_typesetting(Typesetting(family, column, spacing))
        if self.text_size.value() != self._size:
            self._size = self.text_size.value()
            self.zoom_chosen.emit(self._size / 100)

    def _make_themes(self) -> dict[ThemeChoice, QRadioButton]:
        buttons, group, row = {}, QButtonGroup(self), QHBoxLayout()
        row.setSpacing(14)
        for choice, text in (
            (ThemeChoice.SYSTEM, self.tr("As the s&ystem")),
            (ThemeChoice.LIGHT, self.tr("&Light")),
            (ThemeChoice.DARK, self.tr("&Dark")),
            (ThemeChoice.SEPIA, self.tr("S&epia")),
        ):
            button = buttons[choice] = QRadioButton(text)
            button.setChecked(choice is self._look.choice)
            button.setAccessibleDescription(self.tr("Theme"))
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._grid.addWidget(QLabel(self.tr("Theme")), 0, 0)
        self._grid.addLayout(row, 0, 1, 1, 2)
        return buttons

    def _make_families(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("Slantwise Serif"), "")
        box.addItem(INTERFACE_FAMILY, INTERFACE_FAMILY)
        box.insertSeparator(2)
        shown = {"Slantwise Serif", INTERFACE_FAMILY}
        for family in QFontDatabase.families():
            if family not in shown and not QFontDatabase.isPrivateFamily(family):
                box.addItem(family, family)
        self._add_row(self.tr("&Typeface"), box)
        return box

    def _make_slider(
        self, text: str, limits: tuple[int, int], step: int, design: int = 100
    ) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(*limits)
        slider.setSingleStep(step)
        slider.setPageStep(2 * step)
        value = QLabel()
        self._add_row(text, slider, value)
        value.setMinimumWidth(value.fontMetrics().horizontalAdvance("000 %"))
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        slider.valueChanged.connect(
            lambda now: value.setText(self.tr("{0} %").format(round(100 * now / design)))
        )
        return slider

    def _add_row(self, text: str, field: QWidget, value: QLabel | None = None) -> None:
        row = self._grid.rowCount()
        label = QLabel(text)
        label.setBuddy(field)
        field.setAccessibleName(text.replace("&", ""))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1, 1, 2 if value is None else 1)
        if value is not None:
            self._grid.addWidget(value, row, 2)

    def _show_typesetting(self, typesetting: Typesetting, zoom: float) -> None:
        self.family.setCurrentIndex(max(0, self.family.findData(typesetting.family)))
        self.text_size.setValue(round(100 * zoom))
        self.width_of_text.setValue(typesetting.column)
        self.spacing.setValue(round(100 * typesetting.spacing))

    def _on_as_designed(self) -> None:
        self._show_typesetting(Typesetting(), 1.0)
