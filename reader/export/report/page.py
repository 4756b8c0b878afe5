# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes a report as one self-contained page, each figure with its numbers in a table below it.

It needs no script and no network. Nothing on it says which outlet is better.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reader.export import content
from reader.export.content import counted
from reader.export.html import escape, head
from reader.export.report.estimates import DRAWS, LEAST, LEVEL, Estimate
from reader.export.report.figures import Line, Panel, by_month, by_name
from reader.export.report.findings import NOT_KNOWN, Findings, Group, Grouping, Heard, Judged, Side

_TOO_FEW = "too few to say"
# So many names of those who are too few are told, the rest counted.
_FEW_TOLD = 30
# An interval narrower than this is told to the tenth of a per cent.
_NARROW = 0.02

_SHARES = (
    Panel("Author’s opinion", "opinion_line", "o"),
    Panel("Relayed views", "viewpoint", "s"),
    Panel("Fact", "fact_line", "D"),
)
_FLOOR = (Panel("Share of all relayed words", "viewpoint", "s"),)
_TREATED = (Panel("Critical, among the sentences that judge", "critical_text", "v"),)


@dataclass(frozen=True, slots=True)
class About:
    """What else is said of the results.

    Attributes:
        name: Of their folder.
        whole: Whether the run has come to its end.
        failed: How many files have no analysis.
        duplicates: How many files hold the bytes of another one.
    """

    name: str
    whole: bool
    failed: int
    duplicates: int


def report_page(found: Findings, about: About) -> bytes:
    """The page, encoded."""
    return "\n".join(_lines(found, about)).encode("utf-8")


def _lines(found: Findings, about: About) -> Iterator[str]:
    title = _title(found.overall.articles)
    yield from head(title, "report.css")
    yield '<body class="report">\n<header>'
    yield f"<h1>{escape(title)}</h1>"
    yield f"<p>{escape(' · '.join(_facts(found, about)))}</p>"
    for said in _left_out(found, about):
        yield f"<p>{escape(said)}</p>"
    yield "</header>\n<main>"
    yield from _how_to_read()
    yield from _shares("outlet", "By outlet", found.outlets, found.overall)
    yield from _shares("section", "By section", found.sections, found.overall, _SECTION)
    yield from _months(found.months, found.overall)
    yield from _floor(found)
    yield from _treatment(found)
    yield "</main>\n<footer>"
    yield f"<p>{content.ESTIMATE} Model: {escape(found.model)}.</p>"
    yield "</footer>\n</body>\n</html>\n"


def _title(articles: int) -> str:
    if articles == 1:
        return "1 article: where it reports, argues and relays views"
    return f"{articles:,} articles: where they report, argue and relay views"


def _facts(found: Findings, about: About) -> list[str]:
    facts = [
        f"Folder {about.name}",
        counted(found.words, "word"),
        counted(found.overall.sentences, "sentence"),
    ]
    if found.first_month and found.last_month:
        first, last = _month(found.first_month), _month(found.last_month)
        facts.append(first if first == last else f"{first} to {last}")
    return facts


def _left_out(found: Findings, about: About) -> Iterator[str]:
    if not about.whole:
        yield (
            "The folder has no summary.json, so a run may not have come to its end: these may not "
            "be all articles, and those to come may be different."
        )
    told = []
    if found.unmarked:
        told.append(
            f"{counted(found.unmarked, 'article')} in another language or without a sentence"
        )
    if about.failed:
        told.append(f"{counted(about.failed, 'file')} that could not be read (failures.csv)")
    if about.duplicates:
        told.append(f"{counted(about.duplicates, 'file')} the same as another (duplicates.csv)")
    if told:
        yield f"Not counted: {'; '.join(told)}."


def _how_to_read() -> Iterator[str]:
    level = f"{LEVEL * 100:.0f}"
    yield "<section>\n<h2>How to read this</h2>"
    yield (
        "<p>A point is the share in all articles of a group together: of their sentences, unless "
        f"it says otherwise. The bar is its {level}\N{NO-BREAK SPACE}% interval: were other "
        "articles of the same kind collected in the same way, the share would be expected within "
        f"it. It comes from drawing the articles anew {DRAWS:,} times, with replacement: a "
        "bootstrap over whole articles, because the sentences of one are not independent, with "
        "Hesterberg’s correction for few articles (2015); with ten it still holds in about 92 of "
        "100 cases rather than 95. The same tables give the same page. A "
        "hollow point has no bar, because the articles are all alike in this; that does not make "
        "it certain.</p>"
        f"<p>Fewer than {LEAST} articles are <em>{_TOO_FEW}</em>. Bars that overlap by much show "
        "no difference. The bars tell what depends on which articles were collected, not the "
        "errors of the model, which more articles do not make smaller.</p>"
        "<p><strong>No outlet is ranked.</strong> Outlets stand in the order of their names, "
        "months in that of time. What is here of an outlet is what was collected of it: columns or "
        "wire reports, one subject or many. Much opinion is no fault in a column, little of it no "
        "proof of fairness, and the model errs differently with different ways of writing. An "
        "order of rank would claim what these shares cannot tell.</p>"
    )
    yield "</section>"


