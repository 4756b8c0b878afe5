# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes a comparison as JSON; see `resources/schema/comparison.schema.json` for each field."""

import json
from typing import Any

from reader.document import Span
from reader.document.account import ViewpointAccount
from reader.document.comparison import Comparison, alignment_to_dict
from reader.document.comparison_account import (
    Appearance,
    Judged,
    actor_accounts,
    actors_only,
    voices_only,
)

#: Of the form that is written.
SCHEMA = 1


def comparison_json(comparison: Comparison) -> bytes:
    """The document, encoded: the analyses, what they share, and what one alone has."""
    found = alignment_to_dict(comparison)
    for item, account in zip(found["actors"], actor_accounts(comparison), strict=True):
        item["appearances"] = [each and _appearance(each) for each in account.appearances]
    data = {
        "schema": SCHEMA,
        "articles": [analysis.to_dict() for analysis in comparison.analyses],
        **found,
        "only": [_only(comparison, number) for number in range(len(comparison.analyses))],
    }
    # Halves of surrogate pairs, which UTF-8 cannot hold, become JSON's own escapes.
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace")


def _appearance(appearance: Appearance) -> dict[str, Any]:
    return {
        "mentions": len(appearance.actor.mentions),
        "words": appearance.words,
        "viewpoints": [_content(item) for item in appearance.viewpoints],
        "by_author": [_judged(item) for item in appearance.by_author],
        "by_others": [_judged(item) for item in appearance.by_others],
    }


def _judged(item: Judged) -> dict[str, Any]:
    place = {"polarity": item.polarity.value, "start": item.span.start, "end": item.span.end}
    return place if item.holder is None else {"holder": item.holder, **place}


def _only(comparison: Comparison, number: int) -> dict[str, Any]:
    return {
        "sentences": [_pair(sentence.span) for sentence in comparison.only(number)],
        "voices": [
            {
                "holder": voice.holder,
                "elsewhere": voice.elsewhere,
                "viewpoints": [_content(item) for item in voice.viewpoints],
            }
            for voice in voices_only(comparison, number)
        ],
        "actors": [actor.id for actor in actors_only(comparison, number)],
    }


def _content(item: ViewpointAccount) -> list[list[int]]:
    return [_pair(span) for span in item.attribution.content]


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
