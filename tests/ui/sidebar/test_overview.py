# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The overview: every figure leads to the places it comes from, and says when they are few."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    BlockKind,
    Label,
    ModelInfo,
    Sentence,
    Treatment,
)
from reader.session.events import Analysed
from reader.ui.sidebar.place_row import SharesBar

pytestmark = pytest.mark.issue(16)
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def overview(reading, qtbot):
    qtbot.keyClick(reading.window, Qt.Key.Key_3, ALT)
    return reading.page.sidebar.overview


def row_of(panel, beginning):
    return next(row for row in panel.rows if row.accessibleName().startswith(beginning))


def words_at(driver):
    span = driver.view.current
    return driver.article.text[span.start : span.end]


def texts(panel):
    return [label.text() for label in panel.findChildren(QLabel)]


def sectioned(driver, kit, tmp_path):
    """An article with a long section and one of a single sentence."""
    paragraphs = ["It is a shame.", "Nobody wants it.", "It was built in 1931.", "It stands."]
    article = kit.article_of(
        (BlockKind.HEADING, "The bridge"),
        *[(BlockKind.PARAGRAPH, words) for words in paragraphs],
        (BlockKind.HEADING, "The ferry"),
        (BlockKind.PARAGRAPH, "It must go."),
    )
    sentences = tuple(
        Sentence(block.start, block.end, Label.OPINION, 0.9) for block in article.blocks
    )
    job = driver.opened(article, tmp_path / "sections.txt")
    driver.window.on_event(Analysed(job, Analysis(article, ModelInfo("m", "1"), sentences), 0.1))
    driver.article = article
    return article


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("the author’s opinion", "Closing the bridge would be a shameful blunder."),
        ("views of others", "Mayor Ada Ngo said that the repairs are far too expensive."),
        ("reported as fact", "The bridge was built in 1931 and carries two lanes."),
        ("unclear to the model", "Perhaps the council will think again."),
        ("opinion less probable", "The bridge must stay"),
        ("not analysed", "Editor’s note: the views are the author’s."),
        ("shameful", "shameful"),
        ("Ada Ngo", "the repairs are far too expensive"),
    ],
)
def test_every_row_leads_to_its_place(reading, overview, qtbot, row, words):
    pressed = row_of(overview, row)
    overview.ensureWidgetVisible(pressed)
    qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)
    assert words_at(reading) == words


def test_a_row_with_several_places_goes_from_one_to_the_next(reading, overview, qtbot):
    row = row_of(overview, "the author’s opinion")
    seen = []
    for _ in range(3):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
        seen.append(words_at(reading)[:8])
    assert seen == ["Closing ", "Nobody w", "Closing "]


def test_the_rows_can_be_used_from_the_keyboard(reading, overview, qtbot):
    assert overview.rows[0].hasFocus()
    qtbot.keyClick(overview.rows[0], Qt.Key.Key_Return)
    assert words_at(reading).startswith("Closing")
    qtbot.keyClick(overview.rows[0], Qt.Key.Key_Down)
    assert overview.rows[1].hasFocus()
    qtbot.keyClick(reading.window, Qt.Key.Key_4, CONTROL)
    assert overview.rows[1].hasFocus()


def test_a_click_on_a_part_of_the_bar_leads_to_it(reading, overview, qtbot):
    bar = overview.findChild(SharesBar)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() - 2, 4))
    assert words_at(reading) == "Editor’s note: the views are the author’s."
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(2, 4))
    assert words_at(reading).startswith("Closing")


def test_what_was_not_analysed_has_its_share(reading, overview):
    named = [row.accessibleName() for row in overview.rows]
    shares = [int(name.split(": ")[1].split()[0]) for name in named[:6]]
    assert named[5].startswith("not analysed: ")
    assert shares[5] > 20
    assert sum(shares) == pytest.approx(100, abs=3)


def test_a_section_leads_to_its_heading_or_says_that_it_is_too_short(driver, qtbot, kit, tmp_path):
    sectioned(driver, kit, tmp_path)
    qtbot.keyClick(driver.window, Qt.Key.Key_3, ALT)
    panel = driver.page.sidebar.overview
    assert row_of(panel, "The bridge").accessibleName() == "The bridge: 100 % the author’s opinion"
    row = row_of(panel, "The ferry")
    assert row.accessibleName() == "The ferry: too short to say"
    assert "too short to say" in texts(panel)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert words_at(driver) == "The ferry"


def test_a_text_of_two_sentences_has_no_shares(driver, qtbot, kit, tmp_path):
    article = kit.article_of((BlockKind.PARAGRAPH, "It must go."), (BlockKind.PARAGRAPH, "So."))
    sentences = tuple(
        Sentence(block.start, block.end, Label.OPINION, 0.9) for block in article.blocks
    )
    job = driver.opened(article, tmp_path / "short.txt")
    driver.window.on_event(Analysed(job, Analysis(article, ModelInfo("m", "1"), sentences), 0.1))
    qtbot.keyClick(driver.window, Qt.Key.Key_3, ALT)
    panel = driver.page.sidebar.overview
    assert "Too short to say in shares" in texts(panel)
    assert not any("%" in text for text in texts(panel))


def test_a_bar_made_of_one_mention_says_so(reading, overview, kit):
    row = row_of(overview, "Ada Ngo")
    assert row.accessibleName() == "Ada Ngo: 6 words in 1 viewpoint"
    assert "6, once" in texts(overview)
    actors = reading.page.sidebar.actors
    once = kit.span(reading.article, "council")
    actor = Actor(
        "a9", "Council", ActorType.GROUP, mentions=(once,), treatment=Treatment(1.0, 0.0, 0.0)
    )
    actors.show_actors([actor], [], {})
    spoken = actors.rows.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "one mention only" in spoken
