# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
import json
import re
from dataclasses import replace

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    Weight,
)
from reader.document.anchors import anchored
from reader.document.marks import View
from reader.document.overlay import overlaid
from reader.document.readers_marks import Act, new_mark
from reader.document.schema import analysis_from_dict
from reader.export.html import HtmlWriter
from reader.export.html_style import STRENGTHS, strength

HOSTILE = (
    "</script></style></title><script>alert(1)</script><!--\"'>"
    "<img src=//x.example onerror=y>&amp;&lt;"
)


def written(analysis, view=None, marks=()):
    read = overlaid(analysis, marks)
    return HtmlWriter().write(read, view or View(), None, lambda _: None).data


def page(analysis, view=None):
    return lxml.html.document_fromstring(written(analysis, view).decode("utf-8"))


def blocks(tree):
    """Start, end and words of the article's blocks as they stand in the page."""
    return [
        (int(element.get("data-start")), int(element.get("data-end")), element.text_content())
        for element in tree.xpath("//article//*[@data-start]")
    ]


def expected(article):
    return [(b.start, b.end, article.text[b.start : b.end]) for b in article.blocks]


def marked(tree, kind):
    return [
        element.text_content()
        for element in tree.xpath("//article//mark")
        if kind in classes(element)
    ]


def classes(element):
    return element.get("class").split()


def test_the_text_is_the_articles_own(analysis):
    assert blocks(page(analysis)) == expected(analysis.article)


texts = st.text(
    st.one_of(
        st.sampled_from("<>&\"'/!-=;#x amplt\r\n\t\N{NO-BREAK SPACE}“”’é😀\u0301\u202e\u2028]"),
        st.characters(exclude_categories=["Cs", "Cc", "Cn"]),
    ),
    min_size=1,
    max_size=60,
)


@given(
    parts=st.lists(st.tuples(st.sampled_from(BlockKind), texts, st.integers(0, 7)), min_size=1),
    data=st.data(),
)
def test_any_text_under_any_marks_survives(build, parts, data):
    article = build(parts, language="en")
    spans = st.tuples(*[st.integers(0, len(article.text))] * 2).map(
        lambda pair: Span(*sorted(pair))
    )
    share = st.floats(0, 1)
    analysis = Analysis(
        article,
        ModelInfo("m", "1"),
        sentences=tuple(
            Sentence(s.start, s.end, data.draw(st.sampled_from(Label)), data.draw(share))
            for s in data.draw(st.lists(spans, max_size=4))
        ),
        loaded=tuple(
            LoadedWord(s.start, s.end, 0.5) for s in data.draw(st.lists(spans, max_size=4))
        ),
        attributions=tuple(
            Attribution((), (), (s,), Form.MIXED, (), 0.5)
            for s in data.draw(st.lists(spans, max_size=4))
        ),
    )
    assert blocks(page(analysis, View(facts=True))) == expected(article)


def test_hostile_words_in_every_field_stay_words(build):
    parts = [(kind, f"{kind} {HOSTILE}", 1) for kind in BlockKind]
    article = build(
        parts,
        **dict.fromkeys(
            ("title", "byline", "outlet", "published", "updated", "language", "source"), HOSTILE
        ),
        **dict.fromkeys(("sha256", "format", "genre", "address"), HOSTILE),
        warnings=(HOSTILE,),
    )
    whole = Span(0, len(article.text))
    analysis = Analysis(
        article,
        ModelInfo(HOSTILE, HOSTILE),
        sentences=(Sentence(0, len(article.text), Label.OPINION, 0.9),),
        attributions=(
            Attribution((whole,), (whole,), (Span(2, 30),), Form.DIRECT, (HOSTILE,), 1.0),
            Attribution((whole,), (whole,), (Span(50, 90),), Form.DIRECT, (), 1.0),
        ),
        actors=(Actor(HOSTILE, HOSTILE, ActorType.OTHER, (HOSTILE + "2",), HOSTILE),),
    )
    tree = page(analysis)
    assert blocks(tree) == expected(article)
    assert tree.findtext(".//title") == f"{HOSTILE} – annotated copy"
    assert tree.xpath("string(//aside//h3/bdi)") == HOSTILE
    assert tree.xpath("//mark/@data-speaker")[0] == HOSTILE
    (script,) = tree.iter("script")
    assert analysis_from_dict(json.loads(script.text)) == analysis
    assert not list(tree.iter("img"))
    assert len(list(tree.iter("style"))) == 1


