# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How a Word document counts its lists: which definition a paragraph follows, and how far it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.formats.safe.xml import attribute, child, descendants
from reader.formats.structure.numbering import whole_number, written

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLES = {
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: where it starts, how it counts and what it writes."""

    start: int
    style: str | None
    text: str


class Numbering:
    """Counts the items of all lists of a document, in the order in which they are asked for."""

    def __init__(self, root: "_Element | None") -> None:
        self._abstract: dict[str, str] = {}
        self._levels: dict[str, Mapping[int, _Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: "_Element") -> None:
        for definition in descendants(root, "abstractNum"):
            name = attribute(definition, "abstractNumId") or ""
            self._levels[name] = {
                whole_number(attribute(level, "ilvl"), 0): _Level(
                    whole_number(attribute(child(level, "start"), "val"), 1),
                    _STYLES.get(attribute(child(level, "numFmt"), "val") or ""),
                    attribute(child(level, "lvlText"), "val") or "",
                )
                for level in descendants(definition, "lvl")
            }
        for number in descendants(root, "num"):
            name = attribute(number, "numId") or ""
            self._abstract[name] = attribute(child(number, "abstractNumId"), "val") or ""
            self._restarts[name] = {
                whole_number(attribute(override, "ilvl"), 0): whole_number(value, 1)
                for override in descendants(number, "lvlOverride")
                if (value := attribute(child(override, "startOverride"), "val"))
            }

    def number(self, list_id: str, depth: int) -> str:
        """The number of the next item of a list at a depth from 0; empty where it has a bullet."""
        abstract = self._abstract.get(list_id, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        restart = self._restarts[list_id].pop(depth, None)
        if restart is not None:
            counts[depth] = restart
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.style is None:
            return ""

        def count(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            of = levels.get(place, level)
            return written(counts.get(place, of.start), of.style or "1")

        return _PLACE.sub(count, level.text).strip()
