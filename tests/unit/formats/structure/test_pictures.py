# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A picture leaves its description where it stood, and one in the file is shown there."""

import base64
import struct

import pytest

from reader.formats import draft
from reader.formats.structure.pictures import picture_size, picture_text

P = (
    "<p>The council met on Monday to talk about the budget, the harbour and the school, and after "
    "three hours of debate it agreed on the date of its next meeting, which is in July.</p>"
)
BOATS = '<img src="a.jpg" alt="Boats at rest in the harbour">'
W = (
    'xmlns:w="w" xmlns:wp="wp" xmlns:v="v" xmlns:a="a" xmlns:adec="adec" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def png(width=300, height=200, size=100):
    """The head of a picture, which is all that is looked at, and some more bytes."""
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)
    return head.ljust(size, b"\0")


def jpeg(width=300, height=200):
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"\xff\xc0ab"
    frame = b"\xff\xff\xc2" + struct.pack(">HBHHB", 17, 8, height, width, 3)
    return b"\xff\xd8" + comment + frame + bytes(20)


def embedded(data, kind="image/png", alt=""):
    return f'<img src="data:{kind};base64,{base64.b64encode(data).decode()}" alt="{alt}">'


def shown(article):
    """The pictures with the text below each."""
    return [(each.data, article.text[each.start :][:20]) for each in article.pictures]


@pytest.fixture
def read(open_bytes):
    def read(body, head="<title>A plan for the harbour</title>"):
        page = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
        return open_bytes(page.encode(), "page.html")

    return read


@pytest.mark.parametrize(
    ("description", "text"),
    [
        ("Boats at  rest\nin the harbour", "Picture: Boats at rest in the harbour"),
        ("A party's logo on the wall", "Picture: A party's logo on the wall"),
        ("Boats at rest Description automatically generated", "Picture: Boats at rest"),
        ("眠っている犬", "Picture: 眠っている犬"),
        ("", None),
        (None, None),
        ("boats", None),
        ("DSC_0042", None),
        ("0225-boats-at-rest-01", None),
        ("Boats at rest.JPG", None),
        ("https://a.example/boats at rest", None),
        ("C:\\\\My Pictures\\\\boats at rest", None),
        ("Image 12", None),
        ("Courier logo", None),
        ("Share on Facebook", None),
        ("word " * 300, None),
    ],
)
def test_what_a_description_says(description, text):
    assert picture_text(description) == text


def test_a_picture_between_paragraphs_and_inside_one(read):
    article = read(f"{P}{BOATS}{P}<p>The boats {BOATS} rest.</p>{P}<picture>{BOATS}</picture>{P}")
    assert [kind for kind, _ in article.kinds] == [
        *("title", "paragraph", "caption", "paragraph", "paragraph", "caption"),
        *("paragraph", "caption", "paragraph"),
    ]
    assert set(article.texts("caption")) == {"Picture: Boats at rest in the harbour"}
    assert "The boats rest." in article.texts("paragraph")


def test_the_picture_stands_before_its_caption(read):
    article = read(
        f"{P * 2}<figure>{BOATS}<figcaption>The toll has many enemies</figcaption></figure>{P}"
        f'<div class="wp-caption">{BOATS}<p>What the town lives on</p></div>{P}'
    )
    assert article.texts("caption") == [
        "Picture: Boats at rest in the harbour",
        "The toll has many enemies",
        "Picture: Boats at rest in the harbour",
        "What the town lives on",
    ]


@pytest.mark.parametrize(
    "caption",
    [
        "<figcaption>Boats at rest in the old harbour, on Monday</figcaption>",
        '<div class="caption">Boats, at rest in the HARBOUR. Photo: Jane Doe</div>',
    ],
)
def test_a_caption_is_not_said_twice(read, caption):
    article = read(f"{P * 2}<figure>{BOATS}{caption}</figure>{P}")
    assert len(article.texts("caption")) == 1
    assert "Picture:" not in article.text


