# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The voice track: who speaks where, by eye, mouse and keyboard."""

from dataclasses import replace
from itertools import combinations
from time import process_time

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter, qGray
from PySide6.QtWidgets import QApplication, QToolTip

from reader.document import Analysis, BlockKind, Label, ModelInfo, Sentence, Span, Voice
from reader.session.events import Analysed
from reader.ui.marks.lane_painter import Stretch, paint_stretch, stretches
from reader.ui.marks.lanes import Look, Piece
from reader.ui.theme import Theme

OPINION = "Closing the bridge would be a shameful blunder."
FACT = "The bridge was built in 1931 and carries two lanes."
QUOTE = "the repairs are far too expensive"


def lanes(driver):
    return {lane.name: lane for lane in driver.page.track.lanes}


def place_of(driver, name, number=0):
    """The middle of a piece of a lane, in the track."""
    track, lane = driver.page.track, lanes(driver)[name]
    return track.piece_rect(lane, lane.pieces[number]).center()


def click(driver, qtbot, place):
    qtbot.mouseClick(driver.page.track, Qt.MouseButton.LeftButton, pos=QPointF(place).toPoint())


@pytest.fixture
def book(driver, kit, tmp_path):
    """Two hundred paragraphs in ten chapters, every third sentence an opinion."""
    blocks = []
    for number in range(200):
        if number % 20 == 0:
            blocks.append((BlockKind.HEADING, f"Chapter {number // 20 + 1}"))
        words = [f"This is sentence {count} of paragraph {number}." for count in range(9)]
        blocks.append((BlockKind.PARAGRAPH, " ".join(words)))
    article = kit.article_of(*blocks)
    sentences, start = [], article.text.find("This is")
    while start >= 0:
        end = article.text.index(".", start) + 1
        opinion = len(sentences) % 3 == 0
        label = Label.OPINION if opinion else Label.FACTUAL
        sentences.append(Sentence(start, end, label, 0.9 if opinion else 0.1, Voice.AUTHOR))
        start = article.text.find("This is", end)
    job = driver.opened(article, tmp_path / "book.txt")
    analysis = Analysis(article, ModelInfo("test-model", "1"), tuple(sentences))
    driver.window.on_event(Analysed(job, analysis, 0.5))
    QApplication.processEvents()
    driver.article = article
    return driver


def test_the_author_each_speaker_and_what_was_not_judged_have_lanes(reading, kit):
    found = lanes(reading)
    assert list(found) == ["Author", "Ada Ngo", "Unclear, not analysed"]
    looks = [piece.look for piece in found["Author"].pieces]
    assert looks == [Look.HIDDEN, Look.OPINION, Look.OPINION, Look.FACT]
    strong, weak = found["Author"].stops
    assert strong.height > weak.height
    assert [piece.span for piece in found["Ada Ngo"].pieces] == [kit.span(reading.article, QUOTE)]
    assert [piece.label for piece in found["Unclear, not analysed"].pieces] == [
        "Editorial note: not analysed",
        "Caption: not analysed",
        "Unclear",
        "Page furniture: not analysed",
    ]


def test_those_who_say_little_share_a_lane(driver, kit, tmp_path):
    article = kit.make_article()
    analysis = kit.make_analysis(article)
    said = analysis.attributions[0]
    town = replace(said, holders=("a2",), content=(kit.span(article, OPINION),))
    nobody = replace(said, holders=(), source=(), content=(kit.span(article, "the"),))
    job = driver.opened(article, tmp_path / "bridge.txt")
    analysis = replace(analysis, attributions=(said, town, nobody))
    driver.window.on_event(Analysed(job, analysis, 0.5))
    QApplication.processEvents()
    # Whoever has most of the floor comes first.
    assert list(lanes(driver))[:4] == ["Author", "Town council", "Ada Ngo", "Other voices"]


def test_two_of_one_name_have_two_lanes(driver, qtbot, kit, tmp_path):
    article = kit.make_article()
    analysis = kit.make_analysis(article)
    said = analysis.attributions[0]
    mayor, town = analysis.actors
    other = replace(said, holders=("a2",), content=(kit.span(article, OPINION),))
    job = driver.opened(article, tmp_path / "bridge.txt")
    analysis = replace(
        analysis, attributions=(said, other), actors=(mayor, replace(town, name=mayor.name))
    )
    driver.window.on_event(Analysed(job, analysis, 0.5))
    QApplication.processEvents()
    assert list(lanes(driver))[1:3] == ["Ada Ngo", "Ada Ngo (2)"]
    track = driver.page.track
    track.setFocus()
    for _ in range(3):
        qtbot.keyClick(track, Qt.Key.Key_Down)
    # The keyboard goes past both.
    assert track.accessibleDescription().startswith("Unclear, 1 of 1")


