# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What becomes of the resolver's scores: here it holds whatever stands nearer for likelier."""

import pytest

from reader.analysis.actors.finding import find_actors
from reader.analysis.evidence import gather
from reader.analysis.syntax.sentences import parse
from reader.document import ActorType, Article, Block, BlockKind
from tests.language.actors.nearest import Everywhere, Nearest


class Doubtful(Nearest):
    """A resolver that holds nothing for likely."""

    none = 20.0


def actors(text, resolver=None):
    article = Article(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    parsed = list(gather(parse(article)))
    found = find_actors(article, parsed, (), (), (resolver or Nearest(), Everywhere()))
    return {
        actor.name: (actor.type, [text[span.start : span.end] for span in actor.mentions])
        for actor in found
    }


def test_a_pronoun_is_whoever_it_most_probably_goes_back_to():
    found = actors("Maria Keller left. She will resign.")
    assert found["Maria Keller"][1] == ["Maria Keller", "She"]


def test_a_pronoun_that_goes_back_to_nobody_is_nobodys():
    found = actors("Maria Keller runs the port. She will resign.", Doubtful())
    assert found["Maria Keller"][1] == ["Maria Keller"]


def test_she_is_no_man_however_near_he_stands():
    found = actors("Maria Keller met Mr Thomas Berg. She will resign.")
    assert "She" in found["Maria Keller"][1]


def test_chances_are_carried_over_other_pronouns():
    text = "Maria Keller runs the port. She said she knew that she would resign."
    assert actors(text)["Maria Keller"][1].count("she") == 2


def test_it_is_no_person():
    found = actors("The Harbour Company hired Maria Keller. It grows.")
    assert "It" not in found["Maria Keller"][1]


@pytest.mark.parametrize("name", ["Quillfeather", "Zarn"])
def test_whomever_she_goes_back_to_is_a_person(name):
    found = actors(f"Reporters called {name}. She did not answer.")
    assert found[name] == (ActorType.PERSON, [name, "She"])


def test_what_comes_later_changes_nothing_before():
    text = "Maria Keller runs the port. She will resign."
    more = f"{text} Mr Thomas Berg follows. He is a lawyer."
    assert actors(more)["Maria Keller"] == actors(text)["Maria Keller"]


@pytest.mark.parametrize(
    "words",
    [
        "In her testimony, Ford said that he lied.",
        "When she had left, Ford said that he lied.",
        "After her speech, Ford told the court that he lied.",
    ],
)
def test_a_pronoun_in_front_stands_for_the_name_behind_it(words):
    found = actors(f"Mary Ford accused the mayor. Julie Sweet said that he had hit her. {words}")
    assert sum(word.lower() in {"she", "her"} for word in found["Mary Ford"][1]) == 1


def test_a_pronoun_in_front_stands_for_no_name_of_the_other_sex():
    found = actors("Mary Ford accused the mayor. In her testimony, Mr Thomas Berg was named.")
    assert found["Thomas Berg"][1] == ["Thomas Berg"]


def test_a_pronoun_in_front_stands_for_a_nearer_name_before_it():
    found = actors("In jailing Maria Butina before her trial, Judge Deborah Robinson was strict.")
    assert "her" in found["Maria Butina"][1]


def test_he_is_no_foundation_that_bears_a_name():
    text = "Mr Thomas Berg left. The Berg Foundation, held in trust by his sons, stays."
    assert "his" in actors(text)["Thomas Berg"][1]


def test_the_country_is_no_department():
    text = "France is proud. The State Department said so. People love the country."
    assert "the country" in actors(text)["France"][1]


def test_she_is_no_body_that_says_what_it_is():
    found = actors("Maria Keller left the Harbour Bank. The Harbour Bank said she was late.")
    assert "she" not in found["Harbour Bank"][1]
