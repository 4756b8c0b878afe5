# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Draws the pages of a PDF and says where the words of the article stand on them."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.document import Area, Article, Block, BlockKind, Span
from reader.document.page_picture import PagePicture, PlacedWord
from reader.errors import OpenError, Reason

if TYPE_CHECKING:
    import pypdfium2

#: A page is never drawn with more pixels, whatever size it says it has or is asked for.
PIXEL_LIMIT = 12_000_000
_WORD = re.compile(r"\S+")


class PageDrawer:
    """Draws pages; the file that was drawn from last stays open."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._document: pypdfium2.PdfDocument | None = None
        self._data = b""

    def draw(self, request: dict[str, Any]) -> PagePicture:
        """Draw a page as a message asks for it.

        Raises:
            OpenError: The file is gone, not what was read, or the page cannot be drawn.
        """
        import pypdfium2

        path, password = Path(request["path"]), request["password"]
        try:
            document = self._opened(path, password, request["sha256"])
            number = int(request["page"]) - 1
            if not 0 <= number < len(document):
                raise _undrawn(path, f"page {number + 1} of {len(document)}")
            page = document[number]
            try:
                shown = _Shown(page)
                columns, rows, pixels = _drawn(page, int(request["columns"]))
            finally:
                page.close()
            words = _words(self._data, password, request["blocks"], number, shown)
        except pypdfium2.PdfiumError as error:
            raise _undrawn(path, str(error)) from error
        return PagePicture(
            number + 1,
            len(document),
            shown.width,
            shown.height,
            columns,
            rows,
            pixels,
            tuple(words),
        )

    def _opened(
        self, path: Path, password: str | None, sha256: str | None
    ) -> "pypdfium2.PdfDocument":
        """The document, if the file is still the one with this SHA-256; None: whatever it is."""
        import pypdfium2

        from reader import formats

        key: tuple[object, ...] = ()
        try:
            status = path.stat()
            key = (path, password, status.st_size, status.st_mtime_ns, status.st_ino)
        except (OSError, ValueError):
            self.close()
        if self._document is not None and key == self._key:
            return self._document
        self.close()
        data, name, read = formats.source_of(path, password=password)
        if sha256 is not None and read != sha256:
            raise OpenError(
                path,
                Reason.NOT_FOUND,
                "The file has changed since it was opened; reload it to see its pages.",
            )
        if name != "pdf":
            raise OpenError(
                path, Reason.UNSUPPORTED, "The file is no PDF, so it has no pages to show."
            )
        self._document, self._data, self._key = pypdfium2.PdfDocument(data, password), data, key
        return self._document

    def close(self) -> None:
        """Let go of the file."""
        if self._document is not None:
            self._document.close()
        self._document, self._data, self._key = None, b"", ()


class _Shown:
    """How a page is shown: its size in points, and where a point of its own space lies then."""

    def __init__(self, page: "pypdfium2.PdfPage") -> None:
        self._bounds = page.get_bbox()
        self._turns = page.get_rotation() // 90 % 4
        left, bottom, right, top = self._bounds
        sides = max(1.0, right - left), max(1.0, top - bottom)
        self.width, self.height = sides[::-1] if self._turns % 2 else sides

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point lies, from the top left corner."""
        start, low, end, high = self._bounds
        return (
            (x - start, high - y),
            (y - low, x - start),
            (end - x, y - low),
            (high - y, end - x),
        )[self._turns]


def _drawn(page: "pypdfium2.PdfPage", columns: int) -> tuple[int, int, bytes]:
    """Columns, rows and pixels of a page, about so many columns wide."""
    width, height = (max(1.0, side) for side in page.get_size())
    scale = min(max(1, columns) / width, (PIXEL_LIMIT / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    try:
        row, raw = bitmap.width * 4, bytes(bitmap.buffer)
        if bitmap.stride != row:
            starts = range(0, len(raw), bitmap.stride)
            raw = b"".join(raw[start : start + row] for start in starts)
        return bitmap.width, bitmap.height, raw
    finally:
        bitmap.close()


def _words(
    data: bytes,
    password: str | None,
    blocks: Sequence[Sequence[Any]],
    number: int,
    shown: _Shown,
) -> Iterator[PlacedWord]:
    """Where the words of blocks stand on a page.

    Args:
        data: The file. It is opened once more, for turning a page to read it changes it.
        password: The one that opens it.
        blocks: Of each its start, its words, and the areas it stands in.
        number: The page's, from 0.
        shown: How it is shown.
    """
    import pypdfium2

    from reader.export.pdf_places import Places

    if not blocks:
        return
    text, made, starts = "", [], []
    for start, words, areas in blocks:
        made.append(
            Block(
                BlockKind.PARAGRAPH,
                len(text),
                len(text) + len(words),
                areas=tuple(Area(int(area[0]), *map(float, area[1:])) for area in areas),
            )
        )
        starts.append(int(start) - len(text))
        text += f"{words}\n\n"
    document = pypdfium2.PdfDocument(data, password)
    try:
        places = Places(document, Article(text, tuple(made)))
        for block, shift in zip(made, starts, strict=True):
            for match in _WORD.finditer(text, block.start, block.end):
                for quad in places.quads(Span(*match.span())):
                    if quad.page != number:
                        continue
                    corners = [shown.at(*quad.corners[i : i + 2]) for i in range(0, 8, 2)]
                    across, down = zip(*corners, strict=True)
                    box = min(across), min(down), max(across), max(down)
                    yield PlacedWord(match.start() + shift, match.end() + shift, *box)
    finally:
        document.close()


def _undrawn(path: Path, detail: str) -> OpenError:
    return OpenError(
        path,
        Reason.DAMAGED,
        "This page cannot be drawn; it is damaged or of an unusual kind.",
        detail=detail,
    )
