# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The actors as Qt's lists want them: model and filter."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QSortFilterProxyModel, Qt

from reader.document import Actor, Treatment
from reader.document.account import ViewpointAccount
from reader.ui.sidebar.rows import Index
from reader.ui.wording import actor_type, counted, others, percent, tr

ACTOR_ROLE = int(Qt.ItemDataRole.UserRole) + 1
VIEWPOINTS_ROLE = ACTOR_ROLE + 1
OWN_ROLE = ACTOR_ROLE + 2
OPEN_ROLE = ACTOR_ROLE + 3


def second_line(actor: Actor) -> str:
    """The role and the other names of an actor."""
    others = [alias for alias in actor.aliases if alias != actor.name]
    also = tr("also {0}").format(", ".join(f"“{alias}”" for alias in others)) if others else ""
    return " · ".join(part for part in (actor.role or "", also) if part)


def treatment_words(treatment: Treatment) -> str:
    """How the author treats an actor, in figures."""
    return tr("The author’s sentences: {0} critical, {1} neutral, {2} favourable").format(
        percent(treatment.critical), percent(treatment.neutral), percent(treatment.favourable)
    )


def once() -> str:
    """What is said beside a bar that a single mention makes."""
    return tr("one mention only")


class ActorListModel(QAbstractListModel):
    """The actors of an article, the weightiest first, with what each of them says.

    Below them stands a row for those who speak once, the fold, which has no actor, and then these.
    OPEN_ROLE says of the fold and of these whether it is open, and is None for all others.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Actor | None] = ()
        self._once = 0
        self._open = False
        self._viewpoints: Mapping[str, Sequence[ViewpointAccount]] = {}
        self._own: Container[str] = ()

    def set_actors(
        self,
        actors: Sequence[Actor],
        once: Sequence[Actor],
        viewpoints: Mapping[str, Sequence[ViewpointAccount]],
        own: Container[str],
    ) -> None:
        """Show other actors.

        Args:
            actors: In the order in which they are listed.
            once: Those who speak once, folded together.
            viewpoints: Of each by its id.
            own: The ids of those of whom the reader said something.
        """
        self.beginResetModel()
        self._own = own
        self._rows, self._once = (*actors, *([None] if once else []), *once), len(once)
        self._viewpoints = viewpoints
        self.endResetModel()

    def set_open(self, opened: bool) -> None:
        """Open or close the fold."""
        self._open = opened
        if self._once:
            last = len(self._rows) - 1
            self.dataChanged.emit(self.index(last - self._once), self.index(last))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The fold can be reached, but it is nobody to be selected."""
        flags = super().flags(index)
        if index.isValid() and self._rows[index.row()] is None:
            flags &= ~Qt.ItemFlag.ItemIsSelectable
        return flags

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are, the fold included."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The name, the whole actor, what they say, or all of it in words."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        actor = self._rows[index.row()]
        if role == OPEN_ROLE:
            folds = index.row() >= len(self._rows) - self._once - 1
            return self._open if self._once and folds else None
        if actor is None:
            return self._fold(role)
        if role == Qt.ItemDataRole.DisplayRole:
            return actor.name
        if role == ACTOR_ROLE:
            return actor
        if role == OWN_ROLE:
            return actor.id in self._own
        if role == VIEWPOINTS_ROLE:
            return self._viewpoints.get(actor.id, ())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(actor)
        return None

    def _fold(self, role: int) -> str | None:
        words = others(self._once)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words}, {tr('expanded') if self._open else tr('collapsed')}"
        return words if role == Qt.ItemDataRole.DisplayRole else None

    def _spoken(self, actor: Actor) -> str:
        """Everything a row shows, in words."""
        mentions = counted(len(actor.mentions), tr("mention"), tr("mentions"))
        parts = [f"{actor.name}, {actor_type(actor.type)}", second_line(actor), mentions]
        if actor.id in self._own:
            parts.append(tr("changed by you"))
        if actor.treatment is not None:
            words = treatment_words(actor.treatment)
            parts.append(f"{words} ({once()})" if len(actor.mentions) == 1 else words)
        said = len(self._viewpoints.get(actor.id, ()))
        if said:
            parts.append(counted(said, tr("viewpoint"), tr("viewpoints")))
        return ". ".join(part for part in parts if part)


class ActorFilter(QSortFilterProxyModel):
    """The actors whose name, other names, role or type hold what was typed, folded ones too.

    Where nothing was typed, the actors and, if it is open, those of the fold.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = ""

    def set_wanted(self, text: str) -> None:
        """Filter by other words."""
        self._wanted = text.casefold().strip()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a row holds the words."""
        index = self.sourceModel().index(row, 0, parent)
        actor = index.data(ACTOR_ROLE)
        if not isinstance(actor, Actor):
            return not self._wanted
        if not self._wanted:
            return index.data(OPEN_ROLE) is not False
        words = (actor.name, *actor.aliases, actor.role or "", actor_type(actor.type))
        return any(self._wanted in word.casefold() for word in words)
