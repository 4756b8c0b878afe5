# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages of a PDF drawn by the real worker, and what becomes of one that ends it."""

import contextlib
import os
import queue
import signal

import pypdf
import pytest
import typst

from reader import paths
from reader.errors import Reason
from reader.session.session import Session
from reader.worker.messages import Analysed, Drawn, Failed, Opened

pytestmark = pytest.mark.issue(16)

WORDS = "The council met on Monday to vote on a new bridge. It is a monument to vanity."


class Heard:
    def __init__(self):
        self.events = queue.SimpleQueue()
        self.session = Session(self.events.put)
        self.close = self.session.close

    def until(self, *kinds, timeout=120):
        while True:
            event = self.events.get(timeout=timeout)
            if isinstance(event, kinds):
                return event


@pytest.fixture
def heard():
    with contextlib.closing(Heard()) as heard:
        yield heard


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bridge.pdf"
    fonts = [paths.resources() / "fonts"]
    text = f'#set page(width: 300pt, height: 400pt)\n#set text(font: "Slantwise Serif")\n{WORDS}'
    typst.compile(text.encode(), output=path, font_paths=fonts, ignore_system_fonts=True)
    return path


def test_a_page_is_drawn_as_soon_as_the_text_can_be_read(heard, file):
    heard.session.open(file)
    article = heard.until(Opened).article
    job = heard.session.draw(article, 1, 500)
    drawn = heard.until(Drawn, Failed)
    assert drawn.job == job
    assert drawn.picture.columns == 500
    assert len(drawn.picture.words) == len(WORDS.split())
    # The analysis goes on.
    heard.until(Analysed)


def test_an_encrypted_file_is_drawn_with_the_password_that_opened_it(heard, file):
    writer = pypdf.PdfWriter(clone_from=file)
    writer.encrypt("vanity")
    writer.write(file)
    heard.session.open(file, password="vanity")
    article = heard.until(Opened).article
    heard.session.draw(article, 1, 500)
    assert heard.until(Drawn, Failed).picture.words


def test_a_file_that_was_changed_is_not_drawn(heard, file):
    heard.session.open(file)
    article = heard.until(Opened).article
    heard.until(Analysed)
    writer = pypdf.PdfWriter(clone_from=file)
    writer.add_blank_page(100, 100)
    writer.write(file)
    heard.session.draw(article, 1, 500)
    failed = heard.until(Drawn, Failed)
    assert "has changed since" in failed.error.explanation


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_a_page_that_ends_the_worker_ends_nothing_else(heard, file):
    heard.session.open(file)
    article = heard.until(Opened).article
    heard.until(Analysed)
    worker = heard.session.worker_process_id
    os.kill(worker, signal.SIGSTOP)
    job = heard.session.draw(article, 1, 500)
    os.kill(worker, signal.SIGKILL)
    failed = heard.until(Failed)
    assert failed.job == job
    assert failed.error.reason is Reason.WORKER_STOPPED
    assert failed.error.explanation.startswith("This page cannot be drawn")
    # The next page is drawn by another worker.
    heard.session.draw(article, 1, 400)
    assert heard.until(Drawn, Failed).picture.columns == 400
