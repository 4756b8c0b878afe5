# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A page of the file that an article was read from, as it looks, and where the words stand on it.

Places are in points from the page's top left corner, as the page is shown: cropped and turned.
"""

from dataclasses import dataclass

from reader.document.article import Article


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of the article, or a part of it, on the page; several where a line divides it."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """How a page looks.

    Attributes:
        page: Its number in the file, from 1.
        pages: How many there are.
        width: In points.
        height: In points.
        columns: The width in pixels.
        rows: The height in pixels.
        pixels: Four bytes each, blue, green, red and one that says nothing.
        words: In the article's order; those that were found.
    """

    page: int
    pages: int
    width: float
    height: float
    columns: int
    rows: int
    pixels: bytes
    words: tuple[PlacedWord, ...]


def has_pages(article: Article) -> bool:
    """Whether the article was read from pages that can be drawn."""
    return article.format == "pdf" and any(block.areas for block in article.blocks)
