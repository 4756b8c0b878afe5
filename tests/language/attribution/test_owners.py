# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Each rule of whose a quotation is, alone, with its example."""

from collections import Counter
from dataclasses import replace

import pytest

from reader.analysis.attribution import owners
from reader.analysis.attribution.drafts import Draft
from reader.analysis.attribution.owners import OWNERS
from reader.analysis.attribution.ownership import draft_attributions, passages
from reader.analysis.attribution.places import Place, Unnamed
from reader.document import Article, Block, BlockKind
from tests.building import article_of, evidence_of

SPEAKER = Draft(0, 0.8)


def place(words, *, number=0, kind=BlockKind.PARAGRAPH, **known):
    """The quotation of that number in a text that is one block."""
    (piece,) = evidence_of(article_of((kind, words)))
    ranges = [piece.tokens(quote.span) for quote in passages(piece)]
    inside = ranges[number]
    return Place(
        piece=piece,
        quote=passages(piece)[number],
        first=inside.start,
        end=inside.end,
        cues=piece.cues,
        ended=ranges[number - 1].end if number else 0,
        **known,
    )


def source(where, cue):
    """The words that a rule takes for the speaker, or None without a rule's answer."""
    return cue and where.doc[cue.source[0] : cue.source[1]].text


@pytest.mark.parametrize(
    ("rule", "words", "speaker"),
    [
        (owners.held_before_adding, "She called it “a mess,” adding that it rained.", "She"),
        (owners.held_before_adding, "“It is a mess,” she said.", None),
        (owners.said_after, "“It is safe,” the mayor told reporters.", "the mayor"),
        (owners.said_after, "The mayor said, “It is safe.”", None),
        (owners.said_after, "“It is safe.” He said that it rained.", None),
        (owners.signed, "“It is safe for us.” — Laura Stone", "Laura Stone"),
        (owners.signed, "“It is safe for us.” — and dry", None),
        (owners.in_her_words, "The bridge was, in her words, “a mess”.", "her"),
        (owners.in_her_words, "The bridge was, in other words, “a mess”.", None),
        (owners.said_around, "She said that it was “no beauty” at all.", "She"),
        (owners.said_around, "It was “no beauty” at all.", None),
        (owners.led_in, "The mayor wrote, “It is safe.”", "The mayor"),
        (owners.led_in, "It rained. “It is safe.”", None),
        (owners.announced, "Her answer: “It is safe.”", "Her"),
        (owners.announced, "The answer: “It is safe.”", None),
        (
            owners.labelled,
            "Labour activist Laura Stone: “It is safe.”",
            "Labour activist Laura Stone",
        ),
        (owners.labelled, "It was on the sign: “It is safe.”", None),
        (owners.plain_before_colon, "He is blunt: “It is a mess.”", "He"),
        (owners.plain_before_colon, "The sign is blunt: “It is a mess.”", None),
        (owners.plain_before_comma, "On Monday the mayor cracked, “It is a mess.”", "the mayor"),
        (owners.plain_before_comma, "On Monday a window cracked, “It is a mess.”", None),
        (owners.plain_after, "“It is a mess,” he riffed.", "he"),
        (owners.plain_after, "By the “sea of data” he riffed.", None),
        (owners.plain_after, "“It is a mess,” mocked the mayor.", "the mayor"),
        (owners.plain_after, "“Great Mess,” opened Friday.", None),
        (owners.after_acting, "Laura Stone shut the gate. “It is safe for us.”", "Laura Stone"),
        (owners.after_acting, "The gate fell shut. “It is safe for us.”", None),
        (owners.after_acting, "Laura Stone shut the gate. “Safe and sound”", None),
        (
            owners.said_in_an_aside,
            "“If they want it” now, she said of them, they pay.",
            "she",
        ),
        (owners.said_in_an_aside, "“If they want it” now, they pay.", None),
        (owners.said_before, "The mayor answered. “It is safe for us.”", "The mayor"),
        (owners.said_before, "The mayor answered, “It is safe for us.”", None),
    ],
)
def test_rules_that_find_a_cue(rule, words, speaker):
    where = place(words)
    assert source(where, rule(where)) == speaker


@pytest.mark.parametrize(
    ("rule", "words", "holds"),
    [
        (owners.nothing_between, "It was “a mess” and “a disgrace”.", True),
        (owners.nothing_between, "It was “a mess” in the town’s “best year”.", False),
        (owners.same_clause, "It is “a mess,” with roads “full of holes”.", True),
        (owners.same_clause, "It is “a mess,” and he met Ann at “full speed”.", False),
    ],
)
def test_rules_that_go_on_with_the_quotation_before(rule, words, holds):
    before = Draft(0, 0.8, source=place(words).quote.span)
    where = place(words, number=1, before=before)
    assert rule(where) is (before if holds else None)


