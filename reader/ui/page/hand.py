# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The reader's hand on one article: what they mark in it, and how each of it is undone.

Every act is one step of the article's own undo stack, and is handed on at once to be kept.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from reader.document import Actor, ActorType, Attribution, Span
from reader.document.anchors import Anchor, anchored, digest
from reader.document.readers_marks import LABELS, Act, ReadersMark, new_mark, with_note
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.wording import said, tr, typed

#: What becomes of marks, by their ids: another state of each, or none.
Change = Mapping[str, ReadersMark | None]


class HandStack(QUndoStack):
    """What the reader did in one article, to be undone and redone.

    Attributes:
        put: Puts a change into effect, on the page that shows the article now.
    """

    def __init__(self, put: Callable[[Change], None]) -> None:
        super().__init__()
        self.put = put


class _Step(QUndoCommand):
    """One act; undoing it brings back what was there before."""

    def __init__(self, text: str, before: Change, after: Change, stack: HandStack) -> None:
        super().__init__(text)
        self._before, self._after, self._stack = before, after, stack

    def redo(self) -> None:
        """Do it, for the first time or again."""
        self._stack.put(self._after)

    def undo(self) -> None:
        """Take it back."""
        self._stack.put(self._before)


class ReadersHand(QObject):
    """The reader's marks of one article.

    Signals:
        changed: The marks are not what they were.
        to_keep: Marks to keep, new or changed, and the ids of those to forget.

    Attributes:
        stack: What can be undone and redone.
    """

    changed = Signal()
    to_keep = Signal(object, object)

    def __init__(self, index: MarkIndex, parent: QObject) -> None:
        super().__init__(parent)
        self.stack = HandStack(self._put)
        self._index = index
        self._text = index.article.text
        self._sha256 = digest(self._text)
        self._marks: dict[str, ReadersMark] = {}
        # What was done here and is not on the disk yet, with the number of its order.
        self._waiting: dict[str, tuple[int, ReadersMark | None]] = {}

    @property
    def marks(self) -> tuple[ReadersMark, ...]:
        """All of the reader's marks, in the order made."""
        return tuple(sorted(self._marks.values(), key=lambda mark: (mark.made, mark.id)))

    def take(self, marks: Iterable[ReadersMark]) -> None:
        """Take the marks that the library has; what is not kept yet stays as it is here."""
        found: dict[str, ReadersMark | None] = {mark.id: mark for mark in marks}
        found |= {key: mark for key, (_, mark) in self._waiting.items()}
        fresh = {key: mark for key, mark in found.items() if mark is not None}
        if fresh != self._marks:
            self._marks = fresh
            self.changed.emit()

    def inherit(self, old: "ReadersHand") -> None:
        """Go on where the hand left off that an earlier reading of the file had."""
        self.stack = old.stack
        self.stack.put = self._put
        self._marks, self._waiting = dict(old._marks), dict(old._waiting)
        self.changed.emit()

    def ordered(self, number: int, keys: Iterable[str]) -> None:
        """Note under which number marks have been given to be kept."""
        for key in keys:
            self._waiting[key] = number, self._marks.get(key)

    def kept(self, number: int) -> None:
        """Note that everything up to an order is on the disk."""
        self._waiting = {key: item for key, item in self._waiting.items() if item[0] > number}

    def _act(self, text: str, after: Change) -> None:
        if after:
            before = {key: self._marks.get(key) for key in after}
            quoted = tr("“{0}”").format(text)
            self.stack.push(_Step(quoted, before, after, self.stack))

    def _put(self, change: Change) -> None:
        for key, mark in change.items():
            if mark is None:
                self._marks.pop(key, None)
            else:
                self._marks[key] = mark
        self.changed.emit()
        put = tuple(mark for mark in change.values() if mark is not None)
        self.to_keep.emit(put, tuple(key for key, mark in change.items() if mark is None))

    def _anchor(self, span: Span) -> Anchor:
        return anchored(self._text, span, sha256=self._sha256)

    def _instead(self, mark: ReadersMark | None, old: Iterable[ReadersMark]) -> Change:
        """A mark in place of others."""
        change: dict[str, ReadersMark | None] = {item.id: None for item in old}
        return change | ({} if mark is None else {mark.id: mark})

    def _there(self, span: Span, acts: Iterable[Act]) -> list[ReadersMark]:
        """The reader's marks of some acts that are mostly in a stretch of text, or it in them."""
        wanted = frozenset(acts)
        placed = {item.mark.id: item.span for item in self._index.overlay.placed}
        found = []
        for mark in self.marks:
            # Of a book, what was marked a moment ago may not be laid over the text yet.
            here = mark.anchor.text == self._sha256
            there = Span(mark.anchor.start, mark.anchor.end) if here else placed.get(mark.id)
            if mark.act not in wanted or there is None:
                continue
            if 2 * there.overlap(span) > min(len(there), len(span)):
                found.append(mark)
        return found

    # Sentences

    def label_of(self, span: Span) -> Act | None:
        """What the reader called the sentence there."""
        there = self._there(span, LABELS)
        return there[-1].act if there else None

    def label(self, span: Span, act: Act) -> None:
        """Call the sentence at a span what the act says; the same again takes it back."""
        there = self._there(span, LABELS)
        if there and there[-1].act is act:
            self.unlabel(span)
            return
        machine = next((s for s in self._index.machine.sentences if s.start == span.start), None)
        mark = new_mark(
            act, self._anchor(span), machine=machine.label.value if machine is not None else ""
        )
        self._act(tr("This is {0}").format(said(mark)), self._instead(mark, there))

    def unlabel(self, span: Span) -> None:
        """Leave the sentence as the model has it."""
        self._act(tr("As the model says"), self._instead(None, self._there(span, LABELS)))

    # Words

    def load(self, span: Span) -> None:
        """Call words loaded that are not, or not loaded that are; one's own is taken back."""
        there = self._there(span, (Act.LOADED, Act.NOT_LOADED))
        if there:
            self._act(tr("As the model says"), self._instead(None, there))
            return
        words = self._loaded_in(span)
        act = Act.NOT_LOADED if words is not None else Act.LOADED
        mark = new_mark(act, self._anchor(words or span), machine=self._words(words))
        text = tr("Not loaded") if act is Act.NOT_LOADED else tr("Loaded")
        self._act(text, {mark.id: mark})

    def is_loaded(self, span: Span) -> bool:
        """Whether a loaded word stands there, as the reader has it."""
        return any(word.start < span.end and word.end > span.start for word in self._index.loaded)

    def _loaded_in(self, span: Span) -> Span | None:
        """The loaded words of the model's that touch a stretch of text."""
        found = [
            word
            for word in self._index.overlay.machine.loaded
            if word.start < span.end and word.end > span.start
        ]
        if not found:
            return None
        return Span(min(word.start for word in found), max(word.end for word in found))

    def _words(self, span: Span | None) -> str:
        return " ".join(self._text[span.start : span.end].split()) if span is not None else ""

    # Viewpoints

    def viewpoint(self, span: Span, name: str) -> None:
        """Call words a viewpoint of somebody; of somebody unnamed where the name is empty."""
        there = self._there(span, (Act.VIEWPOINT, Act.NOT_VIEWPOINT, Act.SPEAKER))
        machine = self._speaker(span)
        mark = new_mark(Act.VIEWPOINT, self._anchor(span), value=name.strip(), machine=machine)
        self._act(_titled(said(mark)), self._instead(mark, there))

    def not_viewpoint(self, attribution: Attribution) -> None:
        """Let nobody but the author hold the words of a viewpoint."""
        span = max(attribution.content, key=len)
        there = self._there(span, (Act.VIEWPOINT, Act.NOT_VIEWPOINT, Act.SPEAKER))
        machine = self._speaker(span)
        mark = new_mark(Act.NOT_VIEWPOINT, self._anchor(span), machine=machine)
        # Of a viewpoint that the reader made, nothing is left to be denied.
        # What the model had there is not to be told of in a blind reading.
        said = machine and not self._index.blind
        own = attribution in self._index.overlay.attributions and not said
        self._act(tr("Not a viewpoint"), self._instead(None if own else mark, there))

    def speaker(self, attribution: Attribution, name: str) -> None:
        """Let a viewpoint be somebody else's."""
        span = max(attribution.content, key=len)
        there = self._there(span, (Act.VIEWPOINT, Act.SPEAKER))
        made = [mark for mark in there if mark.act is Act.VIEWPOINT]
        mark = (
            replace(made[-1], value=name.strip())
            if made
            else new_mark(
                Act.SPEAKER,
                self._anchor(span),
                value=name.strip(),
                machine=self._speaker(span),
            )
        )
        self._act(_titled(said(mark)), self._instead(mark, there))

    def _speaker(self, span: Span) -> str:
        """Who holds the viewpoint there, as the model has it: a name, or the words of the text."""
        machine = self._index.machine
        found = max(
            machine.attributions,
            key=lambda item: sum(part.overlap(span) for part in item.content),
            default=None,
        )
        if found is None or not sum(part.overlap(span) for part in found.content):
            return ""
        names = [actor.name for actor in machine.actors if actor.id in found.holders]
        source = " ".join(self._words(part) for part in found.source)
        return ", ".join(names) or source or tr("an unnamed source")

    # Notes and highlights

    def highlight(self, span: Span) -> None:
        """Highlight words; once more takes it back."""
        there = self._there(span, (Act.HIGHLIGHT,))
        if there:
            self._act(tr("No highlight"), self._instead(None, there))
        else:
            mark = new_mark(Act.HIGHLIGHT, self._anchor(span))
            self._act(tr("Highlight"), {mark.id: mark})

    def notes_at(self, span: Span) -> list[ReadersMark]:
        """The notes about words that touch a stretch of text."""
        return [
            item.mark
            for item in self._index.readers_in(span.start, span.end)
            if item.mark.act is Act.NOTE
        ]

    def note(self, span: Span, value: str, tags: Iterable[str]) -> None:
        """Write a note about words."""
        mark = new_mark(Act.NOTE, self._anchor(span), value=value, tags=tags)
        self._act(tr("Note"), {mark.id: mark})

    def edit(self, mark: ReadersMark, value: str, tags: Iterable[str]) -> None:
        """Change what a note says, and the tags of any mark."""
        mark = self._marks.get(mark.id, mark)
        changed = with_note(mark, value, tags)
        if changed != mark:
            self._act(tr("Edit {0}").format(said(mark)), {mark.id: changed})

    def remove(self, mark: ReadersMark) -> None:
        """Take a mark away."""
        self._act(tr("Remove {0}").format(said(mark)), {mark.id: None})

    # Actors

    def rename(self, actor: Actor, name: str) -> None:
        """Call an actor by another name."""
        if name.strip() and name.strip() != actor.name:
            self._of_actor(actor, Act.RENAME, name.strip(), self._machine_name(actor))

    def retype(self, actor: Actor, kind: ActorType) -> None:
        """Let an actor be of another type."""
        if kind is not actor.type:
            was = self._machine_actor(actor)
            self._of_actor(actor, Act.TYPE, kind.value, was.type.value if was else "")

    def dismiss(self, actor: Actor) -> None:
        """Let something be nobody."""
        self._of_actor(actor, Act.NOT_ACTOR, "", self._machine_name(actor))

    def merge(self, actor: Actor, other: Actor) -> None:
        """Let two actors be one, under the name of the other."""
        mark = new_mark(
            Act.MERGE,
            self._anchor(self._mention(actor)),
            machine=self._machine_name(actor),
            other=self._anchor(self._mention(other)),
        )
        self._act(tr("{0} is {1}").format(actor.name, other.name), {mark.id: mark})

    def split(self, mention: Span, actor: Actor, name: str) -> None:
        """Let one mention of an actor be one of somebody else."""
        mark = new_mark(
            Act.SPLIT,
            self._anchor(mention),
            value=name.strip(),
            machine=self._machine_name(actor),
        )
        self._act(tr("Not {0}").format(actor.name), {mark.id: mark})

    def _of_actor(self, actor: Actor, act: Act, value: str, machine: str) -> None:
        span = self._mention(actor)
        there = [mark for mark in self._there(span, (act,)) if act in (Act.RENAME, Act.TYPE)]
        mark = new_mark(act, self._anchor(span), value=value, machine=machine)
        texts = {
            Act.RENAME: tr("Call {0} {1}").format(actor.name, value),
            Act.TYPE: tr("{0}: {1}").format(actor.name, typed(value)),
            Act.NOT_ACTOR: tr("{0} is not an actor").format(actor.name),
        }
        self._act(texts[act], self._instead(mark, there))

    def _mention(self, actor: Actor) -> Span:
        """A mention that is this actor's alone, if there is one: it has to stand for the actor."""
        others = {
            mention
            for other in self._index.analysis.actors
            if other.id != actor.id
            for mention in other.mentions
        }
        return next((item for item in actor.mentions if item not in others), actor.mentions[0])

    def _machine_actor(self, actor: Actor) -> Actor | None:
        mention = self._mention(actor)
        there = (item for item in self._index.machine.actors if mention in item.mentions)
        return next(there, None)

    def _machine_name(self, actor: Actor) -> str:
        was = self._machine_actor(actor)
        return was.name if was is not None else ""


def _titled(text: str) -> str:
    return text[:1].upper() + text[1:]
