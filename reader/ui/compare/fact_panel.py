# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The panel beside two articles: who is in both, what one alone carries, with the evidence."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from reader.ui.compare.fact_rows import FACT_ROLE, FactDelegate, FactListModel, FactView
from reader.ui.compare.facts import Fact, Findings, Section, sections
from reader.ui.tasks import Task
from reader.ui.theme import Theme

# Of so many sentences at most, the lists are made at once, in well under 50 ms.
_MOST_AT_ONCE = 1_000


class FactPanel(QWidget):
    """What the comparison of two articles says.

    Signals:
        chosen: The number of an article and the place in it to go to.
    """

    chosen = Signal(int, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("What is listed"))
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.model = FactListModel(self)
        self.rows = FactView()
        self.rows.setAccessibleName(self.tr("What the comparison says"))
        self.rows.setModel(self.model)
        self.rows.setResizeMode(QListView.ResizeMode.Adjust)
        # The lines of books are measured a few at a time.
        self.rows.setLayoutMode(QListView.LayoutMode.Batched)
        self.delegate = FactDelegate(theme, self)
        self.rows.setItemDelegate(self.delegate)
        self.nothing = QLabel()
        self.nothing.setObjectName("muted")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(14, 12, 14, 12)
        self._wanted: tuple[int, int] | None = None
        self._lists: dict[Section, list[Fact]] = {}
        self._lay_out()
        self.which.currentIndexChanged.connect(self._on_section_changed)
        self.rows.clicked.connect(self._on_chosen)
        self.rows.activated.connect(self._on_chosen)

    def _lay_out(self) -> None:
        head = QWidget()
        head.setObjectName("sidebar_head")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(head)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.addWidget(self.which)
        foot = QLabel(
            self.tr(
                "An estimate: look at the words themselves. It does not say which article is right."
            )
        )
        foot.setObjectName("sidebar_foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setContentsMargins(14, 9, 14, 9)
        foot.setIndent(0)
        foot.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.nothing)
        column.addWidget(self.rows, 1)
        column.addStretch(0)
        column.addWidget(foot)

    def show_pair(self, found: Findings, left: int, right: int) -> None:
        """List what there is of two of the articles."""
        wanted = self._wanted = (left, right)
        if sum(len(read.analysis.sentences) for read in found.reads) <= _MOST_AT_ONCE:
            self._take(sections(found, left, right))
            return

        def take(listed: list[tuple[Section, str, list[Fact]]]) -> None:
            # The window may be gone by then, and other articles may be shown.
            if isValid(self) and self._wanted is wanted:
                self._take(listed)

        Task(lambda: sections(found, left, right)).start(take, lambda _error: None)

    def _take(self, listed: list[tuple[Section, str, list[Fact]]]) -> None:
        self._lists = {section: facts for section, _, facts in listed}
        chosen = self.which.currentData()
        with QSignalBlocker(self.which):
            self.which.clear()
            for section, name, _ in listed:
                self.which.addItem(name, section)
            self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        self._on_section_changed()

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.delegate.theme = theme
        self.rows.viewport().update()

    def _on_section_changed(self) -> None:
        section = self.which.currentData()
        facts = self._lists.get(section, [])
        self.model.set_facts(facts)
        self.rows.setVisible(bool(facts))
        self.nothing.setVisible(not facts)
        self.nothing.setText(
            {
                Section.SHARED: self.tr("Nobody who is named stands in both."),
                Section.VOICES: self.tr("Nobody is in one of them alone."),
                Section.ALONE: self.tr("Each sentence is held to be reported by both."),
                Section.SAME: self.tr("No sentence is held to be reported by both."),
            }.get(section, "")
        )

    def _on_chosen(self, index: QModelIndex) -> None:
        fact: Fact = index.data(FACT_ROLE)
        if fact.place is not None and fact.number is not None:
            self.chosen.emit(fact.number, fact.place)
