# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a Word document holds beside its text: a copy that opens again, and others' comments."""

import posixpath
import uuid
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from reader.document import Article
from reader.document.anchors import anchored
from reader.document.article import Span
from reader.document.copies import unpack
from reader.document.docx_part import NAMESPACE, Carrier, carrier_from_root, comment_key
from reader.document.docx_text import Alignment, Words, comment_words, commented, local
from reader.document.readers_marks import Act, ReadersMark
from reader.formats.carried import UNREADABLE, Carried
from reader.formats.safe.archive import Archive, resolve
from reader.formats.safe.decryption import decrypt_office
from reader.formats.safe.xml import attribute, child, descendants, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_ZIP = b"PK"


def carried(data: bytes, *, password: str | None = None) -> Carried | None:
    """What a document carries, or None where it is no copy, or what it carries is damaged.

    Args:
        data: The file's.
        password: What opens an encrypted one.

    Raises:
        OpenError: The file is damaged or exceeds a limit.
    """
    archive = Archive(data if data.startswith(_ZIP) else decrypt_office(data, password))
    carrier = _carrier(archive)
    if carrier is None:
        return None
    try:
        copy = unpack(carrier.payload)
    except UNREADABLE:
        # The text is still there, to be read as that of any document.
        return None
    body, _ = _body_and_comments(archive)
    return Carried(copy, body is None or Words(body).sha256 != carrier.words)


def notes(data: bytes, article: Article, *, password: str | None = None) -> tuple[ReadersMark, ...]:
    """The comments that others have put into a document, as notes; tagged with their authors.

    The same comment is the same note whenever it is read. One about what is no part of the
    article's text, such as a footnote, stands at its beginning.

    Args:
        data: The file's.
        article: What was made of it.
        password: What opens an encrypted one.

    Raises:
        OpenError: The file is damaged or exceeds a limit.
    """
    archive = Archive(data if data.startswith(_ZIP) else decrypt_office(data, password))
    body, comments = _body_and_comments(archive)
    carrier = _carrier(archive)
    ours = carrier.comments if carrier else frozenset()
    others = [node for node in comments if comment_key(node) not in ours and comment_words(node)]
    if body is None or not others:
        return ()
    words = Words(body)
    places = commented(body, words)
    there = Alignment(article, words.text)
    seen: Counter[str] = Counter()
    found = []
    for comment in others:
        place = places.get(attribute(comment, "id") or "")
        span = (place and there.in_article(place)) or Span(0, 0)
        found.append(_note(comment, article.text, span, seen))
    return tuple(found)


def _note(comment: "_Element", text: str, span: Span, seen: Counter[str]) -> ReadersMark:
    anchor = anchored(text, span)
    author = " ".join((attribute(comment, "author") or "").split())
    made, said = _date(attribute(comment, "date")), comment_words(comment)
    same = "\0".join((author, made, said, anchor.exact))
    seen[same] += 1
    return ReadersMark(
        str(uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}\0{same}\0{seen[same]}")),
        Act.NOTE,
        anchor,
        said,
        tags=(author,) if author else (),
        made=made,
    )


def _date(text: str | None) -> str:
    """A date as the file has it, or nothing where that is none."""
    try:
        datetime.fromisoformat(text or "")
    except ValueError:
        return ""
    return text or ""


def _carrier(archive: Archive) -> Carrier | None:
    for name in archive.names:
        if name.casefold().startswith("customxml/item") and name.endswith(".xml"):
            part = archive.read(name)
            carrier = carrier_from_root(parse_xml(part)) if NAMESPACE.encode() in part else None
            if carrier is not None:
                return carrier
    return None


def _body_and_comments(archive: Archive) -> tuple["_Element | None", list["_Element"]]:
    main = _related(archive, "", "officeDocument") or "word/document.xml"
    if main not in archive:
        return None, []
    name = _related(archive, main, "comments")
    root = parse_xml(archive.read(name)) if name and name in archive else None
    comments = list(descendants(root, "comment")) if root is not None else []
    return child(parse_xml(archive.read(main)), "body"), comments


def _related(archive: Archive, part: str, kind: str) -> str | None:
    """The first part that another, or the package itself, names as one of a kind."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive:
        return None
    for relation in parse_xml(archive.read(relations)):
        target = relation.get("Target") or ""
        if local(relation) == "Relationship" and (relation.get("Type") or "").endswith(f"/{kind}"):
            return resolve("x" if target.startswith("/") else part, target.lstrip("/"))
    return None
