# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The original page beside the text: a real PDF, drawn as the worker draws it."""

import pytest
import typst
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from reader import paths
from reader.document import Analysis, Label, ModelInfo, Sentence
from reader.document.article import Span
from reader.errors import OpenError, Reason
from reader.formats import load
from reader.session.events import Analysed, Drawn, Failed
from reader.worker.drawing import PageDrawer

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
SETUP = '#set page(width: 300pt, height: 400pt, margin: 40pt)\n#set text(font: "Slantwise Serif")\n'

pytestmark = pytest.mark.issue(16)


def source(parts=12):
    """Paragraphs of four sentences, three or so on a page, some of them divided between two."""
    text = "\n\n".join(
        " ".join(
            f"Sentence {part}.{n} says that the bridge over the Lenn is a shame." for n in "abcd"
        )
        for part in range(parts)
    )
    return f"{SETUP}= The bridge\n{text}"


class Paper:
    """The window with a PDF, and the worker's side of the drawing."""

    def __init__(self, driver, file, qtbot):
        self.driver, self.qtbot = driver, qtbot
        self.drawer = PageDrawer()
        self.answered = 0
        self.file = file
        self.article = load(file)
        self.job = driver.opened(self.article, file)
        driver.window.on_event(Analysed(self.job, self.analysis(), 0.1))
        QApplication.processEvents()
        driver.view.setFocus()

    def analysis(self):
        """Every run of words up to a full stop is a sentence."""
        text, found = self.article.text, []
        for block in self.article.blocks:
            start = block.start
            while (end := text.find(". ", start, block.end)) >= 0:
                found.append(Sentence(start, end + 1, Label.OPINION, 0.9))
                start = end + 2
            found.append(Sentence(start, block.end, Label.OPINION, 0.9))
        return Analysis(self.article, ModelInfo("m", "1"), tuple(found))

    @property
    def pane(self):
        return self.driver.page.desk.paper

    @property
    def view(self):
        return self.pane.view

    @property
    def page(self):
        return self.view.picture.page if self.view.picture else None

    def press(self, key, modifier=PLAIN):
        self.qtbot.keyClick(self.driver.window.focusWidget(), key, modifier)

    def answer(self):
        """Draw what has been asked for, as the worker would."""
        drawn = self.driver.session.drawn
        while self.answered < len(drawn):
            article, page, columns = drawn[self.answered]
            self.answered += 1
            blocks = [
                (b.start, article.text[b.start : b.end], [_sides(a) for a in b.areas])
                for b in article.blocks
                if any(area.page == page for area in b.areas)
            ]
            request = {"path": str(self.file), "password": None, "sha256": article.sha256}
            request |= {"page": page, "columns": columns, "blocks": blocks}
            job = 2000 + self.answered
            try:
                event = Drawn(job, self.drawer.draw(request))
            except OpenError as error:
                event = Failed(job, error, opened=False)
            self.driver.window.on_event(event)
            QApplication.processEvents()

    def until(self, condition):
        def holds():
            self.answer()
            assert condition()

        self.qtbot.waitUntil(holds)

    def open(self):
        self.press(Qt.Key.Key_F4)
        self.until(lambda: self.page is not None)

    def span(self, words):
        start = self.article.text.index(words)
        return Span(start, start + len(words))

    def framed(self):
        """The words of the page that lie in a frame."""
        frames = list(self.view.frames())
        scrolled = self.view._scrolled()
        words = [
            self.article.text[word.start : word.end]
            for word in self.view.picture.words
            if any(frame.contains(self.view._on_page(word).center() - scrolled) for frame in frames)
        ]
        return " ".join(words)


def _sides(area):
    return area.page, area.left, area.top, area.right, area.bottom


