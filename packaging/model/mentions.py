# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the resolver learns from: the candidates of labelled texts, with vectors and entities.

    python mentions.py --data DATA --model ../../resources/model --out OUT/mentions

Candidates and what is known of them come from `reader.analysis.actors.candidates`, as at run time;
the vectors are those of the shipped graph, int8 weights and all. One file holds a part of a corpus.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.analysis.actors.candidates import Candidate, candidate, find_candidates
from reader.analysis.actors.features import describe
from reader.analysis.evidence import Evidence, gather
from reader.analysis.model.encoder import Encoder
from reader.analysis.model.windows import pack
from reader.analysis.syntax.sentences import parse, sentences
from reader.document import Article, Block, BlockKind

PARTS = {
    "gum.train": "coreference/gum.train.jsonl",
    "gum.dev": "coreference/gum.dev.jsonl",
    "gap.train": "coreference/gap.train.jsonl",
    "gap.dev": "coreference/gap.dev.jsonl",
    "mpqa.train": "opinion/mpqa.train.jsonl",
    "litbank.all": "coreference/litbank.jsonl",
}
#: The hidden states that the resolver reads: those of layers 3 to 6, one behind the other.
LAYERS = tuple(
    f"/network/encoder/encoder/layer.{layer}/output/LayerNorm/LayerNormalization_output_0"
    for layer in (2, 3, 4, 5)
)
#: The types of GUM's entities that may be actors.
ACTORS = {"person", "organization", "place"}
#: So many steps lead from a word of a name to the one that stands for all of it.
_CLIMB = 6


@dataclass
class Text:
    """A labelled text.

    Attributes:
        keys: Piece, token and whether several, of each candidate.
        vectors: Of the first piece of each candidate and of its last, [N, 2, 4 * width].
        known: What is known of each candidate by itself.
        entities: The number of the entity that each candidate is, or -1.
        actors: Whether each is of a type that may be an actor.
        asked: In GAP, the candidate that is the pronoun, and for each name the candidate (None
            where it is none) and whether it is the same person.
        gold: In GUM, the same text with the mentions of possible actors that people marked, for
            its candidates.
        windows: The ids of the word pieces of each window that the encoder reads, the two that
            enclose them left out.
        places: Which of all these pieces are the first and the last of each candidate, [N, 2].
    """

    id: str
    found: list[Candidate]
    keys: list[tuple[int, int, bool]]
    vectors: np.ndarray
    known: np.ndarray
    entities: np.ndarray
    actors: np.ndarray
    asked: tuple[int | None, list[tuple[int | None, bool]]] = (None, [])
    gold: Text | None = field(default=None, repr=False)
    windows: list[np.ndarray] = field(default_factory=list, repr=False)
    places: np.ndarray = field(default_factory=lambda: np.zeros((0, 2), np.int64), repr=False)


class HiddenStates:
    """What the shipped encoder makes of a text, by word piece."""

    def __init__(self, folder: Path) -> None:
        self.encoder = Encoder(folder, threads=1)
        model = onnx.load(folder / "model.onnx")
        for name in LAYERS:
            kind = onnx.TensorProto.FLOAT
            model.graph.output.append(onnx.helper.make_tensor_value_info(name, kind, None))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        self.inputs = {entry.name for entry in self.session.get_inputs()}

    def read(
        self, text: str, spans: list[tuple[int, int]]
    ) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
        """Return where each word piece starts, its hidden states, and the ids of each window."""
        begin, end, _ = self.encoder._special
        tokens = self.encoder._tokenize(text, spans)
        starts: list[int] = []
        rows = []
        windows = []
        for window in pack([len(item.ids) for item in tokens], self.encoder._window - 2):
            parts = [tokens[piece.sentence] for piece in window]
            flat = [
                token
                for part, piece in zip(parts, window, strict=True)
                for token in part.ids[piece.low : piece.high]
            ]
            if not flat:
                continue
            for part, piece in zip(parts, window, strict=True):
                starts += [start for start, _ in part.offsets[piece.low : piece.high]]
            ids = np.array([[begin, *flat, end]], dtype=np.int64)
            feeds = {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "sentence_ids": np.zeros_like(ids),
                "sentence_index": np.arange(1, dtype=np.int64),
                "targets": np.zeros((1, 1, ids.shape[1]), np.float32),
                "target_sentences": np.zeros((1, 1), np.int64),
            }
            wanted = {name: value for name, value in feeds.items() if name in self.inputs}
            states = np.concatenate(self.session.run(list(LAYERS), wanted), axis=-1)
            rows.append(states[0, 1:-1].astype(np.float16))
            windows.append(np.array(flat))
        return np.array(starts), np.concatenate(rows), windows


