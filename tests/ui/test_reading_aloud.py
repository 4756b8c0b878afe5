# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading aloud, with a program in the place of the system's speech that writes down what it hears.

It is a real process and works as spd-say does: it says what it read until it is told to go on, by a
file of that name, and ends.
"""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from reader.session.events import Opened
from tests.ui.conftest import CAPTION, FACT, OPINION, RELAYED, SECOND, TITLE, UNCLEAR

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier

pytestmark = [
    pytest.mark.issue(16),
    pytest.mark.skipif(sys.platform != "linux", reason="plays Linux's speech"),
]

PROGRAM = """#!{python}
import os, sys, time, pathlib
here = pathlib.Path({folder!r})
if "-S" in sys.argv:
    (here / "hushed").open("a").write("hush\\n")
    sys.exit()
(here / "arguments").write_text(repr(sys.argv[1:]))
(here / f"pid-{{os.getpid()}}").touch()
words = sys.stdin.read()
if words:
    if (here / "broken").exists():
        sys.exit("no sound")
    with (here / "heard").open("a") as file:
        file.write(words)
    count = (here / "heard").read_text().count("\\n")
    while not (here / f"go-{{count}}").exists() and not (here / "go").exists():
        time.sleep(0.005)
"""


class Speech:
    """The system's speech as the test sees it."""

    def __init__(self, folder):
        self.folder = folder
        program = folder / "spd-say"
        program.write_text(PROGRAM.format(python=sys.executable, folder=str(folder)))
        program.chmod(0o755)

    def _lines(self, name):
        file = self.folder / name
        return file.read_text().splitlines() if file.exists() else []

    @property
    def heard(self):
        return self._lines("heard")

    @property
    def hushed(self):
        return len(self._lines("hushed"))

    @property
    def arguments(self):
        return (self.folder / "arguments").read_text()

    def go_on(self, count):
        """Let the utterance of this number end."""
        (self.folder / f"go-{count}").touch()

    def go_to_the_end(self):
        (self.folder / "go").touch()

    def alive(self):
        numbers = [int(file.name[4:]) for file in self.folder.glob("pid-*")]
        return [number for number in numbers if Path(f"/proc/{number}").exists()]


@pytest.fixture
def speech(tmp_path, monkeypatch):
    folder = tmp_path / "speech"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return Speech(folder)


@pytest.fixture
def listening(speech, driver, tmp_path):
    """The window with the article open and analysed, and a voice in the system."""
    driver.article = driver.analysed(path=tmp_path / "bridge.txt")
    driver.view.setFocus()
    yield driver
    driver.window.close()
    assert not speech.alive()


def press(driver, qtbot, key, modifier=PLAIN):
    qtbot.keyClick(driver.window.focusWidget(), key, modifier)


def start(driver, qtbot):
    press(driver, qtbot, Qt.Key.Key_U, CONTROL | SHIFT)


def words_at(driver):
    span = driver.view.current
    return driver.article.text[span.start : span.end]


def test_an_article_is_read_with_its_voices(listening, speech, qtbot):
    speech.go_to_the_end()
    start(listening, qtbot)
    qtbot.waitUntil(lambda: not listening.page.aloud.active, timeout=10_000)
    assert speech.heard == [
        TITLE,
        f"Opinion. {OPINION}",
        SECOND,
        f"Report. {FACT}",
        f"Ada Ngo: {RELAYED}",
        f"Unclear. {UNCLEAR}",
    ]
    # What stands beside the text is not read, and no word is in the list of processes.
    assert CAPTION not in "".join(speech.heard)
    qtbot.waitUntil(lambda: "'-N', 'slantwise'" in speech.arguments)
    assert "bridge" not in speech.arguments
    assert not listening.page.aloud.bar.isVisible()


def test_the_sentence_that_is_read_is_shown(listening, speech, qtbot):
    listening.view.go_to_span(listening.page.index.sentences[2].span)
    start(listening, qtbot)
    qtbot.waitUntil(lambda: speech.heard == [f"Opinion. {SECOND}"])
    bar = listening.page.aloud.bar
    assert bar.isVisible()
    assert (bar.name.text(), bar.count.text()) == ("Reading aloud", "Opinion")
    assert words_at(listening) == SECOND
    speech.go_on(1)
    qtbot.waitUntil(lambda: len(speech.heard) == 2)
    assert words_at(listening) == FACT
    assert bar.count.text() == "Report"


