# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The folder that a run writes to: made if need be, and of one run at a time."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from reader.errors import Reason, SaveError
from reader.export.saving import explained

if sys.platform != "win32":
    import fcntl

#: Below the folder for the results: what a run goes on from.
KEPT = ".slantwise"


@contextlib.contextmanager
def held(out: Path) -> Iterator[Path]:
    """Have a folder for oneself; yields the one in it for what a run goes on from.

    Raises:
        SaveError: It cannot be made or written to, or another run has it.
    """
    kept = out / KEPT
    with explained(out):
        try:
            kept.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            sentence = "The folder cannot be made, as a file is in its way; choose another name."
            raise SaveError(out, Reason.NOT_A_FILE, sentence, detail=str(error)) from error
        file = (kept / "lock").open("ab")
    with file:
        if sys.platform != "win32":
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                sentence = "Another run is writing to this folder; wait for it or choose another."
                raise SaveError(out, Reason.BUSY, sentence) from error
            except OSError:
                pass  # a file system that cannot lock must do without
        yield kept
