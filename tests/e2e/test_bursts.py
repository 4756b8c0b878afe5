# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""However much is opened at once, and whatever arrives meanwhile, nobody waits for anybody."""

import contextlib
import queue
import threading
import time

import pytest

from reader.document.marks import View
from reader.library.library import Library
from reader.session.events import Analysed, Failed, Judged, Opened
from reader.session.session import Session

OPENINGS = 90
FILES = 6
SENTENCE = "The council agreed on the budget for the harbour on Monday. "
#: What the window's thread may take for anything, with room for a machine that has other work.
AT_ONCE = 0.2


def write(path, words, times=2):
    path.write_text(f"{words}\n\n{SENTENCE * times}")
    return path


@pytest.fixture
def files(tmp_path):
    return [write(tmp_path / f"{number}.txt", f"Budget {number}") for number in range(FILES)]


@pytest.fixture
def events():
    return queue.SimpleQueue()


@pytest.fixture
def session(events):
    def listen(event):
        time.sleep(0.002)  # as long as a window's way of handing it on may take
        events.put(event)

    with contextlib.closing(Session(listen)) as session:
        yield session


def timed(function, *arguments):
    begun = time.perf_counter()
    result = function(*arguments)
    return result, time.perf_counter() - begun


@pytest.mark.issue(12)
def test_many_quick_openings_while_events_arrive_all_come_in_order(
    session, events, files, tmp_path
):
    session.open(write(tmp_path / "long.txt", "A long report", 2000))
    while not isinstance(events.get(timeout=60), Judged):
        pass
    wanted, waits = [], []

    def open_all():
        for number in range(OPENINGS):
            job, seconds = timed(session.open, files[number % FILES])
            waits.append(seconds)
            if number % 3 == 2:
                waits.append(timed(session.cancel, job)[1])
            else:
                wanted.append(job)
            time.sleep(0.005)

    # On a thread of its own, so that one that never comes back is seen.
    opener = threading.Thread(target=open_all, daemon=True)
    opener.start()
    opener.join(20)
    assert not opener.is_alive(), "an opening waits for ever"
    opened, left = [], set(wanted)
    while left:
        event = events.get(timeout=60)
        if isinstance(event, Opened) and event.job in left:
            opened.append(event.job)
        elif isinstance(event, Analysed | Failed):
            left.discard(event.job)
    assert opened == wanted
    assert max(waits) < AT_ONCE


@pytest.mark.issue(12)
def test_nobody_waits_while_the_library_does(session, events, files, monkeypatch):
    reached, go_on = threading.Event(), threading.Event()

    def find(_library, _key):
        reached.set()
        assert go_on.wait(30)

    monkeypatch.setattr(Library, "find_analysis", find)
    first = session.open(files[0])
    assert reached.wait(60)
    # The text can be read before the library has been asked.
    assert events.get(timeout=1).job == first
    second, *waits = timed(session.open, files[1])
    waits.append(timed(session.start)[1])
    waits.append(timed(session.recent_articles)[1])
    waits.append(timed(session.cancel, first)[1])
    assert max(waits) < AT_ONCE
    go_on.set()
    while not isinstance(event := events.get(timeout=60), Analysed):
        pass
    assert event.job == second


@pytest.mark.issue(12)
def test_a_listener_may_ask_for_more_while_it_is_told_something(files):
    analysed = queue.SimpleQueue()

    def listen(event):
        if isinstance(event, Opened) and len(jobs) < FILES:
            jobs.append(session.open(files[len(jobs)]))
            session.cancel(event.job)
        elif isinstance(event, Analysed):
            analysed.put(event.job)

    jobs = []
    with contextlib.closing(Session(listen)) as session:
        jobs.append(session.open(files[0]))
        assert analysed.get(timeout=60) == jobs[-1]
        assert len(jobs) == FILES


def test_closing_ends_a_save_that_waits_for_reasons(session, events, tmp_path):
    path = tmp_path / "column.txt"
    path.write_text("A toll\n\n" + "The toll is a shameful insult to everybody and to him. " * 40)
    session.open(path)
    while not isinstance(event := events.get(timeout=60), Analysed):
        pass
    copy = tmp_path / "copy.json"
    saving = threading.Thread(target=session.save, args=(copy, event.analysis, View()))
    saving.start()
    session.close()
    saving.join(5)
    assert not saving.is_alive()
    assert copy.exists()


def test_a_stored_analysis_is_of_the_very_article_that_was_opened(session, events, files):
    for _ in range(2):
        session.open(files[0])
        article = events.get(timeout=60).article
        while not isinstance(event := events.get(timeout=60), Analysed):
            pass
        assert event.analysis.article is article
    assert event.seconds == 0
