# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a file is: from its content first, from its name where the content leaves it open."""

import re
from pathlib import PurePath

from reader.errors import OpenError, Reason
from reader.formats.encoding import decode, is_binary

SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".epub": "epub",
    ".eml": "eml",
}
#: How much of a file is looked at.
SNIFF_LIMIT = 64 * 1024

_PICTURE = "a picture"
_SOUND = "a sound or video file"
_PROGRAM = "a program"
_ARCHIVE = "an archive"
_SHEET = "a spreadsheet"
_SLIDES = "a presentation"
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF87a", _PICTURE),
    (b"GIF89a", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"8BPS", _PICTURE),
    (b"ID3", _SOUND),
    (b"OggS", _SOUND),
    (b"fLaC", _SOUND),
    (b"\x1aE\xdf\xa3", _SOUND),
    (b"\x7fELF", _PROGRAM),
    (b"MZ", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"\xfd7zXZ\x00", _ARCHIVE),
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

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAGS = re.compile(
    r"</?(?:p|div|br|h[1-6]|span|table|ul|li|a|body|html|article)\b[^>]{0,500}>", re.I
)
_XML = re.compile(r"\s*(?:<\?xml\b|<!doctype\s+(?!html)|<(?:svg|rss|feed|office:document)\b)", re.I)
_SVG = re.compile(r"<svg\b", re.IGNORECASE)
_HEADER = re.compile(r"^[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?.*(?:\r?\n[ \t]+.*)*$")
_MAIL_HEADERS = re.compile(
    rb"^(?:from|to|subject|date|mime-version|received|return-path|message-id|content-type|"
    rb"delivered-to|"
    rb"snapshot-content-location|reply-to|x-[\w-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_MHTML_HEADERS = re.compile(
    rb"^(?:snapshot-content-location:|from:[ \t]*\"?<?saved by|"
    rb"content-type:[ \t]*multipart/related)",
    re.IGNORECASE | re.MULTILINE,
)
_FRONT_MATTER = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:[\w-]+:.*\r?\n)+")


def sniff(data: bytes, name: str) -> str:
    """The format of a file that is not empty.

    Raises:
        OpenError: It is something that cannot be opened; the sentence says what.
    """
    head = data[:SNIFF_LIMIT]
    named = SUFFIXES.get(PurePath(name).suffix.lower())
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_ZIP):
        return _sniff_zip(data, named)
    if head.startswith(_OLE):
        return _sniff_ole(data)
    if head.lstrip()[:5].lower() == b"{\\rtf":
        return "rtf"
    _refuse_signature(head)
    if _is_mail(head, named):
        return "mhtml" if _MHTML_HEADERS.search(_mail_head(head)) else "eml"
    if is_binary(data):
        raise OpenError(
            None,
            Reason.UNSUPPORTED,
            "This is a binary file, not a text; choose an article that can be read.",
        )
    return _sniff_text(head, named)


def _sniff_text(head: bytes, named: str | None) -> str:
    if named in {"docx", "odt", "epub", "pdf"}:
        raise OpenError(
            None,
            Reason.DAMAGED,
            f"The file is not what its name (.{named}) says and may be damaged; "
            "fetch it again from where it came.",
        )
    text = decode(head[:8192]).text.lstrip("\ufeff")
    if _HTML.match(text):
        return "html"
    if _SVG.match(text.lstrip()) or (_XML.match(text) and _SVG.search(text)):
        _refuse_kind(_PICTURE)
    if named == "html" or (named != "md" and len(_HTML_TAGS.findall(text)) * 400 > len(text) > 100):
        return "html"
    if _XML.match(text) and named not in {"txt", "md"}:
        _refuse_kind("an XML file")
    if named == "md" or _FRONT_MATTER.match(head):
        return "md"
    return "txt"


def _refuse_signature(head: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature) and (signature not in _WEAK_SIGNATURES or is_binary(head)):
            _refuse_kind(kind)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        _refuse_kind(_PICTURE)
    if head[4:8] == b"ftyp":
        _refuse_kind(_PICTURE if head[8:12] in {b"avif", b"heic", b"mif1"} else _SOUND)
    if head[:4] == b"RIFF":
        _refuse_kind(_SOUND)


def _refuse_kind(kind: str) -> None:
    raise OpenError(
        None, Reason.UNSUPPORTED, f"This is {kind}, not a text; choose an article that can be read."
    )


def _sniff_zip(data: bytes, named: str | None) -> str:
    # The names stand both before each entry and in the directory at the end.
    ends = data[:SNIFF_LIMIT] + data[-SNIFF_LIMIT:]
    if b"application/epub+zip" in ends or b"META-INF/container.xml" in ends:
        return "epub"
    if b"word/" in ends or b"wordDocument" in ends:
        return "docx"
    if b"opendocument.text" in ends:
        return "odt"
    if b"xl/workbook" in ends or b"opendocument.spreadsheet" in ends:
        _refuse_kind(_SHEET)
    if b"ppt/presentation" in ends or b"opendocument.presentation" in ends:
        _refuse_kind(_SLIDES)
    if b"content.xml" in ends and b"styles.xml" in ends:
        return "odt"
    if named in {"docx", "odt", "epub"}:
        return named
    _refuse_kind(_ARCHIVE)
    raise AssertionError


def _sniff_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "docx"
    raise OpenError(
        None,
        Reason.UNSUPPORTED,
        "This is a document of an old word processor; save it as .docx, .odt or .pdf there.",
    )


def _mail_head(head: bytes) -> bytes:
    return re.split(rb"\r?\n[ \t]*\r?\n", head.lstrip(), maxsplit=1)[0]


def _is_mail(head: bytes, named: str | None) -> bool:
    if b"\0" in head[:1024]:
        return False
    lines = _mail_head(head)
    # Some programs write "From name date" before the headers, as mailboxes do.
    lines = re.sub(rb"\AFrom [^\n]*\n", b"", lines)
    headers = {match.group().lower() for match in _MAIL_HEADERS.finditer(lines)}
    first = lines.split(b"\n", 1)[0].decode("latin-1").rstrip("\r")
    if not _HEADER.match(first):
        return named in {"eml", "mhtml"} and bool(headers)
    if named in {"eml", "mhtml"}:
        return True
    return len(headers) >= 3 and bool(headers & {b"mime-version:", b"received:", b"message-id:"})
