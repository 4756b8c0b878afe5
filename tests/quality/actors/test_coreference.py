# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whom pronouns and descriptions mean, by the shipped resolver: plain cases and GAP's passages."""

import json
import os
from pathlib import Path

import pytest

from reader import analyze

DATA = Path(os.environ.get("SLANTWISE_DATA", Path(__file__).parents[3].parent / "shared" / "data"))

#: So many passages of gap.dev are enough to see a change.
PASSAGES = 150
# A little under what was measured on them.
PRECISION, F1 = 0.79, 0.72


def mentions(text):
    found = analyze(text).actors
    return {actor.name: [text[span.start : span.end] for span in actor.mentions] for actor in found}


def test_pronouns_and_descriptions_go_back_to_whom_they_mean():
    found = mentions(
        "John Smith said on Monday that he would resign. Mary Jones, the mayor of Springfield, "
        "thanked him for his work. She called the plan a success. Acme Corp. announced that it "
        "would close its plant. The company said that the workers would get help."
    )
    assert found["John Smith"] == ["John Smith", "he", "him", "his"]
    assert "She" in found["Mary Jones"]
    assert next(names for name, names in found.items() if "Acme" in name)[-1] == "The company"


def test_what_goes_back_to_nobody_is_nobodys():
    found = mentions("Maria Keller opened the port. It was clear that it would rain.")
    assert found["Maria Keller"] == ["Maria Keller"]


def test_pronouns_and_names_of_gap():
    path = DATA / "coreference" / "gap.dev.jsonl"
    if not path.is_file():
        pytest.skip("GAP is not here (SLANTWISE_DATA)")
    right = guessed = true = 0
    with path.open(encoding="utf-8") as lines:
        for record in (json.loads(next(lines)) for _ in range(PASSAGES)):
            actors = analyze(record["text"]).actors
            owners = [{(span.start, span.end) for span in actor.mentions} for actor in actors]
            for candidate in record["candidates"]:
                low, high = candidate["span"]
                guess = any(
                    tuple(record["pronoun"]) in spans
                    and any(start < high and low < end for start, end in spans)
                    for spans in owners
                )
                right += guess and candidate["same"]
                guessed += guess
                true += candidate["same"]
    assert right / guessed >= PRECISION
    assert 2 * right / (guessed + true) >= F1
