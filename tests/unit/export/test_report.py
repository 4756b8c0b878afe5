# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A report says what the tables hold, how sure that is, and never who is best."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from reader.errors import OpenError
from reader.export.report import figures
from reader.export.report.corpus import Corpus
from reader.export.report.estimates import Estimate, shares
from reader.export.report.findings import MOST_MONTHS, findings
from reader.export.report.page import About, report_page

ABOUT = About("results", True, 0, 0)


def article(
    opinion=2,
    relayed=3,
    factual=4,
    unclear=1,
    *,
    outlet="The Post",
    section=None,
    published="2025-02-21",
    analysed=True,
    version="1",
    actors=(),
    views=(),
    stances=(),
):
    """The rows of one article; an actor is (id, name, type, named, words relayed)."""
    sentences = opinion + relayed + factual + unclear
    counts = (100, sentences, opinion, relayed, factual, unclear)
    row = (outlet, section, published, analysed, *counts, "m", version)
    return {"articles": [row], "actors": actors, "viewpoints": views, "stances": stances}


def found(*articles):
    corpus = Corpus()
    corpus.add_all(articles)
    return findings(corpus)


def speaking(name, words, kind="person", named=True):
    return article(actors=[("a1", name, kind, named, words)], views=[("a1", words), (None, 10)])


def judging(name, *polarities, holder="author", others=()):
    actors = [("a1", name, "person", True, 0), ("a2", "Lou Reeve", "person", True, 0)]
    stances = [(holder, "a1", polarity) for polarity in polarities]
    return article(actors=actors, stances=stances)


def test_shares_are_those_of_all_sentences_together():
    long, short = article(30, 0, 30, 0), article(0, 10, 0, 0)
    overall = found(*[long] * 6, *[short] * 6).overall
    assert (overall.articles, overall.sentences) == (12, 420)
    assert [item.share for item in overall.shares] == pytest.approx([3 / 7, 1 / 7, 3 / 7, 0])
    for estimate in overall.shares[:3]:
        assert estimate.low < estimate.share < estimate.high


@pytest.mark.parametrize("count", [10, 40])
def test_an_interval_nearly_always_holds_the_truth(count):
    random = np.random.default_rng(3)
    held = wide = 0
    for _ in range(60):
        sentences = random.integers(8, 60, count)
        opinions = random.binomial(sentences, random.beta(1.2, 3.0, count))
        (estimate,) = shares(opinions[:, None], sentences)
        held += estimate.low <= 1.2 / 4.2 <= estimate.high
        wide += estimate.high - estimate.low > 0.6
    assert held >= 51
    assert wide == 0


def test_whole_articles_are_drawn_not_sentences():
    same = [article(5, 0, 5, 0) for _ in range(20)]
    apart = [article(10, 0, 0, 0) for _ in range(10)] + [article(0, 0, 10, 0) for _ in range(10)]
    alike, different = (found(*items).overall.shares[0] for items in (same, apart))
    assert alike.share == different.share == 0.5
    # Twenty articles that are all alike tell nothing of how others may differ.
    assert not alike.spread
    assert different.high - different.low > 0.3


def test_the_same_articles_give_the_same_report():
    articles = [article(number % 5, number % 3, 4, 1) for number in range(30)]
    assert found(*articles) == found(*articles)


def test_nine_articles_are_too_few_to_say_and_ten_are_not():
    outlets = found(*[article(outlet="Nine")] * 9, *[article(outlet="Ten")] * 10).outlets
    assert [group.name for group in outlets.shown] == ["Ten"]
    assert outlets.few == [("Nine", 9)]
    assert found(*[article()] * 9).overall.shares is None


def test_outlets_stand_in_the_order_of_their_names_whatever_their_shares():
    shares_of = {"zebra": 1, "Alpha": 5, "beta": 9, "Ärzte": 3}
    articles = [
        article(opinion, 10 - opinion, 5, 0, outlet=outlet)
        for outlet, opinion in shares_of.items()
        for _ in range(10)
    ]
    names = [group.name for group in found(*articles).outlets.shown]
    assert names == ["Alpha", "beta", "zebra", "Ärzte"]


