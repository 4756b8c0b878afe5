# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Recent files and finished analyses, in one SQLite file in the user's data folder.

Losing an entry costs a moment, so trouble with the file is logged and never stops the reader. A
damaged file is put aside under another name, not deleted.
"""

import json
import logging
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from reader import paths
from reader.document import Analysis
from reader.document.schema import analysis_from_dict, analysis_to_dict

_log = logging.getLogger(__name__)

RECENT_FILES = 12
CACHED_ANALYSES = 300

_SCHEMA = """
CREATE TABLE IF NOT EXISTS recent (path TEXT PRIMARY KEY, opened REAL NOT NULL);
CREATE TABLE IF NOT EXISTS analyses (
    key TEXT PRIMARY KEY, used REAL NOT NULL, data BLOB NOT NULL
);
"""

# How long another process that has the file is waited for; a write takes it some milliseconds.
_BUSY_SECONDS = 10

_T = TypeVar("_T")


class Library:
    """The library file; safe on any thread."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.user_data() / "library.sqlite"
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._recent: list[Path] | None = None

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def recent(self) -> list[Path]:
        """The files opened last, newest first, those that are gone left out.

        Only the first call waits for the library's file; what this process adds is known.
        """
        if self._recent is None:
            self._try(self._read_recent, None)
        return [path for path in self._recent or () if path.exists()]

    def add_recent(self, path: Path) -> None:
        """Put a file at the top of the recent ones."""

        def add(db: sqlite3.Connection) -> None:
            db.execute("INSERT OR REPLACE INTO recent VALUES (?, ?)", (str(path), time.time()))
            db.execute(
                "DELETE FROM recent WHERE path NOT IN "
                "(SELECT path FROM recent ORDER BY opened DESC LIMIT ?)",
                (RECENT_FILES,),
            )
            self._read_recent(db)

        self._try(add, None)

    def clear_recent(self) -> None:
        """Forget the recent files."""
        self._recent = []
        self._try(lambda db: db.execute("DELETE FROM recent"), None)

    def _read_recent(self, db: sqlite3.Connection) -> None:
        rows = db.execute("SELECT path FROM recent ORDER BY opened DESC").fetchall()
        self._recent = [Path(name) for (name,) in rows]

    def find_analysis(self, key: str) -> Analysis | None:
        """The analysis stored under the key, or None."""

        def find(db: sqlite3.Connection) -> bytes | None:
            row = db.execute("SELECT data FROM analyses WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            db.execute("UPDATE analyses SET used = ? WHERE key = ?", (time.time(), key))
            data: bytes = row[0]
            return data

        data = self._try(find, None)
        if data is None:
            return None
        try:
            return analysis_from_dict(json.loads(zlib.decompress(data)))
        except (zlib.error, ValueError, KeyError, TypeError):
            _log.warning("a stored analysis cannot be read and is made anew")
            return None

    def add_analysis(self, key: str, analysis: Analysis) -> None:
        """Store an analysis; the least recently used ones make room."""
        data = zlib.compress(json.dumps(analysis_to_dict(analysis)).encode(), 3)

        def add(db: sqlite3.Connection) -> None:
            row = (key, time.time(), data)
            db.execute("INSERT OR REPLACE INTO analyses VALUES (?, ?, ?)", row)
            db.execute(
                "DELETE FROM analyses WHERE key NOT IN "
                "(SELECT key FROM analyses ORDER BY used DESC LIMIT ?)",
                (CACHED_ANALYSES,),
            )

        self._try(add, None)

    def _try(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        with self._lock:
            try:
                return self._run(work)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):  # locked, full, not permitted
                    _log.warning("the library could not be used: %s", error)
                    return otherwise
                self._put_aside()
            try:
                return self._run(work)
            except sqlite3.Error as error:
                _log.warning("the library could not be used: %s", error)
                return otherwise

    def _run(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        if self._connection is None:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise sqlite3.OperationalError(str(error)) from error
            self._connection = sqlite3.connect(
                self._file, timeout=_BUSY_SECONDS, check_same_thread=False
            )
            self._connection.executescript(_SCHEMA)
        with self._connection:
            return work(self._connection)

    def _put_aside(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        aside = self._file.with_suffix(f".damaged-{int(time.time())}.sqlite")
        try:
            self._file.replace(aside)
            _log.warning("the library was damaged; it was put aside as %s", aside.name)
        except OSError as error:
            _log.warning("the library is damaged and cannot be moved: %s", error)
