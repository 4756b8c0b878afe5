# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The figures of a report: a point for each share, and a bar from end to end of its interval.

Text stays text, set in the page's own font, so that it can be searched, copied and read aloud.
"""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reader.errors import Reason, SaveError
from reader.export import content
from reader.export.report.estimates import Estimate
from reader.export.report.svg import ROLES, inlined

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# In inches, of which a page has 96 pixels each.
_WIDTH, _ROW, _AROUND, _PANEL = 7.5, 0.27, 0.75, 1.35
# So much of a name fits beside the points.
_LONGEST = 30
# More months than this are named by their years alone.
_FEW_MONTHS = 18

_LOOK = {
    "svg.fonttype": "none",
    # The same figure has the same bytes.
    "svg.hashsalt": "slantwise",
    # A dollar in a name begins no formula.
    "text.parse_math": False,
    "font.size": 9.75,
    "text.color": ROLES["text"],
    "axes.edgecolor": ROLES["border_strong"],
    "axes.labelcolor": ROLES["text_muted"],
    "axes.titlesize": 9.75,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": ROLES["border"],
    "grid.linewidth": 0.8,
    "xtick.color": ROLES["text_muted"],
    "ytick.color": ROLES["text_muted"],
    "xtick.labelsize": 9,
    "ytick.labelcolor": ROLES["text"],
}


@dataclass(frozen=True, slots=True)
class Panel:
    """One kind of share; its shape is its own as well as its colour."""

    title: str
    role: str
    shape: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of points, one for each panel; None where there are too few to say."""

    name: str
    estimates: Sequence[Estimate | None]


def missing_library() -> SaveError | None:
    """What there is to say where the plotting library is not installed."""
    try:
        import matplotlib.backends.backend_svg
        import matplotlib.figure  # noqa: F401
    except ImportError as error:
        return SaveError(
            None,
            Reason.UNSUPPORTED,
            "The figures of a report need matplotlib, which is not installed: "
            "pip install slantwise[corpus].",
            detail=str(error),
        )
    return None


def by_name(name: str, described: str, panels: Sequence[Panel], lines: Sequence[Line]) -> str:
    """A figure with a row for each line, in their order, and the panels beside each other."""
    with _drawn(_AROUND + _ROW * len(lines)) as (figure, drawing):
        every = figure.subplots(1, len(panels), sharex=True, sharey=True, squeeze=False)[0]
        for column, (axes, panel) in enumerate(zip(every, panels, strict=True)):
            _frame(axes, panel)
            axes.tick_params(axis="y", pad=7)
            axes.set_ylim(len(lines) - 0.4, -0.6)
            axes.set_yticks(range(len(lines)), [_short(line.name) for line in lines])
            for row, line in enumerate(lines):
                if estimate := line.estimates[column]:
                    _point(axes, panel, estimate, row, upright=False)
        end = _end(lines)
        every[0].set_xlim(-0.01 * end, end)
        every[0].xaxis.set_major_formatter(lambda value, _: content.percent(value))
        every[0].locator_params(axis="x", nbins=5 if len(panels) > 1 else 9)
    return inlined(drawing.getvalue(), name, described)


def by_month(name: str, described: str, panels: Sequence[Panel], lines: Sequence[Line]) -> str:
    """A figure with the months from left to right, gaps included, and the panels below each other.

    The lines are months, named as 2025-02, in their order.
    """
    places = [_place(line.name) for line in lines]
    with _drawn(_AROUND + _PANEL * len(panels)) as (figure, drawing):
        every = figure.subplots(len(panels), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        for column, (axes, panel) in enumerate(zip(every, panels, strict=True)):
            _frame(axes, panel)
            axes.grid(visible=False, axis="x")
            for place, line in zip(places, lines, strict=True):
                if estimate := line.estimates[column]:
                    _point(axes, panel, estimate, place, upright=True)
        every[0].set_ylim(0, _end(lines))
        every[0].yaxis.set_major_formatter(lambda value, _: content.percent(value))
        every[0].locator_params(axis="y", nbins=4)
        _name_months(every[-1], places)
    return inlined(drawing.getvalue(), name, described)


@contextmanager
def _drawn(height: float) -> Iterator[tuple["Figure", io.BytesIO]]:
    """A figure to draw on, and where it is when the block has ended."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    drawing = io.BytesIO()
    with mpl.rc_context(), warnings.catch_warnings():
        # Whatever settings of their own the user has for other plots.
        mpl.rcdefaults()
        mpl.rcParams.update(_LOOK)  # type: ignore[arg-type]
        # Letters that the font used for measuring lacks are in the reader's own fonts.
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        FigureCanvasSVG(figure)
        yield figure, drawing
        figure.savefig(drawing, format="svg", transparent=True, metadata={"Date": None})


def _frame(axes: "Axes", panel: Panel) -> None:
    axes.set_title(panel.title)
    axes.tick_params(length=0)
    axes.spines[["top", "left", "right"]].set_visible(False)


def _point(axes: "Axes", panel: Panel, estimate: Estimate, at: int, *, upright: bool) -> None:
    colour = ROLES[panel.role]
    ends = (estimate.low, estimate.high)
    if estimate.spread:
        places = ((at, at), ends) if upright else (ends, (at, at))
        axes.plot(*places, color=colour, linewidth=2, solid_capstyle="butt")
    x, y = (at, estimate.share) if upright else (estimate.share, at)
    # Hollow where there is no interval. A point at 0 is not cut in half.
    inside = colour if estimate.spread else ROLES["background"]
    axes.plot(
        [x], [y], panel.shape, color=colour, markerfacecolor=inside, markersize=6, clip_on=False
    )


def _end(lines: Sequence[Line]) -> float:
    """Where the scale ends: behind the longest bar, at most at the whole."""
    highest = max((item.high for line in lines for item in line.estimates if item), default=1.0)
    return min(1.0, max(highest * 1.08, 0.02))


def _short(name: str) -> str:
    name = content.printable(name)
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _place(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def _name_months(axes: "Axes", places: Sequence[int]) -> None:
    first, last = places[0], places[-1]
    axes.set_xlim(first - 0.7, last + 0.7)
    if last - first < _FEW_MONTHS:
        marked = range(first, last + 1, 1 + (last - first) // 7)
        names = [f"{date(place // 12, place % 12 + 1, 1):%b %Y}" for place in marked]
    else:
        years = range(-(-first // 12), last // 12 + 1)
        marked = range(years.start * 12, years.stop * 12, 12 * (1 + len(years) // 12))
        names = [str(place // 12) for place in marked]
    axes.set_xticks(list(marked), names)
