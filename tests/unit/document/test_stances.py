# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a speaker thinks of others is found in their own words alone."""

from reader.document import Attribution, Form, Polarity, Span, Stance
from reader.document.stances import HeldStances


def said(holders, *content):
    spans = tuple(Span(*span) for span in content)
    return Attribution((), (), spans, Form.DIRECT, tuple(holders), 0.9)


def stance(holder, start, end):
    return Stance(holder, "a9", Polarity.CRITICAL, 0.8, start, end)


def test_stances_belong_to_their_holder_and_their_words():
    inside, behind = stance("a1", 20, 30), stance("a1", 60, 70)
    held = HeldStances([behind, stance("a2", 20, 30), stance("author", 20, 30), inside])
    assert held.within(said(["a1"], (10, 40))) == [inside]
    assert held.within(said(["a1"], (10, 22), (28, 65))) == [inside, behind]
    assert held.within(said(["a1"], (30, 60))) == []
    assert held.within(said([], (0, 90))) == []
    assert len(held.within(said(["a1", "a2"], (10, 40)))) == 2
    assert held.within(said(["a3"], (0, 90))) == []


def test_a_long_stance_is_found_behind_short_ones():
    long = stance("a1", 0, 500)
    held = HeldStances([long, *(stance("a1", start, start + 2) for start in range(10, 400, 10))])
    assert held.within(said(["a1"], (450, 460))) == [long]
