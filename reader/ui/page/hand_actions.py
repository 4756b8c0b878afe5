# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The ways to the reader's hand: keys and menus, in the text and on the actors."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from reader.document import Actor, ActorType, Span
from reader.document.account import ViewpointAccount
from reader.document.readers_marks import Act, ReadersMark
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.page.article_view import ArticleView
from reader.ui.page.hand import ReadersHand
from reader.ui.page.hand_dialogs import ActorDialog, NameDialog, NoteDialog
from reader.ui.wording import actor_type, holder

_LABELS = {"opinion": Act.OPINION, "fact": Act.FACTUAL, "unclear": Act.UNCLEAR}


class HandActions(QObject):
    """What the reader can do with the words at a place, and with an actor."""

    def __init__(
        self, hand: ReadersHand, view: ArticleView, index: MarkIndex, around: QWidget
    ) -> None:
        """Act on a view; dialogs belong to the widget around it."""
        super().__init__(around)
        self._hand = hand
        self._view = view
        self._index = index
        self._around = around
        view.mark_requested.connect(self.do)

    def do(self, name: str) -> None:
        """Mark what is selected, or the sentence where the keyboard is.

        Args:
            name: "opinion", "fact", "unclear", "model", "viewpoint", "not_viewpoint", "loaded",
                "highlight" or "note".
        """
        selected = self._view.selected()
        offset = self._view.reading_offset() if selected is None else selected.start
        sentence = self._sentence_at(offset)
        words = selected or sentence
        if name in ("highlight", "note"):
            if words is not None:
                self._own(name, words)
            return
        # What overrules the model has to wait for what it says.
        if not self._index.complete:
            return
        viewpoint = self._index.viewpoint_at(offset)
        if name in _LABELS and sentence is not None:
            self._label(sentence, _LABELS[name])
        elif name == "model" and sentence is not None:
            self._hand.unlabel(sentence)
        elif (
            name == "loaded"
            and (word := selected or word_at(self._view.article.text, offset)) is not None
        ):
            self._hand.load(word)
        elif name == "not_viewpoint" and viewpoint is not None:
            self._hand.not_viewpoint(viewpoint.attribution)
        elif name == "viewpoint" and selected is None and viewpoint is not None:
            self._ask_speaker(viewpoint)
        elif name == "viewpoint" and words is not None:
            self._ask_viewpoint(words)

    def _own(self, name: str, words: Span) -> None:
        if name == "highlight":
            self._hand.highlight(words)
        else:
            self._ask_note(words)

    def _label(self, sentence: Span, act: Act) -> None:
        self._view.current = sentence
        self._hand.label(sentence, act)

    def _sentence_at(self, offset: int) -> Span | None:
        number = self._index.sentence_at(offset)
        return None if number is None else self._index.sentences[number].span

    # Menus

    def add_to(self, menu: QMenu, offset: int) -> None:
        """Offer what can be marked at an offset, or in what is selected."""
        selected = self._view.selected()
        words = selected or self._sentence_at(offset)
        if self._index.complete:
            self._add_sentence(menu, offset)
            self._add_viewpoint(menu, offset, selected)
            if selected is not None:
                loaded = self._hand.is_loaded(selected)
                text = self.tr("Not loaded") if loaded else self.tr("Loaded")
                menu.addAction(text, partial(self._hand.load, selected))
            elif (word := self._index.loaded_at(offset)) is not None:
                there = Span(word.start, word.end)
                menu.addAction(self.tr("Not loaded"), partial(self._hand.load, there))
            self._add_mentions(menu, offset)
        if words is not None:
            menu.addAction(self.tr("Highlight"), partial(self._hand.highlight, words))
            menu.addAction(self.tr("Note…"), partial(self._ask_note, words))
        for note in self._hand.notes_at(Span(offset, offset + 1)):
            menu.addAction(self.tr("Edit note…"), partial(self.edit, note))
            menu.addAction(self.tr("Remove note"), partial(self._hand.remove, note))

    def _add_sentence(self, menu: QMenu, offset: int) -> None:
        sentence = self._sentence_at(offset)
        if sentence is None:
            return
        inner = menu.addMenu(self.tr("This sentence is"))
        own = self._hand.label_of(sentence)
        for name, text in (
            ("opinion", self.tr("Opinion")),
            ("fact", self.tr("Fact")),
            ("unclear", self.tr("Unclear")),
        ):
            act = _LABELS[name]
            action = inner.addAction(text, partial(self._label, sentence, act))
            action.setCheckable(True)
            action.setChecked(own is act)
        inner.addSeparator()
        action = inner.addAction(
            self.tr("As the model says"), partial(self._hand.unlabel, sentence)
        )
        action.setEnabled(own is not None)

    def _add_viewpoint(self, menu: QMenu, offset: int, selected: Span | None) -> None:
        if selected is not None:
            menu.addAction(self.tr("Viewpoint of…"), partial(self._ask_viewpoint, selected))
        viewpoint = self._index.viewpoint_at(offset)
        if viewpoint is not None:
            deny = partial(self._hand.not_viewpoint, viewpoint.attribution)
            menu.addAction(self.tr("Not a viewpoint"), deny)
            menu.addAction(self.tr("Another speaker…"), partial(self._ask_speaker, viewpoint))

    def _add_mentions(self, menu: QMenu, offset: int) -> None:
        for actor in self._index.actors_at(offset):
            mention = next(span for span in actor.mentions if span.start <= offset < span.end)
            inner = menu.addMenu(_plain(self.tr("Actor: {0}").format(actor.name)))
            self.add_actor(inner, actor)
            inner.addAction(
                self.tr("Not this actor (split off)…"), partial(self._ask_split, mention, actor)
            )

    def add_actor(self, menu: QMenu, actor: Actor) -> None:
        """Offer what can be said of an actor."""
        if not actor.mentions or not self._index.complete:
            return
        menu.addAction(self.tr("Rename…"), partial(self._ask_name, actor))
        merge = menu.addAction(self.tr("Merge with…"), partial(self._ask_merge, actor))
        merge.setEnabled(bool(self._mergeable(actor)))
        menu.addAction(self.tr("Not an actor"), partial(self._hand.dismiss, actor))
        kinds = menu.addMenu(self.tr("Type"))
        for kind in ActorType:
            action = kinds.addAction(actor_type(kind), partial(self._hand.retype, actor, kind))
            action.setCheckable(True)
            action.setChecked(kind is actor.type)

    # Dialogs

    def _names(self) -> list[str]:
        return [actor.name for actor in self._index.analysis.actors]

    def _mergeable(self, actor: Actor) -> list[Actor]:
        return [other for other in self._index.analysis.actors if other != actor and other.mentions]

    def _ask_for_name(
        self, title: str, question: str, take: Callable[[str], object], name: str = ""
    ) -> None:
        dialog = NameDialog(self._around, title, question, self._names(), name)
        dialog.accepted.connect(lambda: take(dialog.name))
        dialog.open()

    def _ask_viewpoint(self, words: Span) -> None:
        question = self.tr("Whose view is it? Leave this empty for an unnamed source.")
        self._ask_for_name(self.tr("Viewpoint of"), question, partial(self._hand.viewpoint, words))

    def _ask_speaker(self, viewpoint: ViewpointAccount) -> None:
        question = self.tr("Who says “{0}”?").format(_short(viewpoint.words))
        take = partial(self._hand.speaker, viewpoint.attribution)
        self._ask_for_name(self.tr("Another speaker"), question, take, holder(viewpoint))

    def _ask_name(self, actor: Actor) -> None:
        question = self.tr("What is {0} called?").format(actor.name)
        take = partial(self._hand.rename, actor)
        self._ask_for_name(self.tr("Rename"), question, take, actor.name)

    def _ask_split(self, mention: Span, actor: Actor) -> None:
        words = " ".join(self._index.article.text[mention.start : mention.end].split())
        question = self.tr("“{0}” is not {1} here. Who is it?").format(words, actor.name)
        take = partial(self._hand.split, mention, actor)
        self._ask_for_name(self.tr("Not this actor"), question, take, words)

    def _ask_merge(self, actor: Actor) -> None:
        question = self.tr("{0} is the same as").format(actor.name)
        others = self._mergeable(actor)
        dialog = ActorDialog(self._around, self.tr("Merge"), question, others)
        dialog.accepted.connect(lambda: self._hand.merge(actor, dialog.actor))
        dialog.open()

    def _ask_note(self, words: Span) -> None:
        text = " ".join(self._index.article.text[words.start : words.end].split())
        dialog = NoteDialog(self._around, text, known_tags=self._known_tags())

        def take() -> None:
            if dialog.value or dialog.tags:
                self._hand.note(words, dialog.value, dialog.tags)

        dialog.accepted.connect(take)
        dialog.open()

    def edit(self, mark: ReadersMark) -> None:
        """Ask what a note is to say instead."""
        words = " ".join(mark.anchor.exact.split())
        dialog = NoteDialog(
            self._around, words, mark.value, mark.tags, known_tags=self._known_tags()
        )
        dialog.accepted.connect(lambda: self._hand.edit(mark, dialog.value, dialog.tags))
        dialog.open()

    def _known_tags(self) -> list[str]:
        return sorted({tag for mark in self._hand.marks for tag in mark.tags}, key=str.casefold)


def _plain(text: str) -> str:
    return text.replace("&", "&&")


def _short(words: str) -> str:
    return words if len(words) <= 120 else f"{words[:110]}…"


def word_at(text: str, offset: int) -> Span | None:
    """The word at an offset."""
    start = end = offset
    while start and _in_word(text[start - 1]):
        start -= 1
    while end < len(text) and _in_word(text[end]):
        end += 1
    return Span(start, end) if end > start else None


def _in_word(char: str) -> bool:
    return char.isalnum() or char in "-’'"
