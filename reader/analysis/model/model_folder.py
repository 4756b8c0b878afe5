# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The model's folder: its configuration, tokeniser and graph, read and checked."""

import json
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
            "There is no model in this folder.",
            detail=str(error),
        ) from error
    except (OSError, ValueError) as error:
        raise ModelError(
            path.parent, Reason.DAMAGED, "The model's configuration is damaged.", detail=str(error)
        ) from error
    return content if isinstance(content, dict) else {}


def read_section(folder: Path) -> dict[str, Any]:
    """Return what config.json says of the heads.

    Raises:
        ModelError: The folder holds no model, or one of another kind.
    """
    section = _read_json(folder / "config.json").get("slantwise")
    if not isinstance(section, dict) or section.get("format") != FORMAT:
        raise ModelError(
            folder, Reason.MODEL_UNSUITABLE, "This folder holds a model of another kind."
        )
    return section


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


def load(folder: Path, threads: int | None) -> tuple[Any, Any]:
    """Return the tokeniser and the ONNX Runtime session; None threads for one per core.

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
        session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # neither library has a common base for its own errors
        raise ModelError(
            folder, Reason.DAMAGED, "The model could not be loaded.", detail=str(error)
        ) from error
    return tokenizer, session