def test_what_no_page_can_hold_is_shown_as_missing(build):
    article = build([(BlockKind.PARAGRAPH, "a\0b\ud800c\rd", 0)])
    analysis = Analysis(article, ModelInfo("m", "1"))
    tree = page(analysis)
    assert blocks(tree)[0][2] == "a\ufffdb\ufffdc\rd"
    (script,) = tree.iter("script")
    assert analysis_from_dict(json.loads(script.text)) == analysis


def test_the_policy_allows_this_style_and_nothing_else(analysis):
    tree = page(analysis)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    style = tree.xpath("string(//style)")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert directives == {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    # The policy binds what comes after it.
    assert tree.xpath("//meta[@http-equiv]/following::style")


def test_nothing_is_fetched_and_nothing_runs(analysis):
    tree = page(analysis)
    (script,) = tree.iter("script")
    assert dict(script.attrib) == {"type": "application/json", "id": "slantwise"}
    for element in tree.iter():
        for name in element.attrib:
            assert name != "href" or element.get(name).startswith("#")
            assert name not in {"src", "srcset", "action", "data", "poster", "style"}
            assert not name.startswith("on")
    style = tree.xpath("string(//style)")
    assert not re.search(r"url\(|@import|https?:", style)


def test_every_colour_in_the_style_is_defined(analysis):
    style = page(analysis).xpath("string(//style)")
    used = set(re.findall(r"var\((--[\w]+)\)", style))
    for scheme in style.split("@media screen and (prefers-color-scheme: dark)")[:2]:
        assert used - {"--sans"} <= set(re.findall(r"(--[\w]+):", scheme))


def test_marks_say_what_they_are(analysis):
    tree = page(analysis)
    assert marked(tree, "opinion")[:3] == [
        "The bridge that nobody asked for",
        "It is a monument to vanity, and a disgraceful one.",
        "Nobody who has seen the reckless accounts can believe him.",
    ]
    assert marked(tree, "loaded")[:2] == ["vanity", "disgraceful"]
    assert marked(tree, "unclear") == ["The vote may or may not have been planned."]
    assert marked(tree, "fact") == []
    (word,) = (mark for mark in tree.iter("mark") if mark.text_content() == "vanity")
    assert word.get("title").splitlines() == [
        "Loaded word, 70\xa0%. The wording itself takes sides.",
        "Author’s opinion, 97\xa0%. No source is named for it.",
    ]
    assert word.getparent().get("data-name") == "Author’s opinion, 97\xa0%"


def test_a_sources_words_are_not_the_authors(analysis):
    tree = page(analysis)
    assert marked(tree, "viewpoint") == [
        "“The bridge will bring jobs and pride to everybody here,”",
        "the old ferry is a national treasure",
    ]
    assert "According to the Harbour Union," in marked(tree, "opinion")
    speakers = tree.xpath("//mark/@data-speaker")
    assert speakers == tree.xpath("//i/@data-speaker") == ["Tom Ellery", "the Harbour Union"]


def test_a_speaker_who_goes_on_is_named_once(analysis):
    first, second = analysis.attributions
    analysis = replace(analysis, attributions=(first, replace(second, holders=("a1",))))
    tree = page(analysis)
    assert tree.xpath("//mark/@data-speaker") == ["Tom Ellery"]
    assert len(marked(tree, "viewpoint")) == 2


def test_the_readers_toggles_and_threshold_are_kept(analysis):
    tree = page(analysis, View(show_from=0.8, viewpoints=False, loaded=False, facts=True))
    assert marked(tree, "viewpoint") == marked(tree, "loaded") == []
    assert "twelve million for the piers" in marked(tree, "fact")
    assert len(marked(tree, "opinion")) == 3
    assert "probability of 80\xa0%" in tree.xpath("string(//header)")


def test_the_legend_counts(analysis):
    entries = [
        " ".join(item.text_content().split()) for item in page(analysis).xpath("//header//li")
    ]
    assert entries == [
        "Author’s opinion 6",
        "Viewpoints 2",
        "Loaded words 6",
        "Unclear 1",
        "Facts 4, not shown",
        "Dimmed: not analysed",
    ]


def test_the_strip_has_a_segment_for_each_sentence_and_leads_to_it(analysis):
    (strip,) = page(analysis).xpath("//svg[@class='strip']")
    assert strip.get("viewbox") == "0 0 13 12"
    kinds = [rect.get("class") for rect in strip.iter("rect")]
    assert kinds[:6] == ["opinion", "none", "opinion", "unclear", "viewpoint", "opinion"]
    assert len(kinds) == 13
    assert [rect.get("height") for rect in strip.iter("rect")][:5] == ["12", "2", "12", "4", "8"]
    for link in strip.iter("a"):
        target = page(analysis).get_element_by_id(link.get("href")[1:])
        assert target.get("data-start")
    shown = page(analysis, View(opinion=False, facts=True)).xpath("//svg[@class='strip']//rect")
    assert {rect.get("class") for rect in shown} == {"fact", "none", "unclear", "viewpoint"}


def test_the_strip_of_a_book_joins_neighbours(build):
    article = build([(BlockKind.PARAGRAPH, "x" * 300, 0)])
    labels = [Label.OPINION] * 250 + [Label.UNCLEAR] * 50
    sentences = tuple(Sentence(i, i + 1, label, 0.7) for i, label in enumerate(labels))
    tree = page(Analysis(article, ModelInfo("m", "1"), sentences))
    widths = [rect.get("width") for rect in tree.xpath("//svg[@class='strip']//rect")]
    assert widths == ["250", "50"]


def test_no_sentences_no_strip(build):
    article = build([])
    odd = Analysis(article, ModelInfo("m", "1"), (Sentence(0, 0, Label.UNCLEAR, 0.5),))
    assert not page(odd).xpath("//svg")


def test_who_is_quoted_by_a_speaker_has_no_place_in_the_margin(analysis):
    first, second = analysis.attributions
    (whole,) = first.content
    inner = replace(second, content=(Span(whole.start + 5, whole.start + 20),))
    tree = page(replace(analysis, attributions=(first, inner)))
    assert tree.xpath("//mark/@data-speaker") == ["Tom Ellery", "the Harbour Union"]
    assert tree.xpath("//i/@data-speaker") == ["Tom Ellery"]


def test_opinions_are_stronger_the_more_probable():
    assert strength(0.5) == strength(0.2) == 1
    assert strength(0.6) < strength(0.7) < strength(0.8) < strength(0.9)
    assert strength(0.9) == strength(1.0) == STRENGTHS


def test_what_was_not_analysed_says_so(analysis):
    tree = page(analysis)
    for kind, label in {
        "caption": "Caption · not analysed",
        "note": "Note · not analysed",
        "table": "Table · not analysed",
        "boilerplate": "Page furniture · not analysed",
    }.items():
        apart = tree.xpath(f"//div[contains(@class, 'apart {kind}')]")
        assert apart
        assert all(element.findtext("p") == label for element in apart)
    assert tree.xpath("//p[@class='byline']/@title") == ["Not analysed"]
    # Neighbours share one label.
    assert len(tree.xpath("//div[contains(@class, 'caption')]/p")) == 3


def test_headings_and_lists(analysis):
    tree = page(analysis)
    assert [element.text_content() for element in tree.iter("h1")] == [analysis.article.title]
    assert tree.xpath("string(//article//h2)") == "What it costs"
    items = tree.xpath("//article//ul/li/@class")
    assert items == ["depth1", "depth2", "depth1 numbered"]


def test_what_is_known_stands_below_title_and_subtitle(analysis):
    tree = page(analysis)
    (about,) = tree.xpath("//p[@class='about']")
    assert about.getprevious().get("class") == "subtitle"
    assert about.text == (
        "Harbour Courier · 3 March 2025 · updated 5 March 2025 · Opinion (the page says so) · "
        "120 words, 1 min"
    )


@pytest.mark.parametrize(
    ("parts", "title", "heading"),
    [
        ([(BlockKind.PARAGRAPH, "Words.", 0)], "Its title", "Its title"),
        ([(BlockKind.PARAGRAPH, "Words.", 0)], None, None),
        ([(BlockKind.TITLE, "A title alone", 0)], None, "A title alone"),
        ([], "Nothing else", "Nothing else"),
    ],
)
def test_articles_with_less(build, parts, title, heading):
    tree = page(Analysis(build(parts, title=title, language="und"), ModelInfo("m", "")))
    assert tree.findtext(".//h1") == heading
    assert len(tree.xpath("//p[@class='about']")) == 1
    assert tree.xpath("//article/@lang") == [""]
    assert not list(tree.iter("aside"))
    assert "No sentence of this article was analysed." in tree.xpath("string(//header)")


def test_actors(analysis):
    items = page(analysis).xpath("//aside/section[1]//li")
    words = [" ".join(item.text_content().split()) for item in items]
    assert words[0] == (
        "Tom Ellery person2 mentions mayor · also “Mayor Tom Ellery”, “him” "
        "50 % critical · 30 % neutral · 20 % favourable"
    )
    assert words[1] == "Lenn other1 mention"
    assert [rect.get("width") for rect in items[0].iter("rect")] == ["50", "30", "20"]


def test_those_who_speak_once_stand_on_one_line_and_are_counted_apart(with_others):
    section = page(with_others).xpath("//aside/section[1]")[0]
    assert section.findtext("h2") == "Actors "
    assert section.findtext("h2/b") == "5, 2 others who speak once"
    assert len(section.xpath(".//li")) == 5
    (line,) = section.xpath("./p[@class='once']")
    assert " ".join(line.text_content().split()) == (
        "Speak once: a new <poll> (document; also “it”); 44 percent of them (group)"
    )


def test_viewpoints_by_speaker(analysis):
    items = page(analysis).xpath("//aside/section[2]//li")
    assert [item.findtext("h3") for item in items] == ["Tom Ellery", "the Harbour Union"]
    assert items[0].findtext(".//small") == "direct, “Mayor Tom Ellery”, “said”"
    assert items[1].findtext(".//q") == "the old ferry is a national treasure"


def test_viewpoints_alone_and_of_nobody_known(analysis):
    (first, _) = analysis.attributions
    anonymous = replace(first, holders=(), source=(), cue=())
    analysis = replace(analysis, actors=(), attributions=(anonymous, replace(first, content=())))
    tree = page(analysis)
    assert [item.findtext("h3") for item in tree.xpath("//aside//li")] == ["an unnamed source"]


def test_what_a_speaker_thinks_of_others_is_said(analysis):
    content = analysis.attributions[0].content[0]
    stance = Stance("a1", "a4", Polarity.CRITICAL, 0.9, content.start, content.end)
    tree = page(replace(analysis, stances=(stance,)))
    held = tree.xpath("//p[@class='held']/small")[0].text_content()
    assert held.endswith("critical of Harbour Union")
    neutral = replace(stance, polarity=Polarity.NEUTRAL)
    held = page(replace(analysis, stances=(neutral,))).xpath("//p[@class='held']/small")[0]
    assert "Union" not in held.text_content()


def test_what_weighed_most_can_be_read_without_a_pointer(explained):
    (entry,) = page(explained).xpath("//section[starts-with(h2, 'What weighed most')]//li")
    assert " ".join(entry.text_content().split()) == (
        "It is a monument to vanity, and a disgraceful one. 97 % “monument”, “disgraceful”"
    )
    assert page(explained).get_element_by_id(entry.find("a").get("href")[1:]) is not None
    for view in (View(opinion=False), View(show_from=0.98)):
        assert "What weighed most" not in page(explained, view).text_content()


def test_a_long_sentence_is_told_by_how_it_begins(build):
    words = "It is a shame that so many people have to walk so far to the old ferry every day."
    reasons = (Weight(8, 13, 0.4),)
    sentence = Sentence(0, len(words), Label.OPINION, 0.9, reasons=reasons)
    article = build([(BlockKind.PARAGRAPH, words, 0)])
    tree = page(Analysis(article, ModelInfo("m", "1"), (sentence,)))
    assert tree.xpath("string(//aside//a)") == (
        "It is a shame that so many people have to walk so far to…"
    )


def test_actors_alone(analysis):
    (_, _, third, *_) = analysis.actors
    tree = page(replace(analysis, actors=(third,), attributions=()))
    assert len(tree.xpath("//aside/section")) == 1
    assert not tree.xpath("//aside//svg")


def test_the_copy_says_where_it_comes_from(analysis):
    words = [element.text for element in page(analysis).xpath("//footer/p")]
    assert words == [
        "The marks are a model’s estimate, made on the reader’s own computer, and may be wrong.",
        "Model: slantwise-opinion 1.2.",
        f"Source file: bridge.html (SHA-256 {'ab' * 32}).",
        "Address: https://courier.example/bridge",
        "Two damaged characters were replaced.",
    ]


def test_the_analysis_and_the_view_travel_along(analysis):
    view = View(show_from=0.7, facts=True)
    (script,) = page(analysis, view).iter("script")
    data = json.loads(script.text)
    assert analysis_from_dict(data) == analysis
    assert View(**data["view"]) == view


def test_the_same_analysis_gives_the_same_bytes(analysis):
    assert written(analysis) == written(analysis)


def test_one_sentence_is_one(analysis):
    analysis = replace(analysis, sentences=analysis.sentences[:1])
    assert "1 of 1 sentence reads as" in page(analysis).xpath("string(//header)")


def own(analysis, act, passage, value="", tags=()):
    start = analysis.article.text.index(passage)
    span = Span(start, start + len(passage))
    return new_mark(act, anchored(analysis.article.text, span), value=value, tags=tags)


@pytest.fixture
def readers(analysis):
    return [
        own(analysis, Act.FACTUAL, "It is a monument to vanity, and a disgraceful one."),
        own(analysis, Act.LOADED, "old ferry"),
        own(analysis, Act.NOTE, "opened the session", "Did he?", ("to check", "<b>")),
        own(analysis, Act.HIGHLIGHT, "on Monday"),
    ]


def test_what_is_the_readers_own_is_framed_and_the_legend_says_so(analysis, readers):
    tree = lxml.html.document_fromstring(written(analysis, View(facts=True), readers))
    framed = [mark.text_content() for mark in tree.xpath("//mark[contains(@class, 'reader')]")]
    assert framed == [
        "on Monday",
        "It is a monument to vanity, and a disgraceful one.",
        "opened the session",
        "old ferry",
    ]
    assert "In a frame: the reader’s own" in tree.xpath("string(//header)")
    assert "In a frame" not in page(analysis).xpath("string(//header)")
    (note,) = tree.xpath("//aside/section[1]//li")
    assert note.xpath("string(.//q)") == "opened the session"
    assert note.xpath(".//span[@class='tag']/text()") == ["to check", "<b>"]
    (mark,) = tree.xpath("//mark[contains(@class, 'note')]")
    assert mark.get("title").splitlines()[0] == "Reader’s note: Did he? [to check, <b>]"


def test_a_copy_of_the_readers_marks_alone_shows_and_counts_no_others(analysis, readers):
    view = View(machine=False, facts=True)
    tree = lxml.html.document_fromstring(written(analysis, view, readers))
    assert all("reader" in classes(mark) for mark in tree.iter("mark"))
    legend = [" ".join(item.text_content().split()) for item in tree.xpath("//header//li")]
    assert legend[:5] == [
        "Author’s opinion 0",
        "Loaded words 1",
        "Facts 1",
        "Notes 1",
        "Highlights 1",
    ]


def test_each_box_of_the_legend_takes_its_marks_away(analysis, readers):
    tree = lxml.html.document_fromstring(written(analysis, View(facts=True), readers))
    style = tree.xpath("string(//style)")
    boxes = tree.xpath("//header//input/@id")
    assert len(boxes) == 7
    for box in boxes:
        kind = box.removeprefix("show-")
        assert f"body:has(#{box}:not(:checked)) mark.{kind} {{ background: none;" in style
        assert tree.xpath(f"//article//mark[contains(@class, '{kind}')]")
