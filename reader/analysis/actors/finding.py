# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The actors of an article: its names brought together, one entry for everybody."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.analysis.actors.bodies import (
    OWNER,
    cluster_bodies,
    expand_short_forms,
    firms_called_after_people,
    is_body,
    plain_name,
)
from reader.analysis.actors.candidates import find_candidates
from reader.analysis.actors.clusters import Cluster
from reader.analysis.actors.coreference import resolve
from reader.analysis.actors.described import (
    find_described,
    join_descriptions,
    leave_out_towns,
    take_in_known,
)
from reader.analysis.actors.groups import find_groups
from reader.analysis.actors.kinds import settle_kinds
from reader.analysis.actors.mentions import WITHOUT_ACTORS, Mention
from reader.analysis.actors.names import counted
from reader.analysis.actors.naming import find_names
from reader.analysis.actors.people import bare_words, cluster_people
from reader.analysis.actors.sources import find_sources
from reader.analysis.actors.standing import opens_sentence, standing
from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.acting import is_common
from reader.analysis.syntax.sentences import ParsedBlock
from reader.analysis.syntax.turns import Turn
from reader.document import Actor, ActorType, Article, BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from reader.analysis.model.resolver import Resolver, Vectors

#: So many bare names make a list; a few may be answers.
_LIST = 5
#: A sentence with fewer words besides a name says nothing of its bearer.
_BARE_WORDS = 2


def find_actors(
    article: Article,
    parsed: Sequence[Evidence],
    turns: Sequence[Turn] = (),
    holding: Collection[tuple[int, int]] = (),
    resolving: "tuple[Resolver, Vectors] | None" = None,
    *,
    unheld: "Callable[[Sequence[Actor]], Iterable[tuple[int, int]]] | None" = None,
) -> tuple[Actor, ...]:
    """Everybody who acts, speaks or is judged in the article, the weightiest first.

    Args:
        article: What the blocks belong to.
        parsed: Its blocks.
        turns: Its turns to speak, if it is an interview.
        holding: Piece and token of those whom the model knows to hold views; see `holders`.
        resolving: What tells to whom pronouns and descriptions go back, once the model has read
            the blocks; without it they go back to nobody.
        unheld: Tells of the actors with a name which sources are none of them.
    """
    clusters, doubtful = cluster(article, parsed, turns, holding)
    if unheld is not None:
        find_sources(parsed, clusters, doubtful, unheld(_actors(article, clusters)))
    if resolving is not None:
        settle_kinds(parsed, clusters, doubtful, *resolving)
        doubtful += _unclaimed(parsed, [*clusters, *doubtful])
        for item in resolve(parsed, clusters, doubtful, *resolving):
            _add_person(clusters, item)
    join_descriptions(parsed, clusters)
    for item in clusters:
        item.named = item.named and not _is_nameless(parsed, item)
    return _actors(article, [item for item in clusters if item.mentions])


def _actors(article: Article, clusters: Sequence[Cluster]) -> tuple[Actor, ...]:
    """The clusters as actors, the weightiest first."""
    ordered = sorted(clusters, key=lambda item: (-_weight(item), item.mentions[0].span))
    return tuple(
        Actor(
            id=f"a{number}",
            name=item.name,
            type=item.type,
            aliases=(*(name for name in item.names if name != item.name), *item.descriptions),
            role=_role(item, article),
            mentions=tuple(sorted({m.span for m in item.mentions} | set(item.extra))),
            named=item.named,
        )
        for number, item in enumerate(ordered, 1)
    )


def cluster(
    article: Article,
    parsed: Sequence[Evidence],
    turns: Sequence[Turn] = (),
    holding: Collection[tuple[int, int]] = (),
) -> tuple[list[Cluster], list[Cluster]]:
    """The names of the article, one cluster for each actor; the arguments as in `find_actors`.

    Returns:
        The actors, and beside them what is rather a thing, a place or a word.
    """
    names = find_names(parsed)
    outlet = plain_name(article.outlet or "")
    names = [m for m in names if not outlet or plain_name(m.name) != outlet]
    names = _without_headline_words(parsed, names)
    names = [m for m in names if not _two_people(m, names)]
    names = _without_bare_entries(parsed, names)
    names = take_in_known(parsed, names)
    names += find_described(parsed, names)
    names += find_groups(parsed, names, turns, holding)
    leave_out_towns(parsed, names)
    firms_called_after_people(parsed, names)
    _settle_types(names)
    expand_short_forms(parsed, names)
    people = cluster_people(parsed, [m for m in names if m.type is ActorType.PERSON])
    countries = _cluster_countries([m for m in names if m.country])
    others = cluster_bodies([m for m in names if not m.country and m.type is not ActorType.PERSON])
    found = [*people, *countries, *others]
    _add_missed(parsed, found)
    words = {t.text for piece in parsed for t in piece.doc if t.is_lower and t.pos_ != "PROPN"}
    actors: list[Cluster] = []
    doubtful: list[Cluster] = []
    for item in found:
        acting = any(mention.standing.acts for mention in item.mentions)
        sure = acting and _is_somebody(item) and not _is_word(item, words)
        (actors if sure else doubtful).append(item)
    return actors, doubtful


