# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The table of the reader's marks: rows in, rows out, in whatever transaction the caller has."""

import logging
import sqlite3
from collections.abc import Iterable

from reader.library import records
from reader.library.records import Record

_log = logging.getLogger(__name__)


def storable(text: str) -> str | bytes:
    """What SQLite can keep of a text, which may hold the odd bytes of a file's name."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def restored(kept: str | bytes) -> str:
    """The text of which `storable` gave this."""
    return kept if isinstance(kept, str) else kept.decode("utf-8", "surrogatepass")


def put(db: sqlite3.Connection, wanted: Iterable[Record]) -> None:
    """Keep records, over any of the same id."""
    statement = (
        "INSERT INTO marks VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "text = excluded.text, source = excluded.source, changed = excluded.changed, "
        "record = excluded.record"
    )
    db.executemany(statement, map(_row, wanted))


def merge(db: sqlite3.Connection, wanted: Iterable[Record]) -> int:
    """Keep the records that are new or newer than what is there; gives how many those are."""
    newer = []
    for record in wanted:
        query = "SELECT changed FROM marks WHERE id = ?"
        there = db.execute(query, (storable(record.mark.id),)).fetchone()
        if there is None or there[0] < record.changed:
            newer.append(record)
    put(db, newer)
    return len(newer)


def remove(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Forget marks."""
    db.executemany("DELETE FROM marks WHERE id = ?", ((storable(item),) for item in ids))


def of_text(db: sqlite3.Connection, sha256: str) -> tuple[Record, ...]:
    """The marks that were made in a text."""
    query = "SELECT record FROM marks WHERE text = ? ORDER BY rowid"
    return _records(db.execute(query, (storable(sha256),)))


def of_text_or_source(db: sqlite3.Connection, sha256: str, source: str) -> tuple[Record, ...]:
    """Those, and the ones that were made in whatever else came from the same source."""
    query = (
        "SELECT record FROM marks WHERE text = ? OR (source = ? AND source != '') ORDER BY rowid"
    )
    return _records(db.execute(query, (storable(sha256), storable(source))))


def all_of_them(db: sqlite3.Connection) -> tuple[Record, ...]:
    """Every mark."""
    return _records(db.execute("SELECT record FROM marks ORDER BY rowid"))


def _row(record: Record) -> tuple[str | bytes, ...]:
    texts = (record.mark.id, record.mark.anchor.text, record.source)
    return (*map(storable, texts), record.changed, records.to_json(record))


def _records(rows: Iterable[tuple[str]]) -> tuple[Record, ...]:
    found = []
    for (data,) in rows:
        try:
            found.append(records.from_json(data))
        except (ValueError, KeyError, TypeError):
            # It stays where it is: a later version of the program may know what it says.
            _log.warning("a reader's mark in the library cannot be read and is left alone")
    return tuple(found)
