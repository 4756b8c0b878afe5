# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From an article to its analysis, in text order, a few paragraphs at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.analysis.actors.coreference import open_words
from reader.analysis.actors.finding import find_actors
from reader.analysis.attribution.combining import holders
from reader.analysis.attribution.holders import unheld
from reader.analysis.attribution.linking import find_drafts, link_attributions, link_drafts
from reader.analysis.evidence import Evidence, gather
from reader.analysis.judging.attitudes import standing
from reader.analysis.judging.genre import leaning, opinion_piece
from reader.analysis.judging.loaded import judging_words
from reader.analysis.judging.opinion import OPENNESS, label_of, moved, unasserted
from reader.analysis.judging.stance import claimable, judge, stance_targets
from reader.analysis.judging.voice import sentence_voices, spoken_for, unclaimed, voice_chances
from reader.analysis.model.classifier import SentenceClassifier, load, weigh_without
from reader.analysis.model.own_model import OwnModel
from reader.analysis.syntax.quotations import running
from reader.analysis.syntax.sentences import parse, sentences
from reader.analysis.syntax.sentences import warm_up as warm_up_syntax
from reader.analysis.syntax.turns import find_turns
from reader.document import (
    ANALYSIS_LIMIT,
    Analysis,
    Article,
    Batch,
    LoadedWord,
    ModelInfo,
    Sentence,
    Span,
    Voice,
    Weight,
)

if TYPE_CHECKING:
    from reader.analysis.model.encoder import Encoder
    from reader.analysis.model.resolver import Resolver
    from reader.analysis.readings import AttributionReading, Pieces, TargetReading

# Sentences judged at a time: few at first, so that marks appear at once, then enough that almost
# every article is judged with all its names known.
_FIRST_BATCH = 12
_BATCH = 160
# No more words than these are judged at a time; so many sentences rarely have more.
_BATCH_TOKENS = 10_000
# After so many characters without a judged sentence it is told how far the reading has come.
_SILENT_CHARACTERS = 5_000
# What bringing everything together is held to be of the whole work.
_LAST_SHARE = 0.1


@cache
def _encoder(folder: Path, threads: int | None) -> "Encoder":
    from reader.analysis.model.encoder import Encoder

    return Encoder(folder, threads=threads)


@cache
def _resolver(folder: Path) -> "Resolver":
    from reader.analysis.model.resolver import Resolver

    return Resolver(folder)


@cache
def _own_classifier(own: OwnModel, threads: int | None) -> SentenceClassifier:
    return load(own, threads=threads)


def warm_up(*, threads: int | None = None) -> None:
    """Load everything an analysis needs, so that the first article does not wait for it."""
    warm_up_syntax()
    _encoder(paths.model(), threads)
    _resolver(paths.model())


def stream(
    article: Article, *, threads: int | None = None, own: OwnModel | None = None
) -> Iterator[Batch | Analysis]:
    """Analyse an article: batches of judged sentences in text order, then the whole.

    An article in a language the model does not read gets an analysis without marks.

    Args:
        article: What to analyse.
        threads: How many threads the model may use; None lets it choose.
        own: The reader's own model for the opinions, if there is one.

    Raises:
        ModelError: The model is missing, does not fit or failed.
    """
    encoder = _encoder(paths.model(), threads)
    info = ModelInfo(encoder.name, encoder.version)
    classifier = None
    if own is not None:
        classifier = _own_classifier(own, threads)
        info = ModelInfo(f"{encoder.name}; opinions by {classifier.name}", encoder.version)
    if article.foreign:
        yield Analysis(article, info)
        return
    reading = _Reading(article, encoder, classifier)
    waiting: list[Evidence] = []
    spans: list[Span] = []
    limit = _FIRST_BATCH
    words = 0
    runs = running([(b.start, article.text[b.start : b.end]) for b in article.blocks if b.analysed])
    for piece in gather(parse(article), runs):
        if words + len(piece.doc) > _BATCH_TOKENS:
            yield from reading.judge(waiting, spans)
            waiting, spans, words = [], [], 0
        yield from reading.pass_over(piece)
        if not piece.text:
            continue
        waiting.append(piece)
        spans += sentences(piece)
        words += len(piece.doc)
        if len(spans) >= limit:
            yield from reading.judge(waiting, spans)
            waiting, spans, limit, words = [], [], _BATCH, 0
    yield from reading.judge(waiting, spans)
    yield from reading.whole(info)


