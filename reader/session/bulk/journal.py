# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which copies a run over folders has begun and which it has finished, line by line.

A line is on the disk before what it speaks of is begun. Where a run was cut off in the middle of a
line, that line says nothing.
"""

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any

from reader.export.saving import explained

_NAME = "copies.jsonl"


class Journal:
    """The journal in a folder; a context in which more is written to it."""

    def __init__(self, folder: Path, how: str) -> None:
        """Read what there is.

        Args:
            folder: Where it is kept.
            how: What else the copies depend on besides the bytes of their files.

        Raises:
            SaveError: The folder cannot be read or written to.
        """
        self._path = folder / _NAME
        self._how = how
        self._done: set[tuple[str, str, str]] = set()
        self._whole: set[str] = set()
        self._begun: set[str] = set()
        with explained(self._path):
            self._file = self._path.open("ab+")
            self._file.seek(0)
            data = self._file.read()
            if data and not data.endswith(b"\n"):
                self._file.write(b"\n")
        for line in data.splitlines():
            self._take_in(line)

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def done(self, sha256: str, copy: str) -> bool:
        """Whether this copy of a file with these bytes is finished."""
        return (sha256, copy, self._how) in self._done

    def may_replace(self, copy: str, *, again: bool) -> bool:
        """Whether a copy that is there is one that was cut off; `again`: or finished by a run."""
        return copy in self._begun - self._whole or (again and copy in self._begun)

    def begin(self, sha256: str, copy: str) -> None:
        """Note that a copy is about to be saved.

        Raises:
            SaveError: That cannot be noted.
        """
        self._write(sha256, copy, done=False)

    def end(self, sha256: str, copy: str) -> None:
        """Note that it is saved.

        Raises:
            SaveError: That cannot be noted.
        """
        self._write(sha256, copy, done=True)

    def _write(self, sha256: str, copy: str, *, done: bool) -> None:
        line = {"sha256": sha256, "copy": copy, "how": self._how, "done": done}
        with explained(self._path):
            self._file.write(json.dumps(line).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        self._note(line)

    def _take_in(self, line: bytes) -> None:
        try:
            self._note(json.loads(line))
        except (ValueError, KeyError, TypeError):
            return

    def _note(self, line: dict[str, Any]) -> None:
        copy = str(line["copy"])
        self._begun.add(copy)
        if line["done"]:
            self._whole.add(copy)
            self._done.add((str(line["sha256"]), copy, str(line["how"])))
        else:
            self._whole.discard(copy)