def test_it_begins_with_the_sentence_in_which_words_are_selected(listening, speech, qtbot):
    listening.page.finding.open()
    qtbot.keyClicks(listening.page.find_bar.field, "two lanes")
    qtbot.waitUntil(lambda: listening.view.current is not None)
    press(listening, qtbot, Qt.Key.Key_Escape)
    cursor = listening.view.document().find("two lanes")
    listening.view.setTextCursor(cursor)
    start(listening, qtbot)
    qtbot.waitUntil(lambda: speech.heard == [FACT])


def test_pause_falls_silent_at_once_and_going_on_says_the_sentence_again(listening, speech, qtbot):
    start(listening, qtbot)
    qtbot.waitUntil(lambda: len(speech.heard) == 1)
    start(listening, qtbot)
    qtbot.waitUntil(lambda: speech.hushed == 1)
    assert not speech.alive()
    assert listening.page.aloud.bar.name.text() == "Reading paused"
    qtbot.mouseClick(listening.page.aloud.bar.pause, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(speech.heard) == 2)
    assert speech.heard == [TITLE, TITLE]


def test_the_arrows_step_while_it_reads(listening, speech, qtbot):
    start(listening, qtbot)
    qtbot.waitUntil(lambda: len(speech.heard) == 1)
    press(listening, qtbot, Qt.Key.Key_Right)
    press(listening, qtbot, Qt.Key.Key_Right)
    press(listening, qtbot, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: speech.heard[-1] == f"Report. {FACT}")
    press(listening, qtbot, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: speech.heard[-1] == f"Opinion. {SECOND}")
    assert words_at(listening) == SECOND
    # What was passed in a hurry was not said.
    assert OPINION not in "".join(speech.heard)


def test_escape_stops_it_and_leaves_nothing_behind(listening, speech, qtbot):
    start(listening, qtbot)
    qtbot.waitUntil(lambda: len(speech.heard) == 1)
    press(listening, qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: speech.hushed == 1)
    assert not speech.alive()
    assert not listening.page.aloud.active
    assert listening.view.hasFocus()


@pytest.mark.parametrize("how", ["tab", "window"])
def test_closing_stops_it(listening, speech, qtbot, how):
    start(listening, qtbot)
    qtbot.waitUntil(lambda: len(speech.heard) == 1)
    if how == "tab":
        press(listening, qtbot, Qt.Key.Key_W, CONTROL)
    else:
        listening.window.close()
    qtbot.waitUntil(lambda: not speech.alive())
    assert speech.hushed == 1


def test_only_one_article_is_read_at_a_time(listening, speech, qtbot, kit, tmp_path):
    start(listening, qtbot)
    qtbot.waitUntil(lambda: len(speech.heard) == 1)
    first = listening.page
    listening.analysed(kit.make_article(byline="A. B."), path=tmp_path / "other.txt")
    assert first.aloud.active
    start(listening, qtbot)
    qtbot.waitUntil(lambda: len(speech.heard) == 2)
    assert not first.aloud.active
    assert listening.page.aloud.active


def test_another_window_that_reads_aloud_silences_this_one(listening, speech, qtbot, tmp_path):
    start(listening, qtbot)
    qtbot.waitUntil(lambda: len(speech.heard) == 1)
    first = listening.page
    window = listening.windows.open()
    window.open_files([tmp_path / "third.txt"])
    window.on_event(Opened(len(listening.session.opened), listening.article))
    window.menus.actions["read_aloud"].trigger()
    assert not first.aloud.active
    qtbot.waitUntil(lambda: len(speech.heard) == 2)
    window.close()
    qtbot.waitUntil(lambda: not speech.alive())


def test_the_text_stays_where_the_reader_scrolled(speech, driver, qtbot, kit, tmp_path):
    from reader.document import Analysis, BlockKind, Label, ModelInfo, Sentence
    from reader.session.events import Analysed

    lines = [(BlockKind.PARAGRAPH, f"Line {n} is a shame for the town.") for n in range(80)]
    article = kit.article_of(*lines)
    sentences = tuple(Sentence(b.start, b.end, Label.OPINION, 0.9) for b in article.blocks)
    job = driver.opened(article, tmp_path / "long.txt")
    driver.window.on_event(Analysed(job, Analysis(article, ModelInfo("m", "1"), sentences), 0.1))
    driver.view.setFocus()
    bar = driver.view.verticalScrollBar()
    start(driver, qtbot)
    qtbot.waitUntil(lambda: len(speech.heard) == 1)
    press(driver, qtbot, Qt.Key.Key_End)
    there = bar.value()
    speech.go_on(1)
    qtbot.waitUntil(lambda: len(speech.heard) == 2)
    assert bar.value() == there
    # Back where it reads, the text follows again.
    press(driver, qtbot, Qt.Key.Key_Home)
    for count in range(2, 30):
        speech.go_on(count)
    qtbot.waitUntil(lambda: len(speech.heard) == 30, timeout=15_000)
    assert bar.value() > 0
    current, shown = driver.view.current, driver.view.places.shown_part()
    assert shown.start <= current.start < shown.end
    driver.window.close()


