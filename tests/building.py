# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The one way in which tests build an article, and its blocks as they are parsed."""

from reader.document import Article, Block, BlockKind


def article_of(*blocks, **fields):
    """An article of blocks, each a paragraph's text or (kind, text) or (kind, text, level)."""
    parts, made, position = [], [], 0
    for block in blocks:
        kind, text, *level = (BlockKind.PARAGRAPH, block) if isinstance(block, str) else block
        made.append(Block(kind, position, position + len(text), *level))
        parts.append(text)
        position += len(text) + 2
    return Article("\n\n".join(parts), tuple(made), **fields)


def evidence_of(article):
    """The blocks of an article with what their syntax shows; loads spaCy's pipeline."""
    from reader.analysis.evidence import gather
    from reader.analysis.syntax.sentences import parse

    return list(gather(parse(article)))
