# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The sheet of a comparison: the same in every format, and nothing in it runs."""

import base64
import csv
import hashlib
import io
import re

import pypdf
import pytest

from reader.document import Analysis, Label, ModelInfo, Sentence
from reader.document.anchors import anchored
from reader.document.blind import BlindReading, compare
from reader.document.readers_marks import Act, ReadersMark
from reader.errors import Reason, SaveError
from reader.export import sheet
from reader.export.sheets import SHEETS
from reader.session.session import Session
from tests.building import article_of

pytestmark = pytest.mark.issue(16)

BEGUN, ENDED = "2026-03-04T10:00:00", "2026-03-04T11:00:00"
WORDS = ('=HYPERLINK("x") is <b>bad</b> & wrong.', "It was built in 1931.", "It has two lanes.")


def read(*acts, counts_unmarked=False, words=WORDS, made=ENDED):
    """An analysis that holds the first sentence to be opinion, and a reading by these acts."""
    article = article_of(" ".join(words), title="The <i>bridge</i>", source="bridge.txt")
    spans, start = [], 0
    for part in words:
        spans.append((start, start + len(part)))
        start += len(part) + 1
    sentences = tuple(
        Sentence(*place, Label.FACTUAL if n else Label.OPINION, 0.1 if n else 0.9)
        for n, place in enumerate(spans)
    )
    analysis = Analysis(article, ModelInfo("test", "1"), sentences)
    marks = tuple(
        ReadersMark(str(n), act, anchored(article.text, sentence.span), made=made)
        for n, (sentence, act) in enumerate(zip(sentences, acts, strict=False))
        if act is not None
    )
    reading = BlindReading(BEGUN, ENDED, marks, counts_unmarked)
    return analysis, compare(analysis, reading)


@pytest.fixture
def both():
    return read(Act.OPINION, Act.OPINION)


def page_of(both):
    return SHEETS[".html"](*both).decode()


def test_the_page_is_self_contained_and_nothing_in_it_runs(both):
    page = page_of(both)
    style = re.search("<style>(.*?)</style>", page, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert "default-src &#x27;none&#x27;" in page
    assert digest in page
    assert "<script" not in page
    assert not re.search(r"(src|href)=|url\(|@import", page)
    assert "The &lt;i&gt;bridge&lt;/i&gt;" in page
    assert "is &lt;b&gt;bad&lt;/b&gt; &amp; wrong." in page


def test_every_sentence_stands_on_the_page_with_both_readings(both):
    rows = re.findall('<tr class="(agree|differ|unmarked)">', page_of(both))
    assert rows == ["agree", "differ", "unmarked"]
    assert "<td>opinion</td><td>opinion, 90\u00a0%</td>" in page_of(both)
    assert "<td>opinion</td><td>fact, opinion at 10\u00a0%</td>" in page_of(both)
    assert "<td>no mark</td><td>fact, opinion at 10\u00a0%</td>" in page_of(both)


def test_no_sheet_calls_a_reading_the_right_one(both):
    pdf = pypdf.PdfReader(io.BytesIO(SHEETS[".pdf"](*both)))
    printed = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in (page_of(both), printed):
        assert "Neither reading is the key." in words
        assert not re.search("correct|wrong answer|mistake", words)
    assert "No Cohen’s kappa is given" in printed
    assert "differ" in printed


def test_the_sheet_says_what_unmarked_means():
    _, left_out = read(Act.OPINION)
    assert any("in none of the figures" in line for line in sheet.explained(left_out))
    _, counted = read(Act.OPINION, counts_unmarked=True)
    said = " ".join(sheet.explained(counted))
    assert "what they left unmarked was no opinion" in said
    assert "“No mark”: the reader said nothing of the sentence; it is in none" not in said


def test_what_was_marked_before_is_told():
    _, comparison = read(Act.OPINION, made="2026-03-04T09:00:00")
    assert any(line.startswith("“Marked before”") for line in sheet.explained(comparison))
    assert next(row.said for row in sheet.rows(comparison)) == "marked before"


def test_kappa_is_given_where_there_is_enough():
    words = tuple(f"Sentence {n:02} stands here." for n in range(24))
    acts = [Act.OPINION] * 12 + [Act.FACTUAL] * 12
    analysis, _ = read(words=words)
    from dataclasses import replace

    sentences = tuple(
        replace(item, label=Label.OPINION if n < 12 else Label.FACTUAL)
        for n, item in enumerate(analysis.sentences)
    )
    _, comparison = read(*acts, words=words)
    comparison = compare(replace(analysis, sentences=sentences), comparison.reading)
    lines = list(sheet.figures(comparison))
    assert (
        lines[0] == "Opinion or not: the same in 24 of 24 sentences that both judged (100\u00a0%)."
    )
    assert lines[1].startswith("Cohen’s kappa: 1.00.")


def test_the_table_has_a_row_a_sentence_and_no_formula(both):
    data = SHEETS[".csv"](*both)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["verdict"] for row in rows] == ["agree", "differ", "not marked"]
    assert rows[0]["sentence"].startswith("'=HYPERLINK")
    assert (rows[1]["reader"], rows[1]["model"], rows[1]["model opinion"]) == (
        "opinion",
        "fact",
        "0.10",
    )
    text = both[0].article.text
    assert text[int(rows[1]["start"]) : int(rows[1]["end"])] == WORDS[1]


def test_a_sheet_is_saved_by_its_suffix_and_other_formats_are_refused(both, tmp_path):
    session = Session(lambda _event: None)
    try:
        session.save_sheet(tmp_path / "sheet.CSV", *both)
        assert (tmp_path / "sheet.CSV").read_bytes() == SHEETS[".csv"](*both)
        with pytest.raises(SaveError) as refused:
            session.save_sheet(tmp_path / "sheet.xyz", *both)
        assert refused.value.reason is Reason.UNSUPPORTED
        assert ".html, .pdf, .csv" in refused.value.explanation
    finally:
        session.close()
