# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Sources that no name stands for: whoever is only described, and names the parser overlooked.

"One legal expert", "44 percent of Americans" and "a new poll" hold views, so they are actors.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.analysis.actors.clusters import Cluster
from reader.analysis.actors.mentions import Mention
from reader.analysis.actors.people import bare_words
from reader.analysis.actors.standing import SPEAKING
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.roles import is_role_noun
from reader.document import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What belongs to a phrase before its head.
_BEFORE = frozenset(
    {"det", "predet", "amod", "compound", "nmod", "nummod", "poss", "case", "advmod", "quantmod"}
)
#: What belongs to its name behind the head, if no verb is in it: "a judge in Ohio".
_BEHIND = frozenset({"of", "for", "in", "at", "from", "on", "to", "with", "against", "within"})
_DASHES = frozenset({"-", "–", "—"})
#: A longer phrase is no name for anybody.
_LONGEST = 12


_TYPES = {"PERSON": ActorType.PERSON, "ORG": ActorType.ORGANISATION, "NORP": ActorType.GROUP}


def find_sources(
    parsed: Sequence[Evidence],
    clusters: list[Cluster],
    doubtful: list[Cluster],
    sources: Iterable[tuple[int, int]],
) -> None:
    """Add an actor to the clusters for each source that is none of them.

    Args:
        parsed: The article's blocks.
        clusters: Its actors so far.
        doubtful: What has a name and did not seem to be somebody; what speaks is.
        sources: Pieces and tokens of the sources.
    """
    owners = {
        (mention.piece, token): item
        for item in (*clusters, *doubtful)
        for mention in item.mentions
        for token in range(mention.first, mention.last)
    }
    several: dict[str, Cluster] = {}
    introduced: dict[str, Cluster] = {}
    for index, place in sorted(sources):
        owner = owners.get((index, place))
        if owner is not None:
            if owner in doubtful:
                doubtful.remove(owner)
                clusters.append(owner)
            continue
        head = parsed[index].doc[place]
        bearer = _beside(index, head, owners) or _called(index, head, owners)
        if bearer is not None:
            if bearer in doubtful:
                bearer.type = ActorType.ORGANISATION
                doubtful.remove(bearer)
                clusters.append(bearer)
            bearer.extra.append(parsed[index].span(place, place + 1))
            owners[index, place] = bearer
            continue
        if not _is_somebody(head):
            continue
        mention = _mention(index, parsed[index], head, owners)
        named = _is_named(head)
        # "Critics" are the same critics throughout; "an official" is another one each time.
        key = mention.name.casefold()
        if mention.type is ActorType.DOCUMENT and not any(c.dep_ == "det" for c in head.lefts):
            # "Emails show … Recovered emails show …"
            key = next((k for k in several if _same_kind(k, key)), key)
        bearers = _bearers(clusters, mention.name) if named else []
        if len(bearers) > 1:
            continue
        known = bearers[0] if bearers else several.get(key)
        if known is None and _begins_with(head, "the"):
            # "A woman … the woman"; the nearest, if there were several.
            known = introduced.get(_core(key))
        if known is None:
            known = Cluster(mention.name, mention.type, named=named)
            clusters.append(known)
            if named or not _counts(head):
                several[key] = known
        introduced[_core(key)] = known
        known.mentions.append(mention)
        owners |= {(index, token): known for token in range(mention.first, mention.last)}


def _is_named(head: "Token") -> bool:
    """Whether it is a name, or has one: "the Harbour Gazette newspaper"."""
    if head.pos_ == "PROPN":
        return not is_role_noun(head)
    return head.lemma_.lower() in lexicon.words("any_body") and any(
        child.dep_ == "compound" and child.pos_ == "PROPN" and not lexicon.nations([child.lower_])
        for child in head.lefts
    )


def _counts(head: "Token") -> bool:
    """Whether it is another one each time: "an official", "two officials"."""
    return any(
        child.dep_ == "nummod" or (child.dep_ == "det" and child.lower_ != "the")
        for child in head.lefts
    )


def _begins_with(head: "Token", word: str) -> bool:
    return any(child.dep_ == "det" and child.lower_ == word for child in head.lefts)


def _core(key: str) -> str:
    """A description without its article."""
    return re.sub(r"^(?:an?|one|the) ", "", key)


