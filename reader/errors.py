# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The exceptions that Slantwise raises on purpose.

Each carries what a front end needs to say one clear sentence: the file, the reason and what to do
about it. The technical detail is kept apart, to be folded away.
"""

from enum import StrEnum
from pathlib import Path


class Reason(StrEnum):
    """Why a file could not be opened, the model not be used, a copy or a mark not be kept."""

    NOT_FOUND = "not found"
    NOT_A_FILE = "not a file"
    NOT_PERMITTED = "not permitted"
    UNSUPPORTED = "unsupported"
    EMPTY = "empty"
    NO_TEXT = "no text"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too large"
    TOO_SLOW = "too slow"
    TOO_MUCH_MEMORY = "too much memory"
    WORKER_STOPPED = "worker stopped"
    MODEL_MISSING = "model missing"
    MODEL_UNSUITABLE = "model unsuitable"
    WOULD_OVERWRITE = "would overwrite"
    DISK_FULL = "disk full"
    BUSY = "busy"
    UNEXPECTED = "unexpected"


class ReaderError(Exception):
    """The base of all of them.

    Attributes:
        path: The file or folder in question, or None.
        reason: Why, as one of a closed list.
        explanation: A whole sentence for the reader: the reason and what to do, without the name.
        detail: The technical detail, for a folded part of a notice and for the log.
    """

    def __init__(
        self, path: Path | None, reason: Reason, explanation: str, *, detail: str = ""
    ) -> None:
        super().__init__(explanation)
        self.path = path
        self.reason = reason
        self.explanation = explanation
        self.detail = detail

    def __str__(self) -> str:
        """One line that names the file and says why."""
        if self.path is None:
            return self.explanation
        # A file name may hold line breaks; a message is one line.
        name = self.path.name.replace("\n", "\\n").replace("\r", "\\r")
        return f"{name}: {self.explanation}"


class OpenError(ReaderError):
    """An article could not be opened."""


class ModelError(ReaderError):
    """The model is missing, does not fit or failed."""


class SaveError(ReaderError):
    """A copy could not be saved; what was there before is untouched."""


class LibraryError(ReaderError):
    """The library could not be read or written; what was to be kept is not kept yet."""


class ClusterError(ReaderError):
    """The machines that were to do the work cannot; what they finished is kept."""
