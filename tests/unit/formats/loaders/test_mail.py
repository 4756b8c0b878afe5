# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""E-mails and archived pages: odd and damaged ones; the sound ones are fixtures."""

import pytest

from reader.errors import OpenError, Reason

HEAD = (
    b"From: Jane Doe <a@b.example>\r\nSubject: A plan\r\nDate: Mon, 6 May 2024 07:08:09 +0100\r\n"
)
MIME = b"MIME-Version: 1.0\r\n"


def test_plain_letter_with_signature(open_bytes):
    body = (
        b"\r\nThe council met on Monday.\r\n\r\n> It was asked\r\n> about the harbour.\r\n\r\n"
        b"See below.\r\n-- \r\nJane\r\n"
    )
    article = open_bytes(HEAD + body, "a.eml")
    assert (article.title, article.byline, article.published) == (
        "A plan",
        "Jane Doe",
        "2024-05-06",
    )
    assert article.kinds == [
        ("title", "A plan"),
        ("paragraph", "The council met on Monday."),
        ("quote", "It was asked about the harbour."),
        ("paragraph", "See below."),
        ("boilerplate", "Jane"),
    ]


@pytest.mark.parametrize("between", [b"\r\n", b"\r\n\r\n"], ids=["one block", "blocks"])
def test_the_headers_of_a_forwarded_letter(open_bytes, between):
    lines = [
        b"---------- Forwarded message ----------",
        b"From: John Roe <c@d.example>",
        b"Date: May 4, 2024 1:17 PM",
        b"Subject: A wall",
    ]
    body = b"\r\n\r\n".join(
        [b"See below.", b"To: all who have a boat", b"Come.", between.join(lines), b"It leaks."]
    )
    article = open_bytes(HEAD + b"\r\n" + body, "a.eml")
    assert article.texts("paragraph") == ["See below.", "To: all who have a boat", "Come."]
    assert article.texts("quote") == ["It leaks."]
    apart = [text for kind, text in article.kinds if kind in {"boilerplate", "dateline"}]
    assert apart == b"\n".join(lines).decode().split("\n")
    assert article.published == "2024-05-06"


@pytest.mark.parametrize(
    ("headers", "body", "text"),
    [
        (b"Content-Type: text/plain; charset=rot13\r\n", b"caf\xc3\xa9", "café"),
        (b"Content-Type: text/plain; charset=hex\r\n", b"6162", "6162"),
        (b"Content-Type: text/plain; charset=a\0b\r\n", b"caf\xc3\xa9", "café"),
        (b"Content-Type: text/plain; charset=iso-8859-1\r\n", b"caf\xe9", "café"),
        (b"Content-Transfer-Encoding: quoted-printable\r\n", b"caf=C3=A9 =ZZ", "café =ZZ"),
        (b"Content-Type: multipart/mixed\r\n", b"No boundary.", "No boundary."),
        (b'Content-Type: multipart/mixed; boundary="x"\r\n', b"--x\r\n\r\nA part.\r\n", "A part."),
        (b"Content-Type: text/plain\r\nX: =?q?=?=\r\n", b"Odd header.", "Odd header."),
        (
            b"Content-Type: text/plain\r\n",
            b"-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA1\r\n\r\nSigned.\r\n"
            b"-----BEGIN PGP SIGNATURE-----\r\nabc\r\n-----END PGP SIGNATURE-----",
            "Signed.",
        ),
    ],
)
def test_odd_letters_open(open_bytes, headers, body, text):
    article = open_bytes(HEAD + MIME + headers + b"\r\n" + body, "a.eml")
    assert article.text.endswith(text)


def test_headers_in_odd_encodings(open_bytes):
    head = b"From: =?utf-8?B?//8=?= <a@b>\r\nSubject: caf\xe9 =?x-none?Q?a?=\r\nDate: never\r\n"
    article = open_bytes(head + MIME + b"\r\nThe text of the letter.", "a.eml")
    assert "The text of the letter." in article.text
    assert article.published is None


def test_a_sender_of_brackets(open_bytes):
    head = b"From: " + b"(" * 4000 + b"\r\nSubject: A plan\r\nDate: x\r\n"
    assert open_bytes(head + MIME + b"\r\nThe text.", "a.eml").texts("paragraph") == ["The text."]


def test_parts_inside_parts_are_followed_only_so_far(open_bytes):
    parts = b""
    for level in range(60):
        parts += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
    with pytest.raises(OpenError) as caught:
        open_bytes(HEAD + MIME + parts + b"\r\nDeep.", "a.eml")
    assert caught.value.reason is Reason.NO_TEXT


@pytest.mark.parametrize("name", ["a.eml", "a.mhtml"])
def test_letters_inside_letters_beyond_all_reason_are_refused(open_bytes, name):
    parts = b"Content-Type: message/rfc822\r\n\r\n" * 2000
    with pytest.raises(OpenError, match="inside one another") as caught:
        open_bytes(HEAD + MIME + parts + b"Deep.", name)
    assert caught.value.reason is Reason.DAMAGED


def test_a_letter_of_more_parts_than_are_read_says_so(open_bytes):
    part = b"--x\r\nContent-Type: text/plain\r\n\r\nThe same again.\r\n"
    head = HEAD + MIME + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
    article = open_bytes(head + part * 1200 + b"--x--", "a.eml")
    assert len(article.texts("paragraph")) == 1000
    assert article.warnings == ("Only the first 1,000 parts of the message are read.",)


def test_a_letter_of_attachments_only_names_them(open_bytes):
    part = b'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="a.txt"\r\n'
    article = open_bytes(HEAD + MIME + part + b"\r\nNot opened.", "a.eml")
    assert article.kinds == [("title", "A plan"), ("note", "Attachments: a.txt")]


ARCHIVE = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/x\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="
)


def test_an_archive_without_its_boundary_is_still_read(open_bytes):
    page = b"<html><body><p>The council met=20on Monday =E2=80=93 again.</p></body></html>"
    article = open_bytes(ARCHIVE + b'"edge"\r\n\r\n' + page, "a.mhtml")
    assert article.format == "mhtml"
    assert article.text == "The council met on Monday – again."
    assert article.address == "https://a.example/x"


@pytest.mark.parametrize(
    "rest", [b'"edge"\r\n\r\n--edge\r\nContent-Type: text/html\r\n\r\n<!DO', b""]
)
def test_an_archive_without_a_page(open_bytes, rest):
    with pytest.raises(OpenError) as caught:
        open_bytes(ARCHIVE + rest, "a.mhtml")
    assert caught.value.reason is Reason.DAMAGED
