# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The look of the window: typefaces, colours by role, palette and style sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QGuiApplication,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import QApplication

from reader import paths
from reader.ui.style_sheet import style_sheet

INTERFACE_FAMILY = "Inter"
TEXT_FAMILY = "Slantwise Serif"
_INTERFACE = 13  # pixels
# Desktops set their text up to this large, in pixels, for readers who asked for nothing.
_USUAL = 15

#: The least and the greatest width of a text, in pixels at 100 %, and distance of its lines.
COLUMNS = (420, 960)
SPACINGS = (0.85, 1.6)


class ThemeChoice(StrEnum):
    """What the reader chose; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    SEPIA = "sepia"


@dataclass(frozen=True, slots=True)
class Typesetting:
    """How articles are set.

    Attributes:
        family: The typeface of the text; none: the one that comes with the program.
        column: How wide the text is, in pixels at 100 %.
        spacing: How far apart the lines are, beside the designed distance.
    """

    family: str = ""
    column: int = 640
    spacing: float = 1.0

    @classmethod
    def of(cls, kept: Mapping[str, str | int | float]) -> "Typesetting":
        """What is remembered; the designed one for what is not, or cannot be."""
        design = cls()
        column, spacing = kept.get("text_width"), kept.get("line_spacing")
        return cls(
            str(kept.get("text_family", design.family)),
            round(_within(column, COLUMNS, design.column)),
            _within(spacing, SPACINGS, design.spacing),
        )

    def preferences(self) -> dict[str, str | int | float]:
        """What is to be remembered."""
        return {
            "text_family": self.family,
            "text_width": self.column,
            "line_spacing": self.spacing,
        }


def _within(value: object, limits: tuple[float, float], design: float) -> float:
    low, high = limits
    return min(high, max(low, value)) if isinstance(value, int | float) else design


class Theme:
    """The colours of one theme, by role, and how articles are set."""

    def __init__(self, name: str, typesetting: Typesetting | None = None) -> None:
        self.name = name
        self.typesetting = typesetting or Typesetting()
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

    def apply(self, application: QApplication, zoom: float = 1.0) -> None:
        """Dress the whole application; what is around the page grows with it, but is never small.

        The application's font carries the size: `text_scale` is read from it.
        """
        scale = system_scale() * max(1.0, zoom)
        sheet = style_sheet(self.name, self._names, scale)
        if application.styleSheet() != sheet:
            application.setFont(interface_font(_INTERFACE * scale))
            application.setPalette(self.palette())
            application.setStyleSheet(sheet)


def chosen_theme(choice: ThemeChoice, typesetting: Typesetting) -> Theme:
    """The theme to show for a choice, as the desktop is now."""
    if choice is ThemeChoice.SYSTEM:
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Theme("dark" if dark else "light", typesetting)
    return Theme(choice.value, typesetting)


def load_fonts() -> None:
    """Register the shipped typefaces. Without them the system's own are used."""
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def system_scale() -> float:
    """How much larger than usual the reader's system sets its text; 1 for what is usual."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    pixels = QFontInfo(font).pixelSize()
    return pixels / _INTERFACE if pixels > _USUAL else 1.0


def text_scale() -> float:
    """How large everything around the page is set beside its design, 1 or more."""
    return max(1.0, QGuiApplication.font().pixelSize() / _INTERFACE)


def scaled(pixels: float) -> int:
    """A length around the page, in pixels at 100 %, as it is now."""
    return round(pixels * text_scale())


def enlarge(painter: QPainter, rect: QRect) -> QRect:
    """Let a painter draw at the present text size what is given in pixels at 100 %.

    Gives the rectangle in those pixels; its corner is the painter's origin from now on.
    """
    scale = text_scale()
    painter.translate(rect.topLeft())
    painter.scale(scale, scale)
    return QRect(0, 0, round(rect.width() / scale), round(rect.height() / scale))


def interface_font(pixels: float = 13, *, strong: bool = False) -> QFont:
    """The typeface of everything that is not the article."""
    font = QFont([INTERFACE_FAMILY, "Noto Sans", "Segoe UI", "Helvetica Neue", "sans-serif"])
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


def text_font(pixels: float, *, bold: bool = False, family: str = "") -> QFont:
    """The typeface of the article: the shipped one, or another family."""
    shipped = [TEXT_FAMILY, "Noto Serif", "Georgia", "serif"]
    font = QFont([family, *shipped] if family else shipped)
    font.setPixelSize(max(1, round(pixels)))
    font.setBold(bold)
    return font


def code_font(pixels: float) -> QFont:
    """The typeface of code in an article."""
    font = QFont(["Consolas", "Menlo", "Noto Sans Mono", "DejaVu Sans Mono", "monospace"])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(max(1, round(pixels)))
    return font
