# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a report needs of each article, as numbers: a few hundred bytes, whatever its length."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reader.document import AUTHOR, ActorType, Polarity
from reader.errors import OpenError, Reason
from reader.export.tables.rows import Row

#: The columns that are read, by the name of their table.
COLUMNS: Mapping[str, Sequence[str]] = {
    "articles": (
        "outlet",
        "section",
        "published",
        "analysed",
        "words",
        "sentences",
        "opinion",
        "relayed",
        "factual",
        "unclear",
        "model",
        "model_version",
    ),
    "viewpoints": ("actors", "words"),
    "actors": ("actor", "name", "type", "named", "words"),
    "stances": ("holder", "target", "polarity"),
}

#: Whose sentences, or relayed words, they are that cannot be joined across articles.
UNNAMED, ONE_WORD, NOBODY = "unnamed", "one word", "nobody"

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

_Key = str | None


class Names:
    """Names as numbers, in the order in which they were met."""

    def __init__(self, *first: _Key) -> None:
        self._numbers: dict[_Key, int] = {name: number for number, name in enumerate(first)}

    def number(self, name: _Key) -> int:
        """The number of a name, a new one where it was not met before."""
        return self._numbers.setdefault(name, len(self._numbers))

    def all(self) -> list[_Key]:
        """The names in the order of their numbers."""
        return list(self._numbers)


class Corpus:
    """The articles of a report, one number after the other.

    Attributes:
        counts: Of each article its words, its judged sentences, and of these the author's opinions,
            those that relay, the factual and the unclear ones.
        outlet, section, month: Of each article, a number of the names beside it.
        relayed: Of each article, the words of all its views.
        floor: Article, actor and words relayed of it, three numbers after each other.
        met: Article and actor, two after each other, once for each actor an article has.
        stances: Article, actor, 1 if the author judges and 0 if others do, critical judgements and
            favourable ones, five after each other.
        unmarked: How many articles are in a language that is not analysed, or have no sentences.
        models: The models that made the marks; there is one, or nothing was added.
    """

    WIDTH = 6

    def __init__(self) -> None:
        self.counts = array("q")
        self.outlets, self.sections, self.months = Names(None), Names(None), Names(None)
        self.outlet, self.section, self.month = array("i"), array("i"), array("i")
        self.actors = Names(UNNAMED, ONE_WORD, NOBODY)
        self.relayed = array("q")
        self.floor, self.met, self.stances = array("i"), array("i"), array("i")
        self.unmarked = 0
        self.models: set[tuple[str, str]] = set()

    def __len__(self) -> int:
        """How many articles have marks."""
        return len(self.outlet)

    def add_all(self, articles: Iterable[Mapping[str, Sequence[Row]]]) -> None:
        """Take in articles, each as the rows of `COLUMNS`.

        Raises:
            OpenError: They were not all marked by the same model.
        """
        for rows in articles:
            for row in rows["articles"]:
                self._add(row, rows)

    def _add(self, row: Row, rows: Mapping[str, Sequence[Row]]) -> None:
        outlet, section, published, analysed, *counts, model, version = row
        self.models.add((str(model), str(version or "")))
        if len(self.models) > 1:
            versions = " and ".join(" ".join(item).strip() for item in sorted(self.models))
            sentence = (
                f"These results are of different models, {versions}, whose marks cannot be added "
                "up; run analyze again with one of them."
            )
            raise OpenError(None, Reason.UNSUPPORTED, sentence)
        if not analysed or not counts[1]:
            self.unmarked += 1
            return
        number = len(self)
        self.counts.extend(_whole(count) for count in counts)
        self.outlet.append(self.outlets.number(_name(outlet)))
        self.section.append(self.sections.number(_section(section)))
        self.month.append(self.months.number(_month(published)))
        self._add_actors(number, rows)

    def _add_actors(self, number: int, rows: Mapping[str, Sequence[Row]]) -> None:
        floor: Counter[int] = Counter()
        known: dict[str, int] = {}
        for actor, name, kind, named, words in rows["actors"]:
            known[str(actor)] = who = self.actors.number(_actor(name, kind, named))
            floor[who] += _whole(words)
        views = [(holders, _whole(words)) for holders, words in rows["viewpoints"]]
        nobody = self.actors.number(NOBODY)
        floor[nobody] += sum(words for holders, words in views if not holders)
        self.relayed.append(sum(words for _, words in views))
        for who, words in floor.items():
            if words:
                self.floor.extend((number, who, words))
            if who > nobody:
                self.met.extend((number, who))
        judged: Counter[tuple[int, bool, str]] = Counter()
        for holder, target, polarity in rows["stances"]:
            who = known.get(str(target), -1)
            if who > nobody and polarity in (Polarity.CRITICAL, Polarity.FAVOURABLE):
                judged[who, holder == AUTHOR, str(polarity)] += 1
        for who, author in sorted({key[:2] for key in judged}):
            critical = judged[who, author, Polarity.CRITICAL]
            favourable = judged[who, author, Polarity.FAVOURABLE]
            self.stances.extend((number, who, int(author), critical, favourable))


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _name(value: object) -> _Key:
    return " ".join(str(value or "").split()) or None


def _section(value: object) -> _Key:
    name = _name(value)
    # "OPINION" and "opinion" are one word in two styles.
    return name and name[0].upper() + name[1:].lower()


def _month(value: object) -> _Key:
    found = _MONTH.match(str(value or ""))
    return found and found[0]


def _actor(name: object, kind: object, named: object) -> str:
    """What an actor is called wherever it is met; two people called Smith are not one."""
    full = _name(name)
    if not named or full is None:
        return UNNAMED
    if kind == ActorType.PERSON and " " not in full:
        return ONE_WORD
    # Such a name belongs to nobody, but a file may say anything.
    return full if full not in (UNNAMED, ONE_WORD, NOBODY) else UNNAMED
