# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From pairs, found between each two articles, to what lies side by side in all of them."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Grouping(Generic[Key]):
    """Groups that hold at most one thing of each article. A thing is (number of article, key)."""

    def __init__(
        self, fits: Callable[[tuple[int, Key], tuple[int, Key]], bool] = lambda _one, _other: True
    ) -> None:
        """Begin without groups.

        Args:
            fits: Whether two things may be in one group, though no pair says that they are one.
        """
        self._fits = fits
        self._groups: dict[tuple[int, Key], dict[int, Key]] = {}

    def join(self, pairs: Iterable[tuple[tuple[int, Key], tuple[int, Key]]]) -> None:
        """Bring the two of each pair together, unless their groups cannot be one; surest first."""
        for pair in pairs:
            one, other = (self._groups.get(thing, dict([thing])) for thing in pair)
            if one is other or one.keys() & other.keys():
                continue
            if all(self._fits(a, b) for a in one.items() for b in other.items()):
                one.update(other)
                self._groups |= dict.fromkeys(one.items(), one)

    def rows(self, count: int) -> list[Sequence[Key | None]]:
        """The groups, each with one entry for every of `count` articles, in no order."""
        groups = {id(group): group for group in self._groups.values()}
        return [[group.get(number) for number in range(count)] for group in groups.values()]
