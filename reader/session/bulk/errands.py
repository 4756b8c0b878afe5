# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a cluster's worker does for a run: it makes the records of a few files at a time.

The files are opened in processes of the program's own, as everywhere, so that what stops one of
them does not stop the cluster's worker. These stay from one errand to the next with their model.
"""

import functools
import importlib.metadata
import platform
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reader import paths
from reader.analysis.model.model_folder import read_configuration
from reader.errors import ModelError, ReaderError, Reason
from reader.session.batch import Hands, Result, Wanted
from reader.session.bulk.parts import Record, record_of
from reader.session.bulk.planning import Planned, sha256_of

#: Analyses files: each result with its file's place in the list.
Analysing = Callable[[Sequence[Path], Wanted], Iterable[tuple[int, Result]]]

#: What makes records, by its name: the version.
Versions = Mapping[str, str]

# Of no account for what is in a record.
_WINDOW = "pyside6"

# What can be the machine's fault as well as the file's, and is worth a second try.
_PASSING = frozenset({Reason.WORKER_STOPPED, Reason.TOO_SLOW})

# Kept between errands: one for each that goes on at the same time.
_idle: list[Hands] = []


@dataclass(frozen=True, slots=True)
class Sent:
    """A file to work on; `data` are its bytes, where the worker is not to read them itself."""

    planned: Planned
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What comes of an errand.

    Attributes:
        records: Each with its file's place in the list.
        absent: The places of the files that are not there on this machine, or not with these bytes.
        versions: Those of this machine, where they are not as they should be; then nothing else.
    """

    records: Sequence[tuple[int, Record]] = ()
    absent: Sequence[int] = ()
    versions: Versions | None = None


@functools.cache
def versions_here() -> Versions:
    """All that the bytes of a record depend on besides the file."""
    names = [
        re.split(r"[^\w.-]", line)[0]
        for line in importlib.metadata.requires("slantwise") or ()
        if "extra ==" not in line
    ]
    found = {"Slantwise": importlib.metadata.version("slantwise")}
    try:
        model = read_configuration(paths.model())
        found["the model"] = f"{model.name} {model.version}"
    except ModelError:
        found["the model"] = "(none)"
    found["Python"] = ".".join(platform.python_version_tuple()[:2])
    for name in names:
        if not name.lower().startswith(_WINDOW):
            try:
                found[name] = importlib.metadata.version(name)
            except importlib.metadata.PackageNotFoundError:
                found[name] = "(none)"
    return found


def run_errand(
    files: Sequence[Sent], wanted: Wanted, versions: Versions, analysing: Analysing
) -> Brought:
    """Make the records of files; what stops the process that reads it is tried twice.

    Args:
        files: What to work on.
        wanted: How it is to be read.
        versions: Those of the machine that wants to know.
        analysing: `analyse_here`, but for tests.
    """
    if versions_here() != versions:
        return Brought(versions=versions_here())
    with tempfile.TemporaryDirectory(prefix="slantwise-") as folder:
        here: dict[int, Planned] = {}
        for number, sent in enumerate(files):
            planned = sent.planned
            if sent.data is not None:
                place = Path(folder, str(number))
                place.mkdir()
                planned = replace(planned, path=place / planned.path.name)
                planned.path.write_bytes(sent.data)
            elif sha256_of(planned.path) != planned.sha256:
                continue
            here[number] = planned
        found = _in_two_tries([item.path for item in here.values()], wanted, analysing)
        records = [
            (number, record_of(planned, result))
            for (number, planned), result in zip(here.items(), found, strict=True)
        ]
    return Brought(records, [number for number in range(len(files)) if number not in here])


def _in_two_tries(paths: Sequence[Path], wanted: Wanted, analysing: Analysing) -> list[Result]:
    found = dict(analysing(paths, wanted))
    again = [
        position
        for position, result in found.items()
        if isinstance(result, ReaderError) and result.reason in _PASSING
    ]
    for number, result in analysing([paths[position] for position in again], wanted):
        found[again[number]] = result
    return [found[position] for position in range(len(paths))]


def analyse_here(files: Sequence[Path], wanted: Wanted) -> Iterable[tuple[int, Result]]:
    """Analyse files in a process that stays for the next errand."""
    try:
        hands = _idle.pop()
    except IndexError:
        hands = Hands(1, threads=1)
    try:
        results = list(hands.results(files, wanted))
    except BaseException:
        hands.close()
        raise
    _idle.append(hands)
    return results
