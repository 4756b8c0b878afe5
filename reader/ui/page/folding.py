# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which furniture on top of a page is folded to one line, and what that line says."""

from itertools import groupby, takewhile

from reader.document import Article, Block, BlockKind, Span
from reader.ui.wording import counted, tr

_BODY = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM)
# So many lines of it are no longer than the line that would stand for them.
_FEWEST = 2


def folds(article: Article) -> tuple[Span, ...]:
    """The runs of page furniture before the text begins."""
    head = takewhile(lambda block: block.kind not in _BODY, article.blocks)
    runs = (list(run) for furniture, run in groupby(head, _is_furniture) if furniture)
    return tuple(Span(run[0].start, run[-1].end) for run in runs if len(run) >= _FEWEST)


def fold_line(article: Article, fold: Span) -> str:
    """What stands for a fold on the page."""
    inside = (fold.start <= block.start < fold.end for block in article.blocks)
    lines = counted(sum(inside), tr("line"), tr("lines"))
    return tr("▸ Page furniture: {0}, not analysed").format(lines)


def _is_furniture(block: Block) -> bool:
    return block.kind is BlockKind.BOILERPLATE
