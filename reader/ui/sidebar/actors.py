# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The panel of actors: the list, its filter, and what the colours mean."""

from collections.abc import Container, Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reader.document import Actor
from reader.document.account import ViewpointAccount
from reader.ui.sidebar.actor_model import ACTOR_ROLE, OPEN_ROLE, ActorFilter, ActorListModel
from reader.ui.sidebar.actor_rows import ActorDelegate, ActorView
from reader.ui.sidebar.rows import filter_field
from reader.ui.theme import Theme
from reader.ui.wording import tr


class ActorPanel(QWidget):
    """The actors with their filter.

    Signals:
        selected: An actor, or None.
        stepped: To go on by so many of the selected actor's mentions.
        quote_chosen: The place of a viewpoint of theirs.
    """

    selected = Signal(object)
    stepped = Signal(int)
    quote_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar_body")
        self._done = False
        self._model = ActorListModel(self)
        self._filter = ActorFilter(self)
        self._filter.setSourceModel(self._model)
        self.field = filter_field(
            self.tr("Filter by name, role or type…"), self.tr("Filter actors")
        )
        self.rows = ActorView()
        self.rows.setAccessibleName(self.tr("Actors"))
        self.rows.setModel(self._filter)
        self.delegate = ActorDelegate(theme, self)
        self.rows.setItemDelegate(self.delegate)
        self.nobody = QLabel()
        self.nobody.setObjectName("muted")
        self.nobody.setWordWrap(True)
        self.nobody.setContentsMargins(14, 12, 14, 12)
        self._lay_out()
        self.field.textChanged.connect(self._on_filtered)
        self.rows.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.rows.stepped.connect(self.stepped)
        self.rows.quote_chosen.connect(self.quote_chosen)
        self.rows.left.connect(self.clear)
        self.rows.turned.connect(self._on_turned)
        self._tell_nobody()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QWidget()
        self._head.setObjectName("sidebar_head")
        self._head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(12, 10, 12, 10)
        row.addWidget(self.field)
        column.addWidget(self._head)
        column.addWidget(self.nobody)
        column.addWidget(self.rows, 1)
        column.addStretch(0)
        self.foot = QLabel()
        self.foot.setObjectName("sidebar_foot")
        self.foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.foot.setContentsMargins(14, 9, 14, 9)
        self.foot.setIndent(0)
        self.foot.setWordWrap(True)
        self.foot.hide()
        column.addWidget(self.foot)

    def show_actors(
        self,
        actors: Sequence[Actor],
        once: Sequence[Actor],
        viewpoints: Mapping[str, Sequence[ViewpointAccount]],
        own: Container[str] = (),
    ) -> None:
        """Show other actors; whoever was selected stays so.

        Args:
            actors: In the order in which they are listed.
            once: Those who speak once, folded together below the others.
            viewpoints: Of each by its id.
            own: The ids of those of whom the reader said something.
        """
        self._done = True
        selected, place = self.current(), self.rows.verticalScrollBar().value()
        self._model.set_actors(actors, once, viewpoints, own)
        if selected is not None:
            # Nobody else was chosen, so nothing is to move.
            self.blockSignals(True)
            self.select(selected.id)
            self.blockSignals(False)
        self.rows.verticalScrollBar().setValue(place)
        treated = any(actor.treatment is not None for actor in (*actors, *once))
        self.foot.setVisible(treated)
        self._tell_nobody()
        self.set_theme(self.delegate.theme)

    def show_others(self, shown: bool) -> None:
        """Show those who speak once, or fold them away."""
        self._model.set_open(shown)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.delegate.theme = theme
        self.foot.setText(
            self.tr("How the author treats an actor: {0} · neutral · {1}").format(
                f'<span style="color:{theme["critical_text"].name()}">{tr("critical")}</span>',
                f'<span style="color:{theme["favourable_text"].name()}">{tr("favourable")}</span>',
            )
        )
        self.rows.viewport().update()

    def clear(self) -> None:
        """Select nobody."""
        self.rows.selectionModel().clear()

    def select(self, identifier: str) -> None:
        """Select an actor by its id; one who is folded away comes out."""
        for row in range(self._model.rowCount()):
            there = self._model.index(row)
            actor = there.data(ACTOR_ROLE)
            if actor is None or actor.id != identifier:
                continue
            if there.data(OPEN_ROLE) is False:
                self._model.set_open(True)
            index = self._filter.mapFromSource(there)
            if index.isValid():
                flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.rows.selectionModel().setCurrentIndex(index, flag)
                self.rows.scrollTo(index)

    def current(self) -> Actor | None:
        """The selected actor."""
        rows = self.rows.selectionModel().selectedIndexes()
        return rows[0].data(ACTOR_ROLE) if rows else None

    def _on_filtered(self, text: str) -> None:
        self._filter.set_wanted(text)
        self._tell_nobody()

    def _tell_nobody(self) -> None:
        empty = self._filter.rowCount() == 0
        self.nobody.setVisible(empty)
        self.rows.setVisible(not empty)
        some = self._model.rowCount() > 0
        self._head.setVisible(some)
        text = self.tr("The actors are listed when the analysis is done.")
        if some:
            text = self.tr("No actor matches the filter.")
        elif self._done:
            text = self.tr("No actors were found.")
        self.nobody.setText(text)

    def _on_selection_changed(self) -> None:
        self.rows.scheduleDelayedItemsLayout()
        chosen = self.rows.selectionModel().selectedIndexes()
        if chosen and chosen[0].data(OPEN_ROLE) is False:
            # Found by the filter; without it they would be folded away, and selected no more.
            self._model.set_open(True)
        self.selected.emit(self.current())

    def _on_turned(self, opened: bool) -> None:
        """Open or close the fold, which is the current row."""
        self.show_others(opened)
        fold = self.rows.currentIndex()
        if opened:
            # As many as there is room for.
            self.rows.scrollTo(self._filter.index(self._filter.rowCount() - 1, 0))
            self.rows.scrollTo(fold)
        said = fold.data(Qt.ItemDataRole.AccessibleTextRole)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.rows, said))
