# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How the reader wants the windows to look, applied to all of them at once and remembered."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from reader.document.marks import View
from reader.ui.theme import Theme, ThemeChoice, Typesetting, chosen_theme

if TYPE_CHECKING:
    from reader.session.session import Session


class Look(QObject):
    """The theme, how articles are set, and whether the last ones come back.

    Signals:
        changed: Something is to look otherwise.
        reopens_changed: The last articles are to come back, or not to.

    Attributes:
        theme: What is shown.
        zoom: The size of the articles that was set last; each window has its own.
    """

    changed = Signal()
    reopens_changed = Signal()

    def __init__(self, session: "Session", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        kept = session.preferences
        try:
            self._choice = ThemeChoice(str(kept.get("theme", ThemeChoice.SYSTEM.value)))
        except ValueError:
            self._choice = ThemeChoice.SYSTEM
        self._typesetting = Typesetting.of(kept)
        zoom = kept.get("zoom", 1.0)
        self.zoom = float(zoom) if isinstance(zoom, int | float) else 1.0
        # Before there are widgets, which would all have to be dressed again.
        self.theme: Theme = self._dressed()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_colour_scheme_changed)

    @property
    def choice(self) -> ThemeChoice:
        """The theme that the reader chose."""
        return self._choice

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Show another theme and remember it."""
        self._choice = choice
        self._session.set_preference("theme", choice.value)
        self._apply()

    @property
    def typesetting(self) -> Typesetting:
        """How articles are set."""
        return self._typesetting

    def set_typesetting(self, typesetting: Typesetting) -> None:
        """Set articles otherwise and remember it."""
        if typesetting != self._typesetting:
            self._typesetting = typesetting
            for name, value in typesetting.preferences().items():
                self._session.set_preference(name, value)
            self._apply()

    def set_zoom(self, zoom: float) -> None:
        """Set what is around the articles at a size that goes with theirs, and remember it."""
        self.zoom = zoom
        self._session.set_preference("zoom", zoom)
        self._apply()

    @property
    def reopens(self) -> bool:
        """Whether a start without files shows the articles of the last session."""
        return bool(self._session.preferences.get("reopen", 1))

    def set_reopens(self, reopens: bool) -> None:
        """Remember whether a start without files shows the articles of the last session."""
        self._session.set_preference("reopen", int(reopens))
        self.reopens_changed.emit()

    @property
    def show_from(self) -> float:
        """From which probability on opinions are marked in an article that was not open before."""
        kept = self._session.preferences.get("show_from")
        return float(kept) if isinstance(kept, int | float) and 0 <= kept <= 1 else View().show_from

    def set_show_from(self, share: float) -> None:
        """Remember from which probability on opinions are marked in other articles."""
        self._session.set_preference("show_from", share)

    def _on_colour_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._apply()

    def _dressed(self) -> Theme:
        """The chosen theme, put on everything."""
        theme = chosen_theme(self._choice, self._typesetting)
        if isinstance(application := QApplication.instance(), QApplication):
            theme.apply(application, self.zoom)
        return theme

    def _apply(self) -> None:
        self.theme = self._dressed()
        self.changed.emit()
