# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Asks a worker for the reasons of all that is marked as opinion in an article, at once."""

from collections.abc import Sequence

from reader.document import Analysis, Weight
from reader.document.reasons import explained, unexplained
from reader.session.events import JobEvent, Weighed
from reader.worker.client import WorkerClient


class Explaining:
    """An analysis, and what has been asked and answered about its sentences.

    Attributes:
        waiting: The jobs that have not ended; give their events to `take`.
    """

    def __init__(self, analysis: Analysis, show_from: float, client: WorkerClient) -> None:
        """Ask for what is not known yet of the opinions from this probability on."""
        self._analysis = analysis
        text = analysis.article.text
        self.waiting = {
            client.weigh(text[sentence.start : sentence.end]): sentence.start
            for sentence in unexplained(analysis, show_from)
        }
        self._weights: dict[int, Sequence[Weight]] = {}

    def take(self, event: JobEvent) -> None:
        """Take in how a job ended; a sentence that cannot be weighed goes without its reasons."""
        start = self.waiting.pop(event.job)
        if isinstance(event, Weighed):
            self._weights[start] = event.words

    def result(self) -> Analysis:
        """The analysis with the reasons that have come so far."""
        return explained(self._analysis, self._weights)
