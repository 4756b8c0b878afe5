# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Bodies that a noun or the table tells, and descriptions that are somebody's who has a name."""

import pytest

from reader.analysis.actors.finding import find_actors
from reader.document import ActorType
from tests.building import article_of, evidence_of


def actors(*paragraphs, sources=()):
    """Actors by name with mentions; `sources` are words of the first block that hold views."""
    whole = article_of(*paragraphs)
    parsed = evidence_of(whole)
    places = [(0, token.i) for token in parsed[0].doc if token.text in sources]
    found = find_actors(whole, parsed, unheld=lambda _: places)
    return {
        actor.name: (actor, [whole.text[span.start : span.end] for span in actor.mentions])
        for actor in found
    }


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Reed campaign was slow and careless.", "Reed campaign", "organisation"),
        ("They told the FISA court that he was a spy.", "FISA court", "organisation"),
        ("It was a tragedy for the Keller family.", "Keller family", "group"),
        ("We trust the decency of the American people.", "American people", "group"),
        ("The Governor’s office was determined to win.", "Governor’s office", "organisation"),
    ],
)
def test_a_body_described_with_a_name_is_an_actor(text, name, kind):
    actor, _ = actors(text)[name]
    assert actor.type.value == kind
    assert actor.named


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    "text",
    [
        "The campaign was slow and careless.",
        "Maria Keller's campaign was slow and careless.",
        "The French administration was slow.",
        "The old family lived in the office.",
    ],
)
def test_without_a_name_of_its_own_it_is_none(text):
    assert not any(
        word in name for name in actors(text) for word in ("campaign", "administration", "family")
    )


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The fight against Islamic State goes on.", "Islamic State"),
        ("He stood closest to WikiLeaks.", "WikiLeaks"),
        ("Her White House cooperated with the inquiry.", "White House"),
        ("They left the decision to the United Nations.", "United Nations"),
        ("It lost the lead in the industry to China.", "China"),
        ("Joel Prakken is chairman of the firm Macroeconomic Advisers.", "Macroeconomic Advisers"),
        ("He sued the pharmacy chains CVS, Walgreens and Rite Aid.", "Walgreens"),
    ],
)
def test_a_well_known_body_or_one_called_a_body_is_an_actor(text, name):
    actor, _ = actors(text)[name]
    assert actor.type in {ActorType.ORGANISATION, ActorType.COUNTRY}


@pytest.mark.issue(15)
def test_a_country_that_is_only_gone_to_is_a_place():
    assert "China" not in actors("They travelled to China in spring.")


@pytest.mark.issue(15)
def test_the_white_house_is_not_the_country():
    found = actors("The White House said no. The United States wants peace.")
    assert {"White House", "United States"} <= set(found)


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("first", "name"),
    [
        ("The director of the FBI said that spies were about.", "FBI Director Anna Berg left."),
        ("The FBI director said that spies were about.", "Anna Berg, director of the FBI, left."),
        ("The leader of the Labour Party said no.", "Labour Party leader Anna Berg left."),
        ("The mayor of Boston said no.", "Boston mayor Anna Berg left."),
    ],
)
def test_a_description_is_whoever_holds_that_office_later(first, name):
    found = actors(first, name, sources={"director", "leader", "mayor"})
    actor, mentions = found["Anna Berg"]
    assert len(mentions) == 2
    assert actor.named
    assert not [other for other, _ in found.values() if not other.named]


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    "first",
    [
        "The former director of the FBI said that spies were about.",
        "The director of the CIA said that spies were about.",
        "A director of the FBI said that spies were about.",
    ],
)
def test_another_description_is_somebody_else(first):
    found = actors(first, "FBI Director Anna Berg left.", sources={"director"})
    assert found["Anna Berg"][1] == ["Anna Berg"]
    assert len([other for other, _ in found.values() if not other.named]) == 1


@pytest.mark.issue(15)
def test_a_further_description_is_not_a_second_person():
    text = "Sen. Anna Berg, R-S.C., and a member of the board, said that it will grow."
    found = actors(text, sources={"Berg", "member"})
    assert "member" in found["Anna Berg"][1]
    text = "Anna Berg and a member of the board said that it will grow."
    assert "member" not in actors(text, sources={"Berg", "member"})["Anna Berg"][1]


@pytest.mark.issue(15)
def test_honours_and_a_first_name_the_parser_left_out_make_no_second_person():
    found = actors("Maria Keller MBE made the film.", "Maria Keller said so. Keller left.")
    assert len(found) == 1


@pytest.mark.issue(15)
def test_a_town_is_no_body_wherever_it_stands():
    found = actors(
        "A man died in Ferguson, Missouri.",
        "The Ferguson verdict was unjust. He resisted the Ferguson grand jury.",
    )
    assert "Ferguson" not in found


