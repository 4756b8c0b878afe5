# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How two columns scroll together: by what both report, as far as both tell it in one order."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from reader.document import Analysis, Label, ModelInfo, Sentence
from reader.document.comparison import Comparison, Related, SameReport
from reader.document.marks import View
from reader.document.overlay import overlaid
from reader.ui.compare.columns import Columns
from reader.ui.compare.facts import findings
from reader.ui.theme import Theme
from tests.building import article_of

pytestmark = pytest.mark.issue(17)

PAIRED = ((5, 30), (20, 40), (40, 60), (50, 10))


def analysis_of(lines, name):
    article = article_of(*lines, title=name, source=f"{name}.txt")
    sentences = tuple(Sentence(b.start, b.end, Label.FACTUAL, 0.1) for b in article.blocks)
    return Analysis(article, ModelInfo("m", "1"), sentences)


@pytest.fixture
def columns(application, qtbot):
    """Two long articles of a sentence a paragraph, four of which are paired, one out of order."""
    one = analysis_of([f"Line {n} of one." for n in range(60)], "one")
    two = analysis_of([f"Line {n} of two." for n in range(80)], "two")
    same = tuple(
        SameReport((one.sentences[here].span, two.sentences[there].span), 0.8)
        for here, there in PAIRED
    )
    reads = [overlaid(one, ()), overlaid(two, ())]
    found = findings(Comparison((one, two), Related(0.5), (), same), reads)
    columns = Columns(found, View(), Theme("light"))
    qtbot.addWidget(columns)
    columns.resize(900, 600)
    columns.show()
    qtbot.waitExposed(columns)
    return columns


def height(view, number):
    """How far down on the screen a line is."""
    start = view.index.sentences[number].start
    return view.places.line_at(start)[0] - view.places.scrolled


def scroll_to(view, number):
    start = view.index.sentences[number].start
    view.go_to(start, share=0.3)
    QApplication.processEvents()


def wheel(view, steps):
    place = QPointF(view.viewport().rect().center())
    turned = QPoint(0, -120 * steps)
    event = QWheelEvent(
        place,
        view.viewport().mapToGlobal(place),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


@pytest.mark.parametrize(("here", "there"), [(5, 30), (20, 40), (40, 60)])
def test_what_both_report_comes_to_the_same_height(columns, here, there):
    left, right = columns.views
    scroll_to(left, here)
    assert height(right, there) == pytest.approx(height(left, here), abs=2)
    scroll_to(right, 0)
    scroll_to(right, there)
    assert height(left, here) == pytest.approx(height(right, there), abs=2)


def test_between_them_the_other_column_goes_on_evenly(columns):
    left, right = columns.views
    seen = []
    for number in range(6, 20, 2):
        scroll_to(left, number)
        seen.append(right.places.scrolled)
    steps = [after - before for before, after in pairwise(seen)]
    assert all(step > 0 for step in steps)
    assert max(steps) - min(steps) <= 4


def test_both_begin_and_end_together(columns, qtbot):
    left, right = columns.views
    qtbot.keyClick(left, Qt.Key.Key_End)
    assert right.places.scrolled == right.verticalScrollBar().maximum()
    qtbot.keyClick(right, Qt.Key.Key_Home)
    assert left.places.scrolled == 0


def test_the_wheel_moves_both_until_they_are_let_go(columns):
    left, right = columns.views
    wheel(left, 10)
    assert right.places.scrolled > 0
    columns.set_together(False)
    before = right.places.scrolled
    wheel(left, 3)
    assert right.places.scrolled == before
    columns.set_together(True)
    assert right.places.scrolled != before


def test_steps_put_both_on_one_height_even_out_of_order(columns, qtbot):
    left, right = columns.views
    left.setFocus()
    for here, there in PAIRED:
        qtbot.keyClick(left, Qt.Key.Key_N)
        assert left.current == left.index.sentences[here].span
        assert right.current == right.index.sentences[there].span
        assert height(left, here) == pytest.approx(height(right, there), abs=2)
    # Around at the end.
    qtbot.keyClick(left, Qt.Key.Key_N)
    assert left.current == left.index.sentences[5].span


def test_where_nothing_is_shared_each_scrolls_by_itself(columns):
    left, right = columns.views
    columns.pairs = []
    wheel(left, 10)
    assert left.places.scrolled > 0
    assert right.places.scrolled == 0


def test_a_click_shows_what_lies_beside_the_sentence(columns, qtbot):
    left, right = columns.views
    scroll_to(left, 20)
    span = left.index.sentences[20].span
    qtbot.mouseClick(
        left.viewport(), Qt.MouseButton.LeftButton, pos=left.places.rect_of(span).center()
    )
    assert left.current == span
    assert right.current == right.index.sentences[40].span
    assert 0 < height(right, 40) < right.viewport().height()
