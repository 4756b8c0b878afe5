# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""One opened article: voice track, page, bars and sidebar, and what ties them together."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from reader.document import Actor, Analysis, Article, Span
from reader.document.copies import view_from_dict
from reader.document.marks import MarkKind, View
from reader.document.readers_marks import ReadersMark
from reader.session.events import Analysed, Failed, Judged, Remembered
from reader.session.same_place import same_place
from reader.session.source_file import FileState
from reader.ui import wording
from reader.ui.accessible import parts_changed
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.marks.voice_track import VoiceTrack
from reader.ui.notices import Notices
from reader.ui.page.aloud import Aloud
from reader.ui.page.article_view import ArticleView
from reader.ui.page.blind import Blind
from reader.ui.page.copying import copy_cited
from reader.ui.page.desk import Desk
from reader.ui.page.division import Division
from reader.ui.page.explainer import Explainer
from reader.ui.page.file_notices import FileNotices
from reader.ui.page.finding import Finding
from reader.ui.page.gutter import speaker_labels
from reader.ui.page.hand import ReadersHand
from reader.ui.page.hand_actions import HandActions
from reader.ui.page.kept import Kept
from reader.ui.page.laying import Laying
from reader.ui.page.links import Links
from reader.ui.page.paper import Paper
from reader.ui.page.search_bar import StepBar, Steps
from reader.ui.page.standing import standing
from reader.ui.page.trail import Trail
from reader.ui.page.words_menu import words_menu
from reader.ui.sidebar.sidebar import Sidebar
from reader.ui.status_bar import Status
from reader.ui.theme import Theme

# How often the track and the counts follow a running analysis, in milliseconds.
_REFRESH = 100


