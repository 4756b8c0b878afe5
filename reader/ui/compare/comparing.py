# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The window's part in comparing articles: which, gathering them, asking, and showing what came."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from reader.document import Analysis
from reader.document.blind import reading_from_dict
from reader.document.comparison import Comparison
from reader.document.marks import View
from reader.document.overlay import Overlaid, overlaid
from reader.document.readers_marks import ReadersMark
from reader.errors import Reason
from reader.session.events import (
    Analysed,
    Compared,
    Failed,
    JobEvent,
    Judged,
    Opened,
    Remembered,
    Weighed,
)
from reader.ui.article_tabs import ArticleTabs
from reader.ui.look import Look
from reader.ui.marks.mark_index import Shown
from reader.ui.notices import Notice
from reader.ui.open_tab import Tab
from reader.ui.opening_page import OpeningPage
from reader.ui.tasks import Task
from reader.ui.theme import system_scale
from reader.ui.wording import tr

if TYPE_CHECKING:
    from reader.session.session import Session
    from reader.ui.compare.choice import ChoiceDialog, Offered
    from reader.ui.compare.comparison_window import ComparisonWindow
    from reader.ui.compare.facts import Findings

# So long the reader's marks in a file are waited for once it is analysed, in milliseconds: where
# the library cannot be read, they never come.
_PATIENCE = 3_000


@dataclass(slots=True)
class _Part:
    """An article to be compared, as far as it is there.

    Attributes:
        job: Who opens its file; None: it was open.
        marks: The reader's.
        remembered: Whether these are all.
    """

    name: str
    job: int | None = None
    done: float = 0.0
    machine: Analysis | None = None
    marks: tuple[ReadersMark, ...] = ()
    remembered: bool = False
    laid: Overlaid | None = None

    @property
    def ready(self) -> bool:
        return self.laid is not None or (self.machine is not None and self.remembered)

    def read(self) -> Overlaid:
        if self.laid is None:
            assert self.machine is not None
            self.laid = overlaid(self.machine, self.marks)
        return self.laid


@dataclass(slots=True)
class _Run:
    """A comparison on its way.

    Attributes:
        view: Which marks it will show.
        parts: Its articles, the one it was asked for first.
        job: That of the comparison, once that is known.
        early: What was reported before it was.
    """

    dialog: "ChoiceDialog"
    view: View
    parts: list[_Part]
    asking: bool = False
    reads: Sequence[Overlaid] = ()
    job: int | None = None
    early: list[Compared | Failed] = field(default_factory=list)


