# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Who says a quotation: rules in order, of which the first that knows decides.

A rule looks at one quotation in its block and answers with the cue that holds it, with the draft of
a speaker known already, or with `Unnamed`; None leaves it to the next. Rules change nothing.
"""

from collections.abc import Callable
from dataclasses import replace

from reader.analysis.attribution.neighbours import (
    clause_before,
    far,
    following,
    holding,
    is_label,
    leading,
    of_somebody,
    turned_round,
)
from reader.analysis.attribution.places import Owner, Place, Unnamed
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.cues import Cue, plain_cue
from reader.analysis.syntax.leads import SENTENCE_END, announcement, signature, words_of
from reader.document import BlockKind

#: Up to so many quoted words without a cue are the author's own distance, not a quotation.
_SCARE_WORDS = 2

#: Longer capitalised words in marks are a headline that somebody may have said.
_TITLE_WORDS = 6

#: So many words may stand between two quotations of one sentence that one cue holds.
_RUN_ON = 12

#: So many blocks later a paragraph of quotation still goes on with whoever spoke last.
_REACH = 3

Rule = Callable[[Place], Owner | None]


def posted(place: Place) -> Owner | None:
    """A post from elsewhere is its signer's: Late again. — Laura Stone (@stone) May 2, 2024."""
    return place.poster


def said_within(place: Place) -> Owner | None:
    """The narrator's insert says who speaks: “It is” – the mayor said – “a mess.”."""
    heads = [k for insert in place.inserts for k in insert]
    return next((c for c in place.cues if c.speech and c.source and c.head in heads), None)


def announced_above(place: Place) -> Owner | None:
    """The paragraph before ends in a colon: The mayor wrote: / “The bridge is safe.”."""
    return place.lead if place.opens else None


def title_of_a_work(place: Place) -> Owner | None:
    """Capitalised words name a work: on “This Week,” she said so."""
    before = place.doc[place.first - 1].lower_ if place.first else ""
    words = place.words
    small = [word for word in words if not word[0].isupper()]
    named = (
        before in lexicon.words("before_titles")
        and (len(words) <= _TITLE_WORDS or (before.isalpha() and before != "on"))
        and all(len(word) <= len("that") for word in small)
        and 2 * len(small) < len(words)
    )
    return Unnamed.NOBODY if named else None


def heading_alone(place: Place) -> Owner | None:
    """A few words without a full stop are all that a paragraph holds: “The bridge”."""
    paragraph = place.piece.block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
    text = place.piece.text.strip()
    alone = len(text) == len(place.quote.span) and text.rstrip("\"'”’»")[-1:].isalnum()
    alone &= not place.quote.continues
    return Unnamed.NOBODY if paragraph and alone and len(place.words) <= _TITLE_WORDS else None


def held_before_adding(place: Place) -> Owner | None:
    """The first of two cues holds it: He called it “a mess,” adding that it rained."""
    cue = following(place)
    return holding(place) if cue is not None and place.doc[cue.head].tag_ == "VBG" else None


def said_after(place: Place) -> Owner | None:
    """The cue follows: “It is safe,” she said."""
    return following(place)


def left_open_above(place: Place) -> Owner | None:
    """The paragraph before it was left open: “We built it well. / “It is safe.”."""
    return place.last if place.quote.continues else None


def signed(place: Place) -> Owner | None:
    """A name behind a dash: “It is safe.” — Laura Stone."""
    return signature(place.doc, place.end, headline=place.piece.block.kind is BlockKind.TITLE)


def in_her_words(place: Place) -> Owner | None:
    """Words that are announced as somebody's: It was, in her words, “a mess”."""
    return words_of(place.doc, place.quoted, place.first)


def said_around(place: Place) -> Owner | None:
    """The cue's clause holds it: She said that they weren't “asking for the moon”."""
    return holding(place)


def led_in(place: Place) -> Owner | None:
    """The cue leads in: He wrote, “It is safe.”; told reporters that the “…”."""
    cue = leading(place)
    return cue if cue and not far(place, cue) else None


def announced(place: Place) -> Owner | None:
    """A noun announces it: Her answer: “It is safe.”."""
    clause = clause_before(place, ":")
    return announcement(place.doc, *clause) if clause else None


