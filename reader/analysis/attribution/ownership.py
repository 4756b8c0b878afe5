# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whose a quotation is: the cue after, around or before it, or else the speaker before.

Quotation marks decide what is quoted, the syntax around them who is speaking; a quotation without
a cue of its own goes on with the last speaker.
"""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.analysis.attribution.drafts import Draft
from reader.analysis.attribution.headlines import headline
from reader.analysis.attribution.owners import OWNERS
from reader.analysis.attribution.places import Owner, Place, Unnamed
from reader.analysis.evidence import Evidence
from reader.analysis.syntax.cues import Cue, plain_cue
from reader.analysis.syntax.leads import announcement
from reader.analysis.syntax.quotations import Quote
from reader.document import BlockKind, Span
from reader.document.marks import subtract

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: A quotation of a speaker who is not named is shown with little confidence.
_UNSOURCED = 0.4


def passages(piece: Evidence) -> Sequence[Quote]:
    """The quotations of a block, or all of it where only the layout sets it apart as one."""
    words = piece.text.strip()
    marked = sum(len(quote.span) for quote in piece.quotes)
    if piece.block.kind is not BlockKind.QUOTE or 2 * marked >= len(words):
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
    for index, piece in enumerate(parsed):
        if not piece.block.analysed:
            continue
        reader = _PieceReader(index, piece, hits if hits is not None else Counter())
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

    def __init__(self, index: int, piece: Evidence, hits: Counter[str]) -> None:
        self.index = index
        self.piece = piece
        self.doc: Doc = piece.doc
        self.quotes = passages(piece)
        # In what is set apart as a whole, the cues are the speaker's own.
        self.cues = list(piece.cues) if self.quotes is piece.quotes else []
        self.by_cue = {cue.head: self._draft(cue) for cue in self.cues if not cue.denied}
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
        if not self.piece.text.rstrip().endswith((":", ",")):
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
        ended = 0
        for quote in self.quotes:
            tokens = self.piece.tokens(quote.span)
            assert tokens is not None  # a quotation holds its marks at least
            place = Place(
                piece=self.piece,
                quote=quote,
                first=tokens.start,
                end=tokens.end,
                cues=self.cues,
                index=self.index,
                ended=ended,
                before=before,
                last=last,
                lead=lead,
                introduced=introduced,
            )
            before = self._owner(place)
            ended = tokens.end
            if before is not None:
                before.quoted.append(quote.span)
                last = before
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
        kept: list[Span] = []
        for span in draft.content:
            kept += [part for part in subtract(span, holes) if len(part) > 3]
        draft.content = kept
