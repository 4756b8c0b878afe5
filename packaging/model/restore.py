# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Turn a shipped graph back into a checkpoint: `python restore.py --model FOLDER --out FILE`.

Checkpoints are large and not kept; the shipped int8 weights are within three percent of them,
which is near enough to go on from the last version. What the graph does not hold, or holds in
another shape than the network now has, begins afresh.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from network import SENTENCE_HEADS, Network
from onnx import numpy_helper
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.analysis.model.resolver import FILE


def weights(path: Path) -> dict[str, Tensor]:
    """Read the parameters of a quantised graph by the names they have in the network."""
    graph = onnx.load(path).graph
    values = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    found: dict[str, Tensor] = {}
    for packed in [name for name in values if name.endswith(".packed")]:
        # Four bits a number, a scale for each block of a row: see `pack_table` of export.py.
        name = packed.removesuffix(".packed")
        steps, scales = values.pop(packed), values.pop(f"{name}.scales")
        blocks = steps.astype(np.float32).reshape(*scales.shape, -1) * scales[..., None]
        found[name.removeprefix("network.")] = torch.tensor(blocks.reshape(steps.shape))

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


def resolver(folder: Path) -> dict[str, Tensor]:
    """Read the resolver's parameters; whether a mention can be an actor was not kept.

    What `kinds.py` has added is left out.
    """
    graph = onnx.load(folder / "model.onnx").graph
    values = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    weight = torch.tensor(values["mentions.half"]).float().T.contiguous()
    with np.load(folder / FILE) as file:
        found = {
            name: torch.tensor(file[name]).float()
            for name in file.files
            if not name.startswith("kinds.")
        }
    found["first.weight"], found["last.weight"] = weight.chunk(2)
    found["first.bias"] = torch.tensor(values["mentions.bias"]).chunk(2)[0]
    width = found["out.weight"].shape[1]
    fresh = nn.Linear(width, 2)
    return {**found, "kind.weight": fresh.weight.detach(), "kind.bias": fresh.bias.detach()}


def restored(folder: Path) -> dict[str, Tensor]:
    """All parameters of the network, those that a shipped model holds from there."""
    network = Network(folder, pretrained=False)
    state = network.state_dict()
    own = {
        key: value
        for key, value in weights(folder / "model.onnx").items()
        if key in state and state[key].shape == value.shape
    }
    print(f"{len(own)} of {len(state)} restored; afresh: {sorted(set(state) - set(own))}")
    return {**state, **own}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resolver", type=Path, help="where to write the resolver's, if wanted")
    options = parser.parse_args()
    torch.save({"network": restored(options.model)}, options.out)
    if options.resolver:
        torch.save(resolver(options.model), options.resolver)


if __name__ == "__main__":
    main()
