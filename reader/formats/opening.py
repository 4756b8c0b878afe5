# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From a file or a pasted text to an article: reads the bytes, composes, names errors.

Safe in any process; nothing is fetched and nothing is written.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from reader.document.article import Article
from reader.document.copies import Copy
from reader.document.readers_marks import ReadersMark
from reader.errors import OpenError, Reason
from reader.formats.draft import Draft, compose
from reader.formats.registry import Content, recognise
from reader.formats.safe.limits import FILE_LIMIT, TEXT_FILE_LIMIT

#: Said of a copy whose text is no longer that with which it was saved.
_EDITED = (
    "This copy was changed after it was saved, so it was read and analysed anew; of your marks, "
    "those whose words are still there are shown."
)


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """What was found in a file.

    Attributes:
        article: What there is to read.
        copy: How somebody saved it, where the file is a copy that is as it was: its analysis is
            that of `article`.
        marks: The notes and corrections in the file: the reader's own from a copy, and what others
            noted in it.
    """

    article: Article
    copy: Copy | None = None
    marks: tuple[ReadersMark, ...] = ()


def load(path: Path, *, password: str | None = None) -> Article:
    """Open a file for its article alone; see `open_file`."""
    return open_file(path, password=password).article


def open_file(path: Path, *, password: str | None = None) -> OpenedFile:
    """Open a file; a copy that Slantwise saved opens as it was.

    Args:
        path: The file, of any format in `SUFFIXES`, whatever its name.
        password: For an encrypted PDF or DOCX.

    Raises:
        OpenError: It cannot be opened; `explanation` says why and what to do.
    """
    with _named_errors(path):
        data = _read(path)
        if not data.strip(b" \t\r\n\0"):
            raise OpenError(
                path, Reason.EMPTY, "The file is empty; choose one that has an article in it."
            )
        found = recognise(data, path.name)
        # The others may carry pictures.
        if found.content is Content.TEXT and len(data) > TEXT_FILE_LIMIT:
            raise _too_large(path, TEXT_FILE_LIMIT)
        source = os.fsencode(path.name).decode("utf-8", "replace")
        carried = found.carried(data, password=password)
        copy: Copy | None = None
        if carried is not None and not carried.edited:
            article = carried.copy.analysis.article
            said = (*article.warnings, carried.said) if carried.said else article.warnings
            article = replace(article, warnings=tuple(dict.fromkeys(said)))
            copy = replace(carried.copy, analysis=replace(carried.copy.analysis, article=article))
        else:
            draft = carried.draft if carried is not None else None
            draft = draft or found.load(data, password=password)
            if carried is not None:
                draft.warnings.append(_EDITED)
            article = _article(draft, data, source=source, format_name=found.name)
        marks = {mark.id: mark for mark in found.notes(data, article, password=password)}
        marks |= {mark.id: mark for mark in carried.copy.marks} if carried is not None else {}
        return OpenedFile(article, copy, tuple(marks.values()))


def source_of(path: Path, *, password: str | None = None) -> tuple[bytes, str, str]:
    """The bytes that a copy of a file is made from, the name of their format, and their digest.

    Those of an encrypted Word document are decrypted; the SHA-256 is of the file as it is.

    Raises:
        OpenError: The file cannot be read any more.
    """
    with _named_errors(path):
        data = _read(path)
        found = recognise(data, path.name)
        sha256 = hashlib.sha256(data).hexdigest()
        return found.plain(data, password=password), found.name, sha256


def load_text(text: str, *, source: str = "") -> Article:
    """Open a text that was pasted.

    Raises:
        OpenError: It cannot be read; `explanation` says why and what to do.
    """
    with _named_errors(None):
        # The limit is one of bytes, as it is for a file of the same text.
        if len(text) > TEXT_FILE_LIMIT:
            raise _too_large(None, TEXT_FILE_LIMIT)
        data = text.encode("utf-8", "replace")
        if len(data) > TEXT_FILE_LIMIT:
            raise _too_large(None, TEXT_FILE_LIMIT)
        if not any(character.isalnum() for character in text):
            raise OpenError(
                None, Reason.NO_TEXT, "There is no text in what was pasted; copy the article first."
            )
        from reader.formats.loaders import txt

        return _article(txt.parse(text), data, source=source, format_name="txt")


def _article(draft: Draft, data: bytes, *, source: str, format_name: str) -> Article:
    # Imported here: the window needs the suffixes only, and these are many patterns to compile.
    from reader.formats.structure import refining

    return compose(
        refining.refine(draft),
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        format_name=format_name,
    )


def _read(path: Path) -> bytes:
    """The bytes of a regular file, within the limit; never waits on a pipe or a device."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise OpenError(path, Reason.NOT_A_FILE, "This is a folder; open a file inside it.")
    if not stat.S_ISREG(mode):
        raise OpenError(
            path, Reason.NOT_A_FILE, "This is a pipe or a device, not a file; choose a file."
        )
    # Something else may have taken the file's place since; a pipe must not block here.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OpenError(path, Reason.NOT_A_FILE, "This is not a regular file; choose a file.")
        if status.st_size > FILE_LIMIT:
            raise _too_large(path, FILE_LIMIT)
        data = file.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise _too_large(path, FILE_LIMIT)
    return data


def _called(path: Path | None) -> str:
    return "pasted text" if path is None else "file"


def _too_large(path: Path | None, limit: int) -> OpenError:
    what = _called(path)
    return OpenError(
        path,
        Reason.TOO_LARGE,
        f"The {what} is larger than {limit // (1024 * 1024)} MB, the most that is opened; "
        "save the part you want to read as a file of its own.",
    )


@contextmanager
def _named_errors(path: Path | None) -> Iterator[None]:
    """Turn every failure to open a file, or a pasted text, into an `OpenError` with its name."""
    what = _called(path)
    try:
        yield
    except OpenError as error:
        error.path = path
        raise
    except FileNotFoundError as error:
        raise OpenError(
            path,
            Reason.NOT_FOUND,
            "There is no such file any more; it may have been moved, renamed or deleted.",
            detail=repr(error),
        ) from error
    except PermissionError as error:
        raise OpenError(
            path,
            Reason.NOT_PERMITTED,
            "You are not permitted to read this file; change its permissions or copy it.",
            detail=repr(error),
        ) from error
    except MemoryError as error:
        raise OpenError(
            path,
            Reason.TOO_MUCH_MEMORY,
            f"Opening this {what} needs more memory than is allowed; open a part of it instead.",
        ) from error
    except (OSError, ValueError) as error:
        raise _from_system(path, error) from error
    except Exception as error:
        # The one place where a parser's surprise becomes a sentence instead of a traceback.
        raise OpenError(
            path,
            Reason.DAMAGED,
            f"The {what} could not be read; it is damaged or of an unusual kind.",
            detail=repr(error),
        ) from error


def _from_system(path: Path | None, error: OSError | ValueError) -> OpenError:
    what = _called(path)
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.ENOTDIR:
        return OpenError(
            path, Reason.NOT_FOUND, "There is no such file; check the name.", detail=repr(error)
        )
    if code == errno.ELOOP:
        return OpenError(
            path,
            Reason.NOT_FOUND,
            "This is a link that leads back to itself; choose the file that was meant.",
            detail=repr(error),
        )
    if code == errno.ENAMETOOLONG or "null byte" in str(error):
        return OpenError(
            path, Reason.NOT_FOUND, "No file can have this name; check it.", detail=repr(error)
        )
    return OpenError(
        path,
        Reason.DAMAGED,
        f"The {what} could not be read; it is damaged or of an unusual kind.",
        detail=repr(error),
    )
