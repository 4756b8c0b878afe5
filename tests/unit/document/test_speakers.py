# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Who is named as the speaker, and who is not."""

import pytest

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Article,
    Attribution,
    Form,
    ModelInfo,
    Span,
)
from reader.document.speakers import speaker_name, told_apart


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("a man\nfrom the harbour", "a man from the harbour"),
        ("officials", "officials"),
        ("who", None),
        ("They", None),
        ("", None),
    ],
)
def test_a_pronoun_names_nobody(source, name):
    text = f"{source} said it would rain."
    spans = (Span(0, len(source)),) if source else ()
    item = Attribution(spans, (), (Span(len(source) + 6, len(text)),), Form.INDIRECT, (), 0.9)
    assert speaker_name(text, item, {}) == name


def test_several_who_hold_a_view_are_all_named():
    actors = {
        key: Actor(key, name, ActorType.PERSON) for key, name in zip("abc", "XYZ", strict=True)
    }
    item = Attribution((), (), (Span(0, 4),), Form.INDIRECT, ("a", "b", "c"), 0.9)
    assert speaker_name("Text", item, actors) == "X, Y and Z"


def test_only_those_without_a_name_who_speak_once_are_told_apart():
    text = "A b c d e f g"
    here, there = Span(0, 1), Span(2, 3)

    def actor(key, *mentions, named=False):
        return Actor(key, key, ActorType.PERSON, mentions=mentions, named=named)

    actors = (
        actor("named", here, named=True),
        actor("twice mentioned", here, there),
        actor("twice heard", here),
        actor("once heard", here),
        actor("never heard", here),
    )
    said = [("twice heard", "once heard"), ("twice heard",)]
    attributions = [Attribution((), (), (here,), Form.DIRECT, holders, 0.9) for holders in said]
    # One that relays nothing is no viewpoint.
    attributions.append(Attribution((there,), (), (), Form.DIRECT, ("once heard",), 0.9))
    analysis = Analysis(
        Article(text, ()), ModelInfo("m", "1"), actors=actors, attributions=tuple(attributions)
    )
    listed, once = told_apart(analysis)
    assert [item.id for item in listed] == ["named", "twice mentioned", "twice heard"]
    assert [item.id for item in once] == ["once heard", "never heard"]


def test_where_nobody_else_is_there_none_are_told_apart():
    actors = (Actor("a", "an official", ActorType.PERSON, mentions=(Span(0, 1),), named=False),)
    analysis = Analysis(Article("A b", ()), ModelInfo("m", "1"), actors=actors)
    assert told_apart(analysis) == ([*actors], [])
