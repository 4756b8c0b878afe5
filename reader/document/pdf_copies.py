# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer and the reader of PDF copies have to agree on.

A copy carries an attachment: a line with the digest of its pages' words, and below it the packed
copy. Annotations of ours are known by their names, those of other programs by the rest.
"""

import hashlib
import uuid
from collections.abc import Iterable

#: The name of the attachment.
ATTACHMENT = "slantwise.copy"
#: What the names (/NM) of our annotations begin with.
OURS = "slantwise-"

_NOTES = uuid.UUID("5b0f6b4e-6d4f-4f0e-9d1c-6e1b0a3f7c52")


def words_digest(pages: Iterable[str]) -> str:
    """The digest of what stands on the pages, in hexadecimal.

    It is taken of the words rather than of the file's own streams, since programs that only add a
    comment may write those anew. White space, which an engine guesses, does not count.
    """
    found = hashlib.sha256()
    for text in pages:
        found.update("".join(text.split()).encode("utf-8", "surrogatepass"))
        found.update(b"\f")
    return found.hexdigest()


def note_id(*parts: object) -> str:
    """The id of a mark that came in from another program's annotation.

    The same annotation has the same in each copy of the file, so that it comes in only once.
    """
    return str(uuid.uuid5(_NOTES, "\0".join(map(str, parts))))


def sealed(packed: str, pages: Iterable[str]) -> bytes:
    """The content of the attachment."""
    return f"{words_digest(pages)}\n{packed}".encode("ascii")


def unsealed(content: bytes) -> tuple[str, bytes]:
    """The digest and the packed copy that `sealed` put together."""
    digest, _, packed = content.partition(b"\n")
    return digest.decode("ascii", "replace"), packed
