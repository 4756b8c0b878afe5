# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Plain text: what a reader sees as title, caption, note and furniture."""

import pytest

from reader.document.article import Article, BlockKind
from reader.formats import load, load_text
from reader.formats.draft import Draft, DraftBlock
from reader.formats.structure import refining

K = BlockKind

SEED_LIKE = """ date 2024-03-09 After the vote: who won, and what did they win?

After the vote: who won, and what did they win?

After the vote: who won, and what did they win?

+ ↺ − 16 px

Editor's note: Ana Pérez Lopez is a lecturer in politics at the City University. The article \
expresses the personal opinion of the author and may not coincide with the view of Daily.Ex .

The vote on Tuesday was the closest in a generation, and both sides were quick to say that they \
had won it. Neither is right, and the weeks to come will show why that is so.

Voters queue at a school in the old town on March 5, 2024. Photo: AFP

What follows is a negotiation, and not one between equals: one party has the seats, the other has \
the mood of the country behind it.

A count by hand went on all night. Photo: Jo Doe/Agency/Wire/picture alliance

It will not be over by summer.

(If you know the subject and wish to contribute, please reach out to us at desk@daily.example).

Daily.Ex
"""


def kinds(article: Article) -> list[tuple[BlockKind, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def of_kind(article: Article, kind: BlockKind) -> list[str]:
    return [text for found, text in kinds(article) if found is kind]


def test_news_copied_from_a_page_is_cleaned_up_without_losing_a_word():
    article = load_text(SEED_LIKE)
    title = "After the vote: who won, and what did they win?"
    assert article.title == title
    assert of_kind(article, K.TITLE) == [title]
    assert article.published == "2024-03-09"
    assert article.outlet == "Daily.Ex"
    assert article.byline == "Ana Pérez Lopez"
    assert article.genre == "Opinion"
    assert article.language == "en"
    assert of_kind(article, K.BOILERPLATE) == [
        title,
        title,
        "+ ↺ − 16 px",
        "(If you know the subject and wish to contribute, please reach out to us at "
        "desk@daily.example).",
        "Daily.Ex",
    ]
    assert [text[:13] for text in of_kind(article, K.NOTE)] == ["Editor's note"]
    assert [text[-3:] for text in of_kind(article, K.CAPTION)] == ["AFP", "nce"]
    assert len(of_kind(article, K.PARAGRAPH)) == 3
    assert article.text.split() == SEED_LIKE.split()


def test_blocks_cover_the_text():
    article = load_text(SEED_LIKE)
    position = 0
    for block in article.blocks:
        assert not article.text[position : block.start].strip()
        assert block.end > block.start
        position = block.end
    assert position == len(article.text)


def test_wrapped_lines_become_paragraphs():
    text = (
        "The council met on Monday evening to talk about the budget for the\n"
        "next year, and after three hours of debate it agreed on nothing but\n"
        "the date of its next meeting, which will be held in the same well-\n"
        "known hall.\n\n"
        "A second paragraph is as long as the first one, more or less, so as\n"
        "to be wrapped as well.\n"
    )
    article = load_text(text)
    assert [text for _, text in kinds(article)] == [
        "The council met on Monday evening to talk about the budget for the next year, and after "
        "three hours of debate it agreed on nothing but the date of its next meeting, which will "
        "be held in the same well-known hall.",
        "A second paragraph is as long as the first one, more or less, so as to be "
        "wrapped as well.",
    ]


def test_lines_that_are_paragraphs_stay_apart():
    long = (
        "This line is one paragraph of an article that someone saved, and it goes on for long. " * 3
    )
    article = load_text(f"A title\n{long}\nBy Jane Doe\n{long}Once more.\n")
    assert of_kind(article, K.TITLE) == ["A title"]
    assert len(of_kind(article, K.PARAGRAPH)) == 2
    assert article.byline == "Jane Doe"


def test_lists_and_quoted_mail():
    article = load_text(
        "Three things matter here.\n\n- one\n- two\n\n1. first\n2. second\n\n> I said so."
    )
    assert of_kind(article, K.LIST_ITEM) == ["one", "two", "1. first", "2. second"]
    assert of_kind(article, K.QUOTE) == ["I said so."]


def test_headings_are_short_lines_between_longer_ones():
    long = (
        "The minister said on Friday that the plan had been agreed with all of the provinces. " * 3
    )
    article = load_text(
        f"A plan for the provinces\n\n{long}\n\nWhat comes next\n\n{long}\n\nThe end."
    )
    assert of_kind(article, K.HEADING) == ["What comes next"]


def test_spaces_and_quotes_are_kept_as_they_are():
    article = load_text(
        "He said\u00a0“no” –\u00a0and\tleft.  Then\u200b he came\u00ad back.\r\nTwice."
    )
    assert article.text == "He said\u00a0“no” –\u00a0and left. Then he came back.\n\nTwice."


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Plain text, naïve café."),
        ("utf-8-sig", "A mark before it, naïve café."),
        ("utf-16", "Sixteen bits, naïve café."),
        ("utf-16-le", "Sixteen bits without a mark, naïve café."),
        ("utf-32", "Thirty-two bits, naïve café."),
        ("cp1252", "“Naïve café” – a Western text, as old editors saved it."),
        (
            "shift_jis",
            "羅生門が、朱雀大路にある以上は、この男のほかにも、雨やみをする市女笠や揉烏帽子が。"
            * 5,
        ),
        ("cp1250", "Rada zebrała się w poniedziałek, żeby omówić budżet i szkołę."),
        ("cp1250", "Zastupitelstvo se sešlo v pondělí, aby projednalo rozpočet příštího roku."),
        ("cp1254", "Belediye meclisi pazartesi akşamı gelecek yılın bütçesini görüştü."),
        ("cp1252", "Það er ekki satt, sagði ráðherrann, þegar hann var spurður um málið."),
        ("iso2022_jp", "市議会は月曜日の夜に"),
        (
            "cp1251",
            "Совет собрался в понедельник вечером, чтобы обсудить бюджет на следующий год. " * 5,
        ),
    ],
)
def test_encodings(tmp_path, encoding, text):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert load(path).text == text.strip()


