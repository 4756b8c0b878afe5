# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Pack what training on another machine needs, and what it brings back.

    python travel.py pack --data DATA --mentions OUT/mentions --twelve OUT/twelve \
        --model ../../resources/model --out OUT/packed
    python travel.py unpack --packed OUT/packed --out WORK
    python travel.py send --trained WORK/student --out HOME
    python travel.py receive --sent HOME --model ../../resources/model --out OUT/student

Training starts from the shipped model; the teacher has some layers of the 12-layer encoder above
it. Going out, matrices have eight steps and a scale for every 64 numbers, the table of words what
it has anyway; coming back, 128 steps and a scale for each output, as they will be shipped.
"""

from __future__ import annotations

import argparse
import io
import json
import pickle
import shutil
import tarfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import data
import numpy as np
import torch
from distant import articles
from mentions import PARTS, Text, load
from restore import resolver, restored
from torch import Tensor
from transformers import AutoModel

FILES = (
    "attribution/polnear",
    "bias/anno-lexical",
    "bias/basil",
    "bias/semeval23-persuasion",
    "opinion/babe",
    "opinion/checkthat-en",
    "opinion/mpqa",
    "opinion/multidimnews",
    "opinion/penn",
    "stance/newsmtsc",
)
#: Matrices with fewer numbers travel whole.
SMALL = 50_000
#: What one file may hold on its way back.
PART = 15 << 20
LAYERS = 6
#: Steps to either side of zero, and how many numbers share a scale (0: those of an output).
OUT, TABLE, HOME = (4, 64), (8, 32), (64, 0)
TABLE_NAME = "encoder.embeddings.word_embeddings.weight"


def squeeze(value: Tensor, steps: int, block: int) -> tuple[np.ndarray, np.ndarray]:
    """Put a matrix into whole numbers and a scale for each block of a row."""
    rows = value.float().numpy().reshape(-1, block)
    furthest = np.take_along_axis(rows, np.abs(rows).argmax(-1)[:, None], axis=-1)
    scales = np.where(furthest == 0, 1.0, furthest / -steps)
    whole = np.clip(np.rint(rows / scales), -steps, steps - 1)
    return whole.astype(np.int8).reshape(value.shape), scales.astype(np.float16)


def write(state: dict[str, Tensor], grain: tuple[int, int]) -> bytes:
    """Put parameters into few bytes."""
    arrays: dict[str, np.ndarray] = {}
    for name, value in state.items():
        if value.dim() == 2 and value.numel() >= SMALL:
            steps, block = TABLE if name == TABLE_NAME else grain
            size = block or value.shape[1]
            arrays[f"{name}:steps"], arrays[f"{name}:scales"] = squeeze(value, steps, size)
        else:
            arrays[name] = value.numpy()
    file = io.BytesIO()
    np.savez(file, **arrays)
    # The numbers are alike in nothing but how often each occurs.
    packer = zlib.compressobj(9, strategy=zlib.Z_HUFFMAN_ONLY)
    return packer.compress(file.getvalue()) + packer.flush()


def read(content: bytes) -> dict[str, Tensor]:
    """Read what `write` wrote."""
    found = {}
    with np.load(io.BytesIO(zlib.decompress(content))) as file:
        for name in file.files:
            key, _, kind = name.partition(":")
            if kind == "steps":
                scales = file[f"{key}:scales"].astype(np.float32)
                rows = file[name].astype(np.float32).reshape(len(scales), -1) * scales
                found[key] = torch.from_numpy(rows.reshape(file[name].shape))
            elif not kind:
                found[key] = torch.from_numpy(file[name])
    return found


def divide(state: dict[str, Tensor]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Part the network's parameters from the resolver's."""
    names = [name for name in state if name.startswith("resolver.")]
    own = {name.removeprefix("resolver."): state[name] for name in names}
    return {name: value for name, value in state.items() if name not in names}, own


def stripped(text: Text) -> Text:
    """A text without vectors, which an encoder that learns along makes itself."""
    text.vectors = text.vectors[..., :0]
    if text.gold:
        stripped(text.gold)
    return text