def _add_person(clusters: list[Cluster], item: Cluster) -> None:
    """Add a name that has shown to be a person's: somebody's whose surname it is, or one more's."""
    surname = bare_words(item.name)[-1]
    known = [
        other
        for other in clusters
        if other.type is ActorType.PERSON and bare_words(other.name)[-1] == surname
    ]
    if len(known) == 1:
        known[0].mentions = sorted([*known[0].mentions, *item.mentions], key=lambda m: m.span)
        known[0].extra += item.extra
    else:
        item.type = ActorType.PERSON
        clusters.append(item)


def _unclaimed(parsed: Sequence[Evidence], clusters: Sequence[Cluster]) -> list[Cluster]:
    """The names that nobody has, by their last words; "he" may yet show one to be a person's."""
    covered = {
        (mention.piece, token)
        for item in clusters
        for mention in item.mentions
        for token in range(mention.first, mention.last)
    }
    titles = lexicon.people().titles | lexicon.people().offices
    found: dict[str, Cluster] = {}
    for item in find_candidates(parsed):
        first = item.first
        doc = parsed[item.piece].doc
        while first < item.head and doc[first].pos_ != "PROPN":
            first += 1
        tokens = range(first, item.last)
        if item.kind != "name" or item.several or any((item.piece, k) in covered for k in tokens):
            continue
        word = doc[item.head].text
        if not word[:1].isupper() or word in titles or word.lower() in lexicon.people().roles:
            continue
        name = " ".join(doc[first : item.last].text.split())
        owner = found.setdefault(word, Cluster(name, ActorType.OTHER))
        owner.mentions.append(_mention(item.piece, parsed[item.piece], first, item.last, owner))
        owner.name = max(owner.name, name, key=len)
    return list(found.values())


def _is_nameless(parsed: Sequence[Evidence], item: Cluster) -> bool:
    """Whether it is a group that only nouns stand for: "critics"; "the Reed family" has a name."""
    heads = [parsed[m.piece].doc[m.last - 1] for m in item.mentions]
    told = lexicon.words("described_groups")
    return item.type is ActorType.GROUP and all(
        head.pos_ == "NOUN" and (head.text not in told or not head.i or not _is_name(head.nbor(-1)))
        for head in heads
    )


def _is_name(token: "Token") -> bool:
    return bool(token.ent_type_) or token.pos_ == "PROPN"


def _is_word(item: Cluster, words: Collection[str]) -> bool:
    """Whether it is rather a word of the article with a capital ("Search Mode", "Interviews")."""
    told = item.sex or any(m.role or m.stands_for for m in item.mentions)
    if told or item.type not in {ActorType.PERSON, ActorType.ORGANISATION}:
        return False
    if item.type is ActorType.PERSON and " " in item.name:
        return bare_words(item.name)[-1].lower() in words
    return item.name.lower() in words and all(m.standing.opens for m in item.mentions)


def _add_missed(parsed: Sequence[Evidence], clusters: Sequence[Cluster]) -> None:
    """Add the places where the parser overlooked a name that it saw elsewhere."""
    known: dict[str, list[tuple[list[str], Cluster]]] = {}
    for item in clusters:
        if item.type is ActorType.GROUP:
            continue
        names = set(item.names)
        if item.type is ActorType.PERSON:
            full = bare_words(item.name)
            names |= {full[-1], " ".join(full[-2:])}
            names.update(_given_name(item))
        elif item.type is ActorType.ORGANISATION:
            # "Wick's" is enough of "Wick's Sporting Goods".
            names.update(m.group() for m in map(OWNER.match, item.names) if m)
        for name in names:
            words = re.findall(r"-|['’]s\b|[^\s-]+?(?=['’]s\b)|[^\s-]+", name)  # as the parser does
            if len(name) > 2:
                known.setdefault(words[0], []).append((words, item))
    for entries in known.values():
        entries.sort(key=lambda option: -len(option[0]))
    covered = {
        (mention.piece, position)
        for item in clusters
        for mention in item.mentions
        for position in range(mention.first, mention.last)
    }
    for index, piece in enumerate(parsed):
        if piece.block.kind in WITHOUT_ACTORS:
            continue
        begin, limit = piece.named
        for token in piece.doc:
            options = known.get(token.text, ())
            if not options or (index, token.i) in covered or not begin <= token.idx < limit:
                continue
            for words, _ in options:
                last = token.i + len(words)
                if [other.text for other in piece.doc[token.i : last]] == words and not (
                    _part_of_name(piece.doc, token.i, last) or _common_word(token, words)
                ):
                    bearers = [other for found, other in options if found == words]
                    # A surname that is somebody's whole name here is theirs.
                    bearers = [b for b in bearers if b.name == " ".join(words)] or bearers
                    if len({id(other) for other in bearers}) == 1:
                        mention = _mention(index, piece, token.i, last, bearers[0])
                        bearers[0].mentions.append(mention)
                    break
    for item in clusters:
        item.mentions.sort(key=lambda mention: mention.span)


