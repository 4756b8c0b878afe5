# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The sidebar itself: its tabs, and which of them there is something to show in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from reader.document.account import ViewpointAccount
from reader.document.speakers import told_apart
from reader.ui.marks.mark_index import MarkIndex, Shown
from reader.ui.sidebar.actors import ActorPanel
from reader.ui.sidebar.comparison import ComparisonPanel
from reader.ui.sidebar.notes import NotesPanel
from reader.ui.sidebar.overview import OverviewPanel
from reader.ui.sidebar.viewpoints import ViewpointPanel
from reader.ui.theme import Theme, scaled
from reader.ui.wording import counted, others

_LEAST_WIDTH = 240
# Tabs with large words take no more than this, in pixels at 100 %, and at least the second.
_TABS, _LEAST_TABS = 300, 400
_ACTORS, _VIEWPOINTS, _OVERVIEW, _NOTES, _COMPARISON = range(5)
# What there is beside a blind reading, and beside its comparison.
_PANELS = {Shown.BLIND: (_NOTES,), Shown.APART: (_COMPARISON, _NOTES)}


class Sidebar(QWidget):
    """Actors, viewpoints, overview and the reader's own marks of one article.

    Signals:
        actor_selected: An actor, or None.
        actor_stepped: To go on by so many of the selected actor's mentions.
        place_chosen: A span to go to.
    """

    actor_selected = Signal(object)
    actor_stepped = Signal(int)
    place_chosen = Signal(object)

    def __init__(self, index: MarkIndex, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(_LEAST_WIDTH)
        self._index = index
        self._theme = theme
        self.actors = ActorPanel(theme)
        self.viewpoints = ViewpointPanel(theme)
        self.overview = OverviewPanel(theme)
        self.notes = NotesPanel(theme)
        self.comparison = ComparisonPanel(theme)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setAccessibleName(self.tr("Sidebar"))
        for name in (
            self.tr("Actors"),
            self.tr("Viewpoints"),
            self.tr("Overview"),
            self.tr("Notes"),
            self.tr("Comparison"),
        ):
            self.tabs.addTab(name)
        self._show_tabs(viewpoints=False)
        self._stack = QStackedWidget()
        for panel in (
            self.actors,
            self.viewpoints,
            self.overview,
            self.notes,
            self.comparison,
        ):
            self._stack.addWidget(panel)
        line = QWidget()
        line.setObjectName("tabs_line")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 1)
        row.addWidget(self.tabs)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.actors.selected.connect(self.actor_selected)
        self.actors.stepped.connect(self.actor_stepped)
        self.actors.quote_chosen.connect(self.place_chosen)
        self.viewpoints.chosen.connect(self.place_chosen)
        self.notes.chosen.connect(self.place_chosen)
        self.overview.chosen.connect(self.place_chosen)
        self.comparison.chosen.connect(self.place_chosen)
        self.viewpoints.actor_chosen.connect(self.select_actor)

    def show_analysis(self) -> None:
        """Show the analysis, which is complete."""
        analysis = self._index.analysis
        viewpoints = self._index.accounts.viewpoints
        by_actor: dict[str, list[ViewpointAccount]] = {}
        for item in viewpoints:
            for actor in item.actors:
                by_actor.setdefault(actor.id, []).append(item)
        listed, once = told_apart(analysis)
        self.actors.show_actors(listed, once, by_actor, self._index.overlay.actors)
        self._count_actors(len(listed), len(once))
        self.viewpoints.set_entries(viewpoints)
        self.tabs.setTabText(_VIEWPOINTS, self.tr("Viewpoints {0}").format(len(viewpoints)))
        self._show_tabs(viewpoints=bool(viewpoints), overview=bool(analysis.sentences))
        self._fit_tabs()
        self.figures_changed()

    def _show_tabs(self, *, viewpoints: bool, overview: bool = True) -> None:
        """Let there be panels only of what may be told, and where there is something in them."""
        filled = {_VIEWPOINTS: viewpoints, _OVERVIEW: overview}
        wanted = _PANELS.get(self._index.shown, (_ACTORS, _VIEWPOINTS, _OVERVIEW, _NOTES))
        shown = [number for number in wanted if filled.get(number, True)]
        for number in range(self.tabs.count()):
            # Qt forgets that tabs are to be laid out anew where one is told what it is already.
            if number in shown and not self.tabs.isTabVisible(number):
                self.tabs.setTabVisible(number, True)
        if self.tabs.currentIndex() not in shown:
            self.tabs.setCurrentIndex(_COMPARISON if _COMPARISON in shown else shown[0])
        # Only now: else another one would be shown, and filled, in passing.
        for number in range(self.tabs.count()):
            if number not in shown and self.tabs.isTabVisible(number):
                self.tabs.setTabVisible(number, False)

    def show_other_marks(self) -> None:
        """Show the panels that go with the marks that are shown now."""
        self.actors.clear()
        self.notes.keep_apart(self._index.blind)
        self._show_tabs(viewpoints=False, overview=False)
        if self._index.shown is Shown.APART:
            self.tabs.setCurrentIndex(_COMPARISON)

    def _count_actors(self, listed: int, once: int) -> None:
        """Say on the tab how many there are: in figures, and in words to whoever asks."""
        count = f" {listed}" if listed else ""
        words = counted(listed, self.tr("actor"), self.tr("actors")) if listed else ""
        if once:
            count, words = f"{count} + {once}", f"{words}, {others(once)}"
        self.tabs.setTabText(_ACTORS, self.tr("Actors{0}").format(count))
        self.tabs.setTabToolTip(_ACTORS, words)
        self.tabs.setAccessibleTabName(_ACTORS, words)

    def show_marks(self) -> None:
        """List the reader's own marks."""
        overlay = self._index.overlay
        self.notes.show_marks(self._index.readers, overlay.placed, overlay.lost)
        count = len(self._index.readers)
        self.tabs.setTabText(
            _NOTES, self.tr("Notes {0}").format(count) if count else self.tr("Notes")
        )
        self._fit_tabs()

    def showEvent(self, event: QShowEvent) -> None:
        """Make room for all tabs: Qt does not ask them for what changed behind another article."""
        super().showEvent(event)
        self.tabs.updateGeometry()
        self._fit_tabs()

    def _fit_tabs(self) -> None:
        """Have room for the tabs; where their words are very large, they are cut short instead."""
        most = max(_LEAST_TABS, scaled(_TABS))
        self.setMinimumWidth(max(_LEAST_WIDTH, min(most, self.tabs.sizeHint().width() + 2)))

    @property
    def panels(self) -> tuple[int, ...]:
        """Which panels there are, by their numbers."""
        return tuple(n for n in range(self.tabs.count()) if self.tabs.isTabVisible(n))

    def open_panel(self, number: int) -> None:
        """Show a panel, with the keyboard in its list."""
        if number in self.panels:
            self.tabs.setCurrentIndex(number)
            if number == _OVERVIEW:
                self.overview.take_focus()
                return
            lists = (
                self.actors.rows,
                self.viewpoints.rows,
                self.overview,
                self.notes.rows,
                self.comparison.rows,
            )
            # A list with nothing in it is not shown.
            wanted = lists[number] if lists[number].isVisible() else self.tabs
            wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def figures_changed(self) -> None:
        """Show the figures again if they are on the screen."""
        if self.tabs.currentIndex() == _OVERVIEW:
            self.overview.show_index(self._index, self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self.actors.set_theme(theme)
        self.viewpoints.set_theme(theme)
        self.notes.set_theme(theme)
        self.comparison.set_theme(theme)
        self._fit_tabs()
        self.figures_changed()

    def _on_tab_changed(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.figures_changed()

    def select_actor(self, identifier: str) -> None:
        """Select an actor by its id, among all of them."""
        self.tabs.setCurrentIndex(_ACTORS)
        self.actors.field.clear()
        self.actors.select(identifier)
