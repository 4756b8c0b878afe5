# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Who says what, by the rules alone."""

import pytest

from reader.analysis.actors.finding import find_actors
from reader.analysis.attribution.linking import link_attributions
from reader.analysis.syntax.turns import find_turns
from reader.document import BlockKind, Form
from tests.building import article_of, evidence_of
from tests.language.actors.nearest import RESOLVING


def said(*paragraphs):
    """(speaker's name, form, content) of every attribution."""
    whole = article_of(*paragraphs)
    parsed = evidence_of(whole)
    turns = find_turns(parsed)
    actors = find_actors(whole, parsed, turns, resolving=RESOLVING)
    names = {actor.id: actor.name for actor in actors}
    found = link_attributions(parsed, (), actors, turns)
    for item in found:
        for span in (*item.source, *item.cue, *item.content):
            assert 0 <= span.start < span.end <= len(whole.text)
    return [
        (
            names[item.holders[0]] if item.holders else None,
            item.form,
            " … ".join(whole.text[span.start : span.end] for span in item.content),
        )
        for item in found
    ]


INTRO = "Laura Stone, the mayor, opened the bridge."


@pytest.mark.parametrize(
    ("words", "content"),
    [
        ("“It is safe,” Stone said.", "“It is safe,”"),
        ("“It is safe,” said Stone.", "“It is safe,”"),
        ('Stone said: "It is safe."', '"It is safe."'),
        ("Stone said, “It is safe.”", "“It is safe.”"),
        ("“It is safe,” she told reporters on Monday.", "“It is safe,”"),
        ("“It is safe,” Stone said. “We tested it.”", "“It is safe,” … “We tested it.”"),
    ],
)
def test_direct_speech(words, content):
    assert said(INTRO, words) == [("Laura Stone", Form.DIRECT, content)]


@pytest.mark.parametrize(
    ("words", "content"),
    [
        ("Stone said that the bridge was safe.", "that the bridge was safe"),
        ("Stone believes the bridge is safe.", "the bridge is safe"),
        ("According to Stone, the bridge is safe.", "the bridge is safe"),
        ("Stone said that the bridge was not safe.", "that the bridge was not safe"),
        ("Stone did not only say that the bridge was safe.", "that the bridge was safe"),
        ("Stone did not say until May that the bridge was safe.", "that the bridge was safe"),
    ],
)
def test_indirect_speech(words, content):
    assert (("Laura Stone", Form.INDIRECT, content)) in said(INTRO, words)


def test_half_quoted_speech_is_mixed():
    assert said(INTRO, "Stone said that the old bridge was “a danger to us all” for years.") == [
        (
            "Laura Stone",
            Form.MIXED,
            "that the old bridge was “a danger to us all” for years",
        )
    ]


def test_a_free_standing_quotation_goes_on_with_the_last_speaker():
    found = said(INTRO, "“It is safe,” Stone said.", "“We tested it for a whole year.”")
    assert found == [
        ("Laura Stone", Form.DIRECT, "“It is safe,” … “We tested it for a whole year.”")
    ]


def test_a_quotation_belongs_to_the_speaker_of_the_sentence_before():
    found = said(
        "“It works,” the mayor, Ann Reed, said on Friday. Tom Hale said that it had failed. "
        "“We should never have signed it in such a hurry last spring.”"
    )
    assert "in such a hurry" in found[-1][2]
    assert found[-1][0] == "Tom Hale"


def test_whoever_goes_on_at_the_end_of_a_paragraph_says_the_next():
    found = said(
        "“It works,” Ann Reed said on Friday.",
        "It did not work for everybody in the town, as the figures of the spring show.",
        "There was a good deal of laughter in the hall. Tom Hale replied, adding some detail.",
        "“We should never have signed it in such a hurry last spring.”",
    )
    assert "in such a hurry" in found[-1][2]
    assert found[-1][0] == "Tom Hale"


def test_a_quotation_over_two_paragraphs_has_one_speaker():
    found = said(INTRO, "“It is safe,” Stone said. “We tested it.", "“And we will go on.”")
    assert {name for name, _, _ in found} == {"Laura Stone"}


def test_a_paragraph_that_ends_with_a_colon_announces_the_next():
    found = said(INTRO, "Stone was asked about it and answered:", "“It is safe.”")
    assert ("Laura Stone", Form.DIRECT, "“It is safe.”") in found