def test_a_paragraph_that_repeats_the_description_is_the_caption(read):
    article = read(f"{P * 2}{BOATS}<p>Boats at rest in the harbour</p>{P}")
    assert article.texts("caption") == ["Boats at rest in the harbour"]


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="a.jpg" alt="A plan for the harbour">',
        '<img src="a.jpg" alt="A dotted line" width="464" height="2">',
        '<img src="a.jpg" alt="Boats at rest" role="presentation">',
        '<img src="a.jpg" alt="Boats at rest" hidden>',
        '<a href="/other-article"><img src="a.jpg" alt="Why boats have to rest"></a>',
        "<h2>The boats <img alt='Boats at rest'></h2>",
        '<img src="a.jpg">',
    ],
    ids=["title", "line", "presentation", "hidden", "teaser", "heading", "none"],
)
def test_ornaments_and_teasers_leave_nothing(read, picture):
    assert "Picture:" not in read(f"{P * 2}{picture}{P * 2}").text


def test_a_link_to_the_picture_itself(read):
    article = read(f'{P * 2}<a href="/large.jpg?x=1">{BOATS}</a>{P}')
    assert article.texts("caption") == ["Picture: Boats at rest in the harbour"]


def test_pictures_outside_the_article_leave_nothing(open_bytes):
    page = (
        f"<html><body><nav>{BOATS}</nav><article>{P * 4}</article><footer>{BOATS}</footer></body>"
    )
    assert "Picture:" not in open_bytes(page.encode(), "page.html").text


def test_an_archived_page(open_bytes):
    page = (
        "Snapshot-Content-Location: https://a.example/x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="-e-"\r\n\r\n'
        "---e-\r\nContent-Type: text/html\r\n\r\n"
        f"<html><body><article>{P * 2}{BOATS}{P * 2}</article></body></html>\r\n"
        "---e-\r\nContent-Type: image/jpeg\r\n\r\nx\r\n---e---\r\n"
    )
    article = open_bytes(page.encode(), "page.mhtml")
    assert article.format == "mhtml"
    assert article.texts("caption") == ["Picture: Boats at rest in the harbour"]


def test_a_book(open_bytes, zipped):
    container = "<c><rootfiles><rootfile full-path='book.opf'/></rootfiles></c>"
    package = (
        '<package><metadata/><manifest><item id="one" href="one.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="one"/></spine>'
        "</package>"
    )
    chapter = f"<html><body><h1>One</h1>{P}{BOATS.replace('>', '/>')}{P}</body></html>"
    entries = {"META-INF/container.xml": container, "book.opf": package, "one.xhtml": chapter}
    article = open_bytes(zipped({"mimetype": "application/epub+zip", **entries}), "a.epub")
    assert article.texts("caption") == ["Picture: Boats at rest in the harbour"]


def drawing(description, inner="<a:blip/>"):
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{description}">'
        f"</wp:docPr>{inner}</wp:inline></w:drawing></w:r>"
    )


def test_a_word_document(open_bytes, zipped):
    boats = drawing("Boats at rest")
    body = "".join(
        f"<w:p>{content}</w:p>"
        for content in (
            f"<w:r><w:t>The council met.</w:t></w:r>{boats}",
            drawing("A hall full of people"),
            f"<w:del>{drawing('What was deleted')}</w:del>",
            drawing("An ornamental line", '<adec:decorative val="1"/>'),
            drawing("A box of text", "<w:txbxContent><w:p/></w:txbxContent>"),
            drawing("IMG_0042.jpg"),
            '<w:r><w:pict><v:shape alt="A wall in the wind"/></w:pict></w:r>',
            f"<mc:AlternateContent><mc:Choice>{drawing('A ship at sea')}</mc:Choice><mc:Fallback>"
            '<w:pict><v:shape alt="A ship at sea"/></w:pict></mc:Fallback></mc:AlternateContent>',
            f"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{drawing('The mayor in her office')}",
            "<w:r><w:t>It met again.</w:t></w:r>",
        )
    )
    entries = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    assert open_bytes(zipped(entries), "a.docx").kinds == [
        ("paragraph", "The council met."),
        ("caption", "Picture: Boats at rest"),
        ("caption", "Picture: A hall full of people"),
        ("caption", "Picture: A wall in the wind"),
        ("caption", "Picture: A ship at sea"),
        ("caption", "Picture: The mayor in her office"),
        ("paragraph", "It met again."),
    ]


