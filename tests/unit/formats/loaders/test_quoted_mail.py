# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Letters that quote others, answer them or send them on: what is whose."""

from pathlib import Path

import pytest

from reader.formats import load

pytestmark = pytest.mark.issue(14)

CASES = Path(__file__).parents[3] / "cases"
HEAD = (
    "From: Greta Lunn <greta@example.org>\nTo: Otto Brand <otto@example.org>\n"
    "Subject: Re: The weir\nDate: Tue, 5 Mar 2024 09:00:00 +0000\nMIME-Version: 1.0\n"
)
PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
PAGE = "Content-Type: text/html; charset=utf-8\n\n"
OWN = "The weir holds back the flood every spring. I find the plan absurd."
THEIRS = "I cannot see why the weir should be kept. It is a\nrelic, and a dangerous one."
JOINED = THEIRS.replace("\n", " ")
QUOTED = "\n".join(f"> {line}" for line in THEIRS.split("\n"))


@pytest.fixture
def whose(open_bytes):
    """What is said in a file, by whom: "-" is the author, "?" nobody who is named."""

    def whose(text, name="a.eml"):
        article = open_bytes(text.encode(), name)
        found = []
        for block in article.blocks:
            said = article.text[block.start : block.end]
            if block.kind == "quote" and block.level:
                place = block.speaker
                name = article.text[place.start : place.end] if place else "?"
                found.append((name, block.level, said))
            elif block.analysed and block.kind != "title":
                found.append(("-", 0, said))
        return found

    return whose


OTTO = ("Otto Brand", 1, JOINED)
GRETA = ("-", 0, OWN)


def seen(path):
    article = load(path)
    return [
        (block.kind.value, block.level, article.text[block.start : block.end])
        for block in article.blocks
    ]


def test_case_flowed():
    assert seen(CASES / "17-format-flowed.eml") == [
        ("title", 0, "The weir – a reply"),
        ("dateline", 0, "On 4 March 2024, Otto Brand wrote:"),
        (
            *("quote", 1),
            "I cannot see why the weir should be kept at all. It is a relic, and a dangerous one.",
        ),
        ("quote", 2, "We kept it for the fish."),
        (
            *("paragraph", 0),
            "The weir holds back the flood every spring, and without it the lower meadows would be "
            "a lake. I find the plan absurd.",
        ),
        (
            *("paragraph", 0),
            "From the bridge you can see the marks of 1953. They stand a metre above the path.",
        ),
        ("boilerplate", 0, "Greta Lunn\nWeir Cottage"),
    ]


def test_case_fixed():
    assert [block[:2] for block in seen(CASES / "29b-fixed-quoted.eml")] == [
        *(("title", 0), ("dateline", 0), ("quote", 1), ("quote", 2), ("paragraph", 0)),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Am 04.03.24 um 09:00 schrieb Otto Brand:",
        "Am Mo., 4. März 2024 um 09:00 Uhr schrieb Otto Brand <\notto.brand@example.org>:",
        "On Mon, Mar 4, 2024 at 9:00 AM Otto Brand <otto@example.org>\nwrote:",
        "Le 4 mars 2024 à 09:00, Otto Brand a écrit :\n",
    ],
)
def test_an_answer_above_and_below(whose, line):
    assert whose(f"{HEAD}{PLAIN}{OWN}\n\n{line}\n{QUOTED}\n") == [GRETA, OTTO]
    assert whose(f"{HEAD}{PLAIN}{line}\n{QUOTED}\n\n{OWN}\n") == [OTTO, GRETA]


def test_answers_between(whose):
    text = "On 4 March 2024, Otto Brand wrote:\n> It is a relic.\nNo.\n> It is ugly.\n\nNonsense.\n"
    assert whose(HEAD + PLAIN + text) == [
        ("Otto Brand", 1, "It is a relic."),
        ("-", 0, "No."),
        ("Otto Brand", 1, "It is ugly."),
        ("-", 0, "Nonsense."),
    ]


def test_letters_inside_letters(whose):
    text = (
        "On 4 March 2024, Otto Brand wrote:\n"
        "> On 3 March 2024, Ann Wills wrote:\n"
        "> > We kept it\n> > for the fish.\n>\n> Silly.\n\nNo.\n"
    )
    assert whose(HEAD + PLAIN + text) == [
        ("Ann Wills", 2, "We kept it for the fish."),
        ("Otto Brand", 1, "Silly."),
        ("-", 0, "No."),
    ]


def test_two_letters_answered_in_one(whose):
    text = (
        "On 4 March 2024, Otto Brand wrote:\n> It is a relic.\n>> Is it?\n\nNo.\n\n"
        "On 3 March 2024, Ann Wills wrote:\n> It is lovely.\n>> Is it?\n\nYes.\n"
    )
    assert [(name, level) for name, level, _ in whose(HEAD + PLAIN + text)] == [
        *(("Otto Brand", 1), ("?", 2), ("-", 0), ("Ann Wills", 1), ("?", 2), ("-", 0)),
    ]