def _given_name(item: Cluster) -> set[str]:
    """The first name, unless it is a place's or a country's as well."""
    first = bare_words(item.name)[0]
    return {first} if first.isalpha() and first not in _places() and not first.isupper() else set()


def _places() -> frozenset[str]:
    """First names that are places as well."""
    return lexicon.words("place_names") | lexicon.countries().names.keys()


def _common_word(token: "Token", words: Sequence[str]) -> bool:
    """Whether a name may be none here but the word that it also is ("May", "Long", "the Bill")."""
    if len(words) > 1 or words[0].lower() not in lexicon.words("common_names"):
        return False
    return counted(token) or token.pos_ != "PROPN" or token.ent_type_ == "DATE"


def _part_of_name(doc: "Doc", first: int, last: int) -> bool:
    """Whether another capitalised word beside it makes it part of something else."""
    people = lexicon.people()
    after = doc[last] if last < len(doc) else None
    before = doc[first - 1] if first else None
    if after is not None and after.pos_ == "PROPN" and after.dep_ != "appos":
        return True
    return (
        before is not None
        and before.pos_ == "PROPN"
        and before.dep_ == "compound"
        and before.text not in people.titles | people.offices
    )


def _mention(index: int, piece: Evidence, first: int, last: int, item: Cluster) -> Mention:
    name = " ".join(piece.doc[first:last].text.split())
    # Where the parser saw the name, it was settled whether it is one: here only its last word tells
    # how it stands, and what speaks against a name does not count any more.
    how = replace(
        standing(piece, last - 1, last, item.type),
        common=is_common(piece.doc[last - 1]),
        opens=opens_sentence(piece.doc, first),
        thing=False,
        article=False,
        noted=False,
    )
    return Mention(
        piece.span(first, last),
        name,
        item.type,
        index,
        first,
        last,
        how,
    )


def _without_headline_words(
    parsed: Sequence[ParsedBlock], names: Sequence[Mention]
) -> list[Mention]:
    """Leave out what only a headline's capitals make look like a name."""
    headings = {BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.HEADING}
    above = [m for m in names if parsed[m.piece].block.kind in headings and not m.country]
    below = [m for m in names if parsed[m.piece].block.kind not in headings]
    if not below:
        # A headline alone names who it is about; headings alone name topics.
        return [m for m in names if parsed[m.piece].block.kind is BlockKind.TITLE or m.country]
    known = {m.name for m in below} | {word for m in below for word in bare_words(m.name)[-1:]}
    dropped = {id(m) for m in above if m.name not in known}
    return [m for m in names if id(m) not in dropped]


def _without_bare_entries(parsed: Sequence[ParsedBlock], names: Sequence[Mention]) -> list[Mention]:
    """Leave out whoever only stands in lists: sentences of nothing but names."""
    kept = {BlockKind.TITLE, BlockKind.CAPTION, BlockKind.NOTE}
    by_sentence: dict[tuple[int, int], list[Mention]] = {}
    for mention in names:
        start = parsed[mention.piece].doc[mention.first].sent.start
        by_sentence.setdefault((mention.piece, start), []).append(mention)

    def bare(mention: Mention) -> bool:
        piece = parsed[mention.piece]
        sentence = piece.doc[mention.first].sent
        beside = by_sentence[mention.piece, sentence.start]
        # Two names may sign something; many beside each other are a list.
        listed = beside if len(beside) >= _LIST else [mention]
        covered = {place for m in listed for place in range(m.first, m.last)}
        others = [t for t in sentence if t.is_alpha and t.i not in covered]
        return piece.block.kind not in kept and len(others) < _BARE_WORDS

    told = {bare_words(mention.name)[-1] for mention in names if not bare(mention)}
    if sum(bare(mention) for mention in names) < _LIST:
        return list(names)
    return [m for m in names if m.country or bare_words(m.name)[-1] in told]


