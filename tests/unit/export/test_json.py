# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
import json
from dataclasses import replace

from reader.document import Span
from reader.document.marks import View
from reader.document.overlay import overlaid
from reader.document.schema import analysis_from_dict
from reader.export.json_writer import JsonWriter


def written(analysis, view=None, marks=()):
    read = overlaid(analysis, marks)
    return json.loads(JsonWriter().write(read, view or View(), None, lambda _: None).data)


def test_the_analysis_opens_again(analysis):
    assert analysis_from_dict(written(analysis)) == analysis


def test_the_view_is_kept(analysis):
    view = View(show_from=0.75, loaded=False, facts=True)
    assert View(**written(analysis, view)["view"]) == view


def test_half_characters_survive(analysis):
    article = replace(analysis.article, title="half \ud800 \udfff \0 \u2028")
    analysis = replace(analysis, article=article)
    assert analysis_from_dict(written(analysis)) == analysis


def test_annotations_quote_the_words_they_point_at(analysis):
    page = written(analysis)["annotations"]
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    text = analysis.article.text
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["target"]["source"] == "https://courier.example/bridge"
        position, quote = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert quote["exact"] == text[start:end] != ""
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])


def test_every_annotation_has_a_name_of_its_own_that_stays(analysis):
    first, second = analysis.attributions
    analysis = replace(analysis, attributions=(first, replace(second, content=first.content)))
    page = written(analysis)["annotations"]
    names = [page["id"], *(item["id"] for item in page["items"])]
    assert len(set(names)) == len(names) > 2
    assert all(name.startswith("urn:uuid:") for name in names)
    assert written(analysis)["annotations"] == page


def test_annotations_are_what_the_reader_sees(analysis):
    def kinds(view):
        items = written(analysis, view)["annotations"]["items"]
        return {item["body"][0]["value"] for item in items}

    assert kinds(View()) == {"opinion", "viewpoint", "loaded", "unclear"}
    assert kinds(View(facts=True, loaded=False)) == {"opinion", "viewpoint", "fact", "unclear"}
    nothing = View(opinion=False, loaded=False, viewpoints=False, unclear=False)
    assert kinds(nothing) == set()


def test_an_article_without_address_is_named_by_its_digest(analysis):
    article = replace(analysis.article, address=None)
    items = written(replace(analysis, article=article))["annotations"]["items"]
    assert items[0]["target"]["source"] == "urn:sha256:" + "ab" * 32
    article = replace(article, sha256="")
    items = written(replace(analysis, article=article))["annotations"]["items"]
    assert items[0]["target"]["source"] == "urn:text"


def test_two_people_said_to_hold_the_same_words(analysis):
    first, second = analysis.attributions
    both = replace(analysis, attributions=(first, replace(second, content=first.content)))
    items = written(both, View(opinion=False, loaded=False, unclear=False))["annotations"]["items"]
    assert [item["body"][1]["value"].split(",")[0] for item in items] == [
        "Viewpoint of Tom Ellery",
        "Viewpoint of the Harbour Union",
    ]


def test_empty_marks_are_left_out(analysis):
    odd = replace(analysis.attributions[0], content=(Span(5, 5),))
    items = written(replace(analysis, attributions=(odd,)))["annotations"]["items"]
    assert all(item["body"][0]["value"] != "viewpoint" for item in items)
