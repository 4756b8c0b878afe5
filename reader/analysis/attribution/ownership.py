# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whose a quotation is: the cue after, around or before it, or else the speaker before.

Quotation marks decide what is quoted, the syntax around them who is speaking; a quotation without
a cue of its own goes on with the last speaker.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.analysis.attribution.drafts import Draft
from reader.analysis.attribution.headlines import headline
from reader.analysis.attribution.owners import OWNERS
from reader.analysis.attribution.places import Owner, Place, Unnamed
from reader.analysis.evidence import Evidence
from reader.analysis.syntax.cues import Cue, plain_cue
from reader.analysis.syntax.leads import announcement
from reader.analysis.syntax.posts import Signature, is_signed, signatures, words_of_post
from reader.analysis.syntax.quotations import Quote, aside, interruption
from reader.document import BlockKind, Span
from reader.document.marks import subtract

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: A quotation of a speaker who is not named is shown with little confidence.
_UNSOURCED = 0.4
#: A post is its poster's for sure.
_POSTED = 0.9

_UNFINISHED = frozenset(",—–-")


def passages(piece: Evidence) -> Sequence[Quote]:
    """The quotations of a block, or all of it where it is a post or set apart as a quotation.

    What a letter quotes of somebody whom it names is a turn, in which others may be quoted.
    """
    if is_signed(piece):
        post = words_of_post(piece)
        return (Quote(post.start, post.end),) if post is not None else ()
    block = piece.block
    words = piece.text.strip()
    marked = sum(len(quote.span) for quote in piece.quotes)
    if block.kind is not BlockKind.QUOTE or block.speaker is not None:
        return piece.quotes
    if not block.level and 2 * marked >= len(words):
        return piece.quotes
    start = piece.start + piece.text.index(words)
    return (Quote(start, start + len(words)),)


def draft_attributions(parsed: Sequence[Evidence], hits: Counter[str] | None = None) -> list[Draft]:
    """The attributions by rules alone, their sources not yet looked up.

    Args:
        parsed: The article's blocks.
        hits: Counts how many quotations each rule decides, for whoever works on the rules.
    """
    drafts: list[Draft] = []
    last: Draft | None = None
    lead: Draft | None = None
    introduced: Draft | None = None
    listing: Draft | None = None
    level = 0
    posters = _posters(parsed)
    for index, piece in enumerate(parsed):
        if not piece.block.analysed:
            continue
        before, level = level, _level(piece)
        if level != before:
            # Whoever spoke in a letter does not go on in another one that it quotes.
            last = introduced = None
            lead = lead if level > before else None
        reader = _PieceReader(index, piece, hits if hits is not None else Counter())
        poster = posters.get(index)
        speaking = reader.read(last, lead, introduced, poster)
        # Whoever has posted something does not go on speaking in the article.
        last = last if poster is not None else speaking
        in_list = piece.block.kind is BlockKind.LIST_ITEM
        if listing is not None and in_list:
            listing.quoted.append(Span(piece.start, piece.start + len(piece.text.rstrip())))
        drafts += reader.drafts
        for draft in (lead, introduced, listing, poster):
            if draft is not None and draft.quoted and not any(draft is item for item in drafts):
                drafts.append(draft)
        lead, introduced = reader.lead_in(), reader.introduction()
        if listing is None or not in_list:
            # "She also said:", and a list of what she said.
            listing = introduced if piece.text.rstrip().endswith(":") else None
    return [draft for draft in drafts if draft.content or draft.quoted]


def _level(piece: Evidence) -> int:
    """How deep a letter quotes a block; 0 elsewhere."""
    return piece.block.level if piece.block.kind is BlockKind.QUOTE else 0


def _posters(parsed: Sequence[Evidence]) -> dict[int, Draft]:
    """The drafts of those who have posted what the blocks hold, one for each post."""
    drafts: dict[Signature, Draft] = {}
    found = {}
    for index, signature in signatures(parsed).items():
        name = parsed[signature.piece].tokens(signature.name)
        if name is not None and signature not in drafts:
            drafts[signature] = Draft(
                signature.piece, _POSTED, signature.name, name.end - 1, signature.dash
            )
        if signature in drafts:
            found[index] = drafts[signature]
    return found


