# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A cluster's machines make the records that this machine makes, whatever becomes of them."""

import importlib.metadata
import os
import sys

import pytest

from reader.errors import ClusterError, OpenError, Reason
from reader.session.batch import Wanted
from reader.session.bulk import cluster as module
from reader.session.bulk.cluster import cluster_records
from reader.session.bulk.errands import Sent, run_errand, versions_here
from reader.session.bulk.parts import Made, record_of
from reader.session.bulk.planning import plan
from reader.session.bulk.running import Listener, run
from tests.clusters import Cluster, analysed, deadly, slowly

MADE = Made("1", "m", "1")

pytestmark = pytest.mark.usefixtures("loopback")
pytest.importorskip("distributed")
if sys.platform == "win32":
    pytest.skip("kills processes by signal", allow_module_level=True)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"Article {number} was read by many people.\n")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 and nothing more")
    (folder / "empty.txt").write_text("")
    (folder / "twice.txt").write_bytes((folder / "3.txt").read_bytes())
    return folder


def local(planned):
    for item in planned:
        yield item, record_of(item, analysed(item.path))


def do(folder, out, produce=local, listener=None):
    files = list(folder.iterdir())
    return run(files, out, produce, made=MADE, forms=["jsonl", "csv"], listener=listener)


def results(out):
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


class After(Listener):
    """Does something when so many files have ended."""

    def __init__(self, count, what):
        self._left = count
        self._what = what

    def ended(self, path, failure):
        self._left -= 1
        if self._left == 0:
            self._what()


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_FILES", 2)
    do(folder, tmp_path / "local")
    with Cluster(tmp_path) as cluster:
        cluster.add_worker()
        killed = cluster.add_worker()
        _wait_for_workers(cluster, 2)
        waiting = []

        def kill():
            # However many files there are, the scheduler has to do with a few at a time.
            waiting.append(_tasks(cluster))
            killed.kill()

        with cluster_records(cluster.address, Wanted(), analysing=slowly) as produce:
            do(folder, tmp_path / "out", produce, After(5, kill))
        assert killed.wait() < 0
    assert 2 <= waiting[0] <= 6
    assert results(tmp_path / "out") == results(tmp_path / "local")


def test_a_file_that_kills_machines_is_tried_twice_and_reported(folder, tmp_path):
    (folder / "17.txt").write_text("There is poison in this one.\n")
    with Cluster(tmp_path, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as cluster:
        for _ in range(3):
            cluster.add_worker()
        with cluster_records(cluster.address, Wanted(), analysing=deadly) as produce:
            outcome = do(folder, tmp_path / "out", produce)
        assert [process.poll() is None for process in cluster.workers].count(True) == 1
    sentences = {path.name: failure.sentence for path, failure in outcome.failures.items()}
    assert set(sentences) == {"17.txt", "broken.docx", "empty.txt"}
    assert sentences["17.txt"].startswith("The machines that were to read it stopped")
    # It may have been the machines: another run tries it again.
    outcome = do(folder, tmp_path / "out")
    assert outcome.summary.failed == 2


def test_files_that_the_machines_do_not_have_are_sent(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_FILES", 2)
    (folder / "large.docx").write_bytes(b"PK\x03\x04" + os.urandom(11_000_000))
    do(folder, tmp_path / "local")
    blind = tmp_path / "blind.py"
    blind.write_text(
        "from reader.session.bulk import errands\nerrands.sha256_of = lambda path: ''\n"
    )
    with Cluster(tmp_path) as cluster:
        cluster.add_worker("--preload", blind)
        with cluster_records(cluster.address, Wanted(), analysing=slowly) as produce:
            do(folder, tmp_path / "out", produce)
            assert results(tmp_path / "out") == results(tmp_path / "local")
            # The last in order is not yet sent when the first has come back.
            last = folder / "9.txt"
            outcome = do(folder, tmp_path / "again", produce, After(1, last.unlink))
    assert outcome.failures[last].reason is Reason.NOT_FOUND
    assert outcome.summary.failed == 4


@pytest.mark.parametrize("late", [False, True])
def test_other_versions_are_said_before_anything_is_done(folder, tmp_path, late):
    other = tmp_path / "other" / "slantwise-9.9.dist-info"
    other.mkdir(parents=True)
    needs = [f"Requires-Dist: {line}" for line in importlib.metadata.requires("slantwise")]
    (other / "METADATA").write_text(
        "\n".join(["Metadata-Version: 2.1", "Name: slantwise", "Version: 9.9", *needs, ""])
    )
    said, ended = [], []
    here = importlib.metadata.version("slantwise")
    with Cluster(tmp_path) as cluster:

        def work():
            with cluster_records(
                cluster.address, Wanted(), say=said.append, analysing=slowly
            ) as produce:
                if late:
                    cluster.add_worker(path=other.parent)
                do(folder, tmp_path / "out", produce, After(1, lambda: ended.append(True)))

        if not late:
            cluster.add_worker(path=other.parent)
            _wait_for_workers(cluster, 1)
        with pytest.raises(ClusterError, match=rf"Slantwise 9\.9 there and {here} here\. Install"):
            work()
    assert not ended
    assert late == any("has no workers at present" in line for line in said)


@pytest.mark.parametrize("late", [False, True])
def test_a_worker_without_the_program_is_said(folder, tmp_path, late):
    other = tmp_path / "other" / "reader"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text("# lemon24/reader would do as well\n")
    with Cluster(tmp_path) as cluster:

        def work():
            with cluster_records(cluster.address, Wanted(), analysing=slowly) as produce:
                assert late
                cluster.add_worker(path=other.parent)
                do(folder, tmp_path / "out", produce)

        if not late:
            cluster.add_worker(path=other.parent)
            _wait_for_workers(cluster, 1)
        with pytest.raises(ClusterError, match="cannot run Slantwise; install there"):
            work()


def _tasks(cluster):
    import distributed

    with distributed.Client(cluster.address, set_as_default=False) as client:
        return client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))


