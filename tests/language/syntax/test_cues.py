# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Verbs of two words, and what nobody is told to have said."""

import pytest

from tests.building import article_of, evidence_of


def cues(words):
    (piece,) = evidence_of(article_of(words))
    return [cue for cue in piece.cues if cue.speech]


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("“You did nothing,” the mayor shot back.", "shot back"),
        ("“You did nothing,” put in the mayor.", "put in"),
        ("“You did nothing,” cut in Lena.", "cut in"),
        ("“You did nothing,” piped up a boy.", "piped up"),
        ("The mayor went on: “You did nothing.”", "went on"),
        ("The mayor put in the box a note.", None),
        ("The mayor put in a “big box” of notes.", None),
        ("The car shot back up the “long hill”.", None),
        ("The mayor went on the “long march”.", None),
    ],
)
def test_a_particle_makes_a_verb_say_something(words, cue):
    (piece,) = evidence_of(article_of(words))
    found = [piece.doc[slice(*item.words)].text for item in piece.cues if item.speech]
    assert found == ([cue] if cue else [])


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    ("words", "denied"),
    [
        ("She never once said “thank you”.", True),
        ("Nobody at the firm said “sorry”.", True),
        ("No spokesman has called it “a leak”.", True),
        ("Nor did she say “sorry”.", True),
        ("Not once did she say “sorry”.", True),
        ("She refused to call it “a leak”.", True),
        ("She stopped short of calling it “a leak”.", True),
        ("She closed it without saying “sorry”.", True),
        ("She wouldn't say “sorry”.", True),
        ("She denied that it leaked.", True),
        ("She said that it did not leak.", False),
        ("She not only said “sorry” but wept.", False),
        ("She did not say “sorry” until May.", False),
        ("She would not say whether it leaked.", False),
        ("She did not say when it leaked.", False),
        ("She did not deny that it leaked.", False),
        ("“I never did,” she denied.", False),
    ],
)
def test_what_is_not_said_is_known(words, denied):
    assert any(cue.denied for cue in cues(words)) is denied
