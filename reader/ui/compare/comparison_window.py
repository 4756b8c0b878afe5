# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The window of a comparison: the articles beside each other, and what is said of both.

It shows them as they were compared; what is marked in the articles afterwards is not in it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from reader.document import Article, Sentence
from reader.document.marks import View
from reader.errors import ReaderError
from reader.export.comparison_words import verdict
from reader.session.events import Weighed
from reader.ui.compare.column import Column
from reader.ui.compare.columns import Columns
from reader.ui.compare.fact_panel import FactPanel
from reader.ui.compare.facts import Findings
from reader.ui.notice_area import NoticeArea
from reader.ui.notices import Notice, Notices, error_notice
from reader.ui.saving import Work
from reader.ui.theme import Theme, scaled
from reader.ui.wording import counted

if TYPE_CHECKING:
    from reader.session.session import Session

_SIZE = (1280, 820)
_LEAST = (480, 360)
_PANEL = 350
# A narrower window has the panel below the articles; a still narrower one, one below the other.
_WIDE, _NARROW = 1060, 640
_TOPIC = "comparison"
# So much of a title names a window and a file.
_NAME = 40


class ComparisonWindow(QMainWindow):
    """Two of the compared articles, side by side.

    Signals:
        closed: The reader has closed it.
        zoom_requested: To zoom by so many steps.

    Attributes:
        found: What is shown.
    """

    closed = Signal()
    zoom_requested = Signal(int)

    def __init__(self, session: "Session", found: Findings, view: View, theme: Theme) -> None:
        """Make a window.

        Args:
            session: Whom it asks.
            found: What it shows.
            view: Which marks.
            theme: How.
        """
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.found = found
        self._session = session
        self._view = view
        self._weighing: dict[int, tuple[Column, Article, Sentence]] = {}
        self.notices = Notices(self)
        self._notice_area = NoticeArea()
        self._notice_area.show_sources([self.notices])
        self.columns = Columns(found, view, theme)
        self.panel = FactPanel(theme)
        self.said = QLabel(verdict(found.comparison))
        self.said.setObjectName("strong")
        self.said.setWordWrap(True)
        self.said.setContentsMargins(14, 9, 14, 9)
        self.said.setVisible(bool(self.said.text()))
        self._make_bar()
        self._lay_out()
        self._connect()
        self.setMinimumSize(*_LEAST)
        room = self.screen().availableSize()
        self.resize(min(scaled(_SIZE[0]), room.width()), min(_SIZE[1], room.height()))
        self._show_pair(*self.columns.numbers)

    def _make_bar(self) -> None:
        self.previous = self._button("‹", self.tr("Previous sentence that both report (P)"))
        self.next = self._button("›", self.tr("Next sentence that both report (N)"))
        self.count = QLabel()
        self.count.setObjectName("muted")
        self.together = QCheckBox(self.tr("Scroll together"))
        self.together.setToolTip(self.tr("What both report stays on one height (T)"))
        self.alone = QCheckBox(self.tr("Only in this one"))
        self.alone.setToolTip(self.tr("Hatch what the other article does not report (O)"))
        self.lists = QCheckBox(self.tr("Lists"))
        self.lists.setToolTip(self.tr("Who is in both, and what one alone carries (L)"))
        for box in (self.together, self.lists):
            box.setChecked(True)
        self.save = QPushButton(self.tr("Save…"))
        self.save.setToolTip(self.tr("Save the comparison as a web page (Ctrl+S)"))
        self.save.setAccessibleName(self.tr("Save the comparison"))

    @staticmethod
    def _button(text: str, name: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("plain")
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _lay_out(self) -> None:
        bar = QWidget()
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(8)
        steps: list[QWidget] = [self.previous, self.next, self.count]
        for widget in steps:
            row.addWidget(widget)
        row.addStretch(1)
        switches: list[QWidget] = [self.together, self.alone, self.lists, self.save]
        for widget in switches:
            row.addSpacing(6)
            row.addWidget(widget)
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setHandleWidth(1)
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(self.columns)
        self._parts.addWidget(self.panel)
        self._parts.setStretchFactor(0, 1)
        self._parts.setStretchFactor(1, 0)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (bar, self.said, self._parts, self._notice_area):
            column.addWidget(part, int(part is self._parts))
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.columns.step(-1))
        self.next.clicked.connect(lambda: self.columns.step(1))
        self.together.toggled.connect(self.columns.set_together)
        self.alone.toggled.connect(self.columns.set_tinted)
        self.lists.toggled.connect(self._on_lists_toggled)
        self.save.clicked.connect(self.ask_save)
        self.columns.pair_shown.connect(self._show_pair)
        self.columns.stepped.connect(self._show_count)
        self.columns.zoom_requested.connect(self.zoom_requested)
        self.columns.weights_wanted.connect(self._weigh)
        self.panel.chosen.connect(self.columns.go_to)
        self._notice_area.dismissed.connect(self._on_dismissed)
        for keys, do in (
            ("Ctrl+S", self.ask_save),
            ("Ctrl+W", self.close),
            ("T", self.together.click),
            ("O", self.alone.click),
            ("L", self.lists.click),
            ("Ctrl++", lambda: self.zoom_requested.emit(1)),
            ("Ctrl+=", lambda: self.zoom_requested.emit(1)),
            ("Ctrl+-", lambda: self.zoom_requested.emit(-1)),
            ("Esc", self._on_escape),
            # Also while the keyboard is in the list.
            ("F8", lambda: self.columns.step(1)),
            ("Shift+F8", lambda: self.columns.step(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    # What is shown

    def _show_pair(self, left: int, right: int) -> None:
        names = [_shortened(self.found.name(number)) for number in (left, right)]
        self.setWindowTitle(self.tr("{0} ⇄ {1} — Slantwise").format(*names))
        any_pairs = bool(self.columns.pairs)
        for button in (self.previous, self.next, self.together):
            button.setEnabled(any_pairs)
        alone = any(bool(self.found.alone[number]) for number in (left, right))
        self.alone.setEnabled(alone and left not in self._apart and right not in self._apart)
        self._show_count(0)
        self.panel.show_pair(self.found, left, right)

    @property
    def _apart(self) -> tuple[int, ...]:
        return self.found.comparison.related.apart

    def _show_count(self, number: int) -> None:
        total = len(self.columns.pairs)
        if number:
            said = self.tr("{0} of {1} in both").format(f"{number:,}", f"{total:,}")
        elif total:
            said = counted(total, self.tr("sentence in both"), self.tr("sentences in both"))
        else:
            said = self.tr("No sentence in both")
        self.count.setText(said)

    def set_look(self, theme: Theme, zoom: float) -> None:
        """Change colours and size."""
        self.columns.set_look(theme, zoom)
        self.panel.set_theme(theme)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the parts beside or below each other, as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        width, height = self.width(), self.height()
        self.columns.setOrientation(down if width < scaled(_NARROW) else across)
        outer = down if width < scaled(_WIDE) else across
        if self._parts.orientation() is not outer or not self.isVisible():
            self._parts.setOrientation(outer)
            panel = scaled(_PANEL) if outer is across else round(height * 0.3)
            whole = width if outer is across else height
            self._parts.setSizes([whole - panel, panel])

    def _on_lists_toggled(self, shown: bool) -> None:
        if not shown and self.panel.isAncestorOf(self.focusWidget()):
            self.columns.views[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.panel.setVisible(shown)

    def _on_dismissed(self) -> None:
        self.columns.views[0].setFocus()

    def _on_escape(self) -> None:
        for column in self.columns.columns:
            column.explainer.hide()

    # What is asked of the session

    def _weigh(self, column: Column, sentence: Sentence) -> None:
        article = column.view.article
        self._weighing[self._session.weigh(article, sentence)] = (column, article, sentence)

    def take_weights(self, event: Weighed) -> bool:
        """Take in what the words of a sentence weigh; whether that was asked here."""
        if event.job not in self._weighing:
            return False
        column, article, sentence = self._weighing.pop(event.job)
        if column.view.article is article:
            column.explainer.take_weights(sentence, event.words)
        return True

    def ask_save(self) -> None:
        """Ask where a copy of the comparison goes, and save it."""
        folder = Path(str(self._session.preferences.get("save_folder", Path.home())))
        stems = [_shortened(self.found.name(number)) for number in self.columns.numbers]
        name = " ⇄ ".join(stems).translate({ord(char): "-" for char in '/\\:*?"<>|'})
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the comparison"),
            str(folder / f"{name}.html"),
            self.tr("Web page (*.html)"),
        )
        if chosen:
            path = Path(chosen)
            if path.suffix.lower() not in (".html", ".htm"):
                path = path.with_name(f"{path.name}.html")
            self._session.set_preference("save_folder", str(path.parent))
            self._save(path)

    def _save(self, path: Path) -> None:
        session, found, view = self._session, self.found, self._view

        def work(_advance: object) -> str:
            session.save_comparison(path, found.comparison, found.reads, view)
            return self.tr("Saved {0}").format(path)

        def failed(error: ReaderError) -> None:
            self.notices.show_notice(error_notice(error, topic=_TOPIC))

        Work(self, self.tr("Saving {0}…").format(path.name)).start(
            work, lambda said: self.notices.show_notice(Notice(said, topic=_TOPIC)), failed
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it is gone."""
        super().closeEvent(event)
        self.closed.emit()


def _shortened(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1].rstrip()}…"
