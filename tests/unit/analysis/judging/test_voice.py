# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The author is not charged with a source's words."""

from reader.analysis.evidence import gather
from reader.analysis.judging.voice import sentence_voices, spoken_for, unclaimed
from reader.analysis.syntax.sentences import parse, sentences
from reader.document import Article, Attribution, Block, BlockKind, Form, Span, Voice

TEXT = "She said the bridge was a terrible mistake. It opened on Monday with a “bang” of sorts."
FIRST, SECOND = Span(0, 43), Span(44, 87)


def attribution(*content, score=0.8, form=Form.INDIRECT):
    return Attribution((Span(0, 3),), (Span(4, 8),), content, form, None, score)


def voices(*items):
    return sentence_voices([FIRST, SECOND], items, TEXT)


def test_without_attributions_all_is_the_authors():
    assert voices() == (Voice.AUTHOR, Voice.AUTHOR)


def test_a_sentence_of_content_is_attributed():
    assert voices(attribution(Span(9, 42))) == (Voice.ATTRIBUTED, Voice.AUTHOR)


def test_a_word_or_two_leave_it_to_the_author():
    assert voices(attribution(Span(72, 78))) == (Voice.AUTHOR, Voice.AUTHOR)


def test_one_content_may_cover_two_sentences():
    assert voices(attribution(Span(9, 87))) == (Voice.ATTRIBUTED, Voice.ATTRIBUTED)


def test_a_doubtful_attribution_takes_nothing_from_the_author():
    assert voices(attribution(Span(9, 42), score=0.1)) == (Voice.AUTHOR, Voice.AUTHOR)


def test_sentences_without_a_word():
    assert sentence_voices([Span(0, 0), Span(42, 43)], [attribution(Span(0, 43))], TEXT) == (
        Voice.AUTHOR,
        Voice.AUTHOR,
    )


def test_a_model_that_is_sure_overrules_the_words():
    content = attribution(Span(9, 42))

    def with_chances(*chances):
        return sentence_voices([FIRST, SECOND], [content], TEXT, chances)

    assert with_chances(0.5, 0.5) == (Voice.ATTRIBUTED, Voice.AUTHOR)
    assert with_chances(0.1, 0.9) == (Voice.AUTHOR, Voice.ATTRIBUTED)
    assert with_chances(None, None) == (Voice.ATTRIBUTED, Voice.AUTHOR)


def test_no_model_however_sure_gives_a_quotation_to_the_author():
    quotation = attribution(Span(9, 42), form=Form.DIRECT)
    found = sentence_voices([FIRST, SECOND], [quotation], TEXT, [0.01, 0.01])
    assert found == (Voice.ATTRIBUTED, Voice.AUTHOR)


def test_what_only_the_model_knows_to_be_relayed_goes_to_an_unnamed_source():
    (item,) = unclaimed([FIRST, SECOND], [Voice.ATTRIBUTED] * 2, [0.9, 0.85], [])
    assert (item.source, item.cue, item.actor) == ((), (), None)
    assert item.content == (FIRST, SECOND)
    assert item.score == 0.85


def test_what_somebody_holds_already_goes_to_nobody_else():
    both = [Voice.ATTRIBUTED] * 2
    assert unclaimed([FIRST, SECOND], both, [0.9, 0.9], [attribution(Span(9, 87))]) == []
    (item,) = unclaimed([FIRST, SECOND], both, [0.9, 0.9], [attribution(Span(9, 42))])
    assert item.content == (SECOND,)
    assert unclaimed([FIRST, SECOND], [Voice.AUTHOR] * 2, [0.1, 0.1], []) == []


def test_what_the_author_says_that_he_found_is_not_somebody_elses():
    parts = [
        (BlockKind.PARAGRAPH, "We found no evidence of it. Stone found none."),
        (BlockKind.PARAGRAPH, "“We found nothing in the port,” Stone said. We were told to wait."),
        (BlockKind.QUOTE, "We believe that the bridge is safe."),
        (BlockKind.PARAGRAPH, "“It is safe. We found that it holds. We know that it stands."),
        (BlockKind.PARAGRAPH, "I think that the bridge is old."),
    ]
    text, blocks = "", []
    for kind, words in parts:
        blocks.append(Block(kind, len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    parsed = list(gather(parse(Article(text, tuple(blocks)))))
    spans = [span for piece in parsed for span in sentences(piece)]
    own = {
        text[span.start : span.end]: found
        for span, found in zip(spans, spoken_for(parsed, spans), strict=True)
    }
    assert [words for words, found in own.items() if found] == [
        "We found no evidence of it.",
        "I think that the bridge is old.",
    ]
