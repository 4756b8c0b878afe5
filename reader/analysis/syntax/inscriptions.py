# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Words in quotation marks that name somebody or something, and that nobody says.

What stands in the marks is told by its letters, what stands around them by the syntax.
"""

from typing import TYPE_CHECKING

from reader.analysis.syntax import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Names are shorter than what is said.
_LONGEST = 8
_LONGEST_NICKNAME = 4

#: So many words away, a verb of saying is not what the marks belong to.
_REACH = 4

_DATES = frozenset({"DATE", "TIME"})


def is_name(doc: "Doc", first: int, end: int, *, capitals: bool) -> bool:
    """Whether the tokens of a quotation, marks included, are a name that nobody says.

    Args:
        doc: The block's parse.
        first: The first token.
        end: The one after the last.
        capitals: Whether capitals may make it a name.
    """
    inner = [token for token in doc[first:end] if token.is_alpha or token.text[:1].isalnum()]
    if not 0 < len(inner) <= _LONGEST:
        return False
    if is_nickname(doc, first, end):
        return True
    if _introduced(doc, first, inner):
        return True
    return capitals and _capitals(inner) and _is_title(doc, first, end, inner)


def is_nickname(doc: "Doc", first: int, end: int) -> bool:
    """Whether a few words in marks stand in a name: N. “N.” N., N. (“N.”) N."""
    if end - first > _LONGEST_NICKNAME + 2 or doc[end - 2].is_punct:
        return False
    if first and end < len(doc) and (doc[first - 1].text, doc[end].text) == ("(", ")"):
        first, end = first - 1, end + 1
    if not first or end >= len(doc):
        return False
    before, after = doc[first - 1], doc[end]
    return (
        all(token.pos_ == "PROPN" and token.text[:1].isupper() for token in (before, after))
        and before.ent_type_ not in _DATES
        and after.ent_type_ not in _DATES
    )


def _introduced(doc: "Doc", first: int, inner: "list[Token]") -> bool:
    """Whether what leads up to it says that it is a name: known as “N.”, the term “n. n.”."""
    grammar = lexicon.grammar()
    before = doc[first - 1] if first else None
    if before is not None and before.text == "," and first > 1 and _capitals(inner):
        before = doc[first - 2]
    if before is None:
        return False
    if before.lower_ in grammar.names:
        return True
    if before.lower_ == "called" and before.i and doc[before.i - 1].text in {"-", "–"}:
        # "the so-called “n. n.”"
        return True
    if before.pos_ in {"NOUN", "PROPN", "PRON"} and before.dep_ in {"dobj", "nsubj"}:
        # "the crew nicknamed her “N.”"
        return _names(before.head, "", before, inner) if before.head.i < before.i else False
    verb, link = before, ""
    while verb.i and (verb.pos_ in {"ADV", "ADP"} or verb.lower_ in grammar.reflexive):
        link = link or (verb.lower_ if verb.pos_ == "ADP" else "")
        verb = doc[verb.i - 1]
    return _names(verb, link, before, inner)


def _names(verb: "Token", link: str, before: "Token", inner: "list[Token]") -> bool:
    """Whether a verb, with the preposition behind it, gives the name that follows."""
    grammar = lexicon.grammar()
    lemma = verb.lemma_.lower()
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    if lemma in grammar.nicknaming:
        return True
    if (lemma, link) == ("go", "by"):
        return True
    participle = verb.tag_ == "VBN" and not any(
        child.lower_ in {"have", "has", "had", "'ve", "’ve"} for child in verb.lefts
    )
    described = inner[0].lower_ in grammar.indefinite
    if link == "as":
        return participle and lemma in grammar.known_as and not described
    if lemma not in grammar.naming or described:
        return False
    if before.lower_ in grammar.reflexive or verb.tag_ in {"VBP", "VBZ"}:
        # "calls himself “N.”", "the locals call it “N.”"
        return _capitals(inner)
    agent = any(child.dep_ == "agent" for child in verb.children)
    return participle and (not agent or _capitals(inner) or lemma == "dub")


def _capitals(inner: "list[Token]") -> bool:
    """Whether it is written as names are: no word but short ones begins small."""
    small = [token for token in inner if not token.text[:1].isupper() and not token.like_num]
    return 2 * len(small) < len(inner) and all(len(token) <= len("that") for token in small)


def _is_title(doc: "Doc", first: int, end: int, inner: "list[Token]") -> bool:
    """Whether capitals make it the name of a work, a ship or a plan that nobody near it says."""
    if len(inner) < 2 or inner[-1].text[:1].islower() or all(t.text.isupper() for t in inner):
        return False
    within = doc[inner[0].i : inner[-1].i]
    if any(token.text in {".", "!", "?", ",", ";"} for token in within):
        return False
    if (
        first == 0
        or doc[first - 1].is_space
        or doc[first - 1].text in {".", "!", "?", ":", "“", '"'}
    ):
        # At the beginning of a sentence it may be all that somebody says.
        return False
    around = (*doc[max(0, first - _REACH) : first], *doc[end : end + _REACH])
    return not any(t.pos_ == "VERB" and t.lemma_.lower() in lexicon.telling() for t in around)
