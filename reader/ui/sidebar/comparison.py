# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The panel of a comparison: how often both readings agree, and each sentence in words."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QListView, QVBoxLayout, QWidget

from reader.document import Span
from reader.document.blind import Comparison, Pair, Verdict
from reader.ui.sidebar.pair_rows import PairDelegate, PairFilter, PairListModel, PairView
from reader.ui.sidebar.rows import ROW_ROLE
from reader.ui.theme import Theme
from reader.ui.wording import tr

_REST = frozenset({Verdict.OPEN, Verdict.UNMARKED, Verdict.EARLIER})


class ComparisonPanel(QWidget):
    """Both readings of every sentence.

    Signals:
        chosen: The place of a sentence to go to.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar_body")
        self.model = PairListModel(self)
        self.filter = PairFilter(self)
        self.filter.setSourceModel(self.model)
        self.figures = QLabel()
        self.figures.setWordWrap(True)
        self.figures.setTextFormat(Qt.TextFormat.PlainText)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which sentences"))
        self.rows = PairView()
        self.rows.setAccessibleName(self.tr("Your reading and the model’s"))
        self.rows.setModel(self.filter)
        self.rows.setResizeMode(QListView.ResizeMode.Adjust)
        self.delegate = PairDelegate(theme, self)
        self.rows.setItemDelegate(self.delegate)
        self.nothing = QLabel()
        self.nothing.setObjectName("muted")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(14, 12, 14, 12)
        self._lay_out()
        self.which.currentIndexChanged.connect(self._on_filtered)
        self.rows.clicked.connect(self._on_chosen)
        self.rows.activated.connect(self._on_chosen)
        self.show_comparison(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QWidget()
        self._head.setObjectName("sidebar_head")
        self._head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head = QVBoxLayout(self._head)
        head.setContentsMargins(12, 10, 12, 10)
        head.addWidget(self.which)
        self.figures.setContentsMargins(14, 10, 14, 0)
        column.addWidget(self.figures)
        column.addWidget(self._head)
        column.addWidget(self.nothing)
        column.addWidget(self.rows, 1)
        column.addStretch(0)
        foot = QLabel(
            self.tr("Neither of you is the key: where you differ, look at the words again.")
        )
        foot.setObjectName("sidebar_foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setContentsMargins(14, 9, 14, 9)
        foot.setIndent(0)
        foot.setWordWrap(True)
        column.addWidget(foot)

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show another comparison; None while it is being made."""
        for widget in (self.figures, self._head):
            widget.setVisible(comparison is not None)
        self.model.set_pairs(comparison.pairs if comparison is not None else ())
        if comparison is not None:
            self.figures.setText("\n".join(figures(comparison)))
            self._offer(comparison)
        self._on_filtered()
        if comparison is None:
            self.nothing.setText(self.tr("The readings are compared when the analysis is done."))

    def _offer(self, comparison: Comparison) -> None:
        """Offer some sentences or all of them, with how many they are."""
        chosen = max(0, self.which.currentIndex())
        with QSignalBlocker(self.which):
            self.which.clear()
            for text, wanted in (
                (self.tr("Where you differ"), frozenset({Verdict.DIFFER})),
                (self.tr("Where you agree"), frozenset({Verdict.AGREE})),
                (self.tr("Left open or not marked"), _REST),
                (self.tr("All sentences"), frozenset(Verdict)),
            ):
                count = sum(map(comparison.count, wanted))
                self.which.addItem(f"{text}: {count:,}", wanted)
            self.which.setCurrentIndex(chosen)

    def show_pair(self, pair: Pair) -> None:
        """Select a sentence, if it is listed."""
        for row in range(self.filter.rowCount()):
            index = self.filter.index(row, 0)
            if index.data(ROW_ROLE) is pair:
                self.rows.setCurrentIndex(index)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.delegate.theme = theme
        self.rows.viewport().update()

    def _on_filtered(self) -> None:
        wanted = self.which.currentData()
        self.filter.set_wanted(wanted if wanted is not None else frozenset(Verdict))
        shown = self.filter.rowCount() > 0
        self.rows.setVisible(shown)
        self.nothing.setVisible(not shown)
        self.nothing.setText(self.tr("There is no such sentence."))

    def _on_chosen(self, index: QModelIndex) -> None:
        pair: Pair = index.data(ROW_ROLE)
        self.chosen.emit(Span(pair.sentence.start, pair.sentence.end))


def figures(comparison: Comparison) -> list[str]:
    """How often both say the same, each in a sentence."""
    opinion, speakers = comparison.opinion, comparison.speakers
    if not opinion.of:
        return [tr("No sentence was judged by both of you.")]
    said = tr("Opinion or not: the same in {0} of {1} sentences that both of you judged.")
    found = [said.format(f"{opinion.same:,}", f"{opinion.of:,}")]
    if opinion.kappa is not None:
        kappa = tr("Beyond chance (Cohen’s κ, 1 at best): {0}.")
        found.append(kappa.format(f"{opinion.kappa:.2f}".replace("-", "−")))
    else:
        found.append(tr("Too few for a figure that allows for chance."))
    if speakers.of:
        said = tr("Who speaks: the same in {0} of {1}.")
        found.append(said.format(f"{speakers.same:,}", f"{speakers.of:,}"))
    return found
