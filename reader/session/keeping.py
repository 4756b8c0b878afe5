# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Keeps and finds the reader's marks on a thread of its own, so that nobody waits for the disk.

What cannot be written stays here, is tried again with whatever comes next, and counts as kept for
whoever opens the article again meanwhile.
"""

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.document.anchors import digest
from reader.document.article import Article
from reader.document.readers_marks import ReadersMark
from reader.errors import LibraryError
from reader.library.library import Library
from reader.session.events import Event, Kept, MarksChanged, Mended, NotKept, Remembered

_log = logging.getLogger(__name__)

# How often the library is asked whether another window has written, in seconds.
_LOOK = 1.0


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to become of a mark: kept as it is, or forgotten (None)."""

    mark: ReadersMark | None
    text: str
    source: str
    title: str


@dataclass(frozen=True, slots=True)
class _LookUp:
    """What is to be looked up for a job."""

    job: int
    text: str
    source: str
    path: Path | None
    placed: bool


@dataclass(slots=True)
class _Order:
    """One thing to do, in its turn; one that adopts keeps only marks that are not known yet."""

    number: int = 0
    wishes: Mapping[str, _Wish] = field(default_factory=dict)
    look_up: _LookUp | None = None
    place: tuple[Path, str, Mapping[str, Any]] | None = None
    adopts: bool = False


class Keeper:
    """The library's thread; every method returns at once but for `close`."""

    def __init__(self, library: Library, on_event: Callable[[Event], None]) -> None:
        """Start the thread.

        Args:
            library: Where everything is kept.
            on_event: Called on the keeper's thread with each event.
        """
        self._library = library
        self._on_event = on_event
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._last = 0
        # By the mark's id: what is not on the disk yet.
        self._wishes: dict[str, _Wish] = {}
        self._look_ups: dict[int, _LookUp] = {}
        self._told: object = None
        self._thread = threading.Thread(target=self._run, name="library", daemon=True)
        self._thread.start()

    def look_up(self, job: int, article: Article, path: Path | None, *, place: bool) -> None:
        """Find the marks of an article, and how it was left if asked; Remembered follows."""
        sought = _LookUp(job, digest(article.text), _source(path), path, place)
        self._orders.put(_Order(look_up=sought))

    def adopt(self, article: Article, path: Path | None, marks: Iterable[ReadersMark]) -> None:
        """Keep the marks that came with a file, but for those that are kept already."""
        about = digest(article.text), _source(path), article.title or ""
        wishes = {mark.id: _Wish(mark, *about) for mark in marks}
        self._orders.put(_Order(adopts=True, wishes=wishes))

    def keep(
        self,
        article: Article,
        path: Path | None,
        put: Iterable[ReadersMark],
        removed: Iterable[str],
    ) -> int:
        """Keep marks, new or changed, and forget others; the number of this order.

        Kept follows with this number or a later one, or NotKept.
        """
        about = digest(article.text), _source(path), article.title or ""
        wishes = {item: _Wish(None, *about) for item in removed}
        wishes |= {mark.id: _Wish(mark, *about) for mark in put}
        self._last += 1
        self._orders.put(_Order(self._last, wishes))
        return self._last

    def remember(self, path: Path, title: str, place: Mapping[str, Any]) -> None:
        """Keep how an article was left."""
        self._orders.put(_Order(place=(path, title, place)))

    def retry(self) -> None:
        """Try again what could not be done."""
        self._orders.put(_Order())

    def close(self) -> None:
        """Do what has been ordered, as far as it can be done, and stop."""
        self._orders.put(None)
        self._thread.join()

    def _run(self) -> None:
        done = 0
        while True:
            try:
                order = self._orders.get(timeout=_LOOK)
            except queue.Empty:
                if self._library.changed_elsewhere():
                    self._on_event(MarksChanged())
                self._tell_mended()
                continue
            if order is None:
                return
            if order.place is not None:
                self._library.remember(*order.place)
                continue
            done = max(done, order.number)
            self._wishes |= self._unknown(order.wishes) if order.adopts else order.wishes
            if order.look_up is not None:
                self._look_ups[order.look_up.job] = order.look_up
            failed = False
            for step in (self._write, self._answer):
                try:
                    step(done)
                except LibraryError as error:
                    _log.warning("%s (%s)", error, error.detail)
                    if not failed:
                        self._on_event(NotKept(error))
                    failed = True
            self._tell_mended()

    def _unknown(self, wishes: Mapping[str, _Wish]) -> Mapping[str, _Wish]:
        try:
            known = {record.mark.id for record in self._library.all_marks()}
        except LibraryError:
            # They are in the file that is open: rather kept once more than not shown.
            known = set()
        return {key: wish for key, wish in wishes.items() if key not in known | set(self._wishes)}

    def _answer(self, _done: int) -> None:
        for job, sought in list(self._look_ups.items()):
            marks = self._library.marks_for(sought.text, sought.source)
            place = None
            if sought.placed:
                place = self._library.place_of(sought.path) if sought.path else {}
            del self._look_ups[job]
            self._on_event(Remembered(job, self._with_wishes(marks, sought), place))

    def _with_wishes(
        self, marks: Iterable[ReadersMark], sought: _LookUp
    ) -> tuple[ReadersMark, ...]:
        """The marks as they will be once all is kept."""
        found = {mark.id: mark for mark in marks}
        for item, wish in self._wishes.items():
            same_source = wish.source and wish.source == sought.source
            if wish.mark is None:
                found.pop(item, None)
            elif wish.text == sought.text or same_source:
                found[item] = wish.mark
        return tuple(found.values())

    def _write(self, done: int) -> None:
        if not self._wishes:
            return
        removed = [item for item, wish in self._wishes.items() if wish.mark is None]
        articles: dict[tuple[str, str], dict[str, ReadersMark]] = {}
        for item, wish in self._wishes.items():
            if wish.mark is not None:
                articles.setdefault((wish.title, wish.source), {})[item] = wish.mark
        for (title, source), marks in articles.items():
            self._library.put(marks.values(), title=title, source=source)
            for item in marks:
                del self._wishes[item]
        if removed:
            self._library.remove(removed)
            for item in removed:
                del self._wishes[item]
        self._on_event(Kept(done))

    def _tell_mended(self) -> None:
        mended = self._library.mended
        if mended is not None and mended is not self._told:
            self._told = mended
            self._on_event(Mended(mended.aside, mended.marks, mended.complete))


def _source(path: Path | None) -> str:
    return str(path) if path else ""
