# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which actor a source is: by name, by pronoun, or as the body that somebody speaks for."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.analysis.attribution.drafts import Draft
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.roles import is_role_noun, leading_role
from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import Actor, ActorType, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

#: So many characters after it was named, a document is still known as somebody's.
_DOCUMENT_REACH = 3000

#: No list of speakers is read further than this.
_LONGEST_LIST = 6


class ActorFinder:
    """Looks up which actor a stretch of text names."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._actors = {actor.id: actor for actor in actors}
        self._mentions = sorted(
            (span.start, span.end, actor.id) for actor in actors for span in actor.mentions
        )
        self._starts = [mention[0] for mention in self._mentions]
        self._full = {actor.name.casefold(): actor.id for actor in reversed(actors)}
        self._documents: list[tuple[int, str, str]] | None = None
        self._short: dict[str, set[str]] = {}
        for actor in actors:
            parts = actor.name.split() if actor.type is ActorType.PERSON else []
            for name in (*actor.aliases, *parts):
                self._short.setdefault(name.casefold(), set()).add(actor.id)

    def within(self, span: Span) -> list[tuple[int, int, str]]:
        """The mentions that overlap the span, in order."""
        low = bisect_left(self._starts, span.start - 100)
        high = bisect_left(self._starts, span.end)
        return [m for m in self._mentions[low:high] if m[1] > span.start]

    def named(self, name: str) -> str | None:
        """The only actor of that name, surname or alias, whatever the capitals."""
        wanted = name.casefold()
        if wanted in self._full:
            return self._full[wanted]
        owners = self._short.get(wanted, set())
        return next(iter(owners)) if len(owners) == 1 else None

    def _by_last_word(self, name: str) -> str | None:
        """The only body whose name ends so: "the Gazette" after "the Harbour Gazette"."""
        ending = f" {name}"
        owners = [
            actor.id
            for actor in self._actors.values()
            if actor.type is ActorType.ORGANISATION and actor.name.endswith(ending)
        ]
        return owners[0] if name[:1].isupper() and len(owners) == 1 else None

    def first_person_before(self, offset: int) -> str | None:
        """The name of the person mentioned most before a place: an interview's guest."""
        counts = Counter(
            actor
            for start, _, actor in self._mentions
            if start < offset and self._actors[actor].type is ActorType.PERSON
        )
        return self._actors[counts.most_common(1)[0][0]].name if counts else None

    def speakers(self, parsed: Sequence[ParsedBlock], draft: Draft) -> tuple[str, ...]:
        """The actors whose words a draft holds, as far as that can be told."""
        if draft.speaker is not None:
            found = [self.named(draft.speaker)]
        else:
            found = [self._holder(parsed, draft.piece, *part) for part in _sources(parsed, draft)]
        return tuple(dict.fromkeys(actor for actor in found if actor is not None))

    def unknown(self, parsed: Sequence[ParsedBlock], draft: Draft) -> "Iterator[Token]":
        """The heads of those among a draft's sources who are none of the actors."""
        if draft.speaker is None:
            for source, head in _sources(parsed, draft):
                if head is not None and self._holder(parsed, draft.piece, source, head) is None:
                    yield head

    def _holder(
        self, parsed: Sequence[ParsedBlock], index: int, source: Span, head: "Token | None"
    ) -> str | None:
        piece = parsed[index]
        if head is not None:
            exact = self.within(piece.span(head.i, head.i + 1))
            if exact:
                return exact[0][2]
        inside = self.within(source)
        if head is not None and _describes(head):
            return self._beside(piece, head, inside) or self._issuer(parsed, piece, head)
        if head is not None and head.pos_ == "PROPN":
            inside = [
                m
                for m in inside
                if _names(piece.tokens(Span(m[0], m[1])), head)
                or (m[1] == source.end and self._actors[m[2]].type is ActorType.PERSON)
            ]
        people = [m for m in inside if self._actors[m[2]].type is ActorType.PERSON]
        chosen = people or inside
        if chosen:
            return chosen[0][2]
        # A name that the parser took for another word is known by its letters.
        words = piece.text[source.start - piece.start : source.end - piece.start]
        if not words[:1].isupper() and not words.startswith("the "):
            return None
        return self.named(words) or self._by_last_word(re.sub("^[Tt]he ", "", words))

    def _beside(
        self, piece: ParsedBlock, head: "Token", inside: Sequence[tuple[int, int, str]]
    ) -> str | None:
        """Whom a common noun stands for: "the mayor, N. N." and "a spokesman for X", by X.

        A document speaks for its author ("a statement by X"), the body that it is for itself
        ("the X company"). "N. N.'s lawyer", "a friend of N. N." and "an X official" are somebody
        else.
        """
        people = lexicon.people()
        bodies: list[str] = []
        for start, end, actor in inside:
            named = piece.tokens(Span(start, end))
            if named is None:
                continue
            root = named.root
            person = self._actors[actor].type is ActorType.PERSON
            beside = named.start > 0 and piece.doc[named.start - 1].text == ","
            if beside and (
                root.dep_ == "appos" or (head.lower_ in people.roles and head.i < named.start)
            ):
                return actor
            if root.dep_ == "appos" and root.head == head:
                return actor
            if root.dep_ == "oprd" and root.head.head == head:
                # "a woman named N. N."
                return actor
            role = leading_role(piece.doc, named.start) if person else None
            if role is not None and role[0] <= head.i < role[1]:
                return actor
            if _wrote(root, head) or (not person and _is_or_speaks_for(root, head)):
                bodies.append(actor)
        return bodies[0] if bodies else None

    def _issuer(
        self, parsed: Sequence[ParsedBlock], piece: ParsedBlock, head: "Token"
    ) -> str | None:
        """Who issued "the report", where the text has said so shortly before."""
        lemma = head.lemma_.lower()
        bare = [child.lower_ for child in head.lefts] in (["the"], ["that"], ["this"])
        if lemma not in _documents() or not bare or any(c.pos_ != "PUNCT" for c in head.rights):
            return None
        if self._documents is None:
            self._documents = list(self._issued(parsed))
        place = piece.start + head.idx
        named = [
            actor
            for start, document, actor in self._documents
            if document == lemma and place - _DOCUMENT_REACH < start < place
        ]
        return named[-1] if named else None

    def _issued(self, parsed: Sequence[ParsedBlock]) -> Iterator[tuple[int, str, str]]:
        """The documents that the text gives an author or issuer, with the place of each."""
        for piece in parsed:
            for token in piece.doc if piece.block.analysed else ():
                if token.lemma_.lower() not in _documents():
                    continue
                for author in _authors(token):
                    found = self.within(piece.span(author.i, author.i + 1))
                    if found:
                        yield piece.start + token.idx, token.lemma_.lower(), found[0][2]
                        break


