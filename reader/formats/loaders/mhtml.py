# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Web pages archived as one file by a browser, with their pictures; their styles are not read."""

import quopri
import re
from email.message import Message
from urllib.parse import urljoin

from reader.errors import OpenError, Reason
from reader.formats.draft import Draft
from reader.formats.loaders.mail import charset, content, header, parse_message, walk
from reader.formats.page.reading import decode_page, parse_page
from reader.formats.structure.pictures import PictureSource

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_PICTURE_TYPES = frozenset({"image/png", "image/jpeg"})
_ANY_PAGE = re.compile(rb"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)


def load(data: bytes) -> Draft:
    """Read an archived page."""
    message = parse_message(data)
    part = _page(message)
    if part is not None:
        pictures = _pictures(message, header(part, "Content-Location"))
        location = header(part, "Content-Location") or header(message, "Snapshot-Content-Location")
        draft = parse_page(decode_page(content(part), charset(part)), pictures, location)
    else:
        # The parts cannot be told apart; whatever page there is may still be read.
        found = _ANY_PAGE.search(data)
        if found is None:
            raise _no_page()
        draft = parse_page(decode_page(quopri.decodestring(data[found.start() :])))
        location = header(message, "Snapshot-Content-Location")
    if not draft.blocks:
        raise _no_page()
    if draft.address is None and re.match(r"https?://", location):
        draft.address = location
    draft.title = draft.title or header(message, "Subject") or None
    return draft


def _no_page() -> OpenError:
    return OpenError(
        None,
        Reason.DAMAGED,
        "There is no readable page in this archive; it is incomplete. Save the page again.",
    )


def _pictures(message: Message, base: str) -> PictureSource:
    """What gives the pictures of an archive by their addresses on the page at `base`."""
    parts: dict[str, Message] = {}
    for part in walk(message):
        if part.get_content_type() in _PICTURE_TYPES:
            parts[header(part, "Content-Location")] = part
            parts["cid:" + header(part, "Content-ID").strip("<>")] = part

    def source(address: str) -> bytes | None:
        try:
            whole = urljoin(base, address)
        except ValueError:
            return None
        part = parts.get(address) or parts.get(whole)
        return content(part) if part is not None else None

    return source


def _page(message: Message) -> Message | None:
    """The part that the archive starts from, or else its first page."""
    pages = [part for part in walk(message) if part.get_content_type() in _PAGE_TYPES]
    start = str(message.get_param("start") or "")
    for part in pages:
        if start and str(part.get("Content-ID") or "").strip() == start:
            return part
    return pages[0] if pages else None
