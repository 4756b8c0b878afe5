# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The library's file: opened, checked, migrated, mended, and written so that nothing is lost.

Whatever a call has written is on the disk when it returns. Several programs may have the file open;
each waits for the others. Safe on any thread, but a call may wait, so none belongs on the thread of
a window.
"""

import errno
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from reader.errors import LibraryError, Reason
from reader.library import marks_table, repair
from reader.library.migrations import NewerError, migrate

#: How long another program's writing is waited for, in seconds.
PATIENCE = 15.0

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_FORBIDDEN = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH})
# How SQLite reports a quota that is used up, and a disk too full for its index of the log.
_FAILED_WRITES = frozenset({sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE})
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_LITTLE_ROOM = 1024 * 1024
_MENDINGS = 2  # a new file that is damaged again and again lies on a broken disk

_KEPT = "The library, in which your marks are kept,"
_EXPLANATIONS = {
    Reason.DISK_FULL: f"{_KEPT} finds no room on the disk; make room and try again.",
    Reason.NOT_PERMITTED: f"{_KEPT} may not be written to; allow writing in its folder, then try "
    "again.",
    Reason.BUSY: f"{_KEPT} is in use by another program; try again in a moment.",
    Reason.DAMAGED: f"{_KEPT} is damaged and could not be mended; close Slantwise's other windows "
    "and try again.",
    Reason.UNSUPPORTED: f"{_KEPT} is of a later version of Slantwise; install that version to use "
    "it.",
    Reason.UNEXPECTED: f"{_KEPT} could not be used; try again, and see whether its folder is in "
    "order.",
}

_T = TypeVar("_T")


class _DamagedError(Exception):
    """The integrity check found something."""


class _ReplacedError(Exception):
    """The library's name has gone to another file since this one was opened."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a damaged library.

    Attributes:
        aside: Where the damaged file is now.
        marks: How many of the reader's marks were read out of it.
        complete: Whether that is certainly all of them.
    """

    aside: Path
    marks: int
    complete: bool


class Store:
    """One library file."""

    def __init__(self, file: Path) -> None:
        self.mended: Mended | None = None
        self._file = file
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None  # which file, should its name go to another
        self._seen = 0

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        with self._lock:
            self._give_up()

    def read(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do some reading.

        Raises:
            LibraryError: It could not be done.
        """
        return self._run(work)

    def write(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do some writing, all of it or nothing; it may be begun several times.

        Raises:
            LibraryError: Nothing was written.
        """

        def transaction(db: sqlite3.Connection) -> _T:
            db.execute("BEGIN IMMEDIATE")
            result = work(db)
            db.execute("COMMIT")
            return result

        return self._run(transaction)

    def changed_elsewhere(self) -> bool:
        """Whether another program has written since this was last asked; never waits."""
        if not self._lock.acquire(blocking=False):
            return False  # somebody else is at it; the next time will tell
        try:
            if self._db is None:
                return False
            if self._identity() != self._opened:
                self._give_up()
                return True
            seen, self._seen = self._seen, _data_version(self._db)
            return seen != self._seen
        except sqlite3.Error:
            return False  # whoever reads next will hear of it
        finally:
            self._lock.release()

    def _run(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        deadline = time.monotonic() + PATIENCE
        damages = 0
        with self._lock:
            while True:
                try:
                    result = work(self._connected())
                    # Another program may have put this very file aside as damaged. What was written
                    # to it before that will be read out of it; what came later would be lost.
                    if self._identity() == self._opened:
                        return result
                    raise _ReplacedError
                except (sqlite3.Error, OSError, _DamagedError, _ReplacedError, NewerError) as error:
                    self._give_up()
                    if _is_damage(error) and damages < _MENDINGS:
                        damages += 1
                        self._put_aside()
                    elif not _is_passing(error) or time.monotonic() > deadline:
                        raise self._explained(error) from error
                    else:
                        time.sleep(0.02)  # for when SQLite itself does not wait
                except BaseException:
                    self._give_up()
                    raise

    def _connected(self) -> sqlite3.Connection:
        if self._db is None:
            self._db = self._connect()
        if repair.unread(self._file):
            self._take_in(self._db)
        return self._db

    def _connect(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        if not self._file.exists():
            self._file.touch()  # so that it can be told from another that gets its name
        self._opened = self._identity()
        db = sqlite3.connect(
            self._file, timeout=PATIENCE / 3, isolation_level=None, check_same_thread=False
        )
        try:
            if self._opened is None or self._identity() != self._opened:
                raise _ReplacedError
            db.execute("PRAGMA journal_mode = WAL").fetchone()
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA fullfsync = ON")  # on a Mac nothing less reaches the disk
            db.execute("PRAGMA secure_delete = ON")  # what was removed must not be salvaged
            (finding,) = db.execute("PRAGMA quick_check(1)").fetchone()
            if finding != "ok":
                raise _DamagedError(finding)
            migrate(db, self._file)
            self._seen = _data_version(db)
        except BaseException:
            db.close()
            raise
        return db

    def _give_up(self) -> None:
        """End what went wrong; the next try begins with a new connection."""
        if self._db is not None:
            self._db.close()  # which rolls back what was begun
            self._db = None

    def _identity(self) -> tuple[int, int] | None:
        """Which file has the library's name now."""
        try:
            status = self._file.stat()
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino

    def _put_aside(self) -> None:
        try:
            with repair.alone(self._file, PATIENCE):
                if self._identity() == self._opened:  # else another window was quicker
                    repair.put_aside(self._file)
        except (sqlite3.Error, OSError) as error:
            raise self._error(Reason.DAMAGED, str(error)) from error

    def _take_in(self, db: sqlite3.Connection) -> None:
        """Bring the marks of files that were put aside into the present one."""
        with repair.alone(self._file, PATIENCE):
            if self._identity() != self._opened:
                raise _ReplacedError  # or they would go into the very file that was put aside
            for aside in repair.unread(self._file):
                found, complete = repair.salvage(aside, self._file)
                db.execute("BEGIN IMMEDIATE")
                marks_table.merge(db, found)
                db.execute("COMMIT")
                self.mended = Mended(repair.set_read(aside), len(found), complete)

    def _explained(self, error: Exception) -> LibraryError:
        return self._error(self._reason(error), str(error))

    def _error(self, reason: Reason, detail: str) -> LibraryError:
        return LibraryError(self._file, reason, _EXPLANATIONS[reason], detail=detail)

    def _reason(self, error: Exception) -> Reason:
        if isinstance(error, NewerError):
            return Reason.UNSUPPORTED
        if _is_damage(error):
            return Reason.DAMAGED
        if _is_passing(error):
            return Reason.BUSY
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
        number = getattr(error, "errno", None)
        if code & 0xFF == sqlite3.SQLITE_FULL or code in _FAILED_WRITES or number in _NO_ROOM:
            return Reason.DISK_FULL
        if code & 0xFF in _FORBIDDEN or number in _NOT_ALLOWED:
            return Reason.NOT_PERMITTED
        if code & 0xFF == sqlite3.SQLITE_CANTOPEN:  # which does not say why
            if not os.access(self._file.parent, os.W_OK) or not os.access(self._file, os.W_OK):
                return Reason.NOT_PERMITTED
            if shutil.disk_usage(self._file.parent).free < _LITTLE_ROOM:
                return Reason.DISK_FULL
        return Reason.UNEXPECTED


def _is_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return isinstance(error, _DamagedError) or code in _DAMAGED


def _is_passing(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return isinstance(error, _ReplacedError) or code in _BUSY


def _data_version(db: sqlite3.Connection) -> int:
    version: int = db.execute("PRAGMA data_version").fetchone()[0]
    return version