def unheld(
    parsed: Sequence[ParsedBlock], drafts: Sequence[Draft], actors: Sequence[Actor]
) -> set[tuple[int, int]]:
    """The sources that are none of the actors: the piece and the token of the head of each."""
    finder = ActorFinder(actors)
    return {(draft.piece, head.i) for draft in drafts for head in finder.unknown(parsed, draft)}


def _sources(parsed: Sequence[ParsedBlock], draft: Draft) -> "Iterator[tuple[Span, Token | None]]":
    """Each of those who speak in a draft, with the word that stands for it; see `_joined`."""
    if draft.source is None:
        return
    piece = parsed[draft.piece]
    if draft.source_head is None:
        yield draft.source, None
        return
    source, head = draft.source, piece.doc[draft.source_head]
    if head.lower_ in lexicon.grammar().relative and head.head.dep_ == "relcl":
        head = head.head.head
        called = [c for c in head.rights if c.lower_ in lexicon.grammar().called]
        last = max((c.right_edge.i for c in called), default=head.i)
        source = piece.span(head.left_edge.i, last + 1)
    others = _joined(head)
    if others and draft.cue_head is not None:
        # Whoever stands on the other side of the cue belongs to another clause.
        others = [o for o in others if (o.i < draft.cue_head) == (head.i < draft.cue_head)]
    if others:
        source = Span(source.start, max(source.start + 1, piece.start + others[0].left_edge.idx))
    yield source, head
    for other in others:
        yield piece.span(other.left_edge.i, other.i + 1), other


