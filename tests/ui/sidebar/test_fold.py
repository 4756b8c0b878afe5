# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The row of the sidebar under which those stand who have no name and speak once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reader.document import Actor, ActorType, Attribution, Form, Span
from reader.worker.messages import Analysed

SPEAKERS = (
    ("one resident", ActorType.PERSON, "Closing the bridge"),
    ("a new poll", ActorType.DOCUMENT, "built in 1931"),
    ("44 percent of them", ActorType.GROUP, "Nobody with eyes"),
)


def with_speakers(kit, article):
    """The analysis of an article in which three without a name speak once, and one does twice."""
    analysis = kit.make_analysis(article)
    actors, said = list(analysis.actors), list(analysis.attributions)

    def speaks(key, words):
        place = kit.span(article, words)
        said.append(Attribution((), (), (place,), Form.INDIRECT, (key,), 0.8))

    for number, (name, kind, words) in enumerate(SPEAKERS):
        place = kit.span(article, words)
        actors.append(Actor(f"u{number}", name, kind, mentions=(place,), named=False))
        speaks(f"u{number}", words)
    twice = Span(0, 3)
    actors.append(Actor("w", "an engineer", ActorType.PERSON, mentions=(twice,), named=False))
    speaks("w", "Perhaps")
    speaks("w", "council")
    return replace(analysis, actors=tuple(actors), attributions=tuple(said))


@pytest.fixture
def opened(driver, kit):
    """Open an article with its speakers."""

    def open_one(path):
        article = kit.make_article()
        job = driver.opened(article, path)
        driver.window.on_event(Analysed(job, with_speakers(kit, article), 0.61))
        QApplication.processEvents()
        return driver.page.sidebar

    return open_one


@pytest.fixture
def sidebar(opened, tmp_path):
    return opened(tmp_path / "one.txt")


LISTED = ["Ada Ngo", "Town council", "an engineer", "3 others who speak once"]
ONCE = [name for name, _, _ in SPEAKERS]


