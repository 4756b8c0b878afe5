# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A run of the analysis over many files: what is missing is done, then all results are written."""

import importlib.metadata
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from reader import paths
from reader.analysis.model.model_folder import read_configuration
from reader.export.saving import remove_leftovers
from reader.session.batch import Wanted, as_they_end
from reader.session.bulk.folder import held
from reader.session.bulk.parts import Failure, Made, Record, Store, record_of, remove_parts
from reader.session.bulk.planning import Planned, plan
from reader.session.bulk.results import Summary, begin, write_results

# A part is written when it has so many records or bytes, or when so many seconds have passed: that
# much work is lost where a run is cut off.
_RECORDS = 200
_BYTES = 16_000_000
_SECONDS = 5.0

#: Makes the records of files, in any order: each with what was planned.
Producer = Callable[[Sequence[Planned]], Iterator[tuple[Planned, Record]]]


class Listener:
    """Is told of a run while it goes on, on the run's own thread; this one takes no notice."""

    def looking(self, done: int, total: int) -> None:
        """So many of the files have been looked at."""

    def begun(self, total: int, before: int) -> None:
        """There are so many contents; of these, so many were done before."""

    def ended(self, path: Path, failure: Failure | None) -> None:
        """A file has ended, or failed."""

    def writing(self, done: int, total: int) -> None:
        """So many articles have been written to the results."""

    def said(self, sentence: str) -> None:
        """There is something to say about the run as a whole."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: the counts, and each failure by its file, in the order of the rows."""

    summary: Summary
    failures: Mapping[Path, Failure]


def made_now(language: str | None) -> Made:
    """What makes records now.

    Raises:
        ModelError: The model is missing.
    """
    model = read_configuration(paths.model())
    program = importlib.metadata.version("slantwise")
    return Made(program, model.name, model.version, language)


def local_records(wanted: Wanted, workers: int | None) -> Producer:
    """A producer that works on this computer, with one thread for each worker."""

    def produce(planned: Sequence[Planned]) -> Iterator[tuple[Planned, Record]]:
        files = [item.path for item in planned]
        for position, result in as_they_end(files, wanted, workers=workers):
            yield planned[position], record_of(planned[position], result)

    return produce


def run(
    files: Sequence[Path],
    out: Path,
    produce: Producer,
    *,
    made: Made,
    forms: Sequence[str],
    again: bool = False,
    listener: Listener | None = None,
) -> Outcome:
    """Analyse what has no record yet, and write the results of all files.

    Whatever ends this, what it has finished is kept but for the last seconds; called once more, it
    goes on there.

    Args:
        files: The articles.
        out: The folder for the results.
        produce: Makes the records that are missing.
        made: What makes them.
        forms: Among `results.FORMS`.
        again: Whether all is done anew, whatever is there from before.
        listener: Told how it goes.

    Raises:
        SaveError: The results cannot be written; what is there is whole.
    """
    told = listener or Listener()
    with held(out) as kept:
        begin(out, kept)
        remove_leftovers(out, alone=True)
        if again:
            remove_parts(kept)
        planned = plan(files, lambda number: told.looking(number, len(files)))
        store = Store(kept, made)
        _say_what_was_found(store, told)
        missing = [item for item in planned if item.key not in store]
        told.begun(len(planned), len(planned) - len(missing))
        failures: dict[Path, Failure] = {}
        with _Writing(store) as writing:
            for item, record in produce(missing):
                writing.add(record)
                if record.failure is not None:
                    failures[item.path] = record.failure
                told.ended(item.path, record.failure)
        before = {item.path: store.failure(item.key) for item in planned}
        all_failures = {
            path: failure
            for path, known in before.items()
            if (failure := failures.get(path, known)) is not None
        }
        summary = write_results(
            out,
            store,
            planned,
            all_failures,
            forms=forms,
            made=made,
            advance=lambda number: told.writing(number, len(planned)),
        )
        return Outcome(summary, all_failures)


def _say_what_was_found(store: Store, told: Listener) -> None:
    if store.others:
        told.said(
            f"{store.others} results in this folder are of another version, model or language and "
            "are not used; --again removes them."
        )
    for part in store.damaged:
        told.said(f"{part.name} is damaged, so what was in it is done anew.")


class _Writing:
    """Collects records into parts; what it holds is written also when the run is interrupted."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._records: list[Record] = []
        self._bytes = 0
        self._since = time.monotonic()

    def __enter__(self) -> "_Writing":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # What could not be written once is not tried again.
        if self._records:
            self._write()

    def add(self, record: Record) -> None:
        self._records.append(record)
        self._bytes += len(record.data)
        due = time.monotonic() - self._since > _SECONDS
        if due or len(self._records) >= _RECORDS or self._bytes >= _BYTES:
            self._write()

    def _write(self) -> None:
        records, self._records, self._bytes = self._records, [], 0
        self._store.write(records)
        self._since = time.monotonic()
