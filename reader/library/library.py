# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Recent articles, finished analyses and the reader's own marks, in one SQLite file.

Losing a recent article or an analysis costs a moment, so trouble with those is logged and never
stops the reader. The reader's marks are never lost: they are on the disk when a call returns, and
where that could not be, it says so by a `LibraryError`. Safe on any thread; since a call may wait
for the disk or for another window, none belongs on the thread of a window.
"""

import json
import logging
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from reader import paths
from reader.document import Analysis
from reader.document.readers_marks import Act, ReadersMark
from reader.document.schema import analysis_from_dict, analysis_to_dict
from reader.errors import LibraryError, Reason
from reader.library import marks_table, records
from reader.library.marks_table import restored, storable
from reader.library.records import Record
from reader.library.store import Mended, Store

_log = logging.getLogger(__name__)

RECENT_FILES = 12
#: So many articles more are not offered, but open again as they were left.
REMEMBERED_FILES = 500
#: What the stored analyses may take, in bytes.
CACHED_BYTES = 200_000_000

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RecentArticle:
    """An article that was open a while ago.

    Attributes:
        path: Its file.
        title: Its title; empty where nobody has told it.
        place: How it was left, as it was given to `Library.remember`.
    """

    path: Path
    title: str = ""
    place: Mapping[str, Any] = field(default_factory=dict)


class Library:
    """The library file; safe on any thread."""

    def __init__(self, file: Path | None = None) -> None:
        self._store = Store(file or paths.user_data() / "library.sqlite")
        self._recent: list[RecentArticle] | None = None

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        self._store.close()

    @property
    def mended(self) -> Mended | None:
        """What became of a damaged file that was found since the start, to be told the reader."""
        return self._store.mended

    def changed_elsewhere(self) -> bool:
        """Whether another window has written since this was last asked.

        Never waits, so it may be asked every second and on any thread.
        """
        return self._store.changed_elsewhere()

    # Recent articles

    def recent(self) -> list[Path]:
        """The files opened last, newest first, those that are gone left out."""
        return [article.path for article in self.recent_articles()]

    def recent_articles(self) -> list[RecentArticle]:
        """The articles opened last, newest first, those whose files are gone left out.

        Only the first call waits for the library's file; what this process adds is known.
        """
        if self._recent is None:
            self._try(self._store.read, self._read_recent, None)
        return [article for article in self._recent or () if article.path.exists()]

    def add_recent(self, path: Path) -> None:
        """Put a file at the top of the recent ones; what is remembered of it stays."""

        def add(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT INTO recent (path, opened) VALUES (?, ?) "
                "ON CONFLICT (path) DO UPDATE SET opened = excluded.opened",
                (storable(str(path)), time.time()),
            )
            db.execute(
                "DELETE FROM recent WHERE path NOT IN "
                "(SELECT path FROM recent ORDER BY opened DESC LIMIT ?)",
                (REMEMBERED_FILES,),
            )
            self._read_recent(db)

        self._try(self._store.write, add, None)

    def clear_recent(self) -> None:
        """Forget the recent articles."""
        self._recent = []
        self._try(self._store.write, lambda db: db.execute("DELETE FROM recent"), None)

    def remember(self, path: Path, title: str, place: Mapping[str, Any]) -> None:
        """Keep how an article was left.

        Of an article that is not among the recent ones, since they were cleared, nothing is kept.

        Args:
            path: Its file.
            title: Its title.
            place: Position, threshold, layers and panel, or whatever else JSON can say.
        """

        def update(db: sqlite3.Connection) -> None:
            row = (storable(title), json.dumps(place), storable(str(path)))
            db.execute("UPDATE recent SET title = ?, place = ? WHERE path = ?", row)
            self._read_recent(db)

        self._try(self._store.write, update, None)

    def place_of(self, path: Path) -> Mapping[str, Any]:
        """How an article was left; empty where that is not known."""
        query = "SELECT place FROM recent WHERE path = ?"
        key = (storable(str(path)),)
        row = self._try(self._store.read, lambda db: db.execute(query, key).fetchone(), None)
        return _place(row[0]) if row else {}

    def _read_recent(self, db: sqlite3.Connection) -> None:
        query = "SELECT path, title, place FROM recent ORDER BY opened DESC LIMIT ?"
        self._recent = [
            RecentArticle(Path(restored(name)), restored(title), _place(place))
            for name, title, place in db.execute(query, (RECENT_FILES,)).fetchall()
        ]

    # Analyses

    def find_analysis(self, key: str) -> Analysis | None:
        """The analysis stored under the key, or None."""
        query = "SELECT data FROM analyses WHERE key = ?"
        row = self._try(self._store.read, lambda db: db.execute(query, (key,)).fetchone(), None)
        if row is None:
            return None
        used = (time.time(), key)
        statement = "UPDATE analyses SET used = ? WHERE key = ?"
        self._try(self._store.write, lambda db: db.execute(statement, used), None)
        try:
            return analysis_from_dict(json.loads(zlib.decompress(row[0])))
        except (zlib.error, ValueError, KeyError, TypeError):
            _log.warning("a stored analysis cannot be read and is made anew")
            return None

    def add_analysis(self, key: str, analysis: Analysis) -> None:
        """Store an analysis; the least recently used ones make room."""
        data = zlib.compress(json.dumps(analysis_to_dict(analysis)).encode(), 3)

        def add(db: sqlite3.Connection) -> None:
            row = (key, time.time(), data)
            db.execute("INSERT OR REPLACE INTO analyses VALUES (?, ?, ?)", row)
            sizes = "SELECT key, length(data) FROM analyses ORDER BY used DESC"
            total = 0
            for other, size in db.execute(sizes).fetchall():
                total += size
                if total > CACHED_BYTES:
                    db.execute("DELETE FROM analyses WHERE key = ?", (other,))

        self._try(self._store.write, add, None)

    # The reader's marks

    def marks_of(self, sha256: str) -> tuple[ReadersMark, ...]:
        """The marks that were made in a text.

        Args:
            sha256: The text's, as `reader.document.anchors.digest` gives it.

        Raises:
            LibraryError: The library cannot be read.
        """
        return _marks(self._store.read(lambda db: marks_table.of_text(db, sha256)))

    def marks_for(self, sha256: str, source: str) -> tuple[ReadersMark, ...]:
        """The marks of a text and those of other texts that came from the same source.

        The latter are to be found again in the present text, which may be a later version.

        Args:
            sha256: The text's.
            source: The path or address that it came from; empty where it has none.

        Raises:
            LibraryError: The library cannot be read.
        """
        return _marks(
            self._store.read(lambda db: marks_table.of_text_or_source(db, sha256, source))
        )

    def all_marks(self) -> tuple[Record, ...]:
        """Every mark with the article it belongs to, in the order in which they came in.

        Raises:
            LibraryError: The library cannot be read.
        """
        return self._store.read(marks_table.all_of_them)

    def put(self, marks: Iterable[ReadersMark], *, title: str, source: str) -> None:
        """Keep marks, new or changed; they are on the disk when this returns.

        Args:
            marks: All of one article.
            title: The article's title.
            source: The path or address that it came from; empty where it has none.

        Raises:
            LibraryError: None of them is kept; the caller still has them.
        """
        changed = records.now()
        wanted = [Record(mark, title, source, changed) for mark in marks]
        self._store.write(lambda db: marks_table.put(db, wanted))

    def remove(self, ids: Iterable[str]) -> None:
        """Forget marks; that is on the disk when this returns.

        Raises:
            LibraryError: None of them is forgotten.
        """
        wanted = tuple(ids)
        self._store.write(lambda db: marks_table.remove(db, wanted))

    def export_marks(self) -> bytes:
        """All marks as a file of JSON, which `import_marks` takes on any computer.

        Raises:
            LibraryError: The library cannot be read.
        """
        return records.document(self.all_marks())

    def import_marks(self, data: bytes) -> int:
        """Add the marks of an exported file; where both have one, the one changed last is kept.

        Returns:
            How many marks were new or newer.

        Raises:
            LibraryError: It is no such file, or the library cannot be written; nothing was added.
        """
        try:
            wanted = records.from_document(data)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            sentence = "This file holds no marks that Slantwise has exported; choose another one."
            raise LibraryError(None, Reason.UNSUPPORTED, sentence, detail=str(error)) from error
        return self._store.write(lambda db: marks_table.merge(db, wanted))

    def agreement(self) -> dict[Act, tuple[int, int]]:
        """How often the reader agreed with the machine, of how many times, by kind.

        Raises:
            LibraryError: The library cannot be read.
        """
        return records.agreement(_marks(self.all_marks()))

    def _try(
        self,
        run: Callable[[Callable[[sqlite3.Connection], _T]], _T],
        work: Callable[[sqlite3.Connection], _T],
        otherwise: _T,
    ) -> _T:
        """Do what may fail without harm."""
        try:
            return run(work)
        except LibraryError as error:
            _log.warning("%s (%s)", error, error.detail)
            return otherwise


def _marks(kept: Iterable[Record]) -> tuple[ReadersMark, ...]:
    return tuple(record.mark for record in kept)


def _place(data: str) -> dict[str, Any]:
    place: dict[str, Any] = json.loads(data)
    return place
