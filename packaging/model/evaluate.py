# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Measure the shipped model on labelled files: `python evaluate.py --data DIR [--json FILE]`.

Runs the program's own `Encoder`, thresholds as shipped, over every file of the known names and
layout in the folder (parts dev, devtest, test), and prints each figure with a bootstrap 95 %
interval. Whole articles are resampled where the corpus has them, sentences where it has not.
Missing files are skipped, saying so. Needs neither PyTorch nor scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import data

from reader.analysis.model.encoder import Encoder
from reader.analysis.readings import SentenceReading, Target, WindowReading

PARTS = ("dev", "devtest", "test")
RESAMPLES = 1000
Figures = dict[str, float]
#: A unit of resampling (an article or a sentence): arrays of equal length by name.
Unit = dict[str, list[Any]]
_EDGE = " \t\n\r\u00a0.,;:!?…\"'“”‘’()[]{}-–—"


@dataclass
class Row:
    """One figure: its value, its interval and the number of resampled units behind it."""

    head: str
    part: str
    metric: str
    value: float
    low: float
    high: float
    units: int


@dataclass
class Report:
    """What an evaluation found, and what it had to leave out."""

    rows: list[Row] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    tables: dict[str, Any] = field(default_factory=dict)
    resamples: int = RESAMPLES


def f1(hits: float, guessed: float, true: float) -> float:
    """F1 from counts; zero where nothing was there and nothing guessed."""
    return 2 * hits / (guessed + true) if guessed + true else 0.0


def class_f1(truth: Any, guess: Any, label: Any) -> float:
    return f1(
        float(((truth == label) & (guess == label)).sum()),
        float((guess == label).sum()),
        float((truth == label).sum()),
    )


def macro_f1(truth: Any, guess: Any, labels: Sequence[Any]) -> float:
    """Mean F1 over the labels."""
    return float(np.mean([class_f1(truth, guess, label) for label in labels]))


def average_precision(truth: Any, score: Any) -> float:
    """Average precision; ties keep their order of appearance."""
    order = np.argsort(-score, kind="stable")
    hits = truth[order].astype(float)
    if not hits.sum():
        return 0.0
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / hits.sum())


