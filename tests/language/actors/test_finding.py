# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Who is an actor, under which name and with which mentions."""

import pytest

from reader.analysis.actors.finding import find_actors
from reader.document import ActorType, Article, BlockKind
from tests.building import article_of, evidence_of


def article(*blocks, kind=BlockKind.PARAGRAPH, **fields):
    return article_of(
        *(item if isinstance(item, tuple) else (kind, item) for item in blocks), **fields
    )


def actors(*paragraphs, **fields):
    whole = article(*paragraphs, **fields)
    found = find_actors(whole, evidence_of(whole))
    return {
        actor.name: (actor, [whole.text[span.start : span.end] for span in actor.mentions])
        for actor in found
    }


def test_a_person_has_all_its_mentions():
    found = actors("Maria Keller runs the port. Keller said that nobody would resign.")
    actor, mentions = found["Maria Keller"]
    assert actor.type is ActorType.PERSON
    assert mentions == ["Maria Keller", "Keller"]
    assert actor.aliases == ("Keller",)


@pytest.mark.issue(14)
@pytest.mark.parametrize("nickname", ["“Red”", '"Two Hats"', "(“Red”)"])
def test_a_nickname_in_marks_cuts_no_name_in_two(nickname):
    found = actors(f"Maria {nickname} Keller runs the port. Maria Keller said so. Keller left.")
    actor, mentions = found[f"Maria {nickname} Keller"]
    assert actor.type is ActorType.PERSON
    assert mentions == [f"Maria {nickname} Keller", "Maria Keller", "Keller"]
    assert len(found) == 1


def test_two_people_with_one_surname_stay_two():
    found = actors(
        "Anna Berg and Thomas Berg both spoke. Thomas Berg left early. Anna Berg stayed."
    )
    assert {"Anna Berg", "Thomas Berg"} <= set(found)
    assert len(found["Anna Berg"][1]) == 2


def test_a_form_of_address_tells_two_people_apart():
    found = actors("Anna Berg and Thomas Berg both spoke. Later Mrs Berg left with her papers.")
    assert found["Anna Berg"][1][:2] == ["Anna Berg", "Berg"]


def test_a_surname_with_an_office_beside_a_full_name_is_somebody_else():
    found = actors(
        "Ann Reed, the treasurer, sat beside President Reed when the talks began. Ann smiled.",
        "Reed said on Monday that he was proud of the treasurer.",
    )
    assert set(found) >= {"Ann Reed", "Reed"}
    assert found["Reed"][1][:2] == ["Reed", "Reed"]


def test_a_first_name_with_a_hyphen_is_kept_whole():
    found = actors(
        "Jan-Werner Keller wrote the report. The report by Jan-Werner Keller is long.",
        "Keller said so.",
    )
    assert "Jan-Werner Keller" in found


def test_a_name_with_a_hyphen_is_found_wherever_it_stands():
    found = actors(
        "Laura Groh-Marlow leads the campaign.",
        "Groh-Marlow said it would go on. “We will,” Groh-Marlow said.",
    )
    assert len(found["Laura Groh-Marlow"][1]) == 3


def test_datelines_and_agency_credits_name_no_actors():
    found = actors(
        "HAMBURG, Germany (Reuters) - Anna Olsen told the court on Monday that she was tired.",
        "Anna Olsen waits outside the court in Oslo on Monday. REUTERS/Peter Lind",
    )
    assert set(found) == {"Anna Olsen"}


def test_well_known_bodies_go_by_one_name():
    found = actors(
        "The Federal Reserve raised its rate. The Fed said that more would follow.",
        "Leaders of the G-7 warned Iran. The G7 said it would wait.",
    )
    assert found["Federal Reserve"][0].aliases == ("Fed",)
    assert found["Group of Seven"][0].type is ActorType.ORGANISATION


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("French President Jean Martin spoke.", "Jean Martin", "French President"),
        ("Norway's Foreign Minister Kari Dahl spoke.", "Kari Dahl", "Norway's Foreign Minister"),
        ("Secretary of State John Webb spoke.", "John Webb", "Secretary of State"),
        ("Laura Stone, a baker from Leeds, said no.", "Laura Stone", "baker from Leeds"),
        ("Laura Stone, 41, the mayor, said no.", "Laura Stone", "mayor"),
    ],
)
def test_roles_from_titles_and_appositions(words, name, role):
    assert actors(words)[name][0].role == role


