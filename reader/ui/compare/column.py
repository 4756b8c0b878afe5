# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""One of the two articles in a comparison: its name, or the choice among several, and its page."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from reader.document.marks import View
from reader.export.comparison_words import letter
from reader.ui.compare.compared_view import ComparedView
from reader.ui.compare.fact_rows import paint_letter
from reader.ui.compare.facts import Findings
from reader.ui.elided import ElidedLabel
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.page.explainer import Explainer
from reader.ui.theme import Theme, enlarge, scaled

_SIGN = 20


class Column(QWidget):
    """An article, read-only.

    Signals:
        article_chosen: The number of another article to show.
        weights_wanted: The sentence whose weightiest words are to be told.
        looked_at, moved, steps_requested, sentences_requested, zoom_requested: Those of its page.

    Attributes:
        number: Which article it is.
        view: Its page.
    """

    article_chosen = Signal(int)
    weights_wanted = Signal(object)
    looked_at = Signal()
    moved = Signal()
    steps_requested = Signal(int)
    sentences_requested = Signal(int)
    zoom_requested = Signal(int)

    def __init__(self, found: Findings, number: int, view: View, theme: Theme) -> None:
        super().__init__()
        self.number = number
        self._found = found
        self._asked = view
        self._theme = theme
        self._zoom = 1.0
        self._sign = _Sign(theme)
        self._name = ElidedLabel()
        self._name.setObjectName("strong")
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Article in this column"))
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        several = len(found.reads) > 2
        for other in range(len(found.reads)):
            self.choice.addItem(f"{letter(other)}  {found.name(other)}", other)
        self.choice.setVisible(several)
        self._name.setVisible(not several)
        self._sign.setVisible(not several)
        head = QWidget()
        head.setObjectName("bar")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._name, 1)
        row.addWidget(self.choice, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(head)
        self.view, self.explainer = self._page()
        self.choice.activated.connect(self.article_chosen)

    def _page(self) -> tuple[ComparedView, Explainer]:
        """The page of the article, where the last one was."""
        read = self._found.reads[self.number]
        index = MarkIndex(read.analysis.article, self._asked)
        index.machine, index.readers = read.machine, read.marks
        index.complete, index.done = True, 1.0
        index.lay(read, self._found.accounts[self.number])
        about = self._found.abouts[self.number]
        view = ComparedView(read.analysis.article, about, index, self._theme)
        view.set_look(self._theme, self._zoom)
        name = self._found.name(self.number)
        view.setAccessibleName(
            self.tr("Article {0}: {1}").format(letter(self.number), name),
        )
        explainer = Explainer(view, index, self._theme, self)
        explainer.weights_wanted.connect(self.weights_wanted)
        view.looked_at.connect(explainer.follow)
        for told, passed_on in (
            (view.looked_at, self.looked_at),
            (view.moved, self.moved),
            (view.steps_requested, self.steps_requested),
            (view.sentences_requested, self.sentences_requested),
            (view.zoom_requested, self.zoom_requested),
        ):
            told.connect(passed_on)
        self._column.addWidget(view, 1)
        self._sign.show_number(self.number)
        self._name.setText(name)
        with QSignalBlocker(self.choice):
            self.choice.setCurrentIndex(self.number)
        return view, explainer

    def show_article(self, number: int) -> None:
        """Show another of the articles, from its top."""
        if number == self.number:
            return
        old = self.view
        self.explainer.card.deleteLater()
        self.explainer.deleteLater()
        self.number = number
        self.view, self.explainer = self._page()
        self._column.removeWidget(old)
        old.hide()
        old.deleteLater()

    def set_look(self, theme: Theme, zoom: float) -> None:
        """Change colours and size."""
        self._theme, self._zoom = theme, zoom
        self._sign.set_theme(theme)
        self.explainer.set_theme(theme)
        self.view.set_look(theme, zoom)


class _Sign(QWidget):
    """The letter of an article."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._number = 0

    def show_number(self, number: int) -> None:
        self._number = number
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(_SIGN), scaled(_SIGN))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = enlarge(painter, self.rect()).toRectF()
        box.moveTop((box.height() - _SIGN) / 2)
        box.setHeight(_SIGN)
        box.setWidth(_SIGN)
        paint_letter(painter, box, self._number, self._theme)
        painter.end()
