# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The window's part in keeping the reader's marks: undo, trouble with the library, one's own file.

A mark that is not on the disk yet stays where it was made, is told of, and holds the window open
until it is kept or the reader lets it go.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QUndoGroup, QUndoStack
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from reader.errors import ReaderError
from reader.session.events import Kept, LibraryEvent, MarksChanged, Mended, NotKept
from reader.ui.notices import Notice, Notices, error_notice
from reader.ui.tasks import Task
from reader.ui.wording import counted, tr

if TYPE_CHECKING:
    from reader.session.session import Session
    from reader.ui.article_tabs import ArticleTabs
    from reader.ui.page.article_page import ArticlePage


class OwnMarks(QObject):
    """What the window does about the reader's marks.

    Signals:
        may_close: The window was to be closed, and nothing holds it open any more.

    Attributes:
        notices: What is told of the library.
    """

    may_close = Signal()

    def __init__(self, window: QWidget, session: "Session", tabs: "ArticleTabs") -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._tabs = tabs
        self.notices = Notices(self)
        self.group = QUndoGroup(self)
        self._nothing = QUndoStack(self.group)
        self._trouble: Notice | None = None
        self._closing = False
        self._let_go = False
        self._asking: QMessageBox | None = None
        self.notices.accepted.connect(session.retry)

    def connect_undo(self, undo: QAction, redo: QAction) -> None:
        """Let two commands say what they undo and redo."""
        for action, can, text, name in (
            (undo, self.group.canUndoChanged, self.group.undoTextChanged, self.tr("&Undo {0}")),
            (redo, self.group.canRedoChanged, self.group.redoTextChanged, self.tr("&Redo {0}")),
        ):
            action.setEnabled(False)
            can.connect(action.setEnabled)
            text.connect(
                lambda what, action=action, name=name: action.setText(
                    name.format(what.replace("&", "&&")).rstrip()
                )
            )

    def show_page(self, page: "ArticlePage | None") -> None:
        """Undo in the article that is on the screen."""
        if page is not None and page.hand.stack not in self.group.stacks():
            self.group.addStack(page.hand.stack)
        self.group.setActiveStack(page.hand.stack if page is not None else self._nothing)

    def take(self, event: LibraryEvent) -> None:
        """Take in what the library reports."""
        match event:
            case Kept(order):
                self._tabs.kept(order)
                self._withdraw()
                if self._closing and not self._tabs.unkept:
                    self.may_close.emit()
            case NotKept(error):
                self._withdraw()
                self._tell(error)
            case MarksChanged():
                self._tabs.recall_marks()
            case Mended():
                self.notices.show_notice(_mended(event))

    def _tell(self, error: ReaderError) -> None:
        stays = self.tr("What you marked stays in this window until it can be kept.")
        text = f"{error.explanation} {stays}" if self._tabs.unkept else error.explanation
        self._trouble = Notice(text, error.detail, bad=True, action=self.tr("Try again"))
        self.notices.show_notice(self._trouble)
        if self._closing:
            self._ask_to_close(error)

    def _withdraw(self) -> None:
        if self._trouble is not None:
            self.notices.withdraw(self._trouble)
            self._trouble = None

    # Closing

    def holds(self) -> bool:
        """Whether the window must stay for now; `may_close` follows if it need not any more."""
        if self._let_go or not self._tabs.unkept:
            return False
        self._closing = True
        self._session.retry()
        return True

    def _ask_to_close(self, error: ReaderError) -> None:
        self._closing = False
        if self._asking is not None:
            return
        unkept = counted(self._tabs.unkept, tr("change"), tr("changes"))
        text = self.tr("{0} to your marks could not be kept.").format(unkept)
        buttons = QMessageBox.StandardButton
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            self.tr("Close without keeping them?"),
            f"{text} {error.explanation}",
            buttons.Discard | buttons.Cancel,
            self._window,
        )
        box.setDefaultButton(buttons.Cancel)
        box.finished.connect(self._on_answered)
        self._asking = box
        box.open()

    def _on_answered(self, answer: int) -> None:
        self._asking = None
        if answer == QMessageBox.StandardButton.Discard.value:
            self._let_go = True
            self.may_close.emit()

    # One's own file

    def export(self) -> None:
        """Ask where to write all of the reader's marks, and write them."""
        proposed = str(Path.home() / self.tr("My marks.json"))
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export all marks"), proposed, "JSON (*.json)"
        )
        if name:
            path, session = Path(name), self._session
            saved = Notice(self.tr("Saved {0}").format(path))
            Task(lambda: session.export_marks(path)).start(
                lambda _: self.notices.show_notice(saved), self._on_failed
            )

    def take_in(self) -> None:
        """Ask for a file of exported marks, and take them in."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Import marks"), str(Path.home()), "JSON (*.json)"
        )
        if name:
            path, session = Path(name), self._session
            Task(lambda: session.import_marks(path)).start(self._on_imported, self._on_failed)

    def _on_imported(self, count: int) -> None:
        number = counted(count, tr("mark"), tr("marks"))
        self.notices.show_notice(Notice(self.tr("{0} taken in, new or newer.").format(number)))

    def _on_failed(self, error: ReaderError) -> None:
        self.notices.show_notice(error_notice(error))

    def tell_agreement(self, page: "ArticlePage") -> None:
        """Tell the panel of a page how often the reader agreed with the model."""
        panel, session = page.sidebar.notes, self._session
        # Without it the panel says nothing of the kind; trouble is told of where it matters.
        Task(session.agreement).start(panel.show_agreement, lambda _error: None)


def _mended(event: Mended) -> Notice:
    marks = counted(event.marks, tr("mark"), tr("marks"))
    text = tr(
        "The library was damaged and has been made anew; {0} of yours could be read out of it."
    ).format(marks)
    if not event.complete:
        text += " " + tr("Some may be missing.")
    return Notice(text, tr("The damaged file is kept as {0}").format(event.aside), bad=True)
