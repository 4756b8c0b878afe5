# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures: those in the file itself are shown, and the words that stand for any are kept.

What a file only names, on the network or beside it, is never fetched: its description stands for
it. Of what is in the file nothing is decoded here; the head of a picture tells its size.
"""

import re
import struct
from collections.abc import Callable

from reader.document.article import Picture
from reader.formats.draft import Draft, one_line
from reader.formats.safe.limits import PICTURE_LIMIT, PIXEL_LIMIT
from reader.formats.structure.furniture import is_furniture

#: Gives the bytes of a picture in the same file by what the text calls it, or None.
PictureSource = Callable[[str], bytes | None]

PREFIX = "Picture: "
#: A longer description holds something else.
DESCRIPTION_LIMIT = 1200
#: A picture that is less wide or high, in pixels, is an ornament.
LEAST_SIZE = 80

# A writing without spaces has a word in each sign.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_]{2,}")
_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|avif|heic|emf|wmf)\W*$|^(?:https?:|file:|[a-z]:\\|/)",
    re.IGNORECASE,
)
_NOT_PICTURE = re.compile(
    r"\b(?:logo|icon|avatar|spacer|placeholder|thumbnail|advert(?:isement)?)\b|"
    r"^(?:image|picture|photo(?:graph)?|figure|graphic|img|slide|grafik|bild|screenshot|"
    r"featured image|main image|article image|hero image|image may contain)\b[\W\d]*$",
    re.IGNORECASE,
)
#: "The logo of the party on a wall" is a picture; "Party logo" is furniture.
_LABEL_WORDS = 4
# Word signs the descriptions that it made up itself.
_SIGNATURE = re.compile(
    r"\s*(?:Description automatically generated|AI-generated content)\b.*", re.I
)
_PNG_HEAD = struct.Struct(">8sI4sII")
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def no_pictures(address: str) -> bytes | None:
    """The source of pictures where a file has none."""
    return None


def picture_text(description: str | None) -> str | None:
    """The line that stands for a picture, or None where its description says nothing."""
    text = _SIGNATURE.sub("", one_line(description) or "").strip()
    if not text or len(text) > DESCRIPTION_LIMIT or _FILE_NAME.search(text):
        return None
    words = _WORD.findall(text)
    # One word, and all that has no space, is a name that a program gave.
    spaced = " " in text or not text.isascii()
    if len(words) < 2 or not spaced:
        return None
    if len(words) <= _LABEL_WORDS and _NOT_PICTURE.search(text):
        return None
    return None if is_furniture(text) else PREFIX + text


def add_picture(draft: Draft, data: bytes | None) -> None:
    """Let a picture stand above the next block, unless it is of another kind or too large."""
    if data is None or len(data) > PICTURE_LIMIT:
        return
    size = picture_size(data)
    if size and min(size) >= LEAST_SIZE and size[0] * size[1] <= PIXEL_LIMIT:
        draft.pictures.append(Picture(0, *size, data))


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG file in pixels, or None for anything else."""
    if len(data) >= _PNG_HEAD.size and data.startswith(b"\x89PNG\r\n\x1a\n"):
        _, _, chunk, width, height = _PNG_HEAD.unpack_from(data)
        return (width, height) if chunk == b"IHDR" else None
    return _jpeg_size(data) if data.startswith(b"\xff\xd8\xff") else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, position + 5)
            return width, height
        # Some markers, and the 0xFF that fill up, have no length behind them.
        if marker == 0xFF or marker in _JPEG_ALONE:
            position += 1 if marker == 0xFF else 2
        else:
            position += 2 + struct.unpack_from(">H", data, position + 2)[0]
    return None
