# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Bytes to text: byte-order marks, declared encodings, UTF-8, and a guess where all that fails."""

import codecs
import re
from dataclasses import dataclass
from unicodedata import category

#: How much of a text the guess looks at.
GUESS_LIMIT = 200_000
#: Files with a greater share of NUL bytes are not text.
NUL_SHARE = 0.02
#: Such a share of the letters of a text in UTF-16 are spaces, line ends and stops.
LEAST_STOPS = 0.01
#: A text with a letter to a byte has a smaller share of controls.
CONTROL_SHARE = 0.1
#: With a greater share of undecodable bytes a text is not taken for damaged UTF-8.
DAMAGE_SHARE = 0.02
RUN_SHARE = 0.005

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read these labels as.
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
}
_WESTERN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]|[^\W\d_a-zA-ZÀ-ÖØ-öø-ÿŒœŠšŽžŸªº²³¹µ]")
# Letters that stand alone or between capitals are what other code pages look like in this one.
_MISREAD = re.compile(r"(?<=[a-z])[À-ÖØ-Þ](?=[a-z])|[À-ÿ]{4,}|[¤¦¨¬¯¸±¹²³][a-zà-ÿ]")
# What Polish, Czech and Turkish look like when they are read as Western, and what would speak
# against it (Icelandic has the letters that stand for the Turkish ones, too).
_LOOKS = (
    (re.compile(r"(?<=[a-z])[³¹¿](?=[a-zê¹æ¿])"), None, "cp1250"),
    (re.compile(r"(?<=[a-zšž])[ìøè](?=[a-zšž]{0,9}[šžýíá])"), None, "cp1250"),
    (re.compile(r"[šžýíá][a-z]{0,9}[ìøè]"), None, "cp1250"),
    (re.compile(r"(?<=[a-z])[ýþð](?=[a-z])"), re.compile("[áóúæé]"), "cp1254"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was read in; `damaged` where some bytes fitted no character."""

    text: str
    encoding: str
    damaged: bool = False


def known_encoding(label: str | None) -> str | None:
    """Python's name for an encoding that a document declares, or None."""
    if not label:
        return None
    label = label.strip().strip("\"'").lower()
    label = _ALIASES.get(label, label)
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError, UnicodeError):
        return None
    # "hex", "zip" and the like are codecs too, and would be asked to unpack what they are given.
    return info.name if info._is_text_encoding else None


def marked_encoding(data: bytes) -> str | None:
    """The encoding that a byte-order mark names, or the pattern of UTF-16 without one."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:4096]
    if len(head) >= 8:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        half = len(head) // 2
        if odd > 0.4 * half and even < 0.05 * half:
            return "utf-16-le"
        if even > 0.4 * half and odd < 0.05 * half:
            return "utf-16-be"
        return _wide_encoding(head)
    return None


def _wide_encoding(head: bytes) -> str | None:
    """The order of the bytes of a text in UTF-16 that has few Latin letters or none, or None.

    In the right order it has spaces or stops, and no character that is none.
    """
    if _is_narrow(head):
        return None
    best, found = LEAST_STOPS * len(head) / 2, None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = head[: len(head) // 2 * 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        stops = sum(map(text.count, " \r\n\u3001\u3002"))
        if stops >= best and all(
            char.isspace() or category(char)[0] in "LMNPSZ" or category(char) == "Cf"
            for char in text
        ):
            best, found = stops, encoding
    return found


def _is_narrow(head: bytes) -> bool:
    """Whether the bytes are those of a text with a letter to a byte, but for stray zeros."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A letter may have been cut in two.
        if error.start < len(head) - 4:
            return False
    controls = sum(head.count(byte) for byte in range(1, 32) if byte not in b"\n\r")
    return controls < CONTROL_SHARE * len(head)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read the bytes as text, in the encoding they show, declare or most likely have."""
    encoding = marked_encoding(data)
    if encoding is not None:
        return _lenient(data, encoding)
    if b"\x1b$" in data[:GUESS_LIMIT] and data.isascii():
        return _lenient(data, "iso2022_jp")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    encoding = known_encoding(declared)
    if encoding is not None and not encoding.startswith(("utf-16", "utf-32")):
        return _lenient(data, encoding)
    repaired = _lenient(data, "utf-8")
    bad = repaired.text.count("\ufffd")
    good = sum(1 for byte in data[:GUESS_LIMIT] if byte >= 0xC2)
    # A text in another encoding has its bad bytes scattered; damage comes in runs.
    scattered = bad * 2 > good and not (
        bad < RUN_SHARE * len(data) and "\ufffd" * 3 in repaired.text
    )
    if bad <= DAMAGE_SHARE * len(data) and not scattered:
        return repaired
    return _guess(data) or repaired


def is_binary(data: bytes) -> bool:
    """Whether the bytes cannot be a text in any encoding."""
    head = data[:GUESS_LIMIT]
    if not head or marked_encoding(head) is not None:
        return False
    if head.count(0) > NUL_SHARE * len(head):
        return True
    controls = sum(head.count(byte) for byte in (*range(1, 8), *range(14, 27), *range(28, 32), 127))
    return controls > NUL_SHARE * len(head)


def _lenient(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeError:
        return Decoded(data.decode(encoding, "replace"), encoding, damaged=True)


def _guess(data: bytes) -> Decoded | None:
    head = data[:GUESS_LIMIT]
    western = head.decode("cp1252", "replace")
    foreign = len(_WESTERN.findall(western)) + western.count("\ufffd")
    for looks, unless, encoding in _LOOKS:
        if unless is not None and unless.search(western):
            continue
        if len(looks.findall(western)) * 12 > _above_ascii(western) > 0:
            return _lenient(data, encoding)
    if foreign == 0 and len(_MISREAD.findall(western)) * 20 <= _above_ascii(western):
        return _lenient(data, "cp1252")
    # Imported here: plain UTF-8 must open without it.
    from charset_normalizer import from_bytes

    best = from_bytes(head).best()
    if best is not None:
        return _lenient(data, best.encoding)
    return _lenient(data, "cp1252")


def _above_ascii(text: str) -> int:
    return sum(1 for character in text if character > "\x7f")
