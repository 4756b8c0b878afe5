# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The first page, which explains the marks, and the page that tells how far to trust them."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

from reader import paths
from reader.document.marks import MarkKind
from reader.session.model_card import ModelCard, read_card
from reader.ui.first_page import FirstPage, FirstPageDialog, legend, sample_index
from reader.ui.theme import ThemeChoice
from reader.ui.trust_page import TrustPage, page_of
from reader.ui.windows import Windows

pytestmark = pytest.mark.issue(16)


@pytest.fixture
def first_start(qtbot, session, application):
    """The window of somebody who has never opened an article."""
    del session.preferences["welcomed"]
    window = Windows(session).start([])
    qtbot.addWidget(window)
    window.resize(1360, 890)
    return window


def page_in(window):
    return next(page for page in window.findChildren(FirstPage) if page.isVisible())


def test_the_first_start_explains_the_marks_until_an_article_is_opened(
    first_start, qtbot, session, application
):
    page = page_in(first_start)
    assert not first_start.empty.isVisible()
    qtbot.mouseClick(page.try_sample, Qt.MouseButton.LeftButton)
    assert session.opened == [paths.samples()[-1]]
    first_start.tabs.close_tab(0)
    assert first_start.empty.isVisible()
    again = Windows(session).start([])
    qtbot.addWidget(again)
    assert again.empty.isVisible()
    assert again.findChildren(FirstPage) == []


def test_who_has_opened_articles_before_is_not_taught(qtbot, session, application, tmp_path):
    del session.preferences["welcomed"]
    session.recent_files = [tmp_path / "bridge.txt"]
    window = Windows(session).start([])
    qtbot.addWidget(window)
    assert window.empty.isVisible()


def test_the_sample_has_every_mark_and_the_legend_tells_of_each(first_start):
    index = sample_index()
    text = index.article.text
    kinds = {mark.kind for mark in index.marks_in(0, len(text))}
    assert kinds == {MarkKind.OPINION, MarkKind.LOADED, MarkKind.VIEWPOINT, MarkKind.UNCLEAR}
    page = page_in(first_start)
    assert [label.name for label in page.sample.speakers] == ["Ada Ngo"]
    told = [label.text() for label in page.findChildren(QLabel)]
    for _, name, words in legend():
        assert any(name in text and words in text for text in told)
    assert {kind for kind, *_ in legend()} == {*kinds, MarkKind.FACT, None}


def test_the_marks_of_the_sample_are_painted(first_start, qtbot):
    page = page_in(first_start)
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.SEPIA):
        first_start.choose_theme(choice)
        qtbot.wait(20)
        theme = first_start.theme
        picture = page.sample.grab().toImage()
        seen = {
            picture.pixelColor(x, y).name()
            for x in range(0, picture.width(), 2)
            for y in range(0, picture.height(), 2)
        }
        assert theme["background"].name() in seen
        assert theme["viewpoint"].name() in seen
        assert theme["raised"].name() in seen


@pytest.mark.parametrize(("width", "zoom"), [(1360, 1.0), (700, 1.0), (700, 2.0)])
def test_the_first_page_is_whole_at_any_size(first_start, qtbot, width, zoom):
    first_start.resize(width, 890)
    first_start.set_zoom(zoom)
    page = page_in(first_start)
    qtbot.waitUntil(lambda: 0 < page.sample.height() < 1.2 * page.sample.document().size().height())
    # All of the sample is seen: nothing in it is scrolled away.
    assert page.sample.verticalScrollBar().value() == 0
    last = page.sample.places.rect_of(sample_index().article.blocks[-1].span)
    assert last.bottom() <= page.sample.viewport().height()
    assert page.open.mapTo(page, page.open.rect().topRight()).x() < width
    first_start.set_zoom(1.0)


