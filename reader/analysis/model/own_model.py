# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which model of the reader's own judges the opinions, and whether a folder holds one that fits.

Reads the folder's configuration only; `classifier` loads the model itself.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.errors import ModelError, Reason

#: Where the weights may lie: a graph that runs as it is, and weights that need PyTorch.
ONNX_FILES = ("model.onnx", "onnx/model.onnx")
TORCH_FILES = ("model.safetensors",)


@dataclass(frozen=True, slots=True)
class OwnModel:
    """Which folder, and which of its labels say that a sentence is opinion."""

    folder: Path
    opinion_labels: tuple[str, ...]


def labels_of(folder: Path) -> tuple[str, ...]:
    """The labels of the classifier in a folder, in the order of its outputs; loads no weights.

    Raises:
        ModelError: The folder holds no sequence classifier that can be used here.
    """
    config = _config(folder)
    architectures = config.get("architectures") or []
    if not any(str(name).endswith("ForSequenceClassification") for name in architectures):
        raise ModelError(
            folder,
            Reason.MODEL_UNSUITABLE,
            "This model does not classify sentences; choose the folder of one whose "
            "architecture is “…ForSequenceClassification”.",
        )
    if not first_of(folder, ONNX_FILES) and not first_of(folder, TORCH_FILES):
        raise ModelError(
            folder,
            Reason.MODEL_UNSUITABLE,
            "This folder holds no weights (model.onnx or model.safetensors); save the model there.",
        )
    given = config.get("id2label")
    if isinstance(given, Mapping) and given:
        try:
            ordered = sorted(given.items(), key=lambda item: int(item[0]))
        except ValueError as error:
            raise damaged(folder, error) from error
        return tuple(str(label) for _, label in ordered)
    count = config.get("num_labels", 2)
    return tuple(f"LABEL_{number}" for number in range(int(count)))


def _config(folder: Path) -> Mapping[str, Any]:
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ModelError(
            folder,
            Reason.MODEL_UNSUITABLE,
            "This folder holds no model (it has no config.json); choose the folder of a "
            "Hugging Face model.",
            detail=str(error),
        ) from error
    except (OSError, ValueError) as error:
        raise damaged(folder, error) from error
    if not isinstance(config, dict):
        raise damaged(folder, TypeError("config.json holds no object"))
    return config


def first_of(folder: Path, names: Sequence[str]) -> Path | None:
    """The first of the files that the folder has."""
    return next((folder / name for name in names if (folder / name).is_file()), None)


def damaged(folder: Path, error: Exception) -> ModelError:
    """What is said of a model that cannot be read."""
    return ModelError(
        folder,
        Reason.DAMAGED,
        "This model is damaged or of an unknown kind; save it anew or choose another.",
        detail=str(error),
    )