def test_a_country_goes_by_one_name():
    found = actors("The U.S. wants peace. The United States will wait. Washington said so.")
    assert list(found) == ["United States"]
    assert found["United States"][0].type is ActorType.COUNTRY
    assert "Washington" in found["United States"][0].aliases


def test_a_seat_of_government_counts_only_where_it_acts():
    acting = actors("Moscow rejected the offer and accused Warsaw of lying.")
    assert {"Russia", "Poland"} <= set(acting)
    assert not actors("They met in Moscow and flew to Warsaw on Monday.")


def test_plain_places_are_no_actors():
    assert not actors("The train runs from Leeds to York. It stopped in Hull.")


def test_an_acronym_that_the_text_defines():
    found = actors(
        "The Harbour Workers Union (HWU) called a strike. The HWU said it would last a week."
    )
    assert "HWU" in found["Harbour Workers Union"][0].aliases


def test_groups_that_speak_are_actors():
    found = actors("Several officials said the bridge was safe. Critics disagreed strongly.")
    assert found["officials"][0].type is ActorType.GROUP


def test_captions_and_notes_name_actors_but_credits_do_not():
    found = actors(
        (BlockKind.CAPTION, "Envoy Laura Stone at the palace. Photo: Simon Hill/AFP"),
        (BlockKind.NOTE, "Editor's note: Ben Moss is a lecturer. The author writes for himself."),
        (BlockKind.BYLINE, "By Carl Reed"),
    )
    assert set(found) == {"Laura Stone", "Ben Moss"}
    assert found["Ben Moss"][0].role == "author, lecturer"


def test_the_outlet_is_no_actor():
    found = actors("Laura Stone told The Daily Gull that she was tired.", outlet="The Daily Gull")
    assert set(found) == {"Laura Stone"}


def test_the_weightiest_come_first_and_are_numbered():
    whole = article("Peter Long slept. Laura Stone spoke. Stone sang. Stone danced. She left.")
    found = find_actors(whole, evidence_of(whole))
    assert [(actor.id, actor.name) for actor in found] == [
        ("a1", "Laura Stone"),
        ("a2", "Peter Long"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "It rained all day and nobody came.",
        "LAURA STONE SAID THAT THE MAYOR HAD LIED TO EVERYONE",
        "Ann, Ben, Carl, Dora, Eve, Fred, Gus, Hal, Ida, Jon",
        "(((" * 20,
        "「これは日本語の文章です。」",
        "😀 " * 30,
    ],
)
def test_odd_text_raises_nothing_and_mentions_lie_inside(words):
    whole = article(words) if words else Article("", ())
    for actor in find_actors(whole, evidence_of(whole)):
        assert actor.mentions
        assert all(0 <= span.start < span.end <= len(whole.text) for span in actor.mentions)


def test_an_acronym_that_the_parser_took_into_the_name():
    found = actors(
        "The World Harbour Organization (WHO) warned of storms. “Stay,” WHO chief Ada Brandt said."
    )
    assert found["World Harbour Organization"][1] == ["World Harbour Organization", "WHO", "WHO"]
    assert found["Ada Brandt"][0].role == "WHO chief"


def test_a_role_may_name_somebody_else():
    found = actors("Laura Stone, an adviser to Peter Marsh, said no. Marsh said nothing.")
    assert found["Laura Stone"][0].role == "adviser to Peter Marsh"


@pytest.mark.parametrize(
    "block",
    [
        (BlockKind.CAPTION, "Image copyright Harbour Press Image caption Cranes at work"),
        (BlockKind.CAPTION, "Enlarge this image toggle caption Ann Holt/Harbour Press Ann Holt"),
        "The wind was strong. Ann Holt/Harbour Press/File Photo - XY12",
        "When the harbour tries too hard, nobody wins | Ann Holt Read more",
        "JUST WATCHED Ann Holt on the harbour Replay More Videos",
        "Contributing: Ann Holt, Harbour Press",
    ],
)
def test_credits_and_links_in_the_text_name_no_actors(block):
    assert list(actors("Laura Stone opened the bridge.", block)) == ["Laura Stone"]


def test_a_caption_names_actors_but_its_heading_is_no_part_of_their_role():
    found = actors("Image copyright Harbour Press Image caption Mayor Laura Stone spoke to voters")
    assert found["Laura Stone"][0].role == "Mayor"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("President-elect Bramp announced a plan. The plan was Bramp's own.", "Bramp"),
        ("Zdenka Prokop, Norway's economy minister, said no.", "Zdenka Prokop"),
        ("Kristhian Rovera, 24, was led from the court.", "Kristhian Rovera"),
        ("“No,” said Janika, a 60-year-old waitress.", "Janika"),
        ("State Councilor Wang Yi said no.", "Wang Yi"),
    ],
)
def test_an_office_or_an_age_makes_a_person(words, name):
    assert actors(words)[name][0].type is ActorType.PERSON


