# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The author's emphasis in every kind of copy: below the marks, and there when it opens again."""

import io
import json
import random
import re
import zipfile
from itertools import pairwise

import docx
import jsonschema
import pypdf
import pytest
from lxml import html

from reader import paths
from reader.document import (
    Analysis,
    Article,
    Attribution,
    Block,
    BlockKind,
    Form,
    Inline,
    InlineKind,
    Label,
    LoadedWord,
    ModelInfo,
    Sentence,
    Span,
)
from reader.document.emphasis import tidied
from reader.document.marks import View
from reader.document.overlay import overlaid
from reader.export.markdown_words import styled
from reader.export.registry import WRITERS
from reader.formats import open_file
from reader.formats.draft import compose
from reader.formats.loaders import markdown

LINK, BOLD, ITALIC, CODE = InlineKind.LINK, InlineKind.BOLD, InlineKind.ITALIC, InlineKind.CODE
TITLE = "The toll"
FIRST = "It is a disgraceful toll, and the whole list of it is no secret: call f(`x`) to see."
SECOND = "“Nobody pays (they do),” he said!"
ROWS = "Lane | Price\nnorth | two"
PAGE, OTHER = "https://e.org/a_(b)?c=1&d=%3C2%3E", "mailto:a@e.org"


def at(text, words):
    start = text.index(words)
    return start, start + len(words)


@pytest.fixture
def analysis():
    """Marks begin and end inside emphasis and links, and the other way round."""
    parts = [TITLE, FIRST, SECOND, ROWS]
    text = "\n\n".join(parts)

    def inline(kind, words, href=""):
        return Inline(kind, *at(text, words), href)

    inlines = (
        (inline(ITALIC, "toll"),),
        (
            inline(BOLD, "is a disgraceful toll, and"),
            inline(ITALIC, "disgraceful"),
            inline(LINK, "whole list of it", PAGE),
            inline(BOLD, "list"),
            inline(CODE, "f(`x`)"),
        ),
        (inline(LINK, "Nobody pays (they", OTHER), inline(BOLD, "(they do)")),
        (inline(BOLD, "north"), inline(LINK, "two", PAGE)),
    )
    kinds = (BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.TABLE)
    blocks = tuple(
        Block(kind, *at(text, part), inlines=tidied(found))
        for kind, part, found in zip(kinds, parts, inlines, strict=True)
    )
    article = Article(text, blocks, title=TITLE, source="toll.md", format="md")
    return Analysis(
        article,
        ModelInfo("m", "1"),
        (Sentence(*at(text, FIRST), Label.OPINION, 0.9),),
        (LoadedWord(*at(text, "graceful toll"), 0.8),),
        (
            Attribution(
                (Span(*at(text, "he")),),
                (Span(*at(text, "said")),),
                (Span(*at(text, "list of it is no secret")),),
                Form.DIRECT,
                (),
                0.9,
            ),
        ),
    )


def written(kind, analysis):
    return WRITERS[kind].write(overlaid(analysis, ()), View(), None, lambda _: None).data


def emphasis(article):
    return {
        (item.kind.value, article.text[item.start : item.end], item.href)
        for block in article.blocks
        for item in block.inlines
    }


@pytest.mark.issue(14)
@pytest.mark.parametrize("kind", WRITERS)
def test_a_copy_opens_with_its_emphasis(kind, analysis, tmp_path):
    path = tmp_path / f"copy.{kind}"
    path.write_bytes(written(kind, analysis))
    opened = open_file(path)
    assert opened.copy is not None
    assert opened.article.blocks == analysis.article.blocks


def edited_html(data):
    return data.replace(b"secret", b"riddle")


def edited_markdown(data):
    return data.replace(b"secret", b"riddle")


def edited_docx(data):
    document = docx.Document(io.BytesIO(data))
    for text in document.element.body.iter(docx.oxml.ns.qn("w:t")):
        text.text = text.text.replace("secret", "riddle")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    ("kind", "edit"), [("html", edited_html), ("md", edited_markdown), ("docx", edited_docx)]
)
def test_an_edited_copy_keeps_it_too(kind, edit, analysis, tmp_path):
    path = tmp_path / f"copy.{kind}"
    path.write_bytes(edit(written(kind, analysis)))
    opened = open_file(path)
    assert "riddle" in opened.article.text
    assert opened.copy is None
    assert emphasis(opened.article) >= {
        ("italic", "toll", ""),
        ("bold", "is a disgraceful toll, and", ""),
        ("italic", "disgraceful", ""),
        ("link", "whole list of it", PAGE),
        ("bold", "list", ""),
        ("code", "f(`x`)", ""),
    }


@pytest.mark.issue(14)
def test_html(analysis):
    data = written("html", analysis).decode()
    page = html.fromstring(data)
    block = next(node for node in page.iter("p") if (node.text_content()) == FIRST)
    source = html.tostring(block, encoding="unicode")
    # The parser would mend what does not nest, and so change it.
    assert source[:300] in data
    assert "<strong>is a <em>dis</em></strong>" in source
    assert [node.text_content() for node in block.iter("code")] == ["f(`x`)"]
    links = list(block.iter("a"))
    assert "".join(node.text_content() for node in links) == "whole list of it"
    assert {node.get("href") for node in links} == {PAGE}
    assert {node.get("rel") for node in page.iter("a") if node.get("href")[0] != "#"} == {
        "noopener noreferrer"
    }
    marked = [node for node in block.iter("mark") if "loaded" in node.get("class")]
    assert [node.text_content() for node in marked] == ["graceful toll"]
    assert [node.text_content() for node in marked[0].iter("em")] == ["graceful"]


