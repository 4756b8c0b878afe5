# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The bare name inside what the parser took for one, and what only looks like a name."""

import re
from typing import TYPE_CHECKING

from reader.analysis.syntax import lexicon
from reader.analysis.syntax.acting import called_a_body, speaks
from reader.analysis.syntax.roles import following_role, is_role_noun

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# "…, 24, was arrested", "…, a 60-year-old waitress": only people have an age.
_AGE = re.compile(r", ?(?:\d{1,3}, |an? \d{1,3}[ -]years?[ -]old\b)")

LEGAL_FORM = re.compile(r",? (?:Inc|Ltd|LLC|Corp|plc|PLC)\.?$")

POSSESSIVE = frozenset({"'s", "’s", "'", "’", "‘s"})


def trim(doc: "Doc", first: int, last: int) -> tuple[int, int]:
    """The name without article, punctuation and possessive, and without what is no part of it."""
    while last > first and (
        doc[last - 1].text in POSSESSIVE
        or doc[last - 1].is_space
        or (doc[last - 1].is_punct and not doc[last - 1].text.endswith("."))
    ):
        last -= 1
    while first < last and (
        doc[first].is_punct
        or doc[first].is_space
        or doc[first].lower_ in {"the", "a", "an", "this", "that", "and"}
    ):
        first += 1
    for position in range(first + 1, last):
        if doc[position].text in {"-", "–", "—"} and doc[position - 1].whitespace_:
            # "Harbour Mission - Volunteers can help": what a list says of it.
            return first, position
        given = doc[position + 1].text if last - position > 2 else ""
        if doc[position].text in POSSESSIVE and given in lexicon.people().sex_of_name:
            # "the Gull's Anna Berg"
            return position + 1, last
        if doc[position].text in POSSESSIVE and doc[first].ent_type_ == "PERSON":
            # "Holcomb's Florida trip"
            return first, position
        # "According to Rathbun the property …": two things taken for one name.
        if doc[position].text == "," and doc[position + 1 : last].text not in {
            "Inc",
            "Inc.",
            "LLC",
        }:
            return first, position
        if doc[position].lower_ == "and" and doc[position + 1 : last].text.lower() in (
            lexicon.words("chambers")
        ):
            return first, position
        if doc[position].text == "the" and doc[position - 1].text[:1].isupper():
            return first, position
    return first, last


def like_person(doc: "Doc", first: int, last: int) -> bool:
    """Whether a supposed body is called by a first name and one or two surnames."""
    words = [token.text for token in doc[first:last]]
    return (
        2 <= len(words) <= 3
        and words[0] in lexicon.people().sex_of_name
        and words[0] not in lexicon.words("place_names")
        and all(word.istitle() for word in words)
        and words[-1].lower() not in _generic() | lexicon.words("duties")
        and words[-1].lower() not in lexicon.words("buildings")
    )


def called_person(doc: "Doc", first: int, last: int) -> bool:
    """Whether an office before the name, an age or an office behind it make it a person's name."""
    words = [token.text for token in doc[first:last]]
    people = lexicon.people()
    if len(words) > 1 and words[0].rstrip(".") in {"Mr", "Mrs", "Ms", "Dr"}:
        return True
    if not 1 <= len(words) <= 3 or not all(word[:1].isupper() for word in words):
        return False
    if {word.lower() for word in words} & (_generic() | lexicon.words("duties")):
        return False
    if first and not words[-1].isupper():
        before = doc[first - 2 if doc[first - 1].text == "elect" and first > 1 else first - 1]
        before = doc[before.i - 1] if before.text == "-" and before.i else before
        held = people.roles - people.body_nouns - lexicon.words("sides")
        if len(words) > 1 and before.lower_ in held:
            return True
        if before.text in people.titles | people.offices - {"Attorney", "Coach"}:
            return True
    after = doc[last : last + 10].text
    if _AGE.match(after):
        return True
    behind = (
        following_role(doc, last) if len(words) > 1 and doc[last : last + 1].text == "," else None
    )
    return behind is not None and any(
        token.lower_ in people.roles - people.body_nouns - lexicon.words("sides")
        for token in doc[behind[0] : behind[1]]
    )


def counted(token: "Token") -> bool:
    """Whether an article or its like stands with it, as with words: "the Bill", "a May"."""
    return any(child.dep_ == "det" for child in token.children)


def no_person(doc: "Doc", first: int, last: int) -> bool:
    """Whether a supposed person's name begins or ends as no name does."""
    begins, ends = doc[first].text, doc[first:last].text.split()[-1]
    if not any(char.isupper() for char in ends) or ends.lower() in lexicon.words("streets"):
        # "Brexit jargon", "E. Allen Ave"
        return True
    single = last - first == 1
    if single and doc[first].lower_ in lexicon.words("common_names") and counted(doc[first]):
        return True
    particle = begins.lower().partition("-")[0] in lexicon.words("particles")
    return begins.islower() and not particle


def ends_like_state(doc: "Doc", first: int, last: int) -> bool:
    """Whether a supposed person's name is a state's behind no first name: "Cover Oregon"."""
    return (
        last - first > 1
        and doc[last - 1].text in lexicon.words("states")
        and doc[first].text not in lexicon.people().sex_of_name
        and doc[first].text not in lexicon.people().titles | lexicon.people().offices
    )


def is_storm(doc: "Doc", first: int) -> bool:
    """Whether the name is a storm's or a campaign's: "Hurricane Dora"."""
    word = doc[max(first - 1, 0)]
    storms = lexicon.words("storms")
    begins: bool = doc[first].lower_ in storms
    return begins or (word.text.istitle() and word.lower_ in storms)


