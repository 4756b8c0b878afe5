# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whose a quotation is: the cue after, around or before it, or else the speaker before.

Quotation marks decide what is quoted, the syntax around them who is speaking; a quotation without
a cue of its own goes on with the last speaker.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.analysis.attribution.drafts import Draft
from reader.analysis.attribution.headlines import headline
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.cues import Cue, plain_cue
from reader.analysis.syntax.leads import SENTENCE_END, announcement, signature, words_of
from reader.analysis.syntax.quotations import Quote
from reader.document import BlockKind, Span
from reader.document.marks import subtract

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Up to so many quoted words without a cue are the author's own distance, not a quotation.
SCARE_WORDS = 2

#: Longer capitalised words in marks are a headline that somebody may have said.
_TITLE_WORDS = 6

#: A quotation of a speaker who is not named is shown with little confidence.
_UNSOURCED = 0.4

#: So many words may stand between two quotations of one sentence that one cue holds.
_RUN_ON = 12

_SPEAKING_PRONOUNS = frozenset({"i", "he", "she", "we", "they", "who"})
_OBJECTS = frozenset({"me", "us", "him", "them"})


def passages(piece: Evidence) -> Sequence[Quote]:
    """The quotations of a block, or all of it where only the layout sets it apart as one."""
    words = piece.text.strip()
    marked = sum(len(quote.span) for quote in piece.quotes)
    if piece.block.kind is not BlockKind.QUOTE or 2 * marked >= len(words):
        return piece.quotes
    start = piece.start + piece.text.index(words)
    return (Quote(start, start + len(words)),)


def draft_attributions(parsed: Sequence[Evidence]) -> list[Draft]:
    """The attributions by rules alone, their sources not yet looked up."""
    drafts: list[Draft] = []
    last: Draft | None = None
    lead: Draft | None = None
    introduced: Draft | None = None
    listing: Draft | None = None
    for index, piece in enumerate(parsed):
        if not piece.block.analysed:
            continue
        reader = _PieceReader(index, piece)
        last = reader.read(last, lead, introduced)
        in_list = piece.block.kind is BlockKind.LIST_ITEM
        if listing is not None and in_list:
            listing.quoted.append(Span(piece.start, piece.start + len(piece.text.rstrip())))
        drafts += reader.drafts
        for draft in (lead, introduced, listing):
            if draft is not None and draft.quoted and not any(draft is item for item in drafts):
                drafts.append(draft)
        lead, introduced = reader.lead_in(), reader.introduction()
        if listing is None or not in_list:
            # "She also said:", and a list of what she said.
            listing = introduced if piece.text.rstrip().endswith(":") else None
    return drafts


