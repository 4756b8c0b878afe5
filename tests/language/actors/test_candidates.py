# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which words of a text may stand for somebody, and what is known of them and of pairs of them."""

import numpy as np
import pytest

from reader.analysis.actors.candidates import find_candidates
from reader.analysis.actors.features import compare, describe, pairing
from reader.analysis.evidence import gather
from reader.analysis.syntax.sentences import parse
from reader.document import Article, Block, BlockKind


@pytest.fixture
def found():
    def read(*paragraphs):
        text = "\n\n".join(paragraphs)
        blocks, start = [], 0
        for paragraph in paragraphs:
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(paragraph)))
            start += len(paragraph) + 2
        parsed = list(gather(parse(Article(text, tuple(blocks)))))
        return parsed, find_candidates(parsed)

    return read


def words(parsed, found):
    return [parsed[item.piece].doc[item.head].text for item in found]


def test_names_nouns_and_pronouns_are_candidates_and_parts_of_names_are_not(found):
    parsed, items = found("Anna Reed told the council on Monday that she would leave its building.")
    assert words(parsed, items) == ["Reed", "council", "Monday", "she", "its", "building"]
    kinds = {word: item.kind for word, item in zip(words(parsed, items), items, strict=True)}
    assert (kinds["Reed"], kinds["council"], kinds["she"], kinds["its"]) == (
        "name",
        "noun",
        "she",
        "it",
    )


def test_a_list_is_a_candidate_beside_its_members(found):
    _, items = found("Reed and Holt said that they agree.")
    assert [item.word for item in items if item.several] == ["reed and holt"]


def test_forms_of_address_and_roles_tell_the_sex(found):
    parsed, items = found("Mrs Holt met the chairman.")
    sexes = dict(zip(words(parsed, items), (item.sex for item in items), strict=True))
    assert sexes == {"Holt": "f", "chairman": "m"}


def test_whoever_is_quoted_is_known_by_a_number_that_the_quoted_words_bear(found):
    _, items = found("“I will not go,” Holt said.")
    quoted = next(item for item in items if item.kind == "i")
    holt = next(item for item in items if item.word == "holt")
    assert quoted.speaker == holt.voice > 0
    assert holt.speaker == 0


def test_pairs_tell_an_equal_word_from_another(found):
    _, items = found("The firm closed.", "The firm reopened. A bank helped.")
    pairs = compare(pairing(items), np.array([1, 2]), np.array([0, 0]))
    assert pairs[0, 0] == 1
    assert pairs[1, 0] == 0


def test_a_text_without_candidates_is_described_as_well(found):
    assert describe([]).shape[0] == 0
    _, items = found("Yes.")
    assert len(describe(items)) == len(items)
