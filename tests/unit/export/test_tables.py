# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Tables open elsewhere with the words, places and numbers that the analysis has."""

import csv
import io
import json

import pytest

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Attribution,
    BlockKind,
    Form,
    Label,
    LoadedWord,
    ModelInfo,
    Polarity,
    Sentence,
    Span,
    Stance,
    Treatment,
    Voice,
)
from reader.export.tables.description import description
from reader.export.tables.files import CsvFile, ParquetFile, missing_library
from reader.export.tables.rows import rows_of
from reader.export.tables.schema import SENTENCES, TABLES
from tests.building import article_of

TITLE = "=HYPERLINK(“x”)"
FIRST = "The toll is a shameful insult."
SECOND = "“It must go,” said\nAnna Bell, 🎉 the baker."


def of(article, words):
    start = article.text.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def analysis():
    article = article_of(
        (BlockKind.TITLE, TITLE), FIRST, SECOND, outlet="The Post", published="2025-02-21"
    )
    relayed, name = of(article, "It must go"), of(article, "Anna Bell")
    return Analysis(
        article,
        ModelInfo("m", "1"),
        (
            Sentence(*vars_of(of(article, TITLE)), Label.UNCLEAR, 0.5),
            Sentence(*vars_of(of(article, FIRST)), Label.OPINION, 0.9, bias=0.8),
            Sentence(*vars_of(of(article, SECOND)), Label.FACTUAL, 0.2, Voice.ATTRIBUTED),
        ),
        (LoadedWord(*vars_of(of(article, "shameful")), 0.7),),
        (Attribution((name,), (of(article, "said"),), (relayed,), Form.DIRECT, ("a1",), 0.9),),
        (
            Actor(
                "a1",
                "Anna Bell",
                ActorType.PERSON,
                ("Bell", "she"),
                "baker",
                (name,),
                Treatment(0.2, 0.8, 0.0),
            ),
        ),
        (Stance("author", "a1", Polarity.NEUTRAL, 0.6, *vars_of(of(article, SECOND))),),
    )


def vars_of(span):
    return span.start, span.end


@pytest.fixture
def rows(analysis):
    return rows_of(analysis, sha256="ab", path="a.txt")


def named(table, row):
    return dict(zip((column.name for column in table.columns), row, strict=True))


def test_every_row_has_a_value_for_every_column_and_the_key_first(rows):
    for table in TABLES:
        for row in rows[table.name]:
            assert len(row) == len(table.columns), table.name
            assert row[0] == "ab"


def test_the_rows_say_what_the_analysis_says(analysis, rows):
    tables = {table.name: [named(table, row) for row in rows[table.name]] for table in TABLES}
    (article,) = tables["articles"]
    assert (article["outlet"], article["published"], article["files"]) == (
        "The Post",
        "2025-02-21",
        1,
    )
    kinds = [article[name] for name in ("opinion", "factual", "unclear", "relayed")]
    assert kinds == [1, 0, 1, 1]
    assert sum(kinds) == article["sentences"]
    assert [item["block"] for item in tables["sentences"]] == ["title", "paragraph", "paragraph"]
    (view,) = tables["viewpoints"]
    assert (view["holder"], view["cue"], view["words"], view["sentence"]) == (
        "Anna Bell",
        "said",
        3,
        2,
    )
    (actor,) = tables["actors"]
    assert (actor["viewpoints"], actor["words"], actor["critical"]) == (1, 3, 0.2)
    (stance,) = tables["stances"]
    assert (stance["holder_name"], stance["target_name"]) == ("author", "Anna Bell")
    (loaded,) = tables["loaded"]
    assert (loaded["text"], loaded["sentence"], loaded["voice"]) == ("shameful", 1, "author")
    text = analysis.article.text
    for name in ("sentences", "mentions", "stances", "loaded"):
        for item in tables[name]:
            assert item["text"] == " ".join(text[item["start"] : item["end"]].split())


def written(make, rows):
    file = io.BytesIO()
    table = make(file)
    table.add(rows)
    table.close()
    return file.getvalue()


def test_a_spreadsheet_gets_csv_in_which_nothing_is_computed(rows):
    data = written(lambda file: CsvFile(file, SENTENCES), rows["sentences"])
    assert data.startswith(b"\xef\xbb\xbfsha256,")
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [line["text"] for line in lines] == [
        "'" + TITLE,
        FIRST,
        "“It must go,” said Anna Bell, 🎉 the baker.",
    ]
    assert (lines[0]["bias"], lines[1]["bias"]) == ("", "0.8")


def test_parquet_has_types_the_words_as_they_are_and_the_model(rows):
    pq = pytest.importorskip("pyarrow.parquet")
    about = {"model": "m", "model_version": "1"}
    data = written(lambda file: ParquetFile(file, SENTENCES, about), rows["sentences"])
    table = pq.read_table(io.BytesIO(data))
    assert table.column_names == [column.name for column in SENTENCES.columns]
    assert table["text"][0].as_py() == TITLE
    assert table["bias"].to_pylist() == [None, 0.8, None]
    assert table.schema.metadata[b"model_version"] == b"1"
    assert b"probability" in table.schema.field("opinion").metadata[b"description"]
    again = written(lambda file: ParquetFile(file, SENTENCES, about), rows["sentences"])
    assert again == data


def test_a_name_that_is_no_text_and_half_a_character_can_be_written(analysis):
    pytest.importorskip("pyarrow")
    path = b"caf\xe9 \xf0\x9f\x8e\x89.txt".decode("utf-8", "surrogateescape") + "\ud800"
    rows = rows_of(analysis, sha256="ab", path=path)["articles"]
    data = written(lambda file: CsvFile(file, TABLES[0]), rows)
    assert "caf\\xe9 🎉.txt\ufffd" in data.decode()
    assert written(lambda file: ParquetFile(file, TABLES[0], {}), rows)


def test_the_page_beside_the_tables_explains_every_column():
    page = description([f"{table.name}.csv" for table in TABLES])
    for table in TABLES:
        assert f"## {table.name}: " in page
        for column in table.columns:
            assert f"| `{column.name}` | {column.type.value} | {column.says} |" in page


def test_parquet_without_its_library_is_said_before_anything_is_done(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    assert missing_library(["csv", "jsonl"]) is None
    assert "slantwise[corpus]" in str(missing_library(["csv", "parquet"]))


def test_an_article_in_another_language_is_there_and_says_so():
    article = article_of("Guten Tag.", language="de")
    rows = rows_of(Analysis(article, ModelInfo("m", "1")), sha256="ab", path="a.txt")
    assert named(TABLES[0], rows["articles"][0])["analysed"] is False
    assert json.dumps(rows["sentences"]) == "[]"
