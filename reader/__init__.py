# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Slantwise: where an article reports, where its author argues, whose views it relays.

The public interface is what is imported here; everything else may change.
"""

from os import PathLike
from pathlib import Path

from reader.document import Analysis, Article

__all__ = ["Analysis", "Article", "analyze", "open_article"]


def open_article(path: str | PathLike[str]) -> Article:
    """Read an article from disk.

    Raises:
        reader.errors.OpenError: It cannot be read; the message names the file, says why and what
            can be done.
    """
    from reader import formats

    return formats.load(Path(path))


def analyze(article: Article | str) -> Analysis:
    """Analyse an article, or plain text. Takes about half a second per thousand words.

    All offsets in the result are Python code points into `article.text`, half-open; all scores
    are between 0 and 1. Every result is a model's estimate.

    Raises:
        reader.errors.OpenError: The text is empty.
        reader.errors.ModelError: The model is missing or failed.
    """
    from reader import formats
    from reader.analysis import pipeline

    document = formats.load_text(article) if isinstance(article, str) else article
    *_, whole = pipeline.stream(document)
    assert isinstance(whole, Analysis)
    return whole
