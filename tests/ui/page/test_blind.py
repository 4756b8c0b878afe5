# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading without the model's marks, then laying both readings over each other."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from reader.document import Batch
from reader.document.blind import Verdict
from reader.session.events import Analysed, Judged, Opened, Remembered
from reader.ui.marks.reason_card import reasons
from reader.ui.page.blind_parts import EndDialog
from reader.ui.page.hand_dialogs import NameDialog
from reader.ui.palette.palette import Palette
from reader.ui.palette.rows import said
from reader.ui.request import Request
from reader.ui.save_dialog import SaveDialog
from reader.ui.sidebar.rows import ROW_ROLE

pytestmark = pytest.mark.issue(16)

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
OPINION = "Closing the bridge would be a shameful blunder."
SECOND = "Nobody with eyes can doubt that it is the heart of the town."
FACT = "The bridge was built in 1931 and carries two lanes."
QUOTE = "the repairs are far too expensive"
RELAYED = "Mayor Ada Ngo said that the repairs are far too expensive."
UNCLEAR = "Perhaps the council will think again."


def settle():
    """Let the window catch up: lists are filled a turn later, one after the other."""
    for _ in range(4):
        QApplication.processEvents()


class Reader:
    """Somebody who reads the article of a window, with the keyboard."""

    def __init__(self, driver, qtbot, kit):
        self.driver, self.qtbot, self.kit = driver, qtbot, kit

    @property
    def page(self):
        return self.driver.page

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.driver.view, key, modifier)
        settle()

    def begin(self):
        self.press(Qt.Key.Key_B, CTRL)

    def mark(self, words, key):
        self.page.view.go_to_span(self.kit.span(self.page.article, words))
        self.press(key)

    def name_speaker(self, words, name):
        self.mark(words, Qt.Key.Key_V)
        dialog = self.page.findChild(NameDialog)
        dialog.field.setText(name)
        dialog.accept()
        self.come_back()

    def come_back(self):
        """Have the keyboard again, as on a desktop when a dialog closes."""
        self.driver.window.activateWindow()
        self.page.view.setFocus()
        settle()

    def end(self, *, unmarked_is_no_opinion=False):
        self.press(Qt.Key.Key_B, CTRL | SHIFT)
        dialog = self.page.findChild(EndDialog)
        dialog.no_opinion.setChecked(unmarked_is_no_opinion)
        self.qtbot.mouseClick(dialog.compare, Qt.MouseButton.LeftButton)
        self.come_back()

    def said(self, words):
        """What a screen reader is told of a sentence."""
        place = self.kit.span(self.page.article, words)
        view = QAccessible.queryAccessibleInterface(self.page.view)
        for node in everything(view):
            if node.text(QAccessible.Text.Name) == words:
                return node.text(QAccessible.Text.Description)
        raise AssertionError(f"{words} at {place} is not read out")

    def listed(self):
        rows = self.page.sidebar.comparison.filter
        return [rows.index(n, 0).data(ROW_ROLE).words for n in range(rows.rowCount())]


def everything(node):
    yield node
    for number in range(node.childCount()):
        child = node.child(number)
        if child is not None:
            yield from everything(child)


def told(widget):
    """Whatever a screen reader can find under a widget that is shown."""
    found = []
    for node in everything(QAccessible.queryAccessibleInterface(widget)):
        if not node.state().invisible:
            found += [node.text(QAccessible.Text.Name), node.text(QAccessible.Text.Description)]
    return "\n".join(filter(None, found))


@pytest.fixture
def reader(reading, qtbot, kit):
    return Reader(reading, qtbot, kit)


