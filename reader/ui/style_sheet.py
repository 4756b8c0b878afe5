# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The style sheet of the window, filled with a theme's colours."""

import re
from collections.abc import Mapping
from string import Template

from reader import paths

# Four tabs have to find room beside a text, however large their words are.
_TAB_GAP = "14px"
# Lines stay thin.
_LENGTH = re.compile(r"\b([3-9]|\d{2,})px")

_TEMPLATE = Template("""
QMainWindow, QDialog { background: $chrome; }
QWidget#content { background: $background; }
QMenuBar { background: $chrome; color: $text; padding: 2px 8px; border: none; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $border; }
QMenu { background: $surface; color: $text; border: 1px solid $border_strong; padding: 4px 0; }
QMenu::item { padding: 5px 28px 5px 24px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $text_dimmed; }
QMenu::separator { height: 1px; background: $border; margin: 4px 0; }
QToolTip { background: $surface; color: $text; border: 1px solid $border_strong; padding: 4px; }

QWidget#toolbar { background: $chrome; border-bottom: 1px solid $border; }
QWidget#rule { background: $border_strong; }
QPushButton, QToolButton {
    background: $surface; color: $text; border: 1px solid $border_strong; border-radius: 5px;
    padding: 6px 12px;
}
QPushButton:hover, QToolButton:hover { background: $raised; }
QPushButton:pressed, QToolButton:pressed { background: $border; }
QPushButton:focus, QToolButton:focus { border-color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $text_dimmed; background: $chrome; }
QPushButton#primary { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton#primary:focus { border: 2px solid $text; }
QPushButton#plain, QToolButton#plain {
    background: transparent; border: 1px solid transparent; padding: 4px 7px;
}
QPushButton#plain:hover, QToolButton#plain:hover { background: $border; }
QPushButton#plain:focus, QToolButton#plain:focus { border-color: $accent; }
QToolButton#close {
    background: transparent; border: none; border-radius: 4px; padding: 1px 4px; font-size: 10px;
    color: $text_muted;
}
QToolButton#close:hover { background: $border; color: $text; }
QPushButton#sample {
    text-align: left; padding: 12px 16px; border-radius: 6px; border-color: $border;
}
QPushButton#sample:hover, QPushButton#sample:focus { border-color: $accent; }

QLineEdit, QPlainTextEdit, QComboBox {
    background: $surface; color: $text; border: 1px solid $border_strong; border-radius: 5px;
    padding: 6px 8px; placeholder-text-color: $text_muted;
    selection-background-color: $selection; selection-color: $text;
}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border-color: $accent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("@icons/down-@theme.svg"); width: 12px; height: 12px; }

QRadioButton::indicator, QCheckBox::indicator, QListView::indicator {
    width: 13px; height: 13px; background: $surface; border: 1px solid $text_muted;
}
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator, QListView::indicator { border-radius: 3px; }
QRadioButton::indicator:checked { width: 7px; height: 7px; border: 4px solid $accent; }
QCheckBox::indicator:checked, QListView::indicator:checked {
    background: $accent; border: 1px solid $accent; image: url("@icons/tick-@theme.svg");
}
QRadioButton::indicator:focus, QCheckBox::indicator:focus { border-color: $accent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QSlider::groove:horizontal { height: 4px; background: $border_strong; border-radius: 2px; }
QSlider::handle:horizontal {
    background: $surface; border: 1px solid $text_muted; width: 13px; height: 13px;
    margin: -5px 0; border-radius: 7px;
}
QSlider::handle:horizontal:focus { border: 2px solid $accent; width: 11px; height: 11px; }

QTabBar { background: $surface; border: none; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: $text_muted; padding: 11px 14px 10px 14px;
    border: none; border-bottom: 2px solid transparent; font-weight: 600;
}
QWidget#sidebar QTabBar::tab { padding: 11px @gap 10px @gap; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $accent; }
QTabBar#articles { background: $chrome; }
QTabBar QToolButton { padding: 2px; border-radius: 0; }
QTabBar#articles::tab {
    padding: 7px 12px; border-right: 1px solid $border; font-weight: 400; min-width: 90px;
    max-width: 240px;
}
QTabBar#articles::tab:selected { background: $background; }
QWidget#tabs_line { background: $surface; border-bottom: 1px solid $border; }
QWidget#articles_line { background: $chrome; border-bottom: 1px solid $border; }

QWidget#track { background: $surface; border-bottom: 1px solid $border; }
QWidget#sidebar { background: $surface; border-left: 1px solid $border; }
QWidget#sidebar_head, QWidget#sidebar_body { background: $surface; }
QWidget#sidebar_head { border-bottom: 1px solid $border; }
QLabel#sidebar_foot {
    background: $surface; border-top: 1px solid $border; color: $text_muted; font-size: 12px;
}
QListView { background: $surface; border: none; outline: none; }
QDialog > QListView { border: 1px solid $border_strong; border-radius: 5px; padding: 3px; }
QDialog > QListView:focus { border-color: $accent; }
QScrollArea { background: $surface; border: none; }
QDialog > QScrollArea { background: $chrome; }
QScrollArea#first { background: $background; border: 2px solid $background; }
QScrollArea#first:focus { border-color: $accent; }
QSplitter::handle { background: $border; }

QTextEdit#article { background: $background; color: $text; border: none;
    selection-background-color: $selection; selection-color: $text; }
QTextBrowser#trust { background: $surface; border: none; border-bottom: 1px solid $border; }
QWidget#bar { background: $chrome; border-bottom: 1px solid $border; }
QFrame#notice { background: $notice; border: none; border-bottom: 1px solid $border_strong; }
QFrame#palette { background: $surface; border: 1px solid $border_strong; border-radius: 8px; }
QFrame#card { background: $surface; border: 1px solid $border_strong; border-radius: 8px; }
QLabel { background: transparent; }
QLabel#drop {
    background: $drop; border: 2px dashed $accent; border-radius: 10px; color: $text;
    font-size: 20px; font-weight: 600;
}
QLabel#muted { color: $text_muted; }
QLabel#error { color: $error; font-weight: 600; }
QLabel#strong { font-weight: 600; }
QLabel#lead { font-size: 14px; }
QLabel#small { font-size: 12px; font-weight: 600; color: $text_muted; }
QLabel#heading { font-size: 26px; font-weight: 600; }
QLabel#welcome {
    font-family: "Slantwise Serif", "Noto Serif", Georgia, serif; font-size: 30px; font-weight: 700;
}

QWidget#status { background: $chrome; border-top: 1px solid $border; }
QWidget#status QLabel { font-size: 12px; }
QProgressBar { background: $border; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar::handle:vertical {
    background: $border_strong; border-radius: 3px; min-height: 36px; margin: 2px 3px 2px 2px;
}
QScrollBar::handle:vertical:hover { background: $text_dimmed; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle:horizontal {
    background: $border_strong; border-radius: 3px; min-width: 36px; margin: 2px 2px 3px 2px;
}
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(theme: str, colours: Mapping[str, str], scale: float = 1.0) -> str:
    """The style sheet for a theme, role to "#rrggbb", at a size; 1 is the designed one."""
    # Of the colour behind it a little is seen through.
    drop = f"#e0{colours['surface'].removeprefix('#')}"
    sheet = _TEMPLATE.substitute(colours, drop=drop)
    sheet = _LENGTH.sub(lambda found: f"{round(int(found[1]) * scale)}px", sheet)
    # Qt gives the signs of a style sheet no colour, so that each theme has its own.
    icons = (paths.resources() / "icons").as_posix()
    signs = sheet.replace("@icons", icons).replace("@theme", theme)
    return signs.replace("@gap", _TAB_GAP)