def precision_at_recall(truth: Any, score: Any, recall: float) -> float:
    """Return the best precision at any cut that reaches the recall."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(truth[order].astype(float))
    if not len(hits) or not hits[-1]:
        return 0.0
    precision = hits / np.arange(1, len(hits) + 1)
    return float(precision[hits >= recall * hits[-1]].max())


def calibration_error(truth: Any, score: Any, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    places = np.minimum((score * bins).astype(int), bins - 1)
    error = 0.0
    for place in range(bins):
        inside = places == place
        if inside.any():
            error += inside.mean() * abs(truth[inside].mean() - score[inside].mean())
    return float(error)


def confident_precision(truth: Any, score: Any) -> float:
    """Precision of `opinion` among the half of the sentences judged with most confidence."""
    sure = np.argsort(-np.abs(score - 0.5), kind="stable")[: max(1, len(score) // 2)]
    called = score[sure] >= 0.5
    return float(truth[sure][called].mean()) if called.any() else 0.0


def joined(units: Sequence[Unit]) -> dict[str, Any]:
    """Concatenate units into one array a name."""
    return {name: np.array([v for unit in units for v in unit[name]]) for name in units[0]}


def add_rows(
    report: Report, head: str, part: str, units: list[Unit], score: Callable[[Any], Figures]
) -> None:
    """Score all units, then bootstrap samples of them, and add a row for each figure."""
    units = [unit for unit in units if len(next(iter(unit.values())))]
    if not units:
        report.skipped.append(f"{head}: {part} holds nothing to score")
        return
    values = score(joined(units))
    rng = np.random.default_rng(0)
    samples: dict[str, list[float]] = {name: [] for name in values}
    for _ in range(report.resamples):
        chosen = [units[index] for index in rng.integers(len(units), size=len(units))]
        for name, value in score(joined(chosen)).items():
            samples[name].append(value)
    for name, value in values.items():
        low, high = np.percentile(samples[name], [2.5, 97.5])
        report.rows.append(Row(head, part, name, value, float(low), float(high), len(units)))


def readings(
    encoder: Encoder, text: str, sentences: Sequence[data.Span], targets: Sequence[Target] = ()
) -> tuple[list[SentenceReading], list[WindowReading]]:
    windows = list(encoder.read(text, sentences, targets))
    return [reading for window in windows for reading in window.sentences], windows


def opinion_rows(
    encoder: Encoder, records: list[dict[str, Any]], part: str, report: Report
) -> None:
    """CheckThat!: opinion, its calibration and the precision of confident marks."""
    units: list[Unit] = []
    for record in records:
        if record.get("opinion") not in ("opinion", "factual"):
            continue
        found, _ = readings(encoder, record["text"], [(0, len(record["text"]))])
        units.append({"truth": [record["opinion"] == "opinion"], "score": [found[0].opinion]})

    def score(all_: Any) -> Figures:
        guess = all_["score"] >= encoder.threshold
        return {
            "macro F1": macro_f1(all_["truth"], guess, (True, False)),
            "F1 of opinion": class_f1(all_["truth"], guess, True),
            "calibration error": calibration_error(all_["truth"], all_["score"]),
            "precision of opinion, surest half": confident_precision(all_["truth"], all_["score"]),
        }

    add_rows(report, "opinion", part, units, score)
    if not units:
        return
    everything = joined(units)
    places = np.minimum((everything["score"] * 10).astype(int), 9)
    report.tables[f"reliability {part}"] = [
        {
            "bin": place,
            "count": int((places == place).sum()),
            "mean": float(everything["score"][places == place].mean()),
            "share": float(everything["truth"][places == place].mean()),
        }
        for place in range(10)
        if (places == place).any()
    ]


def babe_rows(encoder: Encoder, records: list[dict[str, Any]], part: str, report: Report) -> None:
    """BABE: bias of a sentence, and its loaded words."""
    bias: list[Unit] = []
    words: list[Unit] = []
    for record in records:
        text = record["text"]
        found, windows = readings(encoder, text, [(0, len(text))])
        if record.get("bias") is not None and found[0].bias is not None:
            bias.append({"truth": [record["bias"] == "biased"], "guess": [found[0].bias >= 0.5]})
        if record.get("biased_spans") is not None:
            spans = [(start, end) for start, end in record["biased_spans"]]
            marked = [(start, end) for window in windows for start, end, _ in window.loaded]
            places = [match.span() for match in re.finditer(r"\S+", text)]
            words.append(
                {
                    "truth": [_touches(place, spans) for place in places],
                    "guess": [_touches(place, marked) for place in places],
                }
            )
    if bias:
        add_rows(
            report,
            "bias",
            part,
            bias,
            lambda a: {"macro F1": macro_f1(a["truth"], a["guess"], (True, False))},
        )
    if "loaded" in encoder.heads:
        add_rows(
            report,
            "loaded words",
            part,
            words,
            lambda a: {"token F1": class_f1(a["truth"], a["guess"], True)},
        )


def _touches(place: data.Span, spans: Sequence[data.Span]) -> bool:
    return any(place[0] < end and place[1] > start for start, end in spans)


def basil_rows(encoder: Encoder, records: list[dict[str, Any]], part: str, report: Report) -> None:
    """BASIL: sentences with lexical bias among whole articles."""
    units: list[Unit] = []
    for record in records:
        text, spans = data.join_sentences(record["sentences"])
        found, _ = readings(encoder, text, spans)
        marked = {m["sentence"] for m in record["bias_spans"] if m["bias"] == "lexical"}
        units.append(
            {
                "truth": [index in marked for index in range(len(spans))],
                "score": [reading.bias or 0.0 for reading in found],
            }
        )
    add_rows(
        report,
        "bias, whole articles",
        part,
        units,
        lambda a: {
            "average precision": average_precision(a["truth"], a["score"]),
            "precision at 50 % recall": precision_at_recall(a["truth"], a["score"], 0.5),
        },
    )


def voice_label(encoder: Encoder, reading: SentenceReading) -> str:
    """Return what the window would show: relayed, opinion or factual."""
    if (reading.voice or 0.0) >= encoder.voice_threshold:
        return "relayed"
    return "opinion" if reading.opinion >= encoder.threshold else "factual"


def penn_rows(encoder: Encoder, records: list[dict[str, Any]], part: str, report: Report) -> None:
    """Penn: sentence types in whole articles."""
    names = {"fact": "factual", "opinion": "opinion", "quote": "relayed"}
    units: list[Unit] = []
    for record in records:
        text, spans = data.join_sentences([item["text"] for item in record["sentences"]])
        found, _ = readings(encoder, text, spans)
        pairs = [
            (names[item["type"]], voice_label(encoder, reading))
            for item, reading in zip(record["sentences"], found, strict=True)
            if item["type"] in names
        ]
        units.append({"truth": [t for t, _ in pairs], "guess": [g for _, g in pairs]})
    labels = tuple(names.values())
    units = [unit for unit in units if unit["truth"]]
    add_rows(
        report,
        "sentence type",
        part,
        units,
        lambda a: {
            "macro F1": macro_f1(a["truth"], a["guess"], labels),
            **{f"F1 of {name}": class_f1(a["truth"], a["guess"], name) for name in labels},
        },
    )
    if units:
        report.tables[f"sentence type {part}"] = confusion(joined(units), labels)


def mpqa_rows(encoder: Encoder, records: list[dict[str, Any]], part: str, report: Report) -> None:
    """MPQA: is the subjectivity the author's or a source's? Neither is an answer, and wrong."""
    units: list[Unit] = []
    names = {"opinion": "author", "relayed": "source", "factual": "neither"}
    for record in records:
        sentences = [(start, end) for start, end in record["sentences"] if end > start]
        found, _ = readings(encoder, record["text"], sentences)
        unit: Unit = {"truth": [], "guess": []}
        for sentence, reading in zip(sentences, found, strict=True):
            author, source, _low = data.mpqa_author(record, sentence)
            if author or source:
                unit["truth"].append("author" if author else "source")
                unit["guess"].append(names[voice_label(encoder, reading)])
        units.append(unit)
    units = [unit for unit in units if unit["truth"]]
    add_rows(
        report,
        "author or source",
        part,
        units,
        lambda a: {"macro F1": macro_f1(a["truth"], a["guess"], ("author", "source"))},
    )
    if units:
        report.tables[f"author or source {part}"] = confusion(
            joined(units), ("author", "source", "neither")
        )


def confusion(pairs: Any, labels: Sequence[str]) -> dict[str, dict[str, int]]:
    """Count guesses (inner) by truth (outer)."""
    return {
        true: {
            guess: int(((pairs["truth"] == true) & (pairs["guess"] == guess)).sum())
            for guess in labels
        }
        for true in labels
        if (pairs["truth"] == true).any()
    }


def trimmed(text: str, start: int, end: int) -> data.Span:
    """Leave out white space and punctuation at both ends of a span."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def polnear_rows(
    encoder: Encoder, records: list[dict[str, Any]], part: str, report: Report
) -> None:
    """PolNeAR: exact spans, words and links of attributions in whole articles."""
    units: list[Unit] = []
    for record in records:
        text = record["text"]
        _, windows = readings(encoder, text, data.split_sentences(text))
        guessed = [item for window in windows for item in window.attributions]
        units.append(attribution_unit(record, decoded(windows), guessed))
    add_rows(report, "attribution", part, units, attribution_figures)


