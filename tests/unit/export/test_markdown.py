# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import lxml.html
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Attribution,
    BlockKind,
    Form,
    LoadedWord,
    ModelInfo,
    Sentence,
    Span,
)
from reader.document.analysis import Label
from reader.document.marks import View
from reader.document.overlay import overlaid
from reader.export.markdown import MarkdownWriter

HOSTILE = "*a* _b_ `c` [d](e) ![f](g) <h> &amp; # i | j ~~k~~ \\ https://x.example 1. 2) + - ="


def written(analysis, view=None, marks=()):
    read = overlaid(analysis, marks)
    done = MarkdownWriter().write(read, view or View(), None, lambda _: None)
    return done.data.decode("utf-8")


def rendered(text):
    return lxml.html.fragment_fromstring(MarkdownIt().render(text), create_parent="div")


def words(text):
    return " ".join(text.split())


texts = st.text(
    st.one_of(
        st.sampled_from("*_`[]()<>&#|~\\+-=1.)! \t\n\r\u2028\x0b:\"'ab"),
        st.characters(exclude_categories=["Cs", "Cc", "Cn"]),
    ),
    min_size=1,
    max_size=40,
)


@given(
    parts=st.lists(
        st.tuples(
            st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE]),
            texts.filter(str.strip),
            st.integers(0, 7),
        ),
        min_size=1,
    )
)
def test_any_text_renders_as_itself(build, parts):
    tree = rendered(written(Analysis(build(parts), ModelInfo("m", "1"))))
    found = []
    for element in tree:
        if element.tag == "hr":
            break
        found.append(words(element.text_content()))
    # Above the article stand the line about it and the legend.
    assert found[2:] == [words(text) for _, text, _ in parts]


@given(parts=st.lists(st.tuples(texts.filter(str.strip), st.integers(0, 6)), min_size=1))
def test_any_list_renders_as_a_list(build, parts):
    article = build([(BlockKind.LIST_ITEM, text, level) for text, level in parts])
    (tree,) = rendered(written(Analysis(article, ModelInfo("m", "1")))).xpath("./ul[1]")
    found = [words("".join(item.xpath("./text() | ./p//text()"))) for item in tree.iter("li")]
    assert found == [words(text) for text, _ in parts]


def test_marks_can_be_read_as_they_stand(analysis):
    text = written(analysis)
    assert (
        "\n\nThe council met on Monday to vote on a new bridge over the Lenn. "
        "⟦**Opinion 97\xa0%** It is a monument to ⟪vanity⟫, and a ⟪disgraceful⟫ one.⟧ "
        "⟦**Unclear** The vote may or may not have been planned.⟧\n\n"
    ) in text
    assert (
        "⟦**Opinion 70\xa0%** According to the Harbour Union,⟧ "
        "⟦**the Harbour Union:** the old ferry is a national ⟪treasure⟫⟧."
    ) in text
    assert "⟦**Fact** What it costs⟧" in written(analysis, View(facts=True))


def test_a_mark_cut_in_two_goes_on(build):
    article = build([(BlockKind.PARAGRAPH, "One two three four", 0)])
    analysis = Analysis(
        article,
        ModelInfo("m", "1"),
        sentences=(Sentence(0, 7, Label.OPINION, 0.9),),
        loaded=(LoadedWord(4, 13, 0.9),),
        attributions=(Attribution((), (), (Span(8, 18),), Form.DIRECT, (), 0.5),),
    )
    expected = "⟦**Opinion 90\xa0%** One ⟪two⟫⟧⟪ ⟦**an unnamed source:** three⟧⟫⟦…  four⟧"
    assert words(expected) in words(written(analysis))


def test_the_legend_stands_below_title_and_subtitle(analysis):
    tree = rendered(written(analysis))
    assert [element.tag for element in tree[:6]] == [
        "p",
        "blockquote",
        "h1",
        "p",
        "p",
        "blockquote",
    ]
    legend = [item.text_content() for item in tree[5].iter("li")]
    assert legend[0] == "⟦Opinion …⟧ Author’s opinion: 6"
    assert legend[-1] == "⟦Fact …⟧ Facts: 4, not shown"
    assert "may be wrong" in tree[5].text_content()


def test_what_was_not_analysed_says_so(analysis):
    text = written(analysis)
    for label in ("Caption", "Note", "Table", "Page furniture"):
        assert f"*{label}, not analysed:*\n\n> " in text


def test_lists_nest_and_lines_are_kept(analysis):
    tree = rendered(written(analysis))
    assert len(tree.xpath("./ul/li/ul/li")) >= 1
    assert words(tree.xpath("string(./ul[1]/li[2])")) == "3. the rest for the lights"
    quote = tree.xpath("./blockquote[contains(., 'A town')]")[0]
    assert len(list(quote.iter("br"))) == 1


def test_actors_and_viewpoints(analysis):
    text = written(analysis)
    assert (
        "- **Tom Ellery:** person, 2 mentions; mayor · also “Mayor Tom Ellery”, “him”; "
        "50\xa0% critical · 30\xa0% neutral · 20\xa0% favourable\n"
    ) in text
    assert "- **Lenn:** other, 1 mention\n" in text
    assert (
        "- **the Harbour Union:**\n"
        "  - the old ferry is a national treasure (indirect, “According to”)"
    ) in text
    plain = written(replace(analysis, actors=(), attributions=()))
    assert "## Actors" not in plain
    assert "## Viewpoints" not in plain


def test_those_who_speak_once_stand_on_one_line(with_others):
    text = written(with_others)
    assert "- **44 percent" not in text
    assert (
        "- **the people:** group, 1 mention\n\n"
        "**2 others who speak once:** a new \\<poll\\> (document; also “it”); "
        "44 percent of them (group)\n"
    ) in text
    one = replace(with_others, actors=with_others.actors[:-1])
    assert "**1 other who speaks once:** a new" in written(one)


def test_what_weighed_most(analysis, explained):
    assert (
        "## What weighed most\n\n"
        "- **97\xa0%** *It is a monument to vanity, and a disgraceful one.* "
        "“monument”, “disgraceful”\n"
    ) in written(explained)
    assert "What weighed most" not in written(analysis)


def test_hostile_words_stay_words(build):
    article = build([(BlockKind.PARAGRAPH, "x", 0)], title=HOSTILE, outlet=HOSTILE, source=HOSTILE)
    actor = Actor("a", HOSTILE, ActorType.OTHER, (HOSTILE + "2",), HOSTILE)
    tree = rendered(written(Analysis(article, ModelInfo(HOSTILE, "\0"), actors=(actor,))))
    assert tree.findtext("h1") == HOSTILE
    assert tree.findtext("ul/li/strong") == f"{HOSTILE}:"
    assert tree[-3].text_content() == f"Model: {HOSTILE} \ufffd."
    assert not tree.xpath(".//a | .//img | .//code | .//em | .//del")
