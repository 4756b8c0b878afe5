# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a report says of a corpus: who is how, and how sure that is; never who is first.

Groups are in the order of their names or of time, so that none stands above another for its shares.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.export.report.corpus import NOBODY, ONE_WORD, UNNAMED, Corpus, Names
from reader.export.report.estimates import LEAST, Estimate, shares

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: As many are shown: groups, months, actors who are relayed, actors who are judged.
MOST_GROUPS, MOST_MONTHS, MOST_HEARD, MOST_JUDGED = 40, 60, 20, 15

NOT_KNOWN = "not known"
_ELSEWHERE = {
    UNNAMED: "Sources without a name",
    ONE_WORD: "People called by one name only",
    NOBODY: "Views without a known holder",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that have something in common.

    Attributes:
        name: What that is.
        shares: Of the author's opinions, relayed views, facts and unclear sentences, in this order;
            None where the articles are too few to say.
    """

    name: str
    articles: int
    sentences: int
    shares: Sequence[Estimate] | None


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups, in the order of their names or of time; the last may be the one not known.

    Attributes:
        shown: Those with articles enough.
        few: The names of those with fewer, and how many articles they have.
        left_out: How many more have articles enough.
    """

    shown: Sequence[Group]
    few: Sequence[tuple[str, int]] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """An actor whose words are relayed; `share` of all relayed words, None if too few to say."""

    name: str
    joined: bool
    articles: int
    words: int
    share: Estimate | None


@dataclass(frozen=True, slots=True)
class Side:
    """Judgements of an actor by one side.

    Attributes:
        articles: Those with such a judgement.
        critical: The share of the critical ones; None if too few to say.
    """

    articles: int
    critical_ones: int
    favourable_ones: int
    critical: Estimate | None


@dataclass(frozen=True, slots=True)
class Judged:
    """An actor that is judged; `articles` are those that mention it."""

    name: str
    articles: int
    by_author: Side
    by_others: Side


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a report says."""

    overall: Group
    words: int
    first_month: str | None
    last_month: str | None
    outlets: Grouping
    sections: Grouping
    months: Grouping
    heard: Sequence[Heard]
    heard_of: int
    judged: Sequence[Judged]
    judged_of: int
    unmarked: int
    model: str


def findings(corpus: Corpus) -> Findings:
    """What is to be said of a corpus of one article at least."""
    import numpy as np

    counts = np.array(corpus.counts, dtype=np.int64).reshape(-1, Corpus.WIDTH)
    months = sorted(name for name in corpus.months.all() if name is not None)
    heard, heard_of = _heard(corpus)
    judged, judged_of = _judged(corpus)
    return Findings(
        overall=_group("All articles", counts),
        words=int(counts[:, 0].sum()),
        first_month=months[0] if months else None,
        last_month=months[-1] if months else None,
        outlets=_grouping(counts, corpus.outlet, corpus.outlets),
        sections=_grouping(counts, corpus.section, corpus.sections),
        months=_by_month(counts, corpus),
        heard=heard,
        heard_of=heard_of,
        judged=judged,
        judged_of=judged_of,
        unmarked=corpus.unmarked,
        model=" ".join(next(iter(corpus.models))).strip(),
    )


def _group(name: str, counts: "NDArray[np.int64]") -> Group:
    enough = len(counts) >= LEAST
    return Group(
        name,
        len(counts),
        int(counts[:, 1].sum()),
        shares(counts[:, 2:], counts[:, 1]) if enough else None,
    )


def _grouping(
    counts: "NDArray[np.int64]",
    numbers: Sequence[int],
    names: Names,
    *,
    most: int = MOST_GROUPS,
    weight: Callable[[str, int], Any] = lambda _, articles: articles,
) -> Grouping:
    """The groups in the order of their names; where there are too many, those of most weight."""
    import numpy as np

    of = np.array(numbers)
    sizes = np.bincount(of, minlength=len(names.all())).tolist()
    named = sorted(
        ((name, number) for number, name in enumerate(names.all()) if name),
        key=lambda item: (item[0].casefold(), item[0]),
    )
    enough = [(name, number) for name, number in named if sizes[number] >= LEAST]
    chosen = sorted(enough, key=lambda item: weight(item[0], sizes[item[1]]), reverse=True)[:most]
    kept = set(chosen)
    shown = [_group(item[0], counts[of == item[1]]) for item in enough if item in kept]
    few = [(name, sizes[number]) for name, number in named if sizes[number] < LEAST]
    if sizes[0] >= LEAST:
        shown.append(_group(NOT_KNOWN, counts[of == 0]))
    elif sizes[0]:
        few.append((NOT_KNOWN, sizes[0]))
    return Grouping(shown, few, len(enough) - len(chosen))


def _by_month(counts: "NDArray[np.int64]", corpus: Corpus) -> Grouping:
    return _grouping(
        counts,
        corpus.month,
        corpus.months,
        most=MOST_MONTHS,
        weight=lambda month, _: month,
    )


def _heard(corpus: Corpus) -> tuple[list[Heard], int]:
    """Whose words are relayed, the most words first, and how many there are.

    Those who cannot be joined across articles come last.
    """
    import numpy as np

    names = corpus.actors.all()
    article, who, words = np.array(corpus.floor, dtype=np.int64).reshape(-1, 3).T
    relayed = np.array(corpus.relayed, dtype=np.int64)
    sums = np.bincount(who, weights=words, minlength=len(names)).astype(np.int64)
    times = np.bincount(who, minlength=len(names))
    elsewhere = [number for number, name in enumerate(names) if name in _ELSEWHERE]
    first = max(elsewhere) + 1
    joined = [number for number in range(first, len(names)) if sums[number]]
    joined.sort(key=lambda number: (-sums[number], str(names[number])))
    shown = joined[:MOST_HEARD] + [number for number in elsewhere if sums[number]]
    with_views = np.flatnonzero(relayed)
    place = np.full(len(relayed), -1)
    place[with_views] = np.arange(len(with_views))
    parts = np.zeros((len(with_views), len(shown)), dtype=np.int64)
    for column, number in enumerate(shown):
        mask = (who == number) & (relayed[article] > 0)
        parts[place[article[mask]], column] = words[mask]
    enough = len(with_views) >= LEAST and bool(shown)
    found = shares(parts, relayed[with_views]) if enough else []
    heard = [
        Heard(
            _ELSEWHERE.get(str(names[number]), str(names[number])),
            number >= first,
            int(times[number]),
            int(sums[number]),
            found[column] if found and times[number] >= LEAST else None,
        )
        for column, number in enumerate(shown)
    ]
    return heard, len(joined)


def _judged(corpus: Corpus) -> tuple[list[Judged], int]:
    """The actors that are judged in the most articles, by name, and how many are judged at all."""
    import numpy as np

    names = corpus.actors.all()
    rows = np.array(corpus.stances, dtype=np.int64).reshape(-1, 5)
    met = np.bincount(np.array(corpus.met, dtype=np.int64)[1::2], minlength=len(names))
    # Once for each article, whoever judges there.
    pairs = np.unique(rows[:, :2], axis=0)
    times = np.bincount(pairs[:, 1], minlength=len(names))
    # One article says nothing of how an actor is treated across them.
    several = np.flatnonzero(times > 1).tolist()
    several.sort(key=lambda number: (-times[number], str(names[number])))
    shown = sorted(several[:MOST_JUDGED], key=lambda number: str(names[number]).casefold())
    found = []
    for number in shown:
        mine = rows[rows[:, 1] == number]
        author, others = (_side(mine[mine[:, 2] == side][:, 3:]) for side in (1, 0))
        found.append(Judged(str(names[number]), int(met[number]), author, others))
    return found, int((times > 0).sum())


def _side(judgements: "NDArray[np.int64]") -> Side:
    critical, favourable = judgements.sum(axis=0)
    estimate = None
    if len(judgements) >= LEAST:
        (estimate,) = shares(judgements[:, :1], judgements.sum(axis=1))
    return Side(len(judgements), int(critical), int(favourable), estimate)
