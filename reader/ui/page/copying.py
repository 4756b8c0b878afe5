# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Puts words on the clipboard with whose they are and where they stand."""

from functools import partial

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from reader.export.citation import cited
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.page.article_view import ArticleView


def copy_cited(index: MarkIndex, offset: int) -> None:
    """Copy the viewpoint at an offset with its speaker, or else the sentence; plain and rich."""
    viewpoint = index.viewpoint_at(offset)
    number = index.sentence_at(offset)
    if viewpoint is not None:
        words, speaker = viewpoint.words, viewpoint.holder
    elif number is not None:
        span = index.sentences[number].span
        words, speaker = index.article.text[span.start : span.end], None
    else:
        return
    citation = cited(index.article, words, speaker)
    data = QMimeData()
    data.setText(citation.plain)
    data.setHtml(citation.rich)
    QGuiApplication.clipboard().setMimeData(data)


def add_copying(menu: QMenu, view: ArticleView, index: MarkIndex, offset: int | None) -> None:
    """Offer to copy what is selected, or the words at an offset with their source."""
    copy = menu.addAction(menu.tr("Copy"), view.copy)
    copy.setEnabled(view.textCursor().hasSelection())
    if offset is not None:
        menu.addAction(menu.tr("Copy with its source"), partial(copy_cited, index, offset))
    menu.addAction(menu.tr("Select all"), view.selectAll)
