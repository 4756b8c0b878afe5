# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The look of the window: typefaces, colours by role, palette and style sheet."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from reader import paths
from reader.ui.style_sheet import style_sheet

INTERFACE_FAMILY = "Inter"
TEXT_FAMILY = "Slantwise Serif"


class ThemeChoice(StrEnum):
    """What the reader chose; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme:
    """The colours of one theme, by role."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._names: Mapping[str, str] = paths.theme(name)
        self._colours = {role: QColor(value) for role, value in self._names.items()}

    def __getitem__(self, role: str) -> QColor:
        return self._colours[role]

    def mixed(self, low: str, high: str, share: float) -> QColor:
        """A colour between two roles; `share` 0 is the first."""
        one, other = self[low], self[high]
        share = min(1.0, max(0.0, share))
        return QColor.fromRgbF(
            one.redF() + (other.redF() - one.redF()) * share,
            one.greenF() + (other.greenF() - one.greenF()) * share,
            one.blueF() + (other.blueF() - one.blueF()) * share,
        )

    def faded(self, role: str, opacity: float) -> QColor:
        """A role's colour, see-through."""
        colour = QColor(self[role])
        colour.setAlphaF(opacity)
        return colour

    def palette(self) -> QPalette:
        """The palette of all widgets."""
        role = QPalette.ColorRole
        palette = QPalette()
        for name, colour in {
            role.Window: "chrome",
            role.WindowText: "text",
            role.Base: "surface",
            role.AlternateBase: "raised",
            role.Text: "text",
            role.PlaceholderText: "text_muted",
            role.Button: "surface",
            role.ButtonText: "text",
            role.ToolTipBase: "surface",
            role.ToolTipText: "text",
            role.Highlight: "selection",
            role.HighlightedText: "text",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.BrightText: "error",
            role.Light: "border",
            role.Midlight: "border",
            role.Mid: "border_strong",
            role.Dark: "border_strong",
            role.Shadow: "border_strong",
            role.Accent: "accent",
        }.items():
            palette.setColor(name, self[colour])
        for name in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, name, self["text_dimmed"])
        return palette

    def apply(self, application: QApplication) -> None:
        """Dress the whole application."""
        sheet = style_sheet(self._names)
        if application.styleSheet() != sheet:
            application.setPalette(self.palette())
            application.setStyleSheet(sheet)


def chosen_theme(choice: ThemeChoice) -> Theme:
    """The theme to show for a choice, as the desktop is now."""
    if choice is ThemeChoice.SYSTEM:
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Theme("dark" if dark else "light")
    return Theme(choice.value)


def load_fonts() -> None:
    """Register the shipped typefaces. Without them the system's own are used."""
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def interface_font(pixels: float = 13, *, strong: bool = False) -> QFont:
    """The typeface of everything that is not the article."""
    font = QFont([INTERFACE_FAMILY, "Noto Sans", "Segoe UI", "Helvetica Neue", "sans-serif"])
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


def text_font(pixels: float, *, bold: bool = False) -> QFont:
    """The typeface of the article."""
    font = QFont([TEXT_FAMILY, "Noto Serif", "Georgia", "serif"])
    font.setPixelSize(max(1, round(pixels)))
    font.setBold(bold)
    return font


def code_font(pixels: float) -> QFont:
    """The typeface of code in an article."""
    font = QFont(["Consolas", "Menlo", "Noto Sans Mono", "DejaVu Sans Mono", "monospace"])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(max(1, round(pixels)))
    return font
