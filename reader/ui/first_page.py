# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The first page: what the marks mean, shown on a few sentences, in half a minute."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Article,
    Attribution,
    Block,
    BlockKind,
    Form,
    Label,
    LoadedWord,
    ModelInfo,
    Sentence,
    Span,
    Voice,
)
from reader.document.marks import MarkKind, View
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.marks.swatch import paint_swatch
from reader.ui.page.article_view import ArticleView
from reader.ui.page.gutter import speaker_labels
from reader.ui.theme import Theme, scaled, text_scale
from reader.ui.wording import tr

_WIDTH, _EDGE = 700, 24
_SWATCH = 34, 16
# What the page leaves free under a text, of which a sample needs little, in pixels.
_BELOW = 60


class _Swatch(QWidget):
    """An example of a kind of mark; None is what was not analysed."""

    def __init__(self, kind: MarkKind | None, theme: Theme) -> None:
        super().__init__()
        self._kind, self._theme = kind, theme
        self.setFixedSize(scaled(_SWATCH[0]), scaled(_SWATCH[1]) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it as the toolbar does."""
        painter = QPainter(self)
        painter.scale(text_scale(), text_scale())
        rect = QRectF(2, 3, 28, 11)
        if self._kind is not None:
            paint_swatch(painter, rect, self._kind, self._theme)
        else:
            painter.fillRect(rect, self._theme["raised"])
            painter.fillRect(QRectF(7, 8, 18, 1.5), self._theme["text_muted"])


class _Sample(ArticleView):
    """The sentences with their marks as any article has them, all of them seen at once."""

    def __init__(self, index: MarkIndex, theme: Theme) -> None:
        super().__init__(index.article, "", index, theme)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Sample"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)
        self.zoom = text_scale()
        self.show_speakers(speaker_labels(index, ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the text is."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the text is, which is set now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = round(self.document().size().height()) - _BELOW
        if height > 0 and height != self.height():
            self.setFixedHeight(height)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around it."""
        event.ignore()


class FirstPage(QWidget):
    """The sample, what its marks mean, and where to go from here.

    Signals:
        open_requested: To choose a file.
        sample_requested: To open a sample article.
        trust_requested: To read how far the marks can be trusted.
    """

    open_requested = Signal()
    sample_requested = Signal()
    trust_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("content")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._theme = theme
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Make it in other colours, or at another size."""
        self._theme = theme
        while (item := self._outer.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        area = QScrollArea()
        area.setObjectName("first")
        area.setWidgetResizable(True)
        area.setAccessibleName(self.tr("How to read the marks"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._make_body())
        self._outer.addWidget(area)

    def _make_body(self) -> QWidget:
        column = QVBoxLayout()
        column.setSpacing(10)
        heading = QLabel(self.tr("How to read the marks"))
        heading.setObjectName("welcome")
        heading.setWordWrap(True)
        lead = QLabel(
            self.tr(
                "Slantwise marks where an article argues rather than reports, and whose views it "
                "relays. Everything happens on this computer; nothing is ever sent."
            )
        )
        lead.setObjectName("lead")
        lead.setWordWrap(True)
        self.sample = _Sample(sample_index(), self._theme)
        column.addWidget(heading)
        column.addWidget(lead)
        column.addWidget(self.sample)
        column.addSpacing(8)
        column.addLayout(self._make_legend())
        column.addSpacing(8)
        column.addLayout(self._make_buttons())
        inner = QWidget()
        inner.setMaximumWidth(scaled(_WIDTH))
        inner.setLayout(column)
        body = QWidget()
        body.setObjectName("content")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(body)
        row.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        row.addStretch(1)
        middle = QVBoxLayout()
        middle.addStretch(2)
        middle.addWidget(inner)
        middle.addStretch(3)
        row.addLayout(middle, 20)
        row.addStretch(1)
        return body

    def _make_legend(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        for number, (kind, name, words) in enumerate(legend()):
            if kind is not MarkKind.FACT:
                grid.addWidget(_Swatch(kind, self._theme), number, 0, Qt.AlignmentFlag.AlignTop)
            label = QLabel(f"<span style='font-weight: 600'>{name}</span>  {words}")
            label.setWordWrap(True)
            label.setMinimumWidth(1)
            grid.addWidget(label, number, 1)
        return grid

    def _make_buttons(self) -> QVBoxLayout:
        self.open = QPushButton(self.tr("Open…"))
        self.open.setObjectName("primary")
        self.try_sample = QPushButton(self.tr("Try the sample"))
        self.trust = QPushButton(self.tr("How far to trust it"))
        self.open.clicked.connect(self.open_requested)
        self.try_sample.clicked.connect(self.sample_requested)
        self.trust.clicked.connect(self.trust_requested)
        row = QHBoxLayout()
        row.setSpacing(10)
        for button in (self.open, self.try_sample, self.trust):
            row.addWidget(button)
        row.addStretch(1)
        hint = QLabel(
            self.tr("Files can be dropped here, too. F1 lists all keys, Ctrl+K finds any command.")
        )
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        column = QVBoxLayout()
        column.addLayout(row)
        column.addWidget(hint)
        return column


class FirstPageDialog(QDialog):
    """The first page once more, for whoever asks for it later."""

    def __init__(self, parent: QWidget, page: FirstPage) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How to read the marks"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        for asked in (page.open_requested, page.sample_requested, page.trust_requested):
            asked.connect(self.close)
        room = parent.screen().availableSize()
        self.resize(min(scaled(_WIDTH + 80), room.width()), min(scaled(720), room.height()))


def legend() -> list[tuple[MarkKind | None, str, str]]:
    """What each mark looks like and means, in the order of the sample."""
    return [
        (
            MarkKind.OPINION,
            tr("Author’s opinion"),
            tr("Amber between two bars, stronger the surer the model is: the writer’s own view."),
        ),
        (MarkKind.LOADED, tr("Loaded word"), tr("A wavy line: a word that takes sides.")),
        (
            MarkKind.FACT,
            tr("No mark"),
            tr("Reads as a report. Whether it is true is not checked."),
        ),
        (
            MarkKind.VIEWPOINT,
            tr("Relayed viewpoint"),
            tr(
                "A dotted line, and who speaks in the margin: what somebody else says. The author "
                "is not charged with it."
            ),
        ),
        (MarkKind.UNCLEAR, tr("Unclear"), tr("A dashed line: the model leaves it open.")),
        (
            None,
            tr("Not analysed"),
            tr("Grey and set apart: captions, notes and page furniture; the model did not look."),
        ),
    ]


def sample_index() -> MarkIndex:
    """A few sentences with one mark of each kind."""
    opinion = "Closing the ferry would be a shameful blunder."
    fact = "It has crossed the bay since 1931."
    said, content = "Mayor Ada Ngo said ", "the repairs cost far too much"
    unclear = "Perhaps the council will think again."
    caption = "The ferry in March. Photo: Lee Moss"
    first, second = f"{opinion} {fact}", f"{said}{content}. {unclear}"
    text = "\n\n".join((first, second, caption))
    start = len(first) + 2
    blocks = (
        Block(BlockKind.PARAGRAPH, 0, len(first)),
        Block(BlockKind.PARAGRAPH, start, start + len(second)),
        Block(BlockKind.CAPTION, start + len(second) + 2, len(text)),
    )

    def span(words: str) -> Span:
        place = text.index(words)
        return Span(place, place + len(words))

    def sentence(words: str, label: Label, share: float, voice: Voice) -> Sentence:
        place = span(words)
        return Sentence(place.start, place.end, label, share, voice)

    word, name = span("shameful"), span("Ada Ngo")
    mayor = Actor("a1", "Ada Ngo", ActorType.PERSON, mentions=(name,))
    attribution = Attribution(
        (span("Mayor Ada Ngo"),), (span("said"),), (span(content),), Form.INDIRECT, ("a1",), 0.9
    )
    article = Article(text, blocks)
    index = MarkIndex(article, View())
    index.replace(
        Analysis(
            article,
            ModelInfo("", ""),
            (
                sentence(opinion, Label.OPINION, 0.93, Voice.AUTHOR),
                sentence(fact, Label.FACTUAL, 0.1, Voice.AUTHOR),
                sentence(f"{said}{content}.", Label.FACTUAL, 0.2, Voice.ATTRIBUTED),
                sentence(unclear, Label.UNCLEAR, 0.5, Voice.AUTHOR),
            ),
            (LoadedWord(word.start, word.end, 0.9),),
            (attribution,),
            (mayor,),
        )
    )
    return index
