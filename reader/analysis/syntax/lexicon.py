# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The word tables in `resources/lexicon/en`, read once and indexed for look-up."""

import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from reader import paths


@dataclass(frozen=True, slots=True)
class Countries:
    """Names of countries and their unions: every way to write one, to the name it goes by here.

    `unions` are those that are no country themselves.
    """

    names: dict[str, str]
    demonyms: dict[str, str]
    seats: dict[str, str]
    unions: frozenset[str]


@dataclass(frozen=True, slots=True)
class People:
    """Words about people. `sex_of_title` and `sex_of_name` give "m" or "f"."""

    titles: frozenset[str]
    offices: frozenset[str]
    sex_of_title: dict[str, str]
    sex_of_name: dict[str, str]
    roles: frozenset[str]
    sex_of_role: dict[str, str]
    abbreviations: dict[str, str]
    groups: frozenset[str]
    body_nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words of the grammar; `grammar.toml` says what each list is for."""

    author: frozenset[str]
    first_person: frozenset[str]
    own: frozenset[str]
    speaking: frozenset[str]
    spoken_to: frozenset[str]
    persons: frozenset[str]
    relative: frozenset[str]
    relative_of_things: frozenset[str]
    pointing: frozenset[str]
    indefinite: frozenset[str]
    articles: frozenset[str]
    counting: frozenset[str]
    modals: frozenset[str]
    turned_round: frozenset[str]
    conditions: frozenset[str]
    supposing: frozenset[str]
    nobody: frozenset[str]
    nor: frozenset[str]
    not_only: frozenset[str]
    until: frozenset[str]
    without: frozenset[str]
    denying: frozenset[str]
    pleading: frozenset[str]
    noun_clauses: frozenset[str]
    towards: frozenset[str]
    such_as: frozenset[str]
    of_things: frozenset[str]
    of_bodies: frozenset[str]
    by: frozenset[str]
    by_author: frozenset[str]
    speaks_for: frozenset[str]
    role_links: frozenset[str]
    role_and: frozenset[str]
    role_of: frozenset[str]
    before_role: frozenset[str]
    is_role: frozenset[str]
    no_role: frozenset[str]
    within_role: frozenset[str]
    after_role: frozenset[str]
    moving: frozenset[str]
    work: frozenset[str]
    unnamed: frozenset[str]
    clear: frozenset[str]
    naming: frozenset[str]
    called: frozenset[str]
    nicknaming: frozenset[str]
    known_as: frozenset[str]
    names: frozenset[str]
    reflexive: frozenset[str]
    surely_saying: frozenset[str]
    informing: frozenset[str]
    inferring: frozenset[str]
    reading: frozenset[str]
    issuing: frozenset[str]
    unwritten: frozenset[str]
    asking: frozenset[str]
    answering: frozenset[str]


@dataclass(frozen=True, slots=True)
class Endings:
    """How nouns end: those for people, and those for what somebody does."""

    people: tuple[str, ...]
    trade: tuple[str, ...]


def _table(name: str) -> dict[str, Any]:
    with (paths.resources() / "lexicon" / "en" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def countries() -> Countries:
    """The table of countries."""
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    seats: dict[str, str] = {}
    table = _table("countries")
    for name, entry in table.items():
        names[name] = name
        names.update(dict.fromkeys(entry.get("names", ()), name))
        demonyms.update(dict.fromkeys(entry.get("demonyms", ()), name))
        seats.update(dict.fromkeys(entry.get("seats", ()), name))
    unions = frozenset(name for name, entry in table.items() if entry.get("body"))
    return Countries(names, demonyms, seats, unions)


@cache
def _nation_words() -> dict[str, str]:
    table = countries()
    known = {**table.demonyms, **table.names}
    return {name.lower(): country for name, country in known.items()}


def nations(words: Iterable[str]) -> set[str]:
    """The countries that are named by one of the words, which are lower case."""
    known = _nation_words()
    return {known[word] for word in words if word in known}


@cache
def names_of_bodies() -> dict[str, str]:
    """Other names of well-known bodies, to the name each goes by here."""
    return {other: name for name, others in _table("bodies").items() for other in others}


@cache
def well_known_bodies() -> frozenset[str]:
    """All names of well-known bodies."""
    return frozenset(_table("bodies")) | names_of_bodies().keys()


@cache
def nicknames() -> dict[str, str]:
    """What first names are shortened to, to the first name."""
    return {short: name for name, others in _table("nicknames").items() for short in others}


@cache
def people() -> People:
    """The table of words about people."""
    table = _table("people")
    titles, roles, names = table["titles"], table["roles"], table["names"]
    sex_of_title = dict.fromkeys(titles["male"], "m") | dict.fromkeys(titles["female"], "f")
    return People(
        titles=frozenset(sex_of_title) | frozenset(titles["either"]),
        offices=frozenset(titles["office"]),
        sex_of_title=sex_of_title,
        sex_of_name=dict.fromkeys(names["male"], "m") | dict.fromkeys(names["female"], "f"),
        roles=frozenset(roles["nouns"]) | frozenset(roles["male"]) | frozenset(roles["female"]),
        sex_of_role=dict.fromkeys(roles["male"], "m") | dict.fromkeys(roles["female"], "f"),
        abbreviations=dict(roles["abbreviations"]),
        groups=frozenset(roles["groups"]),
        body_nouns=frozenset(roles["body_nouns"]),
    )


def plain(name: str) -> str:
    """A name without its accents, as the tables write it."""
    return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()


@cache
def grammar() -> Grammar:
    """The lists of small words."""
    lists = {name: known for name, known in _table("grammar").items() if isinstance(known, list)}
    return Grammar(**{name: frozenset(entries) for name, entries in lists.items()})


@cache
def endings() -> Endings:
    """The endings of nouns."""
    return Endings(**{kind: tuple(known) for kind, known in _table("grammar")["endings"].items()})


@cache
def two_words() -> dict[str, frozenset[str]]:
    """The particles with which verbs say something that say nothing alone, by their lemmas."""
    return {verb: frozenset(known) for verb, known in _table("grammar")["two_words"].items()}


@cache
def words(name: str) -> frozenset[str]:
    """A list of words for the rules of syntax."""
    return frozenset(_table("words")[name])


@cache
def speech(name: str) -> frozenset[str]:
    """A list of words that introduce what somebody says."""
    return frozenset(_table("speech")[name])


@cache
def announcing() -> frozenset[str]:
    """Nouns for what somebody said, by which a quotation may be announced, lemmas."""
    return speech("nouns") | speech("documents") | speech("replies")


@cache
def telling() -> frozenset[str]:
    """Every word by which a thing may become what somebody says of it, lemmas."""
    lists = ("saying", "thinking", "wanting", "judging", "nouns", "telling")
    return frozenset().union(*map(speech, lists)) | {"accord"}
