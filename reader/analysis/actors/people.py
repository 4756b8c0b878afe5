# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which names are the same person: full names, surnames, first names, initials and titles."""

import re
from collections.abc import Sequence
from functools import lru_cache

from reader.analysis.actors.clusters import Cluster
from reader.analysis.actors.mentions import Mention
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import ActorType

#: How many blocks back a full name still tells who a bare surname is.
_NEAR_PIECES = 2

_NICKNAME = re.compile(r"""\s\(?["“‘'](?=\S)[^"”]*?["”’']\)?(?=\s)""")
#: Letters behind a full name: "Anna Berg MBE".
_HONOURS = re.compile(r"[A-Z]{2,4}$")
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "MD", "M.D.", "PhD", "Ph.D."})


@lru_cache(maxsize=4096)
def bare_words(name: str) -> tuple[str, ...]:
    """The words of a name, without "Jr.", degrees and nicknames in marks."""
    words = [word.strip(",") for word in _NICKNAME.sub(" ", name).split()]
    if len(words) > 2 and _HONOURS.match(words[-1]) and not words[-2].isupper():
        words.pop()
    return tuple(word for word in words if word not in _SUFFIXES) or (name,)


def same_person(long: Sequence[str], short: Sequence[str]) -> bool:
    """Whether two full names can be one: same surname, first names equal or initials."""
    if long[-1] != short[-1]:
        return False
    count = min(len(long), len(short))
    if " ".join(long[-count:]).casefold() == " ".join(short[-count:]).casefold():
        # "Harden Bradford" for "Joy Harden Bradford".
        return True
    left, right = long[0], short[0]
    if left == right or (min(len(left), len(right)) > 2 and left[:3] == right[:3]):
        # "Rob" and "Robert", "Tim" and "Timothy".
        return left.startswith(right) or right.startswith(left)
    return (len(left.rstrip(".")) == 1 or len(right.rstrip(".")) == 1) and left[0] == right[0]


def cluster_people(parsed: Sequence[ParsedBlock], names: Sequence[Mention]) -> list[Cluster]:
    """The names of people, one cluster for each person, under its fullest name."""
    by_surname: dict[str, list[Cluster]] = {}
    for mention in names:
        words = bare_words(mention.name)
        if len(words) < 2:
            continue
        family = by_surname.setdefault(words[-1], [])
        known = next((item for item in family if same_person(bare_words(item.name), words)), None)
        if known is None:
            known = Cluster(mention.name, ActorType.PERSON)
            family.append(known)
        known.mentions.append(mention)
    clusters = [item for family in by_surname.values() for item in family]
    clusters += _namesakes(parsed, names)
    clusters.sort(key=lambda item: item.mentions[0].span)
    placed = {id(mention) for item in clusters for mention in item.mentions}
    bearers: dict[str, list[Cluster]] = {}
    for item in clusters:
        for word in dict.fromkeys(bare_words(item.name)):
            bearers.setdefault(word, []).append(item)
    lone: dict[str, Cluster] = {}
    for mention in names:
        words = bare_words(mention.name)
        if len(words) != 1 or id(mention) in placed:
            continue
        full = bearers.get(words[0], [])
        owner = _owner(words[0], mention, full)
        if owner is None:
            if any(_may_be(item, mention) for item in full):
                # One of two, and nothing tells which.
                continue
            owner = lone.setdefault(mention.name, Cluster(mention.name, ActorType.PERSON))
        owner.mentions.append(mention)
    clusters += lone.values()
    for item in clusters:
        item.mentions.sort(key=lambda mention: mention.span)
        item.name = _fullest(item)
    return clusters


