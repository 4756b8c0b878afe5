# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The text says in what language it is; its label only where the text leaves that open."""

import pytest

from reader.formats import load_text, open_file
from reader.formats.structure.language import choose_language, detect_language

ENGLISH = (
    "The council met on Monday and agreed on the new budget for the harbour. It was the last "
    "meeting before the summer, and not all of those who had asked to speak were heard. "
)
GERMAN = (
    "Der Rat tagte am Montag und beschloss den neuen Haushalt für den Hafen. Es war die letzte "
    "Sitzung vor dem Sommer, und nicht alle, die sich gemeldet hatten, kamen zu Wort. "
)
VIETNAMESE = (
    "Hội đồng đã họp vào thứ hai và thông qua ngân sách mới cho cảng của thành phố. Đó là cuộc họp "
    "cuối cùng trước mùa hè, và không phải tất cả những người muốn nói được nói. "
)
PORTUGUESE = (
    "O conselho se reuniu na segunda-feira e aprovou o novo orçamento para o porto. Foi a última "
    "reunião antes do verão, e nem todos os que queriam falar puderam falar. "
)


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    "label", ["vi", "de", "pt", "", None, "english", "zh", "DE-at", "pt_BR", "x-default"]
)
def test_english_text_is_english_whatever_its_label(label):
    assert choose_language(ENGLISH, label) == "en"


@pytest.mark.issue(14)
@pytest.mark.parametrize("label", ["en", "en-GB", "", "zh"])
@pytest.mark.parametrize(
    ("text", "language"), [(GERMAN, "de"), (VIETNAMESE, "vi"), (PORTUGUESE, "pt")]
)
def test_text_in_another_language_is_not_english_whatever_its_label(text, language, label):
    assert choose_language(text, label) == language


@pytest.mark.issue(14)
def test_long_quotations_in_another_language_do_not_make_a_text_foreign():
    article = f"{ENGLISH * 3}“{GERMAN * 2}” {ENGLISH}“{GERMAN}”"
    assert choose_language(article, "de") == "en"


@pytest.mark.issue(14)
@pytest.mark.parametrize("text", ["Budget agreed", "So be it.", "Harbour? No!", "12 345", "“”"])
@pytest.mark.parametrize(("label", "language"), [("de", "de"), ("en-US", "en"), (None, "und")])
def test_a_text_too_short_to_tell_is_what_its_label_says(text, label, language):
    assert choose_language(text, label) == language


@pytest.mark.parametrize(("label", "language"), [("de", "de"), ("en", "en"), ("", "und")])
def test_a_text_of_two_languages_is_what_its_label_says(label, language):
    assert choose_language(ENGLISH * 2 + GERMAN * 3, label) == language


@pytest.mark.parametrize("text", ["Anna Miller said so. John Jones said so. " * 20, "So so so."])
def test_a_word_that_two_languages_share_decides_nothing(text):
    assert detect_language(text) == "und"


def page(label, text):
    return f"<html {label}><body><h1>Harbour</h1>" + f"<p>{text}</p>" * 4 + "</body></html>"


@pytest.mark.issue(14)
@pytest.mark.parametrize("label", ['lang="vi"', 'lang="de-DE"', 'xml:lang="pt"', 'lang=""', ""])
def test_a_page_of_english_is_analysed_whatever_its_label(tmp_path, label):
    path = tmp_path / "harbour.html"
    path.write_text(page(label, ENGLISH))
    assert not open_file(path).article.foreign


@pytest.mark.issue(14)
def test_a_page_of_german_is_not_analysed_though_its_label_says_english(tmp_path):
    path = tmp_path / "hafen.html"
    path.write_text(page('lang="en"', GERMAN))
    assert open_file(path).article.language == "de"


def test_pasted_text_in_another_language_is_foreign():
    assert load_text(GERMAN).foreign
    assert not load_text("Budget agreed").foreign
