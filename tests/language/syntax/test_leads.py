# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What leads in or signs a quotation without a plain "she said"."""

import pytest

from tests.language.attribution.test_linking import INTRO, said

OTHER = "Mark Hale, a farmer, watched."


def speakers(*paragraphs):
    return [name for name, _, _ in said(*paragraphs)]


@pytest.mark.parametrize(
    "words",
    [
        "She ended the debate. Her conclusion: “The bridge is safe for all of us.”",
        "Labour activist Laura Stone: “The bridge is safe for all of us.”",
        "Stone cursed the plan as a “disgrace to all of us.”",
        "Stone spoke of the bridge as being “safe for all of us.”",
        "Stone repeated her boast that the bridge was “safe for all of us.”",
        "Stone’s answer was curt: “The bridge is safe for all of us.”",
        "Critics feared that the bridge was, in the words of Laura Stone, “safe for all of us.”",
        "Asked whether it would last, Laura Stone hedged, “It is safe for all of us.”",
        "As Stone made clear, the bridge is “safe for all of us.”",
        "He showed a video of Laura Stone declaring, “The bridge is safe for all of us.”",
        "Laura Stone chose words that signalled a retreat: “It is safe for some of us.”",
        "“If they are keen on a safer bridge” for the harbour, Stone said of them, they can pay.",
        "“The bridge is safe for all of us.” — Laura Stone (@stone) May 3, 2021",
    ],
)
def test_what_leads_in(words):
    assert "Laura Stone" in speakers(INTRO, words)


def test_a_paragraph_may_announce_the_next():
    assert speakers(INTRO, "Her conclusion:", "“The bridge is safe for all of us.”") == [
        "Laura Stone"
    ]


def test_a_quoted_heading_is_nobodys():
    assert speakers(INTRO, "Stone said:", OTHER, "‘SAFE FOR ALL’", "Trains ran again.") == []


def test_the_verb_behind_a_quotation_has_its_own_subject():
    words = "“Red Harbour, Old Harbour (are) using this to deny us our wages,” Mark Hale fumed."
    assert speakers(INTRO, OTHER, words) == ["Mark Hale"]


def test_whoever_is_quoted_by_a_paper_speaks():
    words = "The Gazette quotes an advocacy group saying, “The bridge is safe for all of us.”"
    assert speakers(INTRO, words)[-1] is None


def test_somebody_named_by_the_sentence():
    words = "A local woman named Anna Reed told the council, “It shook under my feet.”"
    assert speakers(words) == ["Anna Reed"]


def test_somebody_named_before_a_clause():
    words = "The council met a driver named Anna Reed, who wrote, “It shook under my feet.”"
    assert speakers(words) == ["Anna Reed"]


def test_a_sentence_runs_on_in_marks():
    words = "Stone called the plan “a waste of money,” with sums “beyond all that we can pay.”"
    assert speakers(INTRO, words) == ["Laura Stone"]


def test_the_next_sentence_is_somebody_elses():
    words = "Stone called the plan “a waste of money.” In reply, one driver roared: “Never ever!”"
    assert speakers(INTRO, words) == ["Laura Stone", None]


@pytest.mark.parametrize(
    "words",
    [
        "The Harbour Institute published a report. “It is safe for all,” the report found.",
        "A statement by the Harbour Institute said that the bridge was “safe for all of us.”",
    ],
)
def test_documents_speak_for_who_issued_them(words):
    assert speakers(words)[-1] == "Harbour Institute"


def test_the_report_of_nobody_known_is_nobodys():
    words = "The Harbour Institute met on Monday. “It is safe for all,” the report found."
    assert speakers(words)[-1] is None


def test_a_paper_by_the_end_of_its_name():
    words = "The Harbour Times sued the council. The Times said, “It is safe for all of us.”"
    assert speakers(words)[-1] == "Harbour Times"