def test_scare_quotes_stay_the_authors():
    assert said("The so-called “peace plan” failed within a week.") == []


def test_unnamed_sources_are_groups():
    assert ("officials", Form.INDIRECT, "the bridge was safe") in said(
        "Two officials said the bridge was safe."
    )


def test_somebodys_lawyer_is_somebody_else():
    assert said(INTRO, "“She is innocent of all this,” said Stone's lawyer.") == [
        (None, Form.DIRECT, "“She is innocent of all this,”")
    ]


def test_what_the_author_thinks_is_not_attributed():
    assert said("I think that the bridge is safe. We believe it will last.") == []


def test_a_headline_names_its_source():
    found = said((BlockKind.TITLE, "Poll: Most voters dislike the new bridge"))
    assert found == [(None, Form.INDIRECT, "Most voters dislike the new bridge")]


def test_an_unclosed_mark_leaves_the_next_paragraph_alone():
    found = said(INTRO, "Stone called it “a mess.", "“It is fixed,” Stone said.")
    assert ("Laura Stone", Form.DIRECT, "“It is fixed,”") in found


@pytest.mark.parametrize(
    "words", ["“", '"', "said", "said:", "“” said", "“a” “b” “c”", "He said “"]
)
def test_fragments_raise_nothing(words):
    said(words)


def test_an_article_that_is_one_long_quotation():
    found = said("“" + "We went on and on, and nobody listened to us at all. " * 40 + "”")
    assert len(found) == 1
    assert found[0][0] is None


def test_an_interview_in_turns():
    found = said(
        "The Gull talked to Laura Stone about the bridge.",
        "Gull: Is the bridge safe?",
        "Stone: It is as safe as a house.",
        "Gull: And the tunnel?",
        "Stone: We closed it years ago.",
        "Nobody misses it.",
    )
    assert ("Laura Stone", Form.DIRECT, "It is as safe as a house.") in found
    assert ("Laura Stone", Form.DIRECT, "Nobody misses it.") in found


def test_a_transcript_in_capitals():
    found = said(
        "LAURA STONE: It is safe.",
        "CARL REED: I doubt it very much.",
        "LAURA STONE: You never visit.",
    )
    assert [name for name, _, _ in found][:3] == ["Laura Stone", "Carl Reed", "Laura Stone"]


def test_a_transcript_with_names_on_lines_of_their_own():
    found = said(
        "Laura Stone:",
        "It is safe.",
        "Carl Reed:",
        "I doubt it very much.",
        "Laura Stone:",
        "You never visit.",
    )
    assert [name for name, _, _ in found] == ["Laura Stone", "Carl Reed", "Laura Stone"]


def test_questions_and_answers():
    found = said(
        "Laura Stone gave us an interview about the bridge.",
        "Q: Is it safe?",
        "A: I would walk over it.",
        "Q: Who paid?",
        "A: We all did.",
    )
    assert ("Laura Stone", Form.DIRECT, "I would walk over it.") in found
    assert not any("Is it safe" in content for _, _, content in found)


def test_questions_that_stand_alone():
    found = said(
        "Laura Stone answered the Gull's interview questions by e-mail.",
        "Is it safe?",
        "I would walk over it.",
        "Who paid?",
        "We all did, in my view.",
        "What comes next?",
        "I am going home.",
    )
    assert [content for name, _, content in found if name == "Laura Stone"] == [
        "I would walk over it.",
        "We all did, in my view.",
        "I am going home.",
    ]


def test_colons_alone_make_no_interview():
    found = said("Warning: the bridge is wet.", "Summer: it is warm.", "Result: it opened.")
    assert not [name for name, _, _ in found if name]


def test_arguments_in_a_list_are_no_interview():
    found = said(
        "Laura Stone lists what speaks for the bridge.",
        "Pro: it is short.",
        "Con: it is wet.",
        "Pro: it is new.",
        "Con: it is dear.",
    )
    assert not any("it is wet" in content for _, _, content in found)


@pytest.mark.parametrize(
    "words",
    [
        "If Stone admits that the bridge leaks, the port will close.",
        "Stone may come to believe that the bridge leaks.",
    ],
)
def test_what_the_author_supposes_is_not_relayed(words):
    assert said(INTRO, words) == []