def decoded(windows: Sequence[WindowReading]) -> dict[str, set[data.Span]]:
    """The spans of each role, whether they are linked or not."""
    return {
        role: {(s, e) for window in windows for s, e, _ in getattr(window, f"{role}s")}
        for role in data.ROLES
    }


def attribution_unit(
    record: dict[str, Any], guess: dict[str, set[data.Span]], guessed: list[Any]
) -> Unit:
    """Count hits, guesses and truths of an article: spans and words of each role, and links."""
    text = record["text"]
    unit: Unit = {}
    words = [match.span() for match in re.finditer(r"\w+", text)]
    for role in data.ROLES:
        true = {(s, e) for item in record["attributions"] for s, e in item.get(role) or ()}
        exact_true = {trimmed(text, *span) for span in true}
        exact_guess = {trimmed(text, *span) for span in guess[role]}
        unit[f"{role} exact"] = [(len(exact_true & exact_guess), len(exact_guess), len(exact_true))]
        inside_true = {word for word in words if _touches(word, sorted(true))}
        inside_guess = {word for word in words if _touches(word, sorted(guess[role]))}
        unit[f"{role} token"] = [
            (len(inside_true & inside_guess), len(inside_guess), len(inside_true))
        ]
    unit["link"] = [link_counts(record["attributions"], guessed)]
    return unit


def attribution_figures(counts: Any) -> Figures:
    """F1 of each of the counts that `attribution_unit` made."""
    return {
        f"{name} F1": f1(*(float(n) for n in items.reshape(-1, 3).sum(0)))
        for name, items in counts.items()
    }


def link_counts(true: list[dict[str, Any]], guessed: list[Any]) -> tuple[int, int, int]:
    """Match attributions one to one: content Jaccard of at least 0.5, and sources that overlap."""
    goals = [
        (_letters(item["content"]), _letters(item.get("source") or ()))
        for item in true
        if item.get("content")
    ]
    open_goals = set(range(len(goals)))
    hits = 0
    for item in guessed:
        content = _letters([span[:2] for span in item.content])
        source = _letters([span[:2] for span in item.source])
        for index in sorted(open_goals):
            goal_content, goal_source = goals[index]
            common = len(content & goal_content)
            same_source = bool(source & goal_source) or (not source and not goal_source)
            if same_source and common and common >= 0.5 * len(content | goal_content):
                open_goals.discard(index)
                hits += 1
                break
    return hits, len(guessed), len(goals)


