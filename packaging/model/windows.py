# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Cut documents into windows of whole sentences and collate them into batches of tensors."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from data import POLARITIES, ROLES, TECHNIQUES, Document, Span
from torch import Tensor

WINDOW = 256
#: How often each document of a corpus is read in an epoch: small and wanted corpora more than once,
#: a large auxiliary one in part.
RATES = {
    "checkthat": 2.0,
    "babe": 1.5,
    "multidim": 0.7,
    "penn": 2.0,
    "basil": 1.3,
    "anno-lexical": 0.15,
    "newsmtsc": 1.2,
    "polnear": 0.6,
    "semeval": 0.2,
    "mpqa": 0.7,
}
MOST_TARGETS = 8
#: The heads that have soft labels, besides stance: one logit for each sentence, or so many for each
#: token.
SOFT_SENTENCE = ("opinion", "bias", "lexical", "voice")
SOFT_TOKEN = {"loaded": 2, "attribution": 4 * len(ROLES)}
FloatArray = np.ndarray[Any, np.dtype[np.float32]]
IntArray = np.ndarray[Any, np.dtype[np.int64]]


@dataclass
class Encoded:
    """A tokenised document; token arrays run over all its sentences, without special tokens."""

    document: Document
    ids: IntArray
    sentence_of: IntArray
    loaded: FloatArray
    lexical: FloatArray
    roles: IntArray
    ends: FloatArray
    links: list[tuple[int, int, int]]
    targets: list[tuple[IntArray, int, int]]
    first: list[int]
    soft: dict[str, FloatArray] | None = None


@dataclass
class Window:
    """Consecutive sentences [low, high) of an encoded document."""

    encoded: Encoded
    low: int
    high: int

    @property
    def length(self) -> int:
        """Its length in tokens, special tokens included."""
        return min(self.encoded.first[self.high] - self.encoded.first[self.low], WINDOW - 2) + 2

    def targets_inside(self) -> list[int]:
        """Tell which of the document's targets begin inside it."""
        low, high = self.encoded.first[self.low], self.encoded.first[self.high]
        high = min(high, low + WINDOW - 2)
        return [
            number
            for number, (where, index, _) in enumerate(self.encoded.targets)
            if self.low <= index < self.high and low <= where[0] < high
        ]


