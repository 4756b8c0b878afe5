# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which files a run works on: the same bytes once, in an order that depends on names alone."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.errors import OpenError, Reason
from reader.session.source_file import Look, look_again

_SHA256 = 64


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to work on.

    Attributes:
        path: The file; where several hold the same bytes, the first of them.
        sha256: Of its bytes; empty where they could not be read.
        copies: The others that hold the same.
    """

    path: Path
    sha256: str
    copies: tuple[Path, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What its analysis depends on besides the program: its bytes and, by its end, its name."""
        return self.sha256, self.path.name


def plan(files: Sequence[Path], advance: Callable[[int], None] = lambda _: None) -> list[Planned]:
    """Look at all files, and plan for each content once.

    Args:
        files: As they were named or found.
        advance: Told of how many have been looked at.
    """
    found: dict[str, list[Path]] = {}
    unread: list[Planned] = []
    for number, path in enumerate(sorted(files, key=os.fsencode), start=1):
        digest = sha256_of(path)
        if digest:
            found.setdefault(digest, []).append(path)
        else:
            unread.append(Planned(path, ""))
        advance(number)
    read = [Planned(first, digest, tuple(more)) for digest, (first, *more) in found.items()]
    return sorted(read + unread, key=lambda item: os.fsencode(item.path))


def sha256_of(path: Path) -> str:
    """Of a file's bytes as they are now; empty where they cannot be read or are far too many."""
    try:
        digest = look_again(path, Look()).sha256
    except OpenError:
        return ""
    return digest if len(digest) == _SHA256 else ""


def changed(planned: Planned) -> OpenError | None:
    """What there is to say where a file is no longer what it was when the run began."""
    now = sha256_of(planned.path)
    if now == planned.sha256:
        return None
    sentence = "It was changed during the run; run the same command again to take it up."
    return OpenError(planned.path, Reason.BUSY, sentence)


def outside(files: Sequence[Path], out: Path) -> list[Path]:
    """The files that do not lie below the folder for the results, which are no articles."""
    folder = Path(os.path.realpath(out))
    return [path for path in files if folder not in Path(os.path.realpath(path)).parents]
