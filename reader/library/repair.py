# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Puts a damaged library aside and reads out of it whatever is left of the reader's marks.

A file that was put aside has `.unread` in its name until its marks are in the new library, so that
a program that is stopped in between goes on where it was.
"""

import json
import logging
import mmap
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from reader.library import migrations, records
from reader.library.records import Record

_log = logging.getLogger(__name__)

_SIDECARS = ("-wal", "-shm", "")  # the library's own name last: with it the rest is in place
_LARGEST_PAGE = 65536
_BEGINNING = re.compile(re.escape(records.BEGINNING.encode("ascii")))


@contextmanager
def alone(file: Path, patience: float) -> Iterator[None]:
    """Keep other windows from repairing at the same time; the lock goes with the process."""
    lock = file.with_suffix(".lock")
    with closing(sqlite3.connect(lock, timeout=patience, isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        yield


def put_aside(file: Path) -> None:
    """Give a damaged library, which nobody has open here, another name."""
    aside = file.with_name(f"{file.stem}.damaged-{time.time_ns()}.unread{file.suffix}")
    _move(file, aside)
    _log.warning("the library was damaged; it was put aside as %s", aside.name)


def unread(file: Path) -> list[Path]:
    """The files that were put aside and whose marks are not in the new library yet."""
    return sorted(file.parent.glob(f"{file.stem}.damaged-*.unread{file.suffix}"))


def set_read(aside: Path) -> Path:
    """Say that a file's marks are in the new library; gives its name from now on."""
    read = aside.with_name(aside.name.replace(".unread", ""))
    _move(aside, read)
    return read


def _move(old: Path, new: Path) -> None:
    for sidecar in _SIDECARS:
        with suppress(FileNotFoundError):
            old.with_name(old.name + sidecar).replace(new.with_name(new.name + sidecar))


def salvage(aside: Path, file: Path) -> tuple[tuple[Record, ...], bool]:
    """All marks that can be read out of a damaged file.

    Where a part of it cannot be read, marks of the last copy before a migration are among them, and
    some that were removed a short while ago may be.

    Args:
        aside: The damaged file.
        file: The library that it was.

    Returns:
        The marks and whether that is certainly all of them.
    """
    found: dict[str, Record] = {}
    complete = _read_rows(aside, found)
    if not complete:
        for part in (aside, aside.with_name(aside.name + "-wal")):
            _carve(part, found)
        for copy in migrations.copies(file):
            _read_rows(copy, found)
    return tuple(found.values()), complete


def _read_rows(file: Path, found: dict[str, Record]) -> bool:
    """Read the table of marks from its beginning, or as far as that goes from both its ends."""
    for direction in ("ASC", "DESC"):
        try:
            with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
                db.text_factory = bytes  # a damaged row may hold anything
                if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'marks'").fetchone():
                    return True
                query = f"SELECT record FROM marks NOT INDEXED ORDER BY rowid {direction}"  # noqa: S608 # one of two words
                # Every row must be tried, so no all() that stops at the first bad one.
                return not [row for (row,) in db.execute(query) if not _keep(row, found)]
        except sqlite3.Error as error:
            _log.warning("%s cannot be read to its end: %s", file.name, error)
    return False


def _carve(file: Path, found: dict[str, Record]) -> None:
    """Look for records in the bytes of a file, whatever the database says about them."""
    with (
        suppress(OSError, ValueError),  # there is none, or an empty one
        file.open("rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        for match in _BEGINNING.finditer(data):
            _keep(data[match.start() : match.start() + _LARGEST_PAGE], found)


def _keep(data: bytes, found: dict[str, Record]) -> bool:
    """Add the record that the bytes begin with, unless a later one is there or it is unreadable."""
    try:
        parsed, _ = json.JSONDecoder().raw_decode(data.decode("latin-1"))
        record = records.from_dict(parsed)
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    known = found.get(record.mark.id)
    if known is None or known.changed < record.changed:
        found[record.mark.id] = record
    return True
