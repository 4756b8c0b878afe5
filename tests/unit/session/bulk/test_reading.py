# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a run has left is read back the same from every form, or said to be unreadable."""

import gzip
import json
from collections import Counter

import pytest

from reader.document import Actor, ActorType, Analysis, Attribution, Form, ModelInfo, Sentence, Span
from reader.document.analysis import Label
from reader.errors import OpenError, SaveError
from reader.session.bulk.parts import Made, Record, Store
from reader.session.bulk.planning import Planned
from reader.session.bulk.reading import find_results
from reader.session.bulk.results import write_results
from tests.building import article_of

MADE = Made("1.0", "m", "1")
COLUMNS = {
    "articles": ("outlet", "sentences", "analysed", "published"),
    "actors": ("actor", "name", "named", "words"),
    "viewpoints": ("words", "score", "text"),
}


def analysis_of(number):
    text = f"=SUM(A1) and the café, “{number}”."
    fields = {"outlet": "-Post" if number % 2 else None, "sha256": f"{number:064x}"}
    article = article_of(text, **fields)
    # Every third article has neither actors nor views, and does not shift those of the others.
    actor = Actor("a1", f"Anna {number}", ActorType.PERSON, (), None, (Span(0, 4),))
    view = Attribution((), (), (Span(0, 8),), Form.DIRECT, ("a1",), 0.9)
    told = ((view,), (actor,)) if number % 3 else ((), ())
    sentence = Sentence(0, len(text), Label.FACTUAL, 0.25)
    return Analysis(article, ModelInfo("m", "1"), (sentence,), (), *told)


def write(out, forms, count=7):
    kept = out / ".slantwise"
    kept.mkdir(parents=True)
    store = Store(kept, MADE)
    records, planned = [], []
    for number in range(count):
        line = json.dumps(analysis_of(number).to_dict()).encode()
        records.append(Record(f"{number:064x}", f"{number}.txt", gzip.compress(line, mtime=0)))
        planned.append(Planned(out / f"{number}.txt", f"{number:064x}"))
    store.write(records[:4])
    store.write(records[4:])
    if forms:
        write_results(out, store, planned, {}, forms=forms, made=MADE)
    return out


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl", "parts"])
def test_every_form_reads_back_the_same(tmp_path, form):
    if form == "parquet":
        pytest.importorskip("pyarrow")
    results = find_results(write(tmp_path / "out", [] if form == "parts" else [form]))
    assert (results.form, results.whole) == (form, form != "parts")
    articles = list(results.articles(COLUMNS))
    assert Counter(rows["articles"][0] for rows in articles) == {
        ("-Post", 1, True, None): 3,
        (None, 1, True, None): 4,
    }
    spoken = {rows["actors"][0] for rows in articles if rows["actors"]}
    assert spoken == {("a1", f"Anna {number}", True, 1) for number in (1, 2, 4, 5)}
    assert [len(rows["viewpoints"]) for rows in articles].count(0) == 3
    assert {row for rows in articles for row in rows["viewpoints"]} == {(1, 0.9, "=SUM(A1)")}


def changed(path, change):
    path.write_text(change(path.read_text("utf-8-sig")), "utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda out: (out / "actors.csv").unlink(), "actors.csv: This table is missing"),
        (
            lambda out: changed(out / "actors.csv", lambda text: text.replace("named", "nam")),
            "actors.csv: It has no column named",
        ),
        (
            lambda out: changed(out / "viewpoints.csv", lambda text: text.replace("0.9", "much")),
            "viewpoints.csv: This table is damaged",
        ),
        (
            lambda out: changed(out / "articles.csv", lambda text: text[:-60]),
            "articles.csv: This table is damaged",
        ),
        (
            lambda out: changed(
                out / "actors.csv",
                lambda text: "".join(sorted(text.splitlines(True), reverse=True)),
            ),
            "actors.csv: Its rows are not those of the articles",
        ),
    ],
)
def test_a_table_that_was_changed_is_said(tmp_path, change, said):
    out = write(tmp_path / "out", ["csv"])
    change(out)
    with pytest.raises(OpenError) as caught:
        list(find_results(out).articles(COLUMNS))
    assert str(caught.value).startswith(said)


def test_a_folder_without_results_is_said(tmp_path):
    for path, said in [
        (tmp_path / "none", "no such folder"),
        (tmp_path, "no results of a run"),
        (write(tmp_path / "out", ["csv"]) / "articles.csv", "This is a file"),
    ]:
        with pytest.raises(OpenError, match=said):
            find_results(path)


def test_parts_of_two_versions_are_not_added_up(tmp_path):
    out = write(tmp_path / "out", [])
    other = Store(out / ".slantwise", Made("1.1", "m", "2"))
    other.write([Record("f" * 64, "x.txt", gzip.compress(b"{}", mtime=0))])
    with pytest.raises(OpenError, match="different versions"):
        list(find_results(out).articles(COLUMNS))


def test_a_part_cut_short_is_said(tmp_path):
    out = write(tmp_path / "out", [])
    for part in (out / ".slantwise").glob("*.part"):
        part.write_bytes(part.read_bytes()[:-20])
    with pytest.raises(OpenError, match="is damaged"):
        list(find_results(out).articles(COLUMNS))


def test_parquet_without_its_library_is_said_but_not_where_there_is_csv(tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    parquet = write(tmp_path / "parquet", ["parquet"])
    both = write(tmp_path / "both", ["csv", "parquet"])
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    assert find_results(both).form == "csv"
    with pytest.raises(SaveError, match="pyarrow"):
        find_results(parquet)
