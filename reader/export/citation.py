# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of an article with whose they are and where they stand, for the clipboard."""

import html
from dataclasses import dataclass

from reader.document import Article
from reader.export.content import readable_date


@dataclass(frozen=True, slots=True)
class Citation:
    """The same in plain text and as a fragment of HTML."""

    plain: str
    rich: str


def cited(article: Article, words: str, speaker: str | None) -> Citation:
    """Quote some words of an article.

    Args:
        article: Where they stand.
        words: As they stand there.
        speaker: Whose view they give, where it is not the author's.
    """
    words = " ".join(words.split())
    facts = [
        article.byline,
        f"“{article.title}”" if article.title else None,
        article.outlet,
        readable_date(article.published) if article.published else None,
    ]
    # A file name is better than nothing to find the words again.
    about = ", ".join(filter(None, facts)) or article.source
    said = f"{speaker}, in: " if speaker else ""
    source = f"{said}{about}" if about else (speaker or "")
    plain = f"“{words}”" + (f" ({source})" if source else "")
    rich = f"<blockquote>{html.escape(words)}</blockquote>"
    if source:
        title = f"“{article.title}”" if article.title else ""
        escaped = html.escape(source)
        if title:
            name = html.escape(title)
            escaped = escaped.replace(name, f"<cite>{name}</cite>", 1)
        rich += f"<p>{escaped}</p>"
    return Citation(plain, rich)