def labelled(place: Place) -> Owner | None:
    """A few words before a colon name the speaker: Labour activist N. N.: “It is safe.”."""
    clause = clause_before(place, ":")
    if clause is None or not is_label(place.doc, *clause):
        return None
    colon = clause[1]
    return Cue(colon, (colon, colon + 1), clause, colon - 1)


def plain_before_colon(place: Place) -> Owner | None:
    """A clause without a verb of saying, and a colon: He is blunt: “It is a mess.”."""
    clause = clause_before(place, ":")
    if clause is None:
        return None
    # The parser may hang the clause from a verb inside the quotation.
    verbs = [place.doc[k] for k in range(*clause) if place.doc[k].pos_ in {"VERB", "AUX"}]
    root = next((t for t in verbs if t.dep_ == "ROOT" or t.head.i > clause[1]), None)
    return of_somebody(place.doc, plain_cue(root)) if root is not None else None


def plain_before_comma(place: Place) -> Owner | None:
    """A verb that is in no table, and a comma: the mayor cracked, “It is a mess.”."""
    clause = clause_before(place, ",")
    if clause is None or clause[0] == clause[1]:
        return None
    verb = place.doc[clause[1] - 1]
    return of_somebody(place.doc, plain_cue(verb)) if verb.pos_ == "VERB" else None


def led_in_from_afar(place: Place) -> Owner | None:
    """A cue without a subject, further off: Asked about the bridge by us today: “It is safe.”."""
    return leading(place)


def plain_after(place: Place) -> Owner | None:
    """A short clause whose verb is in no table follows: “It is a mess,” he riffed."""
    doc, first, end = place.doc, place.first, place.end
    if not (first == 0 or doc[first - 1].is_punct or doc[first - 1].is_space):
        # In "by this “sea of data,” …" something leads in.
        return None
    if doc[end - 1].text == "." or (end >= 2 and doc[end - 2].text == "."):
        return None
    position = end
    while position < len(doc) and (doc[position].is_space or doc[position].text == ","):
        position += 1
    for token in doc[position : position + 6]:
        if token.text in SENTENCE_END or place.quoted[token.i]:
            return None
        if token.pos_ == "VERB":
            cue = turned_round(token) if token.i == position else None
            if cue is not None:
                return cue
            cue = plain_cue(token, position)
            if cue is None or cue.source is None or min(cue.source[0], token.i) > position:
                return None
            return cue if cue.source[0] >= position else None
    return None


def plain_within(place: Place) -> Owner | None:
    """Only what somebody does stands in the narrator's insert: “It is” – she paused – “a mess.”."""
    verbs = (place.doc[k] for insert in place.inserts for k in insert)
    for verb in verbs:
        acts = verb.pos_ in {"VERB", "AUX"}
        cue = plain_cue(verb, verb.sent.start) if acts else None
        if cue is not None and any(cue.source_head in insert for insert in place.inserts):
            return cue
    return None


def said_in_an_aside(place: Place) -> Owner | None:
    """The cue is an aside later on: “If they want it” now, she said of them, they pay."""
    doc, end = place.doc, place.end
    if doc[end - 1].text in SENTENCE_END or doc[end - 2].text in SENTENCE_END:
        return None
    for comma in range(end, min(end + 25, len(doc) - 1)):
        if doc[comma].text in SENTENCE_END or place.quoted[comma]:
            return None
        if doc[comma].text != ",":
            continue
        for cue in place.cues:
            if not (cue.speech and cue.source):
                continue
            last = max(cue.head + 1, cue.source[1])
            if min(cue.head, cue.source[0]) == comma + 1 and last <= comma + 8:
                goes_on = any(last <= start <= last + 1 for start, _ in cue.content)
                relative = doc[comma + 1].lower_ in lexicon.grammar().relative
                return None if goes_on or relative else cue
    return None


def nothing_between(place: Place) -> Owner | None:
    """Nothing stands between it and the quotation before: “a mess” and “a disgrace”."""
    between = (place.doc[k] for k in place.gap)
    joined = all(t.is_space or t.is_punct or t.dep_ in {"cc", "mark"} for t in between)
    return place.before if joined else None


def around_its_cue(place: Place) -> Owner | None:
    """Only the cue of the quotation before stands between: “It is safe,” she said. “We know.”."""
    if place.before is None or place.before.cue_head not in place.gap:
        return None
    between = [place.doc[k] for k in place.gap]
    ends = [n for n, token in enumerate(between) if token.text in {".", "!", "?"}]
    rest = between[ends[0] + 1 :] if ends else []
    return place.before if all(token.is_space or token.is_punct for token in rest) else None


