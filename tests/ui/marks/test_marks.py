# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Marks: what is painted, counted, switched, stepped through and explained."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Attribution,
    BlockKind,
    Form,
    Label,
    ModelInfo,
    Sentence,
    Span,
    Weight,
)
from reader.document.marks import MarkKind, View
from reader.session.events import Analysed, Weighed
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.page.gutter import SpeakerLabel, speaker_labels

OPINION = "Closing the bridge would be a shameful blunder."
SECOND = "Nobody with eyes can doubt"
FACT = "The bridge was built in 1931"
QUOTE = "the repairs are far too expensive"


def colour_behind(driver, kit, words):
    """The commonest colour of the first line of some words, as the reader sees it."""
    start = kit.span(driver.article, words).start
    rect = driver.view.places.rect_of(Span(start, start + min(14, len(words))))
    image = driver.view.viewport().grab(rect.adjusted(0, 2, 0, -2)).toImage()
    colours = [
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    ]
    return max(set(colours), key=colours.count)


def point_at(driver, kit, words):
    start = kit.span(driver.article, words).start
    return driver.view.places.rect_of(Span(start, start + 9)).center()


def click(driver, qtbot, kit, words):
    qtbot.mouseClick(
        driver.view.viewport(), Qt.MouseButton.LeftButton, pos=point_at(driver, kit, words)
    )


def headings(driver):
    return [part.heading for part in driver.page.explainer.card.parts]


def test_opinions_are_amber_the_stronger_the_more_probable(reading, kit):
    strong = QColor(colour_behind(reading, kit, OPINION))
    weak = QColor(colour_behind(reading, kit, SECOND))
    page = reading.window.theme["background"]
    assert QColor(colour_behind(reading, kit, FACT)) == page
    assert strong.blue() < weak.blue() < page.blue()