_SECTION = (
    "A section is what an article’s page says it is, in its own words. Most pages only say so of "
    "opinion; the rest stand under “not known”."
)


def _shares(
    name: str, title: str, grouping: Grouping, overall: Group, said: str = ""
) -> Iterator[str]:
    yield f"<section>\n<h2>Opinion, relayed views and fact: {title.lower()}</h2>"
    if said:
        yield f"<p>{said}</p>"
    groups = [overall, *grouping.shown]
    if any(group.name != NOT_KNOWN for group in grouping.shown):
        lines = [Line(group.name, _or_none(group.shares, 3)) for group in groups]
        described = f"Shares of opinion, relayed views and fact {title.lower()}; the table has them"
        yield f"<figure>{by_name(name, described, _SHARES, lines)}</figure>"
    yield from _shares_table(title.removeprefix("By ").capitalize(), groups)
    yield from _not_shown(grouping, name, "the ones with the most articles are shown")
    yield "</section>"


def _months(grouping: Grouping, overall: Group) -> Iterator[str]:
    yield "<section>\n<h2>Opinion, relayed views and fact: by month</h2>"
    dated = [group for group in grouping.shown if group.name != NOT_KNOWN]
    if dated:
        lines = [Line(group.name, _or_none(group.shares, 3)) for group in dated]
        described = "Shares of opinion, relayed views and fact by month; the table has them"
        yield f"<figure>{by_month('month', described, _SHARES, lines)}</figure>"
    yield from _shares_table("Month", [overall, *grouping.shown])
    yield from _not_shown(grouping, "month", "the latest are shown", told=0)
    yield "</section>"


def _shares_table(what: str, groups: Sequence[Group]) -> Iterator[str]:
    heads = [what, "Articles", "Sentences", *(panel.title for panel in _SHARES), "Unclear"]
    rows = []
    for group in groups:
        shares = [_interval(item) for item in _or_none(group.shares, 4)]
        rows.append([_named(group.name), f"{group.articles:,}", f"{group.sentences:,}", *shares])
    yield from _table(heads, rows)


def _or_none(shares: Sequence[Estimate] | None, wanted: int) -> Sequence[Estimate | None]:
    return [None] * wanted if shares is None else shares[:wanted]


def _not_shown(
    grouping: Grouping, each: str, which: str, *, told: int = _FEW_TOLD
) -> Iterator[str]:
    """The groups that are not in the table; of those with few articles so many are `told`."""
    if grouping.left_out:
        more = counted(grouping.left_out, f"more {each}")
        yield f"<p>Not shown: {more} with articles enough; {which}.</p>"
    named = [f"<bdi>{_named(name)}</bdi> ({count:,})" for name, count in grouping.few[:told]]
    if named:
        yield f"<p>{_TOO_FEW.capitalize()}, with their articles: {'; '.join(named)}.</p>"
    if rest := grouping.few[told:]:
        more = counted(len(rest), f"more {each}" if named or grouping.shown else each)
        yield f"<p>{_TOO_FEW.capitalize()}: {more} with fewer than {LEAST} articles.</p>"


def _floor(found: Findings) -> Iterator[str]:
    yield "<section>\n<h2>Who gets the floor</h2>"
    yield (
        "<p>How many words of each are relayed, quoted or reported, most words first. A view that "
        "two hold counts for both. Across articles, actors are the same only where their full "
        "names are equal: people called by one name only may be anybody and are counted together, "
        "and what goes by two names is two.</p>"
    )
    sure = [actor for actor in found.heard if actor.share]
    if sure:
        lines = [Line(actor.name, [actor.share]) for actor in sure]
        described = "Shares of the relayed words by actor; the table below has the numbers"
        yield f"<figure>{by_name('floor', described, _FLOOR, lines)}</figure>"
    if found.heard:
        rows = [_heard_row(actor) for actor in found.heard]
        yield from _table(["Actor", "Articles", "Words relayed", "Share of all"], rows)
        shown = sum(actor.joined for actor in found.heard)
        if found.heard_of > shown:
            yield f"<p>{found.heard_of - shown:,} more are relayed with fewer words each.</p>"
    else:
        yield "<p>These articles relay nobody’s views.</p>"
    yield "</section>"


