# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The model at run time: one pass over windows of sentences, and what each head read there.

Runs on ONNX Runtime; the tokeniser is the model folder's own. Both are loaded when an `Encoder` is
made, never on import. Offsets are code points into the text that was given, half-open. One encoder
may be used by one thread at a time.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.analysis.model.decoding import (
    ROLES,
    Floats,
    Found,
    Tokens,
    Word,
    find_spans,
    join_words,
    link_spans,
    per_word,
    role_chances,
    runs,
    softmax,
)
from reader.analysis.model.model_folder import load, read_configuration, special_tokens
from reader.analysis.model.windows import Piece, pack
from reader.analysis.readings import (
    AttributionReading,
    Pieces,
    Range,
    Scored,
    SentenceReading,
    Target,
    TargetReading,
    WindowReading,
    WordReading,
)
from reader.errors import ModelError, Reason

#: Which heads a configuration may list; the graph has an output of the same name for each.
HEADS = ("opinion", "bias", "voice", "loaded", "attribution", "links", "stance", "mentions")

# Half of a surrogate pair can stand in a Python string but in no tokeniser.
_SURROGATES = re.compile("[\ud800-\udfff]")
# How often half of a sentence's words are hidden, and how many tokens that may come to: more would
# outlast the wait for a reason card.
_OCCLUSIONS = 48
_OCCLUSION_TOKENS = 1600
# Keeps the fit of the words' weights steady where there are about as many words as runs.
_RIDGE = 0.5


@dataclass(frozen=True, slots=True)
class _Job:
    """What one call of `read` works on; `partial` holds the parts of a sentence read so far."""

    text: str
    sentences: Sequence[Range]
    tokens: Sequence[Tokens]
    targets: Sequence[Target]
    partial: dict[int, list[tuple[int, dict[str, float]]]]


