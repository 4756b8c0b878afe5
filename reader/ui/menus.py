# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The menus of the window: every command, with its keys."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from reader.document.marks import MarkKind

if TYPE_CHECKING:
    from reader.ui.page.blind import Blind

#: The commands that make the reader's own marks, as `HandActions.do` knows them.
MARK_COMMANDS = (
    "opinion",
    "fact",
    "unclear",
    "model",
    "viewpoint",
    "not_viewpoint",
    "loaded",
    "highlight",
    "note",
)

#: The panels of the sidebar, in their order.
PANELS = ("actors", "viewpoints", "overview", "notes", "comparison")
#: What can be done with a comparison.
_COMPARED = ("save_sheet", "print_sheet", "next_difference", "previous_difference")

_Keys = str | QKeySequence.StandardKey | list[str] | None


class Menus(QObject):
    """The commands of a window.

    Attributes:
        menus: In the order of the bar.
        actions: By name.
        toggles: Those that switch a kind of mark.
        recent: The files opened last; the window fills it.
    """

    def __init__(self, window: QMainWindow, slots: Mapping[str, Callable[[], object]]) -> None:
        """Make the menus of a window.

        Args:
            window: The one with the menu bar.
            slots: What each command does, by its name.
        """
        super().__init__(window)
        self._window = window
        self._slots = slots
        self.menus: list[QMenu] = []
        self.actions: dict[str, QAction] = {}
        self.toggles: dict[MarkKind, QAction] = {}
        self.recent = QMenu(self.tr("Open rece&nt"), window)
        self.recent.setToolTipsVisible(True)
        self._make_file()
        self._make_edit()
        self._make_view()
        self._make_article()
        self._make_go()
        self._make_mark()
        self._make_help()

    def enable(self, names: tuple[str, ...], enabled: bool) -> None:
        """Let commands be chosen, or not."""
        for name in names:
            self.actions[name].setEnabled(enabled)

    def show_blind(self, blind: "Blind | None") -> None:
        """Offer what can be done with the blind reading of an article; None: there is none."""
        reading = blind is not None and blind.reading
        comparing = blind is not None and blind.comparing
        self.actions["blind"].setEnabled(blind is not None)
        self.actions["blind"].setChecked(reading)
        can_compare = blind is not None and (reading or blind.ended)
        self.actions["compare"].setEnabled(can_compare)
        self.actions["compare"].setChecked(comparing)
        self.enable(_COMPARED, blind is not None and blind.comparison is not None)

    def _menu(self, title: str) -> QMenu:
        menu: QMenu = self._window.menuBar().addMenu(title)
        self.menus.append(menu)
        return menu

    def _add(self, menu: QMenu, name: str, text: str, keys: _Keys) -> QAction:
        action = QAction(text, self._window)
        if isinstance(keys, list):
            action.setShortcuts([QKeySequence(key) for key in keys])
        elif keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: self._slots[name]())
        menu.addAction(action)
        # The keys work without the menu bar, too.
        self._window.addAction(action)
        self.actions[name] = action
        return action

    def _make_file(self) -> None:
        key = QKeySequence.StandardKey
        menu = self._menu(self.tr("&File"))
        self._add(menu, "open", self.tr("&Open…"), key.Open)
        menu.addMenu(self.recent)
        self._add(menu, "paste", self.tr("Paste as &article"), "Ctrl+Shift+V")
        self._add(menu, "new_window", self.tr("New &window"), key.New)
        menu.addSeparator()
        self._add(menu, "reload", self.tr("&Reload"), "F5")
        self._add(menu, "read_as_english", self.tr("Read as En&glish"), None)
        menu.addSeparator()
        self._add(menu, "save", self.tr("&Save annotated copy…"), key.Save)
        self._add(menu, "print", self.tr("&Print…"), key.Print)
        self._add(menu, "save_sheet", self.tr("Save the comparison as a shee&t…"), None)
        self._add(menu, "print_sheet", self.tr("Print the co&mparison…"), None)
        menu.addSeparator()
        self._add(menu, "export_marks", self.tr("&Export all your marks…"), None)
        self._add(menu, "import_marks", self.tr("&Import marks…"), None)
        menu.addSeparator()
        self._add(menu, "close", self.tr("&Close tab"), "Ctrl+W")
        self._add(menu, "close_others", self.tr("Close the ot&her tabs"), None)
        self._add(menu, "reopen", self.tr("Reopen close&d tab"), "Ctrl+Shift+T")
        menu.addSeparator()
        self._add(menu, "quit", self.tr("&Quit"), "Ctrl+Q")

    def _make_edit(self) -> None:
        key = QKeySequence.StandardKey
        menu = self._menu(self.tr("&Edit"))
        self._add(menu, "undo", self.tr("&Undo"), "Ctrl+Z")
        self._add(menu, "redo", self.tr("&Redo"), ["Ctrl+Shift+Z", "Ctrl+Y"])
        menu.addSeparator()
        # The keys are those of whatever has the keyboard, so they are shown here, not taken.
        for name, text, keys in (
            ("copy", self.tr("&Copy"), key.Copy),
            ("select_all", self.tr("Select &all"), key.SelectAll),
        ):
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            self._add(menu, name, f"{text}\t{native}", None)
        self._add(menu, "copy_cited", self.tr("Copy with its s&ource"), "Ctrl+Shift+C")
        menu.addSeparator()
        self._add(menu, "find", self.tr("&Find…"), key.Find)
        self._add(menu, "find_next", self.tr("Find &next"), "F3")
        self._add(menu, "find_back", self.tr("Find pre&vious"), "Shift+F3")
        menu.addSeparator()
        self._add(menu, "model", self.tr("&Model for opinions…"), None)
        self._add(menu, "settings", self.tr("&Settings…"), "Ctrl+,")

    def _make_mark(self) -> None:
        menu = self._menu(self.tr("&Mark"))
        # The keys are the article's alone, so they are shown here, not taken.
        for name, text, key in (
            ("opinion", self.tr("This sentence is &opinion"), "O"),
            ("fact", self.tr("This sentence is &fact"), "F"),
            ("unclear", self.tr("This sentence is &unclear"), "U"),
            ("model", self.tr("This sentence is as the model says"), ""),
            ("", "", ""),
            ("viewpoint", self.tr("A &viewpoint of…"), "V"),
            ("not_viewpoint", self.tr("Not a viewpoint"), ""),
            ("loaded", self.tr("&Loaded, or not"), "L"),
            ("", "", ""),
            ("highlight", self.tr("&Highlight"), "H"),
            ("note", self.tr("&Note…"), "M"),
        ):
            if name:
                self._add(menu, f"mark_{name}", f"{text}\t{key}" if key else text, None)
            else:
                menu.addSeparator()

    def _make_view(self) -> None:
        menu = self._menu(self.tr("&View"))
        for kind, text, keys in (
            (MarkKind.OPINION, self.tr("Author’s opinion"), ["Ctrl+1", "1"]),
            (MarkKind.VIEWPOINT, self.tr("Viewpoints"), ["Ctrl+2", "2"]),
            (MarkKind.LOADED, self.tr("Loaded words"), ["Ctrl+3", "3"]),
            (MarkKind.FACT, self.tr("Facts"), ["Ctrl+4", "4"]),
            (MarkKind.UNCLEAR, self.tr("Unclear"), ["Ctrl+5", "5"]),
        ):
            action = self._add(menu, f"show_{kind.value}", text, keys)
            action.setCheckable(True)
            action.setData(kind.value)
            self.toggles[kind] = action
        menu.addSeparator()
        self._add(menu, "fewer", self.tr("Only &surer opinions"), None)
        self._add(menu, "more", self.tr("&Less sure opinions, too"), None)
        menu.addSeparator()
        self._add(menu, "bigger", self.tr("Zoom &in"), ["Ctrl++", "Ctrl+="])
        self._add(menu, "smaller", self.tr("Zoom &out"), "Ctrl+-")
        self._add(menu, "normal", self.tr("&Actual size"), "Ctrl+0")
        menu.addSeparator()
        self._add(menu, "unfold", self.tr("Show the page &furniture on top"), None)
        self._add(menu, "paper", self.tr("Original pa&ge beside the text"), "F4")
        menu.setToolTipsVisible(True)
        self._add(menu, "sidebar", self.tr("Side&bar"), "F9")
        self._add(menu, "actors", self.tr("List of actors"), "Alt+1")
        self._add(menu, "viewpoints", self.tr("List of viewpoints"), "Alt+2")
        self._add(menu, "overview", self.tr("Overview in figures"), "Alt+3")
        self._add(menu, "notes", self.tr("Your notes and marks"), "Alt+4")
        self._add(menu, "comparison", self.tr("List of the comparison"), "Alt+5")
        menu.addSeparator()
        self._add(menu, "full_screen", self.tr("F&ull screen"), "F11")
        self._add(menu, "page_alone", self.tr("&Page alone"), "Shift+F11")

    def _make_article(self) -> None:
        menu = self._menu(self.tr("&Article"))
        self._add(menu, "compare_with", self.tr("Compare &with…"), "Ctrl+Shift+M")
        menu.addSeparator()
        blind = self._add(menu, "blind", self.tr("&Blind reading"), "Ctrl+B")
        compare = self._add(menu, "compare", self.tr("Show the &comparison"), "Ctrl+Shift+B")
        first = self._add(menu, "blind_first", self.tr("Read new articles blind first"), None)
        for action in (blind, compare, first):
            action.setCheckable(True)

    def _make_go(self) -> None:
        menu = self._menu(self.tr("&Go"))
        self._add(menu, "next", self.tr("&Next mark"), ["Alt+Down", "F8"])
        self._add(menu, "previous", self.tr("&Previous mark"), ["Alt+Up", "Shift+F8"])
        # These keys are the article's alone, so they are shown here, not taken.
        self._add(menu, "next_sentence", self.tr("Next &sentence") + "\t→", None)
        self._add(menu, "previous_sentence", self.tr("Previous sentence") + "\t←", None)
        self._add(menu, "why", self.tr("&Why this mark?") + "\t" + self.tr("Enter"), None)
        menu.addSeparator()
        self._add(menu, "next_mention", self.tr("Next mention of the &actor"), "A")
        self._add(menu, "previous_mention", self.tr("Previous mention of the actor"), "Shift+A")
        menu.addSeparator()
        self._add(menu, "next_difference", self.tr("Next &difference of the readings"), "D")
        self._add(
            menu, "previous_difference", self.tr("Previous difference of the readings"), "Shift+D"
        )
        menu.addSeparator()
        self._add(menu, "outline", self.tr("Go to &heading…"), "Ctrl+G")
        self._add(menu, "next_heading", self.tr("Next heading"), "Ctrl+Down")
        self._add(menu, "previous_heading", self.tr("Previous heading"), "Ctrl+Up")
        menu.addSeparator()
        self._add(menu, "back", self.tr("&Back to where you were"), "Alt+Left")
        self._add(menu, "forward", self.tr("&Forward again"), "Alt+Right")
        menu.addSeparator()
        self._add(menu, "next_tab", self.tr("Next article"), ["Ctrl+Tab", "Ctrl+PgDown"])
        back_keys = ["Ctrl+Shift+Tab", "Ctrl+PgUp"]
        self._add(menu, "previous_tab", self.tr("Previous article"), back_keys)
        menu.addSeparator()
        self._add(menu, "read_aloud", self.tr("&Read aloud, or pause"), "Ctrl+Shift+U")
        stop = self.tr("Stop reading aloud") + "\t" + self.tr("Esc")
        self._add(menu, "stop_reading", stop, None)
        menu.setToolTipsVisible(True)
        menu.addSeparator()
        self._add(menu, "context_menu", self.tr("Menu of what has the keyboard"), "Shift+F10")

    def _make_help(self) -> None:
        menu = self._menu(self.tr("&Help"))
        self._add(menu, "palette", self.tr("Find a &command…"), "Ctrl+K")
        self._add(menu, "shortcuts", self.tr("&Keyboard shortcuts"), ["F1", "?", "Shift+?"])
        self._add(menu, "first_page", self.tr("How to read the &marks"), None)
        self._add(menu, "trust", self.tr("How this works and how far to &trust it"), None)
        menu.addSeparator()
        self._add(menu, "about", self.tr("&About Slantwise"), None)