def test_while_the_analysis_runs_there_is_room_for_the_speakers(driver, kit, tmp_path):
    article = kit.make_article()
    job = driver.opened(article, tmp_path / "bridge.txt")
    driver.judged(job, kit.make_analysis(article).sentences[:5], 0.8)
    driver.page.track.refresh()
    track = driver.page.track
    before = track.sizeHint().height()
    assert list(lanes(driver)) == ["Author", "Voices", "Not analysed"]
    assert [piece.label for piece in lanes(driver)["Voices"].pieces] == ["Somebody speaks"]
    assert track.lane_rect(1).height() >= 8
    driver.window.on_event(Analysed(job, kit.make_analysis(article), 0.5))
    QApplication.processEvents()
    # What is being read is not pushed down.
    assert track.sizeHint().height() <= before


def test_the_threshold_moves_what_the_authors_lane_shows(reading, qtbot):
    slider = reading.window.toolbar.threshold
    slider.setFocus()
    for _ in range(4):
        qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert [piece.look for piece in lanes(reading)["Author"].pieces][2] is Look.HIDDEN


def test_without_speakers_the_track_is_lower(driver, kit, tmp_path):
    driver.analysed(path=tmp_path / "a.txt")
    height = driver.page.track.sizeHint().height()
    article = kit.make_article()
    analysis = kit.make_analysis(article, plain=True)
    own = tuple(item for item in analysis.sentences if item.voice is Voice.AUTHOR)
    job = driver.opened(article, tmp_path / "b.txt")
    driver.window.on_event(Analysed(job, replace(analysis, sentences=own), 0.5))
    QApplication.processEvents()
    assert list(lanes(driver)) == ["Author", "Unclear, not analysed"]
    assert driver.page.track.sizeHint().height() < height


def test_a_narrow_window_has_low_lanes_and_all_voices_in_one(driver, qtbot, kit, tmp_path):
    article = kit.make_article()
    analysis = kit.make_analysis(article)
    said = analysis.attributions[0]
    town = replace(said, holders=("a2",), content=(kit.span(article, OPINION),))
    job = driver.opened(article, tmp_path / "bridge.txt")
    driver.window.on_event(Analysed(job, replace(analysis, attributions=(said, town)), 0.5))
    QApplication.processEvents()
    wide = driver.page.track.sizeHint().height()
    driver.window.resize(680, 600)
    qtbot.waitUntil(lambda: driver.page.track.height() < wide)
    assert list(lanes(driver)) == ["Author", "Voices", "Unclear, not analysed"]
    assert [piece.label for piece in lanes(driver)["Voices"].pieces] == [
        "Town council speaks",
        "Ada Ngo speaks",
    ]
    driver.window.resize(1360, 890)
    qtbot.waitUntil(lambda: driver.page.track.height() == wide)


def test_a_click_goes_to_what_is_there(reading, qtbot, kit):
    click(reading, qtbot, place_of(reading, "Author", 3))
    assert reading.view.current == kit.span(reading.article, FACT)
    assert reading.view.hasFocus()
    click(reading, qtbot, place_of(reading, "Ada Ngo"))
    assert reading.view.current == kit.span(reading.article, QUOTE)


def test_the_mouse_is_told_what_lies_there(reading):
    track = reading.page.track
    place = place_of(reading, "Ada Ngo").toPoint()
    event = QHelpEvent(QEvent.Type.ToolTip, place, track.mapToGlobal(place))
    QApplication.sendEvent(track, event)
    assert QToolTip.text() == f"Ada Ngo speaks, 1 of 1: {QUOTE}"
    QToolTip.hideText()


