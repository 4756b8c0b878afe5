# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Read the labelled corpora into one shape: sentences with whatever labels each corpus has.

A label that a corpus does not give is absent (NaN or -1), never a negative: the corpora annotate
different things, and a loss is only taken where somebody looked.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

ROLES = ("source", "cue", "content")
POLARITIES = ("negative", "neutral", "positive")
#: Techniques of SemEval 2023 task 3 frequent enough to learn; this head is not exported.
TECHNIQUES = (
    "Loaded_Language",
    "Name_Calling-Labeling",
    "Doubt",
    "Exaggeration-Minimisation",
    "Appeal_to_Fear-Prejudice",
    "Flag_Waving",
    "Repetition",
    "Causal_Oversimplification",
)
MISSING = math.nan

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|Rev|Hon|Jan|Feb|Mar|Apr|Aug|"
    r"Sept|Sep|Oct|Nov|Dec|No|vs|Inc|Corp|Co|Calif|Fla|Mass|Pa|Va|D-[A-Z][a-z]+|R-[A-Z][a-z]+)"
    r"|\b[A-Z]|\b[A-Z]\.[A-Z])\.$"
)
_BOUNDARY = re.compile(r"[.!?][\"'”’)\]]*(\s+)(?=[\"'“‘(\[]*[A-Z0-9])")

Span = tuple[int, int]


@dataclass
class Attribution:
    """One annotated attribution: spans of the document for each role, possibly none."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]


@dataclass
class Document:
    """A text with its sentences and the labels that its corpus gives.

    Per-sentence arrays hold NaN where there is no label; span lists are None where the corpus does
    not annotate them at all. A target is its spans and its polarity, -1 where that is not known.
    """

    corpus: str
    text: str
    sentences: list[Span]
    opinion: list[float] | None = None
    opinion_weight: float = 1.0
    bias: list[float] | None = None
    bias_weight: float = 1.0
    lexical: list[float] | None = None
    assessed: list[float] | None = None
    voice: list[float] | None = None
    voice_weight: float = 1.0
    techniques: list[list[float]] | None = None
    loaded: list[Span] | None = None
    lexical_spans: list[Span] | None = None
    attributions: list[Attribution] | None = None
    targets: list[tuple[list[Span], int]] = field(default_factory=list)
    genre: str | None = None

    @property
    def key(self) -> str:
        """A name for it, made from its corpus, text and targets: some texts occur twice."""
        named = f"{self.corpus}\n{self.text}\n{self.targets}"
        return hashlib.sha256(named.encode()).hexdigest()


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON-lines file, or none if it is absent."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def split_sentences(text: str) -> list[Span]:
    """Split a text into sentences by its punctuation; good enough for training without a parser."""
    spans: list[Span] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        start = paragraph.start()
        for boundary in _BOUNDARY.finditer(text, paragraph.start(), paragraph.end()):
            stop = boundary.start() + 1
            if text[boundary.start()] == "." and _ABBREVIATION.search(text, start, stop):
                continue
            spans.append((start, boundary.start(1)))
            start = boundary.end(1)
        spans.append((start, paragraph.end()))
    return [span for span in (trim(text, *span) for span in spans) if span[0] < span[1]]


def trim(text: str, start: int, end: int) -> Span:
    """Leave out the white space at both ends of a span."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def join_sentences(parts: list[str]) -> tuple[str, list[Span]]:
    """Join sentences with single spaces; return the text and where each one lies."""
    text, spans = "", []
    for part in parts:
        if text:
            text += " "
        spans.append((len(text), len(text) + len(part)))
        text += part
    return text, spans


def checkthat(path: Path) -> Iterator[Document]:
    """CheckThat! task 1: isolated sentences, opinion or factual."""
    for row in read_lines(path):
        text = row["text"]
        yield Document(
            "checkthat",
            text,
            [(0, len(text))],
            opinion=[float(row["opinion"] == "opinion")],
            opinion_weight=1.5,
        )


