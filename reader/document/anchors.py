# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Where in a text something stands, said so that it is found again when the text has changed.

The W3C's TextPositionSelector and TextQuoteSelector together: offsets for the text as it was, the
quoted words and what stood around them for any other.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any

from reader.document.article import Span

#: So many code points on either side tell one of several equal quotations from the others.
AROUND = 32


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a text.

    Attributes:
        text: The SHA-256 of the text in which it was made, in hexadecimal.
        start: In code points of that text.
        end: Likewise; the place is half-open.
        exact: The words there.
        prefix: Up to `AROUND` code points before them.
        suffix: Up to `AROUND` code points after them.
    """

    text: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal; the same text has the same, whatever its file."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def anchored(text: str, span: Span, *, sha256: str = "") -> Anchor:
    """The anchor of a stretch of a text.

    Args:
        text: The whole text.
        span: The stretch.
        sha256: The text's digest, where it is known already.
    """
    return Anchor(
        sha256 or digest(text),
        span.start,
        span.end,
        text[span.start : span.end],
        text[max(0, span.start - AROUND) : span.start],
        text[span.end : span.end + AROUND],
    )


class Haystack:
    """A text in which anchors are looked for; what that needs is worked out once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sha256 = digest(text)

    def find(self, anchor: Anchor) -> Span | None:
        """Where an anchor's words stand, or None where they no longer do.

        In another text than the anchor's own, the words must stand there as they were, but for
        white space; of several places the one with the likest surroundings is taken, then the
        nearest.
        """
        there = Span(anchor.start, anchor.end)
        same = anchor.text == self.sha256
        if same and self.text[anchor.start : anchor.end] == anchor.exact:
            return there
        places = list(self._places(anchor.exact))
        if not places:
            return None
        return max(
            places,
            key=lambda place: (self._likeness(anchor, place), -abs(place.start - anchor.start)),
        )

    def _places(self, exact: str) -> Iterator[Span]:
        words = "".join(exact.split())
        if not words:
            return
        # A text that was broken into other lines still holds the words.
        bare, offsets = self._bare
        start = bare.find(words)
        while start >= 0:
            yield Span(offsets[start], offsets[start + len(words) - 1] + 1)
            start = bare.find(words, start + 1)

    @cached_property
    def _bare(self) -> tuple[str, list[int]]:
        """The text without its white space, and where in the text each character of it stands."""
        offsets = [index for index, char in enumerate(self.text) if not char.isspace()]
        return "".join(self.text.split()), offsets

    def _likeness(self, anchor: Anchor, place: Span) -> int:
        """How many characters next to the place are what stood next to the words."""
        before = self.text[max(0, place.start - AROUND) : place.start]
        after = self.text[place.end : place.end + AROUND]
        return _shared(before[::-1], anchor.prefix[::-1]) + _shared(after, anchor.suffix)


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginnings, but for white space."""
    pairs = zip("".join(one.split()), "".join(other.split()), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def anchor_to_dict(anchor: Anchor) -> dict[str, Any]:
    """The JSON form of an anchor: two selectors of the W3C Web Annotation model, and the digest."""
    return {
        "text": anchor.text,
        "position": {
            "type": "TextPositionSelector",
            "start": anchor.start,
            "end": anchor.end,
        },
        "quote": {
            "type": "TextQuoteSelector",
            "exact": anchor.exact,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
        },
    }


def anchor_from_dict(data: Mapping[str, Any]) -> Anchor:
    """The anchor that `anchor_to_dict` gave.

    Raises:
        ValueError, KeyError, TypeError: The shape is wrong.
    """
    position, quote = data["position"], data["quote"]
    texts = (data["text"], quote["exact"], quote["prefix"], quote["suffix"])
    numbers = (position["start"], position["end"])
    if not all(isinstance(item, str) for item in texts):
        raise TypeError("an anchor's words must be text")
    if not all(type(item) is int for item in numbers) or not 0 <= numbers[0] <= numbers[1]:
        raise ValueError("an anchor's offsets must be whole numbers in order")
    return Anchor(texts[0], *numbers, *texts[1:])
