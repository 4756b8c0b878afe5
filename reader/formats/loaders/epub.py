# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""EPUB books: chapters in the order of the spine, each under its heading."""

import html.entities
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.document.article import BlockKind
from reader.errors import OpenError, Reason
from reader.formats.draft import Draft, DraftBlock, settle
from reader.formats.loaders.epub_notes import Notes, is_notes
from reader.formats.page.blocks import BlockWalker
from reader.formats.page.reading import add_page_blocks, decode_page
from reader.formats.page.tree import is_manageable, parse, tag_of
from reader.formats.safe.archive import Archive, damaged, resolve
from reader.formats.safe.xml import attribute, child, descendants, local, parse_xml
from reader.formats.structure.dates import parse_date
from reader.formats.structure.pictures import PictureSource
from reader.formats.structure.words import same_words

if TYPE_CHECKING:
    from lxml.etree import _Element

#: The most chapters that are read.
CHAPTER_LIMIT = 5000

_CHAPTER_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/xml"})
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_EMPTY = re.compile(
    r"<(title|script|style|a|div|p|span|i|b|em|strong|iframe|textarea|td|h[1-6])\b([^<>]*)/>",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"\b(?:nav|toc|contents|inhalt|sommaire)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry of the book's manifest."""

    path: str | None
    media_type: str
    properties: str


@dataclass(frozen=True, slots=True)
class _Chapter:
    """Where a chapter is read from, what the book calls it, and what gives its pictures."""

    path: str
    title: str | None
    pictures: PictureSource


def load(data: bytes) -> Draft:
    """Read a book."""
    archive = Archive(data)
    package_path = _package_path(archive)
    package = parse_xml(archive.read(package_path))
    draft = Draft()
    _read_metadata(draft, package)
    manifest = _manifest(package, package_path)
    locked = _encrypted(archive)
    titles = _titles(archive, manifest, package)
    left_out = 0
    refused: OpenError | None = None
    spine = list(descendants(package, "itemref"))
    called_notes = _called_notes(package, package_path)
    notes = Notes()
    apart = Draft()
    if len(spine) > CHAPTER_LIMIT:
        draft.warnings.append(f"Only the first {CHAPTER_LIMIT:,} chapters are read.")
    for reference in spine[:CHAPTER_LIMIT]:
        item = manifest.get(reference.get("idref") or "")
        if item is None or item.path is None or item.path not in archive:
            left_out += 1
            continue
        if item.path in locked:
            raise OpenError(
                None,
                Reason.ENCRYPTED,
                "The book is locked by its shop (DRM) and only opens in the shop's own program.",
            )
        if item.media_type not in _CHAPTER_TYPES:
            continue
        try:
            text = decode_page(archive.read(item.path))
        except OpenError as error:
            if error.reason is Reason.ENCRYPTED:
                raise
            if error.reason is Reason.TOO_LARGE:
                refused = error
            else:
                left_out += 1
            continue
        is_contents = "nav" in item.properties.split()
        chapter = _Chapter(item.path, titles.get(item.path), partial(_picture, archive, item.path))
        read = _read_chapter(draft, text, chapter, notes, is_contents=is_contents)
        is_apart = reference.get("linear") == "no" or item.path in called_notes
        _add_chapter(draft, apart if is_apart else draft, read, is_apart=is_apart)
    draft.blocks += apart.blocks
    if refused:
        if not draft.blocks:
            raise refused
        draft.warnings.append(f"A chapter is left out. {refused.explanation}")
    if left_out:
        if not draft.blocks:
            raise damaged(f"{left_out} of {len(spine)} chapters cannot be read")
        draft.warnings.append(
            f"{left_out} of {len(spine)} chapters are missing or damaged and left out."
        )
    return draft


def _package_path(archive: Archive) -> str:
    if "META-INF/container.xml" in archive:
        container = parse_xml(archive.read("META-INF/container.xml"))
        for root_file in descendants(container, "rootfile"):
            path = resolve("x", unquote(root_file.get("full-path") or ""))
            if path and path in archive:
                return path
    packages = [name for name in archive.names if name.lower().endswith(".opf")]
    if not packages:
        raise damaged("no package document")
    return packages[0]


def _read_metadata(draft: Draft, package: "_Element") -> None:
    metadata = child(package, "metadata")
    authors = []
    for node in metadata.iter() if metadata is not None else ():
        tag, text = local(node), " ".join((node.text or "").split())
        if not text:
            continue
        if tag == "title":
            draft.title = draft.title or text
        elif tag == "creator" and (attribute(node, "role") or "aut") == "aut":
            authors.append(text)
        elif tag == "publisher":
            draft.outlet = draft.outlet or text
        elif tag == "language":
            draft.language = draft.language or text
        elif tag == "date":
            event = attribute(node, "event")
            if event in {None, "publication", "original-publication"}:
                draft.published = draft.published or parse_date(text)
    draft.byline = ", ".join(dict.fromkeys(authors)) or None


def _manifest(package: "_Element", package_path: str) -> dict[str, _Item]:
    items = {}
    for node in descendants(package, "item"):
        href = unquote((node.get("href") or "").split("#")[0])
        items[node.get("id") or ""] = _Item(
            resolve(package_path, href) if href else None,
            (node.get("media-type") or "").lower(),
            node.get("properties") or "",
        )
    return items


def _encrypted(archive: Archive) -> frozenset[str]:
    """The entries that are locked; fonts may be, without any harm."""
    if "META-INF/encryption.xml" not in archive:
        return frozenset()
    root = parse_xml(archive.read("META-INF/encryption.xml"))
    references = (node.get("URI") or "" for node in descendants(root, "CipherReference"))
    return frozenset(path for uri in references if (path := resolve("x", unquote(uri))))


def _titles(archive: Archive, manifest: dict[str, _Item], package: "_Element") -> dict[str, str]:
    """What the book's own table of contents calls each chapter."""
    found: dict[str, str] = {}
    spine = child(package, "spine")
    toc = manifest.get((spine.get("toc") or "") if spine is not None else "")
    if toc is None or toc.path is None or toc.path not in archive:
        return found
    try:
        root = parse_xml(archive.read(toc.path))
    except OpenError:
        return found
    for point in descendants(root, "navPoint"):
        label, content = child(point, "navLabel", "text"), child(point, "content")
        source = unquote((attribute(content, "src") or "").split("#")[0])
        path = resolve(toc.path, source) if source else None
        if path and label is not None and label.text:
            found.setdefault(path, " ".join(label.text.split()))
    return found


def _called_notes(package: "_Element", package_path: str) -> frozenset[str]:
    """The entries that the book's guide calls its notes."""
    references = (
        node for node in descendants(package, "reference") if "note" in (node.get("type") or "")
    )
    paths = (resolve(package_path, unquote(node.get("href") or "")) for node in references)
    return frozenset(path.partition("#")[0] for path in paths if path)


def _picture(archive: Archive, chapter: str, address: str) -> bytes | None:
    path = resolve(chapter, unquote(address))
    return archive.picture(path) if path else None


def _read_chapter(
    book: Draft, text: str, of: _Chapter, notes: Notes, *, is_contents: bool
) -> Draft:
    """The blocks of a chapter, its notes at its end."""
    chapter = Draft()
    root = _parse_chapter(text)
    if root is None:
        return chapter
    taken = notes.take(root, of.path) if is_manageable(root) else []
    body = next((node for node in root.iter() if tag_of(node) == "body"), root)
    add_page_blocks(chapter, root, text, of.pictures)
    if is_contents or _is_contents(root, chapter):
        _settle(chapter.blocks, BlockKind.BOILERPLATE)
    elif is_notes(body):
        _settle(chapter.blocks, BlockKind.NOTE)
    elif (
        chapter.blocks
        and of.title
        and not any(block.kind is BlockKind.HEADING for block in chapter.blocks)
    ):
        first = chapter.blocks[0]
        if same_words(first.text, of.title):
            first.kind, first.level, first.settled = BlockKind.HEADING, 1, True
        elif book.title is None or not same_words(of.title, book.title):
            heading = DraftBlock(BlockKind.HEADING, of.title, level=1, settled=True)
            chapter.blocks.insert(0, heading)
    if taken:
        _add_notes(chapter, taken, of.pictures)
    return chapter


def _add_notes(chapter: Draft, taken: Iterable["_Element"], pictures: PictureSource) -> None:
    aside = Draft()
    BlockWalker(aside, pictures).add(taken)
    # The heading of the notes alone is left where they stood.
    for block in reversed(chapter.blocks):
        if block.kind is not BlockKind.HEADING:
            break
        _settle([block], BlockKind.NOTE)
    _settle(aside.blocks, BlockKind.NOTE)
    chapter.blocks += aside.blocks


def _settle(blocks: Iterable[DraftBlock], kind: BlockKind) -> None:
    for block in blocks:
        settle(block, kind)


def _add_chapter(book: Draft, to: Draft, chapter: Draft, *, is_apart: bool) -> None:
    if not chapter.blocks:
        # A cover or a plate stands above what follows it.
        book.pictures += chapter.pictures
        return
    if is_apart:
        _settle((b for b in chapter.blocks if b.kind is not BlockKind.BOILERPLATE), BlockKind.NOTE)
    else:
        chapter.blocks[0].pictures = (*book.pictures, *chapter.blocks[0].pictures)
        book.pictures = chapter.pictures
    to.blocks += chapter.blocks


def _is_contents(root: "_Element", chapter: Draft) -> bool:
    """Whether a chapter is a table of contents: links and little else."""
    links = sum(1 for _ in descendants(root, "a"))
    words = sum(len(block.text.split()) for block in chapter.blocks)
    called = any(_CONTENTS.fullmatch(block.text.strip(" .:")) for block in chapter.blocks[:3])
    return links > 5 and words < 12 * links and (called or words < 6 * links)


def _parse_chapter(text: str) -> "_Element | None":
    """A chapter as XML, as which it was written; as HTML where it is not well-formed."""
    source = _DECLARATION.sub("", text, count=1)
    source = _DOCTYPE.sub("", _ENTITY.sub(_character, source), count=1)
    try:
        root = parse_xml(source.encode("utf-8", "replace"))
    except OpenError:
        # To an HTML parser an empty title would reach to the end of the page.
        return parse(_EMPTY.sub(r"<\1\2></\1>", text))
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = local(node).lower()
    return root


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name in {"amp", "lt", "gt", "quot", "apos"}:
        return match[0]
    return html.entities.html5.get(f"{name};", match[0])