def test_the_keyboard_goes_along_a_lane_and_from_lane_to_lane(reading, qtbot, kit):
    track = reading.page.track
    track.setFocus()
    qtbot.keyClick(track, Qt.Key.Key_Right)
    said = track.accessibleDescription()
    assert said.startswith("Author’s opinion, 70 percent, 2 of 2: Nobody with eyes can doubt")
    qtbot.keyClick(track, Qt.Key.Key_Down)
    assert track.accessibleDescription() == f"Ada Ngo speaks, 1 of 1: {QUOTE}"
    qtbot.keyClick(track, Qt.Key.Key_Down)
    qtbot.keyClick(track, Qt.Key.Key_Home)
    assert track.accessibleDescription().startswith("Editorial note: not analysed, 1 of 1: Editor")
    qtbot.keyClick(track, Qt.Key.Key_Up)
    qtbot.keyClick(track, Qt.Key.Key_Return)
    assert reading.view.current == kit.span(reading.article, QUOTE)
    assert reading.view.hasFocus()


def test_a_drag_takes_the_text_along(book, qtbot):
    track, view = book.page.track, book.view
    qtbot.waitUntil(lambda: view.whole)
    half = len(book.article.text) // 2
    begin = QPoint(round(track.x_of(10)), 40)
    end = QPoint(round(track.x_of(half)), 40)
    qtbot.mousePress(track, Qt.MouseButton.LeftButton, pos=begin)
    qtbot.mouseMove(track, (begin + end) / 2)
    between = view.places.first_offset()
    qtbot.mouseMove(track, end)
    qtbot.mouseRelease(track, Qt.MouseButton.LeftButton, pos=end)
    assert 0 < between < view.places.first_offset()
    # The frame follows the mouse: what was below it still is.
    assert abs(view.places.first_offset() - half) < 600
    assert view.current is None


def test_a_click_where_nothing_lies_goes_to_that_part(book, qtbot):
    qtbot.waitUntil(lambda: book.view.whole)
    track = book.page.track
    third = len(book.article.text) // 3
    click(book, qtbot, QPointF(track.x_of(third), track.height() - 2))
    shown = book.view.places.shown_part()
    assert shown.start < third < shown.end


def test_the_headings_of_a_book_are_its_outline(book, qtbot):
    track = book.page.track
    assert len(track.outline.stops) == 10
    within = track.x_of(book.article.text.index("paragraph 50."))
    assert track.text_at(QPointF(within, 20)).endswith("In “Chapter 3”")
    tick = track.x_of(book.article.text.index("Chapter 7")) + 1
    assert track.text_at(QPointF(tick, 3)) == "Heading, 7 of 10: Chapter 7"
    track.setFocus()
    qtbot.keyClick(track, Qt.Key.Key_Up)
    qtbot.keyClick(track, Qt.Key.Key_End)
    assert track.accessibleDescription() == "Heading, 10 of 10: Chapter 10"
    qtbot.keyClick(track, Qt.Key.Key_Return)
    assert book.view.current.start == book.article.text.index("Chapter 10")


def test_a_book_is_painted_by_the_column():
    pieces = [
        Piece(
            Span(number * 100, number * 100 + 98),
            Look.OPINION if number % 2 else Look.FACT,
            0.9,
            "",
        )
        for number in range(20_000)
    ]
    begun = process_time()
    found = list(stretches(pieces, 2_000_000, 1200))
    assert process_time() - begun < 0.5
    assert len(found) <= 600
    assert {item.look for item in found} == {Look.OPINION}


@pytest.mark.parametrize("name", ["light", "dark", "sepia"])
def test_each_kind_is_told_without_its_colour(name):
    """In grey the kinds differ in height, in pattern, or clearly in tone."""
    theme, seen = Theme(name), {}
    heights = {Look.OPINION: 0.9, Look.FACT: 0.2, Look.HIDDEN: 0.4, Look.DIRECT: 0.95}
    heights |= {Look.INDIRECT: 0.6, Look.UNCLEAR: 0.8, Look.NOT_ANALYSED: 0.5}
    for look, height in heights.items():
        image = QImage(24, 15, QImage.Format.Format_RGB32)
        image.fill(theme["surface"])
        painter = QPainter(image)
        paint_stretch(painter, QRectF(0, 0, 24, 15), Stretch(0, 24, look, height), theme)
        painter.end()
        ground = qGray(theme["surface"].rgb())
        seen[look] = tuple(
            abs(qGray(image.pixel(x, y)) - ground) // 40 for y in range(15) for x in range(24)
        )
    same = [pair for pair in combinations(seen, 2) if seen[pair[0]] == seen[pair[1]]]
    assert same == []
