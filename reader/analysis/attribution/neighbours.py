# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The cues around a quotation: behind it, before it, and those whose clause holds it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.analysis.attribution.places import Place
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.cues import Cue, end_of_source
from reader.analysis.syntax.leads import SENTENCE_END

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DASHES = frozenset({"—", "–", "-"})
_SUBJECTS = frozenset({"NOUN", "PROPN", "PRON"})
#: Of what a speaker's description before the name may consist.
_DESCRIBING = frozenset({"DET", "PRON", "ADJ", "NOUN", "PROPN"})
_LONGEST_ROLE = 6
_PARTS = frozenset({"compound", "nmod", "poss", "amod"})
#: How sure it is that a verb in no table says something.
_UNKNOWN_VERB = 0.6


def holding(place: Place) -> Cue | None:
    """The innermost cue whose clause holds the quotation."""
    holding = [cue for cue in place.cues if cue.covers(place.first, place.end)]
    return max(holding, key=lambda cue: cue.head) if holding else None


def following(place: Place) -> Cue | None:
    """The cue behind the quotation, with the subject and the content that its place shows."""
    doc, first, end = place.doc, place.first, place.end
    inner = end - 1
    while inner > first and not doc[inner].text[-1:].isalnum() and doc[inner].text not in ",.?!—–…":
        inner -= 1
    position = end
    while position < len(doc) and (
        doc[position].is_space or doc[position].text == "," or doc[position].text in _DASHES
    ):
        position += 1
    if position >= len(doc) or place.quoted[position]:
        return None
    full_stop = doc[inner].text.endswith(".") and doc[position].text[:1].isupper()
    if full_stop and doc[position].ent_type_ == "":
        return None
    cue = next((cue for cue in place.cues if cue.speech and cue.head >= position), None)
    if cue is None or any(
        doc[k].text in SENTENCE_END or place.quoted[k] for k in range(position, cue.head)
    ):
        return None
    if cue.source and cue.source[1] == first and cue.head == end and doc[inner].is_alpha:
        # He “categorically” denies it: a word of the clause stands in marks.
        return None
    left = min(cue.words[0], cue.source[0] if cue.source else cue.head)
    runs_on = doc[position].pos_ in {"ADP", "CCONJ"}
    if not (full_stop or runs_on) and (cue.source is None or cue.source[0] < end):
        # The parser took a word before the quotation for the subject, or none.
        cue = _named_after(doc, cue, position)
        if cue.source and cue.source[0] >= position:
            left = position
    if cue.source and left == cue.source[0] and _describes(doc, position, left):
        # "…," her neighbour N. N. said: the parser took "her neighbour" for something else.
        cue, left = replace(cue, source=(position, cue.source[1])), position
    joins = doc[position].pos_ in {"CCONJ", "SCONJ"} and doc[position].lower_ != "as"
    if full_stop or left - position > 1 or joins:
        return None
    if cue.source is None and cue.head != position:
        return None
    apart = cue.content and not cue.covers(first, end) and cue.content[0][0] > cue.head
    if apart and doc[inner].text not in {",", "?", "!", "—"}:
        # "…," she said, adding that …: fine; "… he said that …" is a new sentence.
        return None
    if first and doc[first - 1].text in _DASHES | {":", "--"}:
        # What only announces the quotation, up to a colon, is not what is said.
        cue = replace(cue, content=tuple(part for part in cue.content if part[0] >= first))
    return cue


def _describes(doc: "Doc", first: int, end: int) -> bool:
    """Whether a few words before a name can only say who its bearer is."""
    return 0 < end - first <= _LONGEST_ROLE and all(
        token.pos_ in _DESCRIBING and not token.dep_.startswith("nsubj") for token in doc[first:end]
    )


def _named_after(doc: "Doc", cue: Cue, position: int) -> Cue:
    """Take the first name or pronoun behind a quotation for the subject that the parser missed."""
    behind = _behind(doc[cue.head]) if cue.head == position else None
    if behind is not None:
        bounds = (behind.left_edge.i, end_of_source(behind))
        return replace(cue, source=bounds, source_head=behind.i)
    before = range(position, cue.head)
    places = before if before else range(cue.head + 1, min(cue.head + 4, len(doc)))
    # In "N. N., who …, told me that …" the subject stands before the quotation.
    tokens = [doc[k] for k in places if doc[k].lower_ not in lexicon.grammar().spoken_to]
    token = next((t for t in tokens if t.ent_type_ == "PERSON"), None)
    token = token or next((t for t in tokens if t.pos_ in {"PROPN", "PRON", "NOUN"}), None)
    if token is None:
        return cue
    end = token.i + 1
    while end <= places[-1] and doc[end].pos_ == token.pos_:
        end += 1
    owned = doc[end : end + 2]
    if end <= places[-1] and owned[0].tag_ == "POS" and owned[-1].pos_ == "PROPN":
        # "the Gazette's N. N. wrote"
        token, end = owned[-1], end + 2
        while end <= places[-1] and doc[end].pos_ == token.pos_:
            end += 1
    return replace(cue, source=(token.i, end), source_head=end - 1)


