# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Puts a finished copy on the disk: all of it or nothing, and never over the article itself."""

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from reader.errors import Reason, SaveError

if sys.platform != "win32":
    import fcntl

# A file that is being written, and what a run that was killed leaves of it.
_PREFIX, _SUFFIX = ".slantwise-", ".tmp"
# No save takes longer than this, in seconds.
_LONG = 3600.0

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_A_FOLDER = frozenset({errno.EISDIR, errno.ENOTEMPTY})
_NO_FOLDER = frozenset({errno.ENOENT, errno.ENOTDIR})
_BAD_NAME = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ})

_BAD_NAME_SENTENCE = "The name is too long or cannot be used here; choose another name."


def save(
    path: Path, data: bytes, *, source: Path | Collection[Path] | None, overwrite: bool = True
) -> None:
    """Write `data` to `path`, replacing what is there in one step.

    A symbolic link is followed and stays one; the permissions of an existing file are kept. Safe on
    any thread.

    Args:
        path: Where the copy goes.
        data: All of it.
        source: The article's own file, or those of several articles, which are never written to,
            under whatever name; or None.
        overwrite: Whether another existing file may be replaced.

    Raises:
        SaveError: Nothing was written; what was there before is untouched.
    """
    with explained(path):
        target = Path(os.path.realpath(path))
        sources = [source] if isinstance(source, Path) else source or ()
        if any(_is_same(target, own) for own in sources):
            raise SaveError(
                path,
                Reason.WOULD_OVERWRITE,
                "This is the article itself, which is never written over; choose another name.",
            )
        mode = _mode(path, target, overwrite=overwrite)
        _replace(target, data, mode)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path`, in one step, when the block has ended.

    For what is the program's own and too large to be put together in memory. When the block fails,
    nothing is left of it, and what was there before is untouched.

    Raises:
        SaveError: The system does not let it be written.
    """
    try:
        with _in_its_place(path, None) as file:
            yield file
    except OSError as error:
        reason, sentence = _explanation(error)
        raise SaveError(path, reason, sentence, detail=str(error)) from error


def _is_same(target: Path, source: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return target.samefile(source) or _same_name(target, source)
    return _same_name(target, source)


def _same_name(target: Path, source: Path) -> bool:
    # "Report.html" and "report.html" are one file on many systems, and become one on the way there.
    one, other = (
        unicodedata.normalize("NFC", os.path.realpath(path)).casefold() for path in (target, source)
    )
    return one == other


def _mode(path: Path, target: Path, *, overwrite: bool) -> int | None:
    """The permissions of the file to be replaced, or None where there is none."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        sentence = "This is a folder or a device, not a file; choose a name for the copy."
        raise SaveError(path, Reason.NOT_A_FILE, sentence)
    if not overwrite:
        sentence = "A file of this name exists already; choose another name."
        raise SaveError(path, Reason.WOULD_OVERWRITE, sentence)
    if not os.access(target, os.W_OK):
        sentence = "The file that is there is write-protected; choose another name."
        raise SaveError(path, Reason.NOT_PERMITTED, sentence)
    return stat.S_IMODE(status.st_mode)


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    with _in_its_place(target, mode) as file:
        file.write(data)


@contextlib.contextmanager
def _in_its_place(target: Path, mode: int | None) -> Iterator[BinaryIO]:
    # In the same folder, because only within one file system is replacing a single step.
    temporary = target.with_name(f"{_PREFIX}{secrets.token_hex(6)}{_SUFFIX}")
    remove_leftovers(target.parent)
    try:
        with temporary.open("xb") as file:
            _lock(file)
            yield file
            file.flush()
            os.fsync(file.fileno())
            if mode is not None:
                temporary.chmod(mode)
            if sys.platform != "win32":
                # Still locked, so that nobody takes it for a leftover.
                temporary.replace(target)
        if sys.platform == "win32":
            temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _lock(file: BinaryIO) -> None:
    """Lock a file, where files can be locked, until it is closed or this process ends."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)


def remove_leftovers(folder: Path, *, alone: bool = False) -> None:
    """Remove what runs that were killed in mid-save have left in a folder.

    Args:
        folder: Where it may be.
        alone: Whether nobody else can be about to save there.
    """
    with contextlib.suppress(OSError):
        for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                if _is_left(path, alone=alone):
                    path.unlink()


def _is_left(path: Path, *, alone: bool) -> bool:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        return False
    if alone or time.time() - status.st_mtime > _LONG:
        return True
    if sys.platform == "win32":
        return False
    with path.open("rb") as file:
        # Fails while whoever writes it is alive; an empty one may be about to be locked.
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(file.fileno()).st_size > 0


def _sync_folder(folder: Path) -> None:
    # The copy is in place by now; a system that cannot do this has still saved it.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the system says into a SaveError."""
    try:
        yield
    except ValueError as error:  # a NUL, or characters the file system cannot encode
        raise SaveError(path, Reason.UNSUPPORTED, _BAD_NAME_SENTENCE, detail=str(error)) from error
    except OSError as error:
        reason, sentence = _explanation(error)
        raise SaveError(path, reason, sentence, detail=str(error)) from error


def _explanation(error: OSError) -> tuple[Reason, str]:
    if error.errno in _NO_ROOM:
        return (
            Reason.DISK_FULL,
            "There is not enough room on the disk; make room or choose another folder.",
        )
    if error.errno in _FORBIDDEN:
        return (
            Reason.NOT_PERMITTED,
            "You may not write in this folder; choose another one, such as Documents.",
        )
    if error.errno in _A_FOLDER:
        return Reason.NOT_A_FILE, "A folder of this name is in the way; choose another place."
    if error.errno in _NO_FOLDER:
        return Reason.NOT_FOUND, "The folder does not exist; choose another one or make it first."
    if error.errno in _BAD_NAME:
        return Reason.UNSUPPORTED, _BAD_NAME_SENTENCE
    return (
        Reason.UNEXPECTED,
        "The system refused to write the copy; try again or choose another folder.",
    )
