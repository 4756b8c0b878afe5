# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The reader's marks laid over an analysis, which stays as it is.

What comes out is an analysis too, so that counts, shares, lists and copies follow the reader
without knowing of it; what is the reader's in it is told beside it.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from reader.document.analysis import (
    AUTHOR,
    Actor,
    ActorType,
    Analysis,
    Attribution,
    Form,
    Label,
    LoadedWord,
    Polarity,
    Sentence,
    Stance,
    Treatment,
    Voice,
)
from reader.document.article import Span
from reader.document.marks import union
from reader.document.readers_marks import LABELS, Act, Placed, ReadersMark, place

_OPINIONS = MappingProxyType({Label.OPINION: 1.0, Label.UNCLEAR: 0.5, Label.FACTUAL: 0.0})


@dataclass(frozen=True, slots=True)
class Overlaid:
    """An analysis as the reader has it.

    Attributes:
        analysis: With everything that the reader said applied.
        machine: As the machine left it.
        placed: The reader's marks whose words were found, in the order made.
        lost: Those whose words were not.
        sentences: Where the sentences start whose label or voice is the reader's.
        attributions: The attributions that are the reader's, or whose speaker is.
        loaded: The loaded words that are the reader's.
        actors: The ids of the actors of whom the reader said something.
    """

    analysis: Analysis
    machine: Analysis
    placed: tuple[Placed, ...] = ()
    lost: tuple[ReadersMark, ...] = ()
    sentences: frozenset[int] = frozenset()
    attributions: frozenset[Attribution] = frozenset()
    loaded: frozenset[LoadedWord] = frozenset()
    actors: frozenset[str] = frozenset()

    @property
    def marks(self) -> tuple[ReadersMark, ...]:
        """All of the reader's marks, those whose words are lost last."""
        return (*(item.mark for item in self.placed), *self.lost)


def overlaid(analysis: Analysis, marks: Iterable[ReadersMark]) -> Overlaid:
    """Lay a reader's marks over an analysis, the later ones over the earlier."""
    placed, lost = place(marks, analysis.article.text)
    if not placed:
        return Overlaid(analysis, analysis, (), lost)
    layer = _Layer(analysis)
    for item in placed:
        if (apply := _ACTS.get(item.mark.act)) is not None:
            apply(layer, item)
    return Overlaid(
        layer.whole(),
        analysis,
        placed,
        lost,
        frozenset(layer.own_sentences),
        frozenset(layer.own_attributions),
        frozenset(layer.own_loaded),
        frozenset(layer.own_actors & layer.actors.keys()),
    )


