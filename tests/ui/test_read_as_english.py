# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""An article in another language: that is said, and it is read as English if that is asked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from reader.document import Analysis, BlockKind, ModelInfo
from reader.session.events import Analysed, Opened

GERMAN = "Der Rat tagte am Montag und beschloss den Haushalt für die Brücke, die alle wollen."


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text("The bridge")
    return path


def notices(driver):
    return [notice.text for notice in driver.page.notices.notices]


def english(driver):
    return driver.window.menus.actions["read_as_english"]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("de", GERMAN, "seems to be in German."),
        ("fr", "Le pont", "is said to be in French, and its text is too short"),
        ("zz", "The bridge", "is said to be in zz, and its text is too short"),
    ],
)
def test_an_article_in_another_language_is_said_once_not_to_be_marked(
    driver, kit, path, language, text, said
):
    driver.opened(kit.article_of((BlockKind.PARAGRAPH, text), language=language), path)
    (notice,) = notices(driver)
    assert said in notice
    assert "nothing is marked" in notice
    assert driver.told() == [notice]


def test_the_notice_offers_to_read_it_as_english_and_its_place_is_taken(driver, kit, qtbot, path):
    job = driver.opened(kit.make_article(language="vi"), path)
    foreign = driver.page.article
    driver.window.on_event(Analysed(job, Analysis(foreign, ModelInfo("m", "1")), 0.1))
    button = driver.window.notice_area.widget_of(0).action_button
    assert button.text() == "Read as English"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert driver.session.opened == [path, path]
    assert driver.session.languages == [None, "en"]
    article = kit.make_article(language="en")
    driver.window.on_event(Opened(2, article))
    driver.window.on_event(Analysed(2, kit.make_analysis(article), 0.1))
    assert len(driver.window.tabs) == 1
    assert notices(driver) == []
    assert driver.page.track.isVisible()


def test_the_menu_has_it_while_the_article_is_not_english(driver, kit, path, tmp_path):
    assert not english(driver).isEnabled()
    driver.opened(kit.make_article(language="pt"), path)
    assert english(driver).isEnabled()
    english(driver).trigger()
    assert driver.session.languages == [None, "en"]
    driver.window.on_event(Opened(2, kit.make_article(language="en")))
    assert not english(driver).isEnabled()
    driver.opened(kit.make_article(language="und"), tmp_path / "other.txt")
    assert not english(driver).isEnabled()


def test_it_is_remembered_when_the_article_is_reloaded_or_opened_again(driver, kit, path):
    driver.opened(kit.make_article(language="de"), path)
    english(driver).trigger()
    driver.window.on_event(Opened(2, kit.make_article(language="en")))
    driver.window.menus.actions["reload"].trigger()
    driver.window.tabs.close_current()
    driver.window.open_files([path, path.with_name("another.txt")])
    assert driver.session.languages == [None, "en", "en", "en", None]


def test_pasted_text_can_be_read_as_english(driver, kit):
    QGuiApplication.clipboard().setText("Ein Boot")
    driver.window.paste()
    driver.window.on_event(Opened(1, kit.make_article(language="de")))
    english(driver).trigger()
    assert driver.session.pasted == ["Ein Boot", "Ein Boot"]
    assert driver.session.languages == [None, "en"]
    driver.window.on_event(Opened(2, kit.make_article(language="en")))
    assert len(driver.window.tabs) == 1
    assert notices(driver) == []


def test_a_file_that_has_changed_is_only_read_again(driver, kit, qtbot, path):
    driver.opened(kit.make_article(language="de"), path)
    path.write_text("The bridge, once more")
    driver.window.tabs.watch.look_at_all()
    qtbot.waitUntil(lambda: len(notices(driver)) == 2)
    button = driver.window.notice_area.widget_of(1).action_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert driver.session.languages == [None, None]
