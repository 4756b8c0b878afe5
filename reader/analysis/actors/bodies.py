# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which names are the same body: full names, short forms, acronyms, and what only seems one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.analysis.actors.clusters import Cluster
from reader.analysis.actors.mentions import Mention
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: A founder's name before that of a shop: "Wick's" of "Wick's Sporting Goods".
OWNER = re.compile(r"[^\W\d_]{3,}['’]s(?= )")


def firms_called_after_people(parsed: Sequence[ParsedBlock], names: Iterable[Mention]) -> None:
    """Take the "Wick" in "a Wick's shop" for "Wick's Sporting Goods", if that is named."""
    firms = {
        found.group()
        for found in (OWNER.match(m.name) for m in names if m.type is ActorType.ORGANISATION)
        if found
    }
    for mention in names:
        piece = parsed[mention.piece]
        whole = piece.doc[mention.first : mention.last + 1].text
        if whole in firms and mention.name != whole:
            mention.last += 1
            mention.name, mention.type = whole, ActorType.ORGANISATION
            mention.span = piece.span(mention.first, mention.last)


def expand_short_forms(parsed: Sequence[ParsedBlock], names: Sequence[Mention]) -> None:
    """Give "EU" the full name that the text gives it: "the European Union (EU)"."""
    by_end = {(name.piece, name.last): name for name in names}
    full: dict[str, Mention] = {}
    for name in names:
        doc = parsed[name.piece].doc
        if " " in name.name:
            continue
        long = by_end.get((name.piece, _long_form_end(doc, name.first, name.last)))
        if long is not None and name.name[0].lower() == long.name[0].lower() and " " in long.name:
            full[name.name] = long
    for name in names:
        long = full.get(name.name)
        if long is not None and not name.country:
            name.type = long.type = ActorType.ORGANISATION
            name.stands_for = long.name
            before = parsed[name.piece].doc[: name.first].text
            if name is not long and before.endswith("("):
                name.standing = replace(name.standing, acts=long.standing.acts)
        elif name.type is ActorType.ORGANISATION and not name.country:
            name.stands_for = lexicon.names_of_bodies().get(name.name, "")
    bodies = {long.name for long in full.values()}
    for name in names:
        if name.name in bodies:
            name.type = ActorType.ORGANISATION


def _long_form_end(doc: "Doc", first: int, last: int) -> int:
    """Where a name ends that the text makes short: "… (EU)", "…, or EU,", "… known as the EU"."""
    if first >= 2 and doc[first - 1].text == "(" and doc[last : last + 1].text == ")":
        return first - 1
    if not doc[first].text.isupper():
        return -1
    end = first
    while end > 0 and doc[end - 1].lower_ in {",", "or", "also", "known", "as", "the", "-", "—"}:
        end -= 1
    between = {token.lower_ for token in doc[end:first]}
    joined = {",", "or"} <= between or {"known", "as"} <= between
    return end if joined else -1


def cluster_bodies(names: Sequence[Mention]) -> list[Cluster]:
    """The names of bodies and the like, one cluster for each, under its longest name."""
    clusters: list[Cluster] = []
    # By what they are called, and by what may be short for it: a long list of bodies would else be
    # gone through for each of them.
    called: dict[str, list[Cluster]] = {}
    shortened: dict[str, list[Cluster]] = {}
    for mention in sorted(names, key=lambda item: -len(item.name)):
        plain = plain_name(mention.stands_for or mention.name)
        owners = called.get(plain, [])
        if not owners and mention.type is not ActorType.GROUP:
            owners = [
                item
                for item in shortened.get(mention.name.replace(".", ""), ())
                if item.type is not ActorType.GROUP
                and not mention.place
                and (item.type is not ActorType.OTHER or mention.type is item.type)
                and is_short_for(mention.name, item.name)
            ]
        if len(owners) == 1:
            owners[0].mentions.append(mention)
            continue
        item = Cluster(mention.name, mention.type, [mention])
        clusters.append(item)
        for name in {plain, plain_name(mention.name)}:
            called.setdefault(name, []).append(item)
        for name in _short_forms(mention.name):
            shortened.setdefault(name, []).append(item)
    for item in clusters:
        item.mentions.sort(key=lambda mention: mention.span)
    return clusters


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """The letters and figures of a name alone, whatever their capitals."""
    return re.sub(r"\W+", "", name).casefold()


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())


def _short_forms(name: str) -> set[str]:
    """Whatever may abbreviate a name, without full stops."""
    words = name.split()
    ends = {name[place + 1 :] for place, char in enumerate(name) if char == " "}
    return {end.replace(".", "") for end in {_initials(name), *words[:1], *ends}}


def is_short_for(short: str, long: str) -> bool:
    """Whether one name is short for another: its first letters, or some of its words."""
    bare = short.replace(".", "")
    if bare.isupper() and 2 <= len(bare) <= 6:
        return _initials(long) == bare
    words = long.split()
    if " " in short and long.endswith(f" {short}"):
        # "Daily Gull" of the "Leeds Daily Gull".
        return True
    return (
        len(words) > 1
        and short == words[0]
        # "the Reed campaign" is not Reed.
        and words[-1][:1].isupper()
        and words[1] not in lexicon.countries().names
        and short not in lexicon.words("general")
        and not short.isupper()
    )


def is_body(item: Cluster) -> bool:
    """Whether an organisation does or suffers something, or its name says what it is."""
    common = 2 * sum(mention.standing.common for mention in item.mentions) >= len(item.mentions)
    if 2 * sum(mention.standing.thing for mention in item.mentions) >= len(item.mentions):
        return False
    known = lexicon.well_known_bodies() | lexicon.countries().unions
    if not known.isdisjoint({item.name, *item.names}):
        return True
    called = any(says_what_it_is(name) for name in item.names)
    if called or common:
        return called and (" " in item.name or not common)
    return (
        any(mention.standing.certain for mention in item.mentions)
        or any(mention.stands_for for mention in item.mentions)
        # "the CDC", but "EV" and "AWD".
        or any(m.standing.article and m.name.isupper() and len(m.name) > 2 for m in item.mentions)
        or (
            len(item.mentions) > 2
            and any(mention.standing.subject for mention in item.mentions)
            # "the Volt" is rather a car.
            and 2 * sum(mention.standing.article for mention in item.mentions) <= len(item.mentions)
        )
    )


def says_what_it_is(name: str) -> bool:
    """Whether a body's noun heads the name: "Harbour Bank", "Office of Ports"."""
    words = name.lower().split()
    bodies = lexicon.words("body_endings") | lexicon.words("chambers") | lexicon.words("duties")
    heads = zip(words, [*words[1:], "of"], strict=True)
    return any(word in bodies and after in {"of", "on", "for", "in"} for word, after in heads)
