# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Cues in the syntax: words of saying and thinking, whose subject is the source.

Works on one parsed block; every position is a token index. Words inside quotations are left out:
what a quoted speaker relays stays that speaker's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.readings import Range
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.assertions import SUBJECTS, denied, in_passing, supposed, this_text

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MIN_JUDGEMENT = 3
_COMMAS = frozenset({",", ";", ":", "—", "–"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with what the syntax ties to it.

    Attributes:
        head: The token that says it: a verb, noun or preposition.
        source: The source's tokens, or None.
        source_head: The token that stands for the source.
        words: The cue's own tokens.
        content: What is said, in token ranges; empty where only a quotation can tell.
        speech: Whether a quotation may be its content.
        denied: Whether it tells what was not said; nothing is relayed by it.
    """

    head: int
    words: Range
    source: Range | None = None
    source_head: int | None = None
    content: tuple[Range, ...] = ()
    speech: bool = True
    score: float = 0.7
    denied: bool = False

    def covers(self, first: int, end: int) -> bool:
        """Whether one of the tokens is part of what is said."""
        return any(start < end and stop > first for start, stop in self.content)


def find_cues(doc: "Doc", quoted: Sequence[bool]) -> Iterator[Cue]:
    """The cues of a block, in order, outside its quotations."""
    for token in doc:
        if quoted[token.i]:
            continue
        cue = None
        if (
            token.lower_ == "according"
            and token.i + 1 < len(doc)
            and doc[token.i + 1].lower_ == "to"
        ):
            cue = _according(doc, token)
        elif token.pos_ in {"VERB", "AUX"}:
            cue = _verb(doc, token, quoted)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in lexicon.speech("nouns"):
            cue = _noun(token)
        if cue is not None:
            yield cue


def _according(doc: "Doc", token: "Token") -> Cue | None:
    to = doc[token.i + 1]
    source = next((c for c in to.children if c.dep_ == "pobj"), None)
    if source is None:
        source = next((c for c in token.children if c.dep_ == "pobj"), None)
    if source is None:
        return None
    first, last = source.left_edge.i, end_of_source(source)
    sentence = token.sent
    content = _without((sentence.start, sentence.end), (token.i, last), doc)
    governor = token.head
    # In mid-sentence it covers its own clause only.
    owns_clause = any(child.dep_ in SUBJECTS for child in governor.children)
    if governor.dep_ in {"ccomp", "advcl", "relcl", "conj"} and governor != token and owns_clause:
        clause = (governor.left_edge.i, governor.right_edge.i + 1)
        content = _without(clause, (token.i, last), doc)
    words = (token.i, to.i + 1)
    return Cue(token.i, words, (first, last), source.i, tuple(content), speech=True)


def end_of_source(head: "Token") -> int:
    """Where the source's noun phrase ends: before a clause that would make it a story."""
    end: int = head.i + 1
    for child in head.rights:
        if child.dep_ in {
            "prep",
            "appos",
            "compound",
            "conj",
            "cc",
            "punct",
            "nmod",
            "case",
            "amod",
            "poss",
        }:
            if child.dep_ != "punct":
                end = max(end, child.right_edge.i + 1)
        elif child.dep_ == "acl" and child.lower_ in lexicon.grammar().called:
            end = max(end, child.right_edge.i + 1)
        else:
            break
    while head.doc[end - 1].text in _COMMAS and end - 1 > head.i:
        end -= 1
    bracketed = any(token.text == "(" for token in head.doc[head.i : end])
    closing = end < len(head.doc) and head.doc[end].text == ")"
    return end + 1 if bracketed and closing else end


def _without(whole: Range, hole: Range, doc: "Doc") -> list[Range]:
    parts = []
    for first, last in ((whole[0], min(hole[0], whole[1])), (max(hole[1], whole[0]), whole[1])):
        trimmed = trim(doc, first, last)
        if trimmed is not None and trimmed[1] - trimmed[0] >= 2:
            parts.append(trimmed)
    return parts


def trim(doc: "Doc", first: int, last: int) -> Range | None:
    """The range without punctuation and white space at its ends; quote marks and brackets stay."""
    while first < last and (doc[first].is_space or doc[first].text in ",;:.–—-"):
        first += 1
    while last > first and (doc[last - 1].is_space or doc[last - 1].text in ",;:.–—-?!"):
        last -= 1
    return (first, last) if first < last else None


def _verb(doc: "Doc", verb: "Token", quoted: Sequence[bool]) -> Cue | None:
    lemma = verb.lemma_.lower()
    if verb.i and doc[verb.i - 1].text in {"-", "–"} and not doc[verb.i - 1].whitespace_:
        # "so-called"
        return None
    if lemma in lexicon.grammar().naming and _is_named(verb):
        # "an extra hour, sometimes called “lab,” …"
        return None
    clear = (
        lemma == "make"
        and verb.i + 1 < len(doc)
        and doc[verb.i + 1].lower_ in lexicon.grammar().clear
    )
    particle = _particle(verb, quoted)
    saying = clear or particle or lemma in lexicon.speech("saying")
    thinking = lemma in lexicon.speech("thinking")
    wanting = lemma in lexicon.speech("wanting")
    judging = lemma in lexicon.speech("judging")
    if not (saying or thinking or wanting or judging):
        return None
    source = subject_of(verb)
    if source is not None and quoted[source.i]:
        # The parser took a word of the quotation for the subject.
        subjects = (child for child in verb.children if child.dep_ in SUBJECTS)
        source = next((child for child in subjects if not quoted[child.i]), None)
    if source is not None and source.lower_ in lexicon.grammar().author:
        return None
    if source is not None and this_text(source):
        return None
    if source is None and not (saying or (thinking and _passive(verb))):
        return None
    said_so = not supposed(verb)
    content = (
        []
        if not said_so or (source is None and not _passive(verb))
        else _clause_content(doc, verb, source, saying=saying, thinking=thinking)
    )
    if source is None and said_so and not content:
        content = _said_to_be(doc, verb)
    score = 0.8 if lemma in lexicon.grammar().surely_saying else 0.7
    if not content and wanting and said_so and source is not None:
        content = _complement(doc, verb, {"xcomp"})
        score = 0.6
    if not content and judging and said_so and source is not None and not in_passing(verb):
        content = _objects(doc, verb)
        # "endorsed her" says no more than that somebody did; nothing is relayed.
        content = [part for part in content if part[1] - part[0] >= _MIN_JUDGEMENT]
        score = 0.55
    # "can be found in “a.txt”", "is called “a.txt”": what things are, not what is said.
    names = source is None and _passive(verb) and lemma in lexicon.speech("showing")
    if source is not None:
        source = _outside_brackets(source)
    return Cue(
        verb.i,
        _cue_words(doc, verb),
        (_start_of_source(source), end_of_source(source)) if source is not None else None,
        source.i if source is not None else None,
        tuple(content),
        speech=saying and not names,
        score=score,
        denied=not thinking and denied(verb, source),
    )


def _particle(verb: "Token", quoted: Sequence[bool]) -> bool:
    """Whether the particle behind a verb makes it say something: "shot back", "put in".

    "Put in the box" has an object: that is a preposition, but where the verb follows a quotation
    and its subject follows both: "…," cut in N. N.
    """
    doc = verb.doc
    if verb.i + 1 >= len(doc) or quoted[verb.i + 1]:
        return False
    behind = doc[verb.i + 1]
    if behind.lower_ not in lexicon.two_words().get(verb.lemma_.lower(), ()):
        return False
    if behind.i + 1 < len(doc) and doc[behind.i + 1].is_punct:
        return True
    objects = any(
        child.i > behind.i and child.dep_ in {"dobj", "pobj", "pcomp"}
        for child in (*verb.children, *behind.children)
    )
    return _turned(verb, quoted) if objects else True


def _turned(verb: "Token", quoted: Sequence[bool]) -> bool:
    """Whether the verb comes right behind a quotation, and so before its subject."""
    before = verb.i - 1
    while before > 0 and (verb.doc[before].text in _COMMAS or verb.doc[before].is_space):
        before -= 1
    return bool(before >= 0 and quoted[before])


def _is_named(verb: "Token") -> bool:
    """Whether a verb of naming only says what a thing is called, and nobody who calls it so."""
    own = {child.dep_ for child in verb.children}
    shares = verb.dep_ == "conj" and (verb.head.tag_ == "VBN" or "dobj" in own or "ccomp" in own)
    # The parser takes "…, called" for a participle or, now and then, for a second verb.
    second = verb.tag_ == "VBD" and verb.dep_ == "conj"
    return (verb.tag_ == "VBN" or second) and not (
        shares or own & {"aux", "auxpass", "agent", *SUBJECTS}
    )


def _passive(verb: "Token") -> bool:
    """Whether somebody is told something: "was told", and "Asked about it, she said …"."""
    kinds: set[str] = {child.dep_ for child in verb.children}
    participle = verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl"} and "aux" not in kinds
    return bool(participle or kinds & {"auxpass", "nsubjpass"})


def _start_of_source(head: "Token") -> int:
    first: int = head.left_edge.i
    while first < head.i and (head.doc[first].is_punct or head.doc[first].is_space):
        first += 1
    return first


def _outside_brackets(source: "Token") -> "Token":
    """The name before a bracket, where the parser took the bracket for the subject (R-Ohio)."""
    doc = source.doc
    for position in range(source.i - 1, max(source.i - 5, 0), -1):
        if doc[position].text in {"(", "["} and doc[position - 1].pos_ == "PROPN":
            return doc[position - 1]
    return source


def plain_cue(verb: "Token", begin: int = 0) -> Cue | None:
    """A verb in no table, where only its place beside a quotation makes it a cue.

    Args:
        verb: The verb.
        begin: Where a subject of its own is looked for first.
    """
    own = (child for child in verb.children if child.dep_ in SUBJECTS and child.i >= begin)
    source = next(own, None) or subject_of(verb)
    if (
        source is None
        or source.pos_ not in {"PROPN", "PRON", "NOUN"}
        or source.lower_ in lexicon.grammar().author
    ):
        return None
    if source.dep_ == "nsubjpass":
        # "a firm that was founded as “Smart Works”"
        return None
    return Cue(
        verb.i,
        _cue_words(verb.doc, verb),
        (_start_of_source(source), end_of_source(source)),
        source.i,
        score=0.6,
    )


def subject_of(verb: "Token") -> "Token | None":
    """The verb's subject, or that of the verb it goes with ("told them …, adding that …")."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if _passive(verb):
        return None
    before = verb.doc[verb.i - 1] if verb.i else verb
    if (
        verb.tag_ == "VBG"
        and before.ent_type_ == "PERSON"
        and before.head.lower_ in lexicon.grammar().by
    ):
        # "a video of N. N. declaring …"
        return before
    if verb.tag_ == "VBG" and before.pos_ in {"NOUN", "PROPN"} and before.head.lemma_ == "quote":
        # "the paper quotes a neighbour saying …"
        return before
    for _ in range(6):
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return child
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            written = verb.head.lemma_.lower() in lexicon.speech("documents")
            if not (written and verb.head.dep_ == "dobj"):
                return verb.head
            # "issued a statement saying …": whoever issued it says so.
            verb = verb.head.head
            continue
        if verb.dep_ in {"conj", "advcl", "xcomp", "pcomp", "prep", "aux"} and verb.head != verb:
            verb = verb.head
        else:
            return None
    return None


def _clause_content(
    doc: "Doc", verb: "Token", source: "Token | None", *, saying: bool, thinking: bool
) -> list[Range]:
    if not (saying or thinking):
        return []
    for child in verb.children:
        if child.dep_ != "ccomp":
            continue
        whole = (child.left_edge.i, child.right_edge.i + 1)
        hole = _cue_phrase(verb, source)
        if whole[0] < hole[0] < whole[1]:
            # "The plan, he said, will fail": the cue stands inside what it introduces.
            return _without(whole, hole, doc)
        if whole[0] > verb.i:
            whole = (_reach_back(doc, verb, whole[0]), whole[1])
        trimmed = trim(doc, *whole)
        return [trimmed] if trimmed else []
    repaired = _misplaced_clause(doc, verb)
    if repaired:
        return repaired
    if verb.dep_ == "parataxis" and verb.head.pos_ in {"VERB", "AUX"} and source is not None:
        # The parser may hang the cue under the clause that it introduces.
        hole = _cue_phrase(verb, source)
        sentence = verb.sent
        before = hole[0] - 1
        if before >= sentence.start and doc[before].text in {",", "”", '"', "—", "–"}:
            return _without((sentence.start, sentence.end), (hole[0], verb.right_edge.i + 1), doc)
    return []


def _misplaced_clause(doc: "Doc", verb: "Token") -> list[Range]:
    """What is said where the parser took it for an object or hung it under one."""
    addressee = next((child for child in verb.children if child.dep_ == "dobj"), None)
    if addressee is None or addressee.i < verb.i:
        return []
    if verb.lemma_ == "say":
        # "said more people came": the people are no object.
        whole = (_reach_back(doc, verb, addressee.left_edge.i), addressee.right_edge.i + 1)
        if not any(doc[k].pos_ in {"VERB", "AUX"} for k in range(*whole)):
            return []
        trimmed = trim(doc, *whole)
        return [trimmed] if trimmed else []
    if verb.lemma_ in lexicon.grammar().informing:
        for token in addressee.subtree:
            marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)
            if token.dep_ == "ccomp" and marked:
                trimmed = trim(doc, token.left_edge.i, token.right_edge.i + 1)
                return [trimmed] if trimmed else []
    return []


def _reach_back(doc: "Doc", verb: "Token", first: int) -> int:
    """Where a clause begins whose subject the parser has hung elsewhere."""
    own = {verb.i}
    for child in verb.children:
        if child.i > verb.i and child.right_edge.i < first:
            own.update(range(child.left_edge.i, child.right_edge.i + 1))
    while first - 1 > verb.i and first - 1 not in own and not doc[first - 1].is_punct:
        first -= 1
    return first


def _cue_phrase(verb: "Token", source: "Token | None") -> Range:
    positions = [verb.i]
    if source is not None and abs(source.i - verb.i) < 40:
        positions += [source.left_edge.i, end_of_source(source) - 1]
    positions += [
        c.right_edge.i
        for c in verb.children
        if c.dep_ in {"npadvmod", "dative", "prep", "advmod", "aux", "neg"} and c.i > verb.i
    ]
    return min(positions), max(positions) + 1


def _complement(doc: "Doc", verb: "Token", kinds: set[str]) -> list[Range]:
    for child in verb.children:
        if child.dep_ in kinds and child.i > verb.i:
            if child.lemma_.lower() in lexicon.grammar().unnamed and _passive(child):
                return []
            first = child.left_edge.i
            trimmed = trim(doc, first, child.right_edge.i + 1)
            return [trimmed] if trimmed else []
    return []


def _objects(doc: "Doc", verb: "Token") -> list[Range]:
    """The object with everything after it: "accused them of lying", "called it a mistake"."""
    following = [
        child
        for child in verb.children
        if child.i > verb.i and child.dep_ in {"dobj", "oprd", "prep", "ccomp", "xcomp", "pcomp"}
    ]
    if not following or not any(child.dep_ in {"dobj", "oprd", "ccomp"} for child in following):
        return []
    trimmed = trim(doc, following[0].left_edge.i, following[-1].right_edge.i + 1)
    return [trimmed] if trimmed else []


def _said_to_be(doc: "Doc", verb: "Token") -> list[Range]:
    """What is said of a passive verb's subject by nobody named: "the house is said to be haunted".

    An infinitive must follow.
    """
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    claim = next((child for child in verb.children if child.dep_ == "xcomp"), None)
    if subject is None or claim is None or claim.i < verb.i:
        return []
    if not any(child.lower_ == "to" for child in claim.children):
        return []
    parts = (
        (subject.left_edge.i, subject.right_edge.i + 1),
        (max(claim.left_edge.i, verb.i + 1), claim.right_edge.i + 1),
    )
    return [part for part in (trim(doc, *bounds) for bounds in parts) if part]


def _cue_words(doc: "Doc", verb: "Token") -> Range:
    """The verb with its auxiliaries and what belongs to it ("said in a statement")."""
    first = verb.i
    while (
        first > 0
        and doc[first - 1].dep_ in {"aux", "auxpass", "neg", "advmod"}
        and doc[first - 1].head == verb
    ):
        first -= 1
    last = verb.i + 1
    particles = lexicon.two_words().get(verb.lemma_.lower(), ())
    while last < len(doc) and (
        (doc[last].dep_ == "prt" and doc[last].head == verb)
        or (last == verb.i + 1 and doc[last].lower_ in particles)
    ):
        last += 1
    return first, last


def _noun(noun: "Token") -> Cue | None:
    clause = next((c for c in noun.children if c.dep_ == "acl" and c.i > noun.i), None)
    if clause is None or clause.left_edge.lower_ not in lexicon.grammar().noun_clauses:
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None and owner.lower_ in lexicon.grammar().author:
        return None
    trimmed = trim(noun.doc, clause.left_edge.i, clause.right_edge.i + 1)
    if trimmed is None:
        return None
    if owner is None and noun.dep_ in {"dobj", "pobj"}:
        owner = subject_of(noun.head if noun.dep_ == "dobj" else noun.head.head)
    source = None
    if owner is not None:
        first, last = _start_of_source(owner), end_of_source(owner)
        if owner.dep_ == "poss" and noun.doc[last - 1].text in {"'s", "’s", "'", "’"}:
            last -= 1
        source = (first, last)
    head = owner.i if owner is not None else None
    words = (noun.i, noun.i + 1)
    return Cue(noun.i, words, source, head, (trimmed,), speech=False, score=0.55)
