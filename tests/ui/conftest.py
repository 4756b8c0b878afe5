# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A window on a session that does nothing by itself: the tests say what it reports."""

import os
import re
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Article,
    Attribution,
    Batch,
    Block,
    BlockKind,
    Form,
    Label,
    LoadedWord,
    ModelInfo,
    Polarity,
    Sentence,
    Span,
    Stance,
    Treatment,
    Voice,
)
from reader.document.marks import View
from reader.document.readers_marks import Act
from reader.session.events import Analysed, Judged, Opened
from reader.ui.application import dress
from reader.ui.notice_area import NoticeWidget
from reader.ui.windows import Windows
from tests.ui.leaks import Standing

TITLE = "The bridge must stay"
OPINION = "Closing the bridge would be a shameful blunder."
SECOND = "Nobody with eyes can doubt that it is the heart of the town."
FACT = "The bridge was built in 1931 and carries two lanes."
UNCLEAR = "Perhaps the council will think again."
QUOTE = "the repairs are far too expensive"
RELAYED = f"Mayor Ada Ngo said that {QUOTE}."
CAPTION = "The bridge in March. Photo: Lee Moss"


class FakeSession:
    """Remembers what it was asked to do."""

    open_suffixes = (".txt", ".md", ".html")

    def __init__(self):
        self.save_formats = {".html": "Web page", ".json": "Analysis (JSON)"}
        self.preferences = {"theme": "light", "welcomed": 1}
        self.opened = []
        self.pasted = []
        self.cancelled = []
        self.weighed = []
        self.drawn = []
        self.passwords = []
        self.languages = []
        self.saved = []
        self.sheets = []
        self.compared = []
        self.comparisons = []
        self.recent_files = []
        self.titles = {}
        self.kept = []
        self.recalled = []
        self.remembered = []
        self.retries = 0
        self.stored_view = View()
        self.save_error = None
        self.own_model = None
        self.closed = False

    def start(self):
        pass

    def open(self, path, *, password=None, language=None):
        self.opened.append(path)
        self.passwords.append(password)
        self.languages.append(language)
        return len(self.opened) + len(self.pasted)

    def open_text(self, text, *, language=None):
        self.pasted.append(text)
        self.languages.append(language)
        return len(self.opened) + len(self.pasted)

    def cancel(self, job):
        self.cancelled.append(job)

    def save(self, path, analysis, view, marks=(), *, advance=lambda _: None):
        if self.save_error is not None:
            raise self.save_error
        advance(0.5)
        self.saved.append((path, analysis, view))
        return ""

    def save_sheet(self, path, analysis, comparison):
        self.sheets.append((path, comparison))

    def compare(self, analyses):
        self.compared.append(analyses)
        return 3000 + len(self.compared)

    def save_comparison(self, path, compared, reads, view):
        if self.save_error is not None:
            raise self.save_error
        self.comparisons.append((path, compared, reads, view))

    def weigh(self, article, sentence):
        self.weighed.append(sentence)
        return 1000 + len(self.weighed)

    def draw(self, article, page, columns):
        self.drawn.append((article, page, columns))
        return 2000 + len(self.drawn)

    def keep(self, article, put=(), removed=()):
        self.kept.append((tuple(put), tuple(removed)))
        return len(self.kept)

    def retry(self):
        self.retries += 1

    def recall(self, job, article):
        self.recalled.append(job)

    def remember(self, path, title, place):
        self.remembered.append((path, title, place))

    def left(self, path):
        return next((place for kept, _, place in reversed(self.remembered) if kept == path), {})

    def agreement(self):
        return {Act.OPINION: (1, 4), Act.NOT_LOADED: (0, 2)}

    def recent_articles(self):
        titles = self.titles
        return [SimpleNamespace(path=p, title=titles.get(p, "")) for p in self.recent_files]

    def clear_recent(self):
        self.recent_files = []

    def view(self):
        return self.stored_view

    def set_view(self, view):
        self.stored_view = view

    def set_preference(self, name, value):
        self.preferences[name] = value

    def close(self):
        self.closed = True


def article_of(*blocks, **known):
    """An article from (kind, text) pairs."""
    text, made = "", []
    for kind, words in blocks:
        if text:
            text += "\n\n"
        made.append(Block(kind, len(text), len(text) + len(words)))
        text += words
    return Article(text, tuple(made), source="bridge.txt", sha256=str(hash(text)), **known)


def make_article(**known):
    known.setdefault("title", TITLE)
    known.setdefault("outlet", "The Valley Post")
    known.setdefault("published", "2026-03-04")
    return article_of(
        (BlockKind.TITLE, TITLE),
        (BlockKind.NOTE, "Editor’s note: the views are the author’s."),
        (BlockKind.PARAGRAPH, f"{OPINION} {SECOND} {FACT}"),
        (BlockKind.CAPTION, CAPTION),
        (BlockKind.PARAGRAPH, f"{RELAYED} {UNCLEAR}"),
        (BlockKind.BOILERPLATE, "Share this page"),
        **known,
    )