def pack(options: argparse.Namespace) -> None:
    """Write the start of teacher and student, and the corpora."""
    options.out.mkdir(parents=True, exist_ok=True)
    state = restored(options.model)
    upper = AutoModel.from_pretrained(options.twelve, add_pooling_layer=False).state_dict()
    for name, value in upper.items():
        if name.startswith("encoder.layer.") and LAYERS <= int(name.split(".")[2]) < options.layers:
            state[f"encoder.{name}"] = value
    state |= {f"resolver.{name}": value for name, value in resolver(options.model).items()}
    (options.out / "start.npz.z").write_bytes(write(state, OUT))
    with tarfile.open(options.out / "texts.tar.xz", "w:xz", preset=options.preset) as archive:
        for stem in FILES:
            for path in (options.data / f"{stem}{part}.jsonl" for part in ("", ".train", ".dev")):
                if path.is_file():
                    archive.add(path, f"data/{path.relative_to(options.data)}")
        records = data.read_lines(options.data / "opinion/genre.train.jsonl")
        kept = [{name: record[name] for name in ("text", "genre")} for record in records]
        add(archive, "data/opinion/genre.train.jsonl", jsonl(kept))
        for part in PARTS:
            texts = [stripped(text) for text in load(options.mentions, part)]
            add(archive, f"mentions/{part}.pickle", pickle.dumps(texts))
    for path in sorted(options.out.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 2**20:.1f} MiB")


def jsonl(records: Iterable[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in records).encode()


def add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def unpack(options: argparse.Namespace) -> None:
    """Make of the packed files the folders and checkpoints that `joint.py` reads."""
    options.out.mkdir(parents=True, exist_ok=True)
    with tarfile.open(options.packed / "texts.tar.xz") as archive:
        archive.extractall(options.out, filter="data")
    chosen = articles(options.out / "data", 10**6, 10**6, 1)
    (options.out / "distant.jsonl").write_bytes(jsonl(chosen))
    state, scorer = divide(read((options.packed / "start.npz.z").read_bytes()))
    torch.save(scorer, options.out / "resolver.pt")
    numbers = {name.split(".")[3] for name in state if name.startswith("encoder.encoder.layer.")}
    for name, layers in (("teacher", len(numbers)), ("student", LAYERS)):
        folder = options.out / f"{name}-base"
        folder.mkdir(exist_ok=True)
        for file in ("tokenizer.json", "tokenizer_config.json"):
            shutil.copy(options.model / file, folder / file)
        config = json.loads((options.model / "config.json").read_text(encoding="utf-8"))
        config.pop("slantwise")
        config["num_hidden_layers"] = layers
        (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
        own = {
            key: value
            for key, value in state.items()
            if not key.startswith("encoder.encoder.layer.") or int(key.split(".")[3]) < layers
        }
        torch.save({"network": own}, options.out / f"{name}.pt")


def send(options: argparse.Namespace) -> None:
    """Write the student in files small enough; the table of words stays, nothing changed it."""
    state = torch.load(options.trained / "final.pt", map_location="cpu")["network"]
    del state[TABLE_NAME]
    scorer = torch.load(options.trained / "final.resolver.pt", map_location="cpu")
    state |= {f"resolver.{name}": value for name, value in scorer.items()}
    options.out.mkdir(parents=True, exist_ok=True)
    content = write(state, HOME)
    for number in range(0, len(content), PART):
        name = f"student.npz.z.{number // PART}"
        (options.out / name).write_bytes(content[number : number + PART])
        print(f"{name}: {min(PART, len(content) - number) / 2**20:.1f} MiB")


def receive(options: argparse.Namespace) -> None:
    """Make checkpoints of what came back, for `export.py` and `resolver.py export`."""
    parts = sorted(options.sent.glob("student.npz.z.*"))
    state, scorer = divide(read(b"".join(path.read_bytes() for path in parts)))
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save({"network": {**restored(options.model), **state}}, options.out / "final.pt")
    torch.save(scorer, options.out / "final.resolver.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    shipped = Path(__file__).resolve().parents[2] / "resources" / "model"
    for run, needed in (
        (pack, ("data", "mentions", "twelve")),
        (unpack, ("packed",)),
        (send, ("trained",)),
        (receive, ("sent",)),
    ):
        command = commands.add_parser(run.__name__, description=run.__doc__)
        command.set_defaults(run=run)
        for name in (*needed, "out"):
            command.add_argument(f"--{name}", type=Path, required=True)
        command.add_argument("--model", type=Path, default=shipped)
        if run is pack:
            command.add_argument("--layers", type=int, default=9, help="of the teacher")
            command.add_argument("--preset", type=int, default=6, help="how hard to compress")
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
