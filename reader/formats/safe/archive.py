# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Zip archives from strangers: docx, odt and epub are read through here and nowhere else.

Nothing is unpacked to disk, so that a name such as "../../x" is only a name.
"""

import io
import posixpath
import zipfile
import zlib

from reader.errors import OpenError, Reason
from reader.formats.safe.limits import PICTURE_LIMIT, PICTURES_LIMIT

#: The most entries an archive may have.
ENTRY_COUNT_LIMIT = 10_000
#: The most bytes that one entry may expand to.
ENTRY_LIMIT = 64 * 1024 * 1024
#: The most bytes that are expanded from one archive.
TOTAL_LIMIT = 256 * 1024 * 1024
#: An entry above `RATIO_FLOOR` bytes may expand to this many times its packed size.
RATIO_LIMIT = 200
RATIO_FLOOR = 4 * 1024 * 1024
_CHUNK = 1024 * 1024
# Others expand a few bytes to hundreds of megabytes in one step; no document format allows them.
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED_BIT = 0x1


class Archive:
    """A zip archive in memory, with limits on entries, sizes and expansion."""

    def __init__(self, data: bytes) -> None:
        """Read the directory of the archive.

        Raises:
            OpenError: It is damaged or has too many entries.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise damaged(str(error)) from error
        entries = self._zip.infolist()
        if len(entries) > ENTRY_COUNT_LIMIT:
            raise OpenError(
                None,
                Reason.TOO_LARGE,
                f"There are more than {ENTRY_COUNT_LIMIT:,} files packed in this one; "
                "it is not opened.",
            )
        self._entries = {entry.filename: entry for entry in entries}
        self._expanded = 0
        self._pictures = 0

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the entries, in the order of the archive."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of an entry.

        Raises:
            OpenError: There is no such entry, or it is damaged, encrypted or expands too far.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise damaged(f"no entry {name!r}")
        if entry.flag_bits & _ENCRYPTED_BIT:
            raise OpenError(
                None,
                Reason.ENCRYPTED,
                "The file is packed with a password; unpack it with its own program first.",
            )
        if entry.compress_type not in _PACKINGS:
            raise damaged(f"packing {entry.compress_type} of {name!r}")
        chunks = []
        size = 0
        try:
            with self._zip.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    size += len(chunk)
                    self._expanded += len(chunk)
                    self._check(size, entry.compress_size)
                    chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
            raise damaged(f"{name!r}: {error}") from error
        return b"".join(chunks)

    def picture(self, name: str) -> bytes | None:
        """The bytes of a picture that is small enough to be shown, or None."""
        entry = self._entries.get(name)
        if entry is None or entry.file_size > PICTURE_LIMIT or self._pictures > PICTURES_LIMIT:
            return None
        self._pictures += entry.file_size
        try:
            return self.read(name)
        except OpenError:
            return None

    def _check(self, size: int, packed: int) -> None:
        if size > ENTRY_LIMIT:
            raise _bomb(f"an entry of more than {ENTRY_LIMIT // _CHUNK} MB")
        if self._expanded > TOTAL_LIMIT:
            raise _bomb(f"entries of more than {TOTAL_LIMIT // _CHUNK} MB together")
        if size > RATIO_FLOOR and size > RATIO_LIMIT * max(packed, 1):
            raise _bomb(f"an entry that grows more than {RATIO_LIMIT} times its size")


def resolve(base: str, reference: str) -> str | None:
    """The entry that a reference inside the entry `base` means, or None outside the archive."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), reference))
    return None if path.startswith(("..", "/")) or path == "." else path


def damaged(detail: str) -> OpenError:
    """The error of an archive that cannot be read."""
    return OpenError(
        None,
        Reason.DAMAGED,
        "The file is damaged or incomplete; fetch it again from where it came.",
        detail=detail,
    )


def _bomb(what: str) -> OpenError:
    return OpenError(
        None,
        Reason.TOO_LARGE,
        f"Packed in this file is {what}, as in files made to do harm; it is not opened.",
    )