def test_an_open_document(open_bytes, zipped):
    frame = "<d:frame><d:image/><v:desc>{}</v:desc></d:frame>"
    boxed = f"<d:frame><d:text-box><t:p>{frame.format('A wall in the wind')}A wall.</t:p>"
    body = (
        f"<t:p>The council met.{frame.format('Boats at rest')}</t:p>"
        f"{frame.format('A hall full of people')}"
        f"<t:p>It met again.{boxed}</d:text-box></d:frame></t:p>"
        "<t:p>And again.<d:frame><d:image/></d:frame></t:p>"
    )
    content = (
        '<o:document xmlns:o="o" xmlns:t="t" xmlns:d="d" xmlns:v="v"><o:body><o:text>'
        f"{body}</o:text></o:body></o:document>"
    )
    entries = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    assert open_bytes(zipped(entries), "a.odt").kinds == [
        ("paragraph", "The council met."),
        ("caption", "Picture: Boats at rest"),
        ("caption", "Picture: A hall full of people"),
        ("paragraph", "It met again."),
        ("paragraph", "A wall."),
        ("caption", "Picture: A wall in the wind"),
        ("paragraph", "And again."),
    ]


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (png(640, 480), (640, 480)),
        (jpeg(640, 480), (640, 480)),
        (b"\xff\xd8\xff\xd9" + jpeg()[2:], None),
        (jpeg()[:18], None),
        (b"\xff\xd8\xff\xe0\x00\x00" * 9, None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"GIF89a" + bytes(50), None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"", None),
    ],
)
def test_the_head_of_a_picture_tells_its_size(data, size):
    assert picture_size(data) == size


def test_a_picture_in_a_page_is_shown_where_it_stands(read):
    first, second = png(), jpeg()
    caption = "<figcaption>The boats on Monday</figcaption>"
    article = read(
        f"{P}<figure>{embedded(first, alt='Boats at rest in the harbour')}{caption}</figure>{P}"
        f"<p>{embedded(second, 'image/jpeg')}</p>{P}{BOATS}{P}"
    )
    assert shown(article) == [(first, "Picture: Boats at re"), (second, "The council met on M")]
    assert article.texts("caption") == [
        "Picture: Boats at rest in the harbour",
        "The boats on Monday",
        "Picture: Boats at rest in the harbour",
    ]


def test_a_picture_stays_where_its_caption_says_what_it_shows(read):
    alt = "Boats at rest in the harbour"
    figure = f"<figure>{embedded(png(), alt=alt)}<figcaption>{alt}</figcaption></figure>"
    article = read(P + figure + P)
    assert shown(article) == [(png(), alt[:20])]
    assert article.texts("caption") == [alt]


@pytest.mark.parametrize(
    "picture",
    [
        embedded(png(40, 300)),
        embedded(png(30_000, 30_000)),
        embedded(png(size=5 * 1024 * 1024)),
        embedded(b"GIF89a" + bytes(50), "image/gif"),
        embedded(b"<svg/>", "image/svg+xml"),
        embedded(png(), "text/html"),
        '<img src="data:image/png;base64,A">',
        '<img src="data:image/png;base64,%ff%">',
        '<img src="embedded-file:7"><img src="embedded-file:x"><img src="embedded-file:">',
        f'<img src="embedded-file:{"9" * 5000}">',
        '<img src="https://remote.example/a.png"><img src="a.png"><img src="file:///a.png">',
    ],
    ids=[
        "narrow",
        "vast",
        "heavy",
        "gif",
        "svg",
        "html",
        "broken",
        "odd",
        "made up",
        "long",
        "elsewhere",
    ],
)
def test_what_is_not_shown(read, picture):
    article = read(f"{P * 2}<p>{picture}</p>{P * 2}")
    assert article.pictures == ()
    assert len(article.texts("paragraph")) == 4


def test_pictures_beyond_the_limits_are_said_to_be_left_out(read, monkeypatch):
    page = "".join(f"{P}{embedded(png(300 + number))}" for number in range(6))
    monkeypatch.setattr(draft, "PICTURES_LIMIT", 450)
    article = read(page)
    assert [each.width for each in article.pictures] == [300, 301, 302, 303]
    assert article.warnings == ("Only the first 4 of 6 pictures are shown.",)
    monkeypatch.setattr(draft, "PICTURE_COUNT_LIMIT", 2)
    assert len(read(page).pictures) == 2