def test_the_place_of_a_member_is_no_actor():
    assert list(actors("Laura Stone, D-Calif., said no. Ann Holt, R-Calif., agreed.")) == [
        "Laura Stone",
        "Ann Holt",
    ]


def test_what_is_held_does_not_act():
    found = actors("Laura Stone studied the National Harbour Breakfast. She loves Hanukkah.")
    assert list(found) == ["Laura Stone"]


def test_a_surname_that_sounds_like_a_people_is_still_a_surname():
    found = actors("“No,” said spokesman Bob Deans. The change is bad, Deans added.")
    assert found["Bob Deans"][1] == ["Bob Deans", "Deans"]


def test_one_office_is_one_person_even_where_text_runs_together():
    found = actors(
        "Ann Reed's vote:Senator Reed faces anger.", "Ohio Senator Ann Reed voted. Reed said so."
    )
    assert list(found) == ["Ann Reed"]


def test_a_firm_called_after_its_founder_goes_by_his_name():
    found = actors(
        "Wick's Sporting Goods, which has more than 600 shops, shut one.",
        "Mr Low wept at the door of Wick's on Monday.",
    )
    assert found["Wick's Sporting Goods"][1] == ["Wick's Sporting Goods", "Wick's"]


def test_a_first_name_alone_is_found_where_the_parser_misses_it():
    found = actors("Lyliah Stone stayed at home. Lyliah listed her friends.")
    assert "Lyliah" in found["Lyliah Stone"][1]


def test_a_place_is_not_short_for_what_is_called_after_it():
    found = actors("Oregon Public Broadcasting said so. The roads of Oregon are long.")
    assert found["Oregon Public Broadcasting"][1] == ["Oregon Public Broadcasting"]


@pytest.mark.parametrize(
    "words",
    [
        "The wagon is the seventh EV from Leeds. Critics love its EV.",
        "He scoured sites like Flickr every night.",
        "The car could just as easily be AWD.",
        "There's AppleSkin, a soft cloth. He bought more AppleSkin.",
        "She spoke before his State of the Harbour address.",
        "They flew on Air Force One for an hour.",
        "The Commercial Harbour Services contract is old. Two Commercial Harbour Services orders",
    ],
)
def test_things_with_a_name_are_no_actors(words):
    kinds = {ActorType.ORGANISATION, ActorType.OTHER, ActorType.PERSON}
    assert not [name for name, (actor, _) in actors(words).items() if actor.type in kinds]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("He quarrelled with advocacy groups such as Human Rights Watch.", "Human Rights Watch"),
        ("Laura Stone told Tyvak Systems that she was tired.", "Tyvak Systems"),
        ("The rule changed after a vote by the Harbour Commission.", "Harbour Commission"),
        (
            "A photo was shown by the Department of Port Affairs and Public Safety.",
            "Department of Port Affairs and Public Safety",
        ),
    ],
)
def test_what_deals_or_is_called_a_body_is_an_actor(words, name):
    assert actors(words)[name][0].type is ActorType.ORGANISATION


@pytest.mark.parametrize(
    "credit",
    [
        "Carl Reed reported from Hallow.",
        "Carl Reed contributed reporting from Hallow.",
        "Follow Carl Reed on the usual networks.",
    ],
)
def test_whoever_worked_on_the_article_is_no_actor(credit):
    assert set(actors("Laura Stone spoke. Stone left early.", credit)) == {"Laura Stone"}


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        (
            "Ann Lee, an agent for President Jim Marsh, said no. Marsh left.",
            "Jim Marsh",
            "President",
        ),
        (
            "Former Attorney General Eric Holt said no.",
            "Eric Holt",
            "Former Attorney General",
        ),
        ("The refugees President Jim Marsh let in are here.", "Jim Marsh", "President"),
        ("If Laura Stone is the candidate, nobody will vote.", "Laura Stone", None),
    ],
)
def test_a_role_holds_no_more_than_the_role(words, name, role):
    assert actors(words)[name][0].role == role


def test_two_surnames_joined_are_no_firm():
    found = actors(
        "Ann Webb and Carl Stone run in the north. Candidates such as Webb and Stone are rare."
    )
    assert set(found) == {"Ann Webb", "Carl Stone"}


