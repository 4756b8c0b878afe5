# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A second start hands over to the window that is there: real processes, as a user starts them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

import reader
from reader import paths
from reader.library.library import Library
from reader.ui.handover import Answer, hand_over
from reader.ui.request import Request

pytestmark = [
    pytest.mark.issue(16),
    pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals"),
]

# Wherever it is started, it is this program.
HERE = str(Path(reader.__file__).parents[1])
TEXT = "Harbour budget agreed\n\nThe council met on Monday and agreed on the new budget.\n"


@pytest.fixture
def start():
    """Starts the program; whatever still runs at the end is ended."""
    begun = []

    def start(*arguments, **environment):
        process = subprocess.Popen(
            [sys.executable, "-m", "reader", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": HERE, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        begun.append(process)
        return process

    yield start
    for process in begun:
        if process.poll() is None:
            process.send_signal(signal.SIGCONT)
            process.terminate()
        process.communicate(timeout=30)


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "this took too long"
        time.sleep(0.05)


def is_there():
    return Path(paths.window_socket()).exists()


def opened():
    """The files that a window has opened, newest first."""
    library = Library()
    try:
        return [article.path.name for article in library.recent_articles()]
    finally:
        library.close()


@pytest.fixture
def article(tmp_path):
    def article(name):
        path = tmp_path / name
        path.write_text(f"{name}. {TEXT}")
        return path

    return article


def test_a_second_start_hands_its_files_over_and_ends(start, article):
    first = start(article("one.txt"))
    until(is_there)
    second = start(article("two.txt"), article("three.txt"))
    assert second.wait(timeout=20) == 0
    until(lambda: set(opened()) == {"one.txt", "two.txt", "three.txt"})
    third = start("--new-window", article("four.txt"))
    assert third.wait(timeout=20) == 0
    until(lambda: "four.txt" in opened())
    assert first.poll() is None
    first.terminate()
    assert first.wait(timeout=30) == 0
    assert not is_there()


def test_names_are_meant_from_where_the_second_start_was(start, article, monkeypatch):
    first = start()
    until(is_there)
    monkeypatch.chdir(article("two.txt").parent)
    assert start("two.txt").wait(timeout=20) == 0
    until(lambda: opened() == ["two.txt"])
    assert first.poll() is None


def test_two_starts_at_once_leave_one_window(start, article):
    both = [start(article("one.txt")), start(article("two.txt"))]
    until(lambda: any(process.poll() is not None for process in both))
    assert sorted(process.poll() is None for process in both) == [False, True]
    assert 0 in [process.poll() for process in both]
    until(lambda: set(opened()) == {"one.txt", "two.txt"})


def test_what_a_killed_window_left_is_replaced(start, article):
    first = start()
    until(is_there)
    first.kill()
    first.wait()
    assert is_there()
    second = start(article("two.txt"))
    until(lambda: opened() == ["two.txt"])
    assert second.poll() is None
    third = start(article("three.txt"))
    assert third.wait(timeout=20) == 0


def test_beside_a_window_that_hangs_the_second_start_goes_its_own_way(start, article):
    first = start()
    until(is_there)
    first.send_signal(signal.SIGSTOP)
    second = start(article("two.txt"))
    until(lambda: opened() == ["two.txt"])
    assert second.poll() is None


def test_another_version_is_not_handed_anything(start, article):
    start()
    until(is_there)
    assert hand_over(Request((article("two.txt"),)), "0.0.1") is Answer.REFUSED
    assert opened() == []


def test_another_home_has_a_window_of_its_own(start, article, tmp_path, monkeypatch):
    start()
    until(is_there)
    other = start(article("two.txt"), SLANTWISE_HOME=str(tmp_path / "other home"))
    with monkeypatch.context() as patch:
        patch.setenv("SLANTWISE_HOME", str(tmp_path / "other home"))
        until(is_there)
    assert other.poll() is None
    assert opened() == []