def test_damaged_utf8_is_shown_with_a_warning(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(
        b"The council met \xe2\x82\xff\xfe\xfd\xfc\x00\x00on Monday. " + b"It agreed. " * 100
    )
    article = load(path)
    assert "\ufffd" in article.text
    assert "\0" not in article.text
    assert article.warnings


def test_a_line_of_megabytes_is_divided_at_sentence_ends(tmp_path):
    path = tmp_path / "a.txt"
    sentence = "The council met on Monday evening to talk about the budget. "
    path.write_text(sentence * 20_000)
    article = load(path)
    assert len(article.blocks) > 50
    assert all(article.text[block.end - 1] == "." for block in article.blocks)
    assert article.text.split() == (sentence * 20_000).split()
    assert len(article.warnings) == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council met on Monday to talk about the budget, and it was not agreed.", "en"),
        ("Der Rat hat sich am Montag getroffen, um über den Haushalt zu reden.", "de"),
        ("Le conseil s'est réuni lundi pour parler du budget, et il n'a pas été adopté.", "fr"),
        ("El consejo se reunió el lunes para hablar de la ley y no la aprobó por la falta.", "es"),
        ("Совет собрался в понедельник вечером", "ru"),
        ("Рада зібралася в понеділок увечері, її рішення", "uk"),
        ("12345", "und"),
    ],
)
def test_language(text, language):
    if text.isdigit():
        text += " qqq"
    assert load_text(text).language == language


def test_what_is_listed_under_related_stories_is_furniture():
    long = (
        "The minister said on Friday that the plan had been agreed with all of the provinces. " * 3
    )
    article = load_text(
        f"A plan for the provinces\n\n{long}\n\nRelated stories\n\n- What the plan says\n"
        f"- Who pays for it\n\nA third headline of the same kind\n\n{long}\n\nShort words again"
    )
    assert of_kind(article, K.BOILERPLATE) == [
        "Related stories",
        "What the plan says",
        "Who pays for it",
        "A third headline of the same kind",
    ]


