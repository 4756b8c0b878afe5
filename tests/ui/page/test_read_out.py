# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a screen reader gets: the text with what its sentences are, the margin, the track."""

import gc

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from reader.document import Weight
from reader.session.events import Weighed
from reader.ui import accessible
from reader.ui.page.gutter import Gutter

TITLE = "The bridge must stay"
OPINION = "Closing the bridge would be a shameful blunder."
SECOND = "Nobody with eyes can doubt that it is the heart of the town."
FACT = "The bridge was built in 1931 and carries two lanes."
RELAYED = "Mayor Ada Ngo said that the repairs are far too expensive."
UNCLEAR = "Perhaps the council will think again."

Role = QAccessible.Role


def node_of(widget):
    return QAccessible.queryAccessibleInterface(widget)


def children(node):
    return [node.child(number) for number in range(node.childCount())]


def name(node):
    return node.text(QAccessible.Text.Name)


def detail(node):
    return node.text(QAccessible.Text.Description)


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def sentences(driver):
    """The words of each sentence, with what a screen reader says of it."""
    texts = (item for item in walk(node_of(driver.view)) if item.role() is Role.StaticText)
    return {name(item): detail(item) for item in texts if not item.state().invisible}


@pytest.fixture
def spoken(monkeypatch):
    """What a screen reader is asked to say, with whether at once."""
    said = []

    class Spy:
        def __getattr__(self, name):
            return getattr(QAccessible, name)

        def updateAccessibility(self, event):
            if event.type() is QAccessible.Event.Announcement:
                assertive = QAccessible.AnnouncementPoliteness.Assertive
                said.append((event.message(), event.politeness() is assertive))
            QAccessible.updateAccessibility(event)

    monkeypatch.setattr(accessible, "QAccessible", Spy())
    return said


def test_the_article_is_a_text_to_read(reading):
    node = node_of(reading.view)
    assert node.role() is Role.Document
    assert name(node) == "Article"
    assert node.state().readOnly
    assert not node.state().editable
    assert node.editableTextInterface() is None


def test_headings_are_headings_and_the_rest_paragraphs(reading):
    blocks = children(node_of(reading.view))[:6]
    assert [block.role() for block in blocks] == [Role.Heading] + [Role.Paragraph] * 5
    title = blocks[0]
    assert name(title) == TITLE
    level = title.attributesInterface().attributeValue(QAccessible.Attribute.Level)
    assert level == 1
    # The words of a paragraph are its sentences', which are not read out twice.
    assert name(blocks[2]) == ""
    assert [name(child) for child in children(blocks[2])] == [OPINION, SECOND, FACT]
    assert (name(blocks[3]), detail(blocks[3])) == (
        "The bridge in March. Photo: Lee Moss",
        "Caption: not analysed",
    )


def test_what_a_part_has_not_is_told_as_systems_ask_for_it(reading):
    # They ask Qt, which asks the part; with another kind of nothing that would be the end.
    for widget in (reading.view, reading.page.track):
        parts = [node for node in walk(node_of(widget)) if isinstance(node, accessible._Node)]
        assert parts
        for node in parts:
            heading = node.role() is Role.Heading
            assert (node.attributesInterface() is not None) is heading
            assert node.valueInterface() is None
            assert node.actionInterface() is not None


def test_each_sentence_says_what_it_is(reading):
    assert sentences(reading) == {
        OPINION: "author’s opinion, 95 percent; loaded: “shameful”",
        SECOND: "author’s opinion, 70 percent",
        FACT: "report of fact",
        RELAYED: "relayed, Ada Ngo",
        UNCLEAR: "unclear: the model leaves it open",
    }