@pytest.fixture(scope="session")
def pdf(tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "bridge.pdf"
    fonts = [paths.resources() / "fonts"]
    path.write_bytes(
        typst.compile(source().encode(), font_paths=fonts, ignore_system_fonts=True, timestamp=0)
    )
    return path


@pytest.fixture
def paper(driver, pdf, tmp_path, qtbot):
    file = tmp_path / "bridge.pdf"
    file.write_bytes(pdf.read_bytes())
    return Paper(driver, file, qtbot)


def test_a_key_shows_the_page_beside_the_text_and_hides_it(paper):
    assert not paper.pane.isVisible()
    paper.open()
    assert paper.pane.isVisible()
    assert paper.page == 1
    assert paper.pane.head.count.text() == f"1 of {paper.view.picture.pages}"
    assert paper.view.accessibleName() == f"Original page 1 of {paper.view.picture.pages}"
    # It is as wide as there is room, and the text is still beside it.
    assert abs(paper.view.picture.columns - paper.view.columns) <= 1
    assert paper.driver.view.width() >= 280
    assert paper.driver.view.hasFocus()
    paper.press(Qt.Key.Key_F4)
    assert not paper.pane.isVisible()


def test_the_page_follows_the_text_and_frames_the_sentence(paper):
    paper.open()
    for _ in range(7):
        paper.press(Qt.Key.Key_Right)
    words = "Sentence 1.b says that the bridge over the Lenn is a shame."
    paper.until(lambda: paper.framed() == words)
    paper.driver.page.trail.jump(paper.span("Sentence 9.b says that"))
    paper.until(lambda: paper.page > 2)
    assert paper.framed() == "Sentence 9.b says that"


def test_every_sentence_is_found_on_its_page_those_on_two_pages_where_they_begin(paper):
    paper.open()
    seen = set()
    for sentence in paper.driver.page.index.sentences[1::3]:
        paper.driver.page.trail.jump(sentence.span)
        first = paper.article.text[sentence.start : sentence.end].split()[:2]
        paper.until(lambda first=first: paper.framed().split()[:2] == first)
        seen.add(paper.page)
    assert seen == set(range(1, paper.view.picture.pages + 1))


def test_scrolling_the_text_turns_the_page(paper):
    paper.open()
    paper.press(Qt.Key.Key_End)
    paper.until(lambda: paper.page > 1)
    paper.press(Qt.Key.Key_Home)
    paper.until(lambda: paper.page == 1)


def test_a_click_on_the_page_goes_to_the_sentence_in_the_text(paper):
    paper.open()
    target = paper.span("Sentence 1.c says")
    word = next(word for word in paper.view.picture.words if word.start > target.start)
    paper.view.go_to([word])
    point = (paper.view._on_page(word).center() - paper.view._scrolled()).toPoint()
    paper.qtbot.mouseClick(paper.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    current = paper.driver.view.current
    words = paper.article.text[current.start : current.end]
    assert words == "Sentence 1.c says that the bridge over the Lenn is a shame."
    paper.until(lambda: paper.framed() == words)
    # And back to where the reader was.
    paper.driver.page.trail.go(-1)
    assert paper.driver.view.verticalScrollBar().value() == 0


def test_pages_are_turned_by_keys_wheel_and_buttons_and_the_text_stays(paper):
    paper.open()
    there = paper.driver.view.verticalScrollBar().value()
    paper.view.setFocus()
    for _ in range(6):
        paper.press(Qt.Key.Key_PageDown)
    paper.until(lambda: paper.page >= 2)
    for _ in range(paper.pane._page - 1):
        paper.qtbot.mouseClick(paper.pane.head.previous, Qt.MouseButton.LeftButton)
    paper.until(lambda: paper.page == 1)
    bar = paper.view.verticalScrollBar()
    paper.press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    wheel(paper.view, -120)
    paper.until(lambda: paper.page == 2)
    assert bar.value() == 0
    assert paper.driver.view.verticalScrollBar().value() == there


def test_enter_on_the_page_goes_to_its_words_in_the_text(paper):
    paper.open()
    paper.view.setFocus()
    paper.pane.turn(2)
    paper.until(lambda: paper.page == 3)
    paper.press(Qt.Key.Key_Return)
    current = paper.driver.view.current
    first = paper.view.picture.words[0]
    assert current.start <= first.start < current.end


def wheel(view, by, modifiers=PLAIN):
    place = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        place,
        QPointF(view.viewport().mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_the_page_is_enlarged_and_drawn_anew(paper):
    paper.open()
    before = paper.view.picture.columns
    paper.qtbot.mouseClick(paper.pane.larger, Qt.MouseButton.LeftButton)
    wheel(paper.view, 120, CONTROL)
    paper.until(lambda: abs(paper.view.picture.columns - 1.5 * before) <= 2)
    assert paper.view.horizontalScrollBar().maximum() > 0
    for _ in range(9):
        wheel(paper.view, -120, CONTROL)
    paper.until(lambda: abs(paper.view.picture.columns - before) <= 1)
    assert not paper.pane.smaller.isEnabled()


def test_that_it_is_shown_and_how_wide_holds_for_the_next_article(paper, pdf, tmp_path):
    paper.open()
    desk = paper.driver.page.desk
    handle = desk.handle(1)
    start = handle.rect().center()
    button = Qt.MouseButton.LeftButton
    paper.qtbot.mousePress(handle, button, pos=start)
    paper.qtbot.mouseMove(handle, start + QPoint(-60, 0))
    paper.qtbot.mouseRelease(handle, button, pos=start + QPoint(-60, 0))
    width = desk.sizes()[0]
    paper.qtbot.waitUntil(lambda: paper.driver.session.preferences.get("paper_width") == width)
    other = tmp_path / "other.pdf"
    other.write_bytes(pdf.read_bytes())
    second = Paper(paper.driver, other, paper.qtbot)
    second.answered = paper.answered
    second.until(lambda: second.page == 1)
    assert second.driver.page.desk is not desk
    assert second.driver.page.desk.sizes()[0] == width
    second.press(Qt.Key.Key_F4)
    paper.press(Qt.Key.Key_Tab, CONTROL)
    assert not paper.pane.isVisible()


def test_the_page_alone_is_the_text_alone(paper):
    paper.open()
    paper.press(Qt.Key.Key_F11, SHIFT)
    assert not paper.pane.isVisible()
    paper.press(Qt.Key.Key_F11, SHIFT)
    assert paper.pane.isVisible()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda file: file.unlink(), "no such file any more"),
        (lambda file: file.write_bytes(file.read_bytes() + b"\n%"), "has changed since"),
    ],
)
def test_a_file_that_is_gone_is_told_in_the_pane_and_another_try_is_made(paper, harm, said):
    data = paper.file.read_bytes()
    harm(paper.file)
    paper.press(Qt.Key.Key_F4)
    paper.until(paper.pane.message.isVisible)
    assert said in paper.pane.message.text()
    assert not paper.view.isVisible()
    paper.file.write_bytes(data)
    paper.press(Qt.Key.Key_F4)
    paper.press(Qt.Key.Key_F4)
    paper.until(paper.view.isVisible)
    assert paper.page == 1