def _joined(head: "Token") -> "list[Token]":
    """The further members of a list that speaks as one: "Reed and Holt", "Reed, Holt and Stone"."""
    found: list[Token] = []
    while len(found) < _LONGEST_LIST:
        last = found[-1] if found else head
        following = next((c for c in last.rights if c.dep_ == "conj"), None)
        if following is None or following.pos_ not in {"NOUN", "PROPN"}:
            break
        if any(c.dep_ in {"compound", "nmod"} and is_role_noun(c) for c in following.lefts):
            # "the former director and adviser N. N." is one.
            return []
        found.append(following)
    between = head.doc[head.i : found[-1].i] if found else ()
    return found if any(t.lower_ in {"and", "&"} and t.dep_ == "cc" for t in between) else []


def _names(mention: "Tokens | None", head: "Token") -> bool:
    """Whether a name is that of its source's head, or all but the last word of it: "Fox" News."""
    if mention is None:
        return True
    root = mention.root
    if root == head or root.head.i in range(mention.start, mention.end):
        return True
    within = root.head == head and root.dep_ in {"compound", "nmod", "flat", "appos"}
    return within and not (is_role_noun(head) and root.dep_ != "appos")


def _documents() -> frozenset[str]:
    """Nouns for what somebody has written and speaks by."""
    own = lexicon.grammar().unwritten | lexicon.speech("findings")
    return lexicon.speech("documents") - own


def _authors(document: "Token") -> "Iterator[Token]":
    """Who may have written a document: its owner, "by …", or the subject of "issued a …"."""
    for child in document.children:
        if _wrote(child, document):
            yield child
        for inner in child.children:
            if inner.dep_ == "pobj" and _wrote(inner, document):
                yield inner
            elif child.dep_ == "acl" and inner.dep_ == "agent":
                yield from (token for token in inner.children if token.dep_ == "pobj")
    if document.dep_ == "dobj" and document.head.lemma_ in lexicon.grammar().issuing:
        yield from (child for child in document.head.children if child.dep_ == "nsubj")


def _describes(head: "Token") -> bool:
    """Whether a source's head is a noun, or one of several: "one of his aides"."""
    return head.pos_ == "NOUN" or (
        head.pos_ in {"NUM", "PRON", "DET", "ADJ"}
        and any(child.lower_ == "of" for child in head.children)
    )


def _wrote(name: "Token", document: "Token") -> bool:
    """Whether a document's author is named: "N. N.'s letter", "a statement by X"."""
    if document.lemma_.lower() not in _documents() | lexicon.speech("replies"):
        return False
    if name.dep_ in {"poss", "compound", "nmod"}:
        owned: bool = name.dep_ == "poss" or name.ent_type_ == "ORG"
        return owned and bool(name.head == document)
    by = name.dep_ == "pobj" and name.head.lower_ in lexicon.grammar().by_author
    return by and bool(name.head.head == document)


def _is_or_speaks_for(body: "Token", head: "Token") -> bool:
    """Whether a noun beside a body's name is that body or speaks for it."""
    if head.lower_ in lexicon.words("speakers_for"):
        return body.head == head or (
            body.dep_ == "pobj"
            and body.head.lower_ in lexicon.grammar().speaks_for
            and body.head.head == head
        )
    return head.lower_ in lexicon.words("any_body") and body.head == head and body.dep_ != "poss"
