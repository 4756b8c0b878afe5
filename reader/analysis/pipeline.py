# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From an article to its analysis, in text order, a few paragraphs at a time."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.analysis.actors import find_actors
from reader.analysis.sentences import parse, sentences
from reader.analysis.sentences import warm_up as warm_up_syntax
from reader.document import Analysis, Article, Batch, Label, LoadedWord, ModelInfo, Sentence, Span

if TYPE_CHECKING:
    from reader.analysis.encoder import Encoder, SentenceReading

#: The languages whose text is analysed: English, and what is too short to tell.
ANALYSED_LANGUAGES = frozenset({"en", "und"})

# The first marks should come at once; later ones in batches that keep the processor busy.
_FIRST_BATCH = 12
_BATCH = 48


@cache
def _encoder(folder: Path, threads: int | None) -> "Encoder":
    from reader.analysis.encoder import Encoder

    return Encoder(folder, threads=threads)


def warm_up(*, threads: int | None = None) -> None:
    """Load everything an analysis needs, so that the first article does not wait for it."""
    warm_up_syntax()
    _encoder(paths.model(), threads)


def stream(article: Article, *, threads: int | None = None) -> Iterator[Batch | Analysis]:
    """Analyse an article: batches of judged sentences in text order, then the whole.

    An article in a language the model does not read gets an analysis without marks.

    Args:
        article: What to analyse.
        threads: How many threads the model may use; None lets it choose.

    Raises:
        ModelError: The model is missing, does not fit or failed.
    """
    encoder = _encoder(paths.model(), threads)
    info = ModelInfo(encoder.name, encoder.version)
    if article.language not in ANALYSED_LANGUAGES:
        yield Analysis(article, info)
        return
    total = sum(len(block.span) for block in article.blocks if block.analysed) or 1
    parsed = []
    judged: list[Sentence] = []
    loaded: list[LoadedWord] = []
    waiting: list[Span] = []
    for piece in parse(article):
        parsed.append(piece)
        waiting += sentences(piece)
        if len(waiting) >= (_BATCH if judged else _FIRST_BATCH):
            batch = _judge(article, encoder, waiting, total)
            judged += batch.sentences
            loaded += batch.loaded
            waiting = []
            yield batch
    if waiting:
        batch = _judge(article, encoder, waiting, total)
        judged += batch.sentences
        loaded += batch.loaded
        yield batch
    yield Analysis(
        article,
        info,
        sentences=tuple(judged),
        loaded=tuple(loaded),
        actors=find_actors(article, parsed),
    )


def _judge(article: Article, encoder: "Encoder", spans: list[Span], total: int) -> Batch:
    found = []
    loaded: list[LoadedWord] = []
    pairs = [(span.start, span.end) for span in spans]
    readings: list[SentenceReading] = []
    for window in encoder.read(article.text, pairs):
        readings += window.sentences
        loaded += [LoadedWord(start, end, score) for start, end, score in window.loaded]
    for span, reading in zip(spans, readings, strict=True):
        label = label_of(reading.opinion, encoder.unclear)
        found.append(Sentence(span.start, span.end, label, reading.opinion, bias=reading.bias))
    read = sum(len(b.span) for b in article.blocks if b.analysed and b.end <= spans[-1].end)
    return Batch(tuple(found), tuple(loaded), min(1.0, read / total))


def label_of(opinion: float, unclear: tuple[float, float]) -> Label:
    """The label of a probability; the model abstains inside the band (both ends exclusive)."""
    low, high = unclear
    if opinion >= high:
        return Label.OPINION
    return Label.FACTUAL if opinion <= low else Label.UNCLEAR
