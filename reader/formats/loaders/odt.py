# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""OpenDocument text: headings, lists, tables and footnotes; tracked changes as accepted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.document.article import BlockKind, InlineKind
from reader.errors import OpenError, Reason
from reader.formats.draft import Draft, clean
from reader.formats.loaders.office import (
    cell_text,
    is_code_style,
    kind_of_style,
    read_table,
    take_properties,
)
from reader.formats.safe.archive import Archive, damaged
from reader.formats.safe.xml import ancestors, attribute, child, descendants, local, parse_xml
from reader.formats.structure.numbering import numbered, whole_number, written
from reader.formats.structure.pictures import add_picture, picture_text
from reader.formats.styled import Styled, Words, joined

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset(
    {
        "tracked-changes",
        "annotation",
        "annotation-end",
        "note",
        "forms",
        "sequence-decls",
        "image",
        "ruby-text",
    }
)
_INDEXES = frozenset(
    {
        "table-of-content",
        "alphabetical-index",
        "illustration-index",
        "table-index",
        "user-index",
        "object-index",
    }
)


def load(data: bytes) -> Draft:
    """Read an OpenDocument text."""
    archive = Archive(data)
    if "META-INF/manifest.xml" in archive:
        manifest = parse_xml(archive.read("META-INF/manifest.xml"))
        if next(descendants(manifest, "encryption-data"), None) is not None:
            raise OpenError(
                None,
                Reason.ENCRYPTED,
                "The document is encrypted and cannot be opened here, not even with its password; "
                "open it in the program it was written with and save a copy without a password.",
            )
    root = parse_xml(archive.read("content.xml"))
    body = child(root, "body", "text")
    if body is None:
        raise damaged("no text")
    reader = _Reader(root, archive)
    take_properties(reader.draft, archive, "meta.xml")
    reader.read(body)
    return reader.draft


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a numbered list."""

    start: int
    style: str
    before: str
    after: str

    def written(self, number: int) -> str:
        return f"{self.before}{written(number, self.style)}{self.after}".strip()


class _Reader:
    """Reads the body of one document into a draft."""

    def __init__(self, root: "_Element", archive: Archive) -> None:
        self.draft = Draft()
        self._archive = archive
        self._parents: dict[str, str] = {}
        self._weights: dict[str, str] = {}
        self._slants: dict[str, str] = {}
        self._notes: list[Styled] = []
        # By the name of the list's style and the depth from 1.
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._lists: list[str] = []
        self._number = ""
        roots = [root]
        if "styles.xml" in archive:
            roots.append(parse_xml(archive.read("styles.xml")))
        for part in roots:
            for style in descendants(part, "style"):
                own, parent = attribute(style, "name"), attribute(style, "parent-style-name")
                if own and parent:
                    self._parents[own] = parent
                weight = attribute(child(style, "text-properties"), "font-weight")
                if own and weight:
                    self._weights[own] = weight
                slant = attribute(child(style, "text-properties"), "font-style")
                if own and slant:
                    self._slants[own] = slant
            for style in descendants(part, "list-style"):
                self._read_list_style(style)

    def _read_list_style(self, style: "_Element") -> None:
        for level in descendants(style, "list-level-style-number"):
            form = attribute(level, "num-format")
            if form:
                place = attribute(style, "name") or "", whole_number(attribute(level, "level"), 1)
                self._levels[place] = _Level(
                    whole_number(attribute(level, "start-value"), 1),
                    form,
                    attribute(level, "num-prefix") or "",
                    attribute(level, "num-suffix") or "",
                )

    def read(self, body: "_Element") -> None:
        self._read_blocks(body)
        for number, note in enumerate(self._notes, start=1):
            said = note.reworded(f"{number}. {note.text}")
            self.draft.add(BlockKind.NOTE, said, settled=True)

    def _read_blocks(self, parent: "_Element", *, depth: int = 0, index: bool = False) -> None:
        for node in parent:
            tag = local(node)
            if tag in _SKIPPED:
                continue
            if tag == "h":
                level = attribute(node, "outline-level") or "1"
                kind = self._style_kind(node)
                if kind is not BlockKind.TITLE:
                    kind = BlockKind.BOILERPLATE if index else BlockKind.HEADING
                self._add(node, kind, int(level) if level.isdigit() else 1)
            elif tag == "p":
                kind = BlockKind.BOILERPLATE if index else self._style_kind(node)
                listed = BlockKind.LIST_ITEM if depth else BlockKind.PARAGRAPH
                self._add(node, kind or listed, depth)
            elif tag == "list":
                self._read_list(node, depth=depth + 1, index=index)
            elif tag == "table":
                self._read_table(node)
            elif tag == "frame":
                self._add_picture(node)
                self._read_blocks(node, depth=depth, index=index)
            elif tag in _INDEXES:
                self._read_blocks(node, index=True)
            else:
                self._read_blocks(node, depth=depth, index=index)

    def _read_list(self, node: "_Element", *, depth: int, index: bool) -> None:
        name = attribute(node, "style-name") or (self._lists[-1] if self._lists else "")
        self._lists.append(name)
        level = self._levels.get((name, depth))
        first = level.start if level else 1
        if attribute(node, "continue-numbering") == "true" or attribute(node, "continue-list"):
            first = self._counts.get((name, depth), first)
        self._counts[name, depth] = first
        for item in node:
            if local(item) == "list-item":
                number = whole_number(attribute(item, "start-value"), self._counts[name, depth])
                self._counts[name, depth] = number + 1
                self._number = level.written(number) if level else ""
            self._read_blocks(item, depth=depth, index=index)
            self._number = ""
        self._lists.pop()

    def _lineage(self, node: "_Element") -> Iterator[str]:
        name = attribute(node, "style-name")
        for _ in range(20):
            if not name:
                return
            yield name
            name = self._parents.get(name)

    def _style_kind(self, node: "_Element") -> BlockKind | None:
        kinds = map(kind_of_style, self._lineage(node))
        return next((kind for kind in kinds if kind is not None), None)

    def _is_bold(self, node: "_Element") -> bool:
        """Whether a paragraph is all bold, by its style or by those of all its parts."""
        weights = (self._weights[name] for name in self._lineage(node) if name in self._weights)
        if next(weights, "") == "bold":
            return True
        texts = [node.text, *(part.tail for part in node)]
        parts = [part for part in node if local(part) == "span" and self._text(part).strip()]
        plain = any(text and text.strip() for text in texts)
        return bool(parts) and not plain and all(map(self._is_bold, parts))

    def _add(self, node: "_Element", kind: BlockKind, level: int) -> None:
        styled = self._styled(node)
        keeps_level = kind in {BlockKind.HEADING, BlockKind.LIST_ITEM}
        settled = kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
        if kind is BlockKind.LIST_ITEM and styled.text.strip():
            styled = styled.reworded(numbered(self._number, styled.text))
            self._number = ""
        level = max(level, 1) if keeps_level else 0
        self.draft.add(kind, styled, level=level, settled=settled, bold=self._is_bold(node))
        for frame in descendants(node, "frame"):
            if not any(local(above) == "text-box" for above in ancestors(frame, node)):
                self._add_picture(frame)
        for box in descendants(node, "text-box"):
            if not any(local(above) == "text-box" for above in box.iterancestors()):
                self._read_blocks(box)

    def _add_picture(self, frame: "_Element") -> None:
        image, description = child(frame, "image"), child(frame, "desc")
        if image is None:
            return
        add_picture(self.draft, self._archive.picture(attribute(image, "href") or ""))
        text = picture_text(self._text(description)) if description is not None else None
        self.draft.add(BlockKind.CAPTION, text or "", settled=True)

    def _text(self, node: "_Element") -> str:
        return self._styled(node).text

    def _styled(self, node: "_Element") -> Styled:
        words = Words()
        self._collect(node, words)
        return words.take()

    def _collect(self, node: "_Element", words: Words) -> None:
        # White space in the file is layout; the document's own is in elements.
        words.add(_one_space(node.text))
        for part in node:
            tag, since = local(part), words.place
            if tag in {"s", "tab"}:
                words.add(" ")
            elif tag == "line-break":
                words.add("\n")
            elif tag == "note":
                body = child(part, "note-body")
                if body is not None:
                    texts = map(self._styled, body)
                    tidy = (each.reworded(clean(each.text)) for each in texts)
                    self._notes.append(joined(" ", (each for each in tidy if each.text)))
            elif tag not in _SKIPPED and tag != "frame" and not _is_description(part):
                self._collect(part, words)
                if tag == "a":
                    words.emphasise(InlineKind.LINK, since, attribute(part, "href"))
                for kind in self._emphasis_of(part) if tag == "span" else ():
                    words.emphasise(kind, since)
            words.add(_one_space(part.tail))

    def _emphasis_of(self, span: "_Element") -> Iterator[InlineKind]:
        styles = list(self._lineage(span))
        weight = next((self._weights[name] for name in styles if name in self._weights), "")
        slant = next((self._slants[name] for name in styles if name in self._slants), "")
        if weight in {"bold", "600", "700", "800", "900"}:
            yield InlineKind.BOLD
        if slant in {"italic", "oblique"}:
            yield InlineKind.ITALIC
        if any(map(is_code_style, styles)):
            yield InlineKind.CODE

    def _read_table(self, table: "_Element") -> None:
        rows = [
            [cell for cell in row if local(cell) in {"table-cell", "covered-table-cell"}]
            for row in descendants(table, "table-row")
            if next(above for above in row.iterancestors() if local(above) == "table") is table
        ]
        read_table(self.draft, rows, text_of=self._cell_text, read_cell=self._read_blocks)

    def _cell_text(self, cell: "_Element") -> Styled:
        return cell_text(self._styled(node) for node in cell.iter() if local(node) in {"p", "h"})


def _is_description(node: "_Element") -> bool:
    """Whether this tells what a drawing shows; the document's title is called a title, too."""
    return local(node) in {"title", "desc"} and "svg" in str(node.tag)


def _one_space(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text) if text else ""
