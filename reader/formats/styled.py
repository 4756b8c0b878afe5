# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Text with its author's emphasis, code and links, while a loader puts it together.

White space is tidied on the way to an article, paragraphs are joined and divided, and numbers are
put before them; letters stay. So the places of emphasis are counted in letters (whatever is kept
and is no white space) until the text is laid out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, takewhile

from reader.document.article import Inline, InlineKind
from reader.document.emphasis import safe_address, tidied

#: Controls, zero-width spaces, soft hyphens, byte-order marks and directional overrides that could
#: make a text read differently from what it is.
UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_UNCOUNTED = re.compile(f"{UNWANTED.pattern}|[\udc00-\udfff]")
_WORD = re.compile(r"\S+")
# A shorter text that is not where it should be is not looked for everywhere.
_TELLING = 20


def letters(text: str) -> int:
    """How many characters count: neither white space nor what `clean` takes out.

    Of one that is written as two halves, which may be in two pieces, the first does.
    """
    words = "".join(text.split())
    # All that is not counted is unprintable, which is told much faster.
    return len(words if words.isprintable() else _UNCOUNTED.sub("", words))


@dataclass(frozen=True, slots=True)
class Styled:
    """Text and what is emphasised in it.

    Attributes:
        inlines: Their starts and ends are counted in letters of the text.
    """

    text: str
    inlines: tuple[Inline, ...] = ()

    def reworded(self, text: str) -> "Styled":
        """The same words with other white space between them, or something put before them."""
        if not self.inlines:
            return Styled(text)
        return Styled(text, _moved(self.inlines, letters(text) - letters(self.text)))

    def without(self, pattern: re.Pattern[str]) -> "Styled":
        """What is left where everything that matches is taken out."""
        text = pattern.sub("", self.text)
        if not self.inlines or text == self.text:
            return Styled(text, self.inlines)
        gone = [
            (letters(self.text[: match.start()]), letters(match.group()))
            for match in pattern.finditer(self.text)
        ]

        def left(place: int) -> int:
            return place - sum(min(max(place - start, 0), length) for start, length in gone)

        return Styled(
            text,
            tuple(
                replace(item, start=left(item.start), end=left(item.end)) for item in self.inlines
            ),
        )


def joined(separator: str, parts: Iterable[Styled]) -> Styled:
    """Several texts as one."""
    parts = list(parts)
    text = separator.join(part.text for part in parts)
    if not any(part.inlines for part in parts):
        return Styled(text)
    between, place = letters(separator), 0
    inlines: list[Inline] = []
    for part in parts:
        inlines += _moved(part.inlines, place)
        place += letters(part.text) + between
    return Styled(text, tuple(inlines))


def divided(styled: Styled, pieces: Sequence[str]) -> list[Styled]:
    """The texts that together are the letters of one, each with its part of the emphasis."""
    if not styled.inlines:
        return [Styled(piece) for piece in pieces]
    kinds = _by_kind(styled.inlines)
    found, place = [], 0
    for piece in pieces:
        end = place + letters(piece)
        found.append(Styled(piece, _between(kinds, place, end)))
        place = end
    return found


def found_again(styled: Styled, texts: Iterable[str]) -> Iterator[Styled]:
    """Clean texts that were taken out of one, mostly in order, each with its emphasis there."""
    whole = UNWANTED.sub("", "".join(styled.text.split()))
    kinds = _by_kind(styled.inlines)
    place = 0
    for text in texts:
        words = "".join(text.split())
        start = whole.find(words, place)
        start = whole.find(words) if start < 0 and len(words) >= _TELLING else start
        if start < 0:
            yield Styled(text)
            continue
        place = start + len(words)
        yield Styled(text, _between(kinds, start, place))


def _by_kind(inlines: Iterable[Inline]) -> list[list[Inline]]:
    tidy = tidied(inlines)
    return [[item for item in tidy if item.kind is kind] for kind in InlineKind]


def _between(kinds: list[list[Inline]], start: int, end: int) -> tuple[Inline, ...]:
    """What of some emphasis lies in a stretch, counted from its start."""
    inside: list[Inline] = []
    for items in kinds:
        # Those of a kind do not overlap.
        first = bisect_right(items, start, key=lambda item: item.end)
        inside += takewhile(lambda item: item.start < end, islice(items, first, None))
    return tuple(
        replace(item, start=max(item.start, start) - start, end=min(item.end, end) - start)
        for item in inside
    )


def placed(styled: Styled, start: int) -> tuple[Inline, ...]:
    """What is emphasised in a text that begins at an offset, by offsets; the text is clean."""
    if not styled.inlines:
        return ()
    # Where each word begins, in letters and in the text.
    words = [match.span() for match in _WORD.finditer(styled.text)]
    counts = [0, *accumulate(end - begin for begin, end in words)]

    def at(letter: int) -> int:
        word = bisect_right(counts, letter) - 1
        return start + words[word][0] + letter - counts[word]

    return tuple(
        replace(item, start=at(item.start), end=at(min(item.end, counts[-1]) - 1) + 1)
        for item in tidied(styled.inlines)
        if item.start < counts[-1]
    )


def _moved(inlines: Sequence[Inline], by: int) -> tuple[Inline, ...]:
    return tuple(replace(item, start=item.start + by, end=item.end + by) for item in inlines)


class Words:
    """Text that grows piece by piece, with what is emphasised in it."""

    def __init__(self, base: str = "") -> None:
        """Addresses of links are relative to `base`."""
        self._base = base
        self._before = Styled("")
        self._pieces: list[str] = []
        self._marked: list[tuple[InlineKind, int, int, str]] = []

    def __bool__(self) -> bool:
        return bool(self._before.text or self._pieces)

    @property
    def text(self) -> str:
        """All of it so far."""
        return self._before.text + "".join(self._pieces)

    @property
    def place(self) -> int:
        """How many pieces there are, for `emphasise`."""
        return len(self._pieces)

    def add(self, text: str | None) -> None:
        """Go on with a piece."""
        if text:
            self._pieces.append(text)

    def resume(self, styled: Styled) -> None:
        """Go on from what was taken, since more belongs to it."""
        self._before = styled

    def emphasise(self, kind: InlineKind, since: int, address: str | None = None) -> None:
        """Emphasise all since a place; a link that leads nowhere safe stays plain text."""
        href = safe_address(address or "", self._base) if kind is InlineKind.LINK else ""
        if since < len(self._pieces) and (href or kind is not InlineKind.LINK):
            self._marked.append((kind, since, len(self._pieces), href))

    def take(self) -> Styled:
        """All of it; what comes next begins anew."""
        before, pieces, marked = self._before, self._pieces, self._marked
        self._before, self._pieces, self._marked = Styled(""), [], []
        if not marked:
            return joined("", (before, Styled("".join(pieces))))
        counts = [0, *accumulate(map(letters, pieces))]
        inlines = (
            Inline(kind, counts[start], counts[end], href) for kind, start, end, href in marked
        )
        seen = tuple(item for item in inlines if item.start < item.end)
        return joined("", (before, Styled("".join(pieces), seen)))
