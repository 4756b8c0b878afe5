# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A reader's mark as the library keeps it, and the file in which all of them travel.

A record is the same JSON in the library and in an exported file, in ASCII, so that it can be picked
out of a damaged file by its beginning alone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reader.document.readers_marks import (
    LABELS,
    OWN,
    Act,
    ReadersMark,
    mark_from_dict,
    mark_to_dict,
)

#: How the JSON of every record begins.
BEGINNING = '{"mark":{"id":"'

_DOCUMENT = "slantwise marks"


@dataclass(frozen=True, slots=True)
class Record:
    """A mark with what a list says about it.

    Attributes:
        mark: The reader's mark.
        title: The article's.
        source: The path or address that the article came from.
        changed: When it was last put into a library, as an ISO date and time in UTC.
    """

    mark: ReadersMark
    title: str
    source: str
    changed: str


def now() -> str:
    """The time for `Record.changed`; later ones sort later."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def to_json(record: Record) -> str:
    """The JSON form of a record."""
    return json.dumps(_to_dict(record), separators=(",", ":"))


def from_json(data: str | bytes) -> Record:
    """The record that `to_json` gave.

    Raises:
        ValueError, KeyError, TypeError: The shape is wrong.
    """
    return from_dict(json.loads(data))


def from_dict(data: Mapping[str, Any]) -> Record:
    """The record of parsed JSON.

    Raises:
        ValueError, KeyError, TypeError: The shape is wrong.
    """
    title, source = data["title"], data["source"]
    if not isinstance(title, str) or not isinstance(source, str):
        raise TypeError("an article's title and source must be text")
    changed = datetime.fromisoformat(data["changed"]).astimezone(UTC)
    return Record(
        mark_from_dict(data["mark"]), title, source, changed.isoformat(timespec="microseconds")
    )


def _to_dict(record: Record) -> dict[str, Any]:
    return {
        "mark": mark_to_dict(record.mark),
        "title": record.title,
        "source": record.source,
        "changed": record.changed,
    }


def document(records: Iterable[Record]) -> bytes:
    """The file in which marks travel from one library to another."""
    data = {_DOCUMENT: 1, "marks": [_to_dict(record) for record in records]}
    return json.dumps(data, ensure_ascii=True, indent=1).encode("ascii")


def from_document(data: bytes) -> tuple[Record, ...]:
    """The records that `document` gave.

    Raises:
        ValueError, KeyError, TypeError: It is another file, or of a later version.
    """
    parsed = json.loads(data)
    if parsed[_DOCUMENT] != 1:
        raise ValueError("the marks are of a later version")
    return tuple(from_dict(item) for item in parsed["marks"])


def agreement(marks: Iterable[ReadersMark]) -> dict[Act, tuple[int, int]]:
    """How often the reader said what the machine had said, of how many times, by kind.

    Of several labels of one sentence the last counts. Notes and highlights say nothing of it.
    """
    last: dict[object, ReadersMark] = {}
    for mark in sorted(marks, key=lambda item: (item.made, item.id)):
        place = (mark.anchor.text, mark.anchor.start, mark.anchor.end)
        last[place if mark.act in LABELS else mark.id] = mark
    counted: dict[Act, tuple[int, int]] = {}
    for mark in last.values():
        if mark.act not in OWN:
            agreed, total = counted.get(mark.act, (0, 0))
            counted[mark.act] = (agreed + _agrees(mark), total + 1)
    return counted


def _agrees(mark: ReadersMark) -> bool:
    if mark.act in LABELS:
        return mark.machine == mark.act.value
    if mark.act in {Act.NOT_VIEWPOINT, Act.NOT_LOADED}:
        return not mark.machine
    if mark.act is Act.LOADED:
        return bool(mark.machine)
    if mark.act in {Act.VIEWPOINT, Act.SPEAKER, Act.RENAME, Act.TYPE}:
        return bool(mark.machine) and mark.machine == mark.value
    return False  # whoever merges, splits or strikes out an actor overrules the machine