def test_a_class_reads_blind_and_compares(reader, driver, session, qtbot, monkeypatch, tmp_path):
    # The marks hide, wherever they were.
    reader.begin()
    window, page = driver.window, reader.page
    assert not page.track.isVisible()
    assert all(chip.isHidden() for chip in window.toolbar.chips.values())
    assert page.sidebar.panels == (3,)
    assert window.status.label.text() == "Blind reading: 0 of 6 sentences marked by you"
    # The reader marks as they read, with the keys they know.
    reader.mark(OPINION, Qt.Key.Key_O)
    reader.mark(SECOND, Qt.Key.Key_F)
    reader.mark(FACT, Qt.Key.Key_F)
    reader.name_speaker(RELAYED, "Ngo")
    assert window.status.label.text() == "Blind reading: 4 of 6 sentences marked by you"
    # Then both readings are laid over each other.
    reader.end()
    assert page.track.isVisible()
    found = {pair.words: pair.verdict for pair in page.blind.comparison.pairs}
    assert found[OPINION] is found[FACT] is found[RELAYED] is Verdict.AGREE
    assert found[SECOND] is Verdict.DIFFER
    assert found[UNCLEAR] is Verdict.UNMARKED
    assert reader.listed() == [SECOND]
    # The difference can be stepped to, with both readings and the reason.
    reader.press(Qt.Key.Key_D)
    assert page.view.current == driver_span(reader, SECOND)
    headings = [part.heading for part in page.explainer.card.parts]
    assert headings == ["You: fact", "Reads as the author’s opinion"]
    assert page.blind.bar.count.text() == "1 of 1"
    # And the sheet is saved for the class.
    sheet = tmp_path / "sheet.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(sheet), ""))
    qtbot.mouseClick(page.blind.bar.sheet, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(session.sheets))
    assert session.sheets[0][0] == sheet
    # What was marked stays as the reader's own.
    reader.press(Qt.Key.Key_B, CTRL | SHIFT)
    assert page.sidebar.panels == (0, 1, 2, 3)
    assert len(page.marks) == 4
    assert page.index.label_of(2).mark.act.value == "factual"


def driver_span(reader, words):
    return reader.kit.span(reader.page.article, words)


def test_nothing_of_the_models_leaks(reader, driver, qtbot):
    page, index = reader.page, reader.page.index
    reader.mark(FACT, Qt.Key.Key_O)
    reader.begin()
    assert index.marks_in(0, len(page.article.text)) == [
        mark for mark in index.marks_in(0, len(page.article.text)) if FACT in text_of(page, mark)
    ]
    assert not page.view.speakers
    for words in (OPINION, SECOND, RELAYED, UNCLEAR):
        assert reader.said(words) == ""
        assert reasons(index, driver_span(reader, words).start) == []
    # What was the reader's before stays, without what the model had said there.
    assert reader.said(FACT) == "You: opinion"
    page.sidebar.tabs.setCurrentIndex(3)
    settle()
    heard = told(driver.window)
    for leak in ("percent", "%", "The model:", "relayed", "loaded", "Ngo speaks", "agreed"):
        assert leak not in heard
    menu = page.menu_at(driver_span(reader, RELAYED).start + 8)
    texts = [action.text() for action in menu.actions()]
    assert not [text for text in texts if "Ada Ngo" in text or "viewpoint" in text.lower()]
    reader.press(Qt.Key.Key_N)
    assert page.view.current == driver_span(reader, FACT)


def test_the_palette_offers_nobody_whom_the_model_found(reader, driver, qtbot):
    def offered():
        reader.press(Qt.Key.Key_K, CTRL)
        (palette,) = (item for item in driver.window.findChildren(Palette) if item.isVisible())
        rows = palette.rows.model()
        found = [said(rows.target(number)) for number in range(rows.rowCount())]
        palette.leave()
        settle()
        return "\n".join(found)

    assert "Ada Ngo" in offered()
    reader.begin()
    heard = offered()
    assert "Ada Ngo" not in heard
    assert "Town council" not in heard
    assert "Author’s opinion" not in heard
    # Whom the reader names can be chosen.
    reader.name_speaker(RELAYED, "Ngo")
    assert "Ngo" in offered()