def test_the_chips_count_and_switch(reading, qtbot, kit):
    chips = reading.window.toolbar.chips
    counts = {kind: chip.count for kind, chip in chips.items()}
    assert counts == {
        MarkKind.OPINION: 2,
        MarkKind.VIEWPOINT: 1,
        MarkKind.LOADED: 1,
        MarkKind.FACT: 1,
        MarkKind.UNCLEAR: 1,
    }
    assert chips[MarkKind.OPINION].accessibleName() == "Author’s opinion 2"
    page = reading.window.theme["background"].name()
    qtbot.mouseClick(chips[MarkKind.OPINION], Qt.MouseButton.LeftButton)
    assert colour_behind(reading, kit, OPINION) == page
    qtbot.keyClick(reading.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert chips[MarkKind.FACT].isChecked()
    assert colour_behind(reading, kit, FACT) == reading.window.theme["fact"].name()


def test_the_threshold_decides_what_counts_and_is_remembered(reading, qtbot, kit):
    slider = reading.window.toolbar.threshold
    slider.setFocus()
    for _ in range(4):
        qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert reading.window.view.show_from == pytest.approx(0.8)
    assert reading.window.toolbar.chips[MarkKind.OPINION].count == 1
    assert colour_behind(reading, kit, SECOND) == reading.window.theme["background"].name()
    assert reading.window.status.label.text().startswith(
        "1 of 6 sentences read as the author’s opinion      Hidden: 2 opinions below 80 %"
    )
    qtbot.waitUntil(lambda: reading.session.stored_view.show_from == pytest.approx(0.8))


def test_a_model_that_knows_no_viewpoints_counts_none_and_has_no_list(driver, tmp_path):
    driver.analysed(path=tmp_path / "bridge.txt", plain=True)
    chips = driver.window.toolbar.chips
    # The switches stay where they are; those that find nothing say so.
    assert all(chip.isVisible() for chip in chips.values())
    assert chips[MarkKind.VIEWPOINT].count == chips[MarkKind.LOADED].count == 0
    assert not driver.page.sidebar.tabs.isTabVisible(1)


def test_marks_colour_in_while_the_analysis_runs(driver, qtbot, kit, tmp_path):
    driver.article = kit.make_article()
    job = driver.opened(driver.article, tmp_path / "bridge.txt")
    page = driver.window.theme["background"].name()
    assert colour_behind(driver, kit, OPINION) == page
    sentences = kit.make_analysis(driver.article).sentences
    driver.judged(job, sentences[:2], 0.3)
    assert colour_behind(driver, kit, OPINION) != page
    assert colour_behind(driver, kit, SECOND) == page
    driver.judged(job, sentences[2:4], 0.7)
    assert colour_behind(driver, kit, SECOND) != page
    qtbot.waitUntil(lambda: driver.window.status.progress.value() == 70)
    qtbot.waitUntil(lambda: driver.window.toolbar.chips[MarkKind.OPINION].count == 2)


def test_the_status_says_what_was_done_where(reading):
    assert reading.window.status.label.text() == (
        "2 of 6 sentences read as the author’s opinion      Hidden: 1 opinion below 60 %"
        "      Analysed on this computer in 0.6 s"
    )


def test_a_click_gives_the_reason(reading, qtbot, kit):
    click(reading, qtbot, kit, OPINION)
    assert reading.page.explainer.card.isVisible()
    part = reading.page.explainer.card.parts[0]
    assert (part.kind, part.score) == (MarkKind.OPINION, "95 %")
    assert part.heading == "Reads as the author’s opinion"
    qtbot.keyClick(reading.view, Qt.Key.Key_Escape)
    assert not reading.page.explainer.card.isVisible()


def test_the_card_tells_what_weighed_most_when_that_is_known(reading, qtbot, kit):
    click(reading, qtbot, kit, OPINION)
    assert "blunder" not in reading.page.explainer.card.parts[0].grounds
    start = OPINION.index("blunder")
    weights = (Weight(start, start + len("blunder"), 0.4),)
    reading.window.on_event(Weighed(1000 + len(reading.session.weighed), weights))
    assert "blunder" in reading.page.explainer.card.parts[0].grounds


def test_resting_on_a_viewpoint_gives_speaker_cue_and_form(reading, qtbot, kit):
    QTest.mouseMove(reading.view.viewport(), point_at(reading, kit, QUOTE))
    qtbot.waitUntil(reading.page.explainer.card.isVisible)
    part = reading.page.explainer.card.parts[-1]
    assert part.heading == "Relays the view of Ada Ngo"
    assert part.grounds == "Indirect · cue “said” · in the text “Mayor Ada Ngo”"
    assert colour_behind(reading, kit, "said") == reading.window.theme["mention"].name()
    qtbot.keyClick(reading.view, Qt.Key.Key_Escape)
    assert colour_behind(reading, kit, "said") == reading.window.theme["background"].name()


def test_resting_on_a_loaded_word_names_it(reading, qtbot, kit):
    QTest.mouseMove(reading.view.viewport(), point_at(reading, kit, "shameful"))
    qtbot.waitUntil(reading.page.explainer.card.isVisible)
    assert "Loaded: “shameful”" in headings(reading)


def test_resting_on_what_is_not_analysed_says_so(reading, qtbot, kit):
    QTest.mouseMove(reading.view.viewport(), point_at(reading, kit, "The bridge in March"))
    qtbot.waitUntil(reading.page.explainer.card.isVisible)
    assert headings(reading) == ["Caption: not analysed"]


def test_what_the_model_leaves_open_is_never_shown_as_fact(reading, qtbot, kit):
    click(reading, qtbot, kit, "Perhaps the council")
    assert headings(reading) == ["Unclear: the model leaves it open"]


def test_an_opinion_below_the_threshold_says_so_when_asked(reading, qtbot, kit):
    click(reading, qtbot, kit, "The bridge must stay")
    assert headings(reading) == ["Opinion at 55 %, below what you asked to see"]


def test_n_and_p_step_through_the_marks_and_around(reading, qtbot, kit):
    article = reading.article
    stops = []
    for _ in range(5):
        qtbot.keyClick(reading.view, Qt.Key.Key_N)
        stops.append(article.text[reading.view.current.start : reading.view.current.end])
    assert [stop[:12] for stop in stops] == [
        OPINION[:12],
        SECOND[:12],
        QUOTE[:12],
        "Perhaps the ",
        OPINION[:12],
    ]
    qtbot.keyClick(reading.view, Qt.Key.Key_P)
    assert article.text[reading.view.current.start :].startswith("Perhaps")
    assert reading.page.explainer.card.isVisible()


def test_enter_explains_the_sentence_at_the_keyboard(reading, qtbot):
    qtbot.keyClick(reading.view, Qt.Key.Key_Right)
    qtbot.keyClick(reading.view, Qt.Key.Key_Right)
    qtbot.keyClick(reading.view, Qt.Key.Key_Escape)
    qtbot.keyClick(reading.view, Qt.Key.Key_Return)
    assert headings(reading)[0] == "Reads as the author’s opinion"


def test_the_menu_of_the_text_explains_selects_and_finds(reading, kit):
    def actions(words):
        menu = reading.page.menu_at(kit.span(reading.article, words).start)
        return {action.text(): action for action in menu.actions() if action.text()}

    chosen = actions("Ada Ngo")
    assert not chosen["Copy"].isEnabled()
    chosen["Show where Ada Ngo is named"].trigger()
    assert reading.page.actor_bar.name.text() == "Ada Ngo"
    chosen = actions(OPINION)
    chosen["Why this mark?"].trigger()
    assert headings(reading)[0] == "Reads as the author’s opinion"
    chosen["Select all"].trigger()
    assert {"Copy", "Find these words"} <= {
        text for text, action in actions(OPINION).items() if action.isEnabled()
    }
    assert reading.page.menu_at(None).actions()[0].text() == "Copy"


def test_the_speaker_stands_in_the_margin_once_a_run(reading):
    assert [label.name for _, label, _ in reading.view.labels_on_screen()] == ["Ada Ngo"]
    reading.window.toolbar.chips[MarkKind.VIEWPOINT].click()
    assert list(reading.view.labels_on_screen()) == []


def said(article, actor, *quotes):
    """Attributions of what somebody says."""
    found = []
    for quote in quotes:
        start = article.text.index(quote)
        span = Span(start, start + len(quote))
        found.append(Attribution((), (), (span,), Form.DIRECT, (actor,), 0.9))
    return found


def test_each_answer_of_an_interview_has_its_speakers_name(kit):
    blocks = ["Why here?", "Because of the fish, Bo says the fish are good.", "And now?", "Rain."]
    article = kit.article_of(*[(BlockKind.PARAGRAPH, block) for block in blocks])
    index = MarkIndex(article, View())
    answers = said(article, "a1", blocks[1], blocks[3])
    (within,) = said(article, "a2", "the fish are good")
    actors = (Actor("a1", "Ann", ActorType.PERSON), Actor("a2", "Bo", ActorType.PERSON))
    index.replace(
        Analysis(article, ModelInfo("m", "1"), attributions=(*answers, within), actors=actors)
    )
    labels = speaker_labels(index, "Unnamed")
    starts = [block.start for block in article.blocks]
    assert labels == [SpeakerLabel(starts[1], "Ann"), SpeakerLabel(starts[3], "Ann")]


def test_the_names_of_others_are_dimmed_with_their_words(reading):
    def dimmed():
        return [(label.name, dim) for _, label, dim in reading.view.labels_on_screen()]

    assert dimmed() == [("Ada Ngo", False)]
    reading.page.sidebar.actors.select("a2")
    assert dimmed() == [("Ada Ngo", True)]
    reading.page.sidebar.actors.select("a1")
    assert dimmed() == [("Ada Ngo", False)]


def test_list_items_have_a_bullet_unless_they_bring_a_sign_of_their_own(
    driver, kit, qtbot, tmp_path
):
    items = ["the piers", "2. the deck", "– the lights"]
    article = kit.article_of(*[(BlockKind.LIST_ITEM, item) for item in items])
    driver.opened(article, tmp_path / "list.txt")

    def bullets():
        page = driver.window.theme["background"]
        found = []
        for block in article.blocks:
            rect = driver.view.places.rect_of(Span(block.start, block.start + 3))
            rect.setRect(rect.left() - 20, rect.top(), 16, rect.height())
            image = driver.view.viewport().grab(rect).toImage()
            points = [(x, y) for x in range(image.width()) for y in range(image.height())]
            found.append(any(image.pixelColor(x, y) != page for x, y in points))
        return found

    qtbot.waitUntil(lambda: bullets() == [True, False, False])


def test_copied_words_carry_no_look_and_no_marks(reading, qtbot):
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(reading.view, Qt.Key.Key_A, control)
    data = reading.view.createMimeDataFromSelection()
    assert not data.hasHtml()
    assert "shameful blunder" in data.text()


def test_space_pages_down_and_the_column_keeps_its_width(reading, qtbot):
    reading.window.resize(900, 420)
    width = reading.view.viewport().width()
    bar = reading.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(reading.view, Qt.Key.Key_Space)
    assert bar.value() > 0
    qtbot.keyClick(reading.view, Qt.Key.Key_Home)
    assert bar.value() == 0
    reading.window.resize(1360, 420)
    assert reading.view.viewport().width() >= width
    assert reading.view.viewport().width() == 656
    assert QPoint(0, 0) == reading.view.viewport().rect().topLeft()


@pytest.mark.issue(14)
def test_resting_on_what_was_passed_over_says_why(driver, qtbot, kit, tmp_path):
    long = "the head of the office of " * 3
    article = driver.article = kit.article_of((BlockKind.PARAGRAPH, f"{FACT}. {long}"))
    job = driver.opened(article, tmp_path / "bridge.txt")
    judged = Sentence(0, len(FACT) + 1, Label.FACTUAL, 0.1)
    driver.window.on_event(Analysed(job, Analysis(article, ModelInfo("m", "1"), (judged,)), 0.1))
    QApplication.processEvents()
    QTest.mouseMove(driver.view.viewport(), point_at(driver, kit, "head"))
    qtbot.waitUntil(driver.page.explainer.card.isVisible)
    assert headings(driver) == ["Not analysed: too long for a sentence, or the same over and over"]
