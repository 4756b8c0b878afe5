# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The panel of the reader's own marks: search, kinds and tags, and how often the model agreed."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from reader.document.readers_marks import Act, Placed, ReadersMark
from reader.ui.sidebar.note_model import NoteFilter, NoteListModel, NoteRow
from reader.ui.sidebar.note_rows import NoteDelegate, NoteView
from reader.ui.sidebar.rows import ROW_ROLE, filter_field
from reader.ui.theme import Theme
from reader.ui.wording import act_kind


class NotesPanel(QWidget):
    """The reader's marks with their filters.

    Signals:
        chosen: The place of a mark to go to.
        edit_requested: A mark whose note or tags are to be changed.
        remove_requested: A mark to take away.
        agreement_wanted: How often reader and model agreed is to be told by `show_agreement`.
    """

    chosen = Signal(object)
    edit_requested = Signal(object)
    remove_requested = Signal(object)
    agreement_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar_body")
        self.model = NoteListModel(self)
        self.filter = NoteFilter(self)
        self.filter.setSourceModel(self.model)
        self.field = filter_field(
            self.tr("Search notes, words and tags…"), self.tr("Search your notes and marks")
        )
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(self.tr("Kind of mark"))
        self.tags = QComboBox()
        self.tags.setAccessibleName(self.tr("Tag"))
        self.rows = NoteView()
        self.rows.setAccessibleName(self.tr("Your notes and marks"))
        self.rows.setModel(self.filter)
        self.rows.setResizeMode(QListView.ResizeMode.Adjust)
        self.delegate = NoteDelegate(theme, self)
        self.rows.setItemDelegate(self.delegate)
        self.nothing = QLabel()
        self.nothing.setObjectName("muted")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(14, 12, 14, 12)
        self._lay_out()
        self.field.textChanged.connect(self._on_filtered)
        self.kinds.currentIndexChanged.connect(self._on_filtered)
        self.tags.currentIndexChanged.connect(self._on_filtered)
        self.rows.clicked.connect(self._on_chosen)
        self.rows.activated.connect(self._on_chosen)
        self.rows.edit_requested.connect(self.edit_requested)
        self.rows.remove_requested.connect(self.remove_requested)
        self._apart = False
        self.show_marks((), (), ())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QWidget()
        self._head.setObjectName("sidebar_head")
        self._head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head = QVBoxLayout(self._head)
        head.setContentsMargins(12, 10, 12, 10)
        head.addWidget(self.field)
        row = QHBoxLayout()
        row.addWidget(self.kinds, 1)
        row.addWidget(self.tags, 1)
        head.addLayout(row)
        column.addWidget(self._head)
        column.addWidget(self.nothing)
        column.addWidget(self.rows, 1)
        column.addStretch(0)
        self.foot = QLabel()
        self.foot.setObjectName("sidebar_foot")
        self.foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.foot.setContentsMargins(14, 9, 14, 9)
        self.foot.setIndent(0)
        self.foot.setWordWrap(True)
        self.foot.setTextFormat(Qt.TextFormat.PlainText)
        self.foot.hide()
        column.addWidget(self.foot)

    def show_marks(
        self, marks: Sequence[ReadersMark], placed: Iterable[Placed], lost: Iterable[ReadersMark]
    ) -> None:
        """Show other marks.

        Args:
            marks: All of them.
            placed: Those that are laid over the text.
            lost: Those whose words are not found in it.
        """
        place = self.rows.verticalScrollBar().value()
        self.model.set_marks(placed, lost)
        kinds = dict.fromkeys(act_kind(mark.act) for mark in marks)
        tags = sorted({tag for mark in marks for tag in mark.tags}, key=str.casefold)
        _refill(self.kinds, self.tr("All kinds"), sorted(kinds))
        _refill(self.tags, self.tr("All tags"), tags)
        self.tags.setVisible(bool(tags))
        self._on_filtered()
        self.rows.verticalScrollBar().setValue(place)
        self._ask_agreement()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask how often reader and model agreed."""
        super().showEvent(event)
        self._ask_agreement()

    def keep_apart(self, apart: bool) -> None:
        """Tell, or do not tell, how often reader and model agreed: a count that goes on tells all.

        Nothing of it is to be seen while the reader marks without the model's marks in sight.
        """
        self._apart = apart
        self.foot.hide()
        self._on_filtered()
        self._ask_agreement()

    def _ask_agreement(self) -> None:
        if self.isVisible() and not self._apart:
            self.agreement_wanted.emit()

    def show_agreement(self, agreement: Mapping[Act, tuple[int, int]]) -> None:
        """Show how often the model had said what the reader said, by kind of mark."""
        kinds: dict[str, tuple[int, int]] = {}
        for act, (agreed, total) in agreement.items():
            before = kinds.get(act_kind(act), (0, 0))
            kinds[act_kind(act)] = before[0] + agreed, before[1] + total
        parts = [f"{kind} {agreed} / {total}" for kind, (agreed, total) in sorted(kinds.items())]
        self.foot.setVisible(bool(parts) and not self._apart)
        text = self.tr(
            "You and the model agreed, in all articles: {0}. Kept on this computer only."
        )
        self.foot.setText(text.format(" · ".join(parts)))

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.delegate.theme = theme
        self.rows.viewport().update()

    def _on_filtered(self) -> None:
        self.filter.set_wanted(
            self.field.text(),
            self.kinds.currentText() if self.kinds.currentIndex() > 0 else "",
            self.tags.currentText().lstrip("#") if self.tags.currentIndex() > 0 else "",
        )
        some, shown = self.model.rowCount() > 0, self.filter.rowCount() > 0
        self._head.setVisible(some)
        self.rows.setVisible(shown)
        self.nothing.setVisible(not shown)
        text = self.tr("None of your marks matches.")
        if not some and self._apart:
            text = self.tr(
                "Nothing of yours yet. Press O, F or U to judge a sentence; select words and press "
                "H to highlight them or M to write a note."
            )
        elif not some:
            text = self.tr(
                "Nothing of yours yet. Select words and press H to highlight them or M to write a "
                "note; press O, F or U where the model is wrong about a sentence."
            )
        self.nothing.setText(text)

    def _on_chosen(self, index: QModelIndex) -> None:
        row: NoteRow = index.data(ROW_ROLE)
        if row.span is not None:
            self.chosen.emit(row.span)


def _refill(box: QComboBox, everything: str, names: Iterable[str]) -> None:
    """Offer other names; the one chosen stays so if it is still there."""
    chosen = box.currentText()
    with QSignalBlocker(box):
        box.clear()
        box.addItem(everything)
        box.addItems(list(names))
        box.setCurrentIndex(max(0, box.findText(chosen)))