def babe(path: Path) -> Iterator[Document]:
    """BABE: isolated sentences with bias, opinion and biased words."""
    for row in read_lines(path):
        text = row["text"]
        # `mixed` is half way by definition; it is used at half weight and never counted as wrong.
        opinion = {"opinion": 1.0, "factual": 0.0, "mixed": 0.5}.get(row["opinion"], MISSING)
        yield Document(
            "babe",
            text,
            [(0, len(text))],
            opinion=[opinion],
            opinion_weight=0.5 if row["opinion"] == "mixed" else 1.0,
            bias=[MISSING if row["bias"] is None else float(row["bias"] == "biased")],
            loaded=[(start, end) for start, end in row["biased_spans"]],
        )


def multidim(path: Path) -> Iterator[Document]:
    """MultiDimNews: isolated sentences by a crowd; noisy, so at less than full weight."""
    for row in read_lines(path):
        text = row["text"]
        yield Document(
            "multidim",
            text,
            [(0, len(text))],
            opinion=[float(row["subjective"])],
            opinion_weight=0.5,
            bias=[float(row["biased"])],
            bias_weight=0.2,
        )


def penn_label(sentence: dict[str, Any]) -> tuple[float, float]:
    """Return (opinion, voice) of a Penn sentence; NaN where its people split or it is furniture."""
    return {"fact": (0.0, 0.0), "opinion": (1.0, 0.0), "quote": (0.0, 1.0)}.get(
        sentence["type"], (MISSING, MISSING)
    )


def penn(path: Path) -> Iterator[Document]:
    """Penn Media Bias Detector: whole articles, sentences typed fact, opinion or quote."""
    for row in read_lines(path):
        text, spans = join_sentences([sentence["text"] for sentence in row["sentences"]])
        labels = [penn_label(sentence) for sentence in row["sentences"]]
        yield Document(
            "penn",
            text,
            spans,
            opinion=[opinion for opinion, _ in labels],
            opinion_weight=2.0,
            voice=[voice for _, voice in labels],
            voice_weight=2.0,
        )


def mpqa_author(row: dict[str, Any], sentence: Span) -> tuple[bool, bool, bool]:
    """Say whose expressive subjectivity a sentence has: (the author's, a source's, only faint)."""
    author = source = low = False
    for mark in row["annotations"]:
        if mark["start"] >= sentence[1] or mark["end"] <= sentence[0]:
            continue
        if mark["type"] != "expressive-subjectivity":
            continue
        if mark.get("intensity") not in ("medium", "high", "extreme"):
            low = True
        elif mark.get("source") == ["w"]:
            author = True
        else:
            source = True
    return author, source, low


def mpqa(path: Path) -> Iterator[Document]:
    """MPQA: whole documents; who holds the subjectivity is told by the nested source."""
    for row in read_lines(path):
        opinion, voice = [], []
        sentences = [(start, end) for start, end in row["sentences"] if end > start]
        for sentence in sentences:
            author, source, low = mpqa_author(row, sentence)
            opinion.append(1.0 if author else MISSING if low and not source else 0.0)
            voice.append(0.0 if author else 1.0 if source else MISSING)
        yield Document(
            "mpqa",
            row["text"],
            sentences,
            opinion=opinion,
            opinion_weight=0.4,
            voice=voice,
            voice_weight=1.0,
        )


def basil(path: Path) -> Iterator[Document]:
    """BASIL: whole articles with lexical and informational bias spans."""
    for row in read_lines(path):
        text, spans = join_sentences(row["sentences"])
        lexical = [
            (spans[mark["sentence"]][0] + mark["start"], spans[mark["sentence"]][0] + mark["end"])
            for mark in row["bias_spans"]
            if mark["bias"] == "lexical"
        ]
        marked = {mark["sentence"] for mark in row["bias_spans"] if mark["bias"] == "lexical"}
        yield Document(
            "basil",
            text,
            spans,
            lexical=[float(index in marked) for index in range(len(spans))],
            lexical_spans=lexical,
        )