def _namesakes(parsed: Sequence[ParsedBlock], names: Sequence[Mention]) -> list[Cluster]:
    """Those whom an office and a surname name beside a bearer's full name in one sentence.

    "… took over President Reed's seat, Ann Reed said": nobody is named in full and by office in
    one breath, so the president is another Reed, unless Ann Reed is a president elsewhere.
    """
    places: dict[tuple[int, int], list[Mention]] = {}
    for mention in names:
        sentence = parsed[mention.piece].doc[mention.first].sent
        places.setdefault((mention.piece, sentence.start), []).append(mention)
    offices: dict[str, set[str]] = {}
    for mention in names:
        if len(words := bare_words(mention.name)) > 1:
            offices.setdefault(words[-1], set()).add(_office(mention))
    found: dict[str, Cluster] = {}
    for together in places.values():
        full = {bare_words(m.name)[-1] for m in together if len(bare_words(m.name)) > 1}
        for mention in together:
            words = bare_words(mention.name)
            office = _office(mention)
            if len(words) == 1 and words[0] in full and office not in {"", *offices[words[0]]}:
                namesake = found.setdefault(words[0], Cluster(words[0], ActorType.PERSON))
                namesake.mentions.append(mention)
    return list(found.values())


def _office(mention: Mention) -> str:
    """The head of the role: "Sen." of "Ohio Sen.", "treasurer" of "treasurer of the club"."""
    words = re.split(r" (?:of|for|at|in|from|and)\b", mention.role or "")[0].lower().split()
    return words[-1] if words else ""


def _fullest(item: Cluster) -> str:
    """The longest form of a name, unless something that is no first name stands before it."""
    given = lexicon.people().sex_of_name
    forms = sorted(item.names, key=lambda name: -len(bare_words(name)))
    shorter = {bare_words(name) for name in item.names if " " in name}
    for form in forms[:-1]:
        rest = bare_words(form)[1:]
        if rest in shorter and rest[0] in given and bare_words(form)[0] not in given:
            # "Universe Alicia M.", of "Miss Universe".
            continue
        return form
    return forms[-1]


def _owner(word: str, mention: Mention, full: Sequence[Cluster]) -> Cluster | None:
    """Whose surname or first name it is, or None where it could be two people's."""
    for place in (-1,) if mention.standing.article else (-1, 0):
        bearers = [item for item in full if bare_words(item.name)[place] == word]
        bearers = [item for item in bearers if _may_be(item, mention)]
        if len(bearers) == 1:
            return bearers[0]
        if not bearers and place == 0:
            bearers = [
                item for item in full if word in bare_words(item.name) and _may_be(item, mention)
            ]
            if len(bearers) == 1:
                return bearers[0]
        if bearers:
            return _likelier(mention, bearers)
    return None


def _may_be(item: Cluster, mention: Mention) -> bool:
    """Whether the form of address fits: "Mr Adams" is not Anna Adams."""
    return not mention.sex or item.sex in {mention.sex, ""}


def _likelier(mention: Mention, bearers: Sequence[Cluster]) -> Cluster | None:
    """Which of several people of one name: the only one known so far, by far the main, or near."""
    before = [item for item in bearers if item.mentions[0].span <= mention.span]
    if len(before) < 2:
        return before[0] if before else None
    bare = [item for item in before if " " not in item.name]
    if len(bare) == 1:
        # Whoever is never named in full is the one whose surname is enough.
        return bare[0]
    seen = {id(item): [m.piece for m in item.mentions if m.span < mention.span] for item in before}
    first, second, *_ = sorted(before, key=lambda item: -len(seen[id(item)]))
    if mention.piece not in seen[id(second)] and len(seen[id(first)]) >= 4 * len(seen[id(second)]):
        return first
    known = min(before, key=lambda item: item.mentions[0].span)
    later = min(item.mentions[0].span for item in before if item is not known)
    alone = [m for m in known.mentions if m.span < later and len(bare_words(m.name)) == 1]
    if len(alone) > 1:
        # Whose surname was enough before anybody else came is meant, but where another is named.
        others = (m for item in before if item is not known for m in item.mentions)
        named = any(m.piece == mention.piece and len(bare_words(m.name)) > 1 for m in others)
        return None if named else known
    near = [item for item in before if mention.piece - max(seen[id(item)]) <= _NEAR_PIECES]
    if len(near) > 1 and mention.standing.subject:
        # Whoever does something has done something before.
        near = [
            b for b in near if any(m.standing.subject for m in b.mentions if m.span < mention.span)
        ]
    return near[0] if len(near) == 1 else None
