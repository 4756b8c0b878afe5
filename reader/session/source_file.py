# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The file an article was read from: whether it is still what was read.

Safe on any thread. Nothing is kept but sizes, times and digests.
"""

import hashlib
import os
import stat
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from reader.errors import OpenError, Reason

# Beyond what can be opened at all, the size stands for the content.
_MOST_READ = 100 * 1024 * 1024


class FileState(Enum):
    """What has become of a file since it was read."""

    AS_READ = "as read"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells without reading that a file is probably the same; `modified` in nanoseconds."""

    size: int
    modified: int
    number: int


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a file found: its stamp and its SHA-256; None and "" where there is none."""

    stamp: Stamp | None = None
    sha256: str = ""

    def state(self, read: str) -> FileState:
        """What has become of a file whose bytes had the SHA-256 `read`."""
        if self.stamp is None:
            return FileState.GONE
        return FileState.AS_READ if self.sha256 == read else FileState.CHANGED


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a regular file; None where there is none, or something else in its place.

    Taken before a file is read, it can only be too old, which costs a second reading.
    """
    try:
        status = path.stat()
    except (OSError, ValueError):  # a name may hold what no file's can
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def look_again(path: Path, last: Look) -> Look:
    """Look at a file; it is read only if its stamp is another than last time.

    Raises:
        OpenError: It is there but cannot be read now, as while another program writes it.
    """
    stamp = stamp_of(path)
    if stamp is None or stamp == last.stamp:
        return last if stamp is not None else Look()
    if stamp.size > _MOST_READ:
        return Look(stamp, f"{stamp.size} bytes")
    try:
        # Something else may have taken the file's place since; a pipe must not block here.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            return Look(stamp, hashlib.file_digest(file, "sha256").hexdigest())
    except FileNotFoundError:
        return Look()
    except OSError as error:
        explanation = "The file cannot be read at present; try again in a moment."
        raise OpenError(path, Reason.NOT_PERMITTED, explanation, detail=str(error)) from error
