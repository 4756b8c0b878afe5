# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a user does in the window, without the window."""

import contextlib
import json
import os
import queue
import signal

import pytest

from reader.document import Label
from reader.document.marks import View
from reader.errors import ModelError, Reason, SaveError
from reader.session.events import Analysed, Failed, Opened, Weighed
from reader.session.session import Session, model_version

SENTENCE = "The council agreed on the budget for the harbour on Monday. "
TEXT = "Harbour budget agreed\n\n" + SENTENCE * 4


@pytest.fixture
def start():
    with contextlib.ExitStack() as stack:

        def start():
            events = queue.SimpleQueue()
            session = Session(events.put)
            stack.callback(session.close)

            def until(*kinds):
                while True:
                    event = events.get(timeout=60)
                    if isinstance(event, kinds):
                        return event

            return session, until

        yield start


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT)
    return path


def test_an_article_seen_before_is_there_at_once_even_after_a_restart(start, article):
    session, until = start()
    session.open(article)
    first = until(Analysed)
    session.close()
    again, until = start()
    again.open(article)
    second = until(Analysed)
    assert second.analysis == first.analysis
    assert first.seconds > 0
    assert second.seconds == 0


def test_an_article_that_has_changed_is_analysed_anew(start, article):
    session, until = start()
    session.open(article)
    until(Analysed)
    article.write_text(TEXT + "A new line was added.")
    session.open(article)
    event = until(Analysed)
    assert event.seconds > 0
    assert event.analysis.article.text.endswith("A new line was added.")


def test_opened_files_are_recent_and_failed_ones_are_not(start, article, tmp_path):
    session, until = start()
    session.open(article)
    until(Analysed)
    session.open(tmp_path / "missing.txt")
    assert until(Failed).error.reason is Reason.NOT_FOUND
    assert session.recent() == [article]


def test_a_copy_is_saved_in_the_format_of_its_suffix_and_never_over_the_source(
    start, article, tmp_path
):
    session, until = start()
    session.open(article)
    analysis = until(Analysed).analysis
    assert {".html", ".json"} <= set(session.save_formats)
    session.save(tmp_path / "copy.html", analysis, View())
    assert "agreed on the budget" in (tmp_path / "copy.html").read_text("utf-8")
    session.save(tmp_path / "copy.JSON", analysis, View())
    assert json.loads((tmp_path / "copy.JSON").read_text("utf-8"))["schema"] == 1
    with pytest.raises(SaveError, match=r"format"):
        session.save(tmp_path / "copy.xyz", analysis, View())


def test_a_copy_names_the_words_that_weighed_most(start, tmp_path):
    path = tmp_path / "column.txt"
    path.write_text("A toll\n\nThe new toll is a shameful insult to everybody. It costs two euros.")
    session, until = start()
    session.open(path)
    analysis = until(Analysed).analysis
    session.save(tmp_path / "copy.html", analysis, View())
    session.save(tmp_path / "copy.json", analysis, View())
    data = json.loads((tmp_path / "copy.json").read_text("utf-8"))
    text = data["article"]["text"]
    (given,) = [s for s in data["sentences"] if "insult" in text[s["start"] : s["end"]]]
    words = [text[word["start"] : word["end"]] for word in given["reasons"]]
    assert any(word in " ".join(words) for word in ("shameful", "insult"))
    assert all(f"“{word}”" in (tmp_path / "copy.html").read_text("utf-8") for word in words)


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
@pytest.mark.issue(12)
def test_what_one_copy_asked_for_the_next_one_knows(start, tmp_path):
    path = tmp_path / "column.txt"
    path.write_text("A toll\n\nThe new toll is a shameful insult to everybody. It costs two euros.")
    session, until = start()
    session.open(path)
    analysis = until(Analysed).analysis
    session.save(tmp_path / "first.json", analysis, View())
    os.kill(session.worker_process_id, signal.SIGSTOP)
    sentence = next(s for s in analysis.sentences if s.label is Label.OPINION)
    session.weigh(analysis.article, sentence)
    assert until(Weighed).words
    session.save(tmp_path / "second.json", analysis, View())
    first = (tmp_path / "first.json").read_text("utf-8")
    assert '"reasons"' in first
    assert (tmp_path / "second.json").read_text("utf-8") == first


def test_a_copy_never_replaces_the_file_it_was_made_from(start, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><article><p>{TEXT}</p></article></body></html>")
    before = page.read_bytes()
    session, until = start()
    session.open(page)
    analysis = until(Analysed).analysis
    with pytest.raises(SaveError) as caught:
        session.save(page, analysis, View())
    assert caught.value.reason is Reason.WOULD_OVERWRITE
    assert page.read_bytes() == before


def test_the_view_and_preferences_are_remembered(start):
    session, _ = start()
    session.set_view(View(show_from=0.75, facts=True))
    session.set_preference("theme", "dark")
    again, _ = start()
    assert again.view() == View(show_from=0.75, facts=True)
    assert again.preferences == {"theme": "dark"}


def test_pasted_text_is_opened(start):
    session, until = start()
    session.open_text(TEXT)
    assert "agreed on the budget" in until(Opened).article.text
    assert until(Analysed).analysis.sentences
    assert session.recent() == []


def test_a_folder_without_a_model_is_said_so(tmp_path):
    with pytest.raises(ModelError) as caught:
        model_version(tmp_path)
    assert caught.value.reason is Reason.MODEL_MISSING


def test_the_words_that_weigh_most_are_told_on_demand(start, tmp_path):
    path = tmp_path / "column.txt"
    path.write_text("A toll\n\nThe new toll is a shameful insult to everybody. It costs two euros.")
    session, until = start()
    session.open(path)
    analysis = until(Analysed).analysis
    text = analysis.article.text
    (sentence,) = [s for s in analysis.sentences if "insult" in text[s.start : s.end]]
    job = session.weigh(analysis.article, sentence)
    weighed = until(Weighed)
    assert weighed.job == job
    heaviest = weighed.words[0]
    words = text[sentence.start + heaviest.start : sentence.start + heaviest.end]
    assert words in {"shameful", "insult"}
    assert heaviest.weight > 0