class ArticlePage(QWidget):
    """An article with its marks, and everything to find one's way in it.

    Signals:
        changed: Counts or status are not what they were.
        reload_requested: To read the file again; whether in English, whatever it seems to be.
        weights_wanted: The sentence whose weightiest words are to be told.
        zoom_requested: To zoom by so many steps.
        divided: The reader has given the sidebar so many pixels.
        view_restored: The page shows what was asked to be seen when it was left.
        escaped: Escape was pressed where there was nothing to leave.
    """

    changed = Signal()
    reload_requested = Signal(bool)
    weights_wanted = Signal(object)
    zoom_requested = Signal(int)
    divided = Signal(int)
    view_restored = Signal()
    escaped = Signal()

    def __init__(
        self,
        article: Article,
        path: Path | None,
        view: View,
        theme: Theme,
        *,
        side: int | None = None,
        kept: Kept,
    ) -> None:
        super().__init__()
        self.article = article
        self.path = path
        self.index = MarkIndex(article, view)
        self._seconds = 0.0
        self._reloading = False
        self._panel = 0
        self.failed = False
        self._beside = True
        self._alone = False
        self._theme = theme
        self._actor: Actor | None = None
        self.track = VoiceTrack(self.index, theme)
        self.notices = Notices(self)
        self._file_notices = FileNotices(self.notices)
        self.actor_bar = StepBar()
        self.view = ArticleView(article, wording.about(article), self.index, theme)
        self.sidebar = Sidebar(self.index, theme)
        self._text = QWidget()
        self.hand = ReadersHand(self.index, self)
        self.actions_of_hand = HandActions(self.hand, self.view, self.index, self)
        self._followed = False
        self._laying = Laying(self.index, self.hand, self)
        self.explainer = Explainer(self.view, self.index, theme, self._text)
        self.links = Links(self.view, self.index, self)
        self.trail = Trail(self.view)
        self.finding = Finding(self.view, self.trail)
        self.find_bar = self.finding.bar
        self.desk = Desk(self._text, Paper(self.view, self.index, self.trail), kept)
        self.splitter = Division(self.desk, self.sidebar, side)
        self.aloud = Aloud(self.view, self.index, self.notices, kept, self)
        self._mentions = Steps(self)
        self.blind = Blind(self.index, self.hand, self.view, self.sidebar.comparison, self)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_REFRESH)
        # Lists of a book take as long as its marks; the window answers in between.
        self._listing = QTimer(self)
        self._listing.setSingleShot(True)
        self._listing.setInterval(0)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.blind.bar)
        column.addWidget(self.find_bar)
        column.addWidget(self.actor_bar)
        column.addWidget(self.aloud.bar)
        column.addWidget(self.view, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.track)
        outer.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        reload_requested = self.reload_requested
        changed = self._file_notices.changed
        self.notices.accepted.connect(lambda n: reload_requested.emit(n is not changed))
        self.splitter.divided.connect(self.divided)
        self.links.pointed.connect(self.changed)
        self.track.chosen.connect(self._on_track_chosen)
        self.track.dragged.connect(lambda offset: self.view.go_to(offset, share=0.0))
        self.explainer.weights_wanted.connect(self.weights_wanted)
        self.view.steps_requested.connect(self.step_mark)
        self.view.sentences_requested.connect(self.step_sentence)
        self.view.zoom_requested.connect(self.zoom_requested)
        self.view.looked_at.connect(self._on_looked_at)
        self.view.menu_requested.connect(self._on_menu_requested)
        self.sidebar.actor_selected.connect(self._on_actor_selected)
        self.sidebar.actor_stepped.connect(self._mentions.step)
        self.sidebar.place_chosen.connect(self.trail.jump)
        self.sidebar.actors.rows.menu_made.connect(self.actions_of_hand.add_actor)
        self.sidebar.notes.edit_requested.connect(self.actions_of_hand.edit)
        self.sidebar.notes.remove_requested.connect(self.hand.remove)
        self._laying.laid.connect(self._on_laid)
        self.blind.shown_changed.connect(self._on_shown_changed)
        self.blind.told.connect(self.changed)
        self.blind.stepped.connect(self._go_to_mark)
        self.actor_bar.stepped.connect(self._mentions.step)
        self.actor_bar.left.connect(self.sidebar.actors.clear)
        self._mentions.moved.connect(self._on_mention_moved)
        self._refresh.timeout.connect(self._on_refresh)
        self._listing.timeout.connect(self._on_listed)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_escape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the track the room that there is."""
        super().resizeEvent(event)
        self.track.fit(event.size())

    # What the session reports

    def take(self, event: Judged | Analysed | Failed | Remembered) -> None:
        """Take in what the session reports of this article."""
        match event:
            case Judged(_, batch):
                self.index.add(batch)
                self.view.marks_changed()
                if not self._refresh.isActive():
                    self._refresh.start()
            case Analysed(_, analysis, seconds):
                self._seconds = seconds
                self.index.replace(analysis)
                self._show_parts(asked=self.splitter.asked)
                self._on_refresh()
                self._listing.start()
            case Failed():
                self.failed = True
                self.changed.emit()
            case Remembered(_, marks, place):
                self.hand.take(marks)
                if place and not self._followed:
                    self._restore(place)

    @property
    def marks(self) -> tuple[ReadersMark, ...]:
        """All of the reader's own marks, in the order made."""
        return self.hand.marks

    def _on_laid(self) -> None:
        self.explainer.hide()
        self._on_refresh()
        self._listing.start()

    def place(self) -> dict[str, Any]:
        """How the article is left, to be remembered."""
        offset, share = self.view.place() or (0, None)
        return {
            "offset": offset,
            "share": share,
            "view": asdict(self.index.asked),
            "panel": self.sidebar.tabs.currentIndex(),
            "blind": self.blind.kept(),
        }

    def _restore(self, place: Mapping[str, Any]) -> None:
        """Look as the article was left, unless the reader has begun to read."""
        self.blind.restore(place.get("blind"))
        offset, share, panel = place.get("offset"), place.get("share"), place.get("panel")
        if isinstance(offset, int) and offset and self.view.place() is None:
            self.view.go_to(offset, share=share if isinstance(share, float) else 0.0)
        if isinstance(panel, int):
            self._panel = panel
            self._show_panel()
        if isinstance(place.get("view"), Mapping):
            self.set_view(view_from_dict(place["view"]))
            self.view_restored.emit()

    def _on_listed(self) -> None:
        """Name the speakers and fill the lists."""
        self.track.refresh(speakers=True)
        parts_changed(self.view)
        self.view.show_speakers(speaker_labels(self.index, self.tr("Unnamed")))
        if self.index.complete:
            self.sidebar.show_analysis()
            self._follow_actor()
        self.blind.refresh()
        self._show_panel()
        self.changed.emit()
        QTimer.singleShot(0, self, self.sidebar.show_marks)

    def show_file_state(self, state: FileState) -> None:
        """Tell what has become of the file; the same thing only once."""
        self._file_notices.show(state)

    def show_beside(self, shown: bool, *, asked: bool = False) -> None:
        """Show the sidebar, or not; `asked` if the reader has just said so."""
        self._beside = shown
        if asked:
            # Also beside a page that is alone.
            self.splitter.show_sidebar(shown, asked=True)
        else:
            self._show_parts(asked=False)

    def set_alone(self, alone: bool) -> None:
        """Show the text alone, or all that is around it."""
        self._alone = alone
        self.desk.set_alone(alone)
        self._show_parts(asked=self.splitter.asked)

    def _show_parts(self, *, asked: bool) -> None:
        empty = self.index.complete and not self.index.sentences
        self.track.setVisible(not empty and not self._alone and not self.index.blind)
        beside = self._beside and not self.bare and not self._alone
        self.splitter.show_sidebar(beside, asked=asked)

    def set_reloading(self, reloading: bool) -> None:
        """Show whether the file is being read again."""
        self._reloading = reloading
        self.changed.emit()

    def follow(self, old: "ArticlePage") -> None:
        """Look as the page did that this one replaces, and go to the same place."""
        self._followed = True
        self.hand.inherit(old.hand)
        self.blind.inherit(old.blind)
        place = old.view.place()
        if place is not None:
            offset, share = place
            found = same_place(old.article.text, self.article.text, offset)
            self.view.go_to(found, share=share)
        self._panel = old.sidebar.tabs.currentIndex()
        self._show_panel()
        self.splitter.take_after(old.splitter)
        # Kept for the next search; to search now would leave the place.
        self.find_bar.field.blockSignals(True)
        self.find_bar.field.setText(old.find_bar.field.text())
        self.find_bar.field.blockSignals(False)

    def _show_panel(self) -> None:
        """Show the panel of the page that this one replaced, once it has something to show."""
        tabs = self.sidebar.tabs
        if self._panel and not tabs.currentIndex() and tabs.isTabVisible(self._panel):
            tabs.setCurrentIndex(self._panel)
            self._panel = 0

    def _on_refresh(self) -> None:
        self.view.marks_changed()
        # In a blind reading there is none to be seen; it is refreshed when that ends.
        if not self.index.blind:
            self.track.refresh()
        self.track.show_part(self.view.places.shown_part())
        self.sidebar.figures_changed()
        self.changed.emit()

    @property
    def analysis(self) -> Analysis | None:
        """The model's whole analysis, with the reasons that were asked for; None until it is there.

        The reader's own marks are beside it, in `marks`.
        """
        return self.index.machine if self.index.complete else None

    @property
    def bare(self) -> bool:
        """Whether the analysis is done and has nothing to say."""
        analysis = self.analysis
        return analysis is not None and not analysis.sentences and not analysis.actors

    def counts(self) -> dict[MarkKind, int]:
        """How many there are of each kind; empty where nothing was judged."""
        judged = not self.index.complete or bool(self.index.sentences)
        judged = judged and not self.index.blind
        return self.index.counts() if judged else {}

    def status(self) -> Status:
        """What the status bar is to say."""
        if self.links.address:
            return Status(self.links.address)
        if self._reloading:
            return Status(self.tr("Reading the file again…"))
        return standing(self.index, self._seconds, failed=self.failed)

    # What the reader asks for

    def set_view(self, view: View) -> None:
        """Change what is shown."""
        self.index.show(view)
        self.explainer.hide()
        self._on_refresh()
        self.view.update()
        self.view.show_speakers(speaker_labels(self.index, self.tr("Unnamed")))

    def set_look(self, theme: Theme, zoom: float) -> None:
        """Change colours and size."""
        if theme is not self._theme:
            self._theme = theme
            self.track.set_theme(theme)
            self.sidebar.set_theme(theme)
        self.explainer.set_theme(theme)
        self.view.set_look(theme, zoom)

    def step_mention(self, by: int) -> None:
        """Go to another mention of the selected actor, or select whoever is named here."""
        if self._actor is not None:
            self._mentions.step(by)
            return
        named = self.index.actors_near(self.view.reading_offset())
        if named:
            self.sidebar.select_actor(named[0].id)

    def step_mark(self, by: int) -> None:
        """Go to the next or previous mark that is shown."""
        self._step(self.index.stops(), by)

    def step_sentence(self, by: int) -> None:
        """Go to the next or previous sentence; what is read aloud goes along."""
        if self.aloud.active:
            self.aloud.step(by)
            return
        self._step([sentence.span for sentence in self.index.sentences], by)

    def _step(self, places: list[Span], by: int) -> None:
        if not places:
            return
        here = self.view.here()
        if here is None:
            start = self.view.places.first_offset()
            here = Span(start, start) if by < 0 else Span(start - 1, start)
        after = [place for place in places if place > here]
        before = [place for place in places if place < here]
        # Around at either end, so that a reader never has to wonder why nothing happens.
        chosen = (after or places)[0] if by > 0 else (before or places)[-1]
        self._go_to_mark(chosen)

    def _go_to_mark(self, place: Span) -> None:
        self.trail.jump(place)
        self.explainer.explain(place.start, place, aloud=True)

    # What the parts report

    def _on_shown_changed(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.sidebar.isAncestorOf(focused):
            # Its panel may be gone, and what is typed would go to whatever comes next.
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sidebar.show_other_marks()
        self._show_parts(asked=self.splitter.asked)
        self.aloud.refresh()
        self._on_laid()

    def _on_track_chosen(self, span: Span) -> None:
        self.trail.jump(span)
        self.view.setFocus()

    def _on_looked_at(self) -> None:
        self.explainer.follow()
        self.track.show_part(self.view.places.shown_part())

    def _on_menu_requested(self, place: QPoint, offset: int | None) -> None:
        menu = self.menu_at(offset)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_at(self, offset: int | None) -> QMenu:
        """What can be done with the words at an offset, and with what is selected."""
        return words_menu(self, offset)

    def copy_cited(self) -> None:
        """Copy the mark or sentence where the keyboard is, with its source."""
        copy_cited(self.index, self.view.reading_offset())

    def _on_actor_selected(self, actor: Actor | None) -> None:
        self._show_actor(actor)
        if actor is None:
            self.view.current = None
        else:
            self._mentions.start(actor.mentions, self.view.places.first_offset())

    def _follow_actor(self) -> None:
        """Show the selected actor as the reader has it now, without going anywhere."""
        actor = self.sidebar.actors.current()
        if actor != self._actor:
            self._show_actor(actor)
            self._mentions.places = actor.mentions if actor is not None else ()

    def _show_actor(self, actor: Actor | None) -> None:
        self._actor = actor
        if actor is None:
            self.actor_bar.hide()
            self.view.show_mentions((), ())
            return
        kept = self.index.sentences_naming(actor)
        for attribution in self.index.attributions:
            if actor.id in attribution.holders:
                kept.extend(attribution.content)
        self.view.show_mentions(actor.mentions, [*actor.mentions, *kept])
        self.actor_bar.name.setText(actor.name)
        self.actor_bar.show()

    def _on_mention_moved(self, place: Span | None, number: int, total: int) -> None:
        self.actor_bar.show_place(number, total)
        if place is not None:
            self.trail.jump(place)

    def _on_escape(self) -> None:
        if self.aloud.active:
            self.aloud.stop()
        elif self.explainer.card.isVisible():
            self.explainer.hide()
        elif self.find_bar.isVisible():
            self.finding.leave()
        elif self._actor is not None:
            self.sidebar.actors.clear()
        elif self.view.current is not None:
            self.view.current = None
            if self.trail.stepping:
                self.trail.go(-1)
        elif not self.view.hasFocus():
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.escaped.emit()
