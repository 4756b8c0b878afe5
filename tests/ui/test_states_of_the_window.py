# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Twelve states of the window, each as a picture that is held against the one that is kept.

Renew those with: pytest tests/ui/test_states_of_the_window.py --renew-pictures
"""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reader.document import Label
from reader.document.marks import MarkKind
from reader.document.readers_marks import Act
from reader.errors import OpenError, Reason
from reader.session.events import Failed
from reader.ui.windows import Windows
from tests.ui import pictures, shown_article
from tests.ui.conftest import Driver

pytestmark = [
    pytest.mark.issue(16),
    pytest.mark.skipif(sys.platform != "linux", reason="letters are set otherwise elsewhere"),
]

SIZE = (1120, 720)


class States:
    """Makes a window and brings it into a state."""

    def __init__(self, session, qtbot):
        self.session, self.qtbot = session, qtbot
        self.driver = None

    def window(self, **preferences):
        self.session.preferences |= preferences
        windows = Windows(self.session)
        window = windows.start([])
        self.qtbot.addWidget(window)
        window.resize(*SIZE)
        self.qtbot.waitExposed(window)
        self.driver = Driver(window, self.session)
        self.driver.windows = windows
        return self.driver

    def reading(self, made=None, **preferences):
        article, analysis = made or shown_article.made()
        driver = self.window(**preferences)
        job = driver.opened(article, Path("/articles", article.source))
        driver.analyse(job, analysis)
        driver.view.setFocus()
        self.settle()
        return driver

    def settle(self):
        for _ in range(6):
            QApplication.processEvents()
        page = self.driver.page if self.driver is not None else None
        if page is not None:
            self.qtbot.waitUntil(lambda: page.view.whole)
            self.qtbot.waitUntil(lambda: not page._refresh.isActive())
            QApplication.processEvents()

    def picture(self):
        self.settle()
        return self.driver.window.grab().toImage()

    # The states

    def light(self):
        self.reading()

    def dark(self):
        self.reading(theme="dark")

    def sepia(self):
        self.reading(theme="sepia")

    def greyscale(self):
        driver = self.reading()
        driver.window.toolbar.chips[MarkKind.FACT].click()

    def large(self):
        self.reading(zoom=2.0)

    def long_names(self):
        name = shown_article.LONG_NAME
        self.reading(shown_article.made(f"What {name} would rather not be asked about", name))

    def book(self):
        driver = self.reading(shown_article.book())
        driver.page.trail.jump(driver.page.index.sentences[150].span)
        driver.page.sidebar.tabs.setCurrentIndex(2)

    def error(self):
        driver = self.reading()
        for name, words in (
            ("minutes.pdf", "It is damaged: its table of contents points nowhere."),
            ("budget.docx", "It is protected by a password."),
        ):
            path = Path("/articles", name)
            driver.window.open_files([path])
            failure = OpenError(path, Reason.DAMAGED, words)
            driver.window.on_event(Failed(len(driver.session.opened), failure, opened=False))

    def empty(self):
        self.session.preferences.pop("welcomed")
        self.window()

    def actor(self):
        driver = self.reading()
        driver.page.sidebar.select_actor("a2")

    def blind(self):
        driver = self.reading()
        driver.window.menus.actions["blind"].trigger()
        sentences = driver.page.index.sentences
        driver.page.hand.label(sentences[0].span, Act.OPINION)
        driver.page.hand.label(sentences[2].span, Act.FACTUAL)
        driver.page.view.go_to_span(sentences[1].span)
        driver.page.sidebar.tabs.setCurrentIndex(3)

    def palette(self):
        driver = self.reading()
        driver.window.open_palette()
        self.settle()
        self.qtbot.keyClicks(driver.window.focusWidget(), "ma")


STATES = (
    "light",
    "dark",
    "sepia",
    "greyscale",
    "large",
    "long_names",
    "book",
    "error",
    "empty",
    "actor",
    "blind",
    "palette",
)


@pytest.fixture
def states(session, application, qtbot):
    flash = application.cursorFlashTime()
    # The bar in a field neither comes nor goes.
    application.setCursorFlashTime(0)
    made = States(session, qtbot)
    yield made
    application.setCursorFlashTime(flash)
    if made.driver is not None:
        made.driver.window.set_zoom(1.0)


@pytest.mark.parametrize("name", STATES)
def test_the_window_looks_as_it_did(states, request, name, tmp_path):
    getattr(states, name)()
    image = states.picture()
    if name == "greyscale":
        image = pictures.grey(image)
    if request.config.getoption("renew_pictures"):
        pictures.keep(image, name)
    squares = pictures.differences(image, pictures.kept(name))
    if len(squares) > pictures.MOST:
        image.save(str(tmp_path / f"{name}.png"))
        pictures.marked(image, squares).save(str(tmp_path / f"{name}-marked.png"))
    assert len(squares) <= pictures.MOST, f"see {tmp_path}, and renew the picture if it is right"


# What a reader would miss.


def without(driver, **fields):
    """The window as it would be if an analysis had less in it."""
    index = driver.page.index
    index.replace(replace(index.machine, **fields))
    driver.page._on_laid()


LOSSES = {
    "a loaded word": lambda driver: without(driver, loaded=driver.page.index.machine.loaded[1:]),
    "a viewpoint": lambda driver: without(
        driver, attributions=driver.page.index.machine.attributions[1:]
    ),
    "an opinion": lambda driver: without(driver, sentences=driver.page.index.machine.sentences[1:]),
    "what is unclear": lambda driver: without(
        driver,
        sentences=tuple(
            item for item in driver.page.index.machine.sentences if item.label is not Label.UNCLEAR
        ),
    ),
    "the sidebar, a little": lambda driver: driver.page.splitter.setSizes([780, 340]),
    "the status bar": lambda driver: driver.window.status.hide(),
    "the names beside the text": lambda driver: driver.page.view.show_speakers(()),
    "the treatment": lambda driver: driver.page.sidebar.actors.rows.hide(),
}


@pytest.mark.parametrize("lost", LOSSES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_lost_is_noticed(states, theme, lost):
    driver = states.reading(theme=theme)
    LOSSES[lost](driver)
    assert len(pictures.differences(states.picture(), pictures.kept(theme))) > pictures.MOST
