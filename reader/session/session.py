# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a user can do in the window, without Qt: open, analyse, save, and be remembered."""

import contextlib
import importlib.metadata
import logging
import queue
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reader import formats, paths, settings
from reader.analysis.model.model_folder import read_configuration
from reader.analysis.model.own_model import OwnModel, labels_of
from reader.document import Analysis, Article, Sentence
from reader.document.blind import Comparison
from reader.document.comparison import Comparison as SideBySide
from reader.document.marks import View
from reader.document.overlay import Overlaid, overlaid
from reader.document.readers_marks import Act, ReadersMark
from reader.errors import LibraryError, ModelError, Reason, SaveError
from reader.library.library import Library, RecentArticle
from reader.session.copy_source import SourceFile
from reader.session.events import Analysed, Event, Failed, JobEvent, MarksChanged, Opened
from reader.session.explaining import Explaining
from reader.session.keeping import Keeper
from reader.worker.client import WorkerClient

__all__ = ["RecentArticle", "Session", "model_version"]

if TYPE_CHECKING:
    from reader.export.registry import Writer

_log = logging.getLogger(__name__)

# How long a copy waits without hearing one more reason.
_EXPLAIN_SECONDS = 10.0


class Session:
    """One user's session: a worker, a library and the settings behind it.

    Public methods are for one thread (the window's), but for those that say they may run on any.
    They wait neither for the worker nor for the library: what comes of a job is looked up and
    stored on the background thread that reports it, the reader's marks on another.

    Attributes:
        preferences: What the window remembers for itself; change it with `set_preference`.
    """

    def __init__(self, on_event: Callable[[Event], None] = lambda _event: None) -> None:
        """Prepare; nothing is started.

        Args:
            on_event: Called on a background thread with each event. Those of jobs come one at a
                time, and so do those of the library, but one of each may come at once.
        """
        self._on_event = on_event
        self._client = WorkerClient(self._receive)
        self._library = Library()
        self._keeper = Keeper(self._library, self._report)
        self._settings = settings.load()
        self._client.own_model = self._settings.own_model
        # Of each job that opens something: from where, and what judges it.
        self._begun: dict[int, tuple[SourceFile | None, OwnModel | None]] = {}
        self._opened: dict[str, SourceFile] = {}
        self._model: str | None = None
        self._answers: dict[int, queue.SimpleQueue[JobEvent | None]] = {}
        # For a job's number and what is known of it to be noted before its first event is looked
        # at; nothing is waited for, and nobody called, while it is held.
        self._lock = threading.Lock()
        self._closed = False

    def start(self) -> None:
        """Start the worker early, so that it is ready when it is needed; returns at once."""
        self._client.start()

    def listen(self, on_event: Callable[[Event], None]) -> None:
        """Name the listener, before anything is opened."""
        self._on_event = on_event

    def close(self) -> None:
        """Stop the worker, keep what is to be kept, and close the library."""
        self._client.close()
        self._keeper.close()
        with self._lock:
            self._closed = True
            for answers in self._answers.values():
                answers.put(None)
        self._library.close()

    def open(self, path: Path, *, password: str | None = None, language: str | None = None) -> int:
        """Open a file and analyse it; events with the returned job number follow.

        It is read in `language`, if that is given, whatever it seems to be in. A file that needs a
        password, or another one, fails with Reason.ENCRYPTED.
        """
        path = path.absolute()
        with self._lock:
            job = self._client.open(path, password=password, language=language)
            self._begun[job] = SourceFile(path, password), self.own_model
        return job

    def open_text(self, text: str, *, language: str | None = None) -> int:
        """Analyse pasted text, as with `open`; events with the returned job number follow."""
        with self._lock:
            job = self._client.open_text(text, language=language)
            self._begun[job] = None, self.own_model
        return job

    def weigh(self, article: Article, sentence: Sentence) -> int:
        """Ask which words of a sentence weigh most for its opinion.

        Weighed with the returned job number follows; its offsets count from the sentence's start.
        """
        return self._client.weigh(article.text[sentence.start : sentence.end])

    def compare(self, analyses: Sequence[Analysis]) -> int:
        """Ask what two or more articles share; give them as the reader has them, marks applied.

        Books take a moment to be sent, so it is safe on any thread.

        Compared with the returned job number follows, or Failed.
        """
        return self._client.compare(analyses)

    def draw(self, article: Article, page: int, columns: int) -> int:
        """Ask how a page of the article's file looks, and where the words stand on it.

        Drawn with the returned job number follows, or Failed where there is no such page any more.

        Args:
            article: Read from a PDF that was opened.
            page: From 1.
            columns: About how many pixels wide it is to be.
        """
        there = self._opened[article.sha256]
        return self._client.draw(
            there.path,
            password=there.password,
            sha256=None if there.is_copy else article.sha256,
            page=page,
            columns=columns,
            blocks=[b for b in article.blocks if any(area.page == page for area in b.areas)],
            text=article.text,
        )

    def cancel(self, job: int) -> None:
        """Drop a job; no event of it is sent from now on, but for one that is on its way."""
        self._client.cancel(job)
        with self._lock:
            self._begun.pop(job, None)

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

    def save(
        self,
        path: Path,
        analysis: Analysis,
        view: View,
        marks: Sequence[ReadersMark] = (),
        *,
        advance: Callable[[float], None] = lambda _: None,
    ) -> str:
        """Save an annotated copy; the suffix decides the format. Safe on any thread.

        Args:
            path: Where it goes.
            analysis: The machine's.
            view: What is to be shown.
            marks: The reader's.
            advance: Told the share that is done; what it raises ends the work, and nothing is
                written.

        Returns:
            A sentence on what the copy could not show, or nothing.

        Raises:
            SaveError: Nothing was written; what was there before is untouched.
        """
        from reader.export import registry

        writer = registry.writer_called(path.suffix)
        if writer is None:
            known = ", ".join(item.suffix for item in registry.WRITERS.values())
            explanation = f"A copy cannot be saved in this format. Choose one of: {known}."
            raise SaveError(path, Reason.UNSUPPORTED, explanation)
        data, said = self._written(writer, analysis, view, marks, advance)
        there = self._opened.get(analysis.article.sha256)
        source = None if there is None or there.is_copy else there.path
        registry.save(path, data, source=source)
        return said

    def typeset(
        self,
        analysis: Analysis,
        view: View,
        marks: Sequence[ReadersMark] = (),
        *,
        advance: Callable[[float], None] = lambda _: None,
    ) -> bytes:
        """The copy as a PDF, for printing; the arguments are those of `save`. Safe on any thread.

        Raises:
            SaveError: It cannot be made.
        """
        from reader.export import registry

        writer = registry.WRITERS["pdf"]
        return self._written(writer, analysis, view, marks, advance)[0]

    def save_sheet(self, path: Path, analysis: Analysis, comparison: Comparison) -> None:
        """Save the sheet of a comparison: .html, .pdf or .csv. Safe on any thread.

        Raises:
            SaveError: Nothing was written; what was there before is untouched.
        """
        from reader.export import registry

        data = self.sheet(path.suffix, analysis, comparison)
        there = self._opened.get(analysis.article.sha256)
        registry.save(path, data, source=there.path if there is not None else None)

    def save_comparison(
        self, path: Path, compared: SideBySide, reads: Sequence[Overlaid], view: View
    ) -> None:
        """Save a comparison of the analyses of `reads` as a web page. Safe on any thread.

        Raises:
            SaveError: Nothing was written; what was there before is untouched.
        """
        from reader.export import registry
        from reader.export.comparison_html import comparison_page

        explained = [overlaid(self._explained(read.machine, view), read.marks) for read in reads]
        hashes = (read.machine.article.sha256 for read in reads)
        opened = (self._opened.get(sha256) for sha256 in hashes)
        sources = [there.path for there in opened if there is not None]
        registry.save(path, comparison_page(compared, explained, view), source=sources)

    def sheet(self, suffix: str, analysis: Analysis, comparison: Comparison) -> bytes:
        """The sheet of a comparison in the format of a suffix. Safe on any thread.

        Raises:
            SaveError: It cannot be made.
        """
        from reader.export.sheets import SHEETS

        write = SHEETS.get(suffix.lower())
        if write is None:
            known = ", ".join(SHEETS)
            explanation = f"A sheet cannot be saved in this format. Choose one of: {known}."
            raise SaveError(None, Reason.UNSUPPORTED, explanation)
        return write(analysis, comparison)

    def _written(
        self,
        writer: "Writer",
        analysis: Analysis,
        view: View,
        marks: Sequence[ReadersMark],
        advance: Callable[[float], None],
    ) -> tuple[bytes, str]:
        """The bytes of a copy, and what it could not show."""
        read = overlaid(self._explained(analysis, view), marks)
        source, said = None, ""
        there = self._opened.get(analysis.article.sha256)
        if there is not None and writer.suffix == f".{analysis.article.format}":
            source, said = there.source(analysis.article.sha256)
        written = writer.write(read, view, source, advance)
        return written.data, " ".join(filter(None, (said, written.said)))

    def _explained(self, analysis: Analysis, view: View) -> Analysis:
        """The analysis with the words that weighed most for what is marked as opinion."""
        answers: queue.SimpleQueue[JobEvent | None] = queue.SimpleQueue()
        with self._lock:
            if self._closed:
                return analysis
            asked = Explaining(analysis, view.show_from, self._client)
            self._answers |= dict.fromkeys(asked.waiting, answers)
        # A copy without all of its reasons is better than one that is never written.
        with contextlib.suppress(queue.Empty):
            while asked.waiting and (event := answers.get(timeout=_EXPLAIN_SECONDS)):
                asked.take(event)
        return asked.result()

    # The reader's marks

    def keep(
        self, article: Article, put: Iterable[ReadersMark] = (), removed: Iterable[str] = ()
    ) -> int:
        """Keep marks of an article, new or changed, and forget others by their ids.

        Kept follows with the returned number, or a later one, once they are on the disk; NotKept
        where that cannot be.
        """
        return self._keeper.keep(article, self._path_of(article), put, removed)

    def retry(self) -> None:
        """Try once more to keep what could not be kept."""
        self._keeper.retry()

    def recall(self, job: int, article: Article) -> None:
        """Look up the marks of an article again; Remembered follows for its job."""
        self._keeper.look_up(job, article, self._path_of(article), place=False)

    def remember(self, path: Path, title: str, place: Mapping[str, Any]) -> None:
        """Keep how an article was left: position, view and panel, or whatever else JSON can say."""
        self._keeper.remember(path.absolute(), title, place)

    def left(self, path: Path) -> Mapping[str, Any]:
        """How a recent article was left, at once; Remembered tells it of all the others."""
        path = path.absolute()
        found = (item.place for item in self._library.recent_articles() if item.path == path)
        return next(found, {})

    def agreement(self) -> Mapping[Act, tuple[int, int]]:
        """How often the reader agreed with the model, of how many times. Safe on any thread.

        Raises:
            LibraryError: The library cannot be read.
        """
        return self._library.agreement()

    def export_marks(self, path: Path) -> None:
        """Write all of the reader's marks to a file. Safe on any thread.

        Raises:
            LibraryError: The library cannot be read.
            SaveError: The file cannot be written; what was there before is untouched.
        """
        from reader.export import saving

        saving.save(path, self._library.export_marks(), source=None)

    def import_marks(self, path: Path) -> int:
        """Take in the marks of an exported file; how many were new or newer. Safe on any thread.

        Raises:
            LibraryError: It is no such file, or the library cannot be written; nothing was added.
        """
        try:
            data = path.read_bytes()
        except OSError as error:
            explanation = "The file cannot be read; allow reading it, or choose another one."
            raise LibraryError(
                path, Reason.NOT_PERMITTED, explanation, detail=str(error)
            ) from error
        count = self._library.import_marks(data)
        self._on_event(MarksChanged())
        return count

    def recent_articles(self) -> list[RecentArticle]:
        """The articles opened last, newest first."""
        return self._library.recent_articles()

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

    def _report(self, event: Event) -> None:
        self._on_event(event)

    def _receive(self, event: JobEvent) -> None:
        """Pass an event on; an article seen before gets its stored analysis at once."""
        ended = isinstance(event, Analysed | Failed)
        with self._lock:
            answers = self._answers.pop(event.job, None)
            begun = self._begun.pop(event.job, None) if ended else self._begun.get(event.job)
        if answers is not None:
            answers.put(event)
            return
        if isinstance(event, Opened) and begun is not None and begun[0] is not None:
            # Before it is told, for then its pages may be asked for.
            is_copy = event.view is not None
            self._opened[event.article.sha256] = replace(begun[0], is_copy=is_copy)
        self._on_event(event)
        if begun is None:
            return
        # Where there is no model, the analysis says so itself.
        with contextlib.suppress(ModelError):
            self._look_up_or_store(event, *begun)

    def _path_of(self, article: Article) -> Path | None:
        there = self._opened.get(article.sha256)
        return there.path if there is not None else None

    def _look_up_or_store(
        self, event: JobEvent, source: SourceFile | None, own: OwnModel | None
    ) -> None:
        match event:
            case Opened(job, article, view, marks):
                path = source.path if source is not None else None
                if source is not None:
                    self._library.add_recent(source.path)
                if marks:
                    self._keeper.adopt(article, path, marks)
                self._keeper.look_up(job, article, path, place=True)
                if view is not None:
                    # The copy brings its analysis, of whatever model: it is not one to remember.
                    with self._lock:
                        self._begun.pop(job, None)
                    return
                stored = self._library.find_analysis(self._key(article, own))
                if stored is not None and stored.article == article:
                    self.cancel(job)
                    self._on_event(Analysed(job, replace(stored, article=article), 0.0))
            case Analysed(_, analysis):
                self._library.add_analysis(self._key(analysis.article, own), analysis)

    def _key(self, article: Article, own: OwnModel | None) -> str:
        """Under what the analysis of an article is stored: its file and what judges it."""
        if self._model is None:
            version = importlib.metadata.version("slantwise")
            self._model = f"{version}:{model_version(paths.model())}"
        theirs = f"{own.folder}:{','.join(own.opinion_labels)}" if own else ""
        return f"{article.sha256}:{self._model}:{theirs}"


def model_version(folder: Path) -> str:
    """The name and version of the model in a folder, read without loading it.

    Raises:
        ModelError: There is none, or its configuration cannot be read.
    """
    known = read_configuration(folder)
    return f"{known.name} {known.version}"
