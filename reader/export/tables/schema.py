# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What each table of a folder run holds, column by column: the one place where that is said.

The files, their rows and the description that lies beside them all follow it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    TRUTH = "true or false"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and what that says. Any may be empty that says so."""

    name: str
    type: Type
    says: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, one row for each of what `says` names."""

    name: str
    says: str
    columns: tuple[Column, ...]


def _text(name: str, says: str) -> Column:
    return Column(name, Type.TEXT, says)


def _integer(name: str, says: str) -> Column:
    return Column(name, Type.INTEGER, says)


def _number(name: str, says: str) -> Column:
    return Column(name, Type.NUMBER, says)


_KEY = _text("sha256", "the article: the SHA-256 of its file's bytes")
_START = _integer("start", "where it begins in the article's text, in code points from 0")
_END = _integer("end", "where it ends, the first code point behind it")
_IN_SENTENCE = _integer("sentence", "the sentence it begins in; empty outside of all")
_QUOTED = _text("text", "the article's words there, on one line")
_ACTOR = _text("actor", "the actor: its id within the article")

ARTICLES = Table(
    "articles",
    "article, the same bytes counted once",
    (
        _KEY,
        _text("path", "its file as it was named or found; of several the first by name"),
        _integer("files", "how many files hold these very bytes"),
        _text("title", "its title; may be empty, as may all that the file does not tell"),
        _text("byline", "who wrote it"),
        _text("outlet", "who published it"),
        _text("published", "the day, as 2025-02-21"),
        _text("updated", "the day of its last change, as 2025-02-21"),
        _text("section", "what its page says it is, in its own words: Opinion, Editorial"),
        _text("address", "its canonical address"),
        _text("language", "the ISO 639-1 code of its language; und where that cannot be told"),
        Column("analysed", Type.TRUTH, "false where its language is not one that is analysed"),
        _text("format", "the format of its file"),
        _integer("characters", "code points of its text"),
        _integer("words", "words of the text that is analysed"),
        _integer("sentences", "sentences that were judged; the next four add up to it"),
        _integer("opinion", "of these, opinions of the author"),
        _integer("factual", "of these, factual ones in the author's voice"),
        _integer("unclear", "of these, those in the author's voice where the model abstains"),
        _integer("relayed", "of these, those that are mostly the words or views of others"),
        _integer("viewpoints", "relayed views"),
        _integer("actors", "those who act, speak or are judged in it"),
        _integer("loaded", "words and phrases that carry bias"),
        _text("model", "the model that made the marks"),
        _text("model_version", "its version"),
        _text("warnings", "what was left out or repaired while opening; empty if nothing"),
    ),
)

SENTENCES = Table(
    "sentences",
    "judged sentence",
    (
        _KEY,
        _integer("sentence", "its number in the article, from 0"),
        _START,
        _END,
        _text("block", "what kind of block it stands in: title, heading, paragraph, quote…"),
        _text("label", "what it is held to be: opinion, factual or unclear"),
        _number("opinion", "the probability that it gives its author's own view, 0 to 1"),
        _number("bias", "the probability that its wording is biased, 0 to 1; may be empty"),
        _text("voice", "whose words it mostly holds: author or attributed"),
        _integer("words", "its words"),
        _QUOTED,
    ),
)

VIEWPOINTS = Table(
    "viewpoints",
    "view that the article relays",
    (
        _KEY,
        _integer("viewpoint", "its number in the article, from 0"),
        _integer("start", "where its words begin in the article's text, in code points from 0"),
        _integer("end", "where they end; where they are interrupted, the last of them"),
        _IN_SENTENCE,
        _text("form", "how it is given: direct, indirect or mixed"),
        _text("actors", "the ids of the actors who hold it, with spaces; empty if nobody is known"),
        _text("holder", "what they are called; empty if the source is unnamed"),
        _text("source", "what the text calls them there; may be empty"),
        _integer("source_start", "where that begins; empty if there is no source"),
        _text("cue", "the words that introduce it: said, according to; may be empty"),
        _integer("cue_start", "where they begin; empty if there are none"),
        _number("score", "how sure the model is, 0 to 1"),
        _integer("words", "how many words are relayed"),
        _text("text", "the words that are relayed, on one line, with … where interrupted"),
    ),
)

ACTORS = Table(
    "actors",
    "actor of an article",
    (
        _KEY,
        _ACTOR,
        _text("name", "what it is called"),
        _text("type", "person, organisation, country, group, document or other"),
        Column("named", Type.TRUTH, "false for one that is only described: an official"),
        _text("role", "its role, as in the text; may be empty"),
        _text("aliases", "what else it is called, with semicolons; may be empty"),
        _integer("mentions", "how often it is mentioned"),
        _integer("viewpoints", "how many views it holds"),
        _integer("words", "how many of its words or views are relayed, in words"),
        _number("critical", "the share of the author's sentences on it that are critical, 0 to 1"),
        _number("neutral", "the share that is neutral; all three empty where none was judged"),
        _number("favourable", "the share that is favourable"),
    ),
)

MENTIONS = Table(
    "mentions", "mention of an actor", (_KEY, _ACTOR, _START, _END, _IN_SENTENCE, _QUOTED)
)

STANCES = Table(
    "stances",
    "judgement of an actor in a sentence",
    (
        _KEY,
        _text("holder", "who judges: author, or the id of an actor"),
        _text("holder_name", "its name; author for the author"),
        _text("target", "who is judged: the id of an actor"),
        _text("target_name", "its name"),
        _text("polarity", "critical, neutral or favourable"),
        _number("score", "how sure the model is, 0 to 1"),
        _START,
        _END,
        _IN_SENTENCE,
        _QUOTED,
    ),
)

LOADED = Table(
    "loaded",
    "word or phrase that carries bias",
    (
        _KEY,
        _START,
        _END,
        _IN_SENTENCE,
        _text("voice", "whose sentence it stands in: author or attributed; empty outside of all"),
        _number("score", "how sure the model is, 0 to 1"),
        _QUOTED,
    ),
)

#: In the order in which they are written and described.
TABLES = (ARTICLES, SENTENCES, VIEWPOINTS, ACTORS, MENTIONS, STANCES, LOADED)

FAILURES = Table(
    "failures",
    "file that could not be read or analysed",
    (
        _text("path", "the file as it was named or found"),
        _text("sha256", "the SHA-256 of its bytes; empty where they could not be read"),
        _text("reason", "why, in a word or two"),
        _text("sentence", "why and what to do, in a sentence"),
    ),
)

DUPLICATES = Table(
    "duplicates",
    "file that holds the very bytes of another one, and is counted with it",
    (
        _text("path", "the file as it was named or found"),
        _KEY,
        _text("same_as", "the file that stands in the tables for both"),
    ),
)
