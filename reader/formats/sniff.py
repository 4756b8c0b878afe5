# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What can be seen of a file before it is read: what its bytes are, and what else it may be."""

import re
from functools import cached_property

from reader.errors import OpenError, Reason
from reader.formats.safe.encoding import decode, is_binary

#: How much of a file is looked at.
SNIFF_LIMIT = 64 * 1024

PICTURE = "a picture"
_SOUND = "a sound or video file"
_PROGRAM = "a program"
ARCHIVE = "an archive"
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"8BPS", PICTURE),
    (b"ID3", _SOUND),
    (b"OggS", _SOUND),
    (b"fLaC", _SOUND),
    (b"\x1aE\xdf\xa3", _SOUND),
    (b"\x7fELF", _PROGRAM),
    (b"MZ", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"\xfd7zXZ\x00", ARCHIVE),
    (b"SQLite format 3\x00", "a database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x00\x01\x00\x00", "a font"),
    (b"OTTO", "a font"),
)
# Two letters are too little to tell a bitmap or a program from a text that begins with them.
_WEAK_SIGNATURES = frozenset({b"BM", b"MZ", b"BZh", b"ID3"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_XML = re.compile(r"\s*(?:<\?xml\b|<!doctype\s+(?!html)|<(?:svg|rss|feed|office:document)\b)", re.I)
_SVG = re.compile(r"<svg\b", re.IGNORECASE)
_HEADER = re.compile(r"^[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?.*(?:\r?\n[ \t]+.*)*$")
_MAIL_HEADERS = re.compile(
    rb"^(?:from|to|subject|date|mime-version|received|return-path|message-id|content-type|"
    rb"delivered-to|"
    rb"snapshot-content-location|reply-to|x-[\w-]+):",
    re.IGNORECASE | re.MULTILINE,
)


class Sample:
    """The two ends of a file, and what its format is told from; each fact is found when asked for.

    Attributes:
        head: The beginning of the file.
        named: The format that the file's name stands for.
    """

    def __init__(self, data: bytes, *, named: str | None, may_be_text: bool) -> None:
        """Look at a file that is not empty.

        Args:
            data: The file.
            named: The format that its name stands for.
            may_be_text: Whether a file of this format can be a text.
        """
        self._data = data
        self._may_be_text = may_be_text
        self.head = data[:SNIFF_LIMIT]
        self.named = named

    @cached_property
    def entries(self) -> bytes:
        """Where an archive names what is packed in it; nothing where the file is none."""
        # The names stand both before each entry and in the directory at the end.
        return self.head + self._data[-SNIFF_LIMIT:] if self.head.startswith(_ZIP) else b""

    @cached_property
    def is_encrypted_office(self) -> bool:
        """Whether it is the container of an encrypted Word document."""
        return self._is_ole and "EncryptedPackage".encode("utf-16-le") in self._data

    @cached_property
    def other(self) -> str | None:
        """What the bytes are instead of an article, as far as their beginning tells."""
        if b"xl/workbook" in self.entries or b"opendocument.spreadsheet" in self.entries:
            return "a spreadsheet"
        if b"ppt/presentation" in self.entries or b"opendocument.presentation" in self.entries:
            return "a presentation"
        return ARCHIVE if self.entries else _signed_kind(self.head)

    @cached_property
    def mail_headers(self) -> bytes:
        """The headers of an e-mail or of an archived page; nothing where it is neither."""
        if self._is_ole or self.other or b"\0" in self.head[:1024]:
            return b""
        head = re.split(rb"\r?\n[ \t]*\r?\n", self.head.lstrip(), maxsplit=1)[0]
        return head if _is_mail(head, named_so=self.named in {"eml", "mhtml"}) else b""

    @cached_property
    def text(self) -> str | None:
        """The text at its beginning, or None where the file cannot be a text."""
        if self._is_ole or self.other or is_binary(self._data) or not self._may_be_text:
            return None
        return decode(self.head[:8192]).text.lstrip("\ufeff")

    @cached_property
    def other_markup(self) -> str | None:
        """What the text is instead of an article, as far as its first tags tell."""
        text = self.text or ""
        if _SVG.match(text.lstrip()) or (_XML.match(text) and _SVG.search(text)):
            return PICTURE
        return "an XML file" if _XML.match(text) and self.named not in {"txt", "md"} else None

    @property
    def _is_ole(self) -> bool:
        return self.head.startswith(_OLE)

    def refusal(self) -> OpenError:
        """Why it is not opened; for a file that is of no format."""
        if self._is_ole:
            return _unsupported(
                "This is a document of an old word processor; save it as .docx, .odt or .pdf there."
            )
        kind = self.other or self.other_markup
        if kind is not None:
            return _unsupported(f"This is {kind}, not a text; choose an article that can be read.")
        if self._may_be_text or is_binary(self._data):
            return _unsupported(
                "This is a binary file, not a text; choose an article that can be read."
            )
        return OpenError(
            None,
            Reason.DAMAGED,
            f"The file is not what its name (.{self.named}) says and may be damaged; "
            "fetch it again from where it came.",
        )


def _unsupported(explanation: str) -> OpenError:
    return OpenError(None, Reason.UNSUPPORTED, explanation)


def _signed_kind(head: bytes) -> str | None:
    """What the first bytes say of a file that is of another kind."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature) and (signature not in _WEAK_SIGNATURES or is_binary(head)):
            return kind
    if head[:4] == b"RIFF":
        return PICTURE if head[8:12] == b"WEBP" else _SOUND
    if head[4:8] == b"ftyp":
        return PICTURE if head[8:12] in {b"avif", b"heic", b"mif1"} else _SOUND
    return None


def _is_mail(head: bytes, *, named_so: bool) -> bool:
    # Some programs write "From name date" before the headers, as mailboxes do.
    lines = re.sub(rb"\AFrom [^\n]*\n", b"", head)
    headers = {match.group().lower() for match in _MAIL_HEADERS.finditer(lines)}
    first = lines.split(b"\n", 1)[0].decode("latin-1").rstrip("\r")
    if not _HEADER.match(first):
        return named_so and bool(headers)
    if named_so:
        return True
    return len(headers) >= 3 and bool(headers & {b"mime-version:", b"received:", b"message-id:"})