def test_the_head_of_a_copied_page_is_told_apart():
    article = load_text(
        "The Daily Herald\nOpinion\n\nThe mayor is wrong about the trams\nBy Jane Doe | Columnist\n"
        "Updated March 4, 2024 at 5:12 p.m. EST | Published March 3, 2024 at 6:00 a.m. EST\n\n"
        "Share\n1,204\n\nKYIV, March 3 (Reuters) - The mayor said that trams were a waste.\n\n"
        "She is wrong, and here is why: trams carry more people than buses do.\n\n"
        "© 2024 The Daily Herald. All rights reserved.\n"
    )
    assert article.title == "The mayor is wrong about the trams"
    assert (article.byline, article.outlet) == ("Jane Doe", "The Daily Herald")
    assert (article.published, article.updated) == ("2024-03-03", "2024-03-04")
    assert article.genre == "Opinion"
    assert [text.split()[0] for text in of_kind(article, K.PARAGRAPH)] == ["KYIV,", "She"]


def test_agency_copy_without_a_title():
    long = (
        "The minister said on Friday that the plan had been agreed with all of the provinces. " * 3
    )
    article = load_text(f"Jane Doe and John Roe\n\nUSA TODAY\n\n{long}\n\n{long}")
    assert article.title is None
    assert article.byline == "Jane Doe and John Roe"
    assert of_kind(article, K.BOILERPLATE) == ["USA TODAY"]
    assert load_text(f"AP\n\n{long}\n\n{long}").title is None


LONG = "The council met on Monday and agreed on the date of its next meeting in July. " * 3


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Reuters | 4 May 2024 | Updated 5 May 2024 | By Jane Doe", K.BYLINE),
        ("4 May 2024 by Jane Doe", K.BYLINE),
        ("Posted 2024-05-04T00:30:27+00:00 - Updated 2024-05-05T14:50:47+00:00", K.DATELINE),
        ("1:39 PM ET", K.DATELINE),
        ("The town | 4 May 2024 | The harbour", K.HEADING),
        ("Passed by Jane Doe", K.HEADING),
    ],
)
def test_a_line_of_who_and_when(line, kind):
    article = load_text(f"A plan for the harbour\n\n{line}\n\n{LONG}\n\n{LONG}Once more.")
    assert [b.kind for b in article.blocks if article.text[b.start : b.end] == line] == [kind]
    if kind is K.BYLINE:
        assert (article.byline, article.published) == ("Jane Doe", "2024-05-04")


def test_a_byline_in_two_lines_and_what_is_said_of_its_author():
    article = load_text(
        f"A plan for the harbour\n\nBy\n\nJane Doe\n\n{LONG}\n\n{LONG}Once more.\n\n"
        "Jane Doe is the author of A Winter by the Sea.\n\nJane Doe"
    )
    assert article.byline == "Jane Doe"
    assert [b.kind for b in article.blocks] == [
        *(K.TITLE, K.BYLINE, K.BYLINE, K.PARAGRAPH, K.PARAGRAPH, K.NOTE, K.BYLINE),
    ]


def test_names_of_fields_that_a_template_left_behind():
    lines = "\n\n".join(f"{LONG}{number}.\n\nhref\n\n_blank\n\nNever" for number in range(5))
    article = load_text(f"A plan for the harbour\n\n{lines}\n\nlonely\n\n{LONG}The end.")
    left = [article.text[b.start : b.end] for b in article.blocks if b.kind is K.BOILERPLATE]
    assert left == ["href", "_blank"] * 5


def test_a_date_far_above_the_title_is_not_that_of_the_article():
    facts = ["Harbour wall", "First built", "2 July 1911", "Length 400 m", "Owner The town", "Use"]
    above = [DraftBlock(BlockKind.PARAGRAPH, fact) for fact in facts]
    title = DraftBlock(BlockKind.TITLE, "The wall in the harbour", settled=True)
    sentence = "The wall was built by the town, and the town has paid for it ever since. "
    text = [DraftBlock(BlockKind.PARAGRAPH, sentence * 3) for _ in range(20)]
    assert refining.refine(Draft([*above, title, *text])).published is None
    day = DraftBlock(BlockKind.PARAGRAPH, "2 July 2011")
    assert refining.refine(Draft([day, title, *text])).published == "2011-07-02"


def test_a_very_long_text_says_how_much_of_it_is_analysed(monkeypatch):
    monkeypatch.setattr("reader.formats.draft.ANALYSIS_LIMIT", 20)
    assert load_text("Rain.").warnings == ()
    assert load_text("It rained all day and the sun came out.").warnings == (
        "Only the first 20 characters are analysed.",
    )