def test_a_worker_that_the_page_stops_is_told_in_the_pane(paper):
    paper.press(Qt.Key.Key_F4)
    paper.qtbot.waitUntil(lambda: bool(paper.driver.session.drawn))
    error = OpenError(paper.file, Reason.WORKER_STOPPED, "This page cannot be drawn.")
    paper.driver.window.on_event(Failed(2001, error, opened=False))
    assert paper.pane.message.text() == "This page cannot be drawn."
    assert paper.driver.page.analysis is not None
    assert not paper.driver.told()


def test_an_article_without_pages_has_no_page_to_show(driver, tmp_path, qtbot):
    driver.analysed(path=tmp_path / "bridge.txt")
    action = driver.window.menus.actions["paper"]
    assert not action.isEnabled()
    assert action.toolTip() == "The article is not from a PDF."
    qtbot.keyClick(driver.view, Qt.Key.Key_F4)
    assert not driver.page.desk.paper.isVisible()


def test_a_tab_closed_while_a_page_is_drawn_is_past_caring(paper):
    paper.press(Qt.Key.Key_F4)
    paper.qtbot.waitUntil(lambda: bool(paper.driver.session.drawn))
    paper.press(Qt.Key.Key_W, CONTROL)
    paper.answer()
    assert len(paper.driver.window.tabs) == 0


@pytest.mark.parametrize("width", [700, 1000])
def test_in_a_narrow_window_with_large_text_the_sidebar_gives_way_first(paper, width):
    window = paper.driver.window
    window.set_zoom(2.0)
    window.resize(width, 700)
    paper.open()
    assert window.width() == width
    assert not paper.driver.page.sidebar.isVisible()
    assert paper.view.width() >= 0.4 * paper.driver.page.desk.width()
    assert paper.driver.view.width() >= 0.4 * paper.driver.page.desk.width()
