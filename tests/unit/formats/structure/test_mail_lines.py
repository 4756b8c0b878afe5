# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Lines by which mail programs of many languages say whose words follow."""

import pytest

from reader.formats.structure.mail_lines import (
    announcement,
    ends_forwarded,
    header,
    is_letter_head,
    opens_forwarded,
    sender,
)

pytestmark = pytest.mark.issue(14)


def named(line):
    found = announcement(line)
    return line[slice(*found.name)] if found and found.name else found


@pytest.mark.parametrize(
    "line",
    [
        "On 4 March 2024, Jane Roe wrote:",
        "On Mon, Mar 4, 2024 at 9:00 AM Jane Roe <jane@example.org> wrote:",
        "On 2024-03-04 at 09:00 +0100, Jane Roe wrote:",
        'On 3/4/24, 9:00 AM, "Jane Roe" <jane@example.org> wrote:',
        "On 4 March Jane Roe wrote:",
        "On Mar 4, 2024, at 9:00 AM, Jane Roe <jane@a.example<mailto:jane@a.example>> wrote:",
        "On Monday, 4 March 2024 at 09:00:00 GMT, Jane Roe via Boats <boats@example.org> wrote:",
        "In article <1.2@example.org>, Jane Roe <jane@example.org> wrote:",
        "---- On Mon, 04 Mar 2024 09:00:00 +0100 Jane Roe <jane@example.org> wrote ----",
        "* Jane Roe <jane@example.org> [2024-03-04 09:00]:",
        "Quoting Jane Roe <jane@example.org>:",
        "jane@example.org (Jane Roe) writes:",
        "Am Mo., 4. März 2024 um 09:00 Uhr schrieb Jane Roe <jane@example.org>:",
        "Jane Roe schrieb am 04.03.2024 um 09:00:",
        "Jane Roe <jane@example.org> hat am 04.03.2024 09:00 geschrieben:",
        "Le lun. 4 mars 2024 à 09:00, Jane Roe <jane@example.org> a écrit :",
        "El lun, 4 mar 2024 a las 9:00, Jane Roe (<jane@example.org>) escribió:",
        "Il giorno lun 4 mar 2024 alle ore 09:00 Jane Roe <jane@example.org> ha scritto:",
        "Op ma 4 mrt 2024 om 09:00 schreef Jane Roe <jane@example.org>:",
        "Den mån 4 mars 2024 kl 09:00 skrev Jane Roe <jane@example.org>:",
        "Em seg., 4 de mar. de 2024 às 09:00, Jane Roe <jane@example.org> escreveu:",
        "pon., 4 mar 2024 o 09:00 Jane Roe <jane@example.org> napisał(a):",
        "po 4. 3. 2024 v 9:00 odesílatel Jane Roe <jane@example.org> napsal:",
        "04.03.2024 09:00, Jane Roe пишет:",
        "ma 4. maalisk. 2024 klo 9.00 Jane Roe (jane@example.org) kirjoitti:",
        "Jane Roe <jane@example.org>, 4 Mar 2024 Pzt, 09:00 tarihinde şunu yazdı:",
        "Jane Roe <jane@example.org> ezt írta (időpont: 2024. márc. 4., H, 9:00):",
        "În lun., 4 mar. 2024 la 09:00, Jane Roe <jane@example.org> a scris:",
        "2024年3月4日(月) 9:00 Jane Roe <jane@example.org>:",
        "Jane Roe <jane@example.org> 于2024年3月4日周一 09:00写道：",
        # Catalan and Welsh stand in no table.
        "El dl., 4 de març 2024 a les 9:00, Jane Roe (<jane@example.org>) va escriure:",
        "Dydd Llun, 4 Mawrth 2024 am 9:00, ysgrifennodd Jane Roe:",
    ],
)
def test_who_wrote(line):
    assert named(line) == "Jane Roe"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("On 04.03.24 09:00, Roe, Jane wrote:", "Roe, Jane"),
        ("On 4 March 2024, J. M. van der Roe-Müller wrote:", "J. M. van der Roe-Müller"),
        ("On Mon, Mar 4, 2024 at 9:00 AM <jane@example.org> wrote:", "jane@example.org"),
        ("jane@example.org wrote:", "jane@example.org"),
    ],
)
def test_names_as_they_stand(line, name):
    assert named(line) == name


def test_a_line_that_names_nobody():
    found = announcement("On 4 March you wrote:")
    assert found is not None
    assert found.name is None


@pytest.mark.parametrize(
    "line",
    [
        "The mayor wrote:",
        "The mayor of Alder, Jane Roe, told us:",
        "On 4 March the mayor wrote:",
        "As Jane Roe wrote:",
        "He wrote:",
        "On 4 March 2024 at 9:00 the council said:",
        "Jane Roe wrote a letter",
    ],
)
def test_sentences_of_the_author_are_left_alone(line):
    assert announcement(line) is None


def test_a_line_made_to_keep_the_rules_busy():
    # 4,000 of them took minutes before their words were looked for first.
    lines = [f"{n}, " + "4, " * 90 for n in range(4000)]
    assert not any(announcement(line) for line in lines)


@pytest.mark.parametrize(
    "line",
    [
        "-----Original Message-----",
        "---------- Forwarded message ---------",
        "-------- Weitergeleitete Nachricht --------",
        "________ Message transféré ________",
        "Begin forwarded message:",
        "----- Forwarded by Jane Roe/HQ on 03/04/2024 -----",
    ],
)
def test_lines_that_open_a_letter(line):
    assert opens_forwarded(line)


@pytest.mark.parametrize("line", ["Original message boards are back", "-----", "Forwarded message"])
def test_lines_that_open_none(line):
    assert not opens_forwarded(line)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("line", ["-" * 300, "- " * 150, "=-_" * 100])
def test_a_rule_opens_none(line):
    assert not opens_forwarded(line)


def test_the_end_of_a_letter():
    assert ends_forwarded("----- End forwarded message -----")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("From: Jane Roe", "from"),
        ("*Von:* Jane Roe", "from"),
        ("Envoyé : lundi 4 mars 2024", "sent"),
        ("Onderwerp: De stuw", "subject"),
        ("От кого: Jane Roe", "from"),
        ("件名： 堰", "subject"),
    ],
)
def test_headers(line, role):
    assert header(line).role == role


def test_the_sender_in_a_header():
    line = "*From:* Roe, Jane [mailto:jane@example.org]"
    assert line[slice(*sender(line, header(line).start))] == "Roe, Jane"


def test_what_makes_a_head():
    assert is_letter_head(["From: Jane Roe", "Sent: Monday", "To: John Doe"])
    assert is_letter_head(["From: jane@example.org", "Subject: The weir"])
    assert not is_letter_head(["From: Alder", "To: Birch"])
    assert not is_letter_head(["To: John Doe", "Date: Monday", "Subject: The weir"])
