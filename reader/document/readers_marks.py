# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the person reading adds or overrules: corrections, notes and highlights of their own.

Plain data, each anchored by the words it is about and never by an id of the analysis, since ids
change with the model. `reader.document.overlay` lays them over an analysis.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from reader.document.anchors import Anchor, Haystack, anchor_from_dict, anchor_to_dict
from reader.document.article import Span


class Act(StrEnum):
    """What the reader says with a mark."""

    OPINION = "opinion"
    """The sentence is its author's opinion."""
    FACTUAL = "factual"
    """The sentence is a report of fact."""
    UNCLEAR = "unclear"
    """The sentence may be either."""
    VIEWPOINT = "viewpoint"
    """The words are a viewpoint of `value`; of somebody unnamed where that is empty."""
    NOT_VIEWPOINT = "not viewpoint"
    """Nobody but the author holds what the words say."""
    SPEAKER = "speaker"
    """The viewpoint that the machine found here is one of `value`."""
    LOADED = "loaded"
    """The words are loaded."""
    NOT_LOADED = "not loaded"
    """The words are not."""
    RENAME = "rename"
    """The actor who is mentioned here is called `value`."""
    MERGE = "merge"
    """The actor who is mentioned here is the one who is mentioned at `other`."""
    SPLIT = "split"
    """The mention is one of somebody else, called `value`."""
    NOT_ACTOR = "not actor"
    """What is mentioned here is nobody."""
    TYPE = "type"
    """The actor who is mentioned here is of the type `value`."""
    NOTE = "note"
    """`value` is what the reader notes about the words."""
    HIGHLIGHT = "highlight"
    """The reader wants to find the words again."""


#: What is said of a sentence, of which only the last holds.
LABELS = frozenset({Act.OPINION, Act.FACTUAL, Act.UNCLEAR})

#: What is the reader's own and contradicts nothing.
OWN = frozenset({Act.NOTE, Act.HIGHLIGHT})

#: What is said of an actor.
OF_ACTORS = frozenset({Act.RENAME, Act.MERGE, Act.SPLIT, Act.NOT_ACTOR, Act.TYPE})


@dataclass(frozen=True, slots=True)
class ReadersMark:
    """One mark of the reader's.

    Attributes:
        id: A UUID; two computers never give the same.
        act: What it says.
        anchor: The words it is about.
        value: A name, a type or a note; see `Act`.
        tags: The reader's own words to find it by.
        other: The second place, of a merge.
        machine: What the machine said there when it was made: a label, the name of a speaker, a
            type; empty where it said nothing of the kind.
        made: When, as an ISO date and time in UTC.
    """

    id: str
    act: Act
    anchor: Anchor
    value: str = ""
    machine: str = ""
    tags: tuple[str, ...] = ()
    other: Anchor | None = None
    made: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A reader's mark in the text at hand; `other` is the second place of a merge."""

    mark: ReadersMark
    span: Span
    other: Span | None = None


def new_mark(
    act: Act,
    anchor: Anchor,
    *,
    value: str = "",
    machine: str = "",
    tags: Iterable[str] = (),
    other: Anchor | None = None,
) -> ReadersMark:
    """A mark made now."""
    made = datetime.now(UTC).isoformat(timespec="microseconds")
    return ReadersMark(str(uuid.uuid4()), act, anchor, value, machine, tuple(tags), other, made)


def with_note(mark: ReadersMark, value: str, tags: Iterable[str]) -> ReadersMark:
    """The mark with another note and other tags; it stays the same mark."""
    return replace(mark, value=value, tags=tuple(tags))


def place(
    marks: Iterable[ReadersMark], text: str
) -> tuple[tuple[Placed, ...], tuple[ReadersMark, ...]]:
    """Find the marks' words in a text: those found, in the order made, and those that are lost."""
    haystack = Haystack(text)
    placed: list[Placed] = []
    lost: list[ReadersMark] = []
    for mark in sorted(marks, key=lambda item: (item.made, item.id)):
        span = haystack.find(mark.anchor)
        other = haystack.find(mark.other) if mark.other else None
        if span is None or (mark.other and other is None):
            lost.append(mark)
        else:
            placed.append(Placed(mark, span, other))
    return tuple(placed), tuple(lost)


def mark_to_dict(mark: ReadersMark) -> dict[str, Any]:
    """The JSON form of a mark; `tags` and `other` only where there are any."""
    data: dict[str, Any] = {
        "id": mark.id,
        "act": mark.act.value,
        "anchor": anchor_to_dict(mark.anchor),
        "value": mark.value,
        "machine": mark.machine,
        "made": mark.made,
    }
    if mark.tags:
        data["tags"] = list(mark.tags)
    if mark.other is not None:
        data["other"] = anchor_to_dict(mark.other)
    return data


def mark_from_dict(data: Mapping[str, Any]) -> ReadersMark:
    """The mark that `mark_to_dict` gave.

    Raises:
        ValueError, KeyError, TypeError: The shape is wrong, or the act unknown.
    """
    texts = (data["id"], data["value"], data["machine"], data["made"], *data.get("tags", ()))
    if not all(isinstance(item, str) for item in texts):
        raise TypeError("a mark's words must be text")
    other = data.get("other")
    return ReadersMark(
        data["id"],
        Act(data["act"]),
        anchor_from_dict(data["anchor"]),
        data["value"],
        data["machine"],
        tuple(data.get("tags", ())),
        None if other is None else anchor_from_dict(other),
        data["made"],
    )