def _heard_row(actor: Heard) -> list[str]:
    name = escape(actor.name) if actor.joined else f"<em>{escape(actor.name)}</em>"
    return [name, f"{actor.articles:,}", f"{actor.words:,}", _interval(actor.share)]


def _treatment(found: Findings) -> Iterator[str]:
    yield "<section>\n<h2>How actors are treated, and by whom</h2>"
    yield (
        "<p>Among the sentences that judge an actor, the share that is critical; the others are "
        "favourable. Sentences that do not judge are left out. What an author says and what others "
        "are relayed to say are never added up. Actors are joined by equal full names, as above, "
        "and stand in the order of their names.</p>"
    )
    lines = []
    for actor in found.judged:
        for who, side in _sides(actor):
            if side.critical:
                lines.append(Line(f"{actor.name}, by {who}", [side.critical]))
    if lines:
        described = "Shares of critical sentences by actor and side; the table has the numbers"
        yield f"<figure>{by_name('treated', described, _TREATED, lines)}</figure>"
    if found.judged:
        heads = ["Actor", "Judged by", "Articles", "Critical", "Favourable", "Share critical"]
        rows = [
            _side_row(actor, who, side) for actor in found.judged for who, side in _sides(actor)
        ]
        yield from _table(heads, rows)
    if rest := found.judged_of - len(found.judged):
        told = "more actor" if found.judged else "actor"
        fewer = "fewer articles" if found.judged else "a single article"
        yield f"<p>{_TOO_FEW.capitalize()}: {counted(rest, told)} judged in {fewer}.</p>"
    if not found.judged_of:
        yield "<p>No sentence of these articles judges an actor.</p>"
    yield "</section>"


def _sides(actor: Judged) -> list[tuple[str, Side]]:
    sides = [("the author", actor.by_author), ("others", actor.by_others)]
    return [(who, side) for who, side in sides if side.articles]


def _side_row(actor: Judged, who: str, side: Side) -> list[str]:
    of = f"{side.articles:,} of {actor.articles:,}"
    counts = [f"{side.critical_ones:,}", f"{side.favourable_ones:,}"]
    return [escape(actor.name), who, of, *counts, _interval(side.critical)]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table; the cells are markup."""
    yield '<div class="numbers" tabindex="0" role="region" aria-label="Numbers">'
    yield "<table>\n<thead><tr>"
    yield "".join(f'<th scope="col">{name}</th>' for name in heads)
    yield "</tr></thead>\n<tbody>"
    for first, *cells in rows:
        others = "".join(f"<td>{cell}</td>" for cell in cells)
        yield f'<tr><th scope="row" dir="auto">{first}</th>{others}</tr>'
    yield "</tbody>\n</table>\n</div>"


def _interval(estimate: Estimate | None) -> str:
    if estimate is None:
        return f'<span class="muted">{_TOO_FEW}</span>'
    if not estimate.spread:
        return f"{_percent(estimate.share, 0)} <small>all alike</small>"
    # Ends that round to the same number would say that there is nothing between them.
    digits = 1 if estimate.high - estimate.low < _NARROW else 0
    low, high = (f"{end * 100:.{digits}f}" for end in (estimate.low, estimate.high))
    return f"{_percent(estimate.share, digits)} <small>{low}–{high}</small>"


def _percent(share: float, digits: int) -> str:
    least = 10**-digits
    # "0 %" would say that there is none, "100 %" that there is nothing else.
    if 0 < share * 100 < least / 2:
        told = f"&lt;\N{NO-BREAK SPACE}{least:g}"
    elif 100 - least / 2 < share * 100 < 100:
        told = f"&gt;\N{NO-BREAK SPACE}{100 - least:g}"
    else:
        told = f"{share * 100:.{digits}f}"
    return f"{told}\N{NO-BREAK SPACE}%"


def _named(name: str) -> str:
    return f"<em>{NOT_KNOWN}</em>" if name == NOT_KNOWN else escape(_month(name))


def _month(name: str) -> str:
    """A month as it is read, "February 2025"; anything else as it stands."""
    try:
        return f"{date.fromisoformat(f'{name}-01'):%B %Y}"
    except ValueError:
        return name