def test_a_quotation_goes_on_around_its_cue():
    words = "“It is safe,” she said. “We tested it.”"
    (cue,) = place(words).cues
    before = Draft(0, 0.8, cue_head=cue.head)
    assert owners.around_its_cue(place(words, number=1, before=before)) is before
    words = "“It is safe,” she said. It rained. “We tested it.”"
    assert owners.around_its_cue(place(words, number=1, before=before)) is None


@pytest.mark.parametrize(
    ("rule", "known"),
    [
        (owners.announced_above, "lead"),
        (owners.introduced_above, "introduced"),
        (owners.goes_on_below, "last"),
    ],
)
def test_rules_that_go_on_with_the_block_before(rule, known):
    assert rule(place("“It is safe for all of us.”", **{known: SPEAKER})) is SPEAKER
    assert rule(place("It rained on the “bridge”.", **{known: SPEAKER})) is None


def test_a_long_way_down_nobody_goes_on():
    assert owners.goes_on_below(place("“It is safe for us.”", last=SPEAKER, index=9)) is None


def test_a_quotation_that_was_left_open_goes_on():
    text = "She said: “We built it.\n“It is safe.”"
    blocks = (Block(BlockKind.PARAGRAPH, 0, 23), Block(BlockKind.PARAGRAPH, 24, len(text)))
    _, below = evidence_of(Article(text, blocks))
    where = Place(piece=below, quote=below.quotes[0], first=0, end=5, cues=below.cues, last=SPEAKER)
    assert owners.left_open_above(where) is SPEAKER
    assert owners.left_open_above(place("“It is safe.”", last=SPEAKER)) is None


@pytest.mark.parametrize(
    ("rule", "words", "kind", "owner"),
    [
        (owners.title_of_a_work, "He said so on “This Week,” twice.", "paragraph", Unnamed.NOBODY),
        (owners.title_of_a_work, "He said so on “this bridge,” twice.", "paragraph", None),
        (owners.heading_alone, "“The bridge”", "paragraph", Unnamed.NOBODY),
        (owners.heading_alone, "“The bridge is safe.”", "paragraph", None),
        (owners.scare_quotes, "It is a “safe” bridge.", "paragraph", Unnamed.NOBODY),
        (owners.scare_quotes, "It is a “safe and sound” bridge.", "paragraph", None),
        (owners.set_apart, "“It is a mess”", "quote", Unnamed.SOMEBODY),
        (owners.set_apart, "“It is a mess”", "paragraph", None),
        (owners.statement, "“The bridge is safe for us.”", "paragraph", Unnamed.SOMEBODY),
        (owners.statement, "“The Bridge of Our Fathers and Mothers”", "paragraph", None),
    ],
)
def test_rules_that_know_no_name(rule, words, kind, owner):
    assert rule(place(words, kind=BlockKind(kind))) is owner


@pytest.mark.parametrize(
    ("rule", "words", "speaker"),
    [
        (owners.said_within, "“It is” – the mayor said – “a mess.”", "the mayor"),
        (owners.said_within, "“It is” – the mayor frowned – “a mess.”", None),
        (owners.plain_within, "“It is” – the mayor frowned – “a mess.”", "the mayor"),
        (owners.plain_within, "“It is” – a long silence – “a mess.”", None),
    ],
)
def test_rules_that_look_into_what_interrupts(rule, words, speaker):
    first, second = (place(words, number=number) for number in (0, 1))
    quote = replace(first.quote, end=second.quote.end)
    insert = range(first.end, second.first)
    where = replace(first, quote=quote, end=second.end, inserts=[insert])
    assert source(where, rule(where)) == speaker


def test_a_post_is_its_poster_s():
    where = place("It is a mess.", kind=BlockKind.QUOTE)
    assert owners.posted(where) is None
    assert owners.posted(replace(where, poster=SPEAKER)) is SPEAKER


def test_the_decisions_of_each_rule_can_be_counted():
    words = "“It is safe,” she said. “We tested it.” It is a “safe” bridge."
    hits = Counter()
    article = article_of(words)
    draft_attributions(evidence_of(article), hits)
    assert hits == {"said_after": 1, "around_its_cue": 1, "scare_quotes": 1}


def test_every_rule_says_what_it_is_for_with_an_example():
    assert all(":" in rule.__doc__ or rule is owners.set_apart for rule in OWNERS)


def test_a_word_of_the_clause_in_marks_is_said_by_nobody():
    where = place("Stone said he “categorically” denies claims made by Mark Hale.")
    assert owners.said_after(where) is None