class _Layer:
    """An analysis under the reader's hand."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._text = analysis.article.text
        self.sentences = {item.start: item for item in analysis.sentences}
        self._starts = sorted(self.sentences)
        # Where the voice has yet to follow the viewpoints.
        self._unsettled: set[int] = set()
        self.attributions = list(analysis.attributions)
        self.loaded = list(analysis.loaded)
        self.actors = {actor.id: actor for actor in analysis.actors}
        self.stances = list(analysis.stances)
        self.own_sentences: set[int] = set()
        self.own_attributions: set[Attribution] = set()
        self.own_loaded: set[LoadedWord] = set()
        self.own_actors: set[str] = set()
        # How many of the author's sentences were judged for their treatment of each actor.
        said = Counter((s.target, s.polarity) for s in analysis.stances if s.holder == AUTHOR)
        self._judged = {actor.id: _judged(actor, said) for actor in analysis.actors}

    def whole(self) -> Analysis:
        """The analysis as it is now."""
        self._settle_voices()
        before = self._analysis
        treated = {actor.id: actor for actor in before.actors}
        changed = set(before.stances) ^ set(self.stances)
        touched = {item.target for item in changed} | {
            key for key, actor in self.actors.items() if actor.mentions != _mentions(treated, key)
        }
        actors = (
            replace(actor, treatment=self._treatment(actor.id)) if actor.id in touched else actor
            for actor in self.actors.values()
        )
        return replace(
            before,
            sentences=tuple(self.sentences[start] for start in sorted(self.sentences)),
            loaded=tuple(sorted(self.loaded, key=lambda item: item.start)),
            attributions=tuple(sorted(self.attributions, key=lambda item: item.content[0])),
            actors=tuple(actors),
            stances=tuple(sorted(self.stances, key=lambda item: (item.start, item.target))),
        )

    def _treatment(self, actor: str) -> Treatment | None:
        judged = self._judged.get(actor, 0)
        by_author = [s for s in self.stances if s.holder == AUTHOR and s.target == actor]
        judged = max(judged, len(by_author))
        if not judged:
            return None
        counts = Counter(item.polarity for item in by_author)
        critical = counts[Polarity.CRITICAL] / judged
        favourable = counts[Polarity.FAVOURABLE] / judged
        return Treatment(critical, 1.0 - critical - favourable, favourable)

    # Sentences

    def label(self, item: Placed) -> None:
        """The sentence is what the reader calls it, and its author's."""
        label = Label(item.mark.act.value)
        for sentence in self._sentences_at(item.span):
            self.sentences[sentence.start] = replace(
                sentence,
                label=label,
                opinion=_OPINIONS[label],
                voice=Voice.AUTHOR,
                reasons=None,
            )
            self.own_sentences.add(sentence.start)
            self._unsettled.discard(sentence.start)
            if label is Label.FACTUAL:
                # A report of what somebody did is no judgement of its author's.
                self._restate(sentence.span, AUTHOR, None)

    def _reached(self, span: Span) -> list[Sentence]:
        """The sentences that a stretch of text reaches into."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        found = (self.sentences[start] for start in self._starts[first:last])
        return [item for item in found if item.span.overlap(span)]

    def _sentences_at(self, span: Span) -> list[Sentence]:
        """The sentences that are mostly in a stretch of text, or it in them."""
        return [
            item
            for item in self._reached(span)
            if 2 * span.overlap(item.span) > min(len(item.span), len(span))
        ]

    # Loaded words

    def load(self, item: Placed) -> None:
        """The words are loaded."""
        self.unload(item)
        word = LoadedWord(item.span.start, item.span.end, 1.0)
        self.loaded.append(word)
        self.own_loaded.add(word)

    def unload(self, item: Placed) -> None:
        """The words are not loaded."""
        start, end = item.span.start, item.span.end
        there = [w for w in self.loaded if w.start < end and w.end > start]
        self.loaded = [w for w in self.loaded if w not in there]
        self.own_loaded.difference_update(there)

    # Viewpoints

    def relay(self, item: Placed) -> None:
        """The words are a viewpoint of whom the reader names."""
        self._withdraw(item.span)
        self._attribute(Attribution((), (), (item.span,), Form.INDIRECT, (), 1.0), item)

    def speak(self, item: Placed) -> None:
        """The viewpoint found here is one of whom the reader names."""
        there = self._viewpoint_at(item.span)
        if there is None:
            self.relay(item)
            return
        self.attributions.remove(there)
        self._attribute(there, item)

    def disown(self, item: Placed) -> None:
        """Nobody but the author holds what the words say."""
        self._withdraw(item.span)

    def _attribute(self, attribution: Attribution, item: Placed) -> None:
        name = item.mark.value.strip()
        holders = (self._called(name),) if name else ()
        new = replace(attribution, holders=holders, score=1.0)
        self.attributions.append(new)
        self.own_attributions.discard(attribution)
        self.own_attributions.add(new)
        for old in attribution.holders or (AUTHOR,):
            for part in new.content:
                self._restate(part, old, holders[0] if holders else None)
        self._unsettle(new)

    def _viewpoint_at(self, span: Span) -> Attribution | None:
        """The viewpoint that shares most with a stretch of text; of equal ones the innermost."""
        shared = [
            (sum(part.overlap(span) for part in item.content), -sum(map(len, item.content)), n)
            for n, item in enumerate(self.attributions)
            if _reaches(item, span)
        ]
        best = max(shared, default=(0, 0, 0))
        return self.attributions[best[2]] if best[0] else None

    def _withdraw(self, span: Span) -> None:
        """Take away the viewpoints that are mostly in a stretch of text, or it in them."""
        for item in [item for item in self.attributions if _reaches(item, span)]:
            length = min(sum(map(len, item.content)), len(span))
            if 2 * sum(part.overlap(span) for part in item.content) > length:
                self.attributions.remove(item)
                self.own_attributions.discard(item)
                self._unsettle(item)
                for holder in item.holders:
                    for part in item.content:
                        self._restate(part, holder, AUTHOR)

    def _unsettle(self, attribution: Attribution) -> None:
        self._unsettled |= {s.start for part in attribution.content for s in self._reached(part)}

    def _settle_voices(self) -> None:
        """Let the voice of sentences follow the viewpoints that the reader changed in them."""
        contents = union(part for item in self.attributions for part in item.content)
        ends = [part.end for part in contents]
        for start in self._unsettled:
            sentence = self.sentences[start]
            relayed = 0
            for part in contents[bisect_right(ends, start) :]:
                if part.start >= sentence.end:
                    break
                relayed += part.overlap(sentence.span)
            voice = Voice.ATTRIBUTED if 2 * relayed > len(sentence.span) else Voice.AUTHOR
            if voice is not sentence.voice:
                self.sentences[start] = replace(sentence, voice=voice)
                self.own_sentences.add(start)

    def _restate(self, span: Span, holder: str, other: str | None) -> None:
        """Give the stances that somebody takes in a stretch of text to another, or to nobody."""
        kept, changed = [], False
        for stance in self.stances:
            # Most of a book's are far away, and this is asked for every mark.
            if stance.holder != holder or stance.end <= span.start or stance.start >= span.end:
                kept.append(stance)
                continue
            there = Span(stance.start, stance.end)
            if 2 * there.overlap(span) <= min(len(there), len(span)):
                kept.append(stance)
                continue
            changed = True
            if other is not None and other != stance.target:
                kept.append(replace(stance, holder=other))
        if changed:
            self.stances = _once(kept)

    # Actors

    def rename(self, item: Placed) -> None:
        """The actor is called what the reader says; the old name becomes an alias."""
        actor = self._actor_at(item.span)
        name = item.mark.value.strip()
        if name and name != actor.name:
            aliases = [alias for alias in (actor.name, *actor.aliases) if alias != name]
            self._put(replace(actor, name=name, aliases=tuple(aliases), named=True))

    def retype(self, item: Placed) -> None:
        """The actor is of the type that the reader says."""
        # A mark may come from another program, or a later version, that knows more types.
        if item.mark.value in list(ActorType):
            self._put(replace(self._actor_at(item.span), type=ActorType(item.mark.value)))

    def merge(self, item: Placed) -> None:
        """The actor mentioned at one place is the one mentioned at the other."""
        assert item.other is not None
        away, kept = self._actor_at(item.span), self._actor_at(item.other)
        if away.id == kept.id:
            return
        names = dict.fromkeys((*kept.aliases, away.name, *away.aliases))
        names.pop(kept.name, None)
        self._put(
            replace(
                kept,
                aliases=tuple(names),
                role=kept.role or away.role,
                mentions=tuple(sorted({*kept.mentions, *away.mentions})),
            )
        )
        self._judged[kept.id] = self._judged.get(kept.id, 0) + self._judged.pop(away.id, 0)
        self._remove(away.id, kept.id)

    def split(self, item: Placed) -> None:
        """The mention is one of somebody else."""
        actor = self._actor_at(item.span)
        away = tuple(m for m in actor.mentions if m.overlap(item.span))
        kept = tuple(m for m in actor.mentions if m not in away)
        name = item.mark.value.strip() or self._words(item.span)
        if not kept:
            self.rename(item)
            return
        self._put(replace(actor, mentions=kept))
        self._put(replace(self.actors[self._called(name)], mentions=away))

    def dismiss(self, item: Placed) -> None:
        """What is mentioned is nobody."""
        actor = self._mentioned_at(item.span)
        if actor is not None:
            self._remove(actor.id, None)

    def _put(self, actor: Actor) -> None:
        self.actors[actor.id] = actor
        self.own_actors.add(actor.id)

    def _remove(self, actor: str, other: str | None) -> None:
        """Let one actor go, and what it holds and what is thought of it pass to another."""

        def passed(key: str) -> str | None:
            return other if key == actor else key

        del self.actors[actor]
        for number, item in enumerate(self.attributions):
            if actor in item.holders:
                holders = dict.fromkeys(key for key in map(passed, item.holders) if key)
                self.attributions[number] = replace(item, holders=tuple(holders))
        kept = [item for item in self.stances if actor not in (item.holder, item.target)]
        passed_on = (
            replace(stance, holder=holder, target=target)
            for stance in self.stances
            if actor in (stance.holder, stance.target)
            if (holder := passed(stance.holder)) and (target := passed(stance.target))
            if holder != target
        )
        self.stances = _once((*kept, *passed_on))

    def _mentioned_at(self, span: Span) -> Actor | None:
        """Who is mentioned in a stretch of text, the mention that shares most with it first."""
        shared = [
            (mention.overlap(span) / max(len(mention), len(span), 1), key)
            for key, actor in self.actors.items()
            for mention in actor.mentions
            if mention.start < span.end and mention.end > span.start
        ]
        best = max(shared, default=(0.0, ""), key=lambda entry: entry[0])
        return self.actors[best[1]] if best[0] else None

    def _actor_at(self, span: Span) -> Actor:
        """Who is mentioned there, or somebody new: the reader sees an actor where none was."""
        there = self._mentioned_at(span)
        if there is not None:
            return there
        actor = replace(self.actors[self._called(self._words(span))], mentions=(span,))
        self._put(actor)
        return actor

    def _called(self, name: str) -> str:
        """The id of the actor of a name, who is made up where there is none."""
        for actor in self.actors.values():
            if name.casefold() in {actor.name.casefold(), *map(str.casefold, actor.aliases)}:
                return actor.id
        number = 1 + sum(key.startswith("r") for key in (*self.actors, *self._judged))
        actor = Actor(f"r{number}", name, ActorType.OTHER)
        self._judged[actor.id] = 0
        self._put(actor)
        return actor.id

    def _words(self, span: Span) -> str:
        return " ".join(self._text[span.start : span.end].split())


_ACTS: Mapping[Act, Callable[[_Layer, Placed], None]] = MappingProxyType(
    {
        **dict.fromkeys(LABELS, _Layer.label),
        Act.VIEWPOINT: _Layer.relay,
        Act.NOT_VIEWPOINT: _Layer.disown,
        Act.SPEAKER: _Layer.speak,
        Act.LOADED: _Layer.load,
        Act.NOT_LOADED: _Layer.unload,
        Act.RENAME: _Layer.rename,
        Act.MERGE: _Layer.merge,
        Act.SPLIT: _Layer.split,
        Act.NOT_ACTOR: _Layer.dismiss,
        Act.TYPE: _Layer.retype,
    }
)


def _judged(actor: Actor, said: Mapping[tuple[str, Polarity], int]) -> int:
    """How many of the author's sentences its treatment rests on, from the shares it came with.

    Args:
        actor: Whose treatment.
        said: How many sentences of the author's judge whom how.
    """
    if actor.treatment is None:
        return 0
    for polarity, share in (
        (Polarity.CRITICAL, actor.treatment.critical),
        (Polarity.FAVOURABLE, actor.treatment.favourable),
    ):
        count = said.get((actor.id, polarity), 0)
        if share and count:
            return round(count / share)
    return len(actor.mentions)


def _reaches(attribution: Attribution, span: Span) -> bool:
    """Whether any of what is relayed lies in a stretch of text."""
    return any(part.start < span.end and part.end > span.start for part in attribution.content)


def _mentions(actors: Mapping[str, Actor], key: str) -> tuple[Span, ...]:
    return actors[key].mentions if key in actors else ()


def _once(stances: Iterable[Stance]) -> list[Stance]:
    """Of stances that say the same of the same sentence, the surest."""
    found: dict[tuple[str, str, int, int], Stance] = {}
    for stance in stances:
        key = (stance.holder, stance.target, stance.start, stance.end)
        if key not in found or stance.score > found[key].score:
            found[key] = stance
    return list(found.values())
