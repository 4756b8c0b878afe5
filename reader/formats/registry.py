# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The formats that are opened, one row each; a new one is a module in `loaders` and a row here.

Loaders, and the libraries they need, are imported when a file of their kind is opened.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import Protocol, cast

from reader.document import Article
from reader.document.readers_marks import ReadersMark
from reader.formats.carried import Carried
from reader.formats.draft import Draft
from reader.formats.sniff import ARCHIVE, PICTURE, Sample


class Loader(Protocol):
    """What the module of a format has: `load`, from bytes to a draft."""

    def load(self, data: bytes) -> Draft:
        """Read a file's bytes.

        Raises:
            OpenError: With `path` left for whoever reads the file to fill in.
        """
        ...


class PasswordLoader(Protocol):
    """A loader of a format that can be encrypted."""

    def load(self, data: bytes, *, password: str | None) -> Draft:
        """The same, with the password the reader gave."""
        ...


class CopyLoader(Protocol):
    """What the module has that finds copies in the files of a format.

    It may have `notes` as well: from the bytes and the article to what others noted in the file.
    """

    def carried(self, data: bytes, *, password: str | None) -> Carried | None:
        """The copy that a file carries, or None where there is none that can be read."""
        ...


class Content(Enum):
    """What the bytes of a format are."""

    TEXT = "the text itself"
    MARKUP = "text with its markup, and perhaps pictures"
    ZIP = "an archive"
    BINARY = "something else"


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is opened.

    Attributes:
        name: What it is called in an article.
        suffixes: How the names of its files end, each with its dot.
        module: The module of its loader, in `reader.formats.loaders`.
        content: What its bytes are.
        recognises: Whether a file is of this format, and of none in a row above.
        takes_password: Whether its loader opens encrypted files.
        copies: Whether a file may carry a copy that opens again, which the module beside the
            loader's finds (`copy_pdf` beside `pdf`).
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    content: Content
    recognises: Callable[[Sample], bool]
    takes_password: bool = False
    copies: bool = False

    def carried(self, data: bytes, *, password: str | None = None) -> Carried | None:
        """The copy that a file carries, or None.

        Raises:
            OpenError: The file cannot be opened at all.
        """
        return self._finder().carried(data, password=password) if self.copies else None

    def notes(
        self, data: bytes, article: Article, *, password: str | None = None
    ) -> tuple[ReadersMark, ...]:
        """What others noted in a file, anchored in the article that was made of it."""
        find = getattr(self._finder(), "notes", None) if self.copies else None
        return tuple(find(data, article, password=password)) if find else ()

    def _finder(self) -> CopyLoader:
        return cast(CopyLoader, import_module(f"reader.formats.loaders.copy_{self.module}"))

    def plain(self, data: bytes, *, password: str | None = None) -> bytes:
        """The bytes of a Word document without its encryption; those of any other as they are."""
        if self.name != "docx" or data.startswith(b"PK"):
            return data
        from reader.formats.safe.decryption import decrypt_office

        return decrypt_office(data, password)

    def load(self, data: bytes, *, password: str | None = None) -> Draft:
        """Read a file's bytes; `password` is for an encrypted one.

        Raises:
            OpenError: With `path` left for whoever reads the file to fill in.
        """
        module = import_module(f"reader.formats.loaders.{self.module}")
        if self.takes_password:
            return cast(PasswordLoader, module).load(data, password=password)
        return cast(Loader, module).load(data)


_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAGS = re.compile(
    r"</?(?:p|div|br|h[1-6]|span|table|ul|li|a|body|html|article)\b[^>]{0,500}>", re.I
)
_MHTML_SAVED = re.compile(
    rb"^(?:snapshot-content-location:|from:[ \t]*\"?<?saved by)", re.IGNORECASE | re.MULTILINE
)
_MHTML_RELATED = re.compile(rb"^content-type:[ \t]*multipart/related", re.IGNORECASE | re.MULTILINE)
_POSTED = re.compile(
    rb"^(?:to|cc|received|return-path|delivered-to|in-reply-to|references):",
    re.IGNORECASE | re.MULTILINE,
)
_JSON = re.compile(r'[{\[]\s*(?:["{\[\]}]|-?\d)')
# What the copies begin with that are texts.
_HTML_COPY = re.compile(
    rb"\s*<!doctype html>.{0,4000}<meta name=\"generator\" content=\"Slantwise\"", re.I | re.DOTALL
)
_JSON_COPY = re.compile(rb'\s*\{\s*"schema":\s*\d+,\s*"article":')
_FRONT_MATTER = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:[\w-]+:.*\r?\n)+")


def _is_pdf(sample: Sample) -> bool:
    return b"%PDF-" in sample.head[:1024]