def _beside(index: int, head: "Token", owners: dict[tuple[int, int], Cluster]) -> Cluster | None:
    """Whose title it is, or who is described further: "Capt. N. N.", "N. N., and a member of …"."""
    people = lexicon.people()
    doc = head.doc
    if head.text.rstrip(".") in {title.rstrip(".") for title in people.titles}:
        behind = head.i + 1
        while behind < len(doc) and doc[behind].text == ".":
            behind += 1
        owner = owners.get((index, behind))
        return owner if owner is not None and owner.type is ActorType.PERSON else None
    if head.tag_ != "NN" or not is_role_noun(head):
        return None
    for token in doc[head.left_edge.i : head.i]:
        # "Mr Reed - former senator for Ohio - said"
        owner = owners.get((index, token.i - 1)) if token.text in _DASHES else None
        if owner is not None and owner.type is ActorType.PERSON:
            return owner
    if head.dep_ not in {"conj", "appos"}:
        return None
    first = int(head.left_edge.i)
    comma = first > 1 and doc[first - 1].lower_ == "and" and doc[first - 2].text == ","
    if doc[first].lower_ not in {"a", "an", "the"} or not (comma or head.dep_ == "appos"):
        return None
    owner = owners.get((index, head.head.i))
    return owner if owner is not None and owner.type is ActorType.PERSON else None


def _called(index: int, head: "Token", owners: dict[tuple[int, int], Cluster]) -> Cluster | None:
    """Whose name a noun follows that says what it is: "the Reed news agency" is Reed."""
    if head.tag_ != "NN" or head.lemma_.lower() not in lexicon.words("any_body"):
        return None
    names = [child for child in head.lefts if child.dep_ in {"compound", "nmod"}]
    if not any(child.pos_ == "PROPN" for child in names) or _counts(head):
        return None
    # "The Reed agency" is one of several that Reed has.
    if head.lemma_.lower() == "agency" and len(names) == 1:
        return None
    found = [owners[index, child.i] for child in names if (index, child.i) in owners]
    kinds = {ActorType.ORGANISATION, ActorType.OTHER}
    return found[0] if len(found) == 1 and found[0].type in kinds else None


def _same_kind(one: str, other: str) -> bool:
    """Whether one description is the other's bare noun."""
    short, long = sorted((one, other), key=len)
    return " " not in short and long.endswith(f" {short}")


def _bearers(clusters: Sequence[Cluster], name: str) -> list[Cluster]:
    """The people whose surname is a name's last word."""
    surname = bare_words(name)[-1]
    people = (item for item in clusters if item.type is ActorType.PERSON and item.named)
    return [item for item in people if bare_words(item.name)[-1] == surname]


def _is_somebody(head: "Token") -> bool:
    """Whether a word names, describes or counts somebody, and does not point to anybody."""
    if any(child.lower_ in _NOBODY for child in (head, *head.lefts)):
        return False
    if head.lemma_.lower() in lexicon.speech("replies"):
        return False
    if any(child.lower_ in {"this", "these", "that", "those"} for child in head.lefts) and (
        head.lemma_.lower() in lexicon.speech("evidence") - lexicon.speech("documents")
    ):
        # "These results" are what the text has just told.
        return False
    if head.pos_ == "PROPN" and head.ent_type_ in {"GPE", "LOC", "FAC"} and head.text.isupper():
        # "WASHINGTON — …" is where the report was written.
        return False
    if head.pos_ in {"NOUN", "PROPN"} or head.lower_ in _INDEFINITE:
        return True
    if any(child.lower_ == "of" for child in head.rights):
        return True
    if head.pos_ == "NUM" and head.lower_ != "one":
        return True
    # "the accused", "the poor"
    return head.pos_ == "ADJ" and any(child.lower_ == "the" for child in head.lefts)


_NOBODY = frozenset({"no", "none", "nobody", "any", "anyone", "anybody", "what", "which"})
_INDEFINITE = frozenset(
    {"everyone", "everybody", "someone", "somebody", "many", "some", "others", "most", "both"}
    | {"few", "several", "another", "half"}
)


def _mention(
    index: int, piece: Evidence, head: "Token", taken: dict[tuple[int, int], Cluster]
) -> Mention:
    doc = piece.doc
    named = _is_named(head)
    begin, end = _begin(head, articles=not named), _end(head)
    first = begin
    # A name inside ("Russia's foreign ministry") keeps its own place in the text.
    while any((index, k) in taken or doc[k].tag_ == "POS" for k in range(first, head.i)):
        first += 1
    return Mention(
        piece.span(first, head.i + 1),
        re.sub(r"\s+", " ", doc[begin:end].text).strip(" \"“”'‘’"),
        kind(head),
        index,
        first,
        head.i + 1,
        SPEAKING,
        role=issuer(head) if kind(head) is ActorType.DOCUMENT else None,
        sex=lexicon.people().sex_of_role.get(head.lower_, ""),
    )


