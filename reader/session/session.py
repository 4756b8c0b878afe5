# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a user can do in the window, without Qt: open, analyse, save, and be remembered."""

import contextlib
import importlib.metadata
import logging
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from reader import formats, paths, settings
from reader.analysis.model.model_folder import read_configuration
from reader.analysis.model.own_model import OwnModel, labels_of
from reader.document import Analysis, Article, LoadedWord, Sentence
from reader.document.marks import View
from reader.document.reasons import explained, unexplained
from reader.errors import Reason, SaveError
from reader.library.library import Library
from reader.session.events import Analysed, Event, Failed, Opened, Weighed
from reader.worker.client import WorkerClient

_log = logging.getLogger(__name__)

# How long a copy waits for the reasons of one sentence.
_EXPLAIN_SECONDS = 10.0


class Session:
    """One user's session: a worker, a library and the settings behind it.

    Public methods are for one thread (the window's), but for `save`, which may run on any.

    Attributes:
        preferences: What the window remembers for itself; change it with `set_preference`.
    """

    def __init__(self, on_event: Callable[[Event], None] = lambda _event: None) -> None:
        """Prepare; nothing is started.

        Args:
            on_event: Called on a background thread with each event, one at a time.
        """
        self._on_event = on_event
        self._client = WorkerClient(self._receive)
        self._library = Library()
        self._settings = settings.load()
        self._client.own_model = self._settings.own_model
        self._sources: dict[int, Path] = {}
        self._opened: dict[str, Path] = {}
        self._remembered: dict[int, str] = {}
        self._model: str | None = None
        self._answers: dict[int, queue.SimpleQueue[Event]] = {}
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the worker early, so that it is ready when it is needed; returns at once."""
        self._client.start()

    def listen(self, on_event: Callable[[Event], None]) -> None:
        """Name the listener, before anything is opened."""
        self._on_event = on_event

    def close(self) -> None:
        """Stop the worker and close the library."""
        self._client.close()
        self._library.close()

    def open(self, path: Path, *, password: str | None = None) -> int:
        """Open a file and analyse it; events with the returned job number follow.

        A file that needs a password, or another one, fails with Reason.ENCRYPTED.
        """
        path = path.absolute()
        with self._lock:
            job = self._client.open(path, password=password)
            self._sources[job] = path
        return job

    def open_text(self, text: str) -> int:
        """Analyse pasted text; events with the returned job number follow."""
        return self._client.open_text(text)

    def weigh(self, article: Article, sentence: Sentence) -> int:
        """Ask which words of a sentence weigh most for its opinion.

        Weighed with the returned job number follows; its offsets count from the sentence's start.
        """
        return self._client.weigh(article.text[sentence.start : sentence.end])

    def cancel(self, job: int) -> None:
        """Drop a job; no event of it is sent from now on."""
        self._client.cancel(job)

    @property
    def worker_process_id(self) -> int | None:
        """The worker's process, while there is one."""
        return self._client.process_id

    @property
    def open_suffixes(self) -> tuple[str, ...]:
        """The suffixes of the files that can be opened, each with its dot."""
        return tuple(formats.SUFFIXES)

    @property
    def save_formats(self) -> Mapping[str, str]:
        """The copies that can be saved: suffix, with its dot, to what it is called."""
        from reader.export.registry import WRITERS

        return MappingProxyType({writer.suffix: writer.label for writer in WRITERS.values()})

    def save(self, path: Path, analysis: Analysis, view: View) -> None:
        """Save an annotated copy; the suffix decides the format. Safe on any thread.

        Raises:
            SaveError: Nothing was written; what was there before is untouched.
        """
        from reader.export import registry

        writers = {writer.suffix: writer for writer in registry.WRITERS.values()}
        writer = writers.get(path.suffix.lower())
        if writer is None:
            known = ", ".join(sorted(writers))
            explanation = f"A copy cannot be saved in this format. Choose one of: {known}."
            raise SaveError(path, Reason.UNSUPPORTED, explanation)
        source = self._opened.get(analysis.article.sha256)
        registry.save(path, writer.write(self._explained(analysis, view), view), source=source)

    def _explained(self, analysis: Analysis, view: View) -> Analysis:
        """The analysis with the words that weighed most for what is marked as opinion."""
        answers: queue.SimpleQueue[Event] = queue.SimpleQueue()
        asked: dict[int, int] = {}
        with self._lock:
            for sentence in unexplained(analysis, view.show_from):
                job = self.weigh(analysis.article, sentence)
                asked[job] = sentence.start
                self._answers[job] = answers
        weights: dict[int, Sequence[LoadedWord]] = {}
        # A copy without all of its reasons is better than one that is never written.
        with contextlib.suppress(queue.Empty):
            for _ in asked:
                event = answers.get(timeout=_EXPLAIN_SECONDS)
                if isinstance(event, Weighed):
                    weights[asked[event.job]] = event.words
        return explained(analysis, weights)

    def recent(self) -> list[Path]:
        """The files opened last, newest first."""
        return self._library.recent()

    def clear_recent(self) -> None:
        """Forget the recent files."""
        self._library.clear_recent()

    def view(self) -> View:
        """What the reader last asked to see."""
        return self._settings.view

    def set_view(self, view: View) -> None:
        """Remember what the reader asks to see."""
        self._settings = replace(self._settings, view=view)
        self._save_settings()

    @property
    def preferences(self) -> Mapping[str, settings.Preference]:
        """What the window remembers for itself."""
        return MappingProxyType(self._settings.preferences)

    def set_preference(self, name: str, value: settings.Preference) -> None:
        """Remember something for the window."""
        if self._settings.preferences.get(name) != value:
            self._settings = self._settings.with_preference(name, value)
            self._save_settings()

    @property
    def own_model(self) -> OwnModel | None:
        """The reader's own model for the opinions, or None."""
        return self._settings.own_model

    def use_own_model(self, folder: Path | None, opinion_labels: Sequence[str] = ()) -> None:
        """Judge the opinions of what is opened from now on with another model; None: with ours."""
        own = None if folder is None else OwnModel(folder, tuple(opinion_labels))
        self._settings = replace(self._settings, own_model=own)
        self._client.own_model = own
        self._save_settings()

    def labels_of(self, folder: Path) -> tuple[str, ...]:
        """The labels of a reader's own model, to ask which of them mean opinion.

        Raises:
            ModelError: The folder holds no model that fits.
        """
        return labels_of(folder)

    def _save_settings(self) -> None:
        try:
            settings.save(self._settings)
        except OSError as error:
            _log.warning("the settings could not be saved: %s", error)

    def _receive(self, event: Event) -> None:
        """Pass an event on; an article seen before gets its stored analysis at once."""
        with self._lock:
            answers = self._answers.pop(event.job, None)
        if answers is not None:
            answers.put(event)
            return
        self._on_event(event)
        match event:
            case Opened(job, article):
                with self._lock:
                    path = self._sources.pop(job, None)
                if path is not None:
                    self._opened[article.sha256] = path
                    self._library.add_recent(path)
                key = self._key(article)
                stored = self._library.find_analysis(key)
                if stored is not None and stored.article == article:
                    self._client.cancel(job)
                    self._on_event(Analysed(job, stored, 0.0))
                else:
                    self._remembered[job] = key
            case Analysed(job, analysis):
                key = self._remembered.pop(job, "")
                self._library.add_analysis(key, analysis)
            case Failed(job):
                self._remembered.pop(job, None)

    def _key(self, article: Article) -> str:
        """Under what the analysis of an article is stored: its file and what judges it."""
        if self._model is None:
            version = importlib.metadata.version("slantwise")
            self._model = f"{version}:{model_version(paths.model())}"
        own = self._settings.own_model
        theirs = f"{own.folder}:{','.join(own.opinion_labels)}" if own else ""
        return f"{article.sha256}:{self._model}:{theirs}"


def model_version(folder: Path) -> str:
    """The name and version of the model in a folder, read without loading it.

    Raises:
        ModelError: There is none, or its configuration cannot be read.
    """
    known = read_configuration(folder)
    return f"{known.name} {known.version}"
