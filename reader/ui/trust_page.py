# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How the marks come about and how far to trust them, with the figures of the model's own card."""

import re
from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from reader.session.model_card import ModelCard
from reader.ui.theme import Theme, interface_font, scaled, text_scale
from reader.ui.wording import tr

_SIZE = 720, 760
_LETTERS, _LINES = 14, 140


class TrustPage(QDialog):
    """A page to read."""

    def __init__(self, parent: QWidget, card: ModelCard, theme: Theme, *, own_model: bool) -> None:
        """Show a card's figures; `own_model` where the reader has another model judge opinions."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How this works and how far to trust it"))
        self.text = QTextBrowser()
        self.text.setObjectName("trust")
        self.text.setAccessibleName(self.windowTitle())
        self.text.setOpenLinks(False)
        self.text.setCursorWidth(0)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        document = self.text.document()
        document.setDefaultFont(interface_font(_LETTERS * text_scale()))
        document.setDocumentMargin(scaled(22))
        border = theme["border_strong"].name()
        document.setDefaultStyleSheet(
            f"td, th {{ padding: 4px 8px; border: 1px solid {border}; }}"
            f" h1 {{ font-size: {round(22 * text_scale())}px; font-weight: 600; }}"
            f" h2 {{ font-size: {round(17 * text_scale())}px; font-weight: 600; }}"
            " b, th { font-weight: 600; }"
        )
        self.text.setHtml(page_of(card, own_model=own_model))
        self._space_lines()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        buttons.setContentsMargins(0, 0, 14, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.addWidget(self.text, 1)
        column.addWidget(buttons)
        room = parent.screen().availableSize()
        self.resize(min(scaled(_SIZE[0]), room.width()), min(scaled(_SIZE[1]), room.height()))

    def _space_lines(self) -> None:
        spaced = QTextBlockFormat()
        kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        spaced.setLineHeight(_LINES, kind)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)


def page_of(card: ModelCard, *, own_model: bool) -> str:
    """The page as HTML."""
    parts = [f"<h1>{escape(tr('How this works and how far to trust it'))}</h1>"]
    parts += [_paragraph(words) for words in _how_it_works()]
    if own_model:
        parts.append(
            _paragraph(
                tr(
                    "Opinions are judged by the model that you chose in the settings. What is said "
                    "of opinions below was measured with ours, and tells nothing of yours."
                )
            )
        )
    tried = _tried(card)
    if tried:
        parts.append(_heading(tr("What came of articles it had not seen")))
        parts.append(
            _paragraph(
                tr(
                    "They were labelled by reading before any mark was seen. They are few, so this "
                    "is rough."
                )
            )
        )
        parts.append(_list(tried))
    alone = _alone(card)
    if alone:
        parts.append(_heading(tr("Sentences without their article")))
        parts.append(_list(alone))
    if card.limits:
        parts.append(_heading(tr("What it does not do well")))
        parts.append(_list(card.limits))
    if card.misuse:
        parts.append(_heading(tr("What it must not be used for")))
        parts.append(_list(card.misuse))
    if card.figures:
        parts.append(_heading(tr("All figures of model {0}").format(card.version)))
        parts.append(_table(card))
    return "".join(parts)


def _how_it_works() -> list[str]:
    return [
        tr(
            "A small neural network on this computer reads the article some sentences at a time. "
            "For each sentence it gives the probability that it tells its author’s own view; it "
            "says which words are loaded, which are somebody else’s, and who that is. Nothing "
            "leaves the computer."
        ),
        tr(
            "The marks are an estimate. They tell how a sentence is written, not whether it is "
            "true: an unmarked sentence can be false, and an opinion can be right. Where a mark "
            "surprises you, Enter gives the reasons, and you can overrule it."
        ),
    ]


def _tried(card: ModelCard) -> list[str]:
    """The figures of whole articles in plain words; those that the card does not have are left."""
    found = {name: re.findall(r"[\d.]+", value) for name, value in card.articles.items()}
    worded = (
        (
            "sentences of reports charged as opinion",
            2,
            tr("Of {1} sentences in reports, {0} were wrongly marked as the author’s opinion."),
        ),
        (
            "opinion in opinion pieces: precision, recall",
            2,
            tr(
                "In opinion pieces {1} of the opinions were found, and {0} of those marked were "
                "opinions."
            ),
        ),
        (
            "contents: precision, recall",
            2,
            tr("{1} of the views of others were found, and {0} of those marked were such views."),
        ),
        (
            "of contents found: on the right holders, on nobody, on others",
            3,
            tr("Who holds a view was right for {0}, left open for {1} and wrong for {2}."),
        ),
        (
            "actors: precision, recall, rightly merged",
            3,
            tr("{1} of the actors were found; of {2} all names were put together rightly."),
        ),
        (
            "claims of stance: precision",
            2,
            tr("Of {1} claims that somebody is for or against somebody, {0} were right."),
        ),
    )
    return [
        words.format(*map(_share, found[name]))
        for name, count, words in worded
        if len(found.get(name, ())) == count
    ]


def _alone(card: ModelCard) -> list[str]:
    lines = []
    sets = ("opinion", "checkthat-en.devtest")
    error = card.figures.get((*sets, "calibration error"))
    score = card.figures.get((*sets, "macro F1"))
    if score:
        lines.append(
            tr(
                "Single sentences of a test in which researchers compete are harder: {0} of 1 "
                "(macro F1; {1} with 95 % certainty). A sentence often needs those around it."
            ).format(*score)
        )
    if error:
        points = round(100 * float(error[0]))
        lines.append(
            tr(
                "The percentages mean what they say, give or take {0} points on average: of "
                "sentences at 80 %, about eight in ten are opinions."
            ).format(points)
        )
    return lines


def _share(figure: str) -> str:
    """A share as people say it: "9 in 10"; a count stays as it is."""
    if "." not in figure:
        return figure
    return tr("{0} in 100").format(round(100 * float(figure)))


def _heading(words: str) -> str:
    return f"<h2>{escape(words)}</h2>"


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + "</ul>"


def _inline(words: str) -> str:
    """The bold words and the names of values of the card."""
    words = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(words, quote=False))
    return re.sub(r"`(.+?)`", r"<i>\1</i>", words)


def _table(card: ModelCard) -> str:
    head = (tr("head"), tr("measured on"), tr("metric"), tr("value"), tr("95 % interval"))
    rows = [[*key, *value] for key, value in card.figures.items()]
    cells = ["".join(f"<th align='left'>{escape(name)}</th>" for name in head)]
    cells += ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    return "<table cellspacing='0'>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
