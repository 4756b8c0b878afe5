# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the library file holds, version by version, and how an older file becomes a newer one.

A file without a version is one of before there were any: recent files and analyses only.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

#: The statements that lead from each version to the next; never changed once released.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE IF NOT EXISTS recent (path TEXT PRIMARY KEY, opened REAL NOT NULL)",
        "CREATE TABLE IF NOT EXISTS analyses "
        "(key TEXT PRIMARY KEY, used REAL NOT NULL, data BLOB NOT NULL)",
        "ALTER TABLE recent ADD COLUMN title TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE recent ADD COLUMN place TEXT NOT NULL DEFAULT '{}'",
        # `record` says everything; the columns beside it are what is searched by.
        "CREATE TABLE marks (id TEXT PRIMARY KEY, text TEXT NOT NULL, source TEXT NOT NULL, "
        "changed TEXT NOT NULL, record TEXT NOT NULL)",
        "CREATE INDEX marks_by_text ON marks (text)",
        "CREATE INDEX marks_by_source ON marks (source)",
    ),
)

VERSION = len(MIGRATIONS)


class NewerError(Exception):
    """A later version of the program has written the file."""


def migrate(db: sqlite3.Connection, file: Path) -> None:
    """Bring an open library to the present version: all of the way or not at all.

    What the file was before is kept beside it as `copies` finds it.

    Raises:
        NewerError: It is of a later version, and left alone.
        sqlite3.Error, OSError: It could not be done; the connection is of no use then.
    """
    if _version(db) == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")
    version = _version(db)  # another window may have been quicker
    if version > VERSION:
        raise NewerError(f"version {version}; this program knows {VERSION}")
    if version < VERSION and db.execute("SELECT 1 FROM sqlite_master").fetchone():
        _copy(file, version)
    for statements in MIGRATIONS[version:]:
        for statement in statements:
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")


def copies(file: Path) -> list[Path]:
    """The copies of a library that were made before migrations."""
    return sorted(file.parent.glob(f"{file.stem}.version-*{file.suffix}"))


def _version(db: sqlite3.Connection) -> int:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def _copy(file: Path, version: int) -> None:
    """Copy the file as it was last committed, whole or not at all; only the last copy is kept."""
    earlier = copies(file)
    target = file.with_name(f"{file.stem}.version-{version}{file.suffix}")
    unfinished = target.with_suffix(".tmp")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
    unfinished.replace(target)
    for path in earlier:
        if path != target:
            path.unlink(missing_ok=True)
