# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Word documents: styles, headings, lists, tables and footnotes; tracked changes as accepted.

Comments, headers and footers are no part of the text. Encrypted documents need their password.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.document.article import BlockKind, InlineKind
from reader.document.docx_text import (
    SKIPPED,
    WRAPPERS,
    Fields,
    is_other_choice,
    is_ours,
    paragraphs,
)
from reader.formats.draft import Draft
from reader.formats.loaders.docx_numbering import Numbering
from reader.formats.loaders.office import (
    cell_text,
    is_code_style,
    kind_of_style,
    read_table,
    take_properties,
)
from reader.formats.safe.archive import Archive, damaged, resolve
from reader.formats.safe.decryption import decrypt_office
from reader.formats.safe.xml import ancestors, attribute, child, descendants, local, parse_xml
from reader.formats.structure.numbering import numbered, whole_number
from reader.formats.structure.pictures import add_picture, picture_text
from reader.formats.styled import Styled, Words, joined

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLE = b"\xd0\xcf\x11\xe0"
# In what a picture is no part of the paragraph, or is there for a second time.
_WITHOUT_PICTURES = frozenset({"del", "moveFrom", "Fallback", "txbxContent"})
_MAX_STYLE_DEPTH = 20
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]*)"', re.IGNORECASE)
_HEADING_STYLE = re.compile(r"heading\s*(\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Style:
    """A style: its name, the outline level and list it brings, and whether it is bold or italic."""

    name: str
    parent: str | None
    outline: int | None
    list_id: str | None
    depth: int
    bold: bool | None
    italic: bool | None


@dataclass(slots=True)
class _Field:
    """A field that is being read: where what it shows begins, and what it is to show."""

    since: int
    instruction: str = ""


def load(data: bytes, *, password: str | None) -> Draft:
    """Read a Word document."""
    if data.startswith(_OLE):
        data = decrypt_office(data, password)
    archive = Archive(data)
    main = _main_part(archive)
    reader = _Reader(archive, main)
    take_properties(reader.draft, archive, "docProps/core.xml")
    reader.read()
    return reader.draft


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive:
        for relation in descendants(parse_xml(archive.read("_rels/.rels")), "Relationship"):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                target = resolve("x", (relation.get("Target") or "").lstrip("/"))
                if target and target in archive:
                    return target
    return "word/document.xml"


class _Reader:
    """Reads the parts of one document into a draft."""

    def __init__(self, archive: Archive, main: str) -> None:
        self.draft = Draft()
        self._archive = archive
        self._main = main
        self._styles: dict[str, _Style] = {}
        self._notes: list[tuple[str, str]] = []
        self._pending = Styled("")
        self._numbering = Numbering(None)
        self._targets: dict[str, str] = {}
        # Where links lead, by the names of their relations.
        self._addresses: dict[str, str] = {}
        # The fields that are open, outermost first.
        self._fields: list[_Field] = []
        self._instructing = Fields()

    def read(self) -> None:
        root = parse_xml(self._archive.read(self._main))
        body = child(root, "body")
        if body is None:
            raise damaged("no body")
        self._read_styles()
        self._numbering = Numbering(self._part("numbering.xml"))
        self._targets = self._read_targets()
        self._addresses = self._read_addresses(self._main.rpartition("/")[2])
        self._read_blocks(body)
        self._flush_pending()
        self._add_notes()

    def _part(self, name: str) -> "_Element | None":
        path = resolve(self._main, name)
        return parse_xml(self._archive.read(path)) if path and path in self._archive else None

    def _read_targets(self) -> dict[str, str]:
        """The entries that the text's relations lead to, by their names."""
        folder, _, name = self._main.rpartition("/")
        root = self._part(f"_rels/{name}.rels")
        targets = {}
        for relation in descendants(root, "Relationship") if root is not None else ():
            target = (relation.get("Target") or "").lstrip("/")
            path = target if target.startswith(f"{folder}/") else resolve(self._main, target)
            if path and relation.get("TargetMode") != "External":
                targets[relation.get("Id") or ""] = path
        return targets

    def _read_addresses(self, name: str) -> dict[str, str]:
        root = self._part(f"_rels/{name}.rels")
        return {
            relation.get("Id") or "": relation.get("Target") or ""
            for relation in (descendants(root, "Relationship") if root is not None else ())
            if relation.get("TargetMode") == "External"
        }

    def _read_styles(self) -> None:
        root = self._part("styles.xml")
        if root is None:
            return
        for style in descendants(root, "style"):
            properties = child(style, "pPr")
            outline = attribute(child(properties, "outlineLvl"), "val")
            self._styles[attribute(style, "styleId") or ""] = _Style(
                attribute(child(style, "name"), "val") or "",
                attribute(child(style, "basedOn"), "val"),
                int(outline) if outline and outline.isdigit() else None,
                _list_id(properties),
                whole_number(attribute(child(properties, "numPr", "ilvl"), "val"), 0),
                _said(child(style, "rPr"), "b"),
                _said(child(style, "rPr"), "i"),
            )

    def _lineage(self, style_id: str | None) -> Iterator[_Style]:
        for _ in range(_MAX_STYLE_DEPTH):
            style = self._styles.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = style.parent

    def _read_blocks(self, parent: "_Element") -> None:
        for node in parent:
            tag = local(node)
            if tag == "p":
                self._read_paragraph(node)
            elif tag == "tbl":
                self._read_table(node)
            elif tag in WRAPPERS and not is_other_choice(node):
                self._read_blocks(node)

    def _read_paragraph(self, node: "_Element") -> None:
        if is_ours(node):
            # A copy of ours that was changed elsewhere: legend and lists are not the article's.
            return
        properties = child(node, "pPr")
        styled = joined("", (self._pending, self._styled(node)))
        self._pending = Styled("")
        if child(properties, "rPr", "del") is not None:
            # The paragraph's end was deleted: accepted, it runs on into the next one.
            self._pending = styled
            self._add_pictures(node)
            return
        if attribute(child(properties, "framePr"), "dropCap") in {"drop", "margin"}:
            # A large letter in a frame of its own, before the paragraph that it begins.
            self._pending = styled
            return
        kind, level = self._kind(properties)
        settled = kind is not BlockKind.PARAGRAPH and kind is not BlockKind.LIST_ITEM
        if kind is BlockKind.LIST_ITEM and styled.text.strip():
            styled = styled.reworded(numbered(self._number(properties), styled.text))
        self.draft.add(kind, styled, level=level, settled=settled, bold=self._is_bold(node))
        self._add_pictures(node)
        for box in self._text_boxes(node):
            self._read_blocks(box)

    def _add_pictures(self, node: "_Element") -> None:
        for picture in node.iter():
            if local(picture) not in {"drawing", "pict"} or any(
                local(above) in _WITHOUT_PICTURES for above in ancestors(picture, node)
            ):
                continue
            add_picture(self.draft, self._picture(picture))
            self.draft.add(
                BlockKind.CAPTION, picture_text(_description(picture)) or "", settled=True
            )

    def _picture(self, picture: "_Element") -> bytes | None:
        """The bytes of a drawing, if it is in the document; others are only named there."""
        places = (attribute(node, "embed") for node in descendants(picture, "blip"))
        target = self._targets.get(next((place for place in places if place), ""))
        return self._archive.picture(target) if target else None

    def _flush_pending(self) -> None:
        self.draft.add(BlockKind.PARAGRAPH, self._pending)
        self._pending = Styled("")

    def _text_boxes(self, node: "_Element") -> list["_Element"]:
        """Text boxes anchored in a paragraph, once each: old programs have them in a fallback."""
        return [
            box
            for box in descendants(node, "txbxContent")
            if not any(
                local(above) == "txbxContent" or is_other_choice(above)
                for above in ancestors(box, node)
            )
        ]

    def _kind(self, properties: "_Element | None") -> tuple[BlockKind, int]:
        styles = list(self._lineage(attribute(child(properties, "pStyle"), "val")))
        place = _place_in_list(properties, styles)
        for style in styles:
            kind = kind_of_style(style.name)
            if kind is BlockKind.LIST_ITEM:
                return kind, place[1] + 1 if place else 1
            if kind is not None:
                match = _HEADING_STYLE.search(style.name)
                return kind, int(match[1]) if match else int(kind is BlockKind.HEADING)
        outline = attribute(child(properties, "outlineLvl"), "val")
        levels = [int(outline)] if outline and outline.isdigit() else []
        levels += [style.outline for style in styles if style.outline is not None]
        if levels and levels[0] < 9:
            return BlockKind.HEADING, levels[0] + 1
        if place:
            return BlockKind.LIST_ITEM, place[1] + 1
        return BlockKind.PARAGRAPH, 0

    def _number(self, properties: "_Element | None") -> str:
        styles = list(self._lineage(attribute(child(properties, "pStyle"), "val")))
        place = _place_in_list(properties, styles)
        return self._numbering.number(*place) if place else ""

    def _is_bold(self, node: "_Element") -> bool:
        runs = [run for run in descendants(node, "r") if self._text(run).strip()]
        return bool(runs) and all(_is_on(child(run, "rPr", "b")) for run in runs)

    def _text(self, node: "_Element") -> str:
        return self._styled(node).text

    def _styled(self, node: "_Element") -> Styled:
        words = Words()
        self._fields = []
        self._instructing = Fields()
        self._collect(node, words)
        return words.take()

    def _collect(self, node: "_Element", words: Words) -> None:
        for part in node:
            tag, since = local(part), words.place
            if tag == "t" and not self._instructing.instruct:
                words.add(part.text)
            elif tag in {"tab", "ptab"}:
                words.add(" " if local(node) == "r" else "")
            elif tag in {"br", "cr"}:
                words.add("\n" if attribute(part, "type") in {None, "textWrapping"} else " ")
            elif tag == "noBreakHyphen":
                words.add("\u2011")
            elif tag in {"footnoteReference", "endnoteReference"}:
                self._notes.append((tag.removesuffix("Reference"), attribute(part, "id") or ""))
            elif tag == "fldChar":
                self._instructing.meet(part)
                self._read_field(attribute(part, "fldCharType"), words)
            elif tag == "instrText" and self._fields:
                self._fields[-1].instruction += part.text or ""
            elif tag == "r" and _is_on(child(part, "rPr", "vanish")):
                continue
            elif tag not in SKIPPED and len(part) and not is_other_choice(part):
                self._collect(part, words)
                if tag == "r":
                    for kind in self._emphasis_of(child(part, "rPr")):
                        words.emphasise(kind, since)
                elif tag == "hyperlink":
                    address = self._addresses.get(attribute(part, "id") or "")
                    words.emphasise(InlineKind.LINK, since, address)
                elif tag == "fldSimple":
                    address = _hyperlink(attribute(part, "instr") or "")
                    words.emphasise(InlineKind.LINK, since, address)

    def _read_field(self, what: str | None, words: Words) -> None:
        """Follow the marks around a field: its instruction, then what it shows."""
        if what == "begin":
            self._fields.append(_Field(words.place))
        elif what == "separate" and self._fields:
            self._fields[-1].since = words.place
        elif what == "end" and self._fields:
            field = self._fields.pop()
            words.emphasise(InlineKind.LINK, field.since, _hyperlink(field.instruction))

    def _emphasis_of(self, properties: "_Element | None") -> Iterator[InlineKind]:
        """What a run's author set on it, by itself or by a style for characters."""
        styles = list(self._lineage(attribute(child(properties, "rStyle"), "val")))
        bold = [_said(properties, "b"), *(style.bold for style in styles)]
        italic = [_said(properties, "i"), *(style.italic for style in styles)]
        if next((said for said in bold if said is not None), False):
            yield InlineKind.BOLD
        if next((said for said in italic if said is not None), False):
            yield InlineKind.ITALIC
        if any(is_code_style(style.name) for style in styles):
            yield InlineKind.CODE

    def _read_table(self, table: "_Element") -> None:
        rows = [
            [cell for cell in _parts(row, "tc") if child(cell, "tcPr", "cellDel") is None]
            for row in _parts(table, "tr")
            if child(row, "trPr", "del") is None
        ]
        read_table(self.draft, rows, text_of=self._cell_text, read_cell=self._read_blocks)

    def _cell_text(self, cell: "_Element") -> Styled:
        return cell_text(self._styled(node) for node in paragraphs(cell))

    def _add_notes(self) -> None:
        wanted = self._notes
        self._notes = []
        number = 0
        for kind in ("footnote", "endnote"):
            ids = [note_id for note_kind, note_id in wanted if note_kind == kind]
            root = self._part(f"{kind}s.xml") if ids else None
            if root is None:
                continue
            self._addresses = self._read_addresses(f"{kind}s.xml")
            notes = {attribute(note, "id"): note for note in descendants(root, kind)}
            for note_id in dict.fromkeys(ids):
                note = notes.get(note_id)
                if note is not None:
                    number += 1
                    said = self._cell_text(note)
                    text = f"{number}. {said.text}" if said.text else ""
                    self.draft.add(BlockKind.NOTE, said.reworded(text), settled=True)


def _parts(node: "_Element", name: str) -> Iterator["_Element"]:
    """The rows of a table or the cells of a row, whatever they are wrapped in."""
    for part in node:
        if local(part) == name:
            yield part
        elif local(part) in WRAPPERS and not is_other_choice(part):
            yield from _parts(part, name)


def _list_id(properties: "_Element | None") -> str | None:
    numbering = child(properties, "numPr")
    return None if numbering is None else attribute(child(numbering, "numId"), "val") or ""


def _place_in_list(
    properties: "_Element | None", styles: Sequence[_Style]
) -> tuple[str, int] | None:
    """Which list a paragraph is an item of, by itself or by its style, and how deep from 0."""
    own = child(properties, "numPr")
    inherited = next((style for style in styles if style.list_id is not None), None)
    list_id = _list_id(properties) or (inherited.list_id if inherited else "")
    if own is None and inherited is None:
        return None
    depth = whole_number(attribute(child(own, "ilvl"), "val"), inherited.depth if inherited else 0)
    return (list_id or "", max(depth, 0)) if list_id != "0" else None


def _description(picture: "_Element") -> str | None:
    """The words that stand for a picture; nothing for an ornament or a text box."""
    if next(descendants(picture, "txbxContent"), None) is not None:
        return None
    if any(_is_on(mark) for mark in descendants(picture, "decorative")):
        return None
    if local(picture) == "drawing":
        return attribute(next(descendants(picture, "docPr"), None), "descr")
    return attribute(next(descendants(picture, "shape"), None), "alt")


def _said(properties: "_Element | None", name: str) -> bool | None:
    """Whether a property is switched on or off, or None where nothing is said of it."""
    switch = child(properties, name)
    return None if switch is None else _is_on(switch)


def _hyperlink(instruction: str) -> str:
    """Where a field leads; nothing for one that is no link."""
    match = _HYPERLINK.match(instruction)
    return match[1] if match else ""


def _is_on(switch: "_Element | None") -> bool:
    """Whether a property such as bold is there and not switched off."""
    return switch is not None and attribute(switch, "val") not in {"0", "false", "none", "off"}