class Reading:
    """One record's text, parsed and read."""

    def __init__(self, text: str, states: HiddenStates) -> None:
        lines = re.finditer(r"\S.*", text)
        blocks = tuple(Block(BlockKind.PARAGRAPH, *line.span()) for line in lines)
        self.text = text
        self.parsed = list(gather(parse(Article(text, blocks))))
        self.begins = [piece.start for piece in self.parsed]
        spans = [(span.start, span.end) for piece in self.parsed for span in sentences(piece)]
        self.starts, self.rows, self.windows = states.read(text, spans)
        self.found = find_candidates(self.parsed)
        self.places: dict[tuple[int, int, bool], int] = {}
        for place, item in enumerate(self.found):
            self.places.setdefault((item.piece, item.head, item.several), place)

    def ends(self, found: list[Candidate]) -> np.ndarray:
        """Which word pieces are the first and the last of each candidate."""
        ends = [self.parsed[item.piece].span(item.end, item.end + 1).end - 1 for item in found]
        first = np.searchsorted(self.starts, [item.start for item in found], side="right") - 1
        last = np.searchsorted(self.starts, ends, side="right") - 1
        return np.stack([first.clip(0), last.clip(0)], axis=1)

    def piece(self, offset: int) -> tuple[int, Evidence]:
        index = max(0, bisect_right(self.begins, offset) - 1)
        return index, self.parsed[index]

    def root(self, start: int, end: int) -> tuple[int, int] | None:
        """The piece and the token that a stretch hangs from."""
        index, piece = self.piece(start)
        limit = min(end - piece.start, len(piece.text))
        tokens = piece.doc.char_span(start - piece.start, limit, alignment_mode="expand")
        return (index, tokens.root.i) if tokens is not None and len(tokens) else None

    def as_text(self, name: str, **more: Any) -> Text:
        count = len(self.found)
        places = self.ends(self.found)
        return Text(
            name,
            self.found,
            [(item.piece, item.head, item.several) for item in self.found],
            self.rows[places],
            describe(self.found),
            **{"entities": np.full(count, -1), "actors": np.zeros(count, bool), **more},
            windows=self.windows,
            places=places,
        )


def from_gum(record: dict[str, Any], reading: Reading) -> Text:
    """Read a document of GUM; in dialogues its speakers are known."""
    begins = [turn["start"] for turn in record["speakers"]]
    numbers: dict[str, int] = {}
    for item in reading.found:
        turn = bisect_right(begins, item.start) - 1
        if turn >= 0 and record["speakers"][turn]["end"] > item.start:
            name = record["speakers"][turn]["speaker"]
            # Beside the numbers of those who are quoted.
            item.speaker = 1000 + numbers.setdefault(name, len(numbers))
    entities: dict[str, int] = {}
    marked = []
    for mention in record["mentions"]:
        place = _head(mention, reading)
        if place is not None:
            number = entities.setdefault(mention["entity"], len(entities))
            marked.append((place, number, mention["type"] in ACTORS))
    text = reading.as_text(record["id"])
    for place, number, actor in marked:
        index = reading.places.get(place)
        if index is not None and text.entities[index] < 0:
            text.entities[index], text.actors[index] = number, actor
    own = [(_given(place, reading), number) for place, number, actor in marked if actor]
    own.sort(key=lambda item: (item[0].start, item[0].several))
    found = [item for item, _ in own]
    places = reading.ends(found)
    text.gold = Text(
        record["id"],
        found,
        [(item.piece, item.head, item.several) for item in found],
        reading.rows[places],
        describe(found),
        np.array([number for _, number in own]),
        np.ones(len(own), bool),
        windows=reading.windows,
        places=places,
    )
    return text