def test_a_name_after_a_dash_signs_a_quotation():
    found = said(INTRO, "“I would walk over it any day.” — Laura Stone")
    assert found == [("Laura Stone", Form.DIRECT, "“I would walk over it any day.”")]


@pytest.mark.parametrize(
    ("title", "content"),
    [
        ("Stone: ‘The bridge is safe’", "‘The bridge is safe’"),
        ("‘The bridge is safe’: Stone", "‘The bridge is safe’"),
    ],
)
def test_a_headline_signs_a_quotation_with_a_surname(title, content):
    assert said((BlockKind.TITLE, title), INTRO) == [("Laura Stone", Form.DIRECT, content)]


def test_a_headline_names_its_source_at_the_end():
    found = said((BlockKind.TITLE, "Bridge unsafe for lorries: report"))
    assert found == [(None, Form.INDIRECT, "Bridge unsafe for lorries")]


def test_a_label_of_no_speaker_makes_no_speaker():
    found = said(INTRO, "Update: “It is as safe as a house and will stay so.”")
    assert [name for name, _, _ in found] == [None]


def test_a_free_standing_quotation_goes_on_with_whoever_spoke_without_marks():
    found = said(INTRO, "In a letter, Stone said the bridge was safe.", "“I would walk over it.”")
    assert found == [("Laura Stone", Form.MIXED, "the bridge was safe … “I would walk over it.”")]


def test_the_outer_speaker_goes_on_not_the_inner():
    found = said(
        "Laura Stone met Carl Reed. Stone said that Reed denied he had signed.",
        "“It is a shame that nobody told us so before.”",
    )
    assert ("Laura Stone", Form.MIXED) in [(name, form) for name, form, _ in found]


def test_a_surname_that_is_also_a_word_is_found_where_it_is_a_name():
    found = said("Peter Long runs the port.", "“Nobody asked us,” Long told reporters.")
    assert found == [("Peter Long", Form.DIRECT, "“Nobody asked us,”")]


@pytest.mark.parametrize(
    ("words", "content"),
    [
        ("It was claimed that the paint is toxic.", "that the paint is toxic"),
        ("The bridge is said to be haunted.", "The bridge … to be haunted"),
    ],
)
def test_a_passive_without_a_source_is_relayed_by_nobody_named(words, content):
    assert said(words) == [(None, Form.INDIRECT, content)]


def test_whoever_is_asked_does_not_ask():
    found = said(INTRO, "Asked whether the bridge was cheap, Stone said it was not.")
    assert [content for name, _, content in found if name] == ["it was not"]


def test_a_quotation_in_a_quotation_is_the_outer_speakers():
    for words in (
        "“The report says ‘nobody was hurt’, and I believe it,” Stone said.",
        '"It is "fine" now," Stone said.',
    ):
        ((name, form, content),) = said(INTRO, words)
        assert (name, form) == ("Laura Stone", Form.DIRECT)
        assert content == words.removesuffix(" Stone said.")


def test_a_mark_of_another_kind_opens_a_quotation_of_its_own():
    found = said(INTRO, "Carl Reed cried “it is fine.", '"It is not," Stone said.')
    assert ("Laura Stone", Form.DIRECT, '"It is not,"') in found


def test_admitting_something_would_mean_is_nobodys_view():
    assert said("Sanctions have failed. Admitting that they failed would mean the end.") == []


def test_a_letters_words_are_whose_letter_it_is():
    found = said("Laura Stone left.", "A letter from Laura Stone says that the bridge is safe.")
    assert ("Laura Stone", Form.INDIRECT, "that the bridge is safe") in found


def test_the_first_cue_holds_the_quotation_before_an_afterthought():
    found = said(INTRO, "Stone said it could be “messy,” adding that “nobody minds.”")
    assert [content for _, _, content in found] == [
        "it could be “messy,”",
        "“nobody minds.”",
    ]


def test_what_the_text_says_of_itself_is_the_authors():
    assert said("This paper argues that the bridge is unsafe.") == []


def test_a_quotation_set_apart_needs_no_marks():
    words = "[T]he bridge holds, and I would walk over it."
    found = said(INTRO, "In her diary Stone wrote:", (BlockKind.QUOTE, words))
    assert ("Laura Stone", Form.DIRECT, words) in found
    found = said("It rained.", (BlockKind.QUOTE, words), (BlockKind.QUOTE, "Nobody else would."))
    assert [(name, form) for name, form, _ in found] == [(None, Form.DIRECT)]