def _is_epub(sample: Sample) -> bool:
    return b"application/epub+zip" in sample.entries or b"META-INF/container.xml" in sample.entries


def _is_docx(sample: Sample) -> bool:
    packed = b"word/" in sample.entries or b"wordDocument" in sample.entries
    return packed or sample.is_encrypted_office


def _is_odt(sample: Sample) -> bool:
    if b"opendocument.text" in sample.entries:
        return True
    parts = b"content.xml" in sample.entries and b"styles.xml" in sample.entries
    return parts and sample.other == ARCHIVE


def _is_rtf(sample: Sample) -> bool:
    return sample.head.lstrip()[:5].lower() == b"{\\rtf"


def _is_mhtml(sample: Sample) -> bool:
    headers = sample.mail_headers
    if _MHTML_SAVED.search(headers):
        return True
    # A letter with pictures has the form of an archived page.
    return bool(_MHTML_RELATED.search(headers)) and not _POSTED.search(headers)


def _is_eml(sample: Sample) -> bool:
    return bool(sample.mail_headers)


def _is_html(sample: Sample) -> bool:
    text = sample.text
    if text is None:
        return False
    if _HTML.match(text):
        return True
    if sample.other_markup == PICTURE:
        return False
    tagged = len(_HTML_TAGS.findall(text)) * 400 > len(text) > 100
    return sample.named == "html" or (sample.named != "md" and tagged)


def _is_markdown(sample: Sample) -> bool:
    marked = sample.named == "md" or _FRONT_MATTER.match(sample.head)
    return bool(_is_text(sample) and marked)


def _is_json(sample: Sample) -> bool:
    text = (sample.text or "").lstrip()
    return bool(_JSON.match(text)) and (sample.named == "json" or '"schema"' in text)


def _is_text(sample: Sample) -> bool:
    return sample.text is not None and sample.other_markup is None


#: In the order in which a file is held against them.
FORMATS = (
    Format("pdf", (".pdf",), "pdf", Content.BINARY, _is_pdf, takes_password=True, copies=True),
    Format("epub", (".epub",), "epub", Content.ZIP, _is_epub),
    Format(
        "docx", (".docx", ".docm"), "docx", Content.ZIP, _is_docx, takes_password=True, copies=True
    ),
    Format("odt", (".odt",), "odt", Content.ZIP, _is_odt),
    Format("rtf", (".rtf",), "rtf", Content.MARKUP, _is_rtf),
    Format("mhtml", (".mhtml", ".mht"), "mhtml", Content.MARKUP, _is_mhtml),
    Format("eml", (".eml",), "mail", Content.MARKUP, _is_eml),
    Format("html", (".html", ".htm", ".xhtml"), "html", Content.MARKUP, _is_html, copies=True),
    Format("md", (".md", ".markdown"), "markdown", Content.TEXT, _is_markdown, copies=True),
    Format("json", (".json",), "json", Content.MARKUP, _is_json, copies=True),
    Format("txt", (".txt", ".text"), "txt", Content.TEXT, _is_text),
)
# The plainest first, as the open dialog shows them.
_BY_SUFFIX = {suffix: row for row in reversed(FORMATS) for suffix in row.suffixes}

#: Which format each file name ending stands for, for the open dialog.
SUFFIXES: Mapping[str, str] = MappingProxyType({end: row.name for end, row in _BY_SUFFIX.items()})


def takes_password(name: str) -> bool:
    """Whether a password would open an encrypted file of this name."""
    row = _named(name)
    return row is not None and row.takes_password


def recognise(data: bytes, name: str) -> Format:
    """The format of a file that is not empty: from its content first, then from its name.

    Raises:
        OpenError: It is something that cannot be opened; the sentence says what.
    """
    named = _named(name)
    if (signed := _signed_copy(data)) is not None:
        return signed
    sample = Sample(
        data,
        named=named.name if named else None,
        may_be_text=named is None or named.content in {Content.TEXT, Content.MARKUP},
    )
    for row in FORMATS:
        if row.recognises(sample):
            return row
    # A zip archive that tells nothing of itself is what its name says.
    silent = sample.entries and sample.other == ARCHIVE
    if silent and named is not None and named.content is Content.ZIP:
        return named
    raise sample.refusal()


def _signed_copy(data: bytes) -> Format | None:
    """The format of a text that is a copy of ours, whose names say nothing that it does not."""
    if _HTML_COPY.match(data):
        return _BY_SUFFIX[".html"]
    if _JSON_COPY.match(data):
        return _BY_SUFFIX[".json"]
    if data[-64:].rstrip().endswith(b"-->") and b"\n<!-- slantwise copy " in data:
        return _BY_SUFFIX[".md"]
    return None


def _named(name: str) -> Format | None:
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())
