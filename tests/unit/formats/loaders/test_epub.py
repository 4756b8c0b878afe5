# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Books: chapters in order, under their headings."""

import time

import pytest

from reader.errors import OpenError, Reason
from reader.formats.loaders import epub

CONTAINER = "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"
PACKAGE = """<package xmlns:dc="d" xmlns:opf="o"><metadata>
<dc:title>A Winter by the Sea</dc:title><dc:creator opf:role="aut">Jane Doe</dc:creator>
<dc:creator opf:role="ill">John Roe</dc:creator><dc:publisher>The Press</dc:publisher>
<dc:language>en-GB</dc:language><dc:date>1913-02-01</dc:date></metadata>
<manifest><item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one%20.xhtml" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="pic" href="a.jpg" media-type="image/jpeg"/></manifest>
<spine toc="ncx"><itemref idref="nav"/><itemref idref="one"/><itemref idref="pic"/>
<itemref idref="two"/></spine></package>"""
NCX = """<ncx><navMap><navPoint><navLabel><text>The Second Chapter</text></navLabel>
<content src="two.xhtml#x"/></navPoint></navMap></ncx>"""
ONE = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "XHTML 1.1" "x.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x.js"/></head>
<body><h1>The First Chapter</h1><p>It was a caf&eacute;&nbsp;by the sea.</p><div/>
<blockquote><p>Quoted.</p></blockquote></body></html>"""
TWO = "<html><body><p>There was no heading<br> here & no closing tag.<div/></body>"
NAV = "<html><body><nav><ol><li><a href='one.xhtml'>One</a></li></ol></nav></body></html>"


def book(**changes):
    entries = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE,
        "OEBPS/toc.ncx": NCX,
        "OEBPS/nav.xhtml": NAV,
        "OEBPS/text/one .xhtml": ONE,
        "OEBPS/two.xhtml": TWO,
        "OEBPS/a.jpg": "",
    }
    entries.update({name.replace("__", "/"): content for name, content in changes.items()})
    return {name: content for name, content in entries.items() if content is not None}


def test_chapters_in_order(open_bytes, zipped):
    article = open_bytes(zipped(book()), "book.epub")
    assert (article.title, article.byline) == ("A Winter by the Sea", "Jane Doe")
    assert (article.outlet, article.published) == ("The Press", "1913-02-01")
    assert article.language == "en"
    assert not article.warnings
    assert article.kinds == [
        ("title", "A Winter by the Sea"),
        ("boilerplate", "One"),
        ("heading", "The First Chapter"),
        ("paragraph", "It was a café\u00a0by the sea."),
        ("quote", "Quoted."),
        ("heading", "The Second Chapter"),
        ("paragraph", "There was no heading\nhere & no closing tag."),
    ]


def test_a_missing_chapter_is_said_to_be_missing(open_bytes, zipped):
    entries = book()
    del entries["OEBPS/two.xhtml"]
    article = open_bytes(zipped(entries), "book.epub")
    assert article.warnings == ("1 of 4 chapters are missing or damaged and left out.",)


def test_a_chapter_made_to_do_harm_is_named_for_it(open_bytes, zipped):
    bomb = "<html><body><p>" + "a" * (8 * 1024 * 1024)
    article = open_bytes(zipped(book() | {"OEBPS/two.xhtml": bomb}), "a.epub")
    assert "Quoted." in article.text
    (warning,) = article.warnings
    assert "left out" in warning
    assert "200 times" in warning
    alone = PACKAGE.replace('<itemref idref="nav"/><itemref idref="one"/>', "")
    with pytest.raises(OpenError, match="200 times") as caught:
        open_bytes(zipped(book() | {"OEBPS/two.xhtml": bomb, "OEBPS/book.opf": alone}), "a.epub")
    assert caught.value.reason is Reason.TOO_LARGE


def test_a_book_of_more_chapters_than_are_read_says_so(open_bytes, zipped, monkeypatch):
    monkeypatch.setattr(epub, "CHAPTER_LIMIT", 2)
    article = open_bytes(zipped(book()), "a.epub")
    assert "The First Chapter" in article.texts("heading")
    assert "The Second Chapter" not in article.texts("heading")
    assert article.warnings == ("Only the first 2 chapters are read.",)


def test_a_locked_book(open_bytes, zipped):
    locked = (
        "<e><EncryptedData><CipherData><CipherReference URI='OEBPS/two.xhtml'/></CipherData>"
        "</EncryptedData></e>"
    )
    entries = book()
    entries["META-INF/encryption.xml"] = locked
    with pytest.raises(OpenError) as caught:
        open_bytes(zipped(entries), "book.epub")
    assert caught.value.reason is Reason.ENCRYPTED


def test_no_chapter_can_be_read(open_bytes, zipped):
    entries = book()
    entries["OEBPS/book.opf"] = PACKAGE.replace("href=", "href='/etc/passwd' x=")
    with pytest.raises(OpenError) as caught:
        open_bytes(zipped(entries), "book.epub")
    assert caught.value.reason is Reason.DAMAGED


def test_a_book_of_100_000_words_opens(open_bytes, zipped):
    paragraph = "<p>" + "The council met on Monday to talk about it, and it did. " * 10 + "</p>"
    entries = book()
    entries["OEBPS/two.xhtml"] = f"<html><body>{paragraph * 850}</body></html>"
    data = zipped(entries)
    begun = time.perf_counter()
    article = open_bytes(data, "book.epub")
    assert time.perf_counter() - begun < 3
    assert article.word_count > 100_000


def test_the_licence_around_a_book_is_furniture(open_bytes, zipped):
    start = "<p>*** START OF THE PROJECT GUTENBERG EBOOK A ***</p>"
    end = "<p>*** END OF THE PROJECT GUTENBERG EBOOK A ***</p>"
    entries = book()
    entries["OEBPS/two.xhtml"] = f"<html><body>{start}<p>Kept.</p>{end}<p>Licence</p></body></html>"
    del entries["OEBPS/text/one .xhtml"]
    article = open_bytes(zipped(entries), "book.epub")
    assert article.texts("paragraph") == ["Kept."]
