# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Two readings of the same sentences: what counts as agreement, and what is left out of it."""

import pytest

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Attribution,
    Form,
    Label,
    LoadedWord,
    ModelInfo,
    Sentence,
    Span,
    Voice,
)
from reader.document.anchors import anchored
from reader.document.blind import (
    Agreement,
    BlindReading,
    Kind,
    Verdict,
    compare,
    readers_alone,
    reading_from_dict,
    reading_to_dict,
    side_by_side,
)
from reader.document.readers_marks import Act, ReadersMark
from tests.building import article_of

pytestmark = pytest.mark.issue(16)

BEGUN = "2026-03-04T10:00:00.000000+00:00"
BEFORE = "2026-03-04T09:00:00.000000+00:00"
DURING = "2026-03-04T10:05:00.000000+00:00"

OPINION = "Closing it would be a blunder."
FACT = "It was built in 1931."
RELAYED = "The repairs are far too expensive, Mayor Ada Ngo said."
UNCLEAR = "Perhaps they will think again."
LAST = "It carries two lanes."
SENTENCES = (OPINION, FACT, RELAYED, UNCLEAR, LAST)
QUOTE = "The repairs are far too expensive"


@pytest.fixture
def article():
    return article_of(" ".join(SENTENCES))


@pytest.fixture
def span(article):
    def find(words):
        start = article.text.index(words)
        return Span(start, start + len(words))

    return find


@pytest.fixture
def analysis(article, span):
    judged = {
        OPINION: (Label.OPINION, 0.9, Voice.AUTHOR),
        FACT: (Label.FACTUAL, 0.1, Voice.AUTHOR),
        RELAYED: (Label.FACTUAL, 0.2, Voice.ATTRIBUTED),
        UNCLEAR: (Label.UNCLEAR, 0.5, Voice.AUTHOR),
        LAST: (Label.FACTUAL, 0.1, Voice.AUTHOR),
    }
    sentences = tuple(
        Sentence(span(words).start, span(words).end, *what) for words, what in judged.items()
    )
    mayor = Actor(
        "a1", "Ada Ngo", ActorType.PERSON, ("Mayor Ngo",), mentions=(span("Mayor Ada Ngo"),)
    )
    relayed = Attribution(
        (span("Mayor Ada Ngo"),), (span("said"),), (span(QUOTE),), Form.INDIRECT, ("a1",), 0.9
    )
    loaded = LoadedWord(span("blunder").start, span("blunder").end, 0.8)
    model = ModelInfo("test", "1")
    return Analysis(article, model, sentences, (loaded,), (relayed,), (mayor,), ())


@pytest.fixture
def mark(article, span):
    def make(words, act, value="", *, made=DURING, machine="opinion"):
        anchor = anchored(article.text, span(words))
        return ReadersMark(f"{words}{act}", act, anchor, value, machine, made=made)

    return make


def by_words(comparison):
    return {pair.words: pair for pair in comparison.pairs}


def test_a_blind_reading_holds_nothing_of_the_models(analysis, mark):
    laid = readers_alone(analysis, [mark(FACT, Act.OPINION)])
    shown = laid.analysis
    judged = (shown.loaded, shown.attributions, shown.actors, shown.stances)
    assert judged == ((), (), (), ())
    own = [item for item in shown.sentences if item.start in laid.sentences]
    assert [(item.label, item.opinion) for item in own] == [(Label.OPINION, 1.0)]
    others = {(item.label, item.opinion, item.voice) for item in shown.sentences if item not in own}
    assert others == {(Label.FACTUAL, 0.0, Voice.AUTHOR)}
    assert {item.mark.machine for item in laid.placed} == {""}


def test_side_by_side_the_models_marks_stay_as_they_were(analysis, mark):
    laid = side_by_side(analysis, [mark(FACT, Act.OPINION)])
    assert laid.analysis is analysis
    assert [item.mark.act for item in laid.placed] == [Act.OPINION]


def test_each_sentence_is_compared(analysis, mark):
    marks = (
        mark(OPINION, Act.OPINION),
        mark(FACT, Act.OPINION),
        mark(QUOTE, Act.VIEWPOINT, "Mayor Ngo"),
        mark(UNCLEAR, Act.OPINION),
    )
    found = compare(analysis, BlindReading(BEGUN, DURING, marks))
    verdicts = [pair.verdict for pair in found.pairs]
    assert verdicts == [
        Verdict.AGREE,
        Verdict.DIFFER,
        Verdict.AGREE,
        Verdict.OPEN,
        Verdict.UNMARKED,
    ]
    assert found.opinion == Agreement(2, 3)
    assert found.speakers == Agreement(1, 1)
    assert found.table[Kind.OPINION, Kind.FACT] == 1
    assert found.table[Kind.NONE, Kind.FACT] == 1
    assert by_words(found)[RELAYED].reader.speakers == ("Mayor Ngo",)
    assert by_words(found)[RELAYED].model.speakers == ("Ada Ngo",)