class _PieceReader:
    """Finds the attributions of one piece of text."""

    def __init__(self, index: int, piece: Evidence, hits: Counter[str]) -> None:
        self.index = index
        self.piece = piece
        self.doc: Doc = piece.doc
        self.quotes = passages(piece)
        # In what is set apart as a whole, the cues are the speaker's own.
        self.cues = list(piece.cues) if self.quotes is piece.quotes else []
        self.by_cue = {cue.head: self._draft(cue) for cue in self.cues if not cue.denied}
        self.runs = list(self._runs())
        self.drafts: list[Draft] = []
        self._hits = hits

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
        if not self.piece.text.rstrip().endswith((":", ",")) or any(self.piece.quoted[-1:]):
            return None
        sentence = list(self.doc.sents)[-1]
        if self.piece.text.rstrip().endswith(":"):
            cue = announcement(self.doc, sentence.start, sentence.end)
            if cue is not None:
                return self._draft(cue)
        cues = [cue for cue in self.cues if cue.speech and not cue.content and not cue.denied]
        if cues:
            return self.by_cue[cues[-1].head]
        cue = plain_cue(sentence.root)
        return self._draft(cue) if cue else None

    def introduction(self) -> Draft | None:
        """Who speaks at the end of this paragraph and leaves the words to the next: He went on."""
        *_, ending = self.doc.sents
        cues = [cue for cue in self.cues if cue.speech and cue.source and cue.head >= ending.start]
        cues = [cue for cue in cues if not cue.denied]
        return self.by_cue[cues[0].head] if cues and not cues[0].content else None

    def read(
        self,
        last: Draft | None,
        lead: Draft | None,
        introduced: Draft | None,
        poster: Draft | None,
    ) -> Draft | None:
        """Fill `drafts`.

        Args:
            last: The draft of whoever was quoted last.
            lead: What the paragraph before announced with a colon.
            introduced: Who spoke at the end of the paragraph before.
            poster: Who has posted it, if anybody has.

        Returns:
            The draft of whoever is quoted last now.
        """
        before: Draft | None = None
        ended = 0
        for parts in self.runs:
            quote = replace(parts[0], end=parts[-1].end, closed=parts[-1].closed)
            ranges = [tokens for part in parts if (tokens := self.piece.tokens(part.span))]
            place = Place(
                piece=self.piece,
                quote=quote,
                first=ranges[0].start,
                end=ranges[-1].end,
                cues=self.cues,
                index=self.index,
                ended=ended,
                before=before,
                last=last,
                lead=lead,
                introduced=introduced,
                poster=poster,
                inserts=[range(a.end, b.start) for a, b in pairwise(ranges)],
            )
            before = self._owner(place)
            ended = place.end
            if before is not None:
                if quote.continues and last is not None and before is not last and last.nobodys:
                    # “It was ours. / “It is safe,” she said: all of it is hers.
                    before.quoted += last.quoted
                    last.quoted.clear()
                before.quoted += [part.span for part in parts]
                last = before
        if not (self.drafts or any(d.content or d.quoted for d in self.by_cue.values())):
            self.drafts += headline(self.index, self.piece)
        for draft in self.by_cue.values():
            if draft.content or draft.quoted:
                self._clean(draft)
        self.drafts += [d for d in self.by_cue.values() if d.content or d.quoted]
        return self._last_speaker(last)

    def _runs(self) -> Iterator[list[Quote]]:
        """The quotations, those that the narrator only interrupts together."""
        run: list[Quote] = []
        for quote in self.quotes:
            if run and not self._interrupted(run[-1], quote):
                yield run
                run = []
            run.append(quote)
        if run:
            yield run

    def _interrupted(self, first: Quote, second: Quote) -> bool:
        """Whether two quotations are parts of one that goes on behind the narrator's words."""
        offset = self.piece.start
        text = self.piece.text
        between = text[first.end - offset : second.start - offset]
        spoken = text[first.start - offset + 1 : first.end - offset - 1]
        if spoken[-1:] in ".!?" or not first.closed:
            return False
        if interruption(between):
            return True
        # Between commas may as well stand who says the first of two quotations.
        goes_on = text[second.start - offset + 1 : second.start - offset + 2].islower()
        cued = any(
            first.end <= offset + self.doc[cue.head].idx < second.start
            for cue in self.cues
            if cue.speech
        )
        comma = spoken.endswith(",") or between.startswith(",")
        return goes_on and comma and not cued and aside(between)

    def _last_speaker(self, quoted: Draft | None) -> Draft | None:
        """Whoever spoke last here, with marks or without; else whoever was quoted last."""
        for cue in reversed(self.cues):
            if cue.denied or not (cue.speech and cue.source and cue.content):
                continue
            if any(other.covers(cue.head, cue.head + 1) for other in self.cues):
                # "She said that he denies …": she is speaking.
                continue
            draft = self.by_cue[cue.head]
            if quoted is None or quoted.piece < self.index or (quoted.cue_head or 0) < cue.head:
                return draft
            break
        return quoted

    def _owner(self, place: Place) -> Draft | None:
        """The draft of whoever says the quotation, by the first rule that knows."""
        for rule in OWNERS:
            owner = rule(place)
            if owner is not None:
                self._hits[rule.__name__] += 1
                return self._draft_of(owner)
        return None

    def _draft_of(self, owner: Owner) -> Draft | None:
        if isinstance(owner, Draft):
            return owner
        if isinstance(owner, Cue):
            return None if owner.denied else self._take(owner)
        if owner is Unnamed.NOBODY:
            return None
        draft = Draft(self.index, _UNSOURCED)
        self.drafts.append(draft)
        return draft

    def _take(self, cue: Cue) -> Draft:
        """The draft of a cue, of which the quotation may show more than its own clause does."""
        fresh = self._draft(cue)
        draft = self.by_cue.setdefault(cue.head, fresh)
        for number, known in enumerate(self.cues):
            if known.head == cue.head and known != cue:
                self.cues[number] = cue
                draft.source, draft.source_head = fresh.source, fresh.source_head
                draft.content = fresh.content
        return draft

    def _clean(self, draft: Draft) -> None:
        """Take cue and source out of the content, and the quotation's clause out of both."""
        holes = [span for span in (draft.cue, draft.source) if span]
        holes += [
            Span(a.end, b.start) for a, b in pairwise(draft.quoted) if self._told(draft, a, b)
        ]
        kept: list[Span] = []
        for span in draft.content:
            kept += [part for part in subtract(span, holes) if len(part) > 3]
        names = self.piece.inscribed
        draft.content = [
            span for span in kept if not any(2 * name.overlap(span) > len(span) for name in names)
        ]

    def _told(self, draft: Draft, first: Span, second: Span) -> bool:
        """Whether the narrator speaks between two quotations: with the cue there, or in dashes."""
        start, text = self.piece.start, self.piece.text
        if not start <= first.end < second.start < start + len(text):
            return False
        if draft.cue is not None and first.end <= draft.cue.start < second.start:
            before, behind = text[first.end - start - 2], text[first.end - start]
            unfinished = bool({before, behind} & _UNFINISHED)
            return unfinished and text[second.start - start + 1].islower()
        return any(first == part.span for run in self.runs for part in run[:-1])