def _letters(spans: Sequence[Sequence[int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def stance_rows(encoder: Encoder, records: list[dict[str, Any]], part: str, report: Report) -> None:
    """NewsMTSC: polarity towards each mention."""
    units: list[Unit] = []
    for record in records:
        text = record["text"]
        asked = [item for item in record["targets"] if item["spans"]]
        targets = [Target(*item["spans"][0]) for item in asked]
        _, windows = readings(encoder, text, [(0, len(text))], targets)
        found = {reading.target: reading for window in windows for reading in window.targets}
        unit: Unit = {"truth": [], "guess": []}
        for item, target in zip(asked, targets, strict=True):
            unit["truth"].append(item["polarity"])
            reading = found.get(target)
            chances = (
                (reading.critical, reading.neutral, reading.favourable) if reading else (0, 1, 0)
            )
            unit["guess"].append(data.POLARITIES[int(np.argmax(chances))])
        units.append(unit)
    add_rows(
        report,
        "stance",
        part,
        units,
        lambda a: {"macro F1": macro_f1(a["truth"], a["guess"], data.POLARITIES)},
    )


#: File stem, scoring function and the head that it takes.
SETS: tuple[tuple[str, Callable[..., None], str], ...] = (
    ("opinion/checkthat-en", opinion_rows, "opinion"),
    ("opinion/babe", babe_rows, "opinion"),
    ("bias/basil", basil_rows, "bias"),
    ("attribution/polnear", polnear_rows, "attribution"),
    ("stance/newsmtsc", stance_rows, "stance"),
    ("opinion/penn", penn_rows, "opinion"),
    ("opinion/mpqa", mpqa_rows, "opinion"),
)


def files(folder: Path, stem: str) -> Iterator[tuple[str, Path]]:
    """Find the evaluation parts of a corpus, in its sub-folder or flat in the folder."""
    for part in PARTS:
        for path in (folder / f"{stem}.{part}.jsonl", folder / f"{Path(stem).name}.{part}.jsonl"):
            if path.is_file():
                yield f"{Path(stem).name}.{part}", path
                break


def evaluate(
    folder: Path, encoder: Encoder, *, only: Sequence[str] = (), resamples: int = RESAMPLES
) -> Report:
    """Evaluate on every file found.

    Args:
        folder: Holds the files.
        encoder: The model.
        only: Names such as `babe.dev`; empty for all.
        resamples: How many bootstrap samples an interval rests on.
    """
    report = Report(resamples=resamples)
    for stem, score, head in SETS:
        found = list(files(folder, stem))
        if not found:
            report.skipped.append(f"{stem}: no file for {', '.join(PARTS)}")
        for part, path in found:
            if only and part not in only:
                continue
            if head not in encoder.heads:
                report.skipped.append(f"{part}: the model has no head for {head}")
                continue
            records = data.read_lines(path)
            if not records:
                report.skipped.append(f"{part}: empty")
                continue
            score(encoder, records, part, report)
    return report


def printed(report: Report) -> str:
    """Render the rows as a Markdown table."""
    lines = ["| head | set | metric | value | 95 % interval | units |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {row.head} | {row.part} | {row.metric} | {row.value:.3f} "
        f"| {row.low:.3f} to {row.high:.3f} | {row.units} |"
        for row in report.rows
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--model", type=Path, default=Path(__file__).resolve().parents[2] / "resources" / "model"
    )
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", default="", help="comma-separated, such as babe.dev,penn.dev")
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    began = time.monotonic()
    encoder = Encoder(options.model, threads=options.threads)
    only = [name for name in options.only.split(",") if name]
    report = evaluate(options.data, encoder, only=only)
    print(f"{encoder.name} {encoder.version}, {time.monotonic() - began:.0f} s\n")
    print(printed(report))
    for name, table in report.tables.items():
        if not name.startswith("reliability"):
            print(f"\n{name} (truth: guesses): {json.dumps(table)}")
    for line in report.skipped:
        print(f"skipped: {line}")
    if options.json:
        figures = {
            "model": {"name": encoder.name, "version": encoder.version},
            "rows": [vars(row) for row in report.rows],
            "tables": report.tables,
            "skipped": report.skipped,
        }
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