def test_what_is_left_unmarked_counts_only_if_the_reader_says_so(analysis, mark):
    marks = (mark(FACT, Act.FACTUAL),)
    left = compare(analysis, BlindReading(BEGUN, DURING, marks))
    assert left.opinion == Agreement(1, 1)
    assert by_words(left)[OPINION].verdict is Verdict.UNMARKED
    counted = compare(analysis, BlindReading(BEGUN, DURING, marks, counts_unmarked=True))
    found = {words: pair.verdict for words, pair in by_words(counted).items()}
    assert found == {
        OPINION: Verdict.DIFFER,
        FACT: Verdict.AGREE,
        RELAYED: Verdict.AGREE,
        UNCLEAR: Verdict.OPEN,
        LAST: Verdict.AGREE,
    }
    assert counted.opinion == Agreement(3, 4)


def test_what_was_marked_with_the_model_in_sight_is_no_part_of_the_figures(analysis, mark):
    marks = (mark(FACT, Act.OPINION, made=BEFORE), mark(LAST, Act.FACTUAL))
    found = compare(analysis, BlindReading(BEGUN, DURING, marks, counts_unmarked=True))
    assert by_words(found)[FACT].verdict is Verdict.EARLIER
    assert found.opinion == Agreement(2, 3)


def test_a_sentence_marked_anew_while_reading_blind_counts(analysis, mark):
    marks = (mark(FACT, Act.OPINION, made=BEFORE), mark(FACT, Act.FACTUAL))
    found = compare(analysis, BlindReading(BEGUN, DURING, marks))
    assert by_words(found)[FACT].verdict is Verdict.AGREE


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Ada Ngo", True),
        ("ngo", True),
        ("the Mayor Ada Ngo", True),
        ("Mayor Ngo’s", True),
        ("Lee Moss", False),
        ("", False),
    ],
)
def test_a_part_of_a_name_names_the_speaker(analysis, mark, name, same):
    marks = (mark(RELAYED, Act.VIEWPOINT, name),)
    pair = by_words(compare(analysis, BlindReading(BEGUN, DURING, marks)))[RELAYED]
    assert pair.same_speaker is same
    assert pair.verdict is (Verdict.AGREE if same else Verdict.DIFFER)


def test_nobody_is_named_where_the_source_has_no_name(article, analysis, mark):
    from dataclasses import replace

    unnamed = replace(analysis.attributions[0], source=(), holders=())
    analysis = replace(analysis, attributions=(unnamed,))
    marks = (mark(RELAYED, Act.VIEWPOINT, ""),)
    pair = by_words(compare(analysis, BlindReading(BEGUN, DURING, marks)))[RELAYED]
    assert pair.same_speaker is True


def many(count, model, reader):
    """An analysis of so many sentences and marks; both are given the numbers of their opinions."""
    article = article_of(" ".join(f"Sentence number {n:03} stands here." for n in range(count)))
    length = len("Sentence number 000 stands here.")
    spans = [Span(n * (length + 1), n * (length + 1) + length) for n in range(count)]
    sentences = tuple(
        Sentence(place.start, place.end, Label.OPINION if n in model else Label.FACTUAL, 0.9)
        for n, place in enumerate(spans)
    )
    marks = tuple(
        ReadersMark(
            str(n),
            Act.OPINION if n in reader else Act.FACTUAL,
            anchored(article.text, place),
            made=DURING,
        )
        for n, place in enumerate(spans)
    )
    analysis = Analysis(article, ModelInfo("test", "1"), sentences)
    return compare(analysis, BlindReading(BEGUN, DURING, marks)).opinion


def test_kappa_allows_for_chance():
    # By hand: 16 of 20 the same; both say opinion in half of them, so chance gives a half.
    found = many(20, set(range(10)), {*range(8), 10, 11})
    assert (found.same, found.of) == (16, 20)
    assert found.kappa == pytest.approx(0.6)
    assert many(20, set(range(10)), set(range(10))).kappa == pytest.approx(1.0)
    assert many(20, set(range(10)), set(range(10, 20))).kappa == pytest.approx(-1.0)


@pytest.mark.parametrize(
    ("count", "model", "reader"),
    [
        (19, range(10), range(10)),
        (20, range(10), range(2)),
        (20, range(18), range(10)),
        (0, (), ()),
    ],
)
def test_too_little_gives_no_kappa(count, model, reader):
    assert many(count, set(model), set(reader)).kappa is None


def test_a_reading_is_kept_as_it_is(mark):
    reading = BlindReading(BEGUN, DURING, (mark(FACT, Act.OPINION),), counts_unmarked=True)
    assert reading_from_dict(reading_to_dict(reading)) == reading


@pytest.mark.parametrize(
    "changed", [{"begun": 3}, {"counts_unmarked": "yes"}, {"marks": [{}]}, {"marks": None}]
)
def test_a_damaged_reading_is_refused(changed):
    data = {**reading_to_dict(BlindReading(BEGUN)), **changed}
    with pytest.raises((ValueError, KeyError, TypeError)):
        reading_from_dict(data)
