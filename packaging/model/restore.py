# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Turn a shipped graph back into a checkpoint: `python restore.py --model FOLDER --out FILE`.

Checkpoints are large and not kept; the shipped int8 weights are within three percent of them,
which is near enough for `train.py --start` to go on from the last version. The table of words is
taken from the base, since training leaves it as it is. What else the graph does not hold, or holds
in another shape than the network now has, begins afresh.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import onnx
import torch
from network import SENTENCE_HEADS, Network
from onnx import numpy_helper
from torch import Tensor


def weights(path: Path) -> dict[str, Tensor]:
    """Read the parameters of a quantised graph by the names they have in the network."""
    graph = onnx.load(path).graph
    values = {
        item.name: numpy_helper.to_array(item)
        for item in graph.initializer
        if not item.name.endswith((".packed", ".scales"))
    }
    found: dict[str, Tensor] = {}

    def whole(name: str) -> Tensor:
        numbers, zero, scale = (
            torch.tensor(values[f"{name}_{part}"]).float()
            for part in ("quantized", "zero_point", "scale")
        )
        return (numbers - zero) * scale

    for name, value in values.items():
        if name.startswith("network.") and name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            found[base.removeprefix("network.")] = whole(base)
        elif name.startswith("network.") and not name.endswith(("_scale", "_zero_point")):
            found[name.removeprefix("network.")] = torch.tensor(value)
    for node in graph.node:
        quantised = [name for name in node.input if name.endswith("_quantized") and name in values]
        if node.op_type == "MatMulInteger" and quantised:
            # The scope of the node, /network/encoder/encoder/layer.0/…/MatMul_quant, names its
            # layer, except that a part of a list or dictionary stands without or beside its owner.
            parts = node.name.strip("/").split("/")[1:-1]
            if parts[0] in SENTENCE_HEADS:
                parts.insert(0, "sentence_heads")
            elif parts[-1].startswith(f"{parts[0]}."):
                del parts[0]
            key = ".".join([*parts, "weight"])
            found[key] = whole(quantised[0].removesuffix("_quantized")).T.contiguous()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="what `base.py` wrote")
    options = parser.parse_args()
    network = Network(options.base)
    state = network.state_dict()
    restored = {
        key: value
        for key, value in weights(options.model / "model.onnx").items()
        if key in state and state[key].shape == value.shape
    }
    state.update(restored)
    network.load_state_dict(state)
    torch.save({"network": network.state_dict()}, options.out)
    print(f"{len(restored)} of {len(state)} restored; afresh: {sorted(set(state) - set(restored))}")


if __name__ == "__main__":
    main()