@pytest.mark.parametrize("address", ["boats.png", "https://a.example/boats.png", "cid:boats"])
def test_a_picture_in_an_archived_page(open_bytes, address):
    page = (
        "Snapshot-Content-Location: https://a.example/x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="-e-"\r\n\r\n'
        "---e-\r\nContent-Type: text/html\r\nContent-Location: https://a.example/x\r\n\r\n"
        f'<html><body><article>{P * 2}<img src="{address}">{P * 2}'
        "<img src=https://b.example/boats.png></article></body></html>\r\n"
        "---e-\r\nContent-Type: image/png\r\nContent-Location: https://a.example/boats.png\r\n"
        "Content-ID: <boats>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.b64encode(png()).decode()}\r\n---e---\r\n"
    )
    assert shown(open_bytes(page.encode(), "page.mhtml")) == [(png(), "The council met on M")]


def test_pictures_in_a_book(open_bytes, zipped):
    package = (
        "<package><metadata/><manifest>"
        '<item id="cover" href="text/cover.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="cover"/><itemref idref="one"/></spine></package>'
    )
    entries = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": "<c><rootfiles><rootfile full-path='book.opf'/></rootfiles></c>",
        "book.opf": package,
        "text/cover.xhtml": "<html><body><img src='../a%20cover.jpg'/></body></html>",
        "text/one.xhtml": f"<html><body><h1>One</h1>{P}<img src='../b.png'/>{P}"
        "<img src='../../../etc/passwd'/><img src='gone.png'/></body></html>",
        "a cover.jpg": jpeg(),
        "b.png": png(),
    }
    article = open_bytes(zipped(entries), "a.epub")
    assert shown(article) == [(jpeg(), article.text[:20]), (png(), "The council met on M")]


def test_a_bomb_among_the_pictures_does_not_keep_a_book_from_opening(open_bytes, zipped):
    package = (
        '<package><metadata/><manifest><item id="one" href="one.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="one"/></spine>'
        "</package>"
    )
    pictures = "".join(f"<img src='{number}.png'/>" for number in range(40))
    entries = {
        "META-INF/container.xml": "<c/>",
        "book.opf": package,
        "one.xhtml": f"<html><body>{P}{pictures}{P}</body></html>",
        **{f"{number}.png": png(size=4 * 1024 * 1024) for number in range(39)},
        "39.png": png(size=40 * 1024 * 1024),
    }
    article = open_bytes(zipped({"mimetype": "application/epub+zip", **entries}), "a.epub")
    assert len(article.pictures) == 3
    assert len(article.texts("paragraph")) == 2


def test_pictures_in_a_word_document(open_bytes, zipped):
    relations = "".join(
        f'<Relationship Id="r{number}" Target="{target}"{mode}/>'
        for number, (target, mode) in enumerate(
            [
                ("media/a.png", ""),
                ("/word/media/b.jpeg", ""),
                ("https://remote.example/a.png", ' TargetMode="External"'),
                ("../../media/a.png", ""),
            ]
        )
    )
    blips = [f'<a:blip r:embed="r{number}"/>' for number in range(5)]
    body = "<w:p><w:r><w:t>The council met.</w:t></w:r></w:p>".join(
        f"<w:p>{drawing('Boats at rest', blip)}</w:p>" for blip in blips
    )
    entries = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document {W} xmlns:r="r"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
        "word/media/a.png": png(),
        "word/media/b.jpeg": jpeg(),
    }
    article = open_bytes(zipped(entries), "a.docx")
    placeholder = "Picture: Boats at rest\n\nThe council"[:20]
    assert shown(article) == [(png(), placeholder), (jpeg(), placeholder)]
    assert len(article.texts("caption")) == 5


def test_a_picture_in_an_open_document(open_bytes, zipped):
    frames = "".join(
        f'<d:frame><d:image l:href="{href}"/></d:frame>'
        for href in ("Pictures/a.png", "https://remote.example/a.png", "../a.png")
    )
    content = (
        '<o:document xmlns:o="o" xmlns:t="t" xmlns:d="d" xmlns:l="l"><o:body><o:text>'
        f"<t:p>The council met.{frames}</t:p><t:p>It met again.</t:p>"
        "</o:text></o:body></o:document>"
    )
    entries = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "Pictures/a.png": png(),
    }
    assert shown(open_bytes(zipped(entries), "a.odt")) == [(png(), "It met again.")]


def test_a_picture_below_all_text_stands_at_its_end(read):
    article = read(f"{P * 4}<p>{embedded(png())}</p>")
    (picture,) = article.pictures
    assert picture.start == len(article.text)
