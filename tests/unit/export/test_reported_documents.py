# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Copies of documents that readers of other programs reported: marks lie on the right words."""

import ctypes
import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from pypdfium2 import raw

from reader.document import Analysis, ModelInfo
from reader.document.copies import Copy, pack
from reader.document.marks import MarkKind, View
from reader.export.content import CopyMark
from reader.export.docx_source import annotated
from reader.export.pdf_pages import annotate
from reader.formats import load

CASES = Path(__file__).parents[2] / "cases"

pytestmark = pytest.mark.issue(14)


def marked(article, words):
    start = article.text.index(words)
    return CopyMark(MarkKind.OPINION, start, start + len(words), 0.9, "Opinion", "Because.")


def under(data):
    """The letters whose middles lie under the annotations of the first page, in no order."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        text = page.get_textpage()
        boxes = []
        for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            annotation = raw.FPDFPage_GetAnnot(page.raw, index)
            quad = raw.FS_QUADPOINTSF()
            for box in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
                raw.FPDFAnnot_GetAttachmentPoints(annotation, box, ctypes.byref(quad))
                boxes.append((quad.x1, quad.x2, quad.y3, quad.y1))
            raw.FPDFPage_CloseAnnot(annotation)
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index, loose=True)
            x, y = (left + right) / 2, (bottom + top) / 2
            if any(a <= x <= b and low <= y <= high for a, b, low, high in boxes):
                found.append(text.get_text_range(index, 1))
    return sorted(filter(str.isalnum, "".join(found)))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("12-drop-cap.pdf", "The parish wants a new bridge"),
        ("12-drop-cap.pdf", "The mayor says that the wood is rotten. It is not."),
        ("25a-drop-cap-before.pdf", "It was the worst meeting of the year, and the shortest."),
        ("25a-drop-cap-before.pdf", "I did. He looked at his watch"),
        ("13-line-end-hyphens.pdf", "the price-determining factors that"),
        ("13-line-end-hyphens.pdf", "certainly regret it"),
        ("13-line-end-hyphens.pdf", "pre- and post-war housing alike."),
    ],
)
def test_pages(name, words):
    data = (CASES / name).read_bytes()
    article = load(CASES / name)
    packed = pack(Copy(Analysis(article, ModelInfo("m", "1")), View()))
    pages = annotate(data, article, [marked(article, words)], packed)
    assert under(pages.data) == sorted(filter(str.isalnum, words))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("14-content-controls.docx", "A paragraph in a block control names the author"),
        ("14-content-controls.docx", "the control, inside the control, and after"),
        ("14-content-controls.docx", "A table in a control"),
        ("14-content-controls.docx", "Row in a control"),
        ("14-content-controls.docx", "in a control\n\nTwo main views hold"),
        ("14-content-controls.docx", "views hold that the old ferry is a dear disgrace."),
        ("14-content-controls.docx", "A pull quote in a box"),
        ("27-row-wrappers.docx", "Row two is in a customXml"),
        ("27-row-wrappers.docx", "Row three is in two controls"),
        ("27-row-wrappers.docx", "Cell in a customXml\n\nA paragraph in a customXml."),
        ("27-row-wrappers.docx", "field and a direction and a customXml run."),
    ],
)
def test_word_documents(name, words, tmp_path):
    data = (CASES / name).read_bytes()
    article = load(CASES / name)
    payload = pack(Copy(Analysis(article, ModelInfo("m", "1")), View()))
    copy = annotated(data, article, [marked(article, words)], payload)
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        comments = etree.fromstring(archive.read("word/comments.xml"))
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    shaded = root.xpath("//w:r[w:rPr/w:shd]/w:t/text()", namespaces=space)
    assert "".join("".join(shaded).split()) == "".join(words.split())
    assert len(comments) == 1
    assert len(root.xpath("//w:commentReference", namespaces=space)) == 1
    again = tmp_path / "again.docx"
    again.write_bytes(copy)
    assert load(again).text == article.text
