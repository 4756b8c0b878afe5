# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the sheet of a comparison says, whatever its format, in plain text.

Every format gives the same sentences in the same words; none calls either reading the right one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reader.document import Analysis
from reader.document.blind import (
    KAPPA_ANSWERS,
    KAPPA_SENTENCES,
    Comparison,
    Kind,
    Pair,
    Reading,
    Verdict,
)
from reader.export import content

_KINDS = {
    Kind.OPINION: "opinion",
    Kind.FACT: "fact",
    Kind.RELAYED: "somebody’s view",
    Kind.UNCLEAR: "unclear",
    Kind.NONE: "no mark",
}
_VERDICTS = {
    Verdict.AGREE: "agree",
    Verdict.DIFFER: "differ",
    Verdict.OPEN: "left open by one",
    Verdict.UNMARKED: "not marked",
    Verdict.EARLIER: "marked before",
}
_SIGNS = {
    Verdict.AGREE: "=",
    Verdict.DIFFER: "≠",
    Verdict.OPEN: "○",
    Verdict.UNMARKED: "·",
    Verdict.EARLIER: "·",
}

#: Said in every sheet.
NO_KEY = (
    "Neither reading is the key. The model’s is an estimate, made on the reader’s own computer; "
    "the reader’s is one person’s. Where the two differ, look at the words again."
)


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of the sheet, with both readings in words."""

    number: int
    verdict: Verdict
    sign: str
    said: str
    words: str
    reader: str
    model: str


def title(analysis: Analysis) -> str:
    """What was read."""
    return analysis.article.title or analysis.article.source or "Article"


def facts(analysis: Analysis, comparison: Comparison) -> list[str]:
    """What the sheet is about, and when it was read."""
    read = comparison.reading
    when = f"read {content.readable_date(read.begun[:10])}" if read.begun else ""
    return [*content.facts_about(analysis.article), *filter(None, (when,))]


def figures(comparison: Comparison) -> Iterator[str]:
    """How often both say the same, and what that rests on."""
    opinion, speakers = comparison.opinion, comparison.speakers
    if opinion.of:
        share = f" ({content.percent(opinion.same / opinion.of)})" if opinion.of >= 10 else ""
        yield (
            f"Opinion or not: the same in {opinion.same:,} of {opinion.of:,} sentences that both "
            f"judged{share}."
        )
    else:
        yield "Opinion or not: no sentence was judged by both."
    if opinion.kappa is not None:
        yield (
            f"Cohen’s kappa: {opinion.kappa:.2f}. It allows for what two would share by chance: "
            "1 is full agreement, 0 what chance gives."
        )
    else:
        yield (
            f"No Cohen’s kappa is given: it takes {KAPPA_SENTENCES} sentences that both judged, "
            f"and {KAPPA_ANSWERS} of each answer from both."
        )
    if speakers.of:
        yield (
            f"Who speaks: the same in {speakers.same:,} of {speakers.of:,} sentences in which both "
            "name somebody; a part of the name counts as the name."
        )
    yield " · ".join(
        f"{name}: {comparison.count(verdict):,}"
        for verdict, name in _VERDICTS.items()
        if comparison.count(verdict)
    )


def explained(comparison: Comparison) -> Iterator[str]:
    """What the words and signs of the sheet mean."""
    yield NO_KEY
    if comparison.reading.counts_unmarked:
        yield (
            "“No mark”: the reader said that what they left unmarked was no opinion of the "
            "author’s; it is compared as that."
        )
    else:
        yield "“No mark”: the reader said nothing of the sentence; it is in none of the figures."
    yield (
        "“Unclear” is no judgement of whether it is opinion: a sentence that one of the two leaves "
        "open is in none of the figures."
    )
    if comparison.count(Verdict.EARLIER):
        yield (
            "“Marked before”: the reader had marked it when the model’s marks could be seen; it is "
            "in none of the figures."
        )
    yield "What the reader marked was marked without the model’s marks in sight."


def rows(comparison: Comparison) -> Iterator[Row]:
    """The sentences in text order."""
    for number, pair in enumerate(comparison.pairs, 1):
        yield Row(
            number,
            pair.verdict,
            _SIGNS[pair.verdict],
            _VERDICTS[pair.verdict],
            pair.words,
            reading(pair.reader),
            _of_model(pair),
        )


def reading(read: Reading, score: str = "") -> str:
    """What somebody takes a sentence for, and how sure they are, if they say it."""
    speakers = ", ".join(name or content.UNNAMED for name in read.speakers)
    if read.kind is Kind.RELAYED:
        return f"the view of {speakers or content.UNNAMED}"
    said = ", ".join(filter(None, (_KINDS[read.kind], score)))
    return f"{said}; in it speaks {speakers}" if speakers else said


def _of_model(pair: Pair) -> str:
    """What the model takes a sentence for, and how probable it holds it to be opinion."""
    share = content.percent(pair.sentence.opinion)
    scores = {Kind.OPINION: share, Kind.FACT: f"opinion at {share}"}
    return reading(pair.model, scores.get(pair.model.kind, ""))


def table(comparison: Comparison) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """How many sentences the reader takes for the one and the model for the other.

    Returns:
        The model's kinds, and the reader's, each with its counts in the order of the model's.
    """
    columns = [kind for kind in Kind if kind is not Kind.NONE]
    lines = [
        (_KINDS[kind], [f"{comparison.table.get((kind, other), 0):,}" for other in columns])
        for kind in Kind
        if any(comparison.table.get((kind, other)) for other in columns)
    ]
    return [_KINDS[kind] for kind in columns], lines


def kind_names(pair: Pair) -> tuple[str, str]:
    """The kinds alone, for a table that is to be counted."""
    return _KINDS[pair.reader.kind], _KINDS[pair.model.kind]
