# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which actors of several articles are the same, by what each article calls them.

Only names count, and a surname alone only where nobody else has it: two people of one surname and
different first names are never one. Whoever is merely described ("an official") is left apart.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product

from reader.analysis.actors.bodies import is_short_for, plain_name
from reader.analysis.actors.names import looks_like_name
from reader.analysis.actors.people import bare_words, same_person
from reader.analysis.comparing.grouping import Grouping
from reader.analysis.syntax import lexicon
from reader.document import Actor, ActorType, Analysis
from reader.document.comparison import SharedActor

# What the law adds to a company's name.
_FORMS = frozenset({"co", "company", "corp", "corporation", "inc", "limited", "llc", "ltd", "plc"})


def shared_actors(analyses: Sequence[Analysis], *, surnames: bool) -> tuple[SharedActor, ...]:
    """The actors who stand in at least two articles, the most mentioned first.

    Args:
        analyses: Of the articles.
        surnames: Whether a surname alone can be the same person's as in another article; not
            where the articles are about different things.
    """
    named = [[_Named(actor) for actor in item.actors if actor.named] for item in analyses]
    by_id = [{item.actor.id: item for item in items} for items in named]
    grouping = Grouping[str](
        lambda one, other: by_id[one[0]][one[1]].fits(by_id[other[0]][other[1]])
    )
    grouping.join(_pairs(named, _Named.same_name))
    grouping.join(_pairs(named, _Named.same))
    if surnames:
        grouping.join(_by_surname(named))
    found = []
    for ids in grouping.rows(len(analyses)):
        actors = [items[key].actor for items, key in zip(by_id, ids, strict=True) if key]
        fullest = max(actors, key=lambda actor: len(actor.name))
        mentions = sum(len(actor.mentions) for actor in actors)
        found.append((-mentions, SharedActor(fullest.name, fullest.type, tuple(ids))))
    return tuple(shared for _, shared in sorted(found, key=lambda item: (item[0], item[1].name)))


class _Named:
    """An actor, and all that it is called."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.person = actor.type is ActorType.PERSON
        self.words = tuple(map(lexicon.plain, bare_words(actor.name)))
        self._names = [actor.name, *filter(looks_like_name, actor.aliases)]
        self._plain = {plain_name(_bare(name)) for name in self._names} - {""}

    @property
    def full(self) -> bool:
        """Whether a person is called by more than a surname."""
        return len(self.words) > 1

    def same_name(self, other: "_Named") -> bool:
        """Whether both go by exactly one name; a lone surname does not count."""
        if self.person or other.person:
            return self.person and other.person and self.full and self.words == other.words
        return plain_name(_bare(self.actor.name)) == plain_name(_bare(other.actor.name))

    def same(self, other: "_Named") -> bool:
        """Whether other forms of their names tell that they are one."""
        if self.person or other.person:
            return self.person and other.person and self._same_person(other)
        if self._plain & other._plain:
            return True
        # The name of a people is not short for a body.
        if ActorType.GROUP in {self.actor.type, other.actor.type}:
            return False
        return any(
            _is_acronym(short) and is_short_for(short, long)
            for one, another in ((self, other), (other, self))
            for short, long in product(one._names, another._names)
        )

    def _same_person(self, other: "_Named") -> bool:
        if not (self.full and other.full):
            return False
        if same_person(self.words, other.words):
            return True
        known = lexicon.nicknames()
        first = [known.get(words[0], words[0]) for words in (self.words, other.words)]
        return self.words[-1] == other.words[-1] and first[0] == first[1]

    def fits(self, other: "_Named") -> bool:
        """Whether nothing in their names speaks against their being one."""
        if self.person and self.full and other.person and other.full:
            return self._same_person(other)
        return self.person is other.person

    def called(self, word: str) -> bool:
        """Whether a lone name can be this person's."""
        return self.person and word in {self.words[0], self.words[-1]}


def _bare(name: str) -> str:
    """A name without its article and without what the law adds to it."""
    words = name.split()
    if words and words[0].lower() == "the":
        words = words[1:]
    while len(words) > 1 and words[-1].strip(".,").lower() in _FORMS:
        words = words[:-1]
    return " ".join(words)


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isupper() and letters.isalpha() and len(letters) > 1


def _pairs(
    named: Sequence[Sequence[_Named]], alike: Callable[[_Named, _Named], bool]
) -> Iterator[tuple[tuple[int, str], tuple[int, str]]]:
    for (left, ones), (right, others) in combinations(enumerate(named), 2):
        for one, other in product(ones, others):
            if alike(one, other):
                yield (left, one.actor.id), (right, other.actor.id)


def _by_surname(
    named: Sequence[Sequence[_Named]],
) -> Iterator[tuple[tuple[int, str], tuple[int, str]]]:
    """Lone names beside the one person of the other articles who can be meant."""
    for number, items in enumerate(named):
        for item in items:
            if not item.person or item.full:
                continue
            bearers = [
                (place, other)
                for place, others in enumerate(named)
                if place != number
                for other in others
                if other.called(item.words[-1])
            ]
            if all(one.fits(other) for (_, one), (_, other) in combinations(bearers, 2)):
                for place, other in bearers:
                    yield (number, item.actor.id), (place, other.actor.id)
