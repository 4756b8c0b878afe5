# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the pages have asked about their articles, and where the answers go."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.document import Article, Sentence
from reader.session.events import Drawn, Failed, JobEvent, Remembered, Weighed

if TYPE_CHECKING:
    from reader.ui.page.article_page import ArticlePage


class Answering(Protocol):
    """Who is asked; events of the job whose number is given follow."""

    def weigh(self, article: Article, sentence: Sentence) -> int:
        """Ask which words of a sentence weigh most for its opinion."""

    def draw(self, article: Article, page: int, columns: int) -> int:
        """Ask how a page of the article's file looks, about so many pixels wide."""


class Questions:
    """The questions that are open."""

    def __init__(self, jobs: Answering) -> None:
        self._jobs = jobs
        self._weighing: dict[int, tuple[ArticlePage, Sentence]] = {}
        self._drawing: dict[int, ArticlePage] = {}

    def of(self, page: "ArticlePage") -> None:
        """Ask what a page wants to know."""
        page.weights_wanted.connect(partial(self._weigh, page))
        page.desk.paper.wanted.connect(partial(self._draw, page))

    def _weigh(self, page: "ArticlePage", sentence: Sentence) -> None:
        if (page, sentence) not in self._weighing.values():
            self._weighing[self._jobs.weigh(page.article, sentence)] = (page, sentence)

    def _draw(self, page: "ArticlePage", number: int, columns: int) -> None:
        self._drawing[self._jobs.draw(page.article, number, columns)] = page

    def take(self, event: JobEvent | Remembered, pages: "Sequence[ArticlePage]") -> bool:
        """Give an answer to the page that asked, if it is still open; whether it was an answer."""
        job = event.job
        if job in self._weighing:
            page, sentence = self._weighing.pop(job)
            if isinstance(event, Weighed) and page in pages:
                page.explainer.take_weights(sentence, event.words)
            return True
        if job in self._drawing:
            page = self._drawing.pop(job)
            if isinstance(event, Drawn | Failed) and page in pages:
                page.desk.paper.take(event)
            return True
        return False
