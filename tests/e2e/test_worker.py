# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The worker's process can die, hang or be killed; the window's side says so and goes on."""

import contextlib
import os
import queue
import re
import signal
import subprocess
import sys
import textwrap
import time
import zlib
from pathlib import Path

import pytest

from reader.errors import Reason
from reader.worker.client import WorkerClient
from reader.worker.limits import OPENING_BYTES
from reader.worker.messages import Analysed, Failed, Judged, Opened

SENTENCE = "The council met on Monday and agreed on the new budget for the harbour. "
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")


class Heard:
    def __init__(self, **options):
        self.events = queue.SimpleQueue()
        self.client = WorkerClient(self.events.put, **options)
        self.close = self.client.close

    def next(self, timeout=60):
        return self.events.get(timeout=timeout)

    def until(self, *kinds, timeout=60):
        while True:
            event = self.next(timeout)
            if isinstance(event, kinds):
                return event


@pytest.fixture
def heard():
    with contextlib.closing(Heard()) as heard:
        yield heard


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "harbour.txt"
    path.write_text("Harbour budget agreed\n\n" + SENTENCE * 3)
    return path


@pytest.fixture
def long_article(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("A long report\n\n" + "\n\n".join([SENTENCE * 8] * 600))
    return path


def test_an_article_is_opened_then_judged_then_analysed(heard, article):
    job = heard.client.open(article)
    opened = heard.next()
    assert isinstance(opened, Opened)
    assert opened.job == job
    assert "agreed on the new budget" in opened.article.text
    judged = heard.until(Judged)
    assert judged.batch.sentences
    analysed = heard.until(Analysed)
    assert analysed.analysis.article is opened.article
    assert len(analysed.analysis.sentences) == 4


def test_pasted_text_is_analysed(heard):
    heard.client.open_text(SENTENCE * 2)
    assert SENTENCE.strip() in heard.until(Opened).article.text
    assert len(heard.until(Analysed).analysis.sentences) == 2


def test_a_file_that_cannot_be_opened_fails_with_its_name_and_the_next_one_opens(
    heard, article, tmp_path
):
    missing = tmp_path / "missing.txt"
    heard.client.open(missing)
    failed = heard.until(Failed)
    assert failed.error.reason is Reason.NOT_FOUND
    assert not failed.opened
    assert str(failed.error).startswith("missing.txt: ")
    heard.client.open(article)
    assert heard.until(Analysed)


def test_a_file_opened_during_a_long_analysis_need_not_wait(heard, article, long_article):
    first = heard.client.open(long_article)
    heard.until(Judged)
    second = heard.client.open(article)
    analysed = heard.until(Analysed)
    assert analysed.job == second
    assert heard.until(Judged).job == first


def test_a_cancelled_job_is_not_heard_of_again(heard, article, long_article):
    job = heard.client.open(long_article)
    heard.until(Judged)
    heard.client.cancel(job)
    # One that was being handed on at that moment may still be here.
    time.sleep(0.1)
    while not heard.events.empty():
        heard.events.get()
    heard.client.open(article)
    seen = [heard.next()]
    while not isinstance(seen[-1], Analysed):
        seen.append(heard.next())
    assert job not in {event.job for event in seen}


@POSIX
def test_when_the_worker_is_killed_it_is_said_and_other_files_open(heard, article, long_article):
    heard.client.open(long_article)
    heard.until(Judged)
    os.kill(heard.client.process_id, signal.SIGKILL)
    failed = heard.until(Failed)
    assert failed.opened
    assert failed.error.reason is Reason.WORKER_STOPPED
    assert str(failed.error).startswith("long.txt: ")
    heard.client.open(article)
    assert len(heard.until(Analysed).analysis.sentences) == 4


@POSIX
def test_jobs_that_the_worker_did_not_die_of_are_done_by_its_successor(
    heard, article, long_article
):
    heard.client.open(article)
    heard.until(Analysed)
    first = heard.client.open(long_article)
    heard.until(Opened)
    second = heard.client.open(long_article)
    heard.until(Opened)
    heard.until(Judged)
    os.kill(heard.client.process_id, signal.SIGKILL)
    failed = heard.until(Failed)
    other = heard.until(Judged, Opened)
    # Its text is on screen already, so it is not opened a second time.
    assert isinstance(other, Judged)
    assert {failed.job, other.job} == {first, second}


@POSIX
def test_a_worker_that_hangs_is_replaced(article):
    with contextlib.closing(Heard(stall_seconds=5)) as heard:
        heard.client.open(article)
        heard.until(Opened)
        os.kill(heard.client.process_id, signal.SIGSTOP)
        failed = heard.until(Failed)
        assert failed.error.reason is Reason.TOO_SLOW
        heard.client.open(article)
        # Its text only: loading the models may well take longer than this worker is given.
        assert heard.until(Opened)


@POSIX
def test_nobody_waits_for_a_worker_that_does_not_read(heard, article):
    heard.client.open(article)
    heard.until(Analysed)
    os.kill(heard.client.process_id, signal.SIGSTOP)
    begun = time.monotonic()
    # Far more than a pipe takes.
    jobs = [heard.client.open_text(SENTENCE * 1000) for _ in range(20)]
    for job in jobs:
        heard.client.cancel(job)
    assert time.monotonic() - begun < 1
    os.kill(heard.client.process_id, signal.SIGCONT)
    last = heard.client.open(article)
    assert heard.until(Opened).job == last


@pytest.mark.parametrize(
    "stopped",
    [
        False,
        pytest.param(
            True,
            marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux can promise it"),
        ),
    ],
)
@POSIX
@pytest.mark.issue(14)
def test_the_worker_ends_when_the_window_dies(article, stopped):
    code = f"""
        import pathlib, queue
        from reader.worker.client import WorkerClient
        events = queue.SimpleQueue()
        client = WorkerClient(events.put)
        client.open(pathlib.Path({str(article)!r}))
        events.get()
        print(client.process_id, flush=True)
        input()
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    worker = int(parent.stdout.readline())
    if stopped:  # it hears as little as one deep in a library
        os.kill(worker, signal.SIGSTOP)
    parent.kill()
    parent.wait()
    parent.stdin.close()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while _runs(worker):
        assert time.monotonic() < deadline, "the worker outlived the window"
        time.sleep(0.05)


def _runs(process_id):
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{process_id}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a running process are Linux's")
def test_a_file_that_needs_too_much_memory_fails_alone(heard, article, tmp_path):
    import resource

    heard.client.open(article)
    heard.until(Analysed)
    status = Path(f"/proc/{heard.client.process_id}/status").read_text()
    used = int(re.search(r"VmData:\s+(\d+) kB", status)[1]) * 1024
    limit = used + 100 * 1024 * 1024
    resource.prlimit(heard.client.process_id, resource.RLIMIT_DATA, (limit, limit))
    huge = tmp_path / "huge.txt"
    huge.write_text(SENTENCE * 60_000)
    heard.client.open(huge)
    failed = heard.until(Failed, timeout=120)
    assert failed.error.reason in {Reason.TOO_MUCH_MEMORY, Reason.WORKER_STOPPED}
    heard.client.open(article)
    assert heard.until(Analysed)


def test_a_file_of_200_mb_gets_its_sentence_at_once(heard, tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.write(SENTENCE.encode() * 15_000)
        file.truncate(200 * 1024 * 1024)
    heard.client.start()
    begun = time.monotonic()
    heard.client.open(path)
    error = heard.until(Failed, Opened).error
    assert time.monotonic() - begun < 5
    assert str(error).startswith("huge.txt: The file is larger than 100 MB")


def test_a_line_of_5_mb_can_be_read_in_a_moment(heard, tmp_path):
    path = tmp_path / "line.txt"
    path.write_text(SENTENCE * (5_000_000 // len(SENTENCE)))
    heard.client.start()
    begun = time.monotonic()
    heard.client.open(path)
    article = heard.until(Failed, Opened).article
    assert time.monotonic() - begun < 5
    assert len(article.text) > 4_900_000


def pdf_of(*objects):
    """A PDF of these objects, numbered from 1: the catalogue, its pages, and so on."""
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    )


def stream_of(data, extra=b""):
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), extra, data)


def page_of(*rest, content=b"/X0 Do"):
    """A PDF of one page, which may draw the sixth object as /X0."""
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox [0 0 612 792]/Contents 5 0 R"
        b"/Resources<</Font<</F1 4 0 R>>/XObject<</X0 6 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        content if content.startswith(b"<<") else stream_of(content),
        *rest,
    )


def form(draws, number):
    name = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X0 %d 0 R>>>>"
    return stream_of(draws, name % number)


def self_drawing_form():
    return page_of(form(b"/X0 Do " * 10, 6))


def forms_in_forms():
    last = stream_of(b"0 0 m 9 9 l S " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return page_of(*(form(b"/X0 Do " * 10, number) for number in range(7, 16)), last)


def unfolding_page():
    packer = zlib.compressobj(9)
    line = b"BT /F1 9 Tf 9 9 Td (a) Tj ET\n" * 40_000
    data = b"".join(packer.compress(line) for _ in range(100)) + packer.flush()
    return page_of(content=stream_of(data, b"/Filter/FlateDecode"))


@pytest.mark.issue(14)
@pytest.mark.skipif(sys.platform != "linux", reason="only there the worker knows its memory")
@pytest.mark.parametrize("make", [self_drawing_form, forms_in_forms, unfolding_page])
def test_a_page_that_unfolds_is_given_up_at_a_gigabyte_and_the_others_are_read(
    heard, tmp_path, article, make
):
    path = tmp_path / "page.pdf"
    path.write_bytes(make())
    jobs = [heard.client.open(path), heard.client.open(article)]
    most = 0
    while True:
        with contextlib.suppress(queue.Empty):
            failed = heard.next(0.01)
            if isinstance(failed, Failed):
                break
        with contextlib.suppress(OSError, IndexError, TypeError):
            status = Path(f"/proc/{heard.client.process_id}/status").read_text()
            most = max(most, int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) * 1024)
    assert failed.job == jobs[0]
    assert failed.error.reason is Reason.TOO_MUCH_MEMORY
    assert str(failed.error).endswith("Try a shorter part of it.")
    assert most < 1.25 * OPENING_BYTES
    assert heard.until(Analysed).job == jobs[1]