class _PieceReader:
    """Finds the attributions of one piece of text."""

    def __init__(self, index: int, piece: Evidence) -> None:
        self.index = index
        self.piece = piece
        self.doc: Doc = piece.doc
        self.quotes = passages(piece)
        self.ranges = [self._tokens(quote) for quote in self.quotes]
        self.quoted = [False] * len(self.doc)
        for first, end in self.ranges:
            for position in range(first, end):
                self.quoted[position] = True
        self.cues = [cue for cue in piece.cues if not self.quoted[cue.head]]
        self.by_cue = {cue.head: self._draft(cue) for cue in self.cues}
        self.drafts: list[Draft] = []

    def _tokens(self, quote: Quote) -> tuple[int, int]:
        begin, end = quote.start - self.piece.start, quote.end - self.piece.start
        first = next((t.i for t in self.doc if t.idx + len(t) > begin), len(self.doc))
        last = next((t.i for t in self.doc if t.i >= first and t.idx >= end), len(self.doc))
        return first, last

    def _draft(self, cue: Cue) -> Draft:
        return Draft(
            self.index,
            cue.score,
            self.piece.span(*cue.source) if cue.source else None,
            cue.source_head,
            self.piece.span(*cue.words),
            [self.piece.span(*part) for part in cue.content],
            cue_head=cue.head,
        )

    def lead_in(self) -> Draft | None:
        """What announces the next paragraph's quotation, if this one ends in the middle."""
        if not self.piece.text.rstrip().endswith((":", ",")):
            return None
        sentence = list(self.doc.sents)[-1]
        if self.piece.text.rstrip().endswith(":"):
            cue = announcement(self.doc, sentence.start, sentence.end)
            if cue is not None:
                return self._draft(cue)
        cues = [cue for cue in self.cues if cue.speech and not cue.content]
        if cues:
            return self.by_cue[cues[-1].head]
        cue = plain_cue(sentence.root)
        return self._draft(cue) if cue else None

    def introduction(self) -> Draft | None:
        """Who speaks at the end of this paragraph and leaves the words to the next: He went on."""
        *_, ending = self.doc.sents
        cues = [cue for cue in self.cues if cue.speech and cue.source and cue.head >= ending.start]
        return self.by_cue[cues[0].head] if cues and not cues[0].content else None

    def read(
        self, last: Draft | None, lead: Draft | None, introduced: Draft | None
    ) -> Draft | None:
        """Fill `drafts`.

        Args:
            last: The draft of whoever was quoted last.
            lead: What the paragraph before announced with a colon.
            introduced: Who spoke at the end of the paragraph before.

        Returns:
            The draft of whoever is quoted last now.
        """
        before: Draft | None = None
        for number, quote in enumerate(self.quotes):
            if number == 0 and lead is not None and self._begins(quote):
                draft: Draft | None = lead
            else:
                draft = self._owner(number, quote, before, last, introduced)
            if draft is not None:
                draft.quoted.append(quote.span)
                before = last = draft
            else:
                before = None
        if not (self.drafts or any(d.content or d.quoted for d in self.by_cue.values())):
            self.drafts += headline(self.index, self.piece)
        for draft in self.by_cue.values():
            if draft.content or draft.quoted:
                self._clean(draft)
        self.drafts += [d for d in self.by_cue.values() if d.content or d.quoted]
        return self._last_speaker(last)

    def _last_speaker(self, quoted: Draft | None) -> Draft | None:
        """Whoever spoke last here, with marks or without; else whoever was quoted last."""
        for cue in reversed(self.cues):
            if not (cue.speech and cue.source and cue.content):
                continue
            if any(self._covers(other, cue.head, cue.head + 1) for other in self.cues):
                # "She said that he denies …": she is speaking.
                continue
            draft = self.by_cue[cue.head]
            if quoted is None or quoted.piece < self.index or (quoted.cue_head or 0) < cue.head:
                return draft
            break
        return quoted

    def _owner(
        self,
        number: int,
        quote: Quote,
        before: Draft | None,
        last: Draft | None,
        introduced: Draft | None,
    ) -> Draft | None:
        first, end = self.ranges[number]
        if self._is_title(first, quote) or self._is_heading(quote):
            return None
        cue = self._cue_after(first, end)
        if cue is not None and self.doc[cue.head].tag_ == "VBG":
            # "He called it “a mess,” adding that …": the first cue holds the quotation.
            cue = self._cue_around(first, end) or cue
        if cue is None and quote.continues and last is not None:
            return last
        cue = (
            cue
            or signature(self.doc, end, headline=self.piece.block.kind is BlockKind.TITLE)
            or words_of(self.doc, self.quoted, first)
        )
        cue = cue or self._cue_around(first, end) or self._cue_before(first)
        if cue is None and self._begins_clause(first):
            cue = self._plain_after(end)
        cue = cue or self._aside(end)
        if cue is not None:
            return self.by_cue.setdefault(cue.head, self._draft(cue))
        words = len(quote_words(self.piece.text, quote, self.piece.start))
        if before is not None and self._goes_on(number, before):
            return before
        if words <= SCARE_WORDS:
            return None
        cue = self._sentence_before(first)
        if cue is not None:
            return self.by_cue[cue.head]
        if self._stands_free(quote):
            if introduced is not None:
                return introduced
            if last is not None and self.index - last.piece <= 3:
                return last
        set_apart = self.piece.block.kind is BlockKind.QUOTE
        if not set_apart and not _is_statement(self.piece.text, quote, self.piece.start, words):
            return None
        draft = Draft(self.index, _UNSOURCED)
        self.drafts.append(draft)
        return draft

    def _is_title(self, first: int, quote: Quote) -> bool:
        """Whether capitalised words name a work, as in: on “This Week,” she said so."""
        before = self.doc[first - 1].lower_ if first else ""
        words = quote_words(self.piece.text, quote, self.piece.start)
        small = [word for word in words if not word[0].isupper()]
        return (
            before in lexicon.words("before_titles")
            and (len(words) <= _TITLE_WORDS or (before.isalpha() and before != "on"))
            and all(len(word) <= len("that") for word in small)
            and 2 * len(small) < len(words)
        )

    def _is_heading(self, quote: Quote) -> bool:
        """Whether a few words without a full stop are all that a paragraph holds."""
        paragraph = self.piece.block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
        text = self.piece.text.strip()
        words = quote_words(text, quote, quote.start)
        alone = len(text) == len(quote.span) and text[-2:-1].isalnum()
        return paragraph and alone and len(words) <= _TITLE_WORDS

    def _cue_after(self, first: int, end: int) -> Cue | None:
        """The cue that follows: "…," she said."""
        doc = self.doc
        inner = end - 1
        while (
            inner > first
            and not doc[inner].text[-1:].isalnum()
            and doc[inner].text not in ",.?!—–…"
        ):
            inner -= 1
        position = end
        while position < len(doc) and (
            doc[position].is_space or doc[position].text in {",", "—", "–", "-"}
        ):
            position += 1
        if position >= len(doc) or self.quoted[position]:
            return None
        full_stop = doc[inner].text.endswith(".") and doc[position].text[:1].isupper()
        if full_stop and doc[position].ent_type_ == "":
            return None
        for found in self.cues:
            cue = found
            if not cue.speech or cue.head < position:
                continue
            if any(
                doc[k].text in SENTENCE_END or self.quoted[k] for k in range(position, cue.head)
            ):
                return None
            left = min(cue.words[0], cue.source[0] if cue.source else cue.head)
            runs_on = doc[position].pos_ in {"ADP", "CCONJ"}
            if not (full_stop or runs_on) and (cue.source is None or cue.source[0] < first):
                # The parser took a word before the quotation for the subject, or none.
                cue = self._name_before(cue, position)
                if cue.source and cue.source[0] >= position:
                    left = position
            if full_stop or left - position > 1 or doc[position].pos_ == "CCONJ":
                return None
            if cue.source is None and cue.head != position:
                return None
            self._drop_announcement(cue, first)
            if cue.content and not self._covers(cue, first, end) and cue.content[0][0] > cue.head:
                # "…," she said, adding that …: fine; "… he said that …" is a new sentence.
                return cue if doc[inner].text in {",", "?", "!", "—"} else None
            return cue
        return None

    def _name_before(self, cue: Cue, position: int) -> Cue:
        """Take the first name or pronoun after a quotation for the subject the parser missed."""
        before = range(position, cue.head)
        places = before if before else range(cue.head + 1, min(cue.head + 4, len(self.doc)))
        # In "N. N., who …, told me that …" the subject stands before the quotation.
        tokens = [self.doc[k] for k in places if self.doc[k].lower_ not in _OBJECTS]
        token = next((t for t in tokens if t.ent_type_ == "PERSON"), None)
        token = token or next((t for t in tokens if t.pos_ in {"PROPN", "PRON", "NOUN"}), None)
        if token is None:
            return cue
        end = token.i + 1
        while end <= places[-1] and self.doc[end].pos_ == token.pos_:
            end += 1
        owned = self.doc[end : end + 2]
        if end <= places[-1] and owned[0].tag_ == "POS" and owned[-1].pos_ == "PROPN":
            # "the Gazette's N. N. wrote"
            token, end = owned[-1], end + 2
            while end <= places[-1] and self.doc[end].pos_ == token.pos_:
                end += 1
        named = replace(cue, source=(token.i, end), source_head=end - 1)
        self.cues[self.cues.index(cue)] = named
        draft = self.by_cue[cue.head]
        draft.source, draft.source_head = self.piece.span(token.i, end), end - 1
        return named

    def _drop_announcement(self, cue: Cue, first: int) -> None:
        """Leave out of the content what only announces the quotation, up to a colon."""
        draft = self.by_cue[cue.head]
        begin = self.piece.start + self.doc[first].idx
        if first and self.doc[first - 1].text in {":", "-", "–", "—", "--"}:
            draft.content = [span for span in draft.content if span.start >= begin]

    def _begins_clause(self, first: int) -> bool:
        """Whether nothing leads into a quotation: in "by this “sea of data,” …" something does."""
        return first == 0 or self.doc[first - 1].is_punct or self.doc[first - 1].is_space

    def _plain_after(self, end: int) -> Cue | None:
        """A short clause after the quotation whose verb is in no table: "…," he riffed."""
        doc = self.doc
        if doc[end - 1].text == "." or (end >= 2 and doc[end - 2].text == "."):
            return None
        position = end
        while position < len(doc) and (doc[position].is_space or doc[position].text == ","):
            position += 1
        for token in doc[position : position + 6]:
            if token.text in SENTENCE_END or self.quoted[token.i]:
                return None
            if token.pos_ == "VERB":
                cue = plain_cue(token, position)
                if cue is None or cue.source is None or min(cue.source[0], token.i) > position:
                    return None
                return cue if cue.source[0] >= position else None
        return None

    def _sentence_before(self, first: int) -> Cue | None:
        """The cue of the sentence before a quotation that is a sentence itself: He agreed. "…"."""
        end = first
        while end > 0 and self.doc[end - 1].is_space:
            end -= 1
        if end == 0 or self.doc[end - 1].text not in {".", ":"} or self.quoted[end - 1]:
            return None
        begin = end - 1
        while begin > 0 and self.doc[begin - 1].text not in {".", "!", "?"}:
            begin -= 1
        cues = [cue for cue in self.cues if cue.speech and cue.source and begin <= cue.head < end]
        return cues[0] if cues else None

    def _covers(self, cue: Cue, first: int, end: int) -> bool:
        return any(start < end and stop > first for start, stop in cue.content)

    def _cue_around(self, first: int, end: int) -> Cue | None:
        """The cue whose clause holds the quotation: said they weren't "asking for the moon"."""
        holding = [cue for cue in self.cues if self._covers(cue, first, end)]
        return max(holding, key=lambda cue: cue.head) if holding else None

    def _cue_before(self, first: int) -> Cue | None:
        """The cue that leads in: He wrote, "…"."""
        doc = self.doc
        position = first - 1
        while position >= 0 and doc[position].is_space:
            position -= 1
        if position < 0 or doc[position].text in SENTENCE_END:
            return None
        begin = position
        while begin > 0 and doc[begin - 1].text not in SENTENCE_END and not self.quoted[begin - 1]:
            begin -= 1
        leading = [
            cue
            for cue in self.cues
            if cue.speech and begin <= cue.head <= position and not self._only_shows(cue)
        ]
        if not leading or (leading[-1].source is None and leading[-1].head < position - 1):
            # "Asked about it, the mayor cracked, "…"": being asked is not what leads in.
            plain = self._plain_before(begin, position)
            return plain or (leading[-1] if leading else None)
        # "told reporters that the "…"", "called the move "…"".
        return leading[-1]

    def _only_shows(self, cue: Cue) -> bool:
        """Whether a thing does what people do who speak: in words that signalled a retreat."""
        if cue.source_head is None:
            return False
        shows = self.doc[cue.head].lemma_.lower() in lexicon.speech("showing")
        return shows and self.doc[cue.source_head].lower_ in {"that", "which"}

    def _aside(self, end: int) -> Cue | None:
        """Who speaks by an aside later in the sentence: "A first look" at it, she said, shows …."""
        doc = self.doc
        if doc[end - 1].text in SENTENCE_END or doc[end - 2].text in SENTENCE_END:
            return None
        for comma in range(end, min(end + 25, len(doc) - 1)):
            if doc[comma].text in SENTENCE_END or self.quoted[comma]:
                return None
            if doc[comma].text != ",":
                continue
            for cue in self.cues:
                if not (cue.speech and cue.source):
                    continue
                last = max(cue.head + 1, cue.source[1])
                if min(cue.head, cue.source[0]) == comma + 1 and last <= comma + 8:
                    goes_on = any(last <= start <= last + 1 for start, _ in cue.content)
                    relative = doc[comma + 1].lower_ in {"which", "who", "that"}
                    return None if goes_on or relative else cue
        return None

    def _plain_before(self, begin: int, position: int) -> Cue | None:
        """What leads in without a verb of saying: Her answer: "…"; He is blunt: "…"."""
        doc = self.doc
        if doc[position].text == ":" and (cue := announcement(self.doc, begin, position)):
            return cue
        if doc[position].text == ":" and self._is_label(begin, position):
            return Cue(position, (position, position + 1), (begin, position), position - 1)
        root = None
        if doc[position].text == ":":
            # The parser may hang the clause from a verb inside the quotation.
            verbs = [doc[k] for k in range(begin, position) if doc[k].pos_ in {"VERB", "AUX"}]
            root = next((t for t in verbs if t.dep_ == "ROOT" or t.head.i > position), None)
        elif doc[position].text == "," and position > begin and doc[position - 1].pos_ == "VERB":
            # "the mayor cracked, "…""
            root = doc[position - 1]
        cue = plain_cue(root) if root is not None else None
        if cue is None or cue.source_head is None:
            return None
        named = doc[cue.source_head]
        speaks = {"he", "she", "they"} | lexicon.people().roles
        return cue if named.ent_type_ == "PERSON" or named.lower_ in speaks else None

    def _is_label(self, first: int, last: int) -> bool:
        """Whether a few words before a colon name a speaker, and nothing stands before them."""
        doc = self.doc
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

    def _goes_on(self, number: int, before: Draft) -> bool:
        """Whether nothing but the last cue stands between this quotation and the one before."""
        doc = self.doc
        gap = range(self.ranges[number - 1][1], self.ranges[number][0])
        if all(
            doc[k].is_space or doc[k].is_punct or doc[k].dep_ in {"cc", "mark"} for k in gap
        ) or self._second_clause(gap):
            return True
        if before.cue_head is None or before.cue_head not in gap:
            return before.source is not None and self._same_clause(gap)
        ends = [k for k in gap if doc[k].text in {".", "!", "?"}]
        return not ends or all(doc[k].is_space or doc[k].is_punct for k in gap if k > ends[0])

    def _same_clause(self, gap: range) -> bool:
        """Whether a sentence runs on without anybody else: "a mess," with roads "full of holes"."""
        within = self.doc[max(gap.start - 2, 0) : gap.start]
        if any(token.text in SENTENCE_END for token in within):
            return False
        return len(gap) <= _RUN_ON and not any(
            self.doc[k].text in SENTENCE_END | {":"}
            or self.doc[k].ent_type_ in {"PERSON", "ORG"}
            or self.doc[k].lower_ in _SPEAKING_PRONOUNS
            for k in gap
        )

    def _second_clause(self, gap: range) -> bool:
        """Whether what stands between goes on with what is said: "…", but that she was "…"."""
        words = [self.doc[k] for k in gap if not (self.doc[k].is_space or self.doc[k].is_punct)]
        joined = [token.lower_ for token in words[:2]]
        ends = any(self.doc[k].text in SENTENCE_END for k in gap)
        return len(words) <= 6 and not ends and joined in (["but", "that"], ["and", "that"])

    def _begins(self, quote: Quote) -> bool:
        return not self.piece.text[: quote.start - self.piece.start].strip()

    def _stands_free(self, quote: Quote) -> bool:
        """Whether the paragraph is little more than the quotation."""
        return self._begins(quote) and len(quote.span) > 0.5 * len(self.piece.text.strip())

    def _clean(self, draft: Draft) -> None:
        """Take cue and source out of the content, and the quotation's clause out of both."""
        holes = [span for span in (draft.cue, draft.source) if span]
        kept: list[Span] = []
        for span in draft.content:
            kept += [part for part in subtract(span, holes) if len(part) > 3]
        draft.content = kept


def quote_words(text: str, quote: Quote, offset: int) -> list[str]:
    """The words inside a quotation."""
    return re.findall(r"\w[\w'’.-]*", text[quote.start - offset : quote.end - offset])


def _is_statement(text: str, quote: Quote, offset: int, words: int) -> bool:
    """Whether a quotation without a cue reads like something said, and not like a title."""
    inner = text[quote.start - offset : quote.end - offset].strip("\"“”'‘’`«»„ ")
    return words >= 5 and inner[:1].isupper() and inner[-1:] in ".,?!…" and not inner.istitle()