def anno_lexical(path: Path) -> Iterator[Document]:
    """Anno-lexical: isolated sentences that language models voted biased or not."""
    for row in read_lines(path):
        text = row["text"]
        yield Document(
            "anno-lexical", text, [(0, len(text))], assessed=[float(row["bias"] == "biased")]
        )


def persuasion(path: Path) -> Iterator[Document]:
    """SemEval 2023 task 3: paragraphs and their persuasion techniques, an auxiliary task."""
    for row in read_lines(path):
        text = row["text"]
        found = set(row["techniques"])
        yield Document(
            "semeval",
            text,
            [(0, len(text))],
            techniques=[[float(name in found) for name in TECHNIQUES]],
        )


def content_share(sentence: Span, contents: list[Span]) -> float:
    """Return the share of a sentence's characters that lie in attribution content."""
    covered = np.zeros(sentence[1] - sentence[0], dtype=bool)
    for start, end in contents:
        low, high = max(start, sentence[0]), min(end, sentence[1])
        if low < high:
            covered[low - sentence[0] : high - sentence[0]] = True
    return float(covered.mean()) if covered.size else 0.0


def polnear(path: Path) -> Iterator[Document]:
    """PolNeAR: whole articles with source, cue and content."""
    for row in read_lines(path):
        attributions = [
            Attribution(**{role: [(start, end) for start, end in item[role]] for role in ROLES})
            for item in row["attributions"]
        ]
        contents = [span for item in attributions for span in item.content]
        sentences = split_sentences(row["text"])
        yield Document(
            "polnear",
            row["text"],
            sentences,
            voice=[float(content_share(span, contents) >= 0.5) for span in sentences],
            voice_weight=0.3,
            attributions=attributions,
        )


def newsmtsc(path: Path) -> Iterator[Document]:
    """NewsMTSC: isolated sentences with the polarity towards each mention."""
    for row in read_lines(path):
        text = row["text"]
        yield Document(
            "newsmtsc",
            text,
            [(0, len(text))],
            targets=[
                ([(start, end) for start, end in item["spans"]], POLARITIES.index(item["polarity"]))
                for item in row["targets"]
            ],
        )


def distant(path: Path) -> Iterator[Document]:
    """Read the articles that `distant.py` chose; their labels come from a teacher."""
    for row in read_lines(path):
        yield Document(
            "genre",
            row["text"],
            [(start, end) for start, end in row["sentences"]],
            targets=[([(start, end)], -1) for start, end in row["targets"]],
            genre=row["genre"],
        )


#: Every corpus: file stem, reader, and whether it comes in train and dev parts.
CORPORA = (
    ("opinion/checkthat-en", checkthat, True),
    ("opinion/babe", babe, True),
    ("opinion/multidimnews", multidim, False),
    ("opinion/penn", penn, True),
    ("opinion/mpqa", mpqa, True),
    ("bias/basil", basil, True),
    ("bias/anno-lexical", anno_lexical, False),
    ("bias/semeval23-persuasion", persuasion, False),
    ("attribution/polnear", polnear, True),
    ("stance/newsmtsc", newsmtsc, True),
)


#: Of a large corpus that comes whole, every so-manieth text is its dev part.
HELD_OUT = {"anno-lexical": 24}


def load(data: Path, part: str, names: set[str] | None = None) -> list[Document]:
    """Read one part (`train` or `dev`) of every corpus, or of the named ones."""
    documents: list[Document] = []
    for stem, reader, parted in CORPORA:
        path = data / (f"{stem}.{part}.jsonl" if parted else f"{stem}.jsonl")
        found = [
            document
            for document in reader(path)
            if document.sentences and (names is None or document.corpus in names)
        ]
        if not parted:
            every = HELD_OUT.get(Path(stem).name, 0)
            found = [
                document
                for number, document in enumerate(found, start=1)
                if (bool(every) and number % every == 0) == (part == "dev")
            ]
        documents.extend(found)
    return documents
