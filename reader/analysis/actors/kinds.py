# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What kind of actor each one is, where the model reads it better than tables and parser tell.

`packaging/model/kinds.py` learns it: a person or people, a body, a place, or something else. It is
asked of all of somebody's mentions together.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reader.analysis.actors.bodies import says_what_it_is
from reader.analysis.actors.candidates import candidate
from reader.analysis.actors.clusters import Cluster
from reader.analysis.actors.features import describe
from reader.analysis.actors.mentions import WITHOUT_ACTORS, Mention
from reader.analysis.actors.standing import SPEAKING
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.acting import called_a_body, chain_head
from reader.document import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reader.analysis.model.resolver import Resolver, Vectors

Floats = NDArray[np.float32]

#: From which chance on the model's kind is taken where nothing else tells one.
_LIKELY = 0.5
#: From which chance on, where a noun beside the name says the same.
_HINTED = 0.2
#: From which chance on it overrules what a name was taken for.
_SURE = 0.8
#: Below which chance a name that nothing else tells to be a person's is none.
_UNLIKELY = 0.2
_SINGULAR = frozenset({"NN", "NNP"})
_MODIFIERS = frozenset({"amod", "compound", "nmod"})
#: A sentence with fewer words tells nothing of a name in it.
_FEW_WORDS = 6
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_NAMED = frozenset({ActorType.PERSON, ActorType.ORGANISATION})
_UNTOLD = frozenset({ActorType.OTHER, ActorType.DOCUMENT})


def settle_kinds(
    parsed: Sequence[Evidence],
    clusters: list[Cluster],
    doubtful: list[Cluster],
    resolver: "Resolver",
    vectors: "Vectors",
) -> None:
    """Correct what actors were taken for, and add to them the bodies among the doubtful.

    Args:
        parsed: The article's blocks.
        clusters: Its actors so far.
        doubtful: Names that did not seem to be somebody.
        resolver: What tells what a word stands for.
        vectors: What the model read in the words.
    """
    asked = [item for item in clusters if _may_differ(item)]
    bodies = [item for item in doubtful if _may_be_body(parsed, item)]
    described = _described(parsed, [*clusters, *doubtful])
    everybody = [*asked, *bodies, *described]
    for item, (person, body) in _chances(parsed, everybody, resolver, vectors):
        if item in bodies:
            if body >= _LIKELY:
                item.type = ActorType.ORGANISATION
                doubtful.remove(item)
                clusters.append(item)
        elif item in described:
            if body >= _LIKELY:
                item.type = ActorType.ORGANISATION
                _take_in(clusters, item)
        elif item.type in _UNTOLD:
            if max(person, body) >= _LIKELY:
                kind = ActorType.PERSON if person > body else ActorType.ORGANISATION
                item.type = ActorType.GROUP if person > body and _is_plural(parsed, item) else kind
        elif item.type is ActorType.PERSON:
            if body >= (_HINTED if _is_called_so(parsed, item) else _SURE):
                item.type = ActorType.ORGANISATION
            elif person < _UNLIKELY:
                # "Story Highlights" is what the parser now and then takes for a name.
                item.type = ActorType.OTHER
                clusters.remove(item)
                doubtful.append(item)
        elif person >= _SURE and _is_plural(parsed, item):
            item.type = ActorType.GROUP


def _described(parsed: Sequence[Evidence], taken: Sequence[Cluster]) -> list[Cluster]:
    """What may be a body without a name of its own: "the Dutch government", "the drug industry"."""
    covered = {
        (m.piece, token): item
        for item in taken
        for m in item.mentions
        for token in range(m.first, m.last)
    }
    found: dict[str, Cluster] = {}
    for index, piece in enumerate(parsed):
        if piece.block.kind in WITHOUT_ACTORS or not piece.block.analysed:
            continue
        begin, limit = piece.named
        for token in piece.doc:
            if token.tag_ not in _SINGULAR or not token.is_lower:
                continue
            if (index, token.i) in covered or not begin <= token.idx < limit:
                continue
            article = next((child for child in token.lefts if child.lower_ == "the"), None)
            if article is None or not _tells_which(token):
                continue
            before = covered.get((index, token.i - 1))
            says = token.lemma_.lower() in lexicon.words("any_body") or token.lower_ == "party"
            if says and before is not None and before.type in _NAMED:
                # "The Reed party" is called Reed, and "the Reed campaign" is somebody's.
                continue
            first, head = int(article.i), int(token.i)
            words = " ".join(piece.doc[first : head + 1].text.split())
            while any((index, k) in covered for k in range(first, head)):
                first += 1
            item = found.setdefault(words.casefold(), Cluster(words, ActorType.OTHER, named=False))
            span = piece.span(first, head + 1)
            item.mentions.append(Mention(span, words, item.type, index, first, head + 1, SPEAKING))
    return list(found.values())


