# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What is lost where pages are set: large letters at paragraphs, hyphens at the ends of lines."""

import pytest

pytestmark = pytest.mark.issue(14)

PROSE = [
    "wants a new bridge and the county wants a new road, and neither of them has asked",
    "the people who must pay for both. I walked the old bridge with its keeper, who counts",
    "the lorries on her fingers and thinks the plan absurd. The mayor says that it is rotten.",
    "It is not, and he knows it as well as anyone who has ever stood below its arches.",
]
HEAD = (60, 60, 18, True, "The price of a bridge")


def set_beside(first, lines, x, indented, y=110, size=11):
    """A paragraph of which so many lines make room for an initial; `first` begins it."""
    texts = [f"{first}{lines[0]}", *lines[1:]]
    return [
        (x if number < indented else 60, y + 14 * number, size, False, text)
        for number, text in enumerate(texts)
    ]


# A line of text has its baseline 14 below the one above it.
INITIALS = {
    "three lines deep behind a quotation mark, drawn first": (
        [HEAD, (60, 138, 46, False, "“W"), *set_beside("e the parish ", PROSE, 122, 3)],
        "“We the parish wants a new bridge",
    ),
    "two lines deep, drawn after everything": (
        [HEAD, *set_beside("HE PARISH ", PROSE, 82, 2), (60, 124, 32, False, "T")],
        "THE PARISH wants a new bridge",
    ),
    "raised, and a word of its own": (
        [HEAD, (60, 110, 26, False, "A"), *set_beside("parish ", PROSE, 84, 1)],
        "A parish wants a new bridge",
    ),
    "raised, with the next letters close to it": (
        [HEAD, (60, 110, 24, True, "T"), *set_beside("he parish ", PROSE, 75, 1)],
        "The parish wants a new bridge",
    ),
    "two letters, raised, with a space behind them": (
        [HEAD, (60, 110, 24, False, "It "), *set_beside("is the parish that ", PROSE, 84, 1)],
        "It is the parish that wants a new bridge",
    ),
    "two letters of a word, two lines deep": (
        [HEAD, *set_beside("e parish ", PROSE, 100, 2), (60, 124, 32, False, "Th")],
        "The parish wants a new bridge",
    ),
    "a sentence ends beside it": (
        [
            HEAD,
            (60, 138, 46, False, "N"),
            *set_beside(
                "obody came to the meeting.", ["", "It was the worst of all.", *PROSE], 99, 3
            ),
        ],
        "Nobody came to the meeting. It was the worst of all. wants a new bridge",
    ),
    "an apostrophe follows": (
        [HEAD, (60, 124, 32, False, "I"), *set_beside("’m told the parish ", PROSE, 74, 2)],
        "I’m told the parish wants a new bridge",
    ),
}


@pytest.mark.parametrize("name", INITIALS)
def test_initials(name, open_bytes, pdf_bytes):
    lines, begins = INITIALS[name]
    after = [
        (60, 216 + 14 * n, 11, False, text) for n, text in enumerate(["Then he left.", *PROSE])
    ]
    article = open_bytes(pdf_bytes([[*lines, *after]]), "a.pdf")
    assert article.title == "The price of a bridge"
    assert [text for kind, text in article.kinds if kind == "heading"] == []
    assert article.texts("paragraph")[0].startswith(begins)
    assert article.texts("paragraph")[1].startswith("Then he left.")