def issuer(head: "Token") -> str | None:
    """Whoever brought a document out, where the text says so: "by the IMF".

    "The ministry's statement", "an ABC News poll", "a report (published) by the IMF".
    """
    doc = head.doc
    for child in head.lefts:
        if child.dep_ == "poss" and child.pos_ in {"NOUN", "PROPN"}:
            words = doc[child.left_edge.i : child.i + 1].text
            return (
                f"by {words[0].lower() if child.left_edge.pos_ == 'DET' else words[0]}{words[1:]}"
            )
        if child.ent_type_ in {"ORG", "PERSON"} and child.dep_ in {"compound", "nmod", "amod"}:
            name = next(entity for entity in doc.ents if entity.start <= child.i < entity.end)
            return f"by {doc[name.start : min(name.end, head.i)].text}"
    for child in head.rights:
        above = child if child.dep_ != "acl" else next(iter(_agents(child)), child)
        if above.lower_ not in {"by", "from"}:
            continue
        for maker in above.children:
            # "Data from China" are about China.
            makes = above.lower_ == "by" or maker.ent_type_ in {"ORG", "PERSON"}
            if makes and maker.dep_ == "pobj" and maker.pos_ in {"NOUN", "PROPN"}:
                return f"by {doc[maker.left_edge.i : _end(maker)].text}"
    return None


def _agents(verb: "Token") -> "Iterator[Token]":
    return (child for child in verb.rights if child.lower_ in {"by", "from"})


def _begin(head: "Token", *, articles: bool) -> int:
    first = int(head.i)
    for child in reversed(list(head.lefts)):
        if child.right_edge.i != first - 1 or child.dep_ not in _BEFORE:
            break
        if child.dep_ == "det" and not articles:
            break
        if not articles and child.pos_ not in {"PROPN", "ADJ"}:
            # "Story highlights N. N."
            break
        first = int(child.left_edge.i)
    return max(first, int(head.i) - _LONGEST)


def _end(head: "Token") -> int:
    last = int(head.i)
    for child in head.rights:
        inner = head.doc[child.i : child.right_edge.i + 1]
        if (
            child.i != last + 1
            or child.lower_ not in _BEHIND
            or any(token.pos_ in {"VERB", "AUX", "PUNCT"} for token in inner)
            or child.right_edge.i - head.i > _LONGEST
        ):
            break
        last = int(child.right_edge.i)
    return last + 1


def kind(head: "Token") -> ActorType:
    """What kind of actor a word stands for."""
    people = lexicon.people()
    lemma, word = head.lemma_.lower(), head.lower_
    if is_role_noun(head) and head.tag_ != "NNS":
        return ActorType.PERSON
    if head.pos_ == "PROPN":
        if head.tag_ == "NNPS" and word not in lexicon.words("body_endings"):
            return ActorType.GROUP
        if word in lexicon.words("body_endings") or head.ent_type_ not in _TYPES:
            given = head.doc[_begin(head, articles=False)].text in people.sex_of_name
            return ActorType.PERSON if given else ActorType.ORGANISATION
        return _TYPES[head.ent_type_]
    if {word, lemma} & lexicon.words("outlets") and any(head.lefts):
        # "Iranian media", "state television"
        return ActorType.ORGANISATION
    if {word, lemma} & (lexicon.speech("documents") - lexicon.grammar().unwritten):
        return ActorType.DOCUMENT
    if word in people.groups:
        return ActorType.GROUP
    if {word, lemma} & (
        people.body_nouns | lexicon.words("any_body") | lexicon.words("body_endings")
    ):
        return ActorType.GROUP if head.tag_ == "NNS" else ActorType.ORGANISATION
    if {word, lemma} & lexicon.speech("evidence"):
        return ActorType.DOCUMENT
    if word in {"someone", "somebody", "another"}:
        return ActorType.PERSON
    if head.tag_ == "NNS" or head.pos_ != "NOUN" or lemma in lexicon.words("amounts"):
        one = word == "one" and any(child.lower_ == "of" for child in head.rights)
        return ActorType.PERSON if one else ActorType.GROUP
    if lemma.endswith(lexicon.endings().people) and not lemma.endswith("er"):
        # "opener" and "folder" end like "drinker".
        return ActorType.PERSON
    return ActorType.OTHER