@pytest.mark.issue(15)
def test_these_results_are_nobody_and_emails_the_same_emails():
    found = actors("These results show that it works.", sources={"results"})
    assert not found
    found = actors(
        "Emails show that it failed. Recovered emails suggest that it is closed.",
        sources={"Emails", "emails"},
    )
    assert len(found) == 1


@pytest.mark.issue(15)
@pytest.mark.parametrize(("word", "named"), [("Critics", False), ("Republicans", True)])
def test_a_group_that_only_a_noun_stands_for_has_no_name(word, named):
    assert actors(f"{word} say that it failed.")[word][0].named is named


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Every day, 130 Nigerians die of it.", "Nigerians"),
        ("He thanked the millions of Nigerians who marched.", "Nigerians"),
        ("This film shows the way we speak as Nigerians.", "Nigerians"),
        ("Lionheart, directed by and starring Anna Berg, has won.", "Lionheart"),
        (
            "Anna Berg, and a member of the Armed Services Committee, left.",
            "Armed Services Committee",
        ),
    ],
)
def test_whom_the_text_counts_films_and_where_somebody_belongs_are_no_actors(text, name):
    assert name not in actors(text)


@pytest.mark.issue(15)
def test_a_nation_that_acts_is_a_group():
    assert "Nigerians" in actors("Nigerians reject the plan. Nigerians vote in May.")


@pytest.mark.issue(15)
def test_whose_office_names_a_state_is_no_town():
    found = actors("They chose Ken Cuccinelli, Virginia's Attorney General, and Ann Reed.")
    assert found["Ken Cuccinelli"][0].type is ActorType.PERSON


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("text", "source", "issuer"),
    [
        ("A new report by the IMF says that growth will slow.", "report", "by the IMF"),
        ("The ministry's statement said that talks had failed.", "statement", "by the ministry"),
        ("An ABC News poll found that voters were angry.", "poll", "by ABC News"),
        (
            "A study published by the Reed Fund warns of it.",
            "study",
            "by the Reed Fund",
        ),
        ("A survey of voters found that most were angry.", "survey", None),
        ("His letter says that he will go.", "letter", None),
        ("A report from Greater China says that it will go.", "report", None),
    ],
)
def test_a_document_tells_who_brought_it_out(text, source, issuer):
    found = actors(text, sources=[source])
    (document,) = (actor for actor, _ in found.values() if actor.type is ActorType.DOCUMENT)
    assert document.role == issuer


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Iran's state television said that the ship was lost.", "television"),
        ("Iranian media said that the ship was lost.", "media"),
        ("The local radio station said that the ship was lost.", "station"),
        ("The opposition press said that the ship was lost.", "press"),
    ],
)
def test_whoever_brings_the_news_is_a_body(text, source):
    kinds = {
        actor.type for actor, words in actors(text, sources=[source]).values() if source in words[0]
    }
    assert kinds == {ActorType.ORGANISATION}


@pytest.mark.issue(15)
def test_a_name_and_what_it_is_are_one():
    found = actors("The Reuters news agency said that the ship was lost.", sources=["agency"])
    assert found["Reuters"][1] == ["Reuters", "agency"]


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("text", "sources", "mentions"),
    [
        ("A woman said no. The woman said it twice.", ["woman"], [["A woman", "The woman"]]),
        (
            "The clerk said no. Then the clerk said it twice.",
            ["clerk"],
            [["The clerk", "the clerk"]],
        ),
        (
            "One clerk said no. Another clerk said yes.",
            ["clerk"],
            [["One clerk"], ["Another clerk"]],
        ),
    ],
)
def test_equal_descriptions_with_the_are_one(text, sources, mentions):
    assert [words for _, words in actors(text, sources=sources).values()] == mentions


@pytest.mark.issue(15)
def test_a_bare_office_is_the_only_one_who_holds_it():
    found = actors("Sen. Paul Holt was against it. The senator said no.", sources=["senator"])
    assert found["Paul Holt"][1] == ["Paul Holt", "The senator"]
    two = "Sen. Paul Holt met Sen. Rita Lang. The senator said no."
    assert "The senator" in actors(two, sources=["senator"])


@pytest.mark.issue(15)
def test_a_description_between_dashes_is_its_bearers():
    text = "Mr Reed - former senator for Ohio - said no. Mr Reed was tired."
    found = actors(text, sources=["senator"])
    assert found["Reed"][1] == ["Reed", "senator", "Reed"]


@pytest.mark.issue(15)
def test_people_have_a_name_only_with_a_nation():
    found = actors("Young people and the American people said no.", sources=["people"])
    assert {name: actor.named for name, (actor, _) in found.items()} == {
        "Young people": False,
        "American people": True,
    }
