# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Finds what a few letters may stand for: parts of words, initials, or letters left out between."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# A word of the query is the better found the more it looks like one of the text.
_BEGINNING, _INITIALS, _INSIDE, _SCATTERED = 100, 70, 50, 30
# Letters scattered over more than so many times their number are found by chance.
_SPREAD = 3


@dataclass(frozen=True, slots=True)
class Match:
    """How well a text fits, the higher the better, and which of its characters fit."""

    score: float
    places: frozenset[int]


def matched(query: str, text: str) -> Match | None:
    """Whether every word of a query is in a text, in some way; an empty query fits anything."""
    plain = _plain(text)
    score, places = 0.0, set[int]()
    for word in _plain(query).split():
        found = _found(word, plain)
        if found is None:
            return None
        score += found[0]
        places.update(found[1])
    # Of two that fit as well, the shorter one has less in it that was not asked for.
    return Match(score - len(text) / 100, frozenset(places))


def _found(word: str, text: str) -> tuple[float, Sequence[int]] | None:
    starts = [n for n in range(len(text)) if text[n].isalnum() and _begins(text, n)]
    for start in starts:
        if text.startswith(word, start):
            return _BEGINNING, range(start, start + len(word))
    if len(word) > 1:
        number = "".join(text[start] for start in starts).find(word)
        if number >= 0:
            return _INITIALS, starts[number : number + len(word)]
    inside = text.find(word)
    if inside >= 0:
        return _INSIDE, range(inside, inside + len(word))
    runs = [run for start in starts if (run := _scattered(word, text, start))]
    shortest = min(runs, key=_extent, default=None)
    if shortest is None or _extent(shortest) > _SPREAD * len(word):
        return None
    return _SCATTERED - _extent(shortest) / len(text), shortest


def _scattered(word: str, text: str, start: int) -> list[int]:
    """The first places of the letters of a word from the beginning of another on, if all come."""
    places, at = list[int](), start
    for letter in word:
        at = text.find(letter, at)
        if at < 0 or (not places and at != start):
            return []
        places.append(at)
        at += 1
    return places


def _extent(places: Sequence[int]) -> int:
    return places[-1] - places[0] + 1


def _begins(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()


def _plain(text: str) -> str:
    """A text without case and accents, character for character."""
    return "".join((unicodedata.normalize("NFD", char)[0].lower() or char)[0] for char in text)
