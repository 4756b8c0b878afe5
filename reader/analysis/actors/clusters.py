# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""An actor in the making: the names and words that are taken to be the same."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reader.analysis.actors.mentions import Mention
from reader.analysis.syntax import lexicon
from reader.document import ActorType, Span

_SURNAME_FIRST = re.compile(r"^\w+ [A-Z]\w+-[a-z]\w+$")
_PARTIES = frozenset({"republican", "democratic", "conservative", "liberal"})


@dataclass(eq=False)
class Cluster:
    """An actor in the making: its names, and the words that go back to it."""

    name: str
    type: ActorType
    mentions: list[Mention] = field(default_factory=list)
    extra: list[Span] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    named: bool = True

    @property
    def names(self) -> list[str]:
        """All names, the commonest first."""
        return [name for name, _ in Counter(m.name for m in self.mentions).most_common()]

    @cached_property
    def role_words(self) -> frozenset[str]:
        """The words of all its roles, abbreviations written out."""
        return _written_out(mention.role or "" for mention in self.mentions)

    @cached_property
    def offices(self) -> frozenset[str]:
        """The words of its roles without where it holds them ("president" of "… of Ghana")."""
        return _written_out(
            re.split(r" (?:of|for|at|in|to|from)\b", mention.role or "")[0]
            for mention in self.mentions
        )

    def fits(self, qualifiers: Sequence[str], *, places: bool = False) -> bool:
        """Whether "US" or "House" before an office agrees with what the text says of its roles.

        Args:
            qualifiers: The words, lower case.
            places: Whether they name a place and nothing else.
        """
        nations = lexicon.nations(qualifiers)
        own = lexicon.nations(self.role_words)
        if own and nations and not own & nations:
            return False
        known = lexicon.people().roles | set(lexicon.people().abbreviations)
        if places and all(word in known or lexicon.nations([word]) for word in self.role_words):
            # Where the text has not said where it is held, any place may be it.
            return True
        return all(
            word in self.role_words or lexicon.nations([word]) or word in _PARTIES
            for word in qualifiers
        )

    @property
    def sex(self) -> str:
        """What titles, first name and roles tell: m, f, or nothing."""
        people = lexicon.people()
        for mention in self.mentions:
            if mention.sex:
                return mention.sex
        known = people.sex_of_name.get(lexicon.plain(self.name.split()[0]), "")
        # In "Kim Jong-un" the first word is the surname.
        if known and not _SURNAME_FIRST.search(self.name):
            return known
        for mention in self.mentions:
            for word in (mention.role or "").lower().split():
                if word in people.sex_of_role:
                    return people.sex_of_role[word]
        return ""


def _written_out(roles: Iterable[str]) -> frozenset[str]:
    """The words of the roles, lower case, with abbreviations written out."""
    words = {re.sub("['’]s$", "", word) for role in roles for word in role.lower().split()}
    full = lexicon.people().abbreviations
    return frozenset(words | {full[word] for word in words if word in full})
