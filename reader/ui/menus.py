# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The menus of the window: every command, with its keys."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from reader.document.marks import MarkKind
from reader.ui.theme import ThemeChoice

if TYPE_CHECKING:
    from reader.ui.main_window import MainWindow

_Keys = str | QKeySequence.StandardKey | list[str] | None


class Menus(QObject):
    """The commands of a window.

    Attributes:
        actions: By name.
        toggles: Those that switch a kind of mark.
        recent: The files opened last; the window fills it.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.actions: dict[str, QAction] = {}
        self.toggles: dict[MarkKind, QAction] = {}
        self.recent = QMenu(self.tr("Open recent"), window)
        self.recent.setToolTipsVisible(True)
        self._make_file()
        self._make_edit()
        self._make_view()
        self._make_help()

    def enable(self, names: tuple[str, ...], enabled: bool) -> None:
        """Let commands be chosen, or not."""
        for name in names:
            self.actions[name].setEnabled(enabled)

    def _menu(self, title: str) -> QMenu:
        menu: QMenu = self._window.menuBar().addMenu(title)
        return menu

    def _add(
        self, menu: QMenu, name: str, text: str, keys: _Keys, slot: Callable[[], object]
    ) -> QAction:
        action = QAction(text, self._window)
        if isinstance(keys, list):
            action.setShortcuts([QKeySequence(key) for key in keys])
        elif keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: slot())
        menu.addAction(action)
        self.actions[name] = action
        return action

    def _make_file(self) -> None:
        window, key = self._window, QKeySequence.StandardKey
        menu = self._menu(self.tr("&File"))
        self._add(menu, "open", self.tr("&Open…"), key.Open, window.ask_open)
        menu.addMenu(self.recent)
        self._add(menu, "reload", self.tr("&Reload"), "F5", window.tabs.reload_current)
        self._add(menu, "paste", self.tr("&Paste as article"), "Ctrl+Shift+V", window.paste)
        menu.addSeparator()
        self._add(menu, "save", self.tr("&Save annotated copy…"), key.Save, window.ask_save)
        menu.addSeparator()
        self._add(menu, "close", self.tr("&Close tab"), "Ctrl+W", window.tabs.close_current)
        self._add(menu, "quit", self.tr("&Quit"), "Ctrl+Q", window.close)

    def _make_edit(self) -> None:
        window, key = self._window, QKeySequence.StandardKey
        menu = self._menu(self.tr("&Edit"))
        # The keys are those of whatever has the keyboard, so they are shown here, not taken.
        for name, text, keys, slot in (
            ("copy", self.tr("&Copy"), key.Copy, window.copy),
            ("select_all", self.tr("Select &all"), key.SelectAll, window.select_all),
        ):
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            self._add(menu, name, f"{text}\t{native}", None, slot)
        menu.addSeparator()
        self._add(menu, "find", self.tr("&Find…"), key.Find, window.open_find)
        self._add(menu, "find_next", self.tr("Find &next"), "F3", lambda: window.step_found(1))
        self._add(
            menu, "find_back", self.tr("Find p&revious"), "Shift+F3", lambda: window.step_found(-1)
        )
        menu.addSeparator()
        self._add(menu, "model", self.tr("&Model for opinions…"), None, window.choose_model)

    def _make_view(self) -> None:
        window = self._window
        menu = self._menu(self.tr("&View"))
        for kind, text, keys in (
            (MarkKind.OPINION, self.tr("Author’s opinion"), "Ctrl+1"),
            (MarkKind.VIEWPOINT, self.tr("Viewpoints"), "Ctrl+2"),
            (MarkKind.LOADED, self.tr("Loaded words"), "Ctrl+3"),
            (MarkKind.FACT, self.tr("Facts"), "Ctrl+4"),
        ):
            chip = window.toolbar.chips[kind]
            action = self._add(menu, f"show_{kind.value}", text, keys, chip.click)
            action.setCheckable(True)
            self.toggles[kind] = action
        menu.addSeparator()
        next_keys, back_keys = ["Alt+Down", "F8"], ["Alt+Up", "Shift+F8"]
        self._add(menu, "next", self.tr("&Next mark"), next_keys, lambda: window.step_mark(1))
        self._add(
            menu, "previous", self.tr("&Previous mark"), back_keys, lambda: window.step_mark(-1)
        )
        next_keys, back_keys = ["Ctrl+Tab", "Ctrl+PgDown"], ["Ctrl+Shift+Tab", "Ctrl+PgUp"]
        step = window.tabs.step_tab
        self._add(menu, "next_tab", self.tr("Next article"), next_keys, lambda: step(1))
        self._add(menu, "previous_tab", self.tr("Previous article"), back_keys, lambda: step(-1))
        menu.addSeparator()
        bigger = ["Ctrl++", "Ctrl+="]
        self._add(menu, "bigger", self.tr("Zoom &in"), bigger, lambda: window.zoom_by(1))
        self._add(menu, "smaller", self.tr("Zoom &out"), "Ctrl+-", lambda: window.zoom_by(-1))
        self._add(menu, "normal", self.tr("&Actual size"), "Ctrl+0", lambda: window.set_zoom(1.0))
        menu.addSeparator()
        self._add(menu, "sidebar", self.tr("&Sidebar"), "F9", window.toggle_sidebar)
        for number, (name, text) in enumerate(
            (
                ("actors", self.tr("List of actors")),
                ("viewpoints", self.tr("List of viewpoints")),
                ("overview", self.tr("Overview in figures")),
            )
        ):
            self._add(menu, name, text, f"Alt+{number + 1}", partial(window.open_panel, number))
        self._make_themes(menu.addMenu(self.tr("&Theme")))

    def _make_themes(self, menu: QMenu) -> None:
        window = self._window
        group = QActionGroup(window)
        for choice, text in (
            (ThemeChoice.SYSTEM, self.tr("As the system")),
            (ThemeChoice.LIGHT, self.tr("Light")),
            (ThemeChoice.DARK, self.tr("Dark")),
        ):
            action = QAction(text, window)
            action.setCheckable(True)
            action.setChecked(choice is window.theme_choice)
            action.triggered.connect(lambda _=False, choice=choice: window.choose_theme(choice))
            group.addAction(action)
            menu.addAction(action)

    def _make_help(self) -> None:
        window = self._window
        menu = self._menu(self.tr("&Help"))
        self._add(menu, "shortcuts", self.tr("&Keyboard shortcuts"), "F1", window.show_shortcuts)
        self._add(menu, "about", self.tr("&About Slantwise"), None, window.show_about)
