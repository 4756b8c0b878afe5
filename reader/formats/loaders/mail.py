# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""E-mails: the part meant for reading; attachments are listed and never opened."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from reader.document.article import BlockKind
from reader.errors import OpenError, Reason
from reader.formats.draft import Draft
from reader.formats.loaders import txt
from reader.formats.page.reading import decode_page, parse_letter
from reader.formats.safe.encoding import decode, known_encoding
from reader.formats.structure.bylines import is_name
from reader.formats.structure.dates import parse_date
from reader.formats.structure.letters import plain_subject, read_letter
from reader.formats.structure.quoted_lines import fixed_lines, flowed_lines

#: Parts inside parts, at most.
DEPTH_LIMIT = 30
#: The most parts that are looked at.
PART_LIMIT = 1000
#: How much of a header is read.
HEADER_LIMIT = 10_000

_ARMOUR = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\r?\n(?:[^\r\n]+\r?\n)*\r?\n|"
    r"-----BEGIN PGP SIGNATURE-----.*?(?:-----END PGP SIGNATURE-----|\Z)",
    re.DOTALL,
)
_LETTER = "message/rfc822"
_SILENT_TYPES = frozenset({"application/pgp-signature", "application/pkcs7-signature"})


def load(data: bytes) -> Draft:
    """Read an e-mail."""
    message = parse_message(data)
    draft = Draft()
    draft.title = plain_subject(header(message, "Subject"))
    sender, address = _sender(message)
    if is_name(sender):
        draft.byline = sender
    else:
        draft.outlet = sender or address or None
    draft.published = _date(message)
    parts = list(walk(message))
    if len(parts) >= PART_LIMIT:
        draft.warnings.append(f"Only the first {PART_LIMIT:,} parts of the message are read.")
    _add_body(draft, parts)
    _add_sent_on(draft, parts, 1)
    read_letter(draft, mail=True)
    attachments = [label for part in parts if (label := _attachment(part))]
    if attachments:
        draft.add(BlockKind.NOTE, "Attachments: " + ", ".join(attachments), settled=True)
    if not draft.blocks:
        raise OpenError(
            None, Reason.NO_TEXT, "There is no text in this message; choose one that has some."
        )
    return draft


def parse_message(data: bytes) -> Message:
    """The parts of a message or an archived page.

    The older policy is used because the newer one raises on damaged headers.

    Raises:
        OpenError: They are nested more deeply than the library can follow.
    """
    try:
        return message_from_bytes(
            re.sub(rb"\A\s*(?:From [^\n]*\n)?", b"", data), policy=policy.compat32
        )
    except RecursionError as error:
        raise OpenError(
            None,
            Reason.DAMAGED,
            "There are hundreds of parts inside one another in this file, as in files made to do "
            "harm; it is not opened.",
        ) from error


def walk(message: Message) -> Iterator[Message]:
    """The parts that hold something themselves, in order, within limits; a letter is one part."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    count = 0
    while waiting and count < PART_LIMIT:
        part, depth = waiting.pop()
        # Asked for a part's text, the library would decode it, and stumble over odd encodings.
        if not part.is_multipart() or part.get_content_type() == _LETTER:
            count += 1
            yield part
        elif depth < DEPTH_LIMIT:
            inside = part.get_payload()
            assert isinstance(inside, list)
            waiting += [
                (inner, depth + 1) for inner in reversed(inside) if isinstance(inner, Message)
            ]


def header(message: Message, name: str) -> str:
    """A header on one line with its encoded words read, as far as they can be."""
    value = message.get(name)
    if value is None:
        return ""
    try:
        text = str(make_header(decode_header(str(value)[:HEADER_LIMIT])))
    except (HeaderParseError, LookupError, ValueError, MessageError):
        text = str(value)[:HEADER_LIMIT]
    if any("\udc80" <= character <= "\udcff" for character in text):
        text = decode(text.encode("utf-8", "surrogateescape")).text
    return " ".join(text.split())


def content(part: Message) -> bytes:
    """The bytes of a part with its transfer encoding undone."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def charset(part: Message) -> str | None:
    """The encoding that a part declares, as Python names it."""
    try:
        label = part.get_content_charset()
    except (LookupError, UnicodeError):
        return None
    return known_encoding(label)


