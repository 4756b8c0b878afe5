# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a run has finished, as records in parts that are on the disk whole or not at all.

A part is a row of gzip members (`zcat` reads it): one that lists the records, with what made them,
and one for each record. A part is named by its content, so that it does not matter who wrote it, in
what order, or how often.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reader.errors import OpenError, ReaderError, Reason, SaveError
from reader.export.saving import save
from reader.session.batch import Result
from reader.session.bulk.planning import Planned, changed

_SUFFIX = ".part"
_CHUNK = 64 * 1024

#: What will be the same at the next try; a file that failed otherwise is tried again.
_LASTING = frozenset(
    {Reason.UNSUPPORTED, Reason.EMPTY, Reason.NO_TEXT, Reason.DAMAGED, Reason.TOO_LARGE}
)


@dataclass(frozen=True, slots=True)
class Made:
    """What made a record: another version, model or language makes another one."""

    program: str
    model: str
    model_version: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file has no analysis."""

    reason: Reason
    sentence: str

    @property
    def lasting(self) -> bool:
        """Whether another try would end the same."""
        return self.reason in _LASTING


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a file.

    Attributes:
        sha256, name: Of the file.
        data: One gzip member: the analysis as a line of the public JSON, or the failure.
        failure: Why there is no analysis, if there is none.
    """

    sha256: str
    name: str
    data: bytes
    failure: Failure | None = None


def record_of(planned: Planned, result: Result) -> Record:
    """The record of a file that was analysed or failed; the same result gives the same bytes."""
    error = result if isinstance(result, ReaderError) else None
    if error is None or error.reason is not Reason.NOT_FOUND:
        error = changed(planned) or error
    failure = None
    data: dict[str, Any]
    if error is not None:
        failure = Failure(error.reason, error.explanation)
        data = {"failed": {"reason": error.reason.value, "sentence": error.explanation}}
    else:
        assert not isinstance(result, ReaderError)
        data = result.machine.to_dict()
    line = json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Record(planned.sha256, planned.path.name, gzip.compress(line, 6, mtime=0), failure)


@dataclass(frozen=True, slots=True)
class _Place:
    part: Path
    at: int
    size: int


class Store:
    """The parts in a folder.

    Attributes:
        others: How many records are of another version, model or language, and stay unused.
        damaged: The parts that cannot be read.
    """

    def __init__(self, folder: Path, made: Made) -> None:
        """Look at all parts that are there; only what `made` made counts.

        Raises:
            SaveError: The folder cannot be read.
        """
        self._folder = folder
        self._made = made
        self._places: dict[tuple[str, str], _Place] = {}
        self._failures: dict[tuple[str, str], Failure] = {}
        self.others = 0
        self.damaged: list[Path] = []
        for part in sorted(folder.glob(f"*{_SUFFIX}")):
            self._take_in(part)

    def __contains__(self, key: tuple[str, str]) -> bool:
        """Whether a file's analysis is there, or why there will be none."""
        return key in self._places or key in self._failures

    def failure(self, key: tuple[str, str]) -> Failure | None:
        """Why a file has no analysis, where that is known."""
        return None if key in self._places else self._failures.get(key)

    def line(self, key: tuple[str, str]) -> bytes:
        """A file's analysis, as a line of JSON without its end."""
        place = self._places[key]
        with place.part.open("rb") as file:
            file.seek(place.at)
            return gzip.decompress(file.read(place.size))

    def write(self, records: Sequence[Record]) -> None:
        """Put records on the disk as one part. A failure that may pass is not kept.

        Raises:
            SaveError: Nothing of it was written.
        """
        kept = sorted(
            (item for item in records if item.failure is None or item.failure.lasting),
            key=lambda item: (item.sha256, item.name),
        )
        if not kept:
            return
        listed = [
            {
                "sha256": item.sha256,
                "name": item.name,
                "size": len(item.data),
                "failure": item.failure and [item.failure.reason.value, item.failure.sentence],
            }
            for item in kept
        ]
        index = {"made": asdict(self._made), "records": listed}
        head = gzip.compress(json.dumps(index).encode(), 6, mtime=0)
        data = b"".join([head, *(item.data for item in kept)])
        part = self._folder / f"{hashlib.sha256(data).hexdigest()[:32]}{_SUFFIX}"
        save(part, data, source=None)
        self._enter(part, len(head), listed)

    def _take_in(self, part: Path) -> None:
        try:
            index, at = _index(part)
            if index["made"] != asdict(self._made):
                self.others += len(index["records"])
                return
            if at + sum(item["size"] for item in index["records"]) != part.stat().st_size:
                raise ValueError("a part was cut short")
            self._enter(part, at, index["records"])
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
            self.damaged.append(part)

    def _enter(self, part: Path, at: int, records: Sequence[Mapping[str, Any]]) -> None:
        for item in records:
            key = (item["sha256"], item["name"])
            if item["failure"]:
                reason, sentence = item["failure"]
                self._failures[key] = Failure(Reason(reason), sentence)
            else:
                self._places[key] = _Place(part, at, item["size"])
            at += item["size"]


def _index(part: Path) -> tuple[Any, int]:
    """A part's list of records, and where the first of them begins."""
    found, read = bytearray(), 0
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    with part.open("rb") as file:
        while not member.eof:
            chunk = file.read(_CHUNK)
            if not chunk:
                raise EOFError
            found += member.decompress(chunk)
            read += len(chunk)
    return json.loads(found), read - len(member.unused_data)


def stored_lines(folder: Path) -> Iterator[tuple[Mapping[str, str | None], str, bytes]]:
    """All analyses in a folder: what made each, the SHA-256 of its file, and its line of JSON.

    Raises:
        OpenError: A part cannot be read.
    """
    for part in sorted(folder.glob(f"*{_SUFFIX}")):
        try:
            index, at = _index(part)
            with part.open("rb") as file:
                file.seek(at)
                for item in index["records"]:
                    data = file.read(item["size"])
                    if not item["failure"]:
                        yield index["made"], item["sha256"], gzip.decompress(data)
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
            sentence = "This part of the results is damaged; run analyze again to have it anew."
            raise OpenError(part, Reason.DAMAGED, sentence, detail=str(error)) from error


def remove_parts(folder: Path) -> None:
    """Forget all that was finished.

    Raises:
        SaveError: They cannot be removed.
    """
    for part in folder.glob(f"*{_SUFFIX}"):
        try:
            part.unlink()
        except OSError as error:
            sentence = "The results of an earlier run cannot be removed; choose another folder."
            raise SaveError(part, Reason.NOT_PERMITTED, sentence, detail=str(error)) from error