@pytest.mark.issue(14)
def test_json(analysis):
    data = json.loads(written("json", analysis))
    schema = json.loads((paths.resources() / "schema" / "copy.schema.json").read_text("utf-8"))
    jsonschema.validate(data, schema)
    first = data["article"]["blocks"][1]["inlines"][0]
    text = data["article"]["text"]
    assert first["kind"] == "bold"
    assert text[first["start"] : first["end"]] == "is a disgraceful toll, and"
    data["article"]["blocks"][1]["inlines"][0] = {**first, "href": "javascript:x"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)


@pytest.mark.issue(14)
def test_markdown(analysis):
    text = written("md", analysis).decode()
    assert "# The *toll*\n" in text
    assert "call ``f(`x`)`` to see." in text
    assert r"(https://e.org/a\_\(b\)?c=1\&d=%3C2%3E)" in text
    # Nothing of the emphasis, and no bracket of a mark, is left over in the words.
    plain = markdown.parse(re.sub(r"⟦(?:\*\*[^*]*\*\*|…) |[⟧⟪⟫]", "", text))
    assert FIRST in [block.text for block in plain.blocks]


@pytest.mark.issue(14)
def test_word(analysis):
    document = docx.Document(io.BytesIO(written("docx", analysis)))
    paragraph = next(each for each in document.paragraphs if each.text == FIRST)
    bold = "".join(run.text for run in paragraph.runs if run.bold)
    assert bold == "is a disgraceful toll, and"
    assert "".join(run.text for run in paragraph.runs if run.italic) == "disgraceful"
    assert [run.text for run in paragraph.runs if run.style.name == "HTML Code"] == ["f(`x`)"]
    (link,) = paragraph.hyperlinks
    assert (link.text, link.address) == ("whole list of it", PAGE)
    assert {run.style.name for run in link.runs} == {"Hyperlink"}
    assert [run.text for run in link.runs if run.bold] == ["list"]
    (table,) = document.tables
    assert table.cell(1, 0).paragraphs[0].runs[0].bold
    assert table.cell(1, 1).paragraphs[0].hyperlinks[0].address == PAGE


@pytest.mark.issue(14)
def test_pdf(analysis):
    reader = pypdf.PdfReader(io.BytesIO(written("pdf", analysis)))
    found, fonts = set(), {}

    def seen(text, _matrix, _place, font, _size):
        for word in text.split():
            fonts.setdefault(word, set()).add(str((font or {}).get("/BaseFont", "")))

    for page in reader.pages:
        page.extract_text(visitor_text=seen)
        for note in page.get("/Annots", ()):
            action = note.get_object().get("/A", {})
            found |= {action["/URI"]} if "/URI" in action else set()
    assert found == {PAGE, OTHER}
    assert any("Mono" in font for font in set().union(*fonts.values()))


@pytest.mark.issue(14)
@pytest.mark.parametrize("kind", ["html", "md", "docx", "json"])
def test_a_copy_that_was_tampered_with_leads_nowhere(kind, analysis, tmp_path):
    """What somebody wrote over the address in a copy runs nothing, here or in the next copy."""
    data, good, bad = written(kind, analysis), b"https://e.org/", b"javascript:/"
    if kind == "docx":
        source, file = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
        with zipfile.ZipFile(file, "w") as target:
            for name in source.namelist():
                target.writestr(name, source.read(name).replace(good, bad))
        data = file.getvalue()
    data = data.replace(good, bad)
    path = tmp_path / f"copy.{kind}"
    path.write_bytes(data)
    article = open_file(path).article
    links = {item.href for block in article.blocks for item in block.inlines} - {""}
    # What a copy carries is packed in some, and then as it was.
    assert links <= {OTHER, PAGE}
    assert PAGE not in links or kind in {"md", "docx"}
    with pytest.raises(ValueError, match="javascript"):
        Inline(LINK, 0, 3, bad.decode())


@pytest.mark.issue(14)
@pytest.mark.parametrize("seed", range(4))
def test_any_emphasis_is_read_back_from_markdown(seed):
    """Stars beside punctuation, in the middle of words and inside each other."""
    chance = random.Random(seed)
    for _ in range(60):
        words = ["".join(chance.choices('abé.,!("*_`[<&1\\“”€', k=5)) for _ in range(6)]
        text = "x " + " ".join(words) + " z"
        inlines = []
        for _ in range(3):
            start, end = sorted(chance.sample(range(2, len(text) - 2), 2))
            kind = chance.choice(list(InlineKind))
            start += text[start].isspace()
            end -= text[end - 1].isspace()
            if start < end:
                inlines.append(Inline(kind, start, end, PAGE if kind is LINK else ""))
        found = tidied(inlines)
        block = Block(BlockKind.PARAGRAPH, 0, len(text), inlines=found)
        # With a mark over some of it, whose brackets are then taken out.
        edges = sorted({0, chance.randrange(1, len(text)), len(text)})
        parts = [styled(text, Span(*edge), block) for edge in pairwise(edges)]
        draft = markdown.parse("".join(parts))
        article = compose(draft, source="", sha256="", format_name="md")
        assert article.text == text

        def letters(items, text=text):
            return {
                (place, item.kind, item.href)
                for item in items
                for place in range(item.start, item.end)
                if not text[place].isspace()
            }

        assert letters(article.blocks[0].inlines) == letters(found)
