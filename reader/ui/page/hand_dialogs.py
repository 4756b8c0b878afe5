# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the reader is asked about a mark of theirs: a name, one of the actors, a note."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from reader.document import Actor
from reader.ui.theme import scaled
from reader.ui.wording import actor_type

_WIDTH = 400


class HandDialog(QDialog):
    """A question with one or two fields."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(scaled(_WIDTH))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 16, 18, 14)
        self._column.setSpacing(8)

    def _ask(self, question: str, field: QWidget) -> None:
        label = QLabel(question)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setBuddy(field)
        field.setAccessibleName(question)
        self._column.addWidget(label)
        self._column.addWidget(field)

    def _finish(self) -> None:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)


class NameDialog(HandDialog):
    """Asks for a name; those that are known are proposed.

    Attributes:
        field: With the name.
    """

    def __init__(
        self, parent: QWidget, title: str, question: str, names: Iterable[str], name: str = ""
    ) -> None:
        super().__init__(parent, title)
        self.field = QLineEdit(name)
        completer = QCompleter(sorted(dict.fromkeys(names), key=str.casefold), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self.field.selectAll()
        self._ask(question, self.field)
        self._finish()

    @property
    def name(self) -> str:
        """What was typed."""
        return self.field.text().strip()


class ActorDialog(HandDialog):
    """Asks which of some actors.

    Attributes:
        field: With the actors to choose from.
    """

    def __init__(self, parent: QWidget, title: str, question: str, actors: Sequence[Actor]) -> None:
        super().__init__(parent, title)
        self._actors = sorted(actors, key=lambda actor: actor.name.casefold())
        self.field = QComboBox()
        for actor in self._actors:
            self.field.addItem(f"{actor.name} ({actor_type(actor.type)})")
        self._ask(question, self.field)
        self._finish()

    @property
    def actor(self) -> Actor:
        """The one chosen."""
        return self._actors[self.field.currentIndex()]


class NoteDialog(HandDialog):
    """Asks for a note and its tags.

    Attributes:
        field: With the note.
        tag_field: With the tags, between commas.
    """

    def __init__(
        self,
        parent: QWidget,
        words: str,
        value: str = "",
        tags: Iterable[str] = (),
        *,
        known_tags: Iterable[str] = (),
    ) -> None:
        super().__init__(parent, self.tr("Note"))
        shown = words if len(words) <= 160 else f"{words[:150]}…"
        self.field = QPlainTextEdit(value)
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(110)
        self._ask(self.tr("About “{0}”").format(shown), self.field)
        self.tag_field = QLineEdit(", ".join(tags))
        known = ", ".join(known_tags)
        if known:
            self.tag_field.setPlaceholderText(self.tr("So far: {0}").format(known))
        self._ask(self.tr("Tags, with commas between them"), self.tag_field)
        self._finish()
        self.field.setFocus()

    @property
    def value(self) -> str:
        """What was written."""
        return self.field.toPlainText().strip()

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, each once."""
        typed = (tag.strip().lstrip("#").strip() for tag in self.tag_field.text().split(","))
        return tuple(dict.fromkeys(tag for tag in typed if tag))