def test_a_surname_that_was_enough_stays_enough():
    found = actors(
        "Ann Reed runs again. Reed is known here. Reed has a plan.",
        "Her husband is Bill Reed, who was mayor.",
        "The plan is long.",
        "In a speech, Reed defended it.",
    )
    assert len(found["Ann Reed"][1]) > len(found["Bill Reed"][1])
    assert found["Bill Reed"][1] == ["Bill Reed"]


def test_headings_alone_name_no_actors():
    assert not actors((BlockKind.HEADING, "Laura Stone"), "It rained all day and nobody came.")


def test_abbreviated_places_are_no_actors():
    assert set(actors("Rep. Laura Stone (R-Ky.) said that she was tired.")) == {"Laura Stone"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The union Verdi said its members would walk out.", "Verdi"),
        ("The Nobel committee told reporters that it was pleased.", "Nobel committee"),
        ("The Reed administration said no.", "Reed administration"),
        ("The sports car firm McLaren said no.", "McLaren"),
        ("The Carl G. Peterson Foundation has noted the debt.", "Carl G. Peterson Foundation"),
    ],
)
def test_what_is_called_a_body_is_one_whatever_the_parser_takes_it_for(words, name):
    assert actors(words)[name][0].type is ActorType.ORGANISATION


@pytest.mark.parametrize(
    ("words", "name", "mention"),
    [
        ("Andrés Manuel López Obrador won. López Obrador said so.", None, "López Obrador"),
        ("Jean-Yves Le Drian spoke. “No,” Mr Le Drian said.", "Jean-Yves Le Drian", "Le Drian"),
        ("The Harbour Labor Party, or HLP, left. The HLP said so.", "Harbour Labor Party", "HLP"),
    ],
)
def test_short_forms_of_several_words_or_without_brackets(words, name, mention):
    assert mention in actors(words)[name or "Andrés Manuel López Obrador"][1]


def test_an_arm_in_another_country_does_not_give_a_body_its_name():
    found = actors("Harbour Bank France said no. Amazon France agreed. Amazon told us so.")
    assert {"Amazon", "Amazon France"} <= set(found)


def test_a_people_before_a_name_is_no_part_of_it():
    assert "Shehu Sani" in actors("One activist, Nigerian Shehu Sani, said no.")


def test_a_member_of_the_presidents_party_is_not_the_president():
    found = actors("Ann Holt, a former member of President Carl Reed's party, said no.")
    assert found["Carl Reed"][0].role == "President"


def test_a_well_known_body_that_is_never_named_in_full_is_one_actor():
    found = actors("The GOP told voters no. The GOP's plan is old. The GOP said so.")
    assert found["GOP"][1] == ["GOP", "GOP", "GOP"]


def test_the_end_of_a_bodys_name_is_short_for_it():
    found = actors(
        "The New York Daily News reported a fight. “No,” the Daily News reports.",
        "The U.S. Senate said no. The Senate agreed.",
    )
    assert found["New York Daily News"][0].aliases == ("Daily News",)
    assert found["Senate"][1] == ["Senate", "Senate"]


def test_the_party_before_a_name_is_nobody():
    assert list(actors("St. Paul Democrat Michael Paymar opened the hearing.")) == [
        "Michael Paymar"
    ]


def test_of_two_with_one_surname_it_is_the_one_who_did_something():
    found = actors(
        "“It was dark,” Sami Rahamim said. A man shot Reuven Rahamim.", "“No,” Rahamim said."
    )
    assert found["Sami Rahamim"][1] == ["Sami Rahamim", "Rahamim"]


def test_a_list_of_names_that_do_nothing_names_no_actors():
    entries = ["Ann Holt", "Kay Schenk", "Noel Grandin", "Tal Daniel", "Eike Rathke", "Jim Low"]
    found = actors("Laura Stone thanked everybody. She named Ann Holt first.", *entries)
    assert set(found) == {"Laura Stone", "Ann Holt"}


def test_what_something_is_captioned_is_no_actor():
    found = actors('The photo is captioned "Hail Bird" after Karrie Bird. Bird told us why.')
    assert found["Karrie Bird"][1] == ["Karrie Bird", "Bird"]


def test_a_surname_that_comes_first_does_not_tell_the_sex():
    found = actors("Kim Jong-un left the summit. Mr Kim had said little.")
    assert list(found) == ["Kim Jong-un"]
    assert "Kim" in found["Kim Jong-un"][0].aliases


