# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What wording alone gives away as page furniture, and what it must not be mistaken for."""

import pytest

from reader.formats.structure.furniture import ends_article, is_furniture


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
        "Advertisement. Scroll to continue reading.",
        "ADVERTISEMENT - SCROLL DOWN TO CONTINUE",
        "Ad: article continues below",
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
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "Share prices fell on Monday after the announcement.",
        "Ad spending continues to fall, she said.",
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
    assert not is_furniture(text)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        *(("About the Author", True), ("Read More", True), ("Related stories:", True)),
        ("Before you go, we have a small favour to ask.", True),
        *(("Related work", False), ("Share your media", False), ("The latest figures", False)),
    ],
)
def test_headings_behind_the_article(text, ends):
    assert ends_article(text) is ends
