# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A reader's own opinion model: any local Hugging Face sequence classifier, instead of ours.

Its folder holds config.json, a tokeniser and weights: `model.onnx`, which runs as it is, or
`model.safetensors`, for which PyTorch must be installed beside Slantwise. Nothing is fetched, and
no code from the folder is run.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from reader.analysis.model.own_model import ONNX_FILES, OwnModel, damaged, first_of, labels_of
from reader.analysis.readings import Scored
from reader.errors import ModelError, Reason

_BATCH = 16
# Such a model may be large: no more readings than this for the reasons of a sentence.
_RUNS = 24
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
# A tokeniser that states no limit of its own states an astronomical one.
_MOST_TOKENS = 512


class SentenceClassifier(Protocol):
    """Gives sentences a probability of being opinion."""

    name: str

    def opinions(self, sentences: Sequence[str]) -> list[float]:
        """The probability, 0 to 1, for each sentence."""
        ...


def load(own: OwnModel, *, threads: int | None = None) -> SentenceClassifier:
    """Load a classifier.

    Raises:
        ModelError: It does not fit, or needs PyTorch, which is not installed.
    """
    labels = labels_of(own.folder)
    wanted = [number for number, label in enumerate(labels) if label in own.opinion_labels]
    if not wanted or len(wanted) == len(labels) > 1:
        raise ModelError(
            own.folder,
            Reason.MODEL_UNSUITABLE,
            "None of this model's labels is set to mean opinion; choose the model again.",
        )
    onnx = first_of(own.folder, ONNX_FILES)
    if onnx is not None:
        return _OnnxClassifier(own.folder, onnx, wanted, threads)
    return _TorchClassifier(own.folder, wanted)


def weigh_without(classifier: SentenceClassifier, sentence: str) -> list[Scored]:
    """What each word of a sentence adds to its opinion probability, heaviest first.

    A model of somebody else's may know no sign for a hidden word: it reads the sentence without it.
    In a long sentence neighbouring words are left out together.

    Raises:
        ModelError: The model failed.
    """
    words = [match.span() for match in _WORD.finditer(sentence)]
    size = max(1, math.ceil(len(words) / _RUNS))
    groups = [words[index : index + size] for index in range(0, len(words), size)]
    ranges = [(group[0][0], group[-1][1]) for group in groups]
    without = [sentence[:start] + sentence[end:] for start, end in ranges]
    whole, *rest = classifier.opinions([sentence, *without])
    weights = [
        (start, end, whole - chance) for (start, end), chance in zip(ranges, rest, strict=True)
    ]
    return sorted(weights, key=lambda weight: -weight[2])


class _Classifier:
    """What both kinds of weights have in common."""

    def __init__(self, folder: Path, wanted: Sequence[int]) -> None:
        from transformers import AutoTokenizer

        self.name = folder.name
        self._folder = folder
        self._wanted = list(wanted)
        try:
            self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        except Exception as error:  # the library has no common base for its own errors
            raise ModelError(
                folder,
                Reason.MODEL_UNSUITABLE,
                "This folder holds no tokeniser that can be used; save the model's own there.",
                detail=str(error),
            ) from error
        self._most = min(int(self._tokenizer.model_max_length), _MOST_TOKENS)

    def opinions(self, sentences: Sequence[str]) -> list[float]:
        """The probability, 0 to 1, for each sentence."""
        found: list[float] = []
        try:
            for start in range(0, len(sentences), _BATCH):
                found += self._chances(self._logits(list(sentences[start : start + _BATCH])))
        except Exception as error:  # a model of somebody else's can fail in any way
            raise ModelError(
                self._folder,
                Reason.MODEL_UNSUITABLE,
                "This model failed while reading; choose another, or go back to the one that "
                "comes with Slantwise.",
                detail=str(error),
            ) from error
        return found

    def _encoded(self, sentences: list[str], kind: str) -> Mapping[str, Any]:
        encoded: Mapping[str, Any] = self._tokenizer(
            sentences, padding=True, truncation=True, max_length=self._most, return_tensors=kind
        )
        return encoded

    def _logits(self, sentences: list[str]) -> NDArray[np.float32]:
        raise NotImplementedError

    def _chances(self, logits: NDArray[np.float32]) -> Iterator[float]:
        if logits.shape[1] == 1:
            yield from (float(value) for value in 1 / (1 + np.exp(-logits[:, 0])))
            return
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        yield from (float(value) for value in shares[:, self._wanted].sum(axis=1))


class _OnnxClassifier(_Classifier):
    def __init__(
        self, folder: Path, file: Path, wanted: Sequence[int], threads: int | None
    ) -> None:
        super().__init__(folder, wanted)
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or 0
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(file), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the library has no common base for its own errors
            raise damaged(folder, error) from error
        self._inputs = {entry.name for entry in self._session.get_inputs()}

    def _logits(self, sentences: list[str]) -> NDArray[np.float32]:
        encoded = self._encoded(sentences, "np")
        feeds = {
            name: value.astype(np.int64) for name, value in encoded.items() if name in self._inputs
        }
        logits: NDArray[np.float32] = self._session.run(None, feeds)[0]
        return logits


class _TorchClassifier(_Classifier):
    def __init__(self, folder: Path, wanted: Sequence[int]) -> None:
        super().__init__(folder, wanted)
        import transformers

        try:
            model = transformers.AutoModelForSequenceClassification.from_pretrained(
                folder, local_files_only=True, use_safetensors=True
            )
        except ImportError as error:
            raise ModelError(
                folder,
                Reason.MODEL_UNSUITABLE,
                "This model's weights need PyTorch, which is not installed; install it beside "
                "Slantwise, or save the model as model.onnx.",
                detail=str(error),
            ) from error
        except Exception as error:  # the library has no common base for its own errors
            raise damaged(folder, error) from error
        self._model = model.eval()

    def _logits(self, sentences: list[str]) -> NDArray[np.float32]:
        encoded = self._encoded(sentences, "pt")
        logits: NDArray[np.float32] = self._model(**encoded).logits.detach().numpy()
        return logits