def test_nobody_is_named(whose):
    assert whose(f"{HEAD}{PLAIN}{QUOTED}\n\n{OWN}\n") == [("?", 1, JOINED), GRETA]


def test_the_signature_above_what_is_quoted(whose):
    text = f"{OWN}\n\n-- \nGreta\nWeir Cottage\n\nOn 4 March 2024, Otto Brand wrote:\n{QUOTED}\n"
    assert whose(HEAD + PLAIN + text) == [GRETA, OTTO]


def test_the_signature_in_what_is_quoted(whose):
    text = f"On 4 March 2024, Otto Brand wrote:\n{QUOTED}\n> -- \n> Brand & Sons\n\n{OWN}\n"
    assert whose(HEAD + PLAIN + text) == [OTTO, GRETA]


def test_lists_and_headings_in_what_is_quoted(whose):
    text = f"On 4 March 2024, Otto Brand wrote:\n> * It is old.\n> * It is ugly.\n\n{OWN}\n"
    assert whose(HEAD + PLAIN + text) == [
        ("Otto Brand", 1, "It is old."),
        ("Otto Brand", 1, "It is ugly."),
        GRETA,
    ]


HEADERS = {
    "outlook": "-----Original Message-----\nFrom: Otto Brand\nSent: Monday, 4 March 2024 09:00\n"
    "To: Greta Lunn\nSubject: The weir\n\n",
    "no line above": "From: Otto Brand <otto@example.org>\nSent: Monday, 4 March 2024 09:00\n"
    "To: Greta Lunn\nSubject: The weir\n\n",
    "german": "Von: Otto Brand [mailto:otto@example.org]\nGesendet: Montag, 4. März 2024 09:00\n"
    "An: Greta Lunn\nBetreff: Das Wehr\n\n",
    "gmail": "---------- Forwarded message ---------\nFrom: Otto Brand <otto@example.org>\n"
    "Date: Mon, 4 Mar 2024 at 09:00\nSubject: The weir\nTo: <greta@example.org>\n\n\n",
    "yahoo": "On Monday, 4 March 2024 at 09:00:00 GMT, Otto Brand <otto@example.org> wrote:\n\n",
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_letters_sent_on_without_marks(whose, headers):
    assert whose(f"{HEAD}{PLAIN}{OWN}\n\n{headers}{JOINED}\n")[1:] == [OTTO]


def test_letters_sent_on_with_marks(whose):
    headers = "> From: Otto Brand <otto@example.org>\n> Subject: The weir\n> To: Greta Lunn\n>\n"
    text = f"{OWN}\n\nBegin forwarded message:\n\n{headers}{QUOTED}\n"
    assert whose(HEAD + PLAIN + text) == [GRETA, OTTO]


def test_a_letter_sent_on_that_answers_one(whose):
    second = HEADERS["outlook"].replace("Otto Brand", "Ann Wills")
    text = f"{OWN}\n\n{HEADERS['outlook']}{JOINED}\n\n{second}It is lovely.\n"
    assert whose(HEAD + PLAIN + text) == [GRETA, OTTO, ("Ann Wills", 2, "It is lovely.")]


def test_the_end_of_a_letter_sent_on(whose):
    text = f"{HEADERS['gmail']}{JOINED}\n\n--- End forwarded message ---\n\n{OWN}\n"
    assert whose(HEAD + PLAIN + text) == [OTTO, GRETA]


def test_a_letter_that_came_as_a_part(whose):
    inner = HEAD.replace("Greta Lunn", "Otto Brand").replace("greta@", "otto@") + PLAIN + JOINED
    text = (
        f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n{PLAIN}{OWN}\n"
        f"--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
    )
    assert whose(text) == [GRETA, OTTO]


PAGES = {
    "gmail": '<div class="gmail_quote"><div class="gmail_attr">Le lun. 4 mars 2024 à 09:00, Otto '
    "Brand &lt;otto@example.org&gt; a écrit :<br></div><blockquote>{}</blockquote></div>",
    "gmail, sent on": '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded '
    "message ---------<br>From: <b>Otto Brand</b> &lt;otto@example.org&gt;<br>Date: Mon, 4 Mar "
    "2024<br>Subject: The weir</div><br><br><div>{}</div></div>",
    "thunderbird": '<div class="moz-cite-prefix">Am 04.03.24 um 09:00 schrieb Otto Brand:<br></div>'
    '<blockquote type="cite"><p>{}</p></blockquote>',
    "thunderbird, sent on": '<div class="moz-forward-container">-------- Forwarded Message --------'
    '<table class="moz-email-headers-table"><tr><th>Subject: </th><td>The weir</td></tr><tr><th>'
    "Date: </th><td>Mon, 4 Mar 2024</td></tr><tr><th>From: </th><td>Otto Brand "
    "&lt;otto@example.org&gt;</td></tr></table><p>{}</p></div>",
    "outlook": '<hr><div id="divRplyFwdMsg"><b>From:</b> Otto Brand &lt;otto@example.org&gt;<br>'
    "<b>Sent:</b> Monday<br><b>To:</b> Greta Lunn<br><b>Subject:</b> The weir</div><div>{}</div>",
    "outlook, on the desk": '<div style="border-top:solid #E1E1E1 1.0pt"><p><b>Van:</b> Otto Brand '
    "<br><b>Verzonden:</b> maandag<br><b>Aan:</b> Greta Lunn<br><b>Onderwerp:</b> De stuw</p></div>"
    "<p>{}</p>",
    "apple": '<blockquote type="cite"><div>On 4 Mar 2024, at 09:00, Otto Brand '
    "&lt;otto@example.org&gt; wrote:</div><br><div>{}</div></blockquote>",
    "yahoo": '<div class="yahoo_quoted"><div>On Monday, 4 March 2024 at 09:00:00 GMT, Otto Brand '
    "&lt;otto@example.org&gt; wrote:</div><div>{}</div></div>",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_letters_that_are_pages(whose, page):
    said = f"<div>{JOINED}</div><ul><li>It is ugly.</li></ul>"
    text = f"<html><body><p>{OWN}</p>{page.format(said)}</body></html>"
    assert whose(HEAD + PAGE + text) == [GRETA, OTTO, ("Otto Brand", 1, "It is ugly.")]


def test_a_page_that_is_quoted_in_a_language_nobody_knows(whose):
    page = f"<p>{OWN}</p><div class='protonmail_quote'><p>{JOINED}</p></div>"
    assert whose(HEAD + PAGE + page) == [GRETA, ("?", 1, JOINED)]


def test_a_letter_with_pictures_is_no_archived_page(open_bytes):
    text = f"{HEAD}Content-Type: multipart/related; boundary=b\n\n--b\n{PAGE}<p>{OWN}</p>\n--b--\n"
    article = open_bytes(text.encode(), "a.eml")
    assert (article.format, article.byline) == ("eml", "Greta Lunn")


PASTED = "From: Greta Lunn <greta@example.org>\nTo: Otto Brand\nSubject: Re: The weir\n"


def test_a_letter_that_was_pasted(open_bytes, whose):
    text = f"{PASTED}Date: 5 March 2024\n\nOp 04-03-2024 schreef Otto Brand:\n{QUOTED}\n\n{OWN}\n"
    assert whose(text, "a.txt") == [OTTO, GRETA]
    article = open_bytes(text.encode(), "a.txt")
    assert (article.title, article.byline, article.published) == (
        *("The weir", "Greta Lunn", "2024-03-05"),
    )


def test_a_letter_that_was_pasted_as_markdown(whose):
    text = (
        f"# The weir\n\n{OWN}\n\nIl 04/03/2024 09:00, Otto Brand ha scritto:\n{QUOTED}\n>> Is it?\n"
    )
    text += "> Yes.\nNo, *never*.\n"
    assert whose(text, "a.md") == [
        *(GRETA, OTTO, ("?", 2, "Is it?"), ("Otto Brand", 1, "Yes."), ("-", 0, "No, never.")),
    ]


def test_headers_that_were_pasted_as_markdown(whose):
    assert whose(f"{OWN}\n\n{HEADERS['german']}{THEIRS}\n", "a.md") == [GRETA, OTTO]


def test_quotations_of_markdown_stay_as_they_are(open_bytes):
    text = "# A\n\nOtto Brand wrote:\n\n> It is a relic.\n> > Is it?\n> lazy\n\nNo.\n"
    article = open_bytes(text.encode(), "a.md")
    assert [(block.kind.value, block.level) for block in article.blocks] == [
        *(("title", 0), ("paragraph", 0), ("quote", 0), ("quote", 0), ("paragraph", 0)),
    ]


def test_quotations_of_a_plain_article(open_bytes):
    text = f"The weir\n\nThe mayor told us:\n\n{QUOTED}\n>\n> It is ugly.\n\n{OWN}\n"
    text += "\n>>> import weir\n"
    article = open_bytes(text.encode(), "a.txt")
    assert article.texts("quote") == [JOINED, "It is ugly."]
    assert article.texts("paragraph")[-1] == ">>> import weir"


def test_an_article_about_headers_is_no_letter(open_bytes):
    text = f"The weir\n\nFrom: Alder\nTo: Birch\n\n{OWN}\n\nOriginal message:\n\n{JOINED}\n"
    assert open_bytes(text.encode(), "a.txt").texts("quote") == []


def test_a_text_of_headers_alone_opens_at_once(open_bytes):
    text = "To: a@example.org\n\n" * 20_000
    assert open_bytes(text.encode(), "a.txt").texts("quote") == []