def test_a_signed_quotation_set_apart_is_whose_name_it_bears():
    found = said(INTRO, (BlockKind.QUOTE, "“I would walk over it any day.” — Laura Stone"))
    assert found == [("Laura Stone", Form.DIRECT, "“I would walk over it any day.”")]


@pytest.mark.parametrize(
    "words",
    [
        "Driven by this “sea of money,” Stone marched on.",
        "The file can be found in “a.txt” and is called “the list”.",
    ],
)
def test_words_in_marks_that_nobody_says(words):
    assert said(INTRO, words) == []


def test_whoever_asks_not_to_be_named_is_somebody_else_and_holds_no_view_by_it():
    found = said(INTRO, "Stone's deputy, who asked not to be named, said that it was unsafe.")
    assert found == [(None, Form.INDIRECT, "that it was unsafe")]


def test_a_condition_without_if_relays_nothing():
    assert said(INTRO, "Had Stone said that the bridge leaked, the port would have closed.") == []


def test_a_speaker_in_capitals_is_found():
    found = said("“IT IS OVER,” PETER MARSH TOLD THE COUNCIL.")
    assert found == [("Peter Marsh", Form.DIRECT, "“IT IS OVER,”")]


def test_the_title_of_a_show_is_not_said():
    found = said(INTRO, "On the harbour radio's “This Week,” Stone said that the bridge was safe.")
    assert [content for _, _, content in found] == ["that the bridge was safe"]


def test_the_long_title_of_a_book_is_not_said():
    found = said(
        INTRO,
        "In her book “A Harbour Built in Fog: The Strange Trades That Thrive in Winter,” Stone "
        "wrote that nobody counts the ships.",
    )
    assert [content for _, _, content in found] == ["that nobody counts the ships"]


def test_a_sentence_after_the_word_for_a_work_is_said():
    found = said(INTRO, "Stone said of the play: “We laughed, and then We Wept a little in it.”")
    assert len(found) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Stone does not seem to understand that rules exist for a reason.",
        "Stone fails to see that the bridge is old.",
        "Stone forgets that the bridge is old.",
        "Stone doesn't realize the bridge is old.",
    ],
)
def test_what_somebody_is_said_not_to_know_is_the_authors(words):
    assert said(INTRO, words) == []


def test_what_a_thing_is_called_has_no_speaker():
    words = "Sailors had an extra hour in port, sometimes called “the lull” for short."
    assert said(INTRO, words) == []


def test_what_somebody_is_called_by_others_has_one():
    found = said(INTRO, "The bridge, called “a marvel of steel” by Stone, opened on Monday.")
    assert found == [("Laura Stone", Form.DIRECT, "“a marvel of steel”")]


def test_a_source_is_no_longer_than_its_name():
    whole = article_of(
        "The leader of the Harbour League, Laura Stone, condemned the plan, saying in a statement "
        "that it “will not stand and will not be forgotten.”"
    )
    parsed = evidence_of(whole)
    (found,) = link_attributions(parsed, (), find_actors(whole, parsed))
    sources = [whole.text[span.start : span.end] for span in found.source]
    assert sources == ["The leader of the Harbour League, Laura Stone"]


def test_a_list_below_a_cue_is_its_speakers():
    found = said(
        INTRO,
        "Stone also said:",
        (BlockKind.LIST_ITEM, "Despite the storms the bridge is safe"),
        (BlockKind.LIST_ITEM, "Tolls will fall next year"),
        "The port is open again.",
        (BlockKind.LIST_ITEM, "Ferries sail at noon"),
    )
    assert found == [
        (
            "Laura Stone",
            Form.INDIRECT,
            "Despite the storms the bridge is safe … Tolls will fall next year",
        )
    ]


@pytest.mark.parametrize("lead", ["The port has three rules:", "Tickets are sold here:"])
def test_a_list_that_nobody_says_is_nobodys(lead):
    assert said(INTRO, lead, (BlockKind.LIST_ITEM, "Despite the storms the bridge is safe")) == []


def test_what_a_firm_was_founded_as_is_not_said():
    assert (
        said(INTRO, "The bridge belongs to a firm that was founded as “Stone Works Limited.”") == []
    )