def test_the_first_page_is_read_with_the_keyboard(first_start, qtbot):
    first_start.resize(700, 500)
    first_start.set_zoom(2.0)
    page = page_in(first_start)
    qtbot.wait(20)
    area = next(item for item in page.findChildren(QScrollArea) if item.isVisible())
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 200)
    page.trust.setFocus()
    plain = area.grab().toImage()
    area.setFocus(Qt.FocusReason.TabFocusReason)
    assert area.grab().toImage() != plain
    qtbot.keyClick(area, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 100
    for button in (page.open, page.try_sample, page.trust):
        qtbot.keyClick(first_start.focusWidget(), Qt.Key.Key_Tab)
        assert button.hasFocus()
    first_start.set_zoom(1.0)


def test_it_is_in_the_help_menu_later_and_its_buttons_work_there(reading, qtbot):
    reading.window.menus.actions["first_page"].trigger()
    dialog = reading.window.findChild(FirstPageDialog)
    page = dialog.findChild(FirstPage)
    qtbot.mouseClick(page.trust, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert reading.window.findChild(TrustPage).isVisible()
    reading.window.findChild(TrustPage).close()


# How far to trust it


def reading_pages():
    found = (page for page in QApplication.topLevelWidgets() if isinstance(page, TrustPage))
    return [page for page in found if page.isVisible()]


@pytest.fixture
def trust(reading):
    reading.window.menus.actions["trust"].trigger()
    yield reading.window.findChild(TrustPage)
    for page in reading_pages():
        page.close()


def test_the_card_that_ships_has_what_the_page_tells():
    card = read_card(paths.model())
    said = page_of(card, own_model=False)
    # Each of these sentences needs a figure of the card.
    for words in (
        "sentences in reports",
        "In opinion pieces",
        "of the views of others were found",
        "Who holds a view was right for",
        "of the actors were found",
        "claims that somebody is for or against",
        "Single sentences of a test",
        "The percentages mean what they say",
    ):
        assert words in said
    assert len(card.limits) > 5
    assert len(card.misuse) > 2
    assert len(card.figures) > 20
    assert card.version


def test_no_figure_is_retyped(trust):
    card = read_card(paths.model())
    text = trust.text.toPlainText()
    right, nobody, others = (
        round(100 * float(share))
        for share in re.findall(
            r"[\d.]+",
            card.articles["of contents found: on the right holders, on nobody, on others"],
        )
    )
    assert (
        f"right for {right} in 100, left open for {nobody} in 100 and wrong for {others} in 100"
    ) in text
    for (_, name, _), (value, interval) in card.figures.items():
        assert name in text
        assert value in text
        assert interval in text


def test_another_cards_figures_give_another_page(tmp_path):
    (tmp_path / "README.md").write_text(
        "# Some model, version 9.1\n\n## Figures\n\n"
        "| head | set | metric | value | 95 % interval |\n|---|---|---|---|---|\n"
        "| opinion | checkthat-en.devtest | calibration error | 0.031 | 0.02 to 0.04 |\n\n"
        "| what | first half | second half |\n|---|---|---|\n"
        "| sentences of reports charged as opinion | 0 of 176 | 7 of 200 |\n\n"
        "## What it does not do well\n\n- **Poems & songs.** They “rhyme”\n  on `purpose`.\n",
        "utf-8",
    )
    card = read_card(tmp_path)
    assert card.limits == ["**Poems & songs.** They “rhyme” on `purpose`."]
    said = page_of(card, own_model=False)
    assert "Of 200 sentences in reports, 7 were" in said
    assert "give or take 3 points" in said
    assert "<b>Poems &amp; songs.</b>" in said
    assert "In opinion pieces" not in said
    assert "must not be used" not in said


def test_without_a_card_the_page_still_tells_how_it_works(tmp_path):
    assert read_card(tmp_path) == ModelCard()
    assert "small neural network" in page_of(ModelCard(), own_model=False)


def test_with_the_readers_own_model_it_says_that_the_figures_are_not_its():
    words = "tells nothing of yours"
    assert words in page_of(ModelCard(), own_model=True)
    assert words not in page_of(ModelCard(), own_model=False)


def test_it_is_read_and_left_with_the_keyboard(trust, qtbot):
    trust.text.setFocus()
    qtbot.keyClick(trust.text, Qt.Key.Key_PageDown)
    assert trust.text.verticalScrollBar().value() > 0
    qtbot.keyClick(trust, Qt.Key.Key_Escape)
    assert reading_pages() == []
