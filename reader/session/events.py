# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a session reports while it works. Plain data, safe on any thread."""

from dataclasses import dataclass

from reader.document import Analysis, Article, Batch
from reader.errors import ReaderError


@dataclass(frozen=True, slots=True)
class Opened:
    """The text can be read; its analysis follows."""

    job: int
    article: Article


@dataclass(frozen=True, slots=True)
class Judged:
    """More sentences have been judged, in text order."""

    job: int
    batch: Batch


@dataclass(frozen=True, slots=True)
class Analysed:
    """The analysis is complete and replaces all batches; `seconds` is what it took."""

    job: int
    analysis: Analysis
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """The job ended without a result; what was reported before stays valid.

    `opened` tells whether the text had been opened, so that only its analysis is missing.
    """

    job: int
    error: ReaderError
    opened: bool


Event = Opened | Judged | Analysed | Failed