def _two_people(mention: Mention, names: Sequence[Mention]) -> bool:
    """Whether it is two surnames that the parser took for the name of a firm ("Webb and Stone")."""
    parts = mention.name.split(" and ")
    if mention.type is not ActorType.ORGANISATION or len(parts) < 2:
        return False
    surnames = {m.name.split()[-1] for m in names if m.type is ActorType.PERSON}
    return all(part in surnames for part in parts)


def _is_somebody(item: Cluster) -> bool:
    """Whether it is sure enough to be somebody, and not a thing that has a name."""
    told = item.sex or any(m.role or m.stands_for for m in item.mentions)
    if not told and any(m.standing.called_thing for m in item.mentions):
        return False
    if item.type is ActorType.ORGANISATION:
        return is_body(item)
    if item.type is not ActorType.PERSON:
        return True
    if " " in item.name:
        common = 2 * sum(mention.standing.common for mention in item.mentions) >= len(item.mentions)
        acting = any(m.standing.subject or m.standing.certain for m in item.mentions)
        return bool(told) or acting or not common
    if item.name.isupper() and not any(
        m.sex or m.role or m.standing.certain for m in item.mentions
    ):
        return False
    if 2 * sum(mention.standing.article for mention in item.mentions) > len(item.mentions):
        return False
    if any(mention.sex or mention.role for mention in item.mentions):
        return True
    # "At Wengen", "the Wengen slopes": rather a place, though it may be a subject once.
    often = 2 * sum(mention.standing.common for mention in item.mentions) > len(item.mentions)
    return not often and any(mention.standing.subject for mention in item.mentions)


def _weight(item: Cluster) -> float:
    acting = sum(mention.standing.acts for mention in item.mentions)
    subjects = sum(mention.standing.subject for mention in item.mentions)
    return acting + 0.5 * (len(item.mentions) - acting) + 0.5 * subjects + len(item.extra)


def _role(item: Cluster, article: Article) -> str | None:
    if item.type not in {ActorType.PERSON, ActorType.DOCUMENT}:
        return None
    roles = [mention.role for mention in item.mentions if mention.role]
    if any(_wrote_it(article, mention) for mention in item.mentions):
        roles.insert(0, ", ".join(["author", *roles[:1]]))
    return roles[0] if roles else None


def _wrote_it(article: Article, mention: Mention) -> bool:
    """Whether an editorial note introduces the person as the article's author."""
    if not mention.standing.noted:
        return False
    block = next(b for b in article.blocks if b.start <= mention.span.start < b.end)
    return bool(
        re.search(r"\b(?:author|writer|columnist)\b", article.text[block.start : block.end])
    )


def _settle_types(names: Iterable[Mention]) -> None:
    """Give one name one type: the parser now and then takes a surname for a company."""
    votes: dict[str, Counter[ActorType]] = {}
    surnames = set()
    first_names = set()
    for mention in names:
        votes.setdefault(mention.name, Counter())[mention.type] += 1
        words = mention.name.split()
        if mention.type is not ActorType.PERSON:
            continue
        if len(words) > 1 or mention.role or mention.sex:
            surnames |= {words[-1], " ".join(words[-2:])}
        other = lexicon.words("common_names") | _places()
        if len(words) > 1 and other.isdisjoint({words[0], words[0].lower()}):
            first_names.add(words[0])
    for mention in names:
        if mention.country:
            continue
        if mention.type is ActorType.PERSON and re.search(r"^\w*[a-z][A-Z]\w*$", mention.name):
            # "SpaceX"; but "McDonald" may be a person.
            if not re.match(r"Ma?c[A-Z]|D[eu][A-Z]|Di[A-Z]|La[A-Z]|Le[A-Z]|O'[A-Z]", mention.name):
                mention.type = ActorType.ORGANISATION
        elif mention.name in surnames and mention.name not in lexicon.countries().demonyms:
            mention.type = ActorType.PERSON
        elif (
            mention.name in first_names
            and mention.type in {ActorType.OTHER, ActorType.ORGANISATION}
            and not mention.place
        ):
            mention.type = ActorType.PERSON
            mention.standing = replace(mention.standing, acts=True)
        else:
            settled = votes[mention.name].most_common(1)[0][0]
            if settled is ActorType.OTHER is not mention.type:
                # What is a place elsewhere acts only where the parser saw it speak.
                mention.standing = replace(mention.standing, acts=False)
            mention.type = settled


def _cluster_countries(names: Sequence[Mention]) -> list[Cluster]:
    clusters: dict[str, Cluster] = {}
    for mention in names:
        if mention.seat and not mention.standing.acts:
            continue
        country = mention.country or mention.name
        body = country in lexicon.countries().unions
        kind = ActorType.ORGANISATION if body else ActorType.COUNTRY
        clusters.setdefault(country, Cluster(country, kind)).mentions.append(mention)
    return list(clusters.values())
