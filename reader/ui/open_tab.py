# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""One tab: its job, its page, and what is told of its article before there is a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from reader.document import Article, Sentence
from reader.document.readers_marks import ReadersMark
from reader.session.events import Analysed, Failed, Judged, Opened, Remembered
from reader.session.source_file import FileState, Stamp
from reader.ui.notices import Notice
from reader.ui.opening_page import OpeningPage

if TYPE_CHECKING:
    from reader.ui.page.article_page import ArticlePage

_Told = Judged | Analysed | Failed | Remembered


@dataclass(slots=True)
class Tab:
    """An article in its tab.

    Attributes:
        job: Who opened it.
        path: Its file; None where it was pasted.
        name: Its title, or that of its file.
        widget: What stands for it: until it is first looked at, no page.
        stamp: The file's, from before it was read.
        text: What was pasted, where there is no file.
        again: While the file is read again, by which job.
        asking: What stands in for the page meanwhile.
        opened: The article as it was read; None until then.
        waiting: What has been told of it while it had no page.
        notices: What is to be told the reader on its page.
        state: What has become of its file since.
    """

    job: int
    path: Path | None
    name: str
    widget: "OpeningPage | ArticlePage"
    stamp: Stamp | None = None
    text: str = ""
    again: int | None = None
    asking: OpeningPage | None = None
    opened: Opened | None = None
    waiting: list[_Told] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    state: FileState | None = None

    @property
    def shown(self) -> "OpeningPage | ArticlePage":
        """What is on the screen while the tab is."""
        return self.asking or self.widget

    @property
    def article(self) -> Article | None:
        """The article, once it has been read."""
        return self.opened.article if self.opened is not None else None

    @property
    def failed(self) -> bool:
        """Whether its analysis did not finish."""
        if isinstance(self.widget, OpeningPage):
            return any(isinstance(event, Failed) for event in self.waiting)
        return self.widget.failed

    def take(self, event: _Told) -> None:
        """Tell the page, or keep it for when there is one."""
        if not isinstance(self.widget, OpeningPage):
            self.widget.take(event)
        elif self.opened is not None:
            if isinstance(event, Analysed):
                # It holds all that came in pieces.
                self.waiting = [item for item in self.waiting if not isinstance(item, Judged)]
            self.waiting.append(event)

    def tell(self, notice: Notice) -> None:
        """Tell the reader something on the page, now or as soon as there is one."""
        if isinstance(self.widget, OpeningPage):
            self.notices.append(notice)
        else:
            self.widget.notices.show_notice(notice)

    def show(self, page: "ArticlePage") -> None:
        """Stand for the article with a page, and tell it what it has missed."""
        self.widget = page
        for event in self.waiting:
            page.take(event)
        for notice in self.notices:
            page.notices.show_notice(notice)
        self.waiting, self.notices = [], []
        if self.state is not None:
            page.show_file_state(self.state)


class Jobs(Protocol):
    """What the tabs may ask of the session; the events of each job follow."""

    @property
    def preferences(self) -> Mapping[str, str | int | float]:
        """What is remembered between runs."""

    def set_preference(self, name: str, value: str | int | float) -> None:
        """Remember something."""

    def open(self, path: Path, *, password: str | None = None, language: str | None = None) -> int:
        """Open a file and analyse it, in a language or in its own; the job's number."""

    def open_text(self, text: str, *, language: str | None = None) -> int:
        """Analyse a text, in a language or in its own; the job's number."""

    def weigh(self, article: Article, sentence: Sentence) -> int:
        """Ask which words of a sentence weigh most for its opinion; the job's number."""

    def draw(self, article: Article, page: int, columns: int) -> int:
        """Ask how a page of the article's file looks, so many pixels wide; the job's number."""

    def cancel(self, job: int) -> None:
        """Drop a job."""

    def keep(
        self, article: Article, put: Iterable[ReadersMark] = (), removed: Iterable[str] = ()
    ) -> int:
        """Keep marks of the reader's and forget others; the order's number."""

    def recall(self, job: int, article: Article) -> None:
        """Look up the reader's marks again."""

    def left(self, path: Path) -> Mapping[str, Any]:
        """How an article was left, as far as that is known without asking the disk."""

    def remember(self, path: Path, title: str, place: Mapping[str, Any]) -> None:
        """Keep how an article was left."""