def test_the_keyboard_is_in_the_text_wherever_it_was(reader, driver, qtbot):
    qtbot.keyClick(driver.window.focusWidget(), Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(driver.window.focusWidget(), Qt.Key.Key_B, CTRL)
    settle()
    assert driver.window.focusWidget() is reader.page.view


def test_nobody_stays_selected(reader, driver):
    page = reader.page
    page.sidebar.select_actor("a1")
    settle()
    assert page.actor_bar.isVisible()
    reader.begin()
    assert not page.actor_bar.isVisible()
    reader.press(Qt.Key.Key_A)
    assert not page.actor_bar.isVisible()


def test_the_words_of_a_viewpoint_that_was_stepped_to_are_not_framed(reader):
    page = reader.page
    page.view.go_to_span(driver_span(reader, QUOTE))
    reader.begin()
    assert page.view.current == driver_span(reader, RELAYED)


def test_words_are_copied_without_whom_the_model_takes_for_their_speaker(reader):
    page = reader.page
    reader.mark(QUOTE, Qt.Key.Key_H)
    page.copy_cited()
    assert "Ada Ngo" in QGuiApplication.clipboard().text().replace(RELAYED, "")
    reader.begin()
    page.view.go_to_span(driver_span(reader, QUOTE))
    page.copy_cited()
    copied = QGuiApplication.clipboard()
    assert RELAYED in copied.text()
    assert "Ngo" not in copied.text().replace(RELAYED, "")
    assert "Ngo" not in copied.mimeData().html().replace(RELAYED, "")


def test_a_file_that_is_handed_over_again_stays_blind(reader, driver, tmp_path):
    reader.begin()
    driver.windows.take(Request((tmp_path / "bridge.txt",)))
    settle()
    assert driver.page is reader.page
    assert reader.page.blind.reading
    assert not reader.page.track.isVisible()


def test_a_file_that_is_read_again_stays_blind(reader, driver, kit, session):
    reader.begin()
    driver.window.menus.actions["reload"].trigger()
    article, job = kit.make_article(), len(session.opened)
    driver.window.on_event(Opened(job, article))
    driver.window.on_event(Analysed(job, kit.make_analysis(article), 0.0))
    settle()
    assert driver.page is not None
    assert driver.page.index.marks_in(0, len(article.text)) == []
    assert not driver.page.track.isVisible()
    assert "percent" not in told(driver.window)


def text_of(page, mark):
    return page.article.text[mark.start : mark.end]


def test_a_loaded_word_of_the_models_can_be_marked_as_one(reader):
    reader.begin()
    page = reader.page
    place = driver_span(reader, "shameful")
    page.hand.load(place)
    settle()
    assert [mark.act.value for mark in page.marks] == ["loaded"]


def test_undo_takes_back_what_was_marked_blind(reader, driver):
    reader.begin()
    reader.mark(OPINION, Qt.Key.Key_O)
    driver.window.menus.actions["undo"].trigger()
    settle()
    assert driver.window.status.label.text() == "Blind reading: 0 of 6 sentences marked by you"
    assert reader.page.marks == ()


def test_marks_that_arrive_while_reading_blind_stay_hidden(driver, kit, qtbot, tmp_path):
    article = kit.make_article()
    job = driver.opened(article, tmp_path / "bridge.txt")
    reader = Reader(driver, qtbot, kit)
    reader.begin()
    analysis = kit.make_analysis(article)
    batch = Batch(analysis.sentences[:3], analysis.loaded, 0.5)
    driver.window.on_event(Judged(job, batch))
    settle()
    assert driver.page.index.marks_in(0, len(article.text)) == []
    assert reader.said(OPINION) == ""
    driver.window.on_event(Analysed(job, analysis, 0.5))
    settle()
    assert driver.page.index.marks_in(0, len(article.text)) == []
    assert not driver.page.track.isVisible()
    assert driver.page.sidebar.panels == (3,)


def test_it_goes_on_where_it_was_left(reader, driver, kit, session, tmp_path):
    reader.begin()
    reader.mark(OPINION, Qt.Key.Key_O)
    marks = reader.page.marks
    driver.window.tabs.close_current()
    path = tmp_path / "bridge.txt"
    driver.window.open_files([path])
    article = kit.make_article()
    job = len(session.opened)
    driver.window.on_event(Opened(job, article))
    # The stored analysis is there before what is remembered.
    driver.window.on_event(Analysed(job, kit.make_analysis(article), 0.0))
    settle()
    assert driver.page.index.marks_in(0, len(article.text)) == []
    driver.window.on_event(Remembered(job, marks, session.left(path)))
    settle()
    assert driver.window.status.label.text() == "Blind reading: 1 of 6 sentences marked by you"
    reader.end()
    assert driver.page.blind.comparison.count(Verdict.AGREE) == 1


def test_other_tabs_show_their_marks(reader, driver, tmp_path):
    reader.begin()
    driver.analysed(path=tmp_path / "other.txt")
    settle()
    assert driver.page.track.isVisible()
    assert not driver.window.menus.actions["blind"].isChecked()
    assert not driver.window.toolbar.threshold.isHidden()
    driver.window.menus.actions["previous_tab"].trigger()
    settle()
    assert not driver.page.track.isVisible()
    assert driver.window.menus.actions["blind"].isChecked()
    assert driver.window.toolbar.threshold.isHidden()


def test_the_layers_asked_for_come_back(reader, driver, qtbot):
    qtbot.keyClick(driver.window, Qt.Key.Key_2, CTRL)
    reader.begin()
    reader.name_speaker(RELAYED, "Ngo")
    assert [label.name for label in reader.page.view.speakers] == ["Ngo"]
    assert list(reader.page.view.labels_on_screen())
    reader.end()
    assert not reader.page.index.view.viewpoints
    assert driver.session.stored_view.facts is False


def test_a_copy_in_the_midst_is_proposed_with_the_readers_marks_alone(reader, driver):
    reader.begin()
    reader.mark(OPINION, Qt.Key.Key_O)
    driver.window.ask_save()
    dialog = driver.window.findChild(SaveDialog)
    assert dialog.own_marks.isChecked()
    dialog.reject()
    assert reader.page.blind.reading


def test_reading_on_leaves_all_as_it_was(reader, driver, qtbot):
    reader.begin()
    reader.press(Qt.Key.Key_B, CTRL)
    dialog = reader.page.findChild(EndDialog)
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    settle()
    assert reader.page.blind.reading
    assert driver.window.menus.actions["blind"].isChecked()


def test_it_can_be_stopped_without_a_comparison(reader, driver, qtbot):
    reader.begin()
    reader.mark(OPINION, Qt.Key.Key_F)
    reader.press(Qt.Key.Key_B, CTRL)
    dialog = reader.page.findChild(EndDialog)
    qtbot.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    settle()
    assert reader.page.sidebar.panels == (0, 1, 2, 3)
    assert len(reader.page.marks) == 1
    assert not driver.window.menus.actions["compare"].isEnabled()


def test_what_is_changed_after_the_end_is_no_part_of_the_comparison(reader):
    reader.begin()
    reader.mark(SECOND, Qt.Key.Key_F)
    reader.end()
    reader.mark(SECOND, Qt.Key.Key_O)
    assert reader.page.blind.comparison.count(Verdict.DIFFER) == 1
    assert reader.page.marks[-1].act.value == "opinion"


def test_what_is_unmarked_counts_as_the_reader_says(reader):
    reader.begin()
    reader.mark(OPINION, Qt.Key.Key_O)
    reader.end(unmarked_is_no_opinion=True)
    assert reader.page.blind.comparison.opinion.of == 5
    assert SECOND in reader.listed()


def test_the_comparison_is_there_again_after_reopening(reader, driver, kit, session, tmp_path):
    reader.begin()
    reader.mark(SECOND, Qt.Key.Key_F)
    reader.end()
    driver.window.tabs.close_current()
    driver.analysed(path=tmp_path / "bridge.txt")
    settle()
    assert driver.page.blind.comparison.count(Verdict.DIFFER) == 1
    assert driver.page.sidebar.panels == (3, 4)


def test_a_screen_reader_hears_both_readings(reader):
    reader.begin()
    reader.mark(SECOND, Qt.Key.Key_F)
    reader.end()
    assert reader.said(SECOND) == "Differ: You: fact; author’s opinion, 70 percent"
    heard = told(reader.page.sidebar)
    assert "Differ. You: fact. The model: opinion, 70 %" in heard


def test_a_click_in_the_list_goes_to_the_sentence(reader, qtbot):
    reader.begin()
    reader.mark(SECOND, Qt.Key.Key_F)
    reader.end()
    rows = reader.page.sidebar.comparison.rows
    place = rows.visualRect(rows.model().index(0, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert reader.page.view.current == driver_span(reader, SECOND)


def test_new_articles_are_read_blind_first_if_the_reader_says_so(reading, qtbot, kit, tmp_path):
    window = reading.window
    window.menus.actions["blind_first"].trigger()
    assert not reading.page.blind.reading
    article = reading.analysed(path=tmp_path / "new.txt")
    settle()
    assert reading.page.blind.reading
    assert reading.page.index.marks_in(0, len(article.text)) == []
    reading.page.blind.bar.done.click()
    stop = reading.page.findChild(EndDialog).stop
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    window.tabs.close_current()
    # One that was read already shows its marks.
    reading.analysed(path=tmp_path / "new.txt")
    settle()
    assert not reading.page.blind.reading
    window.menus.actions["blind_first"].trigger()
    reading.analysed(path=tmp_path / "other.txt")
    assert not reading.page.blind.reading
