# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The main window: toolbar, articles, and what the reader asks of the session."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reader import paths
from reader.document import ModelInfo
from reader.document.marks import View
from reader.session.events import Event, LibraryEvent
from reader.ui.article_tabs import ArticleTabs
from reader.ui.chrome import Chrome
from reader.ui.compare.comparing import Comparing
from reader.ui.copies import Copies
from reader.ui.drop_sign import DropSign
from reader.ui.empty_state import EmptyState
from reader.ui.guide import Guide
from reader.ui.look import Look
from reader.ui.menus import PANELS, Menus
from reader.ui.notice_area import NoticeArea
from reader.ui.notices import Notice, Notices
from reader.ui.own_marks import OwnMarks
from reader.ui.reading import OF_ANALYSIS, OF_ARTICLE, enable_reading, hush, reading_commands
from reader.ui.status_bar import StatusBar
from reader.ui.theme import Theme, ThemeChoice, system_scale
from reader.ui.toolbar import Toolbar

if TYPE_CHECKING:
    from reader.session.session import Session

_ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_SIZE = (1360, 890)
# So long after the last change the view is written down, in milliseconds.
_REMEMBER = 600
_MOST_DROPPED = 30
# So many files are opened before the window answers again.
_AT_A_TURN = 3


class MainWindow(QMainWindow):
    """A window on a session.

    Signals:
        closed: The reader has closed it.
        came_forward: It is the one that the reader uses.
        another_requested: To open another window.
        session_changed: Other articles are open, or another one is on the screen.
    """

    closed = Signal()
    came_forward = Signal()
    another_requested = Signal()
    session_changed = Signal()

    def __init__(self, session: "Session", look: Look | None = None) -> None:
        """Make a window.

        Args:
            session: What it shows and asks.
            look: The one of all windows; None: one of its own.
        """
        super().__init__()
        self._session = session
        self.setAcceptDrops(True)
        self.look = look or Look(session, self)
        self.zoom = self.look.zoom
        self.view: View = self._fresh()
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(_REMEMBER)
        self._remember.timeout.connect(self._on_remember)
        self.toolbar = Toolbar(self.view, self.theme)
        self.notices = Notices(self)
        self.notice_area = NoticeArea()
        self.tabs = ArticleTabs(
            session, lambda: (self._fresh(), self.theme, self.zoom * system_scale())
        )
        self.own = OwnMarks(self, session, self.tabs)
        self.copies = Copies(self, session)
        self.comparing = Comparing(self, session, self.tabs, self.look)
        side = session.preferences.get("sidebar_width")
        self.tabs.side = side if isinstance(side, int) else None
        self.empty = EmptyState(paths.samples())
        self.status = StatusBar()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.tabs)
        self.guide = Guide(self, session, self.look)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.notice_area)
        column.addWidget(self.status)
        self.setCentralWidget(body)
        self.chrome = Chrome(self, (self.toolbar, self.status), self.tabs)
        self._drop_sign = DropSign(self)
        self.menus = Menus(self, self._commands())
        self.toolbar.show_actions(self.menus.actions, self.menus.toggles)
        self.own.connect_undo(self.menus.actions["undo"], self.menus.actions["redo"])
        self._connect()
        self._read_blind_first(chosen=False)
        self._restore_size()
        self._on_current_changed()

    def _commands(self) -> dict[str, Callable[[], object]]:
        """What the commands of the menus do, by their names."""
        chips = self.toolbar.chips.items()
        layers = {f"show_{kind.value}": chip.click for kind, chip in chips}
        return {
            **layers,
            **reading_commands(self.tabs),
            "undo": self.own.group.undo,
            "redo": self.own.group.redo,
            "export_marks": self.own.export,
            "import_marks": self.own.take_in,
            "notes": partial(self.open_panel, 3),
            "open": self.ask_open,
            "reload": self.tabs.reload_current,
            "read_as_english": self.tabs.read_as_english,
            "paste": self.paste,
            "save": self.ask_save,
            "print": self.print_copy,
            "close": self.tabs.close_current,
            "close_others": lambda: self.tabs.close_others(self.tabs.bar.currentIndex()),
            "fewer": partial(self.toolbar.move_threshold, 1),
            "more": partial(self.toolbar.move_threshold, -1),
            "reopen": self.tabs.reopen,
            "new_window": self.another_requested.emit,
            "quit": QApplication.closeAllWindows,
            "settings": self.show_settings,
            "full_screen": self.chrome.toggle_full_screen,
            "page_alone": self.chrome.toggle_page_alone,
            "model": self.choose_model,
            "next_tab": partial(self.tabs.step_tab, 1),
            "previous_tab": partial(self.tabs.step_tab, -1),
            "bigger": partial(self.zoom_by, 1),
            "smaller": partial(self.zoom_by, -1),
            "normal": partial(self.set_zoom, 1.0),
            "sidebar": self.toggle_sidebar,
            "actors": partial(self.open_panel, 0),
            "viewpoints": partial(self.open_panel, 1),
            "overview": partial(self.open_panel, 2),
            "palette": self.open_palette,
            "compare_with": self.comparing.ask,
            "comparison": partial(self.open_panel, 4),
            "blind_first": partial(self._read_blind_first, chosen=True),
            "save_sheet": lambda: self.copies.ask_sheet(self.tabs.page),
            "print_sheet": lambda: self.copies.print_sheet(self.tabs.page),
            "shortcuts": self.show_shortcuts,
            "first_page": self.guide.show_again,
            "trust": self.guide.show_trust,
            "about": self.show_about,
        }

    def _connect(self) -> None:
        self.toolbar.open_requested.connect(self.ask_open)
        self.toolbar.save_requested.connect(self.ask_save)
        self.toolbar.find_requested.connect(self.menus.actions["find"].trigger)
        self.toolbar.sidebar_requested.connect(self.toggle_sidebar)
        self.toolbar.view_changed.connect(self._on_view_changed)
        self.menus.recent.aboutToShow.connect(self._fill_recent)
        self.empty.open_requested.connect(self.ask_open)
        self.empty.paste_requested.connect(self.paste)
        self.empty.file_chosen.connect(lambda path: self.open_files([path]))
        self.tabs.current_changed.connect(self._on_current_changed)
        self.tabs.current_changed.connect(self.session_changed)
        self.tabs.status_changed.connect(self._on_status_changed)
        self.tabs.noticed.connect(self.notices.show_notice)
        self.notice_area.dismissed.connect(self._on_notice_dismissed)
        self.tabs.divided.connect(lambda _side: self._remember.start())
        self.tabs.zoom_requested.connect(self.zoom_by)
        self.tabs.agreement_wanted.connect(self.own.tell_agreement)
        self.own.may_close.connect(self.close)
        self.guide.open_requested.connect(self.ask_open)
        self.guide.sample_requested.connect(lambda: self.open_files([paths.samples()[-1]]))
        self.look.changed.connect(self._on_look_changed)
        self.tabs.escaped.connect(self.chrome.leave)
        self.tabs.sheet_wanted.connect(self.copies.ask_sheet)
        self.closed.connect(partial(hush, self.tabs))
        self.closed.connect(self.comparing.close)

    def _fresh(self) -> View:
        """How an article is shown that was not open before.

        The layers are those last chosen, which the toolbar shows; a threshold chosen for another
        article would hide what is in this one, and whose marks a copy shows is the copy's alone.
        """
        kept = self._session.view()
        return replace(kept, show_from=self.look.show_from, notes=True, machine=True)

    # Opening and saving

    def on_event(self, event: Event) -> None:
        """Take in what the session reports; UI thread only."""
        if isinstance(event, LibraryEvent):
            self.own.take(event)
        elif not self.comparing.take(event):
            self.tabs.take(event)

    def open_files(self, files: list[Path]) -> None:
        """Open files, each in a tab, a few at a time; one that is open already is shown."""
        for file in files[:_AT_A_TURN]:
            self.tabs.open(file.absolute())
        rest = files[_AT_A_TURN:]
        if rest:
            QTimer.singleShot(0, self, lambda: self.open_files(rest))

    def ask_open(self) -> None:
        """Ask which files to open."""
        from reader.ui.dialogs import ask_open

        folder = str(self._session.preferences.get("folder", ""))
        files = ask_open(self, self._session.open_suffixes, folder)
        if files:
            self._session.set_preference("folder", str(files[0].parent))
            self.open_files(files)

    def paste(self) -> None:
        """Read what is on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.tabs.open_text(text, self.tr("Pasted text"))
        else:
            self.notices.show_notice(Notice(self.tr("There is no text on the clipboard.")))

    def ask_save(self) -> None:
        """Ask what a copy of the article on the screen shows and where it goes, and save it."""
        self.copies.ask_save(self.tabs.page)

    def print_copy(self) -> None:
        """Show how the article on the screen would be printed, and print it."""
        self.copies.print_copy(self.tabs.page)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files, and show that they may drop here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._drop_sign.appear()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Show no longer where they may drop."""
        self._drop_sign.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files that were dropped."""
        self._drop_sign.hide()
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if len(files) > _MOST_DROPPED:
            text = self.tr("Only the first {0} of {1} files were opened.")
            self.notices.show_notice(Notice(text.format(_MOST_DROPPED, len(files))))
        self.open_files(files[:_MOST_DROPPED])
        event.acceptProposedAction()

    def _fill_recent(self) -> None:
        recent = self.menus.recent
        recent.clear()
        articles = self._session.recent_articles()
        for path, title in ((article.path, article.title) for article in articles):
            action = recent.addAction((title or path.name).replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self.open_files([path]))
        if articles:
            recent.addSeparator()
            clear = recent.addAction(self.tr("Clear this list"))
            clear.triggered.connect(self._clear_recent)
        else:
            recent.addAction(self.tr("No files yet")).setEnabled(False)

    def _clear_recent(self) -> None:
        self._session.clear_recent()
        self.empty.show_recent([])

    # What is on the screen

    def _on_current_changed(self) -> None:
        page = self.tabs.page
        shown: QWidget = self.tabs
        if not len(self.tabs):
            shown = self.guide.first_page() or self.empty
            self._stack.addWidget(shown)
            self.empty.show_recent(self._session.recent_articles())
        else:
            self.guide.leave_first_page()
        self._stack.setCurrentWidget(shown)
        name = ""
        self.own.show_page(page)
        own = [page.notices] if page is not None else []
        self.notice_area.show_sources([self.notices, self.own.notices, *own])
        self.view = page.index.asked if page is not None else self._fresh()
        self.toolbar.set_view(self.view)
        if page is not None:
            name = page.article.title or page.article.source or self.tr("Pasted text")
        self.setWindowTitle(self.tr("{0} — Slantwise").format(name) if name else "Slantwise")
        enable = self.menus.enable
        enable(OF_ARTICLE, page is not None)
        enable_reading(self.menus, page)
        enable(("reload",), page is not None and page.path is not None)
        enable(("read_as_english",), page is not None and page.article.foreign)
        enable(("close",), len(self.tabs) > 0)
        enable(("reopen",), self.tabs.can_reopen)
        enable(("next_tab", "previous_tab", "close_others"), len(self.tabs) > 1)
        self.chrome.show(self.toolbar, page is not None or len(self.tabs) > 0)
        if page is not None:
            page.show_beside(bool(self._session.preferences.get("sidebar", 1)))
        self._on_status_changed()

    def _on_status_changed(self) -> None:
        page = self.tabs.page
        counts = page.counts() if page else None
        self.toolbar.show_counts(counts)
        sidebar = page is not None and not page.bare
        panels = page.sidebar.panels if page is not None and sidebar else ()
        self.menus.enable(("sidebar",), sidebar)
        for number, name in enumerate(PANELS):
            self.menus.enable((name,), number in panels)
        self.toolbar.sidebar_button.setVisible(sidebar)
        self.menus.enable(("fewer", "more"), bool(counts))
        for kind, action in self.menus.toggles.items():
            action.setVisible(not self.toolbar.chips[kind].isHidden())
            action.setChecked(self.toolbar.chips[kind].isChecked())
        ready = page is not None and page.analysis is not None
        self.menus.enable(("save", "print", "compare_with", *OF_ANALYSIS), ready)
        self.menus.show_blind(page.blind if page is not None else None)
        self.toolbar.save_button.setEnabled(ready)
        self.status.show_status(page.status() if page else None)
        self.chrome.show(self.status, page is not None)

    def _on_notice_dismissed(self) -> None:
        if self.tabs.page is not None:
            self.tabs.page.view.setFocus()

    def _on_view_changed(self, view: View) -> None:
        self.view = view
        if self.tabs.page is not None:
            self.tabs.page.set_view(view)
        self._on_status_changed()
        self._remember.start()

    def _on_remember(self) -> None:
        self._session.set_view(self.view)
        self.tabs.remember()
        if self.tabs.side is not None:
            self._session.set_preference("sidebar_width", self.tabs.side)

    def open_again(self, files: Sequence[Path], current: int) -> None:
        """Open the articles of the last session, with the one that was on the screen in front."""
        there = [file for file in files if file.is_file()]
        if there:
            shown = files[current] if 0 <= current < len(files) else there[0]
            for file in (*there, shown if shown in there else there[0]):
                self.tabs.open(file)
        gone = [file.name for file in files if file not in there]
        if gone:
            text = self.tr("No longer there, of the articles that were open last: {0}")
            self.notices.show_notice(Notice(text.format(", ".join(gone))))

    # Look

    @property
    def theme(self) -> Theme:
        """What is shown."""
        return self.look.theme

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Show another theme and remember it."""
        self.look.choose_theme(choice)

    def _on_look_changed(self) -> None:
        self.toolbar.set_theme(self.theme)
        self.tabs.dress()

    def show_settings(self) -> None:
        """Show the settings, which are applied at once."""
        from reader.ui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self, self.look, self.zoom)
        dialog.zoom_chosen.connect(self.set_zoom)
        dialog.model_requested.connect(self.choose_model)
        dialog.show()

    def zoom_by(self, steps: int) -> None:
        """Zoom by so many steps."""
        nearest = min(range(len(_ZOOMS)), key=lambda number: abs(_ZOOMS[number] - self.zoom))
        self.set_zoom(_ZOOMS[min(len(_ZOOMS) - 1, max(0, nearest + steps))])

    def set_zoom(self, zoom: float) -> None:
        """Show the articles, and what is around them, at a size; 1 is the designed one."""
        self.zoom = zoom
        self.look.set_zoom(zoom)

    def toggle_sidebar(self) -> None:
        """Show or hide the sidebar, from now on."""
        page = self.tabs.page
        if page is not None:
            shown = page.sidebar.isHidden()
            focused = self.focusWidget()
            if focused is not None and page.sidebar.isAncestorOf(focused):
                # Else it would fall to the first button of the window.
                page.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            page.show_beside(shown, asked=True)
            self._session.set_preference("sidebar", int(shown))

    def open_panel(self, number: int) -> None:
        """Go to a panel of the sidebar, which is shown for it."""
        page = self.tabs.page
        if page is not None:
            if page.sidebar.isHidden():
                self.toggle_sidebar()
            page.sidebar.open_panel(number)

    def _read_blind_first(self, *, chosen: bool) -> None:
        """Begin blind readings of new articles, or not: as was just chosen, or as was last."""
        action = self.menus.actions["blind_first"]
        if chosen:
            self._session.set_preference("blind_first", int(action.isChecked()))
        action.setChecked(bool(self._session.preferences.get("blind_first")))
        self.tabs.blind_first = action.isChecked()

    def show_about(self) -> None:
        """Tell what this program is."""
        from reader.ui.dialogs import AboutDialog

        page = self.tabs.page
        model: ModelInfo | None = page.analysis.model if page and page.analysis else None
        AboutDialog(self, model).open()

    def choose_model(self) -> None:
        """Ask which model judges the opinions."""
        from reader.ui.model_dialog import ModelDialog

        ModelDialog(self, self._session).open()

    def open_palette(self) -> None:
        """Let the reader choose from commands and places of the article, or think better of it."""
        from reader.ui.palette.palette import Palette
        from reader.ui.palette.targets import commands, places

        for there in self.findChildren(Palette):
            if there.isVisible():
                there.leave()
                return
        page = self.tabs.page
        targets = [*commands(self.menus.menus), *(places(page) if page is not None else ())]
        Palette(self, targets, self.theme)

    def show_shortcuts(self) -> None:
        """List what the keyboard can do."""
        from reader.ui.keys_sheet import KeysSheet

        KeysSheet(self, self.menus.menus).open()

    # Between runs

    def _restore_size(self) -> None:
        self.setMinimumSize(640, 360)
        kept = str(self._session.preferences.get("geometry", ""))
        if not self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore"))):
            room = self.screen().availableSize()
            self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))

    def changeEvent(self, event: QEvent) -> None:
        """Look at the files when the reader comes back from another program."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.came_forward.emit()
            self.tabs.watch.look_at_all()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember what is to be remembered; not before marks are kept."""
        if self.own.holds():
            event.ignore()
            return
        self.tabs.remember()
        self.tabs.watch.stop()
        if self._remember.isActive():
            self._remember.stop()
            self._on_remember()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._session.set_preference("geometry", geometry)
        super().closeEvent(event)
        self.closed.emit()