def test_months_stand_in_the_order_of_time_and_the_latest_are_kept():
    months = [f"{2000 + number // 12}-{number % 12 + 1:02d}" for number in range(MOST_MONTHS + 2)]
    articles = [article(published=f"{month}-09") for month in reversed(months) for _ in range(10)]
    grouping = found(*articles, *[article(published="last week")] * 10).months
    assert [group.name for group in grouping.shown] == [*months[2:], "not known"]
    assert grouping.left_out == 2


def test_what_nobody_told_is_not_known():
    outlets = found(*[article(outlet=None, published=None)] * 10, article(outlet=" ")).outlets
    assert [(group.name, group.articles) for group in outlets.shown] == [("not known", 11)]


def test_one_section_in_two_styles_is_one():
    sections = found(*[article(section="OPINION")] * 5, *[article(section="Opinion")] * 5).sections
    assert [group.name for group in sections.shown] == ["Opinion"]


def test_who_gets_the_floor_in_words_and_share():
    articles = [speaking("Anna Bell", 30)] * 10 + [speaking("Tom Ward", 90)] * 2
    heard = {actor.name: actor for actor in found(*articles).heard}
    bell = heard["Anna Bell"]
    assert (bell.articles, bell.words) == (10, 300)
    assert bell.share.share == pytest.approx(300 / 600)
    assert heard["Tom Ward"].share is None
    assert heard["Views without a known holder"].words == 120


def test_only_full_names_are_joined_across_articles():
    articles = [
        *[speaking("Smith", 10)] * 2,
        *[speaking("Ann Smith", 20)] * 2,
        *[speaking("an official", 30, named=False)] * 2,
        *[speaking("Congress", 40, "organisation")] * 2,
    ]
    words = {actor.name: (actor.words, actor.joined) for actor in found(*articles).heard}
    assert words == {
        "Congress": (80, True),
        "Ann Smith": (40, True),
        "Sources without a name": (60, False),
        "People called by one name only": (20, False),
        "Views without a known holder": (80, False),
    }


def test_author_and_others_are_never_added_up():
    articles = [
        *[judging("Anna Bell", "critical", "favourable")] * 10,
        *[judging("Anna Bell", "critical", holder="a2")] * 3,
        *[judging("Anna Bell", "neutral")] * 3,
    ]
    (judged,) = found(*articles).judged
    assert (judged.name, judged.articles) == ("Anna Bell", 16)
    assert judged.by_author.critical.share == 0.5
    assert (judged.by_author.critical_ones, judged.by_author.favourable_ones) == (10, 10)
    assert (judged.by_others.articles, judged.by_others.critical) == (3, None)


def test_articles_that_are_not_analysed_are_left_out_and_counted():
    result = found(*[article()] * 10, article(analysed=False), article(0, 0, 0, 0))
    assert (result.overall.articles, result.unmarked) == (10, 2)


def test_marks_of_different_models_are_not_added_up():
    with pytest.raises(OpenError, match="m 1 and m 2, whose marks cannot be added up"):
        found(article(), article(version="2"))


class Page(HTMLParser):
    """What a browser makes of a page: elements, ids, what refers to them, and its tables."""

    VOID = frozenset({"meta"})

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.ids, self.references = [], [], [], set()
        self.attributes, self.text, self.tables = set(), [], []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        for key, value in attrs:
            self.attributes.add(key)
            if key == "id":
                self.ids.append(value)
            elif key == "href":
                self.references.add(value.removeprefix("#"))
            else:
                self.references.update(re.findall(r"url\(#(.*?)\)", value or ""))
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if {"td", "th"} & set(self.open):
            self.tables[-1][-1][-1] += data
        if "style" not in self.open:
            self.text.append(data)


