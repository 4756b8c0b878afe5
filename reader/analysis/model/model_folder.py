# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The model's folder: its configuration, tokeniser and graph, read and checked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import ModelError, Reason

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: What a folder's configuration must say of its kind.
FORMAT = 2
# What a window begins with, what it ends with, and what hides a word: the names of these marks in
# the tokeniser's configuration, since every family of encoders spells them in its own way.
_SPECIAL = ("cls_token", "sep_token", "mask_token")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(
            path.parent,
            Reason.MODEL_MISSING,
            "There is no model here that Slantwise can read. Install Slantwise again.",
            detail=str(error),
        ) from error
    except (OSError, ValueError) as error:
        raise ModelError(
            path.parent, Reason.DAMAGED, "The model's configuration is damaged.", detail=str(error)
        ) from error
    return content if isinstance(content, dict) else {}


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the folder's config.json says of the model.

    Attributes:
        window: How many tokens it reads at a time.
        heads: The settings of each head, by name.
    """

    name: str
    version: str
    window: int
    heads: Mapping[str, Mapping[str, Any]]


def read_configuration(folder: Path) -> Configuration:
    """Read what the folder says of its model; loads nothing.

    Raises:
        ModelError: The folder holds no model, or one of another kind.
    """
    section = _read_json(folder / "config.json").get("slantwise")
    if not isinstance(section, dict) or section.get("format") != FORMAT:
        raise ModelError(
            folder, Reason.MODEL_UNSUITABLE, "This folder holds a model of another kind."
        )
    try:
        return Configuration(
            str(section["name"]),
            str(section["version"]),
            int(section["window"]),
            dict(section["heads"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            folder, Reason.DAMAGED, "The model's configuration is damaged.", detail=repr(error)
        ) from error


def special_tokens(folder: Path, tokenizer: "Tokenizer") -> tuple[int, int, int]:
    """Return the tokens that begin a window, end it and hide a word.

    Raises:
        ModelError: The tokeniser lacks one of them.
    """
    names = _read_json(folder / "tokenizer_config.json")
    begin, end, mask = (tokenizer.token_to_id(str(names.get(kind))) for kind in _SPECIAL)
    if begin is None or end is None or mask is None:
        raise ModelError(
            folder,
            Reason.MODEL_UNSUITABLE,
            "The model's tokeniser lacks the marks that begin and end a text.",
        )
    return begin, end, mask


def load(folder: Path, threads: int | None, *, extra_output: str | None = None) -> tuple[Any, Any]:
    """Return the tokeniser and the ONNX Runtime session.

    Args:
        folder: The model's.
        threads: None for one per core.
        extra_output: A value inside the graph that is to be an output as well.

    Raises:
        ModelError: Either could not be loaded.
    """
    import onnxruntime

    # Read by its own library: importing transformers for it would take longer than all the rest.
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or 0
        options.inter_op_num_threads = 1
        # Threads that wait by spinning halve the speed as soon as anything else wants the cores.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        file = folder / "model.onnx"
        graph: str | bytes = str(file)
        if extra_output is not None:
            graph = file.read_bytes() + _output(extra_output)
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # neither library has a common base for its own errors
        raise ModelError(
            folder, Reason.DAMAGED, "The model could not be loaded.", detail=str(error)
        ) from error
    return tokenizer, session


def _output(name: str) -> bytes:
    """What makes a value of a graph an output as well, when it follows the graph's own bytes.

    Messages of Protocol Buffers that follow each other are one message: this one is a model (its
    graph, field 7) with nothing but an output (12) with a name (1).
    """
    message = name.encode()
    for number in (1, 12, 7):
        size, length = b"", len(message)
        while length > 0x7F:
            size += bytes([length & 0x7F | 0x80])
            length >>= 7
        message = bytes([number << 3 | 2]) + size + bytes([length]) + message
    return message
