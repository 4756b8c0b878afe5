# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A run's records made by the machines of a dask.distributed cluster; see `errands` for their part.

Nothing is asked of the network but the address that the user gives. So many errands are under way
at once as keep the machines busy, however many files there are.
"""

import contextlib
import hashlib
import logging
import pickle
import queue
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.errors import ClusterError, OpenError, Reason
from reader.session.batch import Wanted
from reader.session.bulk.errands import (
    Analysing,
    Brought,
    Sent,
    Versions,
    analyse_here,
    run_errand,
    versions_here,
)
from reader.session.bulk.parts import Record, record_of
from reader.session.bulk.planning import Planned
from reader.session.bulk.running import Producer, local_records

if TYPE_CHECKING:
    import distributed

# So many files an errand: some seconds of work, beside which the scheduler's part is nothing. Their
# bytes, where they are sent, wait in the scheduler's memory.
_FILES = 10
_BYTES = 8_000_000

# So many errands for each thread of the cluster, so that it need not wait for the next.
_AHEAD = 3

# Seconds: to wait for the scheduler, for a result, and between two looks at the cluster.
_REACHED = 10
_FETCHED = 60
_LOOK = 5.0


def missing_cluster_library() -> ClusterError | None:
    """What there is to say where the library for clusters is not installed."""
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        sentence = (
            "--scheduler needs dask.distributed, which is not installed: pip install "
            "slantwise[cluster]."
        )
        return ClusterError(None, Reason.UNSUPPORTED, sentence, detail=str(error))
    return None


@contextlib.contextmanager
def cluster_records(
    address: str,
    wanted: Wanted,
    *,
    say: Callable[[str], None] = lambda _: None,
    analysing: Analysing = analyse_here,
) -> Iterator[Producer]:
    """A producer that works on a cluster, which is looked at before there is any work.

    The producer raises ClusterError when the cluster goes away; what it has yielded stands.

    Args:
        address: The scheduler's.
        wanted: How files are to be read.
        say: Told of what the user may want to know while the run goes on.
        analysing: What the cluster's workers call; it must be importable there.

    Raises:
        ClusterError: It cannot be reached, or would make other records than this machine.
    """
    with _connected(address) as client:
        with _there():
            versions = client.run(versions_here, on_error="return")
        for worker, found in versions.items():
            _hold_against(found, f"The worker at {worker}")

        def produce(planned: Sequence[Planned]) -> Iterator[tuple[Planned, Record]]:
            return _Run(client, wanted, planned, say, analysing).records()

        yield produce


@contextlib.contextmanager
def _connected(address: str) -> Iterator["distributed.Client"]:
    import distributed

    # It would write to standard error beside our own sentences: tracebacks, a table of versions.
    for name in [name for name in logging.root.manager.loggerDict if "distributed" in name]:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module="distributed")
    try:
        client = distributed.Client(address, timeout=_REACHED, set_as_default=False)
    except (OSError, ValueError) as error:
        sentence = (
            f"The scheduler at {address} cannot be reached; see whether it runs and whether this "
            "is its address."
        )
        raise ClusterError(None, Reason.NOT_FOUND, sentence, detail=str(error)) from error
    try:
        yield client
    finally:
        client.close(timeout=_REACHED)


@contextlib.contextmanager
def _there() -> Iterator[None]:
    """Say that the cluster went away, whatever it is that its library makes of that."""
    try:
        yield
    except Exception as error:
        sentence = (
            "The cluster went away; what was finished is kept, and the same command goes on from "
            "there, with --scheduler or without."
        )
        raise ClusterError(None, Reason.WORKER_STOPPED, sentence, detail=repr(error)) from error


def _hold_against(found: Versions | Exception, where: str) -> None:
    """See that a worker makes the same records as this machine.

    Args:
        found: Its versions, or what came of asking.
        where: The worker, as the beginning of a sentence.

    Raises:
        ClusterError: It does not.
    """
    if isinstance(found, Exception):
        sentence = f"{where} cannot run Slantwise; install there what is installed here."
        raise ClusterError(None, Reason.UNSUPPORTED, sentence, detail=repr(found)) from found
    here = versions_here()
    differing = [
        f"{name} {found.get(name, '(none)')} there and {here.get(name, '(none)')} here"
        for name in dict.fromkeys([*here, *found])
        if found.get(name) != here.get(name)
    ]
    if differing:
        sentence = (
            f"{where} would not give the same results, as it has other versions: "
            f"{', '.join(differing)}. Install the same everywhere."
        )
        raise ClusterError(None, Reason.UNSUPPORTED, sentence)


@dataclass(frozen=True, slots=True)
class _Errand:
    """Files that are under way, and whether this one is alone because others went down with it."""

    planned: Sequence[Planned]
    future: "distributed.Future"
    alone: bool


class _Run:
    """The errands of a run: those under way, and the files that wait for one."""

    def __init__(
        self,
        client: "distributed.Client",
        wanted: Wanted,
        planned: Sequence[Planned],
        say: Callable[[str], None],
        analysing: Analysing,
    ) -> None:
        self._client = client
        self._wanted = wanted
        self._say = say
        self._analysing = analysing
        # What could not be read when the run was planned fails here with the same sentence.
        self._here = [item for item in planned if not item.sha256]
        self._waiting = deque(item for item in planned if item.sha256)
        self._alone: deque[Planned] = deque()
        self._absent: set[Planned] = set()
        self._sending = False
        self._under_way: dict[str, _Errand] = {}
        self._ended: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._threads = 1
        self._looked = -_LOOK
        self._told = False

    def records(self) -> Iterator[tuple[Planned, Record]]:
        while self._waiting or self._alone or self._under_way:
            self._look()
            self._send_out()
            with contextlib.suppress(queue.Empty):
                yield from self._take_in(self._ended.get(timeout=_LOOK))
        if self._here:
            yield from local_records(self._wanted, 1)(self._here)

    def _look(self) -> None:
        """Find out how many threads there are; they come and go."""
        if time.monotonic() - self._looked < _LOOK:
            return
        self._looked = time.monotonic()
        with _there():
            threads = sum(self._client.nthreads().values())
        if not threads and not self._told:
            self._say("the cluster has no workers at present; the run goes on when one joins")
        self._told = not threads
        self._threads = max(1, threads)

    def _send_out(self) -> None:
        while True:
            # One suspect at a time, lest another one goes down with it once more.
            suspect = bool(self._alone) and not any(e.alone for e in self._under_way.values())
            full = len(self._under_way) >= _AHEAD * self._threads
            if not suspect and (full or not self._waiting):
                return
            planned, files = self._next_files(self._alone if suspect else self._waiting)
            if not files:
                continue
            given = (run_errand, files, self._wanted, versions_here(), self._analysing)
            with _there():
                future = self._client.submit(_carrier(), pickle.dumps(given), pure=False)
            self._under_way[future.key] = _Errand(planned, future, suspect)
            future.add_done_callback(lambda future: self._ended.put(future.key))

    def _next_files(self, source: deque[Planned]) -> tuple[list[Planned], list[Sent]]:
        # Smaller errands towards the end, so that all machines end at about the same time.
        most = max(1, min(_FILES, len(source) // (_AHEAD * self._threads)))
        if source is self._alone:
            most = 1
        taken: list[Planned] = []
        files: list[Sent] = []
        size = 0
        while source and len(files) < most and size < _BYTES:
            planned = source.popleft()
            data = None
            if self._sending or planned in self._absent:
                data = _bytes_of(planned)
                if data is None:
                    self._here.append(planned)
                    continue
                size += len(data)
            taken.append(planned)
            files.append(Sent(replace(planned, path=planned.path.absolute(), copies=()), data))
        return taken, files

    def _take_in(self, key: str) -> Iterator[tuple[Planned, Record]]:
        errand = self._under_way[key]
        brought = self._result(errand.future)
        if brought is None:
            self._ended.put(key)
            return
        del self._under_way[key]
        if isinstance(brought, Exception):
            yield from self._again(errand, brought)
            return
        if brought.versions is not None:
            _hold_against(brought.versions, "A worker that has joined")
        for number, record in brought.records:
            yield errand.planned[number], record
        absent = [errand.planned[number] for number in brought.absent]
        self._absent.update(absent)
        self._sending = self._sending or len(absent) == len(errand.planned)
        (self._alone if errand.alone else self._waiting).extendleft(reversed(absent))

    def _result(self, future: "distributed.Future") -> Brought | Exception | None:
        """What an errand brought, or what went wrong with it; None if that cannot be had now.

        Raises:
            ClusterError: There is no cluster any more.
        """
        with _there():
            try:
                brought: Brought = future.result(timeout=_FETCHED)
            except Exception as error:
                if future.status == "error":
                    return error
                if isinstance(error, TimeoutError) and self._client.status == "running":
                    # The worker that had it is gone, so that it is done once more.
                    return None
                raise
        return brought

    def _again(self, errand: _Errand, error: Exception) -> Iterator[tuple[Planned, Record]]:
        """Try each file alone, so that only the one that is to blame fails."""
        if isinstance(error, ImportError):
            _hold_against(error, "A worker that has joined")
        if not errand.alone:
            self._alone.extend(errand.planned)
            return
        sentence = (
            "The machines that were to read it stopped or failed, twice: the file may be damaged. "
            "Other files are not affected."
        )
        for planned in errand.planned:
            failed = OpenError(planned.path, Reason.WORKER_STOPPED, sentence, detail=repr(error))
            yield planned, record_of(planned, failed)


def _carrier() -> Callable[[bytes], object]:
    """What does an errand on a worker.

    It travels as code and not by its name, and unpacks the errand only where it is done: a machine
    that lacks the program then says so, where unpacking would end its worker, or the scheduler.
    """

    def carry(packed: bytes) -> object:
        import pickle

        function, *given = pickle.loads(packed)  # noqa: S301 - from the machine that asks
        return function(*given)

    return carry


def _bytes_of(planned: Planned) -> bytes | None:
    """A file's bytes, if they are still those that were planned for."""
    try:
        data = planned.path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == planned.sha256 else None
