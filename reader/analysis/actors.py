# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The actors of an article: its names brought together, one entry for everybody."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reader.analysis import lexicon
from reader.analysis.mentions import Mention, find_names
from reader.analysis.sentences import ParsedBlock
from reader.document import Actor, ActorType, Article, Span

_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "MD", "M.D.", "PhD", "Ph.D."})


@dataclass(slots=True)
class Cluster:
    """An actor in the making."""

    name: str
    type: ActorType
    mentions: list[Mention] = field(default_factory=list)
    extra: list[Span] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """All names, the commonest first."""
        return [name for name, _ in Counter(m.name for m in self.mentions).most_common()]


def find_actors(article: Article, parsed: Sequence[ParsedBlock]) -> tuple[Actor, ...]:
    """Everybody who acts, speaks or is judged in the article, the weightiest first."""
    clusters = cluster(article, parsed)
    ordered = sorted(clusters, key=lambda item: (-_weight(item), item.mentions[0].span))
    return tuple(
        Actor(
            id=f"a{number}",
            name=item.name,
            type=item.type,
            aliases=tuple(name for name in item.names if name != item.name),
            role=_role(item),
            mentions=tuple(sorted({m.span for m in item.mentions} | set(item.extra))),
        )
        for number, item in enumerate(ordered, 1)
    )


def cluster(article: Article, parsed: Sequence[ParsedBlock]) -> list[Cluster]:
    """The names of the article, one cluster for each actor."""
    names = find_names(parsed)
    outlet = _plain(article.outlet or "")
    names = [m for m in names if not outlet or _plain(m.name) != outlet]
    _settle_types(names)
    people = _cluster_people([m for m in names if m.type is ActorType.PERSON])
    countries = _cluster_countries([m for m in names if m.country])
    others = _cluster_bodies([m for m in names if not m.country and m.type is not ActorType.PERSON])
    return [
        item
        for item in [*people, *countries, *others]
        if any(mention.acts for mention in item.mentions)
    ]


def _weight(item: Cluster) -> float:
    acting = sum(mention.acts for mention in item.mentions)
    return acting + 0.5 * (len(item.mentions) - acting) + len(item.extra)


def _role(item: Cluster) -> str | None:
    if item.type is not ActorType.PERSON:
        return None
    roles = [mention.role for mention in item.mentions if mention.role]
    return roles[0] if roles else None


def _plain(name: str) -> str:
    return re.sub(r"\W+", "", name).casefold()


def _settle_types(names: Iterable[Mention]) -> None:
    """Give one name one type: the parser now and then takes a surname for a company."""
    votes: dict[str, Counter[ActorType]] = {}
    surnames = set()
    for mention in names:
        votes.setdefault(mention.name, Counter())[mention.type] += 1
        words = mention.name.split()
        if mention.type is ActorType.PERSON and len(words) > 1:
            surnames.add(words[-1])
    for mention in names:
        if mention.country:
            continue
        if mention.name in surnames and mention.type is not ActorType.GROUP:
            mention.type = ActorType.PERSON
        else:
            mention.type = votes[mention.name].most_common(1)[0][0]


def _words(name: str) -> list[str]:
    return [word.strip(",") for word in name.split() if word.strip(",") not in _SUFFIXES]


def _same_person(long: Sequence[str], short: Sequence[str]) -> bool:
    """Whether two full names can be one: same surname, first names equal or initials."""
    if long[-1] != short[-1]:
        return False
    left, right = long[0], short[0]
    if left == right:
        return True
    return (len(left.rstrip(".")) == 1 or len(right.rstrip(".")) == 1) and left[0] == right[0]


def _cluster_people(names: Sequence[Mention]) -> list[Cluster]:
    clusters: list[Cluster] = []
    for mention in names:
        words = _words(mention.name)
        if len(words) < 2:
            continue
        known = next((item for item in clusters if _same_person(_words(item.name), words)), None)
        if known is None:
            known = Cluster(mention.name, ActorType.PERSON)
            clusters.append(known)
        known.mentions.append(mention)
    full = list(clusters)
    for mention in names:
        words = _words(mention.name)
        if len(words) != 1:
            continue
        owner = _owner(words[0], mention, full)
        if owner is None:
            if any(words[0] in _words(item.name) for item in full):
                continue
            owner = next((item for item in clusters if item.name == mention.name), None)
        if owner is None:
            owner = Cluster(mention.name, ActorType.PERSON)
            clusters.append(owner)
        owner.mentions.append(mention)
    for item in clusters:
        item.mentions.sort(key=lambda mention: mention.span)
    return clusters


def _owner(word: str, mention: Mention, full: Sequence[Cluster]) -> Cluster | None:
    """Whose surname or first name it is, or None where it could be two people's."""
    for place in (-1, 0):
        bearers = [item for item in full if _words(item.name)[place] == word]
        if len(bearers) == 1:
            return bearers[0]
        if bearers:
            before = [item for item in bearers if item.mentions[0].span <= mention.span]
            return before[0] if len(before) == 1 else None
    return None


def _cluster_countries(names: Sequence[Mention]) -> list[Cluster]:
    clusters: dict[str, Cluster] = {}
    for mention in names:
        if mention.seat and not mention.acts:
            continue
        country = mention.country or mention.name
        kind = ActorType.ORGANISATION if country == "European Union" else ActorType.COUNTRY
        clusters.setdefault(country, Cluster(country, kind)).mentions.append(mention)
    return list(clusters.values())


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())


def _cluster_bodies(names: Sequence[Mention]) -> list[Cluster]:
    clusters: list[Cluster] = []
    for mention in sorted(names, key=lambda item: -len(item.name)):
        plain = _plain(mention.name)
        owners = [item for item in clusters if _plain(item.name) == plain]
        if not owners:
            owners = [item for item in clusters if _abbreviates(mention.name, item.name)]
        if len(owners) == 1:
            owners[0].mentions.append(mention)
        else:
            clusters.append(Cluster(mention.name, mention.type, [mention]))
    for item in clusters:
        item.mentions.sort(key=lambda mention: mention.span)
    return clusters


def _abbreviates(short: str, long: str) -> bool:
    bare = short.replace(".", "")
    if bare.isupper() and 2 <= len(bare) <= 6:
        return _initials(long) == bare
    words = long.split()
    return (
        len(words) > 1
        and short == words[0]
        and short not in lexicon.words("general")
        and not short.isupper()
    )