def test_what_is_not_shown_is_not_said(reading, qtbot):
    qtbot.keyClick(reading.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(reading.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    said = sentences(reading)
    assert said[OPINION] == "loaded: “shameful”"
    assert said[RELAYED] == ""
    assert said[FACT] == "report of fact"


def test_what_the_reader_says_is_told_as_theirs(reading, qtbot, kit):
    reading.view.go_to_span(kit.span(reading.article, FACT))
    qtbot.keyClick(reading.view, Qt.Key.Key_O)
    assert sentences(reading)[FACT] == "You: opinion. The model: fact"


def test_sentences_are_there_as_they_are_judged(driver, kit, tmp_path):
    article = driver.article = kit.make_article()
    job = driver.opened(article, tmp_path / "bridge.txt")
    assert sentences(driver) == {}
    blocks = children(node_of(driver.view))
    assert name(blocks[2]).startswith(OPINION)
    driver.judged(job, kit.make_analysis(article).sentences[:3], 0.4)
    assert list(sentences(driver)) == [OPINION, SECOND]


def test_a_sentence_knows_its_place_and_can_be_gone_to(reading, kit):
    paragraph = children(node_of(reading.view))[2]
    sentence = paragraph.child(1)
    assert paragraph.indexOfChild(sentence) == 1
    assert name(sentence.parent()) == name(paragraph)
    assert not sentence.state().active
    sentence.actionInterface().doAction("Press")
    assert reading.view.current == kit.span(reading.article, SECOND)
    assert sentence.state().active
    rect = sentence.rect()
    assert node_of(reading.view).rect().contains(rect)
    found = node_of(reading.view).childAt(rect.center().x(), rect.center().y())
    assert found.indexOfChild(sentence) == 1


def test_the_margin_names_who_speaks(reading, kit):
    margin = next(item for item in reading.view.findChildren(Gutter) if item.accessibleName())
    node = node_of(margin)
    assert (node.role(), name(node)) == (Role.List, "Who speaks")
    (speaker,) = children(node)
    assert (speaker.role(), name(speaker)) == (Role.ListItem, "Ada Ngo speaks")
    speaker.actionInterface().doAction("Press")
    assert reading.view.current.start == kit.span(reading.article, "the repairs").start


def test_each_lane_of_the_track_is_a_list(reading, kit):
    node = node_of(reading.page.track)
    assert name(node) == "Voices in the article"
    lanes = children(node)
    assert [(lane.role(), name(lane), detail(lane)) for lane in lanes] == [
        (Role.List, "Author", "2 places"),
        (Role.List, "Ada Ngo", "1 place"),
        (Role.List, "Unclear, not analysed", "4 places"),
    ]
    (speech,) = children(lanes[1])
    assert name(speech) == "Ada Ngo speaks, 1 of 1: the repairs are far too expensive"
    assert node.rect().contains(speech.rect())
    speech.actionInterface().doAction("Press")
    assert reading.view.current == kit.span(reading.article, "the repairs are far too expensive")


def test_n_speaks_the_sentence_and_then_the_reason_when_it_is_known(reading, qtbot, spoken):
    qtbot.keyClick(reading.view, Qt.Key.Key_N)
    words = f"{OPINION} author’s opinion, 95 percent; loaded: “shameful”."
    assert spoken == [(words, True)]
    start = OPINION.index("blunder")
    weighed = Weighed(1000 + len(reading.session.weighed), (Weight(start, start + 7, 0.4),))
    reading.window.on_event(weighed)
    assert len(spoken) == 2
    assert "Weighed most: “blunder”" in spoken[1][0]
    assert not spoken[1][1]
    # Once said, it is not said again.
    reading.window.on_event(weighed)
    assert len(spoken) == 2


def test_n_speaks_of_a_viewpoint_at_once(reading, qtbot, spoken):
    for _ in range(3):
        qtbot.keyClick(reading.view, Qt.Key.Key_N)
    sentence, reason = spoken[-2:]
    assert sentence == (f"{RELAYED} relayed, Ada Ngo.", True)
    assert "Relays the view of Ada Ngo" in reason[0]


def test_the_track_is_read_out_from_the_keyboard(reading, qtbot, spoken):
    reading.page.track.setFocus()
    qtbot.keyClick(reading.page.track, Qt.Key.Key_Down)
    assert spoken == [("Ada Ngo speaks, 1 of 1: the repairs are far too expensive", True)]


def test_what_was_told_of_a_closed_article_is_gone(driver, kit, qtbot, tmp_path):
    driver.article = driver.analysed(path=tmp_path / "bridge.txt")
    kept = list(walk(node_of(driver.view)))
    ids = [QAccessible.uniqueId(node) for node in kept]
    driver.window.tabs.close_current()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    del kept
    gc.collect()
    assert {QAccessible.accessibleInterface(number) for number in ids} == {None}
