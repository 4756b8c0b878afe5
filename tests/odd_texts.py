# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Odd texts of any length: what nobody writes, but files hold that are damaged or made to harm.

Each is a whole file: its suffix and, for a length in characters, its text. All but a few go on
without an end to a sentence or a paragraph. `FOLLOWED` ends them with paragraphs that are as they
should be, so that it can be seen whether those keep their marks.
"""

import random
from collections.abc import Callable

#: What follows every odd text: three sentences of which the first and the last are no facts.
FOLLOWED = (
    "\n\nThe new bridge is a shameful waste of public money.\n\n"
    "The council met on Monday and agreed on the budget for the harbour. “The harbour will be "
    "finished in spring,” Anna Miller, the mayor, said.\n"
)

_FIRST = ("Anna", "Bert", "Clara", "Doris", "Emil", "Frank", "Greta", "Henry", "Ida", "John")
_LAST = ("Adams", "Baker", "Cooper", "Dixon", "Ellis", "Fisher", "Grant", "Harris", "Irving")


def _names(length: int) -> str:
    chance = random.Random(7)

    def word() -> str:
        parts = "".join(chance.choice("bcdfgklmnprstvz") + chance.choice("aeiou") for _ in range(3))
        return (parts + chance.choice("nrst")).capitalize()

    return ", ".join(f"{word()} {word()}" for _ in range(length // 17)) + "."


def _few_names(length: int) -> str:
    chance = random.Random(8)
    pairs = (f"{chance.choice(_FIRST)} {chance.choice(_LAST)}" for _ in range(length // 14))
    return ", ".join(pairs)


def _items(length: int) -> str:
    return "\n".join(f"- {number}: {_FIRST[number % 10]}" for number in range(length // 12))


def _sentences(length: int) -> str:
    """Many short sentences in one paragraph, each with another name."""
    return " ".join(
        f"{_FIRST[n % 10]} {_LAST[n // 10 % 9]}{n} was in the town." for n in range(length // 32)
    )


def _growing(length: int) -> str:
    return " ".join("`" * number for number in range(1, int((2 * length) ** 0.5)))


def _nested(length: int) -> str:
    return "\n".join("  " * number + "- a" for number in range(int(length**0.5)))


def _in_sentences(make: Callable[[int], str]) -> Callable[[int], str]:
    """The same with an end to a sentence now and then."""
    size = 1_200
    return lambda length: (make(size).rstrip(", ") + ". ") * (length // size)


def _lists(length: int) -> str:
    words = _names(length).split()
    lists = (" ".join(words[n : n + 100]) for n in range(0, len(words), 100))
    return ". ".join(lists)


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda length: piece * (length // len(piece))


#: Of each kind of odd text its suffix and, for a length, the text.
KINDS: dict[str, tuple[str, Callable[[int], str]]] = {
    "brackets": (".txt", _repeated("(")),
    "brackets in pairs": (".txt", _repeated("()")),
    "square brackets": (".txt", _repeated("[ ")),
    "smileys": (".txt", _repeated("😀")),
    "smileys apart": (".txt", _repeated("😀 ")),
    "smileys of signs": (".txt", _repeated(":-) ")),
    "ampersands": (".txt", _repeated("&")),
    "full stops": (".txt", _repeated(".")),
    "full stops apart": (".txt", _repeated(". ")),
    "dashes": (".txt", _repeated("— ")),
    "quotation marks": (".txt", _repeated('"')),
    "quotation marks apart": (".txt", _repeated('" ')),
    "opening quotation marks": (".txt", _repeated("“a ")),
    "apostrophes": (".txt", _repeated("'a b' c 'd e ")),
    "one letter": (".txt", _repeated("a")),
    "one letter apart": (".txt", _repeated("a ")),
    "a capital apart": (".txt", _repeated("A ")),
    "initials": (".txt", _repeated("A. ")),
    "one address": (".txt", lambda length: "https://example.org/" + "a" * length),
    "one address of parts": (".txt", lambda length: "https://e.org/" + "ab/?c=d&" * (length // 8)),
    "one address of dots": (".txt", lambda length: "a." * (length // 2) + "org"),
    "at signs": (".txt", _repeated("@a")),
    "names": (".txt", _names),
    "few names": (".txt", _few_names),
    "a name": (".txt", _repeated("Anna Miller ")),
    "names joined by hyphens": (".txt", _repeated("Anna-")),
    "names joined by and": (".txt", _repeated("Anna Miller and ")),
    "titles": (".txt", _repeated("Mr. ")),
    "titles and initials": (".txt", _repeated("Mr. A. B. Smith and Dr. C. D. Jones of ")),
    "heads of offices": (".txt", _repeated("the head of the office of ")),
    "by": (".txt", lambda length: "By " + "A. B. and " * (length // 10)),
    "by and by": (".txt", _repeated("by ")),
    "he": (".txt", _repeated("he said he ")),
    "said": (".txt", _repeated("said ")),
    "who said that": (".txt", _repeated("who said that the man ")),
    "according to": (".txt", _repeated("according to the office, ")),
    "the president": (".txt", _repeated("the president and ")),
    "names in sentences": (".txt", _lists),
    "few names in sentences": (".txt", _in_sentences(_few_names)),
    "a name in sentences": (".txt", _in_sentences(_repeated("Anna Miller "))),
    "heads in sentences": (".txt", _in_sentences(_repeated("the head of the office of "))),
    "he in sentences": (".txt", _in_sentences(_repeated("he said he "))),
    "quotes in sentences": (".txt", _in_sentences(_repeated("'a b' c “d e ” "))),
    "brackets in sentences": (".txt", _in_sentences(_repeated("(he (said "))),
    "presidents in sentences": (".txt", _in_sentences(_repeated("the president said that "))),
    "colons": (".txt", _repeated("Anna Miller: no. ")),
    "paragraphs of names": (".txt", lambda length: "\n\n".join(_names(length).split(", "))),
    "paragraphs of turns": (".txt", _repeated("Anna Miller: I do not know.\n\n")),
    "questions": (".txt", _repeated("Is it so?\n\nI say it is.\n\n")),
    "short sentences": (".txt", _sentences),
    "short quotations": (".txt", _repeated("“No,” he said. ")),
    "numbers": (".txt", _repeated("12,")),
    "numbers apart": (".txt", _repeated("12 345 ")),
    "dates": (".txt", _repeated("May 12, 2020, ")),
    "no spaces": (".txt", lambda length: "".join(_FIRST).lower() * (length // 50)),
    "tabs": (".txt", _repeated("a\t\t")),
    "lines": (".txt", _repeated("a\n")),
    "capitals": (".txt", _repeated("BREAKING NEWS ")),
    "commas": (".txt", _repeated("a, ")),
    "combining marks": (".txt", _repeated("e\u0301\u0302\u0303")),
    "dear readers": (".txt", _repeated("share this article, read more, subscribe, ")),
    "percent signs": (".txt", _repeated("%")),
    "md pictures": (".md", _repeated("![")),
    "md links": (".md", _repeated("[a](")),
    "md brackets closed": (".md", lambda length: "[" * (length // 2) + "]" * (length // 2)),
    "md tags": (".md", _repeated("<a ")),
    "md less-than": (".md", _repeated("<")),
    "md templates": (".md", _repeated("{")),
    "md emphasis": (".md", _repeated("a **")),
    "md emphasis mixed": (".md", _repeated("*a _b ")),
    "md underlines": (".md", _repeated("_")),
    "md backticks": (".md", _repeated("`")),
    "md backticks growing": (".md", _growing),
    "md quotations": (".md", _repeated("> ")),
    "md list": (".md", _items),
    "md list inside list": (".md", _nested),
    "md table": (".md", lambda length: "|a" * (length // 4) + "\n" + "|-" * (length // 4)),
    "md footnotes": (".md", _repeated("[^a]")),
    "md references": (".md", lambda length: "[a]: b\n" * (length // 14) + "[a] " * (length // 8)),
    "md entities": (".md", _repeated("&amp;")),
    "md strikethrough": (".md", _repeated("~~a ")),
    "md comments": (".md", _repeated("a <!-- ")),
    "html divisions": (".html", lambda length: "<div>" * (length // 5) + "a"),
    "html paragraphs": (".html", _repeated("<p>a")),
    "html links": (".html", _repeated("<a href=x>a ")),
    "html emphasis": (".html", _repeated("<b>a")),
    "html attributes": (".html", lambda length: "<p " + "a=b " * (length // 4) + ">a</p>"),
    "html one paragraph": (".html", lambda length: "<p>" + "a " * (length // 2) + "</p>"),
    "html tables": (".html", _repeated("<table><tr><td>a")),
    "html lists": (".html", _repeated("<ul><li>a")),
    "html spans": (".html", _repeated("<span>a</span> ")),
    "rtf groups": (".rtf", lambda length: "{a" * (length // 3) + "}" * (length // 3)),
}  # fmt: skip


def odd_text(kind: str, length: int) -> tuple[str, str]:
    """The suffix and the text of an odd file, with `FOLLOWED` behind what is odd."""
    suffix, make = KINDS[kind]
    if suffix == ".html":
        paragraphs = "".join(f"<p>{each}</p>" for each in FOLLOWED.strip().split("\n\n"))
        return suffix, f"<html><body><h1>Title</h1>{make(length)}{paragraphs}</body></html>"
    if suffix == ".rtf":
        ascii_only = FOLLOWED.replace("“", '"').replace("”", '"').replace("\n\n", "\\par\n")
        return suffix, "{\\rtf1 " + make(length) + ascii_only + "}"
    head = "# Title\n\n" if suffix == ".md" else "Title\n\n"
    return suffix, head + make(length) + FOLLOWED
