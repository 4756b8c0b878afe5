# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The sidebar: actors, viewpoints and overview."""

import itertools
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QLabel

from reader.document import Analysis, BlockKind, LoadedWord, ModelInfo
from reader.document.marks import View
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.sidebar.actor_model import ActorListModel
from reader.ui.sidebar.overview import OverviewPanel
from reader.ui.sidebar.quotes import LineSetter
from reader.ui.sidebar.viewpoints import ViewpointListModel
from reader.ui.theme import interface_font


def select(driver, qtbot, row):
    rows = driver.page.sidebar.actors.rows
    place = rows.visualRect(rows.model().index(row, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


def names(driver):
    model = driver.page.sidebar.actors.rows.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_models_keep_qts_rules(reading, qtmodeltester):
    sidebar = reading.page.sidebar
    for model in (sidebar.actors.rows.model(), sidebar.viewpoints.model):
        qtmodeltester.check(model)


def test_an_actor_is_said_in_words(reading):
    model = reading.page.sidebar.actors.rows.model()
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Ada Ngo, person. mayor · also “Mayor Ngo”. 3 mentions. "
        "The author’s sentences: 50 % critical, 25 % neutral, 25 % favourable. "
        "1 viewpoint"
    )
    assert ActorListModel().rowCount() == 0
    assert ViewpointListModel().rowCount() == 0


def test_actors_are_filtered_by_name_alias_role_and_type(reading, qtbot):
    field = reading.page.sidebar.actors.field
    assert names(reading) == ["Ada Ngo", "Town council"]
    for words, expected in (
        ("ada", ["Ada Ngo"]),
        ("mayor", ["Ada Ngo"]),
        ("group", ["Town council"]),
        ("nobody", []),
    ):
        field.clear()
        qtbot.keyClicks(field, words)
        assert names(reading) == expected
    assert reading.page.sidebar.actors.nobody.isVisible()


def test_rows_do_not_overlap_once_a_scroll_bar_makes_them_narrower(reading, qtbot):
    panel = reading.page.sidebar.viewpoints
    (first, *_) = panel.model._entries
    words = ("several words that need two lines or three of the panel " * 3).split()
    entries = [
        replace(first, words=" ".join(words[: 6 + number]), holder=f"Speaker {number}", actors=())
        for number in range(20)
    ]
    reading.page.sidebar.tabs.setCurrentIndex(1)
    panel.set_entries(entries)

    def apart():
        rows = panel.rows
        rects = [rows.visualRect(panel.model.index(row, 0)) for row in range(40)]
        return rows.verticalScrollBar().isVisible() and all(
            not upper.intersects(lower) for upper, lower in itertools.pairwise(rects)
        )

    qtbot.waitUntil(apart, timeout=2000)


def test_selecting_an_actor_dims_the_rest_and_steps_through_mentions(reading, qtbot, kit):
    def darkest(words):
        rect = reading.view.places.rect_of(kit.span(reading.article, words))
        image = reading.view.viewport().grab(rect).toImage()
        return min(
            QColor(image.pixel(x, y)).lightness()
            for x in range(image.width())
            for y in range(image.height())
        )

    before = darkest("1931")
    select(reading, qtbot, 0)
    assert reading.page.actor_bar.isVisible()
    assert reading.page.actor_bar.count.text() == "1 of 3"
    assert darkest("1931") > before + 40
    assert darkest("Ada Ngo") < before + 20
    rows = reading.page.sidebar.actors.rows
    seen = [reading.view.current]
    for _ in range(3):
        qtbot.keyClick(rows, Qt.Key.Key_Return)
        seen.append(reading.view.current)
    assert seen[0] == seen[3]
    assert len(set(seen)) == 3
    qtbot.mouseClick(reading.page.actor_bar.previous, Qt.MouseButton.LeftButton)
    assert reading.page.actor_bar.count.text() == "3 of 3"
    qtbot.keyClick(rows, Qt.Key.Key_Escape)
    assert not reading.page.actor_bar.isVisible()
    assert darkest("1931") == before


def test_the_selected_actor_shows_what_they_say(reading, qtbot):
    rows = reading.page.sidebar.actors.rows
    index = rows.model().index(0, 0)
    before = rows.visualRect(index).height()
    select(reading, qtbot, 0)
    qtbot.waitUntil(lambda: rows.visualRect(index).height() > before + 20)


def test_a_click_on_what_the_selected_actor_says_leads_there(reading, qtbot, kit):
    rows = reading.page.sidebar.actors.rows
    index = rows.model().index(0, 0)
    place = rows.visualRect(index).bottomLeft() + QPoint(60, 10)
    assert rows.quote_at(place) is None
    select(reading, qtbot, 0)
    qtbot.waitUntil(lambda: rows.quote_at(place) is not None)
    assert reading.view.current == kit.span(reading.article, "Ada Ngo")
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert reading.view.current == kit.span(reading.article, "the repairs are far too expensive")


def test_rows_offer_a_menu(reading, qtbot):
    sidebar = reading.page.sidebar
    select(reading, qtbot, 0)
    rows = sidebar.actors.rows
    menu = rows.menu_of(rows.currentIndex())
    chosen = {action.text(): action for action in menu.actions()}
    chosen["Next mention"].trigger()
    assert reading.page.actor_bar.count.text() == "2 of 3"
    chosen["Copy name"].trigger()
    assert QGuiApplication.clipboard().text() == "Ada Ngo"
    chosen["Dim nothing"].trigger()
    assert not reading.page.actor_bar.isVisible()
    sidebar.tabs.setCurrentIndex(1)
    rows = sidebar.viewpoints.rows
    rows.setCurrentIndex(rows.model().index(1, 0))
    menu = rows.menu_of(rows.currentIndex())
    chosen = {action.text(): action for action in menu.actions()}
    chosen["Copy words"].trigger()
    assert QGuiApplication.clipboard().text() == "the repairs are far too expensive"
    chosen["Go to the place"].trigger()
    assert reading.view.current is not None


def test_long_words_end_in_dots_and_a_tip_has_all_of_them(reading, application):
    (entry, *_) = reading.page.sidebar.viewpoints.model._entries
    words = "𝒜 view of the harbour " * 40
    entry = replace(entry, words=words.strip())
    setter = LineSetter(interface_font(12.5), 3)
    lines = setter._lines(entry.words, 300)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(words.find(line.rstrip("…")) >= 0 for line in lines)
    assert setter._lines("short", 300) == ["short"]
    reading.page.sidebar.viewpoints.set_entries([entry])
    tip = reading.page.sidebar.viewpoints.model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith(entry.words)


def test_viewpoints_stand_by_speaker_and_lead_to_their_place(reading, qtbot, kit):
    sidebar = reading.page.sidebar
    sidebar.tabs.setCurrentIndex(1)
    model, rows = sidebar.viewpoints.model, sidebar.viewpoints.rows
    spoken = [
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    ]
    assert spoken == [
        "Ada Ngo: 1 viewpoint",
        "Ada Ngo: the repairs are far too expensive. indirect · “said” · critical of Town council",
    ]
    place = rows.visualRect(model.index(1, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert reading.view.current == kit.span(reading.article, "the repairs are far too expensive")
    place = rows.visualRect(model.index(0, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert sidebar.tabs.currentIndex() == 0
    assert sidebar.actors.current().name == "Ada Ngo"


def test_viewpoints_are_filtered_by_speaker_or_words(reading, qtbot):
    panel = reading.page.sidebar.viewpoints
    reading.page.sidebar.tabs.setCurrentIndex(1)
    qtbot.keyClicks(panel.field, "expensive")
    assert panel.model.rowCount() == 2
    qtbot.keyClicks(panel.field, " dogs")
    assert panel.model.rowCount() == 0
    assert panel.nothing.isVisible()


def test_the_overview_gives_shares_loaded_words_and_who_gets_the_floor(reading):
    reading.page.sidebar.tabs.setCurrentIndex(2)
    texts = {label.text() for label in reading.page.sidebar.overview.findChildren(QLabel)}
    assert {"Shares of the text", "the author’s opinion", "shameful", "Ada Ngo"} <= texts
    reading.window.toolbar.threshold.setValue(95)
    shares = [label.text() for label in reading.page.sidebar.overview.findChildren(QLabel)]
    assert "opinion less probable than shown" in shares


def test_the_sidebar_can_be_hidden_and_stays_so(reading, qtbot, tmp_path):
    qtbot.mouseClick(reading.window.toolbar.sidebar_button, Qt.MouseButton.LeftButton)
    assert not reading.page.sidebar.isVisible()
    assert reading.session.preferences["sidebar"] == 0
    reading.analysed(path=tmp_path / "other.txt")
    assert not reading.page.sidebar.isVisible()
    qtbot.keyClick(reading.window, Qt.Key.Key_F9)
    assert reading.page.sidebar.isVisible()


def test_keys_lead_to_the_panels_even_of_a_hidden_sidebar(reading, qtbot):
    sidebar = reading.page.sidebar
    qtbot.keyClick(reading.window, Qt.Key.Key_F9)
    assert not sidebar.isVisible()
    for number, key in enumerate((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)):
        qtbot.keyClick(reading.window, key, Qt.KeyboardModifier.AltModifier)
        assert sidebar.isVisible()
        assert sidebar.tabs.currentIndex() == number
        panel = (sidebar.actors, sidebar.viewpoints, sidebar.overview)[number]
        assert panel.isAncestorOf(reading.window.focusWidget()) or panel.hasFocus()


def test_a_panel_with_nothing_in_it_has_no_key(driver, tmp_path):
    driver.analysed(path=tmp_path / "bridge.txt", plain=True)
    enabled = {
        name: driver.window.menus.actions[name].isEnabled() for name in ("actors", "viewpoints")
    }
    assert enabled == {"actors": True, "viewpoints": False}


def test_a_loaded_word_is_counted_however_it_is_written_and_shown_as_it_was_first(driver, kit):
    text = "A Shameful plan. Yes, a shameful plan."
    article = kit.article_of((BlockKind.PARAGRAPH, text))
    words = tuple(LoadedWord(start, start + 8, 0.7) for start in (2, text.index("shameful")))
    index = MarkIndex(article, View())
    index.replace(Analysis(article, ModelInfo("m", "1"), loaded=words))
    panel = OverviewPanel(driver.window.theme)
    panel.show_index(index, driver.window.theme)
    assert "Shameful × 2" in [label.text() for label in panel.findChildren(QLabel)]
    panel.deleteLater()