def names(sidebar):
    model = sidebar.actors.rows.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def click(qtbot, sidebar, row):
    rows = sidebar.actors.rows
    place = rows.visualRect(rows.model().index(row, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


def heard(sidebar, row=3):
    index = sidebar.actors.rows.model().index(row, 0)
    return index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_click_shows_those_who_speak_once_and_another_folds_them_away(sidebar, qtbot):
    assert names(sidebar) == LISTED
    assert heard(sidebar) == "3 others who speak once, collapsed"
    click(qtbot, sidebar, 3)
    assert names(sidebar) == LISTED + ONCE
    assert heard(sidebar) == "3 others who speak once, expanded"
    click(qtbot, sidebar, 3)
    assert names(sidebar) == LISTED


def test_two_quick_clicks_turn_it_twice(sidebar, qtbot):
    rows = sidebar.actors.rows
    place = rows.visualRect(rows.model().index(3, 0)).center()
    turned = []
    rows.turned.connect(turned.append)
    click(qtbot, sidebar, 3)
    qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseRelease(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert turned == [True, False]
    assert names(sidebar) == LISTED


def test_the_tab_counts_both(sidebar):
    assert sidebar.tabs.tabText(0) == "Actors 3 + 3"
    assert sidebar.tabs.tabToolTip(0) == "3 actors, 3 others who speak once"
    assert sidebar.tabs.accessibleTabName(0) == sidebar.tabs.tabToolTip(0)


def test_the_models_keep_qts_rules(sidebar, qtmodeltester):
    sidebar.actors.show_others(True)
    qtmodeltester.check(sidebar.actors.rows.model())


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_turn_it(sidebar, qtbot, key):
    rows = sidebar.actors.rows
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_End)
    qtbot.keyClick(rows, key)
    assert names(sidebar) == LISTED + ONCE
    qtbot.keyClick(rows, key)
    assert names(sidebar) == LISTED


def test_right_and_left_go_in_and_out_as_in_a_tree(sidebar, qtbot):
    rows = sidebar.actors.rows
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_End)
    assert sidebar.actors.current() is None
    qtbot.keyClick(rows, Qt.Key.Key_Right)
    assert names(sidebar) == LISTED + ONCE
    assert sidebar.actors.current() is None
    qtbot.keyClick(rows, Qt.Key.Key_Right)
    assert sidebar.actors.current().name == "one resident"
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert sidebar.actors.current().name == "a new poll"
    qtbot.keyClick(rows, Qt.Key.Key_Left)
    assert rows.currentIndex().row() == 3
    qtbot.keyClick(rows, Qt.Key.Key_Left)
    assert names(sidebar) == LISTED
    assert rows.currentIndex().row() == 3


def test_turning_it_is_announced(sidebar, qtbot, monkeypatch):
    told = []
    monkeypatch.setattr(
        "reader.ui.sidebar.actors.QAccessible.updateAccessibility",
        lambda event: told.append(event.message()),
    )
    click(qtbot, sidebar, 3)
    click(qtbot, sidebar, 3)
    assert told == ["3 others who speak once, expanded", "3 others who speak once, collapsed"]


def test_whoever_is_selected_stays_so_while_it_is_used(sidebar, driver, qtbot):
    click(qtbot, sidebar, 0)
    click(qtbot, sidebar, 3)
    assert sidebar.actors.current().name == "Ada Ngo"
    assert driver.page.actor_bar.isVisible()


def test_a_list_that_scrolls_as_it_opens_selects_nobody(sidebar, driver, qtbot):
    driver.window.resize(1000, 440)
    QApplication.processEvents()
    rows = sidebar.actors.rows
    rows.scrollToBottom()
    before = rows.visualRect(rows.model().index(3, 0)).top()
    click(qtbot, sidebar, 3)
    assert rows.visualRect(rows.model().index(3, 0)).top() < before
    assert rows.viewport().rect().contains(rows.visualRect(rows.model().index(6, 0)).center())
    assert sidebar.actors.current() is None


def test_one_who_speaks_once_works_as_any_actor(sidebar, driver, qtbot, kit):
    click(qtbot, sidebar, 3)
    click(qtbot, sidebar, 5)
    assert sidebar.actors.current().name == "a new poll"
    assert driver.page.actor_bar.count.text() == "1 of 1"
    assert driver.view.current == kit.span(driver.page.article, "built in 1931")
    assert heard(sidebar, 5) == "a new poll, document. 1 mention. 1 viewpoint"
    rows = sidebar.actors.rows
    actions = [action.text() for action in rows.menu_of(rows.currentIndex()).actions()]
    assert {"Next mention", "Copy name"} <= set(actions)
    assert rows.menu_of(rows.model().index(3, 0)) is None


def test_folding_the_selected_one_away_dims_nothing_any_more(sidebar, driver, qtbot):
    click(qtbot, sidebar, 3)
    click(qtbot, sidebar, 5)
    click(qtbot, sidebar, 3)
    assert names(sidebar) == LISTED
    assert sidebar.actors.current() is None
    assert not driver.page.actor_bar.isVisible()


def test_a_mark_in_the_text_leads_to_one_who_is_folded_away(sidebar, driver, kit):
    place = kit.span(driver.page.article, "built in 1931")
    menu = driver.page.menu_at(place.start)
    (action,) = [a for a in menu.actions() if a.text() == "Show where a new poll is named"]
    action.trigger()
    assert sidebar.actors.current().name == "a new poll"
    assert names(sidebar) == LISTED + ONCE
    menu.deleteLater()


def test_the_filter_finds_those_folded_away_and_the_found_one_stays_selected(sidebar, qtbot):
    field = sidebar.actors.field
    qtbot.keyClicks(field, "document")
    assert names(sidebar) == ["a new poll"]
    field.clear()
    assert names(sidebar) == LISTED
    qtbot.keyClicks(field, "percent")
    click(qtbot, sidebar, 0)
    field.clear()
    assert names(sidebar) == LISTED + ONCE
    assert sidebar.actors.current().name == "44 percent of them"
    qtbot.keyClicks(field, "percent")
    qtbot.keyClick(sidebar.actors.rows, Qt.Key.Key_Left)
    assert sidebar.actors.current().name == "44 percent of them"


def test_who_gets_a_name_from_the_reader_stands_among_the_named(sidebar, driver, qtbot):
    click(qtbot, sidebar, 3)
    click(qtbot, sidebar, 5)
    driver.page.hand.rename(sidebar.actors.current(), "The Valley Poll")
    qtbot.waitUntil(lambda: "The Valley Poll" in names(sidebar))
    assert names(sidebar)[:3] == ["Ada Ngo", "Town council", "The Valley Poll"]
    assert "2 others who speak once" in names(sidebar)
    assert sidebar.actors.current().name == "The Valley Poll"


def test_it_stays_open_in_articles_opened_later(sidebar, opened, qtbot, tmp_path):
    click(qtbot, sidebar, 3)
    second = opened(tmp_path / "two.txt")
    assert second is not sidebar
    assert names(second) == LISTED + ONCE
    click(qtbot, second, 3)
    assert names(opened(tmp_path / "three.txt")) == LISTED


def test_where_nobody_has_a_name_all_are_listed(driver, kit, tmp_path):
    article = kit.make_article()
    analysis = with_speakers(kit, article)
    once = tuple(actor for actor in analysis.actors if actor.id.startswith("u"))
    job = driver.opened(article, tmp_path / "none.txt")
    driver.window.on_event(Analysed(job, replace(analysis, actors=once), 0.61))
    QApplication.processEvents()
    assert names(driver.page.sidebar) == ONCE
    assert driver.page.sidebar.tabs.tabText(0) == "Actors 3"