def span(article, words, number=0):
    start = [match.start() for match in re.finditer(re.escape(words), article.text)][number]
    return Span(start, start + len(words))


def sentence(article, words, label, opinion, voice=Voice.AUTHOR):
    place = span(article, words)
    return Sentence(place.start, place.end, label, opinion, voice)


def make_analysis(article, *, plain=False):
    """What a model says of `make_article()`; `plain` leaves viewpoints and loaded words out."""
    sentences = (
        sentence(article, TITLE, Label.OPINION, 0.55),
        sentence(article, OPINION, Label.OPINION, 0.95),
        sentence(article, SECOND, Label.OPINION, 0.7),
        sentence(article, FACT, Label.FACTUAL, 0.1),
        sentence(article, RELAYED, Label.FACTUAL, 0.2, Voice.ATTRIBUTED),
        sentence(article, UNCLEAR, Label.UNCLEAR, 0.5),
    )
    town = Actor("a2", "Town council", ActorType.GROUP, mentions=(span(article, "council"),))
    mayor = Actor(
        "a1",
        "Ada Ngo",
        ActorType.PERSON,
        ("Mayor Ngo",),
        "mayor",
        (span(article, "Ada Ngo"), span(article, "the heart"), span(article, "Perhaps")),
        Treatment(0.5, 0.25, 0.25),
    )
    attribution = Attribution(
        (span(article, "Mayor Ada Ngo"),),
        (span(article, "said"),),
        (span(article, QUOTE),),
        Form.INDIRECT,
        ("a1",),
        0.9,
    )
    loaded = LoadedWord(*_ends(span(article, "shameful")), 0.8)
    stance = Stance("a1", "a2", Polarity.CRITICAL, 0.7, *_ends(span(article, QUOTE)))
    return Analysis(
        article,
        ModelInfo("test-model", "1.2"),
        sentences,
        () if plain else (loaded,),
        () if plain else (attribution,),
        (mayor, town),
        () if plain else (stance,),
    )


def _ends(place):
    return place.start, place.end


class Driver:
    """A window with its session, and the session's side of the conversation."""

    def __init__(self, window, session):
        self.window = window
        self.session = session

    @property
    def page(self):
        return self.window.tabs.page

    @property
    def view(self):
        return self.page.view

    def opened(self, article, path):
        self.window.open_files([path])
        self.window.on_event(Opened(len(self.session.opened), article))
        return len(self.session.opened)

    def analysed(self, article=None, *, path=None, plain=False):
        """Open an article and report its analysis."""
        article = article or make_article()
        job = self.opened(article, path)
        self.analyse(job, make_analysis(article, plain=plain))
        return article

    def analyse(self, job, analysis):
        """Report an analysis."""
        self.window.on_event(Analysed(job, analysis, 0.61))
        # The lists are filled when the window has answered.
        QApplication.processEvents()

    def judged(self, job, sentences, done):
        self.window.on_event(Judged(job, Batch(tuple(sentences), (), done)))

    def told(self):
        """What the reader is told now, of the article on the screen or of none."""
        shown = self.window.notice_area.findChildren(NoticeWidget)
        return [widget.notice.text for widget in shown if widget.isVisible()]


def pytest_itemcollected(item):
    """Let a test of the window fail where Qt warns of something."""
    own = item.get_closest_marker("qt_log_ignore")
    # There is no window manager where there is no screen.
    ignored = ("^This plugin does not support ", *(own.args if own is not None else ()))
    item.add_marker(pytest.mark.qt_log_ignore(*ignored), append=False)
    item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))


@pytest.fixture(autouse=True)
def _nothing_is_left(qapp):
    """Fail where a widget, a thread or a process is left behind."""
    before = Standing()
    yield
    left = before.left()
    assert not left, f"left behind: {', '.join(left)}"


@pytest.fixture(scope="session", autouse=True)
def _clipboard_is_emptied(qapp):
    """Let Qt let go of what Python has put there while it can: the run would end in a crash."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def session():
    return FakeSession()


@pytest.fixture(scope="session")
def application(qapp):
    dress(qapp)
    return qapp


@pytest.fixture
def driver(qtbot, session, application):
    windows = Windows(session)
    window = windows.start([])
    qtbot.addWidget(window)
    window.resize(1360, 890)
    qtbot.waitExposed(window)
    driver = Driver(window, session)
    driver.windows = windows
    yield driver
    for other in windows.all:
        other.close()
        other.deleteLater()


@pytest.fixture
def reading(driver, tmp_path):
    """The window with the article open and analysed."""
    driver.article = driver.analysed(path=tmp_path / "bridge.txt")
    driver.view.setFocus()
    return driver


@pytest.fixture
def kit():
    """The makings of articles and analyses, for tests in other files."""
    return SimpleNamespace(
        article_of=article_of, make_article=make_article, make_analysis=make_analysis, span=span
    )