def _tells_which(head: "Token") -> bool:
    """Whether words before it tell which body it is; "the militant group" says it of one known."""
    if head.dep_ in _MODIFIERS or any(child.dep_ == "appos" for child in head.rights):
        return False
    telling = [child.text for child in head.lefts if child.dep_ in _MODIFIERS]
    if head.lemma_.lower() in lexicon.words("any_body"):
        return any(word[0].isupper() for word in telling)
    return bool(telling)


def _take_in(clusters: list[Cluster], body: Cluster) -> None:
    """Add a described body to the actors, or its mentions to the one that is called the same.

    "The grand jury" is the only one of which the text tells where it sits.
    """
    name = body.name.casefold().removeprefix("the ")
    for item in clusters:
        other = item.name.casefold().removeprefix("the ")
        short, long = sorted((name, other), key=len)
        if not item.named and (short == long or (" " in short and long.endswith(f" {short}"))):
            item.mentions = sorted([*item.mentions, *body.mentions], key=lambda m: m.span)
            return
    clusters.append(body)


def _may_differ(item: Cluster) -> bool:
    """Whether nothing but the parser or a table tells what an actor is."""
    if item.type in _UNTOLD:
        return not item.named
    if item.type is ActorType.PERSON:
        return item.named and not item.sex and not any(m.role for m in item.mentions)
    return item.type is ActorType.ORGANISATION and not says_what_it_is(item.name)


def _may_be_body(parsed: Sequence[Evidence], item: Cluster) -> bool:
    """Whether a doubtful name stands where a body does more than qualify or employ somebody."""
    kinds = {ActorType.ORGANISATION, ActorType.OTHER}
    return (
        item.named
        and item.type in kinds
        and any(_stands_alone(parsed[m.piece].doc[m.first : m.last].root) for m in item.mentions)
    )


def _stands_alone(token: "Token") -> bool:
    if len(token.sent) < _FEW_WORDS or not any(t.tag_ in _FINITE for t in token.sent):
        return False
    if token.dep_ in {"compound", "nmod", "amod", "npadvmod"}:
        return False
    head = chain_head(token)
    if head.dep_ != "pobj":
        return head.dep_ not in {"ROOT", "dep"}
    if head.head.lower_ in lexicon.words("indoors"):
        # "A lunch at the White House"
        return False
    # "A fellow at the Harbour Institute", "chairman of the committee"
    employed = head.head.head.lower_ in lexicon.people().roles | lexicon.grammar().work
    return not employed


def _is_called_so(parsed: Sequence[Evidence], item: Cluster) -> bool:
    """Whether a noun beside its name says that it is a body: "the magazine Harbour"."""
    bodies = lexicon.words("any_body")
    return any(
        called_a_body(doc[m.first : m.last].root)
        or (m.first and doc[m.first - 1].lemma_.lower() in bodies)
        for m in item.mentions
        for doc in (parsed[m.piece].doc,)
    )


def _is_plural(parsed: Sequence[Evidence], item: Cluster) -> bool:
    return any(parsed[m.piece].doc[m.last - 1].tag_ in {"NNS", "NNPS"} for m in item.mentions)


def _chances(
    parsed: Sequence[Evidence],
    clusters: Sequence[Cluster],
    resolver: "Resolver",
    vectors: "Vectors",
) -> list[tuple[Cluster, tuple[float, float]]]:
    """Of each actor that the model read, how probably it is people and how probably a body."""
    mentions = [(number, m) for number, item in enumerate(clusters) for m in item.mentions]
    found = [
        candidate(m.piece, parsed[m.piece], parsed[m.piece].doc[m.last - 1]) for _, m in mentions
    ]
    if not found:
        return []
    last = [parsed[k.piece].span(k.end, k.end + 1).end - 1 for k in found]
    starts = np.array([k.start for k in found], np.int64)
    rows, known = vectors.at(starts, np.array(last, np.int64))
    kinds = resolver.kinds(resolver.embed(rows, describe(found)))
    owners = np.array([number for number, _ in mentions])
    told = []
    for number, item in enumerate(clusters):
        own = kinds[known & (owners == number)]
        if len(own):
            person, body = own.mean(axis=0)[:2]
            told.append((item, (float(person), float(body))))
    return told
