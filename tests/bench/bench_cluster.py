# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a cluster costs beside the analysis itself: `python tests/bench/bench_cluster.py [ERRANDS]`.

First so many errands of ten files are run by two workers that analyse nothing: the CPU time of
scheduler, worker and this process for each, and what the scheduler's memory comes to. Then as many
are left waiting at once, which a run never does, to see what one takes there.
"""

import pickle
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import distributed
import psutil

from reader.session.batch import Wanted
from reader.session.bulk.cluster import _carrier, cluster_records
from reader.session.bulk.errands import Sent, analyse_here, run_errand, versions_here
from reader.session.bulk.planning import plan
from tests.clusters import Cluster, nothing

FILES = 10


def spent(client):
    """The CPU seconds of each process, as it says itself."""
    return {
        "scheduler": client.run_on_scheduler(time.process_time),
        "workers": sum(client.run(time.process_time).values()),
        "here": time.process_time(),
    }


def megabytes(process):
    return process.memory_info().rss / 1_000_000


def main():
    errands = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as made, Cluster(Path(made)) as cluster:
        for number in range(FILES):
            (Path(made) / f"{number}-{'a-name-as-articles-have-them' * 2}.txt").write_text("x" * 9)
        planned = plan(list(Path(made).glob("*.txt"))) * errands
        scheduler = psutil.Process(cluster.scheduler.pid)
        for _ in range(2):
            cluster.add_worker()
        with (
            distributed.Client(cluster.address, set_as_default=False) as client,
            cluster_records(cluster.address, Wanted(), analysing=nothing) as produce,
        ):
            client.wait_for_workers(2)
            before = spent(client)
            memory = [megabytes(scheduler)]
            begun = time.perf_counter()
            for number, _ in enumerate(produce(planned), start=1):
                if number % (len(planned) // 5) == 0:
                    memory.append(megabytes(scheduler))
            seconds = time.perf_counter() - begun
            after = spent(client)
        assert number == len(planned)
        print(f"{errands} errands of {FILES} files in {seconds:.0f} s by the clock")
        for name, seconds in after.items():
            each = (seconds - before[name]) * 1000 / errands
            print(f"  {name:10} {each:6.2f} ms of CPU an errand")
        print("  the scheduler's memory meanwhile, MB:", ", ".join(f"{m:.0f}" for m in memory))
        for worker in cluster.workers:
            worker.kill()
        with distributed.Client(cluster.address, set_as_default=False) as client:
            before = megabytes(scheduler)
            files = [Sent(item) for item in planned[:FILES]]
            given = pickle.dumps((run_errand, files, Wanted(), versions_here(), analyse_here))
            waiting = [
                client.submit(_carrier(), bytes(bytearray(given)), pure=False)
                for _ in range(errands)
            ]
            held = 0
            while held < errands:
                time.sleep(1)
                held = client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))
            more = (megabytes(scheduler) - before) / held * 1000
            print(f"{held} errands waiting: {more:.1f} MB of the scheduler's for each 1,000")
            del waiting


if __name__ == "__main__":
    main()
