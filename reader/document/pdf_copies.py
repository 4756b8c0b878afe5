# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer and the reader of PDF copies have to agree on.

A copy carries an attachment: a line with two digests, of the words on its pages and of our comments
on them, and below it the packed copy. So whoever opens it can tell what was changed since.
"""

import hashlib
import unicodedata
import uuid
from collections.abc import Iterable

#: The name of the attachment.
ATTACHMENT = "slantwise.copy"
#: What the names (/NM) of our annotations begin with.
OURS = "slantwise-"

_NOTES = uuid.UUID("5b0f6b4e-6d4f-4f0e-9d1c-6e1b0a3f7c52")


def digests(pages: Iterable[str], comments: Iterable[tuple[str, str]]) -> str:
    """The line about the pages.

    It is made of words rather than of the file's own streams, which programs that only add a
    comment may write anew. White space, which an engine guesses, does not count.

    Args:
        pages: What stands on each page, as the engine gives it.
        comments: The names and the words of our annotations.
    """
    found = (pages, (part for comment in sorted(comments) for part in comment))
    return " ".join(map(_digest, found))


def _digest(texts: Iterable[str]) -> str:
    found = hashlib.sha256()
    for text in texts:
        found.update("".join(text.split()).encode("utf-8", "surrogatepass"))
        found.update(b"\f")
    return found.hexdigest()


def note_id(*parts: object) -> str:
    """The id of a mark that came in from another program's annotation.

    The same annotation has the same in each copy of the file, so that it comes in only once.
    """
    return str(uuid.uuid5(_NOTES, "\0".join(map(str, parts))))


def letters_of(character: str) -> str:
    """The letters and figures that a character stands for: none for a sign, several for a ligature.

    Only they are compared where a text is laid beside the page it was read from, since signs and
    spaces were mended.
    """
    if character.isascii():
        return character if character.isalnum() else ""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", character)))


def letters_in(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The letters and figures of a stretch of text, and the offset of each."""
    pairs = [
        (letter, offset) for offset in range(start, end) for letter in letters_of(text[offset])
    ]
    return "".join(letter for letter, _ in pairs), [offset for _, offset in pairs]