class Comparing(QObject):
    """Compares the article on the screen with others.

    Attributes:
        windows: The comparisons that are open.
    """

    def __init__(
        self, window: QMainWindow, session: "Session", tabs: ArticleTabs, look: Look
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._tabs = tabs
        self._look = look
        self._run: _Run | None = None
        self.windows: list[ComparisonWindow] = []
        look.changed.connect(self._dress)
        tabs.status_changed.connect(self._keep_blind)
        tabs.current_changed.connect(self._keep_blind)

    # Asking

    def ask(self) -> None:
        """Ask with what the article on the screen is to be compared."""
        from reader.ui.compare.choice import ChoiceDialog

        page = self._tabs.page
        tab = next((tab for tab in self._tabs.open_now if tab.widget is page), None)
        if page is None or tab is None or page.analysis is None:
            return
        if page.index.blind:
            self._tabs.noticed.emit(Notice(_blind_refusal(tab.name)))
            return
        offered = [self._offered(other) for other in self._tabs.open_now if other is not tab]
        folder = str(self._session.preferences.get("folder", ""))
        dialog = ChoiceDialog(self._window, tab.name, offered, self._session.open_suffixes, folder)
        dialog.folder_changed.connect(lambda name: self._session.set_preference("folder", name))
        dialog.chosen.connect(lambda chosen: self._begin(dialog, tab, chosen))
        dialog.rejected.connect(self._cancel)
        dialog.open()

    def _offered(self, tab: Tab) -> "Offered":
        from reader.ui.compare.choice import Offered

        refusal = ""
        page = tab.widget
        if isinstance(page, OpeningPage):
            # Its page is made when it is first looked at; its file can be read again.
            refusal = "" if tab.path is not None else self.tr("look at it first")
        elif page.index.blind:
            refusal = self.tr("its blind reading is under way")
        elif page.analysis is None:
            refusal = self.tr("not analysed") if page.failed else self.tr("still being analysed")
        return Offered(tab.name, tab, tab.path, refusal)

    def _begin(self, dialog: "ChoiceDialog", tab: Tab, chosen: "Sequence[Offered]") -> None:
        """Gather the articles."""
        page = tab.widget
        if isinstance(page, OpeningPage):
            return
        parts = [_of_tab(tab)]
        for offered in chosen:
            there = offered.tab
            if there is not None and not isinstance(there.widget, OpeningPage):
                parts.append(_of_tab(there))
            elif offered.path is not None:
                parts.append(_Part(offered.name, self._session.open(offered.path)))
        self._run = _Run(dialog, page.index.asked, parts)
        self._go_on()

    def _cancel(self) -> None:
        """Drop what is on its way."""
        run, self._run = self._run, None
        if run is not None:
            jobs = [run.job, *(part.job for part in run.parts if part.machine is None)]
            for job in jobs:
                if job is not None:
                    self._session.cancel(job)

    def _fail(self, run: _Run, words: str) -> None:
        """Say why nothing comes of it, unless the reader has dropped it."""
        if run is self._run:
            self._cancel()
            run.dialog.fail(words)

    # What the session reports

    def take(self, event: JobEvent | Remembered) -> bool:
        """Take in what was asked here; whether it was."""
        if isinstance(event, Weighed):
            return any(window.take_weights(event) for window in self.windows)
        run = self._run
        if run is None:
            return False
        for part in run.parts:
            if part.job == event.job:
                self._take_part(run, part, event)
                return True
        if isinstance(event, Compared | Failed):
            if run.job == event.job:
                self._take_answer(run, event)
                return True
            if run.asking and run.job is None:
                run.early.append(event)
        return False

    def _take_part(self, run: _Run, part: _Part, event: JobEvent | Remembered) -> None:
        match event:
            case Opened(_, article, _, marks):
                part.name, part.marks = article.title or part.name, marks
            case Judged(_, batch):
                part.done = batch.done
            case Analysed(_, analysis):
                part.machine = analysis
                QTimer.singleShot(_PATIENCE, self, lambda: self._on_patience_lost(part))
            case Remembered(_, marks, place):
                if _reads_blind(place):
                    self._fail(run, _blind_refusal(part.name))
                    return
                kept = {mark.id for mark in marks}
                own = (mark for mark in part.marks if mark.id not in kept)
                part.marks, part.remembered = (*own, *marks), True
            case Failed(_, error):
                words = error.explanation
                if error.reason is Reason.ENCRYPTED:
                    words = self.tr("{0} Open it in a tab, and compare it from there.").format(
                        words
                    )
                self._fail(run, f"{part.name}: {words}")
                return
        self._go_on()

    def _on_patience_lost(self, part: _Part) -> None:
        if self._run is not None and part in self._run.parts and not part.remembered:
            part.remembered = True
            self._go_on()

    def _go_on(self) -> None:
        """Say how far it is; compare as soon as all articles are there."""
        run = self._run
        if run is None or run.asking:
            return
        waited_for = [part for part in run.parts if not part.ready]
        if waited_for:
            words = self.tr("Analysing {0}…").format(waited_for[0].name)
            opened = [part for part in run.parts if part.job is not None]
            share = sum(1.0 if part.ready else part.done for part in opened) / len(opened)
            run.dialog.show_progress(words, share)
            return
        run.asking = True
        run.dialog.show_progress(self.tr("Comparing…"), None)
        session, parts = self._session, run.parts

        def work() -> tuple[Sequence[Overlaid], int]:
            reads = [part.read() for part in parts]
            return reads, session.compare([read.analysis for read in reads])

        def asked(answer: tuple[Sequence[Overlaid], int]) -> None:
            run.reads, run.job = answer
            if run is not self._run:
                session.cancel(run.job)
                return
            for event in run.early:
                if event.job == run.job:
                    self._take_answer(run, event)

        Task(work).start(asked, lambda error: self._fail(run, str(error)))

    def _take_answer(self, run: _Run, event: Compared | Failed) -> None:
        if isinstance(event, Failed):
            self._fail(run, event.error.explanation)
            return
        self._look_up(run, event.comparison)

    def _look_up(self, run: _Run, comparison: Comparison) -> None:
        from reader.ui.compare.facts import findings

        def found(found: "Findings") -> None:
            if run is self._run:
                self._run = None
                run.dialog.accept()
                self._show(found, run.view)

        reads = run.reads
        Task(lambda: findings(comparison, reads)).start(
            found, lambda error: self._fail(run, str(error))
        )

    # The windows

    def _show(self, found: "Findings", view: View) -> None:
        from reader.ui.compare.comparison_window import ComparisonWindow

        window = ComparisonWindow(self._session, found, view, self._look.theme)
        window.set_look(self._look.theme, self._look.zoom * system_scale())
        window.closed.connect(lambda: self._on_closed(window))
        window.zoom_requested.connect(self._tabs.zoom_requested)
        self.windows.append(window)
        window.show()
        window.raise_()
        window.activateWindow()
        window.columns.views[0].setFocus()

    def _on_closed(self, window: "ComparisonWindow") -> None:
        if window in self.windows:
            self.windows.remove(window)

    def _dress(self) -> None:
        for window in self.windows:
            window.set_look(self._look.theme, self._look.zoom * system_scale())

    def _keep_blind(self) -> None:
        """Close the comparisons of what is read blind: they show what the model says of it."""
        if not self.windows:
            return
        blind = {page.article.text for page in self._tabs.pages() if page.index.blind}
        for window in list(self.windows):
            texts = {read.analysis.article.text for read in window.found.reads}
            if texts & blind:
                window.close()
                words = self.tr(
                    "The comparison was closed: it shows what the model says of what "
                    "you are reading blind."
                )
                self._tabs.noticed.emit(Notice(words))

    def close(self) -> None:
        """Close all comparisons, and drop the one on its way."""
        self._cancel()
        for window in list(self.windows):
            window.close()


def _of_tab(tab: Tab) -> _Part:
    """An article that is open, with the reader's marks as they are."""
    page = tab.widget
    assert not isinstance(page, OpeningPage)
    laid = page.index.overlay if page.index.shown is Shown.TOGETHER else None
    return _Part(tab.name, None, 1.0, page.analysis, page.marks, remembered=True, laid=laid)


def _reads_blind(place: Mapping[str, object] | None) -> bool:
    """Whether an article was left in the middle of a blind reading."""
    kept = place.get("blind") if place else None
    if isinstance(kept, Mapping):
        with suppress(ValueError, KeyError, TypeError):
            return not reading_from_dict(kept).ended
    return False


def _blind_refusal(name: str) -> str:
    words = tr("You are reading “{0}” blind: a comparison would show what the model says of it.")
    return words.format(name)