@pytest.fixture(scope="module")
def page():
    pytest.importorskip("matplotlib")
    articles = [
        article(
            number % 5,
            3,
            4,
            1,
            outlet=("Costs $5 & <b>more</b>", "Zeitung", "العربي")[number % 3],
            published=f"2025-0{1 + number % 2}-09",
            actors=[("a1", "Anna <i>Bell</i>", "person", True, 10 + number)],
            views=[("a1", 20 + number)],
            stances=[("author", "a1", ("critical", "favourable")[number % 2])],
        )
        for number in range(60)
    ]
    return report_page(found(*articles), ABOUT)


def test_the_page_stands_alone_and_is_whole(page):
    read = Page(page)
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    assert read.references <= set(read.ids)
    assert not {"script", "img", "link", "iframe"} & set(read.tags)
    # The page's policy lets no element have a style of its own.
    assert "style" not in read.attributes
    assert b"default-src &#x27;none&#x27;" in page
    # But for the names of XML, nothing on it has an address.
    assert b"http" not in page.replace(b"http-equiv", b"")


def test_each_figure_has_its_numbers_in_a_table_and_speaks(page):
    read = Page(page)
    assert read.tags.count("svg") == 4
    assert len(read.tables) == 5
    assert page.count(b'role="img" aria-label="') == 4
    heads, overall, *outlets = read.tables[0]
    assert heads[:4] == ["Outlet", "Articles", "Sentences", "Author’s opinion"]
    assert overall[:3] == ["All articles", "60", "600"]
    assert re.fullmatch(r"20\s% \d\d–\d\d", overall[3])
    assert [row[0] for row in outlets] == ["Costs $5 & <b>more</b>", "Zeitung", "العربي"]


def test_figures_follow_the_colours_of_the_page(page):
    drawn = "".join(re.findall(r"<svg.*?</svg>", page.decode(), re.DOTALL))
    assert not re.findall(r'(?:fill|stroke)="#', drawn)
    assert "var(--opinion_line)" in drawn
    assert "font-family" not in drawn


def test_the_page_says_how_and_why_not(page):
    text = " ".join("".join(Page(page).text).split())
    assert "No outlet is ranked." in text
    assert "bootstrap over whole articles" in text
    assert "Fewer than 10 articles are too few to say" in text
    assert "only where their full names are equal" in text


def test_a_report_on_one_article_says_that_it_is_too_few():
    pytest.importorskip("matplotlib")
    page = report_page(found(speaking("Anna Bell", 5)), About("r", False, 2, 1))
    read = Page(page)
    text = "".join(read.text)
    assert "svg" not in read.tags
    assert "1 article: where it reports" in text
    assert "too few to say" in text
    assert "may not have come to its end" in text
    assert "2 files that could not be read (failures.csv)" in text


def test_an_interval_never_rounds_to_nothing():
    pytest.importorskip("matplotlib")
    articles = [article(number % 2, 0, 999, 0) for number in range(40)]
    (_, overall, *_), *_ = Page(report_page(found(*articles), ABOUT)).tables
    share, ends = overall[3].split(" ")
    assert share == "<\N{NO-BREAK SPACE}0.1\N{NO-BREAK SPACE}%" or share.startswith("0.1")
    low, high = ends.split("–")
    assert low <= high


def test_a_point_without_an_interval_is_hollow():
    pytest.importorskip("matplotlib")
    panel = figures.Panel("Opinion", "opinion_line", "o")

    def drawn(estimate):
        return figures.by_name("x", "", [panel], [figures.Line("Post", [estimate])])

    assert 'fill="var(--background)"' in drawn(Estimate(0.0, 0.0, 0.0))
    assert 'fill="var(--background)"' not in drawn(Estimate(0.3, 0.2, 0.4))


def test_a_missing_plotting_library_is_said(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    assert "pip install slantwise[corpus]" in str(figures.missing_library())
