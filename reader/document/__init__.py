# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Frozen data about articles and their analysis, and the arithmetic of offsets."""

from reader.document.analysis import (
    AUTHOR,
    Actor,
    ActorType,
    Analysis,
    Attribution,
    Batch,
    Form,
    Label,
    LoadedWord,
    ModelInfo,
    Polarity,
    Sentence,
    Stance,
    Treatment,
    Voice,
    Weight,
)
from reader.document.article import (
    ANALYSED_KINDS,
    ANALYSIS_LIMIT,
    Area,
    Article,
    Block,
    BlockKind,
    Picture,
    Span,
)

__all__ = [
    "ANALYSED_KINDS",
    "ANALYSIS_LIMIT",
    "AUTHOR",
    "Actor",
    "ActorType",
    "Analysis",
    "Area",
    "Article",
    "Attribution",
    "Batch",
    "Block",
    "BlockKind",
    "Form",
    "Label",
    "LoadedWord",
    "ModelInfo",
    "Picture",
    "Polarity",
    "Sentence",
    "Span",
    "Stance",
    "Treatment",
    "Voice",
    "Weight",
]