def same_clause(place: Place) -> Owner | None:
    """The sentence runs on without anybody else: It is “a mess,” with roads “full of holes”."""
    draft, gap, doc = place.before, place.gap, place.doc
    if draft is None or draft.source is None or draft.cue_head in gap or len(gap) > _RUN_ON:
        return None
    if any(token.text in SENTENCE_END for token in doc[max(gap.start - 2, 0) : gap.start]):
        return None
    others = any(
        doc[k].text in SENTENCE_END | {":"}
        or doc[k].ent_type_ in {"PERSON", "ORG"}
        or doc[k].lower_ in lexicon.grammar().speaking
        for k in gap
    )
    return None if others else draft


def scare_quotes(place: Place) -> Owner | None:
    """A word or two in marks without a cue are the author's own: a “safe” bridge."""
    return Unnamed.NOBODY if len(place.words) <= _SCARE_WORDS else None


def said_before(place: Place) -> Owner | None:
    """The cue is in the sentence before: He answered. “It is safe.”."""
    doc, end = place.doc, place.first
    while end > 0 and doc[end - 1].is_space:
        end -= 1
    if end == 0 or doc[end - 1].text not in {".", ":"} or place.quoted[end - 1]:
        return None
    begin = end - 1
    while begin > 0 and doc[begin - 1].text not in {".", "!", "?"}:
        begin -= 1
    heads = range(begin, end)
    cue = next((c for c in place.cues if c.speech and c.source and c.head in heads), None)
    # "She did not say so. “It is …”": what she did not say is not what she says now.
    return replace(cue, denied=False, content=()) if cue is not None and cue.denied else cue


def introduced_above(place: Place) -> Owner | None:
    """The paragraph before ends with who speaks: Then she went on. / “We tested it for weeks.”."""
    return place.introduced if place.free else None


def goes_on_below(place: Place) -> Owner | None:
    """A paragraph of quotation goes on with the last speaker: … she said. / “It is safe.”."""
    near = place.last is not None and place.index - place.last.piece <= _REACH
    return place.last if place.free and near else None


def after_acting(place: Place) -> Owner | None:
    """Somebody does something, and the words follow: Laura Stone shook her head. “It is safe.”."""
    doc, end = place.doc, place.first
    while end > 0 and doc[end - 1].is_space:
        end -= 1
    if end < 2 or doc[end - 1].text not in {".", "!", "?"} or place.quoted[end - 1]:
        return None
    root = doc[end - 2].sent.root
    if root.pos_ not in {"VERB", "AUX"} or statement(place) is None:
        return None
    cue = plain_cue(root)
    named = doc[cue.source_head] if cue is not None and cue.source_head is not None else None
    return cue if named is not None and named.pos_ == "PROPN" else of_somebody(doc, cue)


def set_apart(place: Place) -> Owner | None:
    """The layout sets the words apart as a quotation, of which nobody is named."""
    block = place.piece.block
    return Unnamed.SOMEBODY if block.kind is BlockKind.QUOTE and not block.speaker else None


def statement(place: Place) -> Owner | None:
    """It reads like something said, and not like a title: “The bridge is safe for us all.”."""
    offset = place.piece.start
    text = place.piece.text[place.quote.start - offset : place.quote.end - offset]
    inner = text.strip("\"“”'‘’`«»„ ")
    ends = inner[-1:] in ".,?!…" and not inner.istitle()
    return Unnamed.SOMEBODY if len(place.words) >= 5 and inner[:1].isupper() and ends else None


#: What is said of a quotation first, decides.
OWNERS: tuple[Rule, ...] = (
    posted,
    said_within,
    announced_above,
    title_of_a_work,
    heading_alone,
    held_before_adding,
    said_after,
    left_open_above,
    signed,
    in_her_words,
    said_around,
    led_in,
    announced,
    labelled,
    plain_before_colon,
    plain_before_comma,
    led_in_from_afar,
    plain_after,
    plain_within,
    said_in_an_aside,
    nothing_between,
    around_its_cue,
    same_clause,
    scare_quotes,
    said_before,
    introduced_above,
    goes_on_below,
    after_acting,
    set_apart,
    statement,
)
