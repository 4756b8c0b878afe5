# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The articles that are open, each in a tab, and the jobs that opened them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reader.document.marks import View
from reader.document.readers_marks import ReadersMark
from reader.errors import Reason
from reader.formats import takes_password
from reader.session.events import Analysed, Failed, JobEvent, Judged, Opened, Remembered
from reader.session.source_file import FileState, stamp_of
from reader.ui.file_watch import FileWatch
from reader.ui.notices import OPENING, Notice, error_notice
from reader.ui.open_tab import Jobs, Tab
from reader.ui.opening_page import OpeningPage, shortened
from reader.ui.page.file_notices import foreign_notice
from reader.ui.page.questions import Questions
from reader.ui.tab_bar import ArticleTabBar
from reader.ui.tab_signs import TabSigns
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.ui.page.article_page import ArticlePage


class ArticleTabs(QWidget):
    """The tabs and what they show.

    Signals:
        current_changed: Another article, or none, is on the screen.
        status_changed: The article on the screen has other counts or another status.
        noticed: Something to tell the reader that belongs to none of the articles.
        zoom_requested: To zoom by so many steps.
        divided: The reader has given the sidebar so many pixels.
        agreement_wanted: A page wants to tell how often reader and model agreed.
        escaped: Escape was pressed where there was nothing to leave in an article.
        sheet_wanted: The comparison of a page is to be saved.

    Attributes:
        side: How wide the reader wants the sidebar, in pixels; None: as wide as it is by design.
        blind_first: Whether articles that are opened for the first time are read blind.
    """

    current_changed = Signal()
    status_changed = Signal()
    noticed = Signal(object)
    zoom_requested = Signal(int)
    divided = Signal(int)
    agreement_wanted = Signal(object)
    escaped = Signal()
    sheet_wanted = Signal(object)

    def __init__(self, jobs: Jobs, look: Callable[[], tuple[View, Theme, float]]) -> None:
        super().__init__()
        self._jobs = jobs
        self._look = look
        self.side: int | None = None
        self.blind_first = False
        self._alone = False
        # Whether the reader had the actors shown who speak once; articles opened later follow.
        self._others_shown = False
        self._tabs: list[Tab] = []
        # File, pasted text and name of what was closed, the last one last.
        self._closed: list[tuple[Path | None, str, str]] = []
        # By the marks' ids: the orders under which changes are to be kept.
        self._unkept: dict[str, int] = {}
        # The files, and the pasted texts, that the reader wants read as English.
        self._english: set[Path | str] = set()
        self._questions = Questions(jobs)
        self.watch = FileWatch(self)
        self.watch.state_changed.connect(self._on_file_state_changed)
        self.bar = ArticleTabBar()
        self._signs = TabSigns(self.bar)
        self._line = QWidget()
        self._line.setObjectName("articles_line")
        self._line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        self._line.hide()
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line)
        column.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._on_current_changed)
        self.bar.tabMoved.connect(self._on_tab_moved)
        self.bar.close_requested.connect(self.close_tab)
        self.bar.others_close_requested.connect(self.close_others)

    def __len__(self) -> int:
        return len(self._tabs)

    @property
    def page(self) -> "ArticlePage | None":
        """The article on the screen."""
        shown = self._stack.currentWidget()
        return next((page for page in self.pages() if page is shown), None)

    def pages(self) -> "list[ArticlePage]":
        """All articles that are open."""
        return [tab.widget for tab in self._tabs if not isinstance(tab.widget, OpeningPage)]

    @property
    def open_now(self) -> tuple[Tab, ...]:
        """The tabs in their order."""
        return tuple(self._tabs)

    def open(self, path: Path) -> None:
        """Open a file in a tab; one that is open already is shown."""
        if not self._show_open(path):
            # From before the job begins; what changes afterwards is told.
            stamp = stamp_of(path)
            job = self._jobs.open(path, language=self._language(path))
            self._add(Tab(job, path, path.name, OpeningPage(path.name), stamp))

    def open_text(self, text: str, name: str) -> None:
        """Open a text in a tab of this name."""
        job = self._jobs.open_text(text, language=self._language(text))
        self._add(Tab(job, None, name, OpeningPage(name), text=text))

    def _language(self, what: Path | str) -> str | None:
        return "en" if what in self._english else None

    def _show_open(self, path: Path) -> bool:
        """Show the tab of a file if it is open already; one whose analysis failed is closed."""
        for number, tab in enumerate(self._tabs):
            if tab.path == path:
                if tab.failed:
                    self.close_tab(number)
                    return False
                self.bar.setCurrentIndex(number)
                return True
        return False

    def _add(self, tab: Tab) -> None:
        """Show a tab whose job has begun; without a stamp its file is not watched."""
        assert isinstance(tab.widget, OpeningPage)
        tab.widget.cancelled.connect(lambda: self.close_tab(self._tabs.index(tab)))
        tab.widget.answered.connect(lambda password: self._open_again(tab, password))
        self._tabs.append(tab)
        self._stack.addWidget(tab.widget)
        number = self.bar.add(shortened(tab.name), str(tab.path or tab.name), tab.name)
        self._show_line()
        self.bar.setCurrentIndex(number)

    def _open_again(self, tab: Tab, password: str | None = None) -> None:
        """Read a tab's article again; what is open stays until that has gone well."""
        language = self._language(tab.path or tab.text)
        if tab.path is None:
            job = self._jobs.open_text(tab.text, language=language)
        else:
            job = self._jobs.open(tab.path, password=password, language=language)
        if isinstance(tab.widget, OpeningPage):
            tab.job = job
        else:
            if tab.again is not None:
                self._jobs.cancel(tab.again)
            tab.again = job
            tab.widget.set_reloading(True)

    def reload_current(self) -> None:
        """Read the file of the article on the screen again."""
        for tab in self._tabs:
            if tab.widget is self.page:
                self._open_again(tab)

    def read_as_english(self) -> None:
        """Read the article on the screen again as English, and so whenever it is opened."""
        for tab in self._tabs:
            if tab.widget is self.page:
                self._on_reload_requested(tab, as_english=True)

    def _on_reload_requested(self, tab: Tab, *, as_english: bool) -> None:
        if as_english:
            self._english.add(tab.path or tab.text)
        self._open_again(tab)

    def close_current(self) -> None:
        """Close the tab on the screen."""
        if self._tabs:
            self.close_tab(self.bar.currentIndex())

    def close_tab(self, number: int) -> None:
        """Close a tab and drop its job."""
        self._remember(self._tabs[number])
        tab = self._tabs.pop(number)
        if tab.article is not None:
            self._closed.append((tab.path, tab.text, tab.name))
        if tab.path is not None:
            self.watch.remove(tab.path)
        for widget in {tab.widget, tab.shown}:
            self._drop(widget)
        self.bar.removeTab(number)
        self._show_line()
        self._jobs.cancel(tab.job)
        if tab.again is not None:
            self._jobs.cancel(tab.again)
        self._on_current_changed(self.bar.currentIndex())

    @property
    def can_reopen(self) -> bool:
        """Whether a tab was closed."""
        return bool(self._closed)

    def reopen(self) -> None:
        """Open again what was in the tab that was closed last."""
        if self._closed:
            path, text, name = self._closed.pop()
            if path is not None:
                self.open(path)
            else:
                self.open_text(text, name)

    def close_others(self, number: int) -> None:
        """Close all tabs but one, which is shown first: none of the others is to be set for it."""
        self.bar.setCurrentIndex(number)
        for other in reversed(range(len(self._tabs))):
            if other != number:
                self.close_tab(other)

    def session(self) -> dict[str, object]:
        """The files that are open, in their order, and which of them is on the screen."""
        files = [tab for tab in self._tabs if tab.path is not None]
        shown = [tab.shown is self._stack.currentWidget() for tab in files]
        current = shown.index(True) if True in shown else 0
        return {"files": [str(tab.path) for tab in files], "current": current}

    def set_alone(self, alone: bool) -> None:
        """Show the text of the articles alone, or all that is around it."""
        self._alone = alone
        self._show_line()
        for page in self.pages():
            page.set_alone(alone)

    def _show_line(self) -> None:
        self._line.setVisible(len(self._tabs) > 1 and not self._alone)

    def step_tab(self, by: int) -> None:
        """Go to the next or previous tab."""
        if self._tabs:
            self.bar.setCurrentIndex((self.bar.currentIndex() + by) % len(self._tabs))

    # The reader's marks

    @property
    def unkept(self) -> int:
        """How many changes to marks are not on the disk yet."""
        return len(self._unkept)

    def _keep(
        self, page: "ArticlePage", put: tuple[ReadersMark, ...], removed: tuple[str, ...]
    ) -> None:
        order = self._jobs.keep(page.article, put, removed)
        keys = [*(mark.id for mark in put), *removed]
        page.hand.ordered(order, keys)
        self._unkept |= dict.fromkeys(keys, order)

    def kept(self, order: int) -> None:
        """Note that all marks up to an order are on the disk."""
        self._unkept = {key: number for key, number in self._unkept.items() if number > order}
        for page in self.pages():
            page.hand.kept(order)

    def recall_marks(self) -> None:
        """Look up the marks of all articles again."""
        for tab in self._tabs:
            if tab.article is not None:
                self._jobs.recall(tab.job, tab.article)

    def remember(self) -> None:
        """Keep how all articles are left."""
        for tab in self._tabs:
            self._remember(tab)

    def _remember(self, tab: Tab) -> None:
        if tab.path is not None and not isinstance(tab.widget, OpeningPage):
            self._jobs.remember(tab.path, tab.widget.article.title or "", tab.widget.place())

    def take(self, event: JobEvent | Remembered) -> None:
        """Pass an event on to the tab it is about; one that was closed is past caring."""
        if self._questions.take(event, self.pages()):
            return
        for number, tab in enumerate(self._tabs):
            if tab.job == event.job:
                self._take(number, tab, event)
                return
            if tab.again == event.job:
                self._take_again(number, tab, event)
                return

    def _take_again(self, number: int, tab: Tab, event: JobEvent | Remembered) -> None:
        """Take in how the second reading of a file went; the page is replaced only if it went."""
        match event:
            case Opened():
                self._jobs.cancel(tab.job)
                tab.job, tab.again = event.job, None
                self._take_article(number, tab, event)
            case Failed(_, error, _):
                if error.reason is Reason.ENCRYPTED and _lockable(tab.path):
                    tab.again = None
                    self._ask_again(tab, error.explanation)
                else:
                    self._stay(tab)
                    if not isinstance(tab.widget, OpeningPage):
                        tab.widget.notices.show_notice(error_notice(error, topic="reload"))

    def _ask_again(self, tab: Tab, explanation: str) -> None:
        if tab.asking is None:
            asking = tab.asking = OpeningPage(tab.name)
            asking.cancelled.connect(lambda: self._stay(tab))
            asking.answered.connect(lambda password: self._open_again(tab, password))
            self._stack.addWidget(asking)
        if self._stack.currentWidget() is tab.widget:
            self._stack.setCurrentWidget(tab.asking)
            self.current_changed.emit()
        tab.asking.ask_password(explanation)

    def _stay(self, tab: Tab) -> None:
        """Stay with the article as it was read."""
        if tab.again is not None:
            self._jobs.cancel(tab.again)
            tab.again = None
        asking, tab.asking = tab.asking, None
        if asking is not None:
            shown = self._stack.currentWidget() is asking
            self._drop(asking)
            if shown:
                self._stack.setCurrentWidget(tab.widget)
                self.current_changed.emit()
        if not isinstance(tab.widget, OpeningPage):
            tab.widget.set_reloading(False)

    def _drop(self, widget: QWidget) -> None:
        self._stack.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _on_file_state_changed(self, path: Path, state: FileState) -> None:
        for tab in self._tabs:
            if tab.path == path:
                tab.state = state
                if not isinstance(tab.widget, OpeningPage):
                    tab.widget.show_file_state(state)
                self._show_signs()

    def _take(self, number: int, tab: Tab, event: JobEvent | Remembered) -> None:
        match event:
            case Opened():
                self._take_article(number, tab, event)
            case Judged() | Analysed() | Remembered():
                tab.take(event)
            case Failed(_, error, opened):
                locked = error.reason is Reason.ENCRYPTED and _lockable(tab.path)
                if locked and isinstance(tab.widget, OpeningPage):
                    tab.widget.ask_password(error.explanation)
                    return
                if opened and tab.article is not None:
                    tab.tell(self._failure(tab, event))
                    self._show_signs()
                    tab.take(event)
                else:
                    self.noticed.emit(error_notice(error, topic=OPENING))
                    self.close_tab(number)

    def _failure(self, tab: Tab, event: Failed) -> Notice:
        if event.error.reason is Reason.WORKER_STOPPED:
            text = self.tr(
                "The analysis of “{0}” stopped unexpectedly. The text stays; open the file again "
                "to analyse it."
            )
            return Notice(text.format(tab.name), event.error.detail, bad=True)
        return error_notice(event.error)

    def _take_article(self, number: int, tab: Tab, event: Opened) -> None:
        """Take in an article that has been read; its page is made when it is to be seen."""
        article = event.article
        tab.opened, tab.waiting, tab.state = event, [], None
        if tab.path is not None and tab.stamp is not None:
            self.watch.add(tab.path, tab.stamp, article.sha256)
        tab.name = article.title or tab.name
        self.bar.setTabText(number, shortened(tab.name))
        tab.notices = [
            Notice(f"{article.source}: {warning}" if article.source else warning)
            for warning in article.warnings
        ]
        if article.foreign:
            tab.notices.append(foreign_notice(tab.name, article))
        if self._stack.currentWidget() is tab.shown or not isinstance(tab.widget, OpeningPage):
            self._show_article(tab)
            if self.page is tab.widget:
                self.current_changed.emit()
        self._show_signs()

    def _show_article(self, tab: Tab) -> None:
        """Make the page of an article that has been read, with what has been told of it since."""
        # The window is on the screen sooner without it.
        from reader.ui.page.article_page import ArticlePage

        event = tab.opened
        assert event is not None
        article = event.article
        view, theme, zoom = self._look()
        # A copy is shown as it was saved.
        view = event.view or view
        page = ArticlePage(article, tab.path, view, theme, side=self.side, kept=self._jobs)
        page.set_look(theme, zoom)
        page.set_alone(self._alone)
        page.escaped.connect(self.escaped)
        page.notices.changed.connect(self._show_signs)
        page.changed.connect(lambda: self._on_page_changed(page))
        page.zoom_requested.connect(self.zoom_requested)
        page.divided.connect(self._on_divided)
        page.sidebar.actors.show_others(self._others_shown)
        page.sidebar.actors.rows.turned.connect(self._on_others_turned)
        self._questions.of(page)
        page.reload_requested.connect(
            lambda as_english: self._on_reload_requested(tab, as_english=as_english)
        )
        page.hand.to_keep.connect(lambda put, removed: self._keep(page, put, removed))
        page.sidebar.notes.agreement_wanted.connect(lambda: self.agreement_wanted.emit(page))
        page.view_restored.connect(lambda: self._on_view_restored(page))
        page.blind.sheet_wanted.connect(lambda: self.sheet_wanted.emit(page))
        left = self._jobs.left(tab.path) if tab.path else {}
        fresh = not left and event.view is None and isinstance(tab.widget, OpeningPage)
        page.blind.restore(left.get("blind"), first=self.blind_first and fresh)
        page.blind.changed.connect(lambda: self._remember(tab))
        shown = self._stack.currentWidget() is tab.shown
        if not isinstance(tab.widget, OpeningPage):
            page.follow(tab.widget)
        for old in {tab.widget, tab.shown}:
            self._drop(old)
        tab.asking = None
        self._stack.addWidget(page)
        if shown:
            self._stack.setCurrentWidget(page)
            page.view.setFocus()
        tab.show(page)

    def _on_divided(self, side: int) -> None:
        self.side = side
        self.divided.emit(side)

    def _on_others_turned(self, shown: bool) -> None:
        self._others_shown = shown

    def _on_view_restored(self, page: "ArticlePage") -> None:
        if page is self.page:
            self.current_changed.emit()

    def _on_page_changed(self, page: "ArticlePage") -> None:
        if page is self.page:
            self.status_changed.emit()

    def _show_signs(self) -> None:
        self._signs.show(self._tabs, self._stack.currentWidget())

    def _on_tab_moved(self, number: int, to: int) -> None:
        self._tabs.insert(to, self._tabs.pop(number))

    def _on_current_changed(self, number: int) -> None:
        if 0 <= number < len(self._tabs):
            tab = self._tabs[number]
            self._stack.setCurrentWidget(tab.shown)
            if tab.opened is not None and isinstance(tab.widget, OpeningPage):
                self._show_article(tab)
            self.dress()
            if self.page is not None and not self.bar.hasFocus():
                # Qt would give it to whatever comes first on the page.
                self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_signs()
        self.current_changed.emit()

    def dress(self) -> None:
        """Give the article on the screen its look; the others get theirs when they are shown."""
        page = self.page
        if page is not None:
            _, theme, zoom = self._look()
            page.set_look(theme, zoom)


def _lockable(path: Path | None) -> bool:
    # For the other files the notice says what to do.
    return path is not None and takes_password(path.name)
