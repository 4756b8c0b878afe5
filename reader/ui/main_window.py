# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The main window: toolbar, articles, and what the reader asks of the session."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reader import paths
from reader.document import ModelInfo
from reader.document.marks import View
from reader.errors import ReaderError
from reader.session.events import Event, LibraryEvent
from reader.ui.article_tabs import ArticleTabs
from reader.ui.empty_state import EmptyState
from reader.ui.menus import Menus
from reader.ui.notices import Notice, NoticeArea, error_notice
from reader.ui.own_marks import OwnMarks
from reader.ui.reading import OF_ANALYSIS, OF_ARTICLE, reading_commands
from reader.ui.status_bar import StatusBar
from reader.ui.theme import Theme, ThemeChoice, chosen_theme
from reader.ui.toolbar import Toolbar

if TYPE_CHECKING:
    from reader.session.session import Session
    from reader.ui.page.article_page import ArticlePage
    from reader.ui.save_dialog import Wanted

_ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_SIZE = (1360, 890)
# So long after the last change the view is written down, in milliseconds.
_REMEMBER = 600
_MOST_DROPPED = 30
# So many files are opened before the window answers again.
_AT_A_TURN = 3


class MainWindow(QMainWindow):
    """The window on one session."""

    def __init__(self, session: "Session") -> None:
        super().__init__()
        self._session = session
        self.setAcceptDrops(True)
        self.theme_choice = _theme_choice(session)
        # Before there are widgets, which would all have to be dressed again.
        self.theme: Theme = self._dressed()
        zoom = session.preferences.get("zoom", 1.0)
        self.zoom = float(zoom) if isinstance(zoom, int | float) else 1.0
        self.view: View = _fresh(session)
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(_REMEMBER)
        self._remember.timeout.connect(self._on_remember)
        self.toolbar = Toolbar(self.view, self.theme)
        self.notices = NoticeArea()
        self.tabs = ArticleTabs(session, lambda: (_fresh(session), self.theme, self.zoom))
        self.own = OwnMarks(self, session, self.tabs)
        side = session.preferences.get("sidebar_width")
        self.tabs.side = side if isinstance(side, int) else None
        self.empty = EmptyState(paths.samples())
        self.status = StatusBar()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.tabs)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.toolbar, self.own.notices, self.notices):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(body)
        self.menus = Menus(self, self._commands(), self.theme_choice)
        self.toolbar.show_actions(self.menus.actions, self.menus.toggles)
        self.own.connect_undo(self.menus.actions["undo"], self.menus.actions["redo"])
        self._connect()
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
            "reopen": self.tabs.reopen,
            "quit": self.close,
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
            "shortcuts": self.show_shortcuts,
            "about": self.show_about,
        }

    def _connect(self) -> None:
        self.toolbar.open_requested.connect(self.ask_open)
        self.toolbar.save_requested.connect(self.ask_save)
        self.toolbar.find_requested.connect(self.menus.actions["find"].trigger)
        self.toolbar.sidebar_requested.connect(self.toggle_sidebar)
        self.toolbar.view_changed.connect(self._on_view_changed)
        self.menus.recent.aboutToShow.connect(self._fill_recent)
        self.menus.theme_chosen.connect(self.choose_theme)
        self.empty.open_requested.connect(self.ask_open)
        self.empty.paste_requested.connect(self.paste)
        self.empty.file_chosen.connect(lambda path: self.open_files([path]))
        self.tabs.current_changed.connect(self._on_current_changed)
        self.tabs.status_changed.connect(self._on_status_changed)
        self.tabs.noticed.connect(self.notices.show_notice)
        self.tabs.divided.connect(lambda _side: self._remember.start())
        self.tabs.zoom_requested.connect(self.zoom_by)
        self.tabs.agreement_wanted.connect(self.own.tell_agreement)
        self.own.may_close.connect(self.close)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_colour_scheme_changed)

    # Opening and saving

    def on_event(self, event: Event) -> None:
        """Take in what the session reports; UI thread only."""
        if isinstance(event, LibraryEvent):
            self.own.take(event)
        else:
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
        from reader.ui.save_dialog import SaveDialog

        page = self.tabs.page
        if page is None or page.analysis is None:
            return
        dialog = SaveDialog(
            self,
            self._session.save_formats,
            self._proposed(page),
            self.view,
            own_marks=bool(page.marks),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._save(page, dialog.wanted))
        dialog.open()

    def _save(self, page: "ArticlePage", wanted: "Wanted | None") -> None:
        from reader.ui.saving import Work

        session, analysis, marks = self._session, page.analysis, page.marks
        if wanted is None or analysis is None:
            return
        path, view = wanted.path, wanted.view
        session.set_preference("save_folder", str(path.parent))
        session.set_preference("save_format", path.suffix.lower())
        Work(self, self.tr("Saving {0}…").format(path.name)).start(
            lambda advance: session.save(path, analysis, view, marks, advance=advance),
            lambda said: self._on_saved(path, said),
            self._on_save_failed,
        )

    def _proposed(self, page: "ArticlePage") -> Path:
        first = page.path.parent if page.path else Path.home()
        folder = Path(str(self._session.preferences.get("save_folder", first)))
        name = page.path.stem if page.path else self.tr("Pasted text")
        formats = self._session.save_formats
        last = str(self._session.preferences.get("save_format", ""))
        suffix = last if last in formats else next(iter(formats))
        # A copy of a copy keeps its name.
        name = name.removesuffix(self.tr(" (annotated)"))
        return folder / f"{name}{self.tr(' (annotated)')}{suffix}"

    def print_copy(self) -> None:
        """Show how the article on the screen would be printed, and print it."""
        from reader.ui.saving import Work, pages_of, preview

        page = self.tabs.page
        if page is None or page.analysis is None:
            return
        session, analysis, view, marks = self._session, page.analysis, self.view, page.marks
        Work(self, self.tr("Setting the pages…")).start(
            lambda advance: pages_of(session.typeset(analysis, view, marks, advance=advance)),
            lambda pages: preview(self, pages),
            self._on_save_failed,
        )

    def _on_saved(self, path: Path, said: str) -> None:
        text = self.tr("Saved {0}").format(path)
        self.notices.show_notice(Notice(f"{text}. {said}" if said else text))

    def _on_save_failed(self, error: ReaderError) -> None:
        self.notices.show_notice(error_notice(error))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files that were dropped."""
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
        shown: QWidget = self.tabs if len(self.tabs) else self.empty
        if shown is self.empty:
            self.empty.show_recent(self._session.recent_articles())
        self._stack.setCurrentWidget(shown)
        name = ""
        self.own.show_page(page)
        self.view = page.index.view if page is not None else _fresh(self._session)
        self.toolbar.set_view(self.view)
        if page is not None:
            name = page.article.title or page.article.source or self.tr("Pasted text")
        self.setWindowTitle(self.tr("{0} — Slantwise").format(name) if name else "Slantwise")
        enable = self.menus.enable
        enable(OF_ARTICLE, page is not None)
        enable(("reload",), page is not None and page.path is not None)
        enable(("read_as_english",), page is not None and page.article.foreign)
        enable(("close",), len(self.tabs) > 0)
        enable(("reopen",), self.tabs.can_reopen)
        enable(("next_tab", "previous_tab"), len(self.tabs) > 1)
        self.toolbar.setVisible(page is not None or len(self.tabs) > 0)
        if page is not None:
            shown_sidebar = self._session.preferences.get("sidebar", 1)
            page.sidebar.setVisible(bool(shown_sidebar) and not page.bare)
        self._on_status_changed()

    def _on_status_changed(self) -> None:
        page = self.tabs.page
        counts = page.counts() if page else None
        self.toolbar.show_counts(counts)
        sidebar = page is not None and not page.bare
        panels = page.sidebar.panels if page is not None and sidebar else ()
        self.menus.enable(("sidebar",), sidebar)
        for number, name in enumerate(("actors", "viewpoints", "overview", "notes")):
            self.menus.enable((name,), number in panels)
        self.toolbar.sidebar_button.setVisible(sidebar)
        for kind, action in self.menus.toggles.items():
            action.setVisible(not self.toolbar.chips[kind].isHidden())
            action.setChecked(self.toolbar.chips[kind].isChecked())
        ready = page is not None and page.analysis is not None
        self.menus.enable(("save", "print", *OF_ANALYSIS), ready)
        self.toolbar.save_button.setEnabled(ready)
        self.status.show_status(page.status() if page else None)
        self.status.setVisible(page is not None)

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

    # Look

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Show another theme and remember it."""
        self.theme_choice = choice
        self._session.set_preference("theme", choice.value)
        self._apply_theme()

    def _on_colour_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self.theme_choice is ThemeChoice.SYSTEM:
            self._apply_theme()

    def _dressed(self) -> Theme:
        """The chosen theme, put on everything."""
        theme = chosen_theme(self.theme_choice)
        if isinstance(application := QApplication.instance(), QApplication):
            theme.apply(application)
        return theme

    def _apply_theme(self) -> None:
        theme = self.theme = self._dressed()
        self.toolbar.set_theme(theme)
        self.tabs.dress()

    def zoom_by(self, steps: int) -> None:
        """Zoom by so many steps."""
        nearest = min(range(len(_ZOOMS)), key=lambda number: abs(_ZOOMS[number] - self.zoom))
        self.set_zoom(_ZOOMS[min(len(_ZOOMS) - 1, max(0, nearest + steps))])

    def set_zoom(self, zoom: float) -> None:
        """Show the articles at a size; 1 is the designed one."""
        self.zoom = zoom
        self._session.set_preference("zoom", zoom)
        self.tabs.dress()

    def toggle_sidebar(self) -> None:
        """Show or hide the sidebar, from now on."""
        page = self.tabs.page
        if page is not None:
            shown = page.sidebar.isHidden()
            focused = self.focusWidget()
            if focused is not None and page.sidebar.isAncestorOf(focused):
                # Else it would fall to the first button of the window.
                page.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            page.sidebar.setVisible(shown)
            self._session.set_preference("sidebar", int(shown))

    def open_panel(self, number: int) -> None:
        """Go to a panel of the sidebar, which is shown for it."""
        page = self.tabs.page
        if page is not None:
            if page.sidebar.isHidden():
                self.toggle_sidebar()
            page.sidebar.open_panel(number)

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
            self.tabs.watch.look_at_all()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember what is to be remembered, and stop the session; not before marks are kept."""
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
        self._session.close()
        super().closeEvent(event)


def _fresh(session: "Session") -> View:
    """How an article is shown that was not open before.

    The layers are those last chosen, which the toolbar shows; a threshold chosen for another
    article would hide what is in this one.
    """
    return replace(session.view(), show_from=View().show_from)


def _theme_choice(session: "Session") -> ThemeChoice:
    try:
        return ThemeChoice(str(session.preferences.get("theme", ThemeChoice.SYSTEM.value)))
    except ValueError:
        return ThemeChoice.SYSTEM
