# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a user does in the window, without the window."""

import contextlib
import json
import os
import queue
import signal

import pytest

from reader.document import Label, Span
from reader.document.anchors import anchored
from reader.document.marks import View
from reader.document.overlay import overlaid
from reader.document.readers_marks import Act, new_mark, place
from reader.errors import LibraryError, ModelError, Reason, SaveError
from reader.session.events import (
    Analysed,
    Compared,
    Failed,
    Kept,
    MarksChanged,
    NotKept,
    Opened,
    Remembered,
    Weighed,
)
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
    assert [item.path for item in session.recent_articles()] == [article]


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
    assert json.loads((tmp_path / "copy.JSON").read_text("utf-8"))["schema"] == 2
    with pytest.raises(SaveError, match=r"format"):
        session.save(tmp_path / "copy.xyz", analysis, View())


@pytest.mark.issue(17)
def test_a_comparison_is_saved_as_a_page_and_never_over_an_article(start, article, tmp_path):
    other = tmp_path / "bridge.html"
    other.write_text(f"<h1>Bridge agreed</h1><p>{SENTENCE}</p>")
    session, until = start()
    reads = []
    for path in (article, other):
        session.open(path)
        reads.append(overlaid(until(Analysed).analysis, ()))
    session.compare([read.analysis for read in reads])
    found = until(Compared).comparison
    session.save_comparison(tmp_path / "both.html", found, reads, View())
    page = (tmp_path / "both.html").read_text("utf-8")
    assert "Harbour budget agreed" in page
    assert "Bridge agreed" in page
    with pytest.raises(SaveError):
        session.save_comparison(other, found, reads, View())
    assert other.read_text().startswith("<h1>")


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
    assert session.recent_articles() == []


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


def marked(article, words, act=Act.OPINION, **known):
    start = article.text.index(words)
    return new_mark(act, anchored(article.text, Span(start, start + len(words))), **known)


def opened_by(start, path):
    session, until = start()
    session.open(path)
    text = until(Opened).article
    return session, until, text, until(Remembered)


def test_marks_are_there_again_after_a_restart_and_when_the_text_has_changed(start, article):
    session, until, text, before = opened_by(start, article)
    assert before.marks == ()
    mark = marked(text, SENTENCE.strip(), value="", machine="factual")
    order = session.keep(text, [mark])
    assert until(Kept).order == order
    session.close()
    article.write_text("A new beginning.\n\n" + TEXT)
    _, _, text, again = opened_by(start, article)
    assert again.marks == (mark,)
    placed, lost = place(again.marks, text.text)
    assert not lost
    found = placed[0].span
    assert text.text[found.start : found.end] == SENTENCE.strip()


def test_a_removed_mark_is_gone(start, article):
    session, _, text, _ = opened_by(start, article)
    mark = marked(text, "council")
    session.keep(text, [mark])
    session.keep(text, removed=[mark.id])
    session.close()
    _, _, _, again = opened_by(start, article)
    assert again.marks == ()


def test_what_was_ordered_before_the_end_is_kept_though_nobody_waited(start, article):
    session, _, text, _ = opened_by(start, article)
    mark = marked(text, "council", Act.NOTE, value="who?")
    session.keep(text, [mark])
    session.close()
    _, _, _, again = opened_by(start, article)
    assert again.marks == (mark,)


def test_another_window_hears_of_a_mark_and_sees_it(start, article):
    one, _, text, _ = opened_by(start, article)
    other, until, same, before = opened_by(start, article)
    mark = marked(text, "council", Act.HIGHLIGHT)
    one.keep(text, [mark])
    until(MarksChanged)
    other.recall(before.job, same)
    assert until(Remembered) == Remembered(before.job, (mark,))


def test_marks_that_cannot_be_kept_are_told_stay_and_are_kept_with_a_later_try(start, article):
    session, until, text, before = opened_by(start, article)
    first, second = marked(text, "council"), marked(text, "harbour")
    with broken(session) as told:
        session.keep(text, [first])
        assert until(NotKept).error is told
        # Whoever opens the article again meanwhile still has them.
        session.recall(before.job, text)
        assert until(Remembered).marks == (first,)
    order = session.keep(text, [second])
    assert until(Kept).order == order
    session.recall(before.job, text)
    assert set(until(Remembered).marks) == {first, second}


def test_marks_that_could_not_be_kept_are_tried_again_when_asked(start, article):
    session, until, text, _ = opened_by(start, article)
    mark = marked(text, "council")
    with broken(session):
        order = session.keep(text, [mark])
        until(NotKept)
    session.retry()
    assert until(Kept).order == order


@contextlib.contextmanager
def broken(session):
    """A library on a disk that is full."""
    error = LibraryError(None, Reason.DISK_FULL, "The library finds no room on the disk.")

    def fail(*_, **__):
        raise error

    library = session._library
    library.put = library.remove = fail
    try:
        yield error
    finally:
        del library.put, library.remove


def test_an_article_is_found_as_it_was_left_and_by_its_title(start, article):
    session, _, _, before = opened_by(start, article)
    assert before.place == {}
    session.remember(article, "Harbour budget agreed", {"offset": 30})
    session.close()
    session, _, _, again = opened_by(start, article)
    assert again.place == {"offset": 30}
    assert [item.title for item in session.recent_articles()] == ["Harbour budget agreed"]


def test_marks_travel_in_a_file(start, article, tmp_path):
    session, until, text, _ = opened_by(start, article)
    mark = marked(text, "council", Act.NOTE, value="who?", tags=("people",))
    session.keep(text, [mark])
    until(Kept)
    session.export_marks(tmp_path / "marks.json")
    session.keep(text, removed=[mark.id])
    until(Kept)
    assert session.import_marks(tmp_path / "marks.json") == 1
    until(MarksChanged)
    with pytest.raises(LibraryError):
        session.import_marks(article)
    with pytest.raises(LibraryError, match=r"cannot be read"):
        session.import_marks(tmp_path / "missing.json")