class Encoder:
    """The model of a folder, ready to read.

    Attributes:
        name, version: What the folder says of itself.
        heads: The heads it has, out of `HEADS`.
        threshold: The opinion probability from which a sentence counts as opinion.
        unclear: The band around it, (low, high), in which the model abstains.
        genre: What tells an opinion piece, and what follows; see `judging/genre.py`. None where
            that was not learned.
        voice_threshold: The voice probability from which a sentence counts as attributed.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        """Load the model of a folder.

        Args:
            folder: Holds config.json, the tokeniser's files and model.onnx.
            threads: How many threads to compute with; None for one per core.

        Raises:
            ModelError: The folder holds no model, or one that does not fit.
        """
        self._folder = folder
        config = read_configuration(folder)
        self.name, self.version = config.name, config.version
        self._window = config.window
        self._settings = config.heads
        self.heads = tuple(head for head in HEADS if head in self._settings)
        opinion = self._settings["opinion"]
        self.threshold = float(opinion["threshold"])
        self.unclear = (float(opinion["unclear"][0]), float(opinion["unclear"][1]))
        genre = opinion.get("genre")
        self.genre = {str(name): float(value) for name, value in genre.items()} if genre else None
        self.voice_threshold = float(self._settings.get("voice", {}).get("threshold", 0.5))
        self._tokenizer, self._session = load(folder, threads)
        self._special = special_tokens(folder, self._tokenizer)
        names = {output.name for output in self._session.get_outputs()}
        if not names.issuperset(self.heads):
            raise ModelError(
                folder,
                Reason.MODEL_UNSUITABLE,
                "The model's graph lacks a head that its configuration promises.",
                detail=f"{sorted(set(self.heads) - names)} missing",
            )

    def read(
        self, text: str, sentences: Sequence[Range], targets: Sequence[Target] = ()
    ) -> Iterator[WindowReading]:
        """Read sentences in order, window by window; each sentence comes back exactly once.

        Args:
            text: The text that every offset points into.
            sentences: Where its sentences are, in order.
            targets: Mentions whose stance is asked; those outside all sentences are left out.

        Raises:
            ModelError: The model failed.
        """
        if not sentences:
            return
        tokens = self._tokenize(text, sentences)
        job = _Job(text, sentences, tokens, targets, {})
        for pieces in pack([len(item.ids) for item in tokens], self._window - 2):
            yield self._read_window(job, pieces)

    def weigh(self, text: str, sentence: Range) -> list[Scored]:
        """Say which words of a sentence weighed most for its opinion, heaviest first.

        Halves of the words are hidden again and again, and the weights are fitted to what the
        sentence's log-odds, read without its neighbours, lose by that: of two words that say the
        same, hiding one alone would lose nothing. The weight told is what the opinion probability
        loses with that word's share (negative where it gains). In a long sentence neighbouring
        words are hidden together, to stay inside the time of a reason card.

        Raises:
            ModelError: The model failed.
        """
        item = self._tokenize(text, [sentence])[0]
        kept = min(len(item.ids), self._window - 2)
        words = [
            word
            for word in join_words([item], [Piece(0, 0, kept, last=True)])
            if _has_word(text, word.start, word.end)
        ]
        if not words:
            return []
        runs = max(2, min(_OCCLUSIONS, _OCCLUSION_TOKENS // (kept + 2) - 1) // 2 * 2)
        size = math.ceil(len(words) / runs)
        groups = [words[index : index + size] for index in range(0, len(words), size)]
        hidden = _halves(len(groups), runs)
        begin, end, mask = self._special
        ids = np.tile(np.array([begin, *item.ids[:kept], end], dtype=np.int64), (runs + 1, 1))
        for row, choice in enumerate(hidden, start=1):
            for group in np.flatnonzero(choice):
                for word in groups[group]:
                    ids[row, word.low : word.high] = mask
        sentence_ids = np.zeros_like(ids)
        sentence_ids[:, [0, -1]] = -1
        logits = self._run(ids, sentence_ids, 1, np.zeros((len(ids), 1, ids.shape[1]), np.float32))
        whole, *without = (float(value) for value in logits["opinion"][:, 0, 0])
        design = hidden.astype(np.float64)
        shares = np.linalg.solve(
            design.T @ design + _RIDGE * np.eye(len(groups)), design.T @ (whole - np.array(without))
        )
        chance = self._calibrated("opinion", whole)
        weights = [
            (
                group[0].start,
                group[-1].end,
                chance - self._calibrated("opinion", whole - float(share)),
            )
            for group, share in zip(groups, shares, strict=True)
        ]
        return sorted(weights, key=lambda weight: -weight[2])

    def _tokenize(self, text: str, sentences: Sequence[Range]) -> list[Tokens]:
        parts = self._tokenizer.encode_batch(
            [_SURROGATES.sub(" ", text[start:end]) for start, end in sentences],
            add_special_tokens=False,
        )
        found = []
        for part, (start, end) in zip(parts, sentences, strict=True):
            if not _has_word(text, start, end):
                # A row of asterisks or an emoji alone: nothing that could be judged.
                found.append(Tokens([], [], []))
                continue
            offsets = [(start + low, start + high) for low, high in part.offsets]
            found.append(Tokens(part.ids, offsets, part.word_ids))
        return found

    def _run(
        self,
        ids: NDArray[np.int64],
        sentence_ids: NDArray[np.int64],
        count: int,
        targets: Floats,
        target_sentences: NDArray[np.int64] | None = None,
    ) -> dict[str, Floats]:
        if target_sentences is None:
            target_sentences = np.zeros(targets.shape[:2], dtype=np.int64)
        feeds = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "sentence_ids": sentence_ids,
            "sentence_index": np.arange(count, dtype=np.int64),
            "targets": targets,
            "target_sentences": target_sentences,
        }
        wanted = {entry.name for entry in self._session.get_inputs()}
        try:
            outputs = self._session.run(
                list(self.heads), {name: feeds[name] for name in feeds if name in wanted}
            )
        except Exception as error:  # ONNX Runtime has no common base for its own errors
            raise ModelError(
                self._folder,
                Reason.UNEXPECTED,
                "The model failed while reading.",
                detail=str(error),
            ) from error
        return dict(zip(self.heads, outputs, strict=True))

    def _read_window(self, job: _Job, pieces: Sequence[Piece]) -> WindowReading:
        tokens = job.tokens
        begin, end, _ = self._special
        flat = [i for piece in pieces for i in tokens[piece.sentence].ids[piece.low : piece.high]]
        if not flat:
            empty = (SentenceReading(*job.sentences[p.sentence], 0.5, whole=False) for p in pieces)
            return WindowReading(tuple(empty))
        ids = np.array([[begin, *flat, end]], dtype=np.int64)
        sentence_ids = np.full_like(ids, -1)
        position = 1
        for number, piece in enumerate(pieces):
            sentence_ids[0, position : position + piece.high - piece.low] = number
            position += piece.high - piece.low
        words = join_words(tokens, pieces)
        asked, masks, places = self._place_targets(tokens, pieces, job.targets, ids.shape[1])
        logits = self._run(ids, sentence_ids, len(pieces), masks, places)
        readings = self._sentence_readings(job, pieces, logits)
        chances = self._word_chances(words, logits)
        found: dict[str, list[Found]] = {role: [] for role in ROLES}
        if "attribution" in self._settings:
            settings = self._settings["attribution"]
            found = find_spans(job.text, words, logits["attribution"][0], chances, settings)
        links: tuple[AttributionReading, ...] = ()
        if "links" in self._settings:
            links = link_spans(job.text, job.sentences, found, logits["links"][0])
        loaded: tuple[Scored, ...] = ()
        if "loaded" in self._settings:
            threshold = float(self._settings["loaded"]["threshold"])
            spans = runs(words, chances["loaded"], threshold)
            # A quotation mark or an emoji alone is no word, whatever the head thinks of it.
            loaded = tuple(
                (item.start, item.end, item.peak)
                for item in spans
                if _has_word(job.text, item.start, item.end)
            )
        return WindowReading(
            readings,
            loaded,
            tuple(item.scored for item in found["source"]),
            tuple(item.scored for item in found["cue"]),
            tuple(item.scored for item in found["content"]),
            links,
            self._stances(asked, logits),
            tuple(
                WordReading(
                    word.start, word.end, *(float(chances[name][index]) for name in chances)
                )
                for index, word in enumerate(words)
            )
            if "loaded" in self._settings or "attribution" in self._settings
            else (),
            self._pieces(tokens, pieces, logits),
        )

    def _pieces(
        self, tokens: Sequence[Tokens], pieces: Sequence[Piece], logits: Mapping[str, Floats]
    ) -> Pieces | None:
        if "mentions" not in self._settings:
            return None
        offsets = [
            offset
            for piece in pieces
            for offset in tokens[piece.sentence].offsets[piece.low : piece.high]
        ]
        starts, ends = zip(*offsets, strict=True)
        return Pieces(starts, ends, logits["mentions"][0, 1:-1].astype(np.float16))

    def _calibrated(self, head: str, logit: float) -> float:
        settings = self._settings[head]
        value = float(settings["scale"]) * float(logit) + float(settings["shift"])
        return 1.0 / (1.0 + math.exp(-min(max(value, -30.0), 30.0)))

    def _sentence_readings(
        self, job: _Job, pieces: Sequence[Piece], logits: Mapping[str, Floats]
    ) -> tuple[SentenceReading, ...]:
        heads = [head for head in ("opinion", "bias", "voice") if head in self._settings]
        readings = []
        for number, piece in enumerate(pieces):
            read: dict[str, float] = {head: float(logits[head][0, number, 0]) for head in heads}
            parts = job.partial.setdefault(piece.sentence, [])
            parts.append((piece.high - piece.low, read))
            if not piece.last:
                continue
            del job.partial[piece.sentence]
            span = job.sentences[piece.sentence]
            total = len(job.tokens[piece.sentence].ids)
            if not total:
                readings.append(SentenceReading(*span, 0.5, whole=False))
                continue
            # A sentence read in pieces counts each by its length.
            means = {
                head: self._calibrated(head, sum(size * part[head] for size, part in parts) / total)
                for head in heads
            }
            readings.append(
                SentenceReading(
                    *span,
                    means["opinion"],
                    means.get("bias"),
                    means.get("voice"),
                    whole=len(parts) == 1,
                )
            )
        return tuple(readings)

    def _word_chances(
        self, words: Sequence[Word], logits: Mapping[str, Floats]
    ) -> dict[str, Floats]:
        chances = {name: np.zeros(len(words), np.float32) for name in ("loaded", *ROLES)}
        if "loaded" in self._settings:
            settings = self._settings["loaded"]
            values = logits["loaded"][0, :, 0] * settings["scale"] + settings["shift"]
            pieces = 1.0 / (1.0 + np.exp(-np.clip(values, -30, 30)))
            chances["loaded"] = per_word(words, pieces)
        if "attribution" in self._settings:
            chances.update(role_chances(words, logits["attribution"][0]))
        return chances

    def _place_targets(
        self,
        tokens: Sequence[Tokens],
        pieces: Sequence[Piece],
        targets: Sequence[Target],
        length: int,
    ) -> tuple[list[Target], Floats, NDArray[np.int64]]:
        asked: list[Target] = []
        masks: list[Floats] = []
        places: list[int] = []
        if "stance" in self._settings and targets:
            position = 1
            ordered = sorted(targets, key=lambda target: target.start)
            begins = [target.start for target in ordered]
            reach = max(target.end - target.start for target in ordered)
            for number, piece in enumerate(pieces):
                offsets = tokens[piece.sentence].offsets[piece.low : piece.high]
                if not offsets:
                    continue
                low = bisect_left(begins, offsets[0][0] - reach)
                high = bisect_left(begins, offsets[-1][1])
                for target in ordered[low:high]:
                    where = [
                        position + index
                        for index, (start, end) in enumerate(offsets)
                        if start < target.end and end > target.start
                    ]
                    if where:
                        mask = np.zeros(length, np.float32)
                        mask[where] = 1.0
                        asked.append(target)
                        masks.append(mask)
                        places.append(number)
                position += len(offsets)
        if not masks:
            # The graph wants at least one target; an empty one is never looked at.
            masks, places = [np.zeros(length, np.float32)], [0]
        return asked, np.stack(masks)[None], np.array([places], dtype=np.int64)

    def _stances(
        self, asked: Sequence[Target], logits: Mapping[str, Floats]
    ) -> tuple[TargetReading, ...]:
        if not asked:
            return ()
        scale = float(self._settings["stance"]["scale"])
        chances = softmax(logits["stance"][0] * scale)
        return tuple(
            TargetReading(target, *(float(value) for value in row))
            for target, row in zip(asked, chances, strict=True)
        )


def _has_word(text: str, start: int, end: int) -> bool:
    return any(letter.isalnum() for letter in text[start:end])


def _halves(count: int, runs: int) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Choose half of `count` things `runs` times, always the same way; [runs, count].

    Every second choice is the rest of the one before, so that all are chosen equally often.
    """
    chooser = np.random.default_rng(0)
    chosen = np.zeros((runs, count), dtype=bool)
    for row in range(0, runs, 2):
        chosen[row, chooser.permutation(count)[: (count + 1) // 2]] = True
        chosen[row + 1] = ~chosen[row]
    return chosen
