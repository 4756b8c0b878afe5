# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The overview: shares of opinion, relayed views and fact, loaded words, who gets the floor.

Everything in it leads to the places it was counted from.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from reader.document import Span
from reader.document.marks import MarkKind
from reader.ui.elided import ElidedLabel
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.sidebar.figures import (
    Part,
    Rest,
    enough,
    floor,
    loaded_words,
    parts_of,
    sections,
    shares,
)
from reader.ui.sidebar.place_row import FloorBar, Patch, PlaceRow, SharesBar
from reader.ui.theme import Theme, scaled
from reader.ui.wording import counted, percent

_MOST_ROWS = 8
_MOST_SECTIONS = 40
_NAME_WIDTH = 130
_PAD = 14


class OverviewPanel(QScrollArea):
    """What the article is made of, in figures.

    Signals:
        chosen: A place to go to.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Overview"))
        self._theme = theme
        self._column = QVBoxLayout()
        self.rows: list[PlaceRow] = []

    def show_index(self, index: MarkIndex, theme: Theme) -> None:
        """Show the figures of an article as they are now."""
        self._theme = theme
        focused = next((n for n, row in enumerate(self.rows) if row.hasFocus()), None)
        self.rows = []
        body = QWidget()
        body.setObjectName("sidebar_body")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 14, 0, 14)
        self._column.setSpacing(0)
        if index.sentences:
            self._add_shares(index)
            self._add_sections(index)
        self._add_loaded(index)
        self._add_floor(index)
        self._column.addStretch(1)
        place = self.verticalScrollBar().value()
        self.setWidget(body)
        self.verticalScrollBar().setValue(place)
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].setFocus()

    def take_focus(self) -> None:
        """Have the keyboard in the first row."""
        (self.rows[0] if self.rows else self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_heading(self, text: str) -> None:
        label = QLabel(text)
        label.setObjectName("strong")
        label.setContentsMargins(_PAD, 0, _PAD, 4)
        if self._column.count():
            self._column.addSpacing(18)
        self._column.addWidget(label)

    def _add_row(self, row: PlaceRow) -> None:
        row.chosen.connect(self.chosen)
        self.rows.append(row)
        self._column.addWidget(row)

    def _add_bar(self, bar: SharesBar) -> None:
        bar.chosen.connect(self.chosen)
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(_PAD, 1, _PAD, 5)
        column.addWidget(bar)
        self._column.addWidget(line)

    def _add_remark(self, text: str) -> None:
        label = QLabel(text)
        label.setObjectName("muted")
        label.setWordWrap(True)
        label.setContentsMargins(_PAD, 1, _PAD, 5)
        self._column.addWidget(label)

    def _add_shares(self, index: MarkIndex) -> None:
        self._add_heading(self.tr("Shares of the text"))
        parts = parts_of(index, Span(0, len(index.article.text)))
        speaks = enough(parts)
        if speaks:
            self._add_bar(SharesBar(parts, self._theme, 14))
        else:
            self._add_remark(self.tr("Too short to say in shares"))
        names: dict[Part, str] = {
            MarkKind.OPINION: self.tr("the author’s opinion"),
            MarkKind.VIEWPOINT: self.tr("views of others"),
            MarkKind.FACT: self.tr("reported as fact"),
            MarkKind.UNCLEAR: self.tr("unclear to the model"),
            Rest.BELOW: self.tr("opinion less probable than shown"),
            Rest.PASSED_OVER: self.tr("not analysed"),
        }
        for part, amount in shares(parts).items():
            places = parts[part]
            figure = percent(amount) if speaks else f"{len(places):,}"
            row = PlaceRow(self._theme, f"{names[part]}: {figure}", places)
            row.add(Patch(part, self._theme))
            row.add(ElidedLabel(names[part]), 1)
            row.add_figure(figure)
            self._add_row(row)

    def _add_sections(self, index: MarkIndex) -> None:
        found = sections(index)
        if len(found) < 2:
            return
        self._add_heading(self.tr("By section"))
        for section in found[:_MOST_SECTIONS]:
            said = self.tr("too short to say")
            if enough(section.parts):
                opinion = percent(shares(section.parts).get(MarkKind.OPINION, 0))
                said = self.tr("{0} the author’s opinion").format(opinion)
            name = f"{section.name}: {said}"
            row = PlaceRow(self._theme, name, [section.place], said)
            row.add(ElidedLabel(section.name), 1)
            if enough(section.parts):
                self._add_row(row)
                self._add_bar(SharesBar(section.parts, self._theme, 8))
            else:
                row.add_figure(said)
                self._add_row(row)
        if len(found) > _MOST_SECTIONS:
            more = f"{len(found) - _MOST_SECTIONS:,}"
            self._add_remark(self.tr("and {0} more sections").format(more))

    def _add_loaded(self, index: MarkIndex) -> None:
        found = loaded_words(index)
        if found:
            self._add_heading(self.tr("Most loaded words"))
        for word in found[:_MOST_ROWS]:
            times = f" × {len(word.places)}" if len(word.places) > 1 else ""
            row = PlaceRow(self._theme, f"{word.name}{times}: {percent(word.amount)}", word.places)
            row.add(ElidedLabel(word.name + times), 1)
            row.add_figure(percent(word.amount))
            self._add_row(row)

    def _add_floor(self, index: MarkIndex) -> None:
        found = floor(index)
        if found:
            self._add_heading(self.tr("Who gets the floor (words relayed)"))
        for speaker in found[:_MOST_ROWS]:
            words = f"{speaker.amount:,.0f}"
            # A bar looks like a habit; one made of a single place is none.
            once = len(speaker.places) == 1
            times = counted(len(speaker.places), self.tr("viewpoint"), self.tr("viewpoints"))
            said = self.tr("{0} words in {1}").format(words, times)
            row = PlaceRow(self._theme, f"{speaker.name}: {said}", speaker.places, said)
            name = ElidedLabel(speaker.name)
            name.setFixedWidth(scaled(_NAME_WIDTH))
            row.add(name)
            row.add(FloorBar(speaker.amount / found[0].amount, self._theme), 1)
            row.add_figure(self.tr("{0}, once").format(words) if once else words)
            self._add_row(row)
