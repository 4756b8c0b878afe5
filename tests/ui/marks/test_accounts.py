# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The window and a copy say the same of the same marks, each in its own words."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Attribution,
    BlockKind,
    Form,
    Label,
    ModelInfo,
    Polarity,
    Sentence,
    Span,
    Stance,
    Weight,
)
from reader.document.marks import MarkKind, View
from reader.document.overlay import overlaid
from reader.export.content import copy_marks, legend, viewpoints
from reader.session.events import Analysed, Weighed
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.marks.reason_card import reasons
from reader.ui.sidebar.viewpoints import ViewpointListModel

OURS = "Sadly the mayor, who calls the old bridge a ruin, is wrong."
PLAIN = "Nobody needs another road."
THEIRS = "Another Ada Moss finds the old bridge charming."
AGAIN = "The first says that it must go."


@pytest.fixture
def analysis(kit):
    """An author's sentence that holds a view, and two actors of one name."""
    article = kit.article_of((BlockKind.PARAGRAPH, f"{OURS} {PLAIN} {THEIRS} {AGAIN}"))

    def at(words):
        return kit.span(article, words)

    def said(holder, source, cue, content):
        return Attribution((at(source),), (at(cue),), (at(content),), Form.INDIRECT, (holder,), 0.8)

    def opinion(words, *weighed):
        place = at(words)
        heavy = tuple(Weight(at(word).start, at(word).end, 0.4) for word in weighed)
        return Sentence(place.start, place.end, Label.OPINION, 0.9, reasons=heavy)

    ruin = at("the old bridge a ruin")
    return Analysis(
        article,
        ModelInfo("m", "1"),
        (opinion(OURS, "Sadly", "wrong"), opinion(PLAIN)),
        attributions=(
            said("a1", "the mayor", "calls", "the old bridge a ruin"),
            said("a2", "Another Ada Moss", "finds", "the old bridge charming"),
            said("a1", "The first", "says", "it must go"),
        ),
        actors=(
            Actor("a1", "Ada Moss", ActorType.PERSON),
            Actor("a2", "Ada Moss", ActorType.PERSON),
            Actor("a3", "Old Bridge", ActorType.OTHER),
        ),
        stances=(Stance("a1", "a3", Polarity.CRITICAL, 0.9, ruin.start, ruin.end),),
    )


@pytest.fixture
def index(analysis):
    found = MarkIndex(analysis.article, View())
    found.replace(analysis)
    return found


def test_both_say_of_each_mark_what_speaks_for_it(analysis, index, application):
    marks = copy_marks(overlaid(analysis, ()), View())
    assert {mark.kind for mark in marks} == {MarkKind.OPINION, MarkKind.VIEWPOINT}
    for mark in marks:
        card = reasons(index, mark.start)[-1]
        assert card.kind is mark.kind
        assert card.score.replace(" ", "\N{NO-BREAK SPACE}") in mark.name
        if mark.kind is MarkKind.OPINION:
            assert mark.reason.endswith(card.grounds)
        else:
            assert mark.speaker == "Ada Moss"
            assert card.heading.endswith(mark.speaker)


def test_both_say_that_the_words_of_others_are_left_out(analysis, index, application):
    told = "The words of others in it are left out."
    ours = next(
        mark for mark in copy_marks(overlaid(analysis, ()), View()) if mark.kind is MarkKind.OPINION
    )
    assert ours.reason.endswith(f"Weighed most: “Sadly”, “wrong”. {told}")
    assert told in reasons(index, 0)[0].grounds
    plain = analysis.sentences[1].start
    (mark,) = [mark for mark in copy_marks(overlaid(analysis, ()), View()) if mark.start == plain]
    assert mark.reason.endswith("No source is named for it.")
    assert reasons(index, plain)[0].grounds == "No source is named for it."


def test_both_keep_apart_who_only_share_a_name(analysis, index, application):
    model = ViewpointListModel()
    model.set_entries(index.accounts.viewpoints)
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    copied = [
        line
        for name, held in viewpoints(analysis)
        for line in (name, *(viewpoint.words for viewpoint in held))
    ]
    assert (
        copied
        == [row.data() for row in rows]
        == [
            "Ada Moss",
            "the old bridge a ruin",
            "it must go",
            "Ada Moss",
            "the old bridge charming",
        ]
    )
    spoken = rows[1].data(Qt.ItemDataRole.ToolTipRole)
    how = viewpoints(analysis)[0][1][0].how
    for fact in ("indirect", "“calls”", "critical of Old Bridge"):
        assert fact in spoken
        assert fact in how


def test_both_count_alike(analysis, index):
    counted = {entry.kind: entry.count for entry in legend(overlaid(analysis, ()), View())}
    assert counted == {kind: count for kind, count in index.counts().items() if count}


def test_a_copy_is_saved_with_the_reasons_that_the_window_knows(driver, analysis, tmp_path):
    asked = replace(
        analysis, sentences=tuple(replace(item, reasons=None) for item in analysis.sentences)
    )
    job = driver.opened(analysis.article, tmp_path / "bridge.txt")
    driver.judged(job, asked.sentences, 0.5)
    driver.page.explainer.explain(0, Span(0, 1))
    driver.window.on_event(Weighed(1001, (Weight(0, 5, 0.4), Weight(6, 9, 0.01))))
    # What was asked while the article was still being judged is kept.
    driver.window.on_event(Analysed(job, asked, 0.1))
    first, second = driver.page.analysis.sentences
    assert first.reasons == (Weight(0, 5, 0.4),)
    assert second.reasons is None
    driver.page.explainer.explain(0, Span(0, 1))
    assert len(driver.session.weighed) == 1