def turned_round(verb: "Token") -> Cue | None:
    """A verb in no table with its subject behind it: “It is a mess,” mocked the mayor."""
    source = _behind(verb) if verb.tag_ in {"VBD", "VBZ"} else None
    if source is None:
        return None
    bounds = (source.left_edge.i, end_of_source(source))
    return of_somebody(
        verb.doc, Cue(verb.i, (verb.i, verb.i + 1), bounds, source.i, score=_UNKNOWN_VERB)
    )


def _behind(verb: "Token") -> "Token | None":
    """The subject of a verb that comes before it, whatever the parser made of it."""
    lemma = verb.lemma_.lower()
    begin = verb.i + 1
    for particle in verb.doc[begin : begin + 1]:
        begin += particle.lower_ in lexicon.two_words().get(lemma, ())
    if lemma == "tell":
        # "told reporters": whoever is told.
        return None
    for token in verb.doc[begin : begin + _LONGEST_ROLE]:
        whole = token.left_edge.i == begin and token.dep_ not in _PARTS
        if whole and token.pos_ in _SUBJECTS and token.tag_ != "PRP$":
            return token
    return None


def clause_before(place: Place, mark: str = "") -> tuple[int, int] | None:
    """The clause that leads up to the quotation, without the last mark; None after a full stop.

    With a `mark`, only a clause that ends with it.
    """
    doc = place.doc
    position = place.first - 1
    while position >= 0 and doc[position].is_space:
        position -= 1
    if position < 0 or doc[position].text in SENTENCE_END:
        return None
    if mark and doc[position].text != mark:
        return None
    begin = position
    while begin > 0 and doc[begin - 1].text not in SENTENCE_END and not place.quoted[begin - 1]:
        begin -= 1
    return begin, position


def leading(place: Place) -> Cue | None:
    """The last cue in the clause that leads up to the quotation."""
    clause = clause_before(place)
    if clause is None:
        return None
    heads = range(clause[0], clause[1] + 1)
    before = (c for c in reversed(place.cues) if c.speech and c.head in heads)
    return next((cue for cue in before if not _only_shows(place.doc, cue)), None)


def far(place: Place, cue: Cue) -> bool:
    """Whether it leads in from afar, and without a subject.

    "Asked about it, the mayor cracked, "…"": being asked is not what leads in.
    """
    clause = clause_before(place)
    return cue.source is None and clause is not None and cue.head < clause[1] - 1


def _only_shows(doc: "Doc", cue: Cue) -> bool:
    """Whether a thing does what people do who speak: in words that signalled a retreat."""
    if cue.source_head is None:
        return False
    shows = doc[cue.head].lemma_.lower() in lexicon.speech("showing")
    return shows and doc[cue.source_head].lower_ in lexicon.grammar().relative_of_things


def of_somebody(doc: "Doc", cue: Cue | None) -> Cue | None:
    """The cue, if its subject is a person."""
    if cue is None or cue.source_head is None:
        return None
    named = doc[cue.source_head]
    speaks = lexicon.grammar().persons | lexicon.people().roles
    return cue if named.ent_type_ == "PERSON" or named.lower_ in speaks else None


def is_label(doc: "Doc", first: int, last: int) -> bool:
    """Whether a few words before a colon name a speaker, and nothing stands before them."""
    if not 0 < last - first <= 6 or not all(doc[k].is_space for k in range(first)):
        return False
    if doc[last - 1].ent_type_ == "PERSON" and all(
        doc[k].pos_ in {"NOUN", "PROPN", "ADJ"} for k in range(first, last)
    ):
        # "Labour activist N. N.: "…""
        return True
    return all(doc[k].text[:1].isupper() or doc[k].is_punct for k in range(first, last)) and (
        doc[last - 1].lower_ not in lexicon.words("announcements")
    )