def test_the_speed_is_remembered(listening, speech, qtbot):
    start(listening, qtbot)
    qtbot.waitUntil(lambda: len(speech.heard) == 1)
    qtbot.waitUntil(lambda: "'-r', '0'" in speech.arguments)
    rate = listening.page.aloud.bar.rate
    rate.setFocus()
    qtbot.keyClick(rate, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "'-r', '25'" in speech.arguments)
    qtbot.waitUntil(lambda: len(speech.heard) == 2)
    assert listening.session.preferences["speech_rate"] == 125


def test_a_failing_speech_is_told_and_nothing_is_rushed_through(listening, speech, qtbot):
    (speech.folder / "broken").touch()
    start(listening, qtbot)
    qtbot.waitUntil(lambda: bool(listening.told()))
    assert "did not read this" in listening.told()[0]
    assert not listening.page.aloud.active
    assert not speech.heard


def test_without_speech_the_command_says_what_to_install(driver, tmp_path, monkeypatch, qtbot):
    monkeypatch.setenv("PATH", str(tmp_path))
    driver.analysed(path=tmp_path / "bridge.txt")
    action = driver.window.menus.actions["read_aloud"]
    assert not action.isEnabled()
    assert "speech-dispatcher" in action.toolTip()
    start(driver, qtbot)
    assert not driver.page.aloud.active


def test_a_text_that_is_not_judged_is_read_block_by_block(speech, driver, qtbot, kit, tmp_path):
    from reader.document import BlockKind

    article = kit.article_of(
        (BlockKind.PARAGRAPH, "!-!SET SELF RATE 100"),
        (BlockKind.PARAGRAPH, "- - -"),
        (BlockKind.PARAGRAPH, "Un deuxième paragraphe."),
        language="fr",
    )
    driver.opened(article, tmp_path / "fr.txt")
    driver.view.setFocus()
    speech.go_to_the_end()
    start(driver, qtbot)
    qtbot.waitUntil(lambda: len(speech.heard) == 2)
    # What would be an order to the system's speech is words to it.
    assert speech.heard == ["! -!SET SELF RATE 100", "Un deuxième paragraphe."]
    qtbot.waitUntil(lambda: "'-l', 'fr'" in speech.arguments)
    driver.window.close()


def test_an_opinion_that_quotes_says_whom(listening, speech, qtbot, kit):
    from dataclasses import replace

    from reader.document import Span
    from reader.ui.marks.spoken import voice_of

    article = listening.article
    analysis = kit.make_analysis(article)
    quoted = replace(analysis.attributions[0], content=(kit.span(article, "a shameful blunder"),))
    listening.page.index.replace(replace(analysis, attributions=(quoted,)))
    opinion = kit.span(article, OPINION)
    assert voice_of(listening.page.index, opinion) == "Opinion, quoting Ada Ngo."
    # What the reader does not want to see is not told.
    listening.page.set_view(replace(listening.page.index.view, viewpoints=False))
    assert voice_of(listening.page.index, opinion) == "Opinion."
    assert voice_of(listening.page.index, Span(0, 1)) == "Unmarked."


def test_in_a_blind_reading_no_voice_is_told(listening, speech, qtbot):
    start(listening, qtbot)
    qtbot.waitUntil(lambda: speech.heard == [TITLE])
    speech.go_on(1)
    qtbot.waitUntil(lambda: len(speech.heard) == 2)
    assert speech.heard[1].startswith("Opinion.")
    bar = listening.page.aloud.bar
    assert bar.count.text() == "Opinion"
    # What is shown already goes when the marks do.
    press(listening, qtbot, Qt.Key.Key_B, CONTROL)
    assert bar.isVisible()
    assert bar.count.text() == ""
    speech.go_to_the_end()
    qtbot.waitUntil(lambda: not listening.page.aloud.active, timeout=10_000)
    assert speech.heard[2:] == [SECOND, FACT, RELAYED, UNCLEAR]
