# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the program makes of the model's attributions: `python assembled.py --data DIR`.

Counts the spans and links of whole analyses as `evaluate.py` counts those that the model alone
reads, over `polnear.dev`, and prints both. With `--show N`, also N of the model's right spans that
the program takes away, spread evenly over the articles, each with what stands there instead.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import data
from evaluate import (
    Report,
    Unit,
    add_rows,
    attribution_figures,
    attribution_unit,
    decoded,
    printed,
    readings,
    trimmed,
)

from reader import analyze, paths
from reader.analysis.model.encoder import Encoder
from reader.analysis.readings import AttributionReading, Scored
from reader.document import Analysis, Article, Block, BlockKind, Span

#: How much text around a span tells what it is.
AROUND = 60


def article_of(text: str) -> Article:
    """A text as an article of paragraphs, so that every offset stays the corpus's own."""
    lines = [line.span() for line in re.finditer(r"\S.*", text)]
    return Article(text, tuple(Block(BlockKind.PARAGRAPH, *line) for line in lines), language="en")


def attributions(found: Analysis) -> list[AttributionReading]:
    """The attributions of an analysis, in the shape of those that the model reads."""

    def scored(spans: Sequence[Span], score: float) -> tuple[Scored, ...]:
        return tuple((span.start, span.end, score) for span in spans)

    return [
        AttributionReading(
            *(scored(spans, item.score) for spans in (item.source, item.cue, item.content)),
            item.score,
        )
        for item in found.attributions
    ]


def taken_away(
    record: dict[str, Any], own: dict[str, set[data.Span]], ours: dict[str, set[data.Span]]
) -> Iterator[str]:
    """Each right span of the model's that the analysis lacks, and what overlaps it there."""
    text = record["text"]
    for role in data.ROLES:
        true = {
            trimmed(text, start, end)
            for item in record["attributions"]
            for start, end in item.get(role) or ()
        }
        kept = {trimmed(text, *span) for span in ours[role]}
        for start, end in sorted(true & {trimmed(text, *span) for span in own[role]} - kept):
            instead = [text[s:e] for s, e in kept if s < end and start < e]
            before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
            yield f"{role}: {before}[[{text[start:end]}]]{after}\n    instead: {instead}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    encoder = Encoder(paths.model())
    alone: list[Unit] = []
    assembled: list[Unit] = []
    lost: list[str] = []
    for record in data.read_lines(options.data / "attribution" / "polnear.dev.jsonl"):
        text = record["text"]
        windows = readings(encoder, text, data.split_sentences(text))[1]
        own = decoded(windows)
        alone.append(attribution_unit(record, own, [i for w in windows for i in w.attributions]))
        found = attributions(analyze(article_of(text)))
        ours = {
            role: {span[:2] for item in found for span in getattr(item, role)}
            for role in data.ROLES
        }
        assembled.append(attribution_unit(record, ours, found))
        lost += taken_away(record, own, ours)
    report = Report()
    add_rows(report, "the model alone", "polnear.dev", alone, attribution_figures)
    add_rows(report, "assembled", "polnear.dev", assembled, attribution_figures)
    print(printed(report))
    step = max(1, len(lost) // max(1, options.show))
    print(*lost[::step][: options.show], sep="\n")


if __name__ == "__main__":
    main()