def test_a_form_of_address_makes_a_person():
    found = actors("North Korean official Choe Son-hui left. Ms Choe said the North would not beg.")
    assert found["Choe Son-hui"][1][:2] == ["Choe Son-hui", "Choe"]


def test_two_first_names_may_share_a_surname():
    assert "Fred Holt" in actors("“We must speak,” wrote Fred and Cindy Holt. Fred wept.")


@pytest.mark.parametrize(
    "words",
    [
        "He wrote a package for Ubuntu and took fees.",
        "Laura Stone works at a unit at Friedrich Ebert Stiftung. What is RAG?",
        "They met in an Art Deco hotel.",
    ],
)
def test_places_and_things_that_the_parser_takes_for_people_are_nobody(words):
    assert not {"Ubuntu", "Friedrich Ebert Stiftung", "RAG", "Art Deco"} & set(actors(words))


@pytest.mark.parametrize("words", ["The kits from the CDC failed.", "She got a letter from CDC."])
def test_who_is_sent_from_or_has_an_article_is_a_body(words):
    assert "CDC" in actors(words)


@pytest.mark.parametrize(
    "words",
    [
        "In a pair of cases, De Niz Ruiz v. Lunt and Gomez v. Lunt, the judge ruled against it.",
        "It adapts to new observations (Yan et al., 2022; Xu et al., 2023) in many tasks.",
        "Hurricane Dorothea destroyed the harbour within an hour.",
        "Please open it now Your guide to Brexit jargon Use the list below",
        "Medicare pays for most of it and has harmed nobody.",
        "Gullscript is a programming language. Gullscript lets us draw, and Gullscript helped.",
    ],
)
def test_works_cases_storms_and_what_is_called_a_tool_are_nobody(words):
    assert not [name for name, (who, _) in actors(words).items() if who.type is not ActorType.GROUP]


def test_what_a_list_says_behind_a_dash_is_no_part_of_the_name():
    found = actors(
        "Leeds Rescue Mission - Volunteers help people who have no home.",
        "Leeds Food Bank - Volunteers help people who are hungry.",
    )
    assert not [name for name in found if "Volunteers" in name]


def test_a_list_of_authors_names_no_actors():
    authors = "Anna Berg, Carl Stone, Maria Keller, John Reed, Emma Webb, Peter Moss"
    found = actors(authors, "The framework was tested on many questions.")
    assert not found


def test_a_capital_does_not_make_somebody_of_a_word_of_the_article():
    found = actors(
        "The volunteers have many workdays. The club hosts Volunteer Workdays in spring.",
        "They held interviews. Interviews can prove a lot.",
    )
    assert not {"Volunteer Workdays", "Interviews"} & set(found)


def test_where_people_go_is_a_place_whatever_the_parser_takes_it_for():
    found = actors(
        "Mürren lies high. The rink at Mürren is good.",
        "Skating in Mürren is pleasant, and the Mürren slopes are steep.",
    )
    assert "Mürren" not in found


def test_somebody_of_a_body_goes_by_their_own_name():
    found = actors("National Review’s Brian Reed called it destructive.")
    assert "Brian Reed" in found
    assert "National Review’s Brian Reed" not in found


@pytest.mark.parametrize(
    "words",
    [
        "It is still alive and well in places like Libya and Somalia.",
        "Bullets hit the rear window of her home on E. Allen Ave in the south.",
    ],
)
def test_streets_and_examples_of_places_are_nobody(words):
    assert not actors(words)


def test_a_law_is_not_counted_with_the_man_called_bill():
    found = actors(
        "Opposition leader Bill Shore spoke on Monday. The Bill passed after a long debate. "
        "The new Bill will not come into effect for two years. Bill Shore was pleased."
    )
    assert found["Bill Shore"][1] == ["Bill Shore", "Bill Shore"]


def test_a_word_with_a_capital_because_a_quotation_begins_is_nobody():
    found = actors(
        "The taxi firm wrote: “… Fares have increased to encourage drivers.” Its fares are high.",
        "“Fares have increased,” it wrote again.",
    )
    assert "Fares" not in found


def test_a_surname_that_the_parser_left_out_belongs_to_the_first_name():
    found = actors(
        "The friend of Supreme Court nominee Brett Kavanaugh whom Dr. Anna Ford has said was there "
        "when she was hit by Kavanaugh, said so.",
        "Mr. Kavanaugh denied it.",
    )
    assert "Brett Kavanaugh" in found
    assert "Kavanaugh" not in found
