# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The shipped model against pinned floors on labelled corpora.

The corpora are not part of the project: the environment variable SLANTWISE_DATA says where they
are (default: ../shared/data beside the checkout), and without them these tests are skipped. Floors
lie a little under what the shipped model measures, for differences between processors; they are
only ever raised, on purpose, by editing floors.json.
"""

import hashlib
import importlib.util
import json
import os
import sys
from pathlib import Path

import pytest

from reader import paths
from reader.analysis.model.encoder import Encoder

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SLANTWISE_DATA", REPOSITORY.parent / "shared" / "data"))
PINNED = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))

pytestmark = [
    pytest.mark.skipif(not DATA.is_dir(), reason="no labelled corpora: set SLANTWISE_DATA"),
    pytest.mark.timeout(300),
]


@pytest.fixture(scope="module")
def figures():
    path = REPOSITORY / "packaging" / "model" / "evaluate.py"
    spec = importlib.util.spec_from_file_location("evaluate_model", path)
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by name while it is being executed.
    sys.modules["evaluate_model"] = module
    spec.loader.exec_module(module)
    report = module.evaluate(DATA, Encoder(paths.model()), resamples=2)
    return {f"{row.part}: {row.head}: {row.metric}": row.value for row in report.rows}


@pytest.mark.parametrize("part", sorted(PINNED["digests"]))
def test_the_corpora_are_those_the_floors_were_measured_on(part):
    path = DATA / part
    if not path.is_file():
        pytest.skip(f"{part} is absent")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == PINNED["digests"][part]


@pytest.mark.parametrize(("name", "floor"), sorted(PINNED["floors"].items()))
def test_the_model_is_no_worse_than_it_was(figures, name, floor):
    if name not in figures:
        pytest.skip(f"{name.partition(':')[0]} is absent")
    assert figures[name] >= floor


@pytest.mark.parametrize(("name", "ceiling"), sorted(PINNED["ceilings"].items()))
def test_the_probabilities_stay_calibrated(figures, name, ceiling):
    if name not in figures:
        pytest.skip(f"{name.partition(':')[0]} is absent")
    assert figures[name] <= ceiling
