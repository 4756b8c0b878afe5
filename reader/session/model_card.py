# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The card of the model that ships with the program, taken apart: its figures and its limits."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_ROW = re.compile(r"^\|(.+)\|$")
_RULE = re.compile(r"^\|[\s|:-]+\|$")
_ITEM = re.compile(r"^- (.*)$")


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a model's card says.

    Attributes:
        version: Of the model.
        figures: By head, set and metric, as the table of figures has them: the value, and its
            interval in words.
        articles: What came of whole articles nobody had tuned for, by what was measured.
        limits: What the model does not do well, as Markdown, one thing each.
        misuse: What it must not be used for, likewise.
    """

    version: str = ""
    figures: Mapping[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    articles: Mapping[str, str] = field(default_factory=dict)
    limits: Sequence[str] = ()
    misuse: Sequence[str] = ()


def read_card(folder: Path) -> ModelCard:
    """The card in a model's folder; what it does not have is left empty."""
    try:
        text = (folder / "README.md").read_text("utf-8")
    except (OSError, ValueError):
        return ModelCard()
    version = re.search(r"^# .*version (\S+)", text, re.MULTILINE)
    sections = dict(_sections(text))
    figures, articles = {}, {}
    for row in _rows(sections.get("Figures", "")):
        if len(row) == 5:
            figures[row[0], row[1], row[2]] = row[3], row[4]
        elif len(row) == 3:
            # The second half of the articles was not looked at while anything was mended.
            articles[row[0]] = row[2]
    return ModelCard(
        version[1] if version else "",
        figures,
        articles,
        _items(sections.get("What it does not do well", "")),
        _items(sections.get("What it must not be used for", "")),
    )


def _sections(text: str) -> list[tuple[str, str]]:
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=False))


def _rows(text: str) -> list[list[str]]:
    """The rows of all tables, without their heads."""
    rows: list[list[str]] = []
    for line in text.splitlines():
        if _RULE.match(line) and rows:
            rows.pop()
        elif _ROW.match(line):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def _items(text: str) -> list[str]:
    items: list[str] = []
    for line in text.splitlines():
        if found := _ITEM.match(line):
            items.append(found[1])
        elif items and line.startswith(" "):
            items[-1] += f" {line.strip()}"
    return items