class _Reading:
    """One article being read: what has been found so far."""

    def __init__(
        self, article: Article, encoder: "Encoder", classifier: SentenceClassifier | None
    ) -> None:
        self._article = article
        self._encoder = encoder
        self._classifier = classifier
        ends = [block.end for block in article.blocks if block.analysed]
        self._total = min(max(ends, default=1), ANALYSIS_LIMIT)
        # How far the parser has come, how far the model, and what of that has been told.
        self._passed = self._read = self._told = 0
        self._parsed: list[Evidence] = []
        self._spans: list[Span] = []
        self._judged: list[Sentence] = []
        self._loaded: list[LoadedWord] = []
        self._chances: list[float] = []
        self._asking: list[bool] = []
        self._links: list[AttributionReading] = []
        self._targets: list[TargetReading] = []
        self._pieces: list[Pieces] = []

    def pass_over(self, piece: Evidence) -> Iterator[Batch]:
        """Note that a block has been parsed; tells so where nothing has been told for long."""
        self._passed = piece.start + len(piece.text)
        if self._passed - self._told > _SILENT_CHARACTERS:
            yield self._progress()

    def _progress(
        self, judged: Sequence[Sentence] = (), loaded: Sequence[LoadedWord] = ()
    ) -> Batch:
        self._told = self._passed
        read = min(1.0, (self._passed + self._read) / (2 * self._total))
        return Batch(tuple(judged), tuple(loaded), (1 - _LAST_SHARE) * read)

    def judge(self, pieces: list[Evidence], spans: list[Span]) -> Iterator[Batch]:
        """Judge some blocks and their sentences, a batch for each window of the model.

        Who speaks is settled for these blocks alone, so that no quotation is shown as the author's
        opinion even for a moment; the whole article may correct it.
        """
        from reader.analysis.readings import Target

        if not spans:
            self._parsed += pieces
            return
        text = self._article.text
        turns = find_turns(pieces)
        actors = find_actors(self._article, pieces, turns)
        attributions = link_attributions(pieces, (), actors, turns)
        asked = stance_targets(actors, spans, pieces, open_words(pieces))
        targets = [Target(span.start, span.end) for span in asked]
        pairs = [(span.start, span.end) for span in spans]
        own = None
        if self._classifier is not None:
            own = self._classifier.opinions([text[start:end] for start, end in pairs])
        count = 0
        authors = spoken_for(pieces, spans)
        asking = unasserted(pieces, spans, text)
        self._asking += asking
        for window in self._encoder.read(text, pairs, targets):
            places = [Span(item.start, item.end) for item in window.sentences]
            chances = voice_chances(window.sentences, authors[count:])
            voices = sentence_voices(places, attributions, text, chances)
            judged = []
            for item, voice in zip(window.sentences, voices, strict=True):
                opinion = item.opinion if own is None else own[count]
                if own is None and asking[count] and item.bias is not None:
                    opinion = min(opinion, moved(item.bias, OPENNESS))
                label = label_of(opinion, self._encoder.unclear)
                judged.append(Sentence(item.start, item.end, label, opinion, voice, item.bias))
                self._read = item.end
                count += 1
            self._chances += chances
            found = [LoadedWord(start, end, score) for start, end, score in window.loaded]
            loaded = list(judging_words(found, attributions, pieces))
            self._judged += judged
            self._loaded += loaded
            self._links += window.attributions
            self._targets += window.targets
            if window.pieces is not None:
                self._pieces.append(window.pieces)
            yield self._progress(judged, loaded)
        self._parsed += pieces
        self._spans += spans

    def whole(self, info: ModelInfo) -> Iterator[Batch | Analysis]:
        """Bring together what only the whole article can tell: who is who, and who says what."""
        from reader.analysis.model.resolver import Vectors

        text = self._article.text
        turns = find_turns(self._parsed)
        holding = set(holders(self._parsed, self._links))
        drafts = find_drafts(self._parsed, self._links)
        resolving = None
        if self._pieces:
            resolving = (_resolver(paths.model()), Vectors(self._pieces))
        yield Batch(done=1 - _LAST_SHARE)
        actors = find_actors(
            self._article,
            self._parsed,
            turns,
            holding,
            resolving,
            unheld=partial(unheld, self._parsed, drafts),
        )
        yield Batch(done=1 - _LAST_SHARE / 2)
        attributions = link_drafts(self._parsed, drafts, actors, turns)
        loaded = tuple(judging_words(self._loaded, attributions, self._parsed))
        voices = sentence_voices(self._spans, attributions, text, self._chances)
        judged = self._leaned(voices)
        unnamed = unclaimed(self._spans, voices, self._chances, attributions)
        attributions = tuple(sorted([*attributions, *unnamed], key=lambda item: item.content[0]))
        mentions = [Span(item.target.start, item.target.end) for item in self._targets]
        actors, stances = judge(
            actors,
            attributions,
            self._spans,
            self._targets,
            text=text,
            judging=claimable(judged, loaded),
            standing=standing(self._parsed, mentions),
        )
        yield Analysis(
            self._article,
            info,
            sentences=judged,
            loaded=loaded,
            attributions=attributions,
            actors=actors,
            stances=stances,
        )

    def _leaned(self, voices: Sequence[Voice]) -> tuple[Sentence, ...]:
        """The sentences with their voices, the author's as likely opinion as in such an article.

        A model of the reader's own is left to judge by itself.
        """
        judged = tuple(
            replace(sentence, voice=voice)
            for sentence, voice in zip(self._judged, voices, strict=True)
        )
        if self._classifier is not None or self._encoder.genre is None:
            return judged
        chance = opinion_piece(self._article, judged, self._encoder.genre)
        by = leaning(chance, self._encoder.genre["leaning"])
        unclear = self._encoder.unclear
        return tuple(
            replace(item, opinion=opinion, label=label_of(opinion, unclear))
            if item.voice is Voice.AUTHOR and not asks
            else item
            for item, asks in zip(judged, self._asking, strict=True)
            for opinion in (moved(item.opinion, by),)
        )


def weigh(
    sentence: str, *, threads: int | None = None, own: OwnModel | None = None
) -> tuple[Weight, ...]:
    """What each word of a sentence adds to its opinion probability, heaviest first.

    Offsets point into `sentence`.

    Raises:
        ModelError: The model is missing or failed.
    """
    if own is not None:
        found = weigh_without(_own_classifier(own, threads), sentence)
    else:
        found = _encoder(paths.model(), threads).weigh(sentence, (0, len(sentence)))
    return tuple(Weight(start, end, weight) for start, end, weight in found)