PLAIN = [(60, 110 + 14 * number, 11, False, text) for number, text in enumerate(PROSE)]
COLUMN = [
    (40, 110 + 12 * number, 10, False, " ".join(words))
    for number, words in enumerate(zip(*[iter(" ".join(PROSE).split())] * 6, strict=False))
]
ELSEWHERE = {
    "drawn before the title": (
        [(60, 138, 46, False, "T"), HEAD, *set_beside("he parish ", PROSE, 98, 3)],
        ("paragraph", "The parish wants"),
    ),
    "below a second heading, drawn last": (
        [
            *(HEAD, *PLAIN, (60, 190, 14, True, "The second part")),
            *set_beside("he vote was late. It ", PROSE, 98, 3, y=220),
            (60, 248, 46, False, "T"),
        ],
        ("paragraph", "The vote was late. It wants"),
    ),
    "at the head of a second column, in the middle of a sentence": (
        [
            HEAD,
            *COLUMN,
            (356, 110, 10, False, "eople said that"),
            *(
                (x + (290 if n > 1 else 316), y, *rest)
                for n, (x, y, *rest) in enumerate(COLUMN)
                if n
            ),
            (330, 122, 28, False, "P"),
        ],
        ("paragraph", "People said that"),
    ),
    "capitals of two sizes in a heading": (
        [
            (60, 60, 18, True, "T"),
            (71, 60, 13, True, "HE PRICE OF "),
            (170, 60, 18, True, "B"),
            (183, 60, 13, True, "RIDGES"),
            *PLAIN,
        ],
        ("title", "THE PRICE OF BRIDGES"),
    ),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_initials_elsewhere(name, open_bytes, pdf_bytes):
    lines, (kind, begins) = ELSEWHERE[name]
    article = open_bytes(pdf_bytes([lines]), "a.pdf")
    assert any(text.startswith(begins) for text in article.texts(kind))
    assert all(len(text) > 3 for _, text in article.kinds)


HYPHENS = [
    ("a self-|governing town", "a self-governing town"),
    ("the twenty-|one members", "the twenty-one members"),
    ("said Jean-|Luc to her", "said Jean-Luc to her"),
    ("the Anglo-|Saxon way", "the Anglo-Saxon way"),
    ("after COVID-|19 had come", "after COVID-19 had come"),
    ("in 2019-|20 and later", "in 2019-20 and later"),
    ("they under-|stand it all", "they understand it all"),
    ("the gov-|ernment said so", "the government said so"),
    ("a news-|paper of note", "a newspaper of note"),
    ("mid- and long-|term plans", "mid- and long-term plans"),
    ("pre-|and post-war flats", "pre- and post-war flats"),
    ("a full-|time job", "a full-time job"),
    ("a well-|known man", "a well-known man"),
    ("her mother-|in-law came", "her mother-in-law came"),
    ("state-of-the-|art cranes", "state-of-the-art cranes"),
    ("he left—|and she stayed", "he left—and she stayed"),
    ("he left –|and she stayed", "he left – and she stayed"),
    ("a vice-|president spoke", "a vice-president spoke"),
    ("ninety thou-|sand pounds", "ninety thousand pounds"),
    ("Mr. Przy-|bylski agreed", "Mr. Przybylski agreed"),
    ("an un-|documented man", "an undocumented man"),
    ("an anti-gov-|ernment mob", "an anti-government mob"),
    ("the ill-|ness of a king", "the illness of a king"),
    ("see example.org/low-|tide today", "see example.org/low-tide today"),
]


@pytest.mark.parametrize(("lines", "joined"), HYPHENS)
def test_hyphens_at_line_ends(lines, joined, open_bytes, pdf_bytes):
    first, second = lines.split("|")
    page = [
        "It was said in the council, and by many of those who had come there, that",
        f"this was so, and that they would have to look into it again: {first}",
        f"{second}, and that was all there was to say about it.",
    ]
    data = pdf_bytes([[(60, 100 + 13 * n, 11, False, text) for n, text in enumerate(page)]])
    assert joined in open_bytes(data, "a.pdf").text


def test_the_words_of_the_text_decide_before_those_of_the_language(open_bytes, pdf_bytes):
    page = [
        "The news-paper and the mudlark were what the town had, and it had no other, so the news-",
        "paper was what they read; the mud-",
        "lark was what they ate.",
    ]
    data = pdf_bytes([[(60, 100 + 13 * n, 11, False, text) for n, text in enumerate(page)]])
    text = open_bytes(data, "a.pdf").text
    assert "so the news-paper was" in text
    assert "the mudlark was what" in text


def test_words_are_joined_sooner_where_others_are_divided(open_bytes, pdf_bytes):
    page = [
        "The man was not trust-",
        "worthy, and his full-",
        "time job was to say so in the coun-",
        "cil, where he was paid for it by all of those who had been there with him.",
    ]
    for lines, word in ((page, "not trustworthy"), (page[:3], "not trust-worthy")):
        data = pdf_bytes([[(60, 100 + 13 * n, 11, False, text) for n, text in enumerate(lines)]])
        text = open_bytes(data, "a.pdf").text
        assert word in text
        assert "his full-time job" in text


def test_hyphens_in_another_language(open_bytes, pdf_bytes):
    page = [
        "Die Vor- und Nachteile des Plans sind bekannt, und der Sprecher der Bundes-",
        "regierung hat sie auch nicht bestritten; von den Ein-",
        "und Ausgaben ist in dem Bericht auch die Rede, und in der Nord-",
        "Süd-Frage ist man sich noch nicht einig.",
    ]
    data = pdf_bytes([[(60, 100 + 13 * n, 11, False, text) for n, text in enumerate(page)]])
    text = open_bytes(data, "a.pdf").text
    assert "der Bundesregierung hat" in text
    assert "Ein- und Ausgaben" in text
    assert "Nord-Süd-Frage" in text


def test_hyphens_of_a_wrapped_text(open_bytes):
    lines = [
        "It was said in the council, and by many of those who had come, that the mid-",
        "term plan was a matter for the parliament, which would have to be asked, and",
        "that nothing would come of it before the next spring, which was the truth of",
    ]
    kept = "\n".join(lines) + "\nthe matter as it stood."
    assert "the mid-term plan" in open_bytes(kept.encode(), "a.txt").text
    divided = "\n".join(lines).replace("mid-\nterm plan", "gov-\nernment") + (
        "\nthe so-\ncalled matter as it stood, and was known to stand in the newspaper."
    )
    text = open_bytes(divided.encode(), "b.txt").text
    assert "the government was a matter" in text
    assert "the so-called matter" in text
