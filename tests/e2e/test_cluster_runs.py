# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A folder run on two machines of a cluster, with the real model, against one on this machine."""

import sys
import time

import pytest

from tests.clusters import Cluster
from tests.e2e import test_folder_runs
from tests.e2e.test_folder_runs import results, run, start

folder = test_folder_runs.folder


@pytest.mark.skipif(sys.platform == "win32", reason="kills processes by signal")
def test_a_cluster_gives_the_same_rows_even_when_a_worker_was_killed(folder, tmp_path):
    pytest.importorskip("distributed")
    pytest.importorskip("pyarrow")
    asked = ("analyze", "articles", "--to", "jsonl,csv,parquet", "--out")
    code, _, said = run(tmp_path, *asked, "local", "--workers", "1")
    assert code == 1
    with Cluster(tmp_path) as cluster:
        cluster.add_worker()
        killed = cluster.add_worker()
        process = start(tmp_path, *asked, "out", "--scheduler", cluster.address)
        parts = tmp_path / "out" / ".slantwise"
        until = time.monotonic() + 120
        while process.poll() is None and not list(parts.glob("*.part")):
            assert time.monotonic() < until
            time.sleep(0.01)
        killed.kill()
        out, err = process.communicate(timeout=240)
    assert (process.returncode, out) == (1, "")
    # The same is said, but for how long it took.
    assert err.rpartition("; results in")[0] == said.rpartition("; results in")[0]
    assert results(tmp_path / "out") == results(tmp_path / "local")


def test_a_run_goes_on_here_when_the_cluster_went_away(folder, tmp_path):
    pytest.importorskip("distributed")
    asked = ("analyze", "articles", "--out", "out")
    # More than the errands that are out at once, so that some are left when the first are back.
    words = (folder / "Ashby.txt").read_text()
    for number in range(60):
        (folder / f"more{number}.txt").write_text(f"{words}\n\nThe toll is {number} pence.")
    with Cluster(tmp_path) as cluster:
        cluster.add_worker()
        process = start(tmp_path, *asked, "--scheduler", cluster.address)
        parts = tmp_path / "out" / ".slantwise"
        until = time.monotonic() + 120
        while process.poll() is None and not list(parts.glob("*.part")):
            assert time.monotonic() < until
            time.sleep(0.01)
        cluster.scheduler.kill()
        _, err = process.communicate(timeout=240)
    (sentence,) = [line for line in err.splitlines() if "empty.txt" not in line]
    assert sentence.startswith("slantwise: The cluster went away; what was finished is kept")
    code, _, err = run(tmp_path, *asked)
    assert code == 1
    assert "were done before" in err
    assert "67 of 69 files analysed, 1 failed" in err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("analyze", "a.txt", "--scheduler", "tcp://127.0.0.1:9"), "--out DIR"),
        (("analyze", "a.txt", "--out", "x", "--scheduler", "y", "--workers", "2"), "--workers is"),
    ],
)
def test_wrong_usage_is_explained(tmp_path, arguments, complaint):
    code, _, err = run(tmp_path, *arguments)
    assert code == 2
    assert complaint in err


def test_a_library_that_is_missing_is_said(tmp_path):
    # The folder in which the program is started comes first where modules are looked for.
    (tmp_path / "distributed.py").write_text("raise ImportError")
    code, _, err = run(tmp_path, "analyze", "a.txt", "--out", "x", "--scheduler", "tcp://a:1")
    assert code == 2
    assert "pip install slantwise[cluster]" in err


def test_an_address_where_there_is_nothing_gets_one_sentence(folder, tmp_path):
    pytest.importorskip("distributed")
    asked = ("analyze", "articles", "--out", "x", "--scheduler", "tcp://127.0.0.1:9")
    code, _, err = run(tmp_path, *asked)
    assert code == 1
    assert err.startswith("slantwise: The scheduler at tcp://127.0.0.1:9 cannot be reached")
    assert err.count("\n") == 1
    assert not (tmp_path / "x").exists()
