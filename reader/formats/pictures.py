# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands for a picture in the text: the words its author gave it for those who cannot see it.

Pictures are neither fetched nor shown, but an article that speaks of one should not hide that it
was there.
"""

import re

from reader.formats.draft import one_line
from reader.formats.wording import is_furniture

PREFIX = "Picture: "
#: A longer description holds something else.
DESCRIPTION_LIMIT = 1200

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