def _wait_for_workers(cluster, count):
    import distributed

    with distributed.Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)


def test_a_scheduler_that_is_not_there_gets_one_sentence(monkeypatch):
    monkeypatch.setattr(module, "_REACHED", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense", "xyz://127.0.0.1:9"):
        with (
            pytest.raises(ClusterError, match="cannot be reached"),
            cluster_records(address, Wanted()),
        ):
            pass


def test_a_cluster_that_goes_away_leaves_what_was_finished(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_REACHED", 1)
    do(folder, tmp_path / "local")
    with Cluster(tmp_path) as cluster:
        cluster.add_worker()
        with (
            pytest.raises(ClusterError, match="The cluster went away; what was finished is kept"),
            cluster_records(cluster.address, Wanted(), analysing=slowly) as produce,
        ):
            do(folder, tmp_path / "out", produce, After(5, cluster.scheduler.kill))
    done = []

    class Before(Listener):
        def begun(self, total, before):
            done.append(before)

    do(folder, tmp_path / "out", listener=Before())
    assert done[0] >= 5
    assert results(tmp_path / "out") == results(tmp_path / "local")


class Dying:
    """Analyses with a process that dies of some file so many times."""

    def __init__(self, times):
        self._left = times
        self.asked = []

    def __call__(self, files, wanted):
        for position, path in enumerate(files):
            self.asked.append(path.name)
            if path.name == "7.txt" and self._left:
                self._left -= 1
                yield position, OpenError(path, Reason.WORKER_STOPPED, "It stopped.")
            else:
                yield position, analysed(path)


@pytest.mark.parametrize("times", [1, 2])
def test_what_stops_the_process_that_reads_it_is_tried_twice(folder, times):
    planned = plan(list(folder.glob("*.txt")))
    dying = Dying(times)
    brought = run_errand([Sent(item) for item in planned], Wanted(), versions_here(), dying)
    assert dying.asked.count("7.txt") == 2
    assert len(dying.asked) == len(planned) + 1
    failed = {record.name: record.failure for _, record in brought.records if record.failure}
    assert set(failed) == ({"empty.txt"} if times == 1 else {"empty.txt", "7.txt"})


def test_a_file_that_changes_or_goes_during_the_run_gets_its_sentence(folder, tmp_path):
    planned = plan(list(folder.glob("?.txt")))
    (folder / "1.txt").write_text("Somebody wrote this while the run went on.\n")
    brought = run_errand([Sent(item) for item in planned], Wanted(), versions_here(), slowly)
    assert [planned[number].path.name for number in brought.absent] == ["1.txt"]
    assert len(brought.records) == len(planned) - 1
