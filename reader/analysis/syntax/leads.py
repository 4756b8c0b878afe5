# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What leads in or signs a quotation without a verb of saying."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.analysis.syntax import lexicon
from reader.analysis.syntax.cues import Cue

if TYPE_CHECKING:
    from spacy.tokens import Doc

SENTENCE_END = frozenset({".", "!", "?", ";"})

#: So many words a name has at most, its article among them.
_LONGEST_NAME = 8

_HEADING = frozenset({"ROOT", "nsubj", "dep"})


def words_of(doc: "Doc", quoted: Sequence[bool], first: int) -> Cue | None:
    """Whose words are announced as such: in her words, in the words of N. N."""
    last = first
    while last > 0 and (doc[last - 1].is_punct or doc[last - 1].is_space):
        if doc[last - 1].text in SENTENCE_END or quoted[last - 1]:
            return None
        last -= 1
    for place in range(last - 1, max(last - 16, 0), -1):
        if doc[place].text in SENTENCE_END or quoted[place]:
            return None
        if doc[place].lower_ != "words":
            continue
        begin = place
        while begin > max(place - 6, 0) and doc[begin].lower_ != "in":
            begin -= 1
        of = place + 1
        if doc[begin].lower_ != "in":
            return None
        if of == last:
            owner = next((c for c in doc[place].children if c.dep_ == "poss"), None)
            bounds = (owner.left_edge.i, owner.i + 1) if owner is not None else None
        elif doc[of].lower_ == "of" and of + 1 < last:
            owner = next((c for c in doc[of].children if c.dep_ == "pobj"), None)
            bounds = (of + 1, last)
            if any(token.pos_ in {"VERB", "AUX"} for token in doc[of:last]):
                return None
        else:
            return None
        if owner is None or bounds is None:
            return None
        return Cue(place, (begin, begin + 1), bounds, owner.i, score=0.7)
    return None


def announcement(doc: "Doc", begin: int, colon: int) -> Cue | None:
    """What a noun announces, or where it is from: Her answer: "…"; From the Gazette: "…"."""
    taken = _taken_from(doc, begin, colon)
    if taken is not None:
        return taken
    for noun in doc[begin:colon]:
        if noun.lemma_.lower() not in lexicon.announcing() or noun.dep_ not in _HEADING:
            continue
        owner = next((child for child in noun.children if child.dep_ == "poss"), None)
        if owner is None or owner.lower_ in lexicon.grammar().own or owner.left_edge.i != begin:
            continue
        if noun.dep_ != "ROOT" and noun.head.lemma_ not in {"be", ":"}:
            continue
        return Cue(
            noun.i, (noun.i, noun.i + 1), (owner.left_edge.i, owner.i + 1), owner.i, score=0.7
        )
    return None


def _taken_from(doc: "Doc", begin: int, colon: int) -> Cue | None:
    """Where a quotation is taken from, told by nothing but that: From the Harbour Gazette."""
    first = doc[begin]
    last = colon - 1
    while last > begin and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    if first.lower_ != "from" or not begin < last <= begin + _LONGEST_NAME:
        return None
    if doc[last].pos_ != "PROPN" or any(t.pos_ in {"VERB", "AUX"} for t in doc[begin:last]):
        return None
    return Cue(begin, (begin, begin + 1), (begin + 1, last + 1), last, score=0.7)


def signature(doc: "Doc", end: int, *, headline: bool) -> Cue | None:
    """A name after a dash that signs the quotation: "…" — N. N."""
    dash = end
    while dash < len(doc) and doc[dash].is_space:
        dash += 1
    signs = {"—", "–", "―", "-", "--"}
    if headline:
        signs.add(":")
    if dash >= len(doc) - 1 or doc[dash].text not in signs:
        return None
    first = dash + 1
    while first < len(doc) and doc[first].is_space:
        first += 1
    last = first
    while last < len(doc) and last - first < 5 and doc[last].text[:1].isupper():
        last += 1
    ends = last == len(doc) or doc[last].is_space or doc[last].text in {".", ",", "("}
    # A headline may sign with the surname alone.
    least = 1 if headline else 2
    if not ends or not least <= last - first <= 5:
        return None
    return Cue(dash, (dash, dash + 1), (first, last), last - 1, score=0.7)