def _covered(offsets: IntArray, spans: list[Span]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    mask = np.zeros(len(offsets), dtype=bool)
    for start, end in spans:
        mask |= (offsets[:, 0] < end) & (offsets[:, 1] > start)
    return mask


def encode(document: Document, tokenizer: Any) -> Encoded:
    """Tokenise a document sentence by sentence and put its labels on its tokens."""
    parts = tokenizer(
        [document.text[start:end] for start, end in document.sentences],
        add_special_tokens=False,
        return_offsets_mapping=True,
        truncation=True,
        max_length=WINDOW - 2,
    )
    ids: list[int] = []
    offsets: list[Span] = []
    sentence_of: list[int] = []
    first = [0]
    for index, (start, _) in enumerate(document.sentences):
        ids += parts["input_ids"][index]
        offsets += [(start + low, start + high) for low, high in parts["offset_mapping"][index]]
        sentence_of += [index] * len(parts["input_ids"][index])
        first.append(len(ids))
    table = np.array(offsets, dtype=np.int64).reshape(-1, 2)
    size = len(ids)
    unknown = np.full(size, np.nan, dtype=np.float32)
    loaded = lexical = unknown
    if document.loaded is not None:
        loaded = _covered(table, document.loaded).astype(np.float32)
    if document.lexical_spans is not None:
        lexical = _covered(table, document.lexical_spans).astype(np.float32)
    roles = np.full((size, len(ROLES)), -1, dtype=np.int64)
    ends = np.full((size, len(ROLES)), np.nan, dtype=np.float32)
    links: list[tuple[int, int, int]] = []
    if document.attributions is not None:
        roles[:] = 0
        ends[:] = 0.0
        for item in document.attributions:
            begins: dict[str, list[int]] = {}
            for number, role in enumerate(ROLES):
                begins[role] = []
                for span in getattr(item, role):
                    where = np.flatnonzero(_covered(table, [span]))
                    if where.size:
                        roles[where, number] = 2
                        roles[where[0], number] = 1
                        ends[where[-1], number] = 1.0
                        begins[role].append(int(where[0]))
            if begins["cue"]:
                cue = begins["cue"][0]
                links.append((0, cue, begins["source"][0] if begins["source"] else -1))
                links += [(1, content, cue) for content in begins["content"]]
    targets = []
    for spans, polarity in document.targets:
        where = np.flatnonzero(_covered(table, spans))
        if where.size:
            targets.append((where, sentence_of[int(where[0])], polarity))
    return Encoded(
        document,
        np.array(ids, dtype=np.int64),
        np.array(sentence_of, dtype=np.int64),
        loaded,
        lexical,
        roles,
        ends,
        links,
        targets,
        first,
    )


def cut(encoded: Encoded, limit: int) -> list[Window]:
    """Cut a document into windows of at most `limit` tokens, whole sentences each."""
    windows, low, last = [], 0, len(encoded.first) - 1
    for high in range(1, last + 1):
        if high - low > 1 and encoded.first[high] - encoded.first[low] > limit - 2:
            windows.append(Window(encoded, low, high - 1))
            low = high - 1
    if low < last:
        windows.append(Window(encoded, low, last))
    return windows


def _limit(corpus: str, rng: random.Random) -> int:
    # Windows of many sizes, now and then of a single sentence: both occur when reading. BASIL's
    # people marked words in the light of the whole article, so it is always read at length.
    return WINDOW if corpus == "basil" else rng.choice((48, 128, 192, 256, 256, 256))


def batches(
    documents: list[Encoded], tokens: int, rng: random.Random, *, vary: bool = True
) -> list[list[Window]]:
    """Cut afresh and group windows of like length into batches of about `tokens` tokens."""
    windows: list[Window] = []
    for encoded in documents:
        times = RATES.get(encoded.document.corpus, 1.0) if vary else 1.0
        for _ in range(int(times) + (rng.random() < times % 1)):
            windows += cut(encoded, _limit(encoded.document.corpus, rng) if vary else WINDOW)
    windows.sort(key=lambda window: window.length + rng.random() * 12)
    groups: list[list[Window]] = []
    current: list[Window] = []
    for window in windows:
        if current and (len(current) + 1) * window.length > tokens:
            groups.append(current)
            current = []
        current.append(window)
    groups.append(current)
    rng.shuffle(groups)
    return groups


def collate(
    windows: list[Window], cls: int, sep: int, pad: int, *, most_targets: int | None = MOST_TARGETS
) -> dict[str, Tensor]:
    """Build the tensors of a batch; absent labels, soft ones included, are NaN or -1."""
    rows, length = len(windows), max(window.length for window in windows)
    most = max(window.high - window.low for window in windows)
    ids = np.full((rows, length), pad, dtype=np.int64)
    mask = np.zeros((rows, length), dtype=np.int64)
    sentence_ids = np.full((rows, length), -1, dtype=np.int64)
    loaded = np.full((rows, length, 2), np.nan, dtype=np.float32)
    roles = np.full((rows, length, len(ROLES)), -1, dtype=np.int64)
    ends = np.full((rows, length, len(ROLES)), np.nan, dtype=np.float32)
    links = np.full((rows, 2, length), -1, dtype=np.int64)
    sentence = {
        name: np.full((rows, most, size), np.nan, dtype=np.float32)
        for name, size in (
            ("opinion", 1),
            ("bias", 1),
            ("lexical", 1),
            ("assessed", 1),
            ("voice", 1),
            ("techniques", len(TECHNIQUES)),
        )
    }
    weight = {
        name: np.ones((rows, 1, 1), dtype=np.float32) for name in ("opinion", "bias", "voice")
    }
    soft: dict[str, Any] = {}
    if any(window.encoded.soft is not None for window in windows):
        soft = {
            **{name: np.full((rows, most, 1), np.nan, np.float32) for name in SOFT_SENTENCE},
            **{
                name: np.full((rows, length, size), np.nan, np.float32)
                for name, size in SOFT_TOKEN.items()
            },
        }
    wanted: list[list[int]] = []
    for row, window in enumerate(windows):
        encoded, document = window.encoded, window.encoded.document
        low, high = encoded.first[window.low], encoded.first[window.high]
        high = min(high, low + length - 2)
        inside = slice(1, 1 + high - low)
        ids[row, 0] = cls
        ids[row, inside] = encoded.ids[low:high]
        ids[row, 1 + high - low] = sep
        mask[row, : 2 + high - low] = 1
        sentence_ids[row, inside] = encoded.sentence_of[low:high] - window.low
        loaded[row, inside, 0] = encoded.loaded[low:high]
        loaded[row, inside, 1] = encoded.lexical[low:high]
        roles[row, inside] = encoded.roles[low:high]
        ends[row, inside] = encoded.ends[low:high]
        for kind, start, goal in encoded.links:
            # A partner outside the window is unknown here, not absent.
            if low <= start < high and (goal == -1 or low <= goal < high):
                links[row, kind, 1 + start - low] = 0 if goal == -1 else 1 + goal - low
        count = window.high - window.low
        chosen = slice(window.low, window.high)
        for name, values in (
            ("opinion", document.opinion),
            ("bias", document.bias),
            ("lexical", document.lexical),
            ("assessed", document.assessed),
            ("voice", document.voice),
        ):
            if values is not None:
                sentence[name][row, :count, 0] = values[chosen]
                if name in weight:
                    weight[name][row] = getattr(document, f"{name}_weight")
        if document.techniques is not None:
            sentence["techniques"][row, :count] = document.techniques[chosen]
        if encoded.soft is not None:
            for name in SOFT_SENTENCE:
                soft[name][row, :count] = encoded.soft[name][chosen]
            for name in SOFT_TOKEN:
                soft[name][row, inside] = encoded.soft[name][low:high]
        wanted.append(window.targets_inside()[:most_targets])
    number = max([1, *(len(items) for items in wanted)])
    targets = np.zeros((rows, number, length), dtype=np.float32)
    target_sentences = np.zeros((rows, number), dtype=np.int64)
    stance = np.full((rows, number), -1, dtype=np.int64)
    if soft:
        soft["stance"] = np.full((rows, number, len(POLARITIES)), np.nan, dtype=np.float32)
    for row, (window, items) in enumerate(zip(windows, wanted, strict=True)):
        encoded = window.encoded
        low = encoded.first[window.low]
        for column, item in enumerate(items):
            where, index, polarity = encoded.targets[item]
            places = 1 + where - low
            targets[row, column, places[places < length - 1]] = 1.0
            target_sentences[row, column] = index - window.low
            stance[row, column] = polarity
            if encoded.soft is not None:
                soft["stance"][row, column] = encoded.soft["stance"][item]
    arrays: dict[str, Any] = {
        "input_ids": ids,
        "attention_mask": mask,
        "sentence_ids": sentence_ids,
        "sentence_index": np.arange(most),
        "targets": targets,
        "target_sentences": target_sentences,
        "label_loaded": loaded,
        "label_attribution": roles,
        "label_ends": ends,
        "label_links": links,
        "label_stance": stance,
    }
    if soft:
        roles_and_ends = soft["attribution"].reshape(rows, length, len(ROLES), 4)
        soft["attribution"], soft["ends"] = roles_and_ends[..., :3], roles_and_ends[..., 3]
        arrays |= {f"soft_{name}": values for name, values in soft.items()}
    for name, values in sentence.items():
        arrays[f"label_{name}"] = values
    for name, values in weight.items():
        arrays[f"weight_{name}"] = values
    return {name: torch.from_numpy(array) for name, array in arrays.items()}
