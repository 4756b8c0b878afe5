# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The speakers of quotations in real articles against labels made by reading them.

A label is a quotation's offsets and the speaker's name, a list of names that are all right, or
null where the speaker has no name in the text. Those who made the rules have read the articles of
labels.json; those of blind.json were labelled from their text alone, before the program had been
seen on them, and the rules are never tuned on them.
"""

from pathlib import Path

import pytest

from reader.document import Span

# The share of quotations with the right speaker, a little under what was measured.
FLOORS = {"labels.json": 0.95, "blind.json": 0.80}


def speaker(quotation, attributions, actors):
    """The actor that is held to say most of the quotation, or None."""
    best, shared = None, 0.5 * len(quotation)
    for item in attributions:
        overlap = sum(span.overlap(quotation) for span in item.content)
        if overlap >= shared:
            best, shared = item, overlap
    return actors.get(best.holders[0]) if best and best.holders else None


def plain(name):
    """A name whatever its capitals: a group is the same at the start of a sentence."""
    return name and name.casefold()


@pytest.mark.parametrize(("labels", "floor"), FLOORS.items())
def test_quotations_have_their_speakers(labelled, labels, floor):
    right = total = 0
    for entry, analysis in labelled(Path(__file__).with_name(labels)):
        actors = {actor.id: actor for actor in analysis.actors}
        for start, end, label in entry["quotations"]:
            assert analysis.article.text[start] in "\"“‘'", f"{entry['file']} has moved"
            found = speaker(Span(start, end), analysis.attributions, actors)
            names_right = label if isinstance(label, list) else [label]
            right += plain(found and found.name) in {plain(name) for name in names_right} or (
                # Whoever is only described has no name.
                found is not None and not found.named and None in names_right
            )
            total += 1
    assert right / total >= floor