def _sender(message: Message) -> tuple[str, str]:
    """The name and the address of who wrote a message; either may be empty."""
    try:
        return parseaddr(header(message, "From"))
    except RecursionError:  # a header of hundreds of brackets
        return "", ""


def _date(message: Message) -> str | None:
    text = header(message, "Date")
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return parse_date(text)


def _is_attached(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition") or "").strip().lower()
    return disposition.startswith("attachment")


def _attachment(part: Message) -> str | None:
    kind = part.get_content_type()
    if kind in _SILENT_TYPES or _is_sent_on(part):
        return None
    try:
        name = part.get_filename()
    except (LookupError, ValueError, TypeError):
        name = None
    if name:
        return " ".join(str(make_header(decode_header(name))).split()) if "=?" in name else name
    return kind if _is_attached(part) else None


def _add_body(draft: Draft, parts: list[Message]) -> None:
    """Add every text that is not attached; of two versions of one the richer."""
    readable = [part for part in parts if not _is_attached(part)]
    html_parts = [part for part in readable if part.get_content_type() == "text/html"]
    # A part that is said to have parts, and has none, is its own text.
    plain_parts = [
        part
        for part in readable
        if part.get_content_type() == "text/plain" or part.get_content_maintype() == "multipart"
    ]
    drafts = [parse_letter(_page(part)) for part in html_parts]
    words = sum(len(block.text.split()) for each in drafts for block in each.blocks)
    plain = [_plain(part) for part in plain_parts]
    plain_words = sum(len(block.text.split()) for each in plain for block in each.blocks)
    # Some programs call a plain text HTML, and its lines would run together.
    marked_up = sum(len(each.blocks) for each in drafts) > 1 or not plain_words
    chosen = drafts if marked_up and words >= 0.8 * plain_words else plain
    for each in chosen:
        draft.blocks += each.blocks
        draft.language = draft.language or each.language


def _is_sent_on(part: Message) -> bool:
    """Whether a letter is meant for reading with the one that it came with."""
    return part.get_content_type() == _LETTER and part.is_multipart() and not _is_attached(part)


def _add_sent_on(draft: Draft, parts: list[Message], depth: int) -> None:
    """Add the letters that are parts of one, below their headers."""
    for part in filter(_is_sent_on, parts) if depth < DEPTH_LIMIT else ():
        inside = part.get_payload()
        assert isinstance(inside, list)
        for letter in inside:
            assert isinstance(letter, Message)
            draft.add(BlockKind.PARAGRAPH, "Forwarded message:", depth=depth - 1)
            for name in ("From", "Date", "To", "Subject"):
                value = header(letter, name)
                line = f"{name}: {value}" if value else ""
                draft.add(BlockKind.PARAGRAPH, line, depth=depth - 1)
            sent_on = Draft()
            within = list(walk(letter))
            _add_body(sent_on, within)
            for block in sent_on.blocks:
                block.depth += depth
            draft.blocks += sent_on.blocks
            _add_sent_on(draft, within, depth + 1)


def _page(part: Message) -> str:
    return decode_page(content(part), charset(part))


def _plain(part: Message) -> Draft:
    text = decode(content(part), charset(part)).text.replace("\r\n", "\n")
    text = _ARMOUR.sub("", text)
    draft = Draft()
    if str(part.get_param("format")).lower() == "flowed":
        delsp = str(part.get_param("delsp")).lower() == "yes"
        txt.add_lines(draft, flowed_lines(text, without_space=delsp))
    else:
        txt.add_lines(draft, fixed_lines(text))
    return draft
