# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Who is named as the speaker, and who is not."""

import pytest

from reader.document import Actor, ActorType, Attribution, Form, Span
from reader.document.speakers import speaker_name


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
