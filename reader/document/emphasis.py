# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The author's emphasis, code and links: how they lie in a block, and which addresses are safe."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, islice, pairwise, takewhile
from urllib.parse import quote, urljoin, urlsplit

from reader.document.article import Article, Inline, InlineKind, Span

#: A longer address is no link that anybody wrote.
ADDRESS_LIMIT = 4000

_ORDER = {kind: number for number, kind in enumerate(InlineKind)}


def safe_address(address: str, base: str = "") -> str:
    """A whole web or mail address without anything unseen in it; nothing for any other.

    Args:
        address: As the source has it.
        base: What a relative one begins from, or nothing.
    """
    # Browsers drop line ends and tabs, and take one slash for the other.
    plain = "".join(address.split("\n")).replace("\r", "").replace("\t", "").strip()
    if plain[:7].lower() != "mailto:":
        plain = plain.replace("\\", "/")
    if not plain or plain.startswith("#") or len(plain) > ADDRESS_LIMIT:
        return ""
    try:
        whole = urljoin(base or "https:", plain) if base or plain.startswith("//") else plain
        parts = urlsplit(whole)
        known = (
            bool(parts.hostname)
            if parts.scheme in {"http", "https"}
            else (parts.scheme == "mailto" and "@" in parts.path)
        )
    except ValueError:
        return ""
    if not known or len(whole) > ADDRESS_LIMIT:
        return ""
    whole = parts.scheme + whole[len(parts.scheme) :]
    return "".join(
        char if char.isprintable() and char not in ' "<>`' else quote(char, errors="replace")
        for char in whole
    )


def tidied(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Each kind's stretches joined where they touch, in order, links and wider ones first.

    No two of a kind overlap; where one link begins inside another, the other ends there.
    """
    found: list[Inline] = []
    for _, group in groupby(sorted(inlines, key=_by_kind), key=lambda item: item.kind):
        kept: list[Inline] = []
        for item in group:
            last = kept[-1] if kept else None
            if last is not None and item.start <= last.end and item.href == last.href:
                kept[-1] = replace(last, end=max(last.end, item.end))
                continue
            if last is not None and item.start < last.end:
                kept[-1:] = [replace(last, end=item.start)] if last.start < item.start else []
            if item.start < item.end:
                kept.append(item)
        found += kept
    return tuple(sorted(found, key=lambda item: (item.start, -item.end, _ORDER[item.kind])))


def _by_kind(item: Inline) -> tuple[int, int, int]:
    return _ORDER[item.kind], item.start, item.end


def styled_runs(inlines: Iterable[Inline], span: Span) -> Iterator[tuple[Span, tuple[Inline, ...]]]:
    """A stretch in runs over which the same emphasis lies, each with what that is."""
    over = [item for item in inlines if item.start < span.end and item.end > span.start]
    edges = {span.start, span.end, *(edge for item in over for edge in (item.start, item.end))}
    inside = sorted(edge for edge in edges if span.start <= edge <= span.end)
    waiting = over[::-1]
    here: list[Inline] = []
    for start, end in pairwise(inside):
        while waiting and waiting[-1].start <= start:
            here.append(waiting.pop())
        here = [item for item in here if item.end > start]
        yield Span(start, end), tuple(here)


def links_in(article: Article, span: Span) -> tuple[Inline, ...]:
    """The links that lie in a stretch, or reach into it, in order."""
    first = bisect_right(article.blocks, span.start, key=lambda block: block.end)
    blocks = takewhile(lambda block: block.start < span.end, islice(article.blocks, first, None))
    return tuple(
        item
        for block in blocks
        for item in block.inlines
        if item.kind is InlineKind.LINK and item.span.overlap(span)
    )
