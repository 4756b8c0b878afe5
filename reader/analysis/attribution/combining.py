# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The model's attributions and those of the rules, made into one list.

Quotation marks and syntax know where a quotation or clause ends and who its subject is; the model
knows many more ways to relay a view. Where both see the same attribution, the rules decide whose
it is and what quotation marks hold; how far words without marks go, and how much belongs to a cue
or a source, the model decides. Measured on PolNeAR's dev part (`packaging/model/assembled.py`):
link F1 0.74 by the model and 0.70 together, where four of five links are right. What the syntax
lets nobody hold is left out, though the corpus counts every second of these links: deeds ("voted
against the bill"), what somebody did not say, what the author says.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.analysis.attribution.drafts import Draft
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.acting import can_speak
from reader.analysis.syntax.assertions import (
    denied,
    impersonal,
    in_passing,
    inferred,
    is_author,
    merely_sees,
    supposed,
    taken_for_granted,
    this_text,
)
from reader.analysis.syntax.quotations import MAY_OPEN
from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import Span
from reader.document.marks import subtract

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from reader.analysis.readings import AttributionReading, Scored

#: A link of the model's that no rule confirms needs this score.
ALONE = 0.7

#: A rule that the model does not confirm needs this score, unless it rests on quotation marks.
UNCONFIRMED = 0.8

#: A rule that finds a view told of within another's words, where the model looks for none.
NESTED = 0.7

#: What is shorter says nothing: the "so" of "she said so".
_SHORTEST = 3

_EDGE = " \t\n\r,;:.–—-"


def combine(
    parsed: Sequence[Evidence],
    drafts: Sequence[Draft],
    readings: "Sequence[AttributionReading]",
) -> list[Draft]:
    """One list from both; without readings, the drafts as they are."""
    if not readings:
        return list(drafts)
    by_piece: dict[int, list[Draft]] = {}
    for known in drafts:
        by_piece.setdefault(known.piece, []).append(known)
    combined: list[Draft] = []
    confirmed: set[int] = set()
    for reading in readings:
        draft = _from_model(parsed, reading)
        if draft is None:
            continue
        same = [known for known in by_piece.get(draft.piece, ()) if _same(known, draft)]
        if same:
            best = max(same, key=lambda known: _shared(known.relayed, draft.relayed))
            if id(best) not in confirmed:
                _confirm(parsed[best.piece], best, draft)
            confirmed.add(id(best))
        elif draft.score >= ALONE and _relays(parsed[draft.piece], draft):
            combined.append(draft)
    combined += [
        draft
        for draft in drafts
        if draft.quoted
        or (
            (id(draft) in confirmed or draft.score >= UNCONFIRMED)
            and _has_holder(parsed[draft.piece].doc, draft)
        )
    ]
    combined += [
        draft
        for draft in drafts
        if id(draft) not in confirmed
        and draft.score < UNCONFIRMED
        and _told_of(parsed[draft.piece].doc, draft, combined)
    ]
    return [draft for draft in combined if not _owned(draft, combined)]


def _told_of(doc: "Doc", draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether a view stands in somebody's words: "she said that Long believes it is safe".

    The model reads only whose words they are, so that nothing but the rules can tell of the other.
    """
    if draft.source is None or draft.source_head is None or draft.cue_head is None:
        return False
    if draft.quoted or draft.score < NESTED or not _has_holder(doc, draft):
        return False
    if doc[draft.source_head].pos_ == "PRON" or doc[draft.cue_head].tag_ in {"VB", "VBG"}:
        # "She said that she believes it" is one view, and "he let them believe it" his doing.
        return False
    told = (draft.source, *draft.content)
    return any(
        not other.quoted
        and other.piece == draft.piece
        and any(all(part.overlap(span) == len(span) for span in told) for part in other.content)
        for other in others
    )


def _owned(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether a quotation of nobody known stands in somebody's words."""
    return (
        draft.source is None
        and draft.cue is None
        and bool(draft.quoted)
        and any(
            all(
                any(part.overlap(span) == len(span) for part in other.content)
                for span in draft.quoted
            )
            for other in others
            if other is not draft
        )
    )


def holders(
    parsed: Sequence[Evidence], readings: "Sequence[AttributionReading]"
) -> Iterator[tuple[int, int]]:
    """Who holds a view by the model alone: the piece and the token of each source."""
    for reading in readings:
        draft = _from_model(parsed, reading)
        if draft is None or draft.source_head is None or draft.score < ALONE:
            continue
        if _relays(parsed[draft.piece], draft):
            yield draft.piece, draft.source_head


def _from_model(parsed: Sequence[Evidence], reading: "AttributionReading") -> Draft | None:
    content = [_span(span) for span in reading.content]
    if not content:
        return None
    anchor = reading.cue or reading.source or reading.content
    index = _piece_at(parsed, anchor[0][0])
    if index is None:
        return None
    piece = parsed[index]
    draft = Draft(index, reading.score)
    if reading.cue:
        draft.cue = _bare(piece, _span(reading.cue[0]))
        draft.cue_head = _root(piece, draft.cue)
    if reading.source and _piece_at(parsed, reading.source[0][0]) == index:
        draft.source = _bare(piece, _span(reading.source[0]))
        draft.source_head = _root(piece, draft.source)
    frame = [span for span in (draft.cue, draft.source) if span]
    draft.content = _trimmed(parsed, [part for span in content for part in subtract(span, frame)])
    return draft if draft.content else None


def _relays(piece: Evidence, draft: Draft) -> bool:
    """Whether syntax lets somebody hold what the model alone takes for somebody's view.

    Four of five links without a source are wrong on PolNeAR's dev part.
    """
    doc = piece.doc
    if draft.source_head is None or draft.cue is None:
        return False
    if not _has_holder(doc, draft):
        return False
    cue = piece.tokens(draft.cue) or ()
    if _object_of_cue(piece, draft):
        return False
    verbs = [token for token in cue if token.pos_ in {"VERB", "AUX"}]
    if any(supposed(verb) or merely_sees(verb) or in_passing(verb) for verb in verbs):
        return False
    thinking = lexicon.speech("thinking")
    if any(denied(verb) and verb.lemma_.lower() not in thinking for verb in verbs):
        return False
    names = piece.inscribed
    if all(any(2 * name.overlap(span) > len(span) for name in names) for span in draft.content):
        # "dubbed “the Gang” by the papers" gives a name.
        return False
    clause = any(_is_clause(piece, span) for span in draft.content)
    if any(verb.lemma_ in lexicon.grammar().reading for verb in verbs):
        # "He wrote me a long letter" tells of a letter, "she wrote of her fears" what is in it.
        roots = [_root(piece, span) for span in draft.content]
        return clause or not any(r is not None and doc[r].dep_ == "dobj" for r in roots)
    return clause or _tells(cue)


def _object_of_cue(piece: Evidence, draft: Draft) -> bool:
    """Whether the source is what its cue is about: nobody speaks by being denied."""
    if draft.source_head is None or draft.cue is None or draft.cue_head is None:
        return False
    source = piece.doc[draft.source_head]
    # "Quoted N. N. as saying" is more than one word.
    alone = len(piece.tokens(draft.cue) or ()) == 1
    return alone and source.dep_ == "dobj" and source.head.i == draft.cue_head


def _tells(cue: "Iterable[Token]") -> bool:
    """Whether a word of the cue is known as one of saying, thinking, wanting or judging."""
    return any(token.lemma_.lower() in lexicon.telling() for token in cue)


def _is_clause(piece: ParsedBlock, span: Span) -> bool:
    """Whether a stretch says something by itself, in marks or with a verb at its head.

    After other words than those of saying, a thing alone is what somebody deals with, in the
    author's words: "she targets his record".
    """
    words = piece.text[span.start - piece.start : span.end - piece.start]
    root = _root(piece, span)
    quoted = any(mark in words for mark in MAY_OPEN)
    return quoted or (root is not None and piece.doc[root].pos_ in {"VERB", "AUX"})


def _has_holder(doc: "Doc", draft: Draft) -> bool:
    """Whether the source, where there is one, can hold a view that is not the author's.

    What a thing is said to show ("the delay suggests that …") is what the author makes of it; only
    a text of some kind says, warns or tells.
    """
    if draft.cue_head is not None:
        cue = doc[draft.cue_head]
        if taken_for_granted(cue) or impersonal(cue):
            return False
        if any(child.dep_ == "poss" and is_author(child) for child in cue.children):
            # "My answer is that …"
            return False
    if draft.source_head is None:
        return True
    source = doc[draft.source_head]
    if is_author(source) or this_text(source):
        return False
    if draft.cue_head is not None and inferred(source, doc[draft.cue_head]):
        return False
    if can_speak(source):
        return True
    if draft.cue_head is None or source.head.i not in _near(draft.cue_head):
        return False
    lemma = doc[draft.cue_head].lemma_.lower()
    saying = lexicon.speech("saying") - lexicon.speech("showing")
    return lemma in saying or lemma.startswith("accord")


def _span(scored: "Scored") -> Span:
    return Span(scored[0], scored[1])


def _bare(piece: ParsedBlock, span: Span) -> Span:
    """Without the comma or colon that follows; one of nothing else stays."""
    text = piece.text[span.start - piece.start : span.end - piece.start]
    return Span(span.start, span.start + (len(text.rstrip(" ,:;")) or len(text)))


def _piece_at(parsed: Sequence[Evidence], offset: int) -> int | None:
    index = bisect_right(parsed, offset, key=lambda piece: piece.start) - 1
    if index < 0 or offset >= parsed[index].start + len(parsed[index].text):
        return None
    return index


def _root(piece: ParsedBlock, span: Span) -> int | None:
    """The token that a stretch of the piece hangs from."""
    tokens = piece.tokens(span)
    return int(tokens.root.i) if tokens else None


def _trimmed(parsed: Sequence[Evidence], spans: Iterable[Span]) -> list[Span]:
    """Without the punctuation and white space at the ends."""
    found = []
    for span in spans:
        index = _piece_at(parsed, span.start)
        if index is None:
            continue
        piece = parsed[index]
        text = piece.text[span.start - piece.start : span.end - piece.start]
        start = span.start + len(text) - len(text.lstrip(_EDGE))
        end = span.end - (len(text) - len(text.rstrip(_EDGE)))
        if end - start >= _SHORTEST:
            found.append(Span(start, end))
    return found


def _same(draft: Draft, other: Draft) -> bool:
    if draft.cue is not None and other.cue is not None:
        if draft.cue.overlap(other.cue):
            return True
        if not draft.quoted:
            # "They call for talks and question the plan": two cues, two views.
            return False
    return _shared(draft.relayed, other.relayed) >= 0.5


def _shared(left: Sequence[Span], right: Sequence[Span]) -> float:
    """The share of the characters of either that both have."""
    both = sum(a.overlap(b) for a in left for b in right)
    either = sum(map(len, left)) + sum(map(len, right)) - both
    return both / either if either else 0.0


def _confirm(piece: Evidence, draft: Draft, reading: Draft) -> None:
    draft.score = max(draft.score, reading.score)
    inside = _is_quoted(draft, reading)
    open_source = draft.source is None and not inside and not _object_of_cue(piece, reading)
    if open_source or _doubtful(piece.doc, draft, reading):
        draft.source, draft.source_head = reading.source, reading.source_head
        if reading.source is not None:
            draft.piece = reading.piece
    elif reading.source is not None and draft.source is not None:
        draft.source = _wider(draft.source, reading.source)
    if draft.cue is None:
        draft.cue, draft.cue_head = reading.cue, reading.cue_head
    elif reading.cue is not None:
        draft.cue = _wider(draft.cue, reading.cue)
    if not draft.quoted:
        # What does not touch the clause that syntax gives to the cue is mostly the author's.
        touching = [span for span in reading.content if any(map(span.overlap, draft.content))]
        draft.content = touching or reading.content


def _wider(known: Span, read: Span) -> Span:
    """What the model read where it holds all that the rules know: "said in a statement"."""
    return read if read.overlap(known) == len(known) else known


def _is_quoted(draft: Draft, reading: Draft) -> bool:
    """Whether the model's source stands within the quotation: there it is spoken of."""
    source = reading.source
    return source is not None and any(part.overlap(source) == len(source) for part in draft.quoted)


def _doubtful(doc: "Doc", draft: Draft, reading: Draft) -> bool:
    """Whether the rules had to look beyond the cue's own subject and the model names another."""
    if draft.source is None or reading.source is None or draft.source.overlap(reading.source):
        return False
    if _is_quoted(draft, reading):
        return False
    if draft.source_head is None or draft.cue_head is None or reading.piece != draft.piece:
        return False
    subject = doc[draft.source_head]
    return subject.is_punct or subject.head.i not in _near(draft.cue_head)


def _near(cue: int) -> range:
    """Where what hangs from a cue hangs: from the second word of "according to"."""
    return range(cue, cue + 2)