def _given(place: tuple[int, int, bool], reading: Reading) -> Candidate:
    """The candidate of a mention that people marked, even if the parse makes none of it."""
    if place in reading.places:
        return reading.found[reading.places[place]]
    piece = reading.parsed[place[0]]
    made = candidate(place[0], piece, piece.doc[place[1]])
    near = min(reading.found, key=lambda item: abs(item.start - made.start))
    made.sentence, made.quoted, made.speaker = near.sentence, near.quoted, near.speaker
    return made


def _head(mention: dict[str, Any], reading: Reading) -> tuple[int, int, bool] | None:
    """The candidate that a mention of GUM is: its head is the first word of a name."""
    found = reading.root(mention["head"][0], mention["head"][0] + 1)
    if found is None:
        return None
    index, token = found[0], reading.parsed[found[0]].doc[found[1]]
    begin = reading.begins[index]
    inner = {"compound", "nmod", "amod", "nummod", "det", "quantmod", "poss"}
    for _ in range(_CLIMB):
        above = token.head
        inside = mention["start"] <= begin + above.idx < mention["end"]
        if above.i == token.i or token.dep_ not in inner or not inside:
            break
        token = above
    return index, token.i, _joins((index, token.i), mention, reading)


def from_gap(record: dict[str, Any], reading: Reading) -> Text:
    """Read a passage of GAP."""

    def place(start: int, end: int) -> int | None:
        root = reading.root(start, end)
        return reading.places.get((*root, False)) if root else None

    pronoun = place(*record["pronoun"])
    names = [(place(*item["span"]), item["same"]) for item in record["candidates"]]
    return reading.as_text(record["id"], asked=(pronoun, names))


def from_mpqa(record: dict[str, Any], reading: Reading) -> Text:
    """Read a document of MPQA: mentions with the same last source are the same."""
    text = reading.as_text(record["id"])
    numbers: dict[str, int] = {}
    for item in record["annotations"]:
        source = str(item.get("source") or item.get("id") or "").split(",")[-1].strip()
        if item["type"] != "agent" or source in {"", "w"}:
            continue
        root = reading.root(item["start"], item["end"])
        place = reading.places.get((*root, False)) if root else None
        if place is not None:
            text.entities[place] = numbers.setdefault(source, len(numbers))
    return text


def from_litbank(record: dict[str, Any], reading: Reading) -> Text:
    """Read the beginning of a book; all its mentions are of possible actors."""
    text = reading.as_text(record["id"])
    numbers: dict[str, int] = {}
    for item in record["mentions"]:
        root = reading.root(item["start"], item["end"])
        if root is None:
            continue
        several = _joins(root, item, reading)
        place = reading.places.get((*root, several))
        if place is not None and text.entities[place] < 0:
            text.entities[place] = numbers.setdefault(item["entity"], len(numbers))
            text.actors[place] = True
    return text


def _joins(root: tuple[int, int], mention: dict[str, Any], reading: Reading) -> bool:
    """Whether a mention holds several beings, by an "and" behind its first word."""
    begin, token = reading.begins[root[0]], reading.parsed[root[0]].doc[root[1]]
    last = max((child.idx for child in token.rights if child.dep_ == "conj"), default=None)
    words = reading.text[mention["start"] : mention["end"]]
    return last is not None and begin + last < mention["end"] and "and" in words


READERS = {"gum": from_gum, "gap": from_gap, "mpqa": from_mpqa, "litbank": from_litbank}
#: Whose lines are sentences, not paragraphs.
RUNNING = frozenset({"litbank"})


def read(part: str, data: Path, states: HiddenStates) -> Iterator[Text]:
    """Read a part of a corpus."""
    corpus = part.partition(".")[0]
    with (data / PARTS[part]).open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            text = record["text"]
            text = text.replace("\n", " ") if corpus in RUNNING else text
            yield READERS[corpus](record, Reading(text, states))


def load(folder: Path, part: str) -> list[Text]:
    """Load what `main` wrote of a part."""
    with (folder / f"{part}.pickle").open("rb") as file:
        texts: list[Text] = pickle.load(file)
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--parts", default=",".join(PARTS))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    states = HiddenStates(options.model)
    for part in options.parts.split(","):
        texts = list(read(part, options.data, states))
        with (options.out / f"{part}.pickle").open("wb") as file:
            pickle.dump(texts, file)
        print(part, len(texts), sum(len(text.found) for text in texts), flush=True)


if __name__ == "__main__":
    main()