def is_cited(doc: "Doc", first: int, last: int) -> bool:
    """Whether it is a reference to a text or a case: "Reed et al., 2019", "Reed v. Stone"."""
    words = {token.lower_ for token in doc[first:last]}
    if "v." in words or {"et", "al"} <= words or {"et", "al."} <= words:
        return True
    return bool(doc[last : last + 2].text.lower().rstrip(".") == "et al")


def called_body(doc: "Doc", first: int, last: int) -> bool:
    """Whether a supposed person is called a body, before the name ("firm N.") or at its end."""
    people = lexicon.people()
    given = doc[first].text in people.sex_of_name
    if last - first > 2 and doc[last - 1].lower_ in lexicon.words("only_bodies"):
        return True
    if last - first > 1 and doc[last - 1].lower_ in lexicon.words("firm_endings"):
        return True
    if given or (first and doc[first - 1].text in people.titles | people.offices):
        return False
    return called_a_body(doc[first:last].root)


def in_party_code(doc: "Doc", first: int) -> bool:
    """Whether it is the place in "R-Calif." or "(D-N.Y.)"."""
    return (
        first > 1
        and doc[first - 1].text in {"-", "–", "/"}
        and doc[first - 2].text in {"D", "R", "I"}
    )


def is_event(doc: "Doc", first: int, last: int) -> bool:
    """Whether it names a day, a show or a thing like it, which does not act."""
    if last < len(doc) and doc[last].lemma_.lower() in lexicon.words("things"):
        return True
    return doc[last - 1].lower_ in lexicon.words("events") and not speaks(doc[last - 1])


def cut_at_and(ending: "Token") -> bool:
    """Whether a name with this last word may have lost what stands before an "and"."""
    words = lexicon.words("body_endings") | lexicon.words("duties")
    return ending.lower_ in words and not LEGAL_FORM.search(f" {ending.text}")


def whole_name(doc: "Doc", first: int) -> int:
    """Take in the first half of a name that the parser cut at "and" (Customs and …)."""
    begin = first - 1
    if first < 2 or doc[begin].lower_ != "and":
        return first
    if doc[begin - 1].lower_ in lexicon.words("body_endings"):
        # "Emory University and …" are two.
        return first
    while begin > 0 and doc[begin - 1].pos_ == "PROPN" and doc[begin - 1].ent_type_ != "PERSON":
        begin -= 1
    return begin if begin < first - 1 else first


def past_and(doc: "Doc", first: int, last: int) -> int:
    """Take in the second half of an office's name ("Department of Ports and Public Safety")."""
    remits = lexicon.words("duties") | lexicon.words("remits")
    end = last + 1
    if (
        last - first < 3
        or doc[first + 1].lower_ not in {"of", "for"}
        or doc[last : last + 1].text != "and"
    ):
        return last
    while end < len(doc) and doc[end].text[:1].isupper() and doc[end].pos_ == "PROPN":
        end += 1
    return end if last + 1 < end < last + 4 and doc[end - 1].lower_ in remits else last


def with_hyphen(doc: "Doc", first: int) -> int:
    """Take in the first half of a first name that the parser cut at its hyphen (Anne-…)."""
    while (
        first >= 2
        and doc[first - 1].text == "-"
        and doc[first - 2].text.istitle()
        and not doc[first - 2].whitespace_
        and not doc[first - 1].whitespace_
    ):
        first -= 2
    return first


def past_titles(doc: "Doc", first: int, last: int) -> tuple[int, str]:
    """Skip forms of address and abbreviated offices, remembering the sex that they tell."""
    people = lexicon.people()
    sex = ""
    while first < last and (
        doc[first].text in people.titles | people.offices or _office_in_name(doc, first, last)
    ):
        sex = sex or people.sex_of_title.get(doc[first].text, "")
        first += 1
    return first, sex


def _office_in_name(doc: "Doc", first: int, last: int) -> bool:
    """Whether the parser took an office for a first name: "Councilor N. N."."""
    return (
        last - first > 2
        and is_role_noun(doc[first])
        and doc[first].text not in lexicon.people().sex_of_name
    )


def looks_like_name(text: str) -> bool:
    """Whether the letters and capitals are those of a name."""
    return (
        len(text) > 1
        and text[0].isalpha()
        and any(char.isupper() for char in text)
        and not any(char in text for char in "/\\@=<>|#()[]{}")
        and len(text.split()) <= 8
        and not (" " not in text and text.lower() in _generic() - lexicon.words("chambers"))
    )


def _generic() -> frozenset[str]:
    """Words that name a kind of body and nobody in particular, whatever their capitals."""
    return lexicon.words("body_endings") | lexicon.words("generic") | lexicon.people().body_nouns


def within_role(doc: "Doc", first: int, last: int) -> bool:
    """Whether words taken for an organisation belong to an office ("Secretary of State")."""
    roles = lexicon.people().roles
    if (
        first >= 2
        and doc[first - 1].lower_ == "of"
        and doc[first - 2].lower_ in {"secretary", "minister", "house", "speaker"}
        and last - first == 1
    ):
        return True
    ending = doc[last - 1]
    if ending.lower_ in roles:
        return True
    if ending.text.isupper() or ending.lower_ in lexicon.words("body_endings"):
        return False
    return last < len(doc) and doc[last].lower_ in roles and doc[last].text[:1].isupper()
