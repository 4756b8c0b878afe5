# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What wording alone gives away, and what it must not be mistaken for."""

import pytest

from reader.formats import dates, wording


@pytest.mark.parametrize(
    "text",
    [
        "+ ↺ − 16 px",
        "A- A A+",
        "* * *",
        "Share",
        "Share on Facebook",
        "Facebook | Twitter | WhatsApp | Email",
        "Share this article",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Advertisement Continue reading the main story",
        "Slideshow (2 Images)",
        "5 min read",
        "23 comments",
        "Leave a comment",
        "Read more: Five things we learned from the debate",
        "READ ALSO: Five things we learned",
        "Related stories",
        "Most read",
        "You may also like",
        "Sign up for our daily newsletter and get the best of our stories",
        "Get the latest news delivered straight to your inbox",
        "We use cookies to improve your experience on our site.",
        "Follow us on Twitter and Facebook",
        "Tags: politics, economy",
        "© 2024 The Daily. All rights reserved.",
        "(c) The Daily 2024",
        "Return to TOP",
        "Comments (5 posted)",
        "About the author",
        "Republish our articles for free, online or in print.",
        "Before you go, we have a small favor to ask.",
        "Home > News > World",
        "(If you wish to contribute, please reach out to us at a@b.example).",
        "Do you have a story to tell? Contact us at a@b.example.",
        "Subscribe to our channel to get the news first",
        "Lesen Sie auch: Fünf Dinge",
        "Other Courier Top Stories",
        "Next page: Security",
        "This e-mail was sent to: a@b.example",
        "PLEASE DO NOT REPLY TO THIS E-MAIL",
        "<http://remote.example/rule.gif> <http://remote.example/dot.png?x=1>",
        "_______________ Town-news mailing list Town-news@lists.example http://lists.example",
    ],
)
def test_furniture(text):
    assert wording.is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "Share prices fell on Monday after the announcement.",
        "Read more books, the minister told pupils on a visit to a school in the capital.",
        "Follow the money and you will find the reason.",
        "Comment is free, but facts are sacred.",
        "Sign the treaty now, the ambassador said.",
        "More: that is what they want.",
        "The company uses cookies to follow its visitors, regulators said.",
        "Support for the government has fallen to a new low.",
        "(c) the owners of boats shall pay",
        "I want to write about the war.",
        "He has a story about everything.",
        "CLICK HERE TO GET THE APP The senator, 53, became the wealthiest member of the house "
        "after she was elected in the autumn, when she beat a former governor by three points and "
        "a half.",
    ],
)
def test_sentences_are_not_furniture(text):
    assert not wording.is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "Editor's note: This story has been changed.",
        "Editor’s Note — the writer is a former minister.",
        "[Editor's note: see below]",
        "Correction: An earlier version named the wrong town.",
        "Correction (March 5): the town is in the north.",
        "This article was updated on 3 May with a comment from the ministry.",
        "An earlier version of this story gave the wrong date.",
        "The views expressed in this article are the author's own.",
        "The opinions expressed here do not necessarily reflect those of the paper.",
        "Jane Doe is a professor of law at a university. Follow her on Twitter @janedoe",
        "Additional reporting by John Roe in Paris",
        "The Associated Press contributed to this report.",
        "The Courier's Jane Doe, Ann-Marie Poe and John Roe contributed to this report.",
        "Disclaimer: the author owns shares in the company.",
    ],
)
def test_notes(text):
    assert wording.is_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "This article of the constitution was written in haste.",
        "Correction of the course is overdue.",
        "The update was published by the company on Monday, which said that all is well.",
        "The opinions expressed by the crowd are repugnant.",
        "So I need not be told that Jane Doe is a bad person, whatever was said on Twitter (or X).",
        "Views differ on whether the plan will work.",
    ],
)
def test_sentences_are_not_notes(text):
    assert not wording.is_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ministers at a meeting in Paris on Feb. 18, 2025. Photo: AFP",
        "No decisive moves. Photo: Jo Doe/Agency/Wire/picture alliance",
        "Instituto Something, a school in Milan. Image: Someone.",
        "A protester in Kyiv (Jane Doe/Reuters)",
        "Police in Dhaka. (Photo by Jane Doe/Getty Images)",
        "Photo: Jane Doe",
        "Boats in the harbour. Photo: J. R. Doe",
        "Getty Images",
        "The hall in May. John Roe / AP",
        "Foto: dpa",
        "Image copyright AFP Image caption The minister is reviewing the options",
        "FILE - In this July 25, 2019, file photo, the minister speaks in the hall.",
        "Hide caption Police secure a road in the town of Ex",
    ],
)
def test_captions(text):
    assert wording.is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry confirmed the report. (Reuters)",
        "He showed the court a photo of the car.",
        "The ship sank on Monday (see above).",
        "He hung it beside a picture by Picasso.",
        "She had sent him a photo from Paris",
        "All of it is in one image: Trump at the gate",
        "The image of the country has suffered, said the image consultant by telephone from Rome.",
    ],
)
def test_sentences_are_not_captions(text):
    assert not wording.is_caption(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KYIV, March 3 (Reuters) —", True),
        ("Updated at 12:36 p.m. ET, July 11", True),
        ("Updated at last, the list is long", False),
        ("LONDON", False),
        ("Paris is well worth a mass", False),
    ],
)
def test_datelines(text, expected):
    assert wording.is_dateline(text) is expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By Jane Doe and John Roe", "Jane Doe and John Roe"),
        ("by JANE DOE, Associated Press", "JANE DOE"),
        ("Written by Ludwig van der Rohe", "Ludwig van der Rohe"),
        ("Von Anna Müller", "Anna Müller"),
        ("By far the best plan is the first", None),
        ("By Monday Night it was over.", None),
        ("By the river", None),
        ("By Day Seven, however, Ms. Doe had lost her patience", None),
        ("by Mr. Roe, took a wait-and-see attitude", None),
    ],
)
def test_bylines(text, names):
    assert wording.byline_names(text) == names


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-02-21", "2025-02-21"),
        ("2013-11-27T08:36:32Z", "2013-11-27"),
        ("March 3rd, 2024", "2024-03-03"),
        ("3 Mar. 2024", "2024-03-03"),
        ("Mar 03, 2024", "2024-03-03"),
        ("2. März 2015", "2015-03-02"),
        ("le 1er mai 2015", "2015-05-01"),
        ("3 de marzo de 2024", "2024-03-03"),
        ("03.04.2024", "2024-04-03"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("2025年2月3日", "2025-02-03"),
        ("3/4/2024", None),
        ("0001-01-01T00:00:00Z", None),
        ("31 February 2024", None),
        ("May 6", None),
        ("", None),
    ],
)
def test_dates(text, value):
    assert dates.parse_date(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sunday, August 2, 2015", ("2015-08-02", False)),
        ("Published 3 March 2024, 10:30 GMT", ("2024-03-03", False)),
        ("Last updated: March 3, 2024 at 4:05 p.m. EST", ("2024-03-03", True)),
        ("On March 3, 2024 the council met.", None),
        ("The war began on 24 February 2022", None),
    ],
)
def test_date_lines(text, value):
    assert dates.date_line(text) == value


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        *(("About the Author", True), ("Read More", True), ("Related stories:", True)),
        ("Before you go, we have a small favour to ask.", True),
        *(("Related work", False), ("Share your media", False), ("The latest figures", False)),
    ],
)
def test_headings_behind_the_article(text, ends):
    assert wording.ends_article(text) is ends
