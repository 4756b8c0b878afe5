# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The style of a saved page, in the window's colours, and the policy that allows nothing else."""

import base64
import hashlib
from functools import cache

from reader import paths
from reader.document.marks import MarkKind

#: Opinions are drawn in this many strengths, between the same two probabilities as in the window.
STRENGTHS = 8
_PALEST, _DEEPEST = 0.5, 0.9

_ROLES = (
    "background",
    "surface",
    "chrome",
    "raised",
    "border",
    "border_strong",
    "rule",
    "text",
    "text_muted",
    "accent",
    "on_accent",
    "opinion_strip",
    "opinion_line",
    "viewpoint_strip",
    "fact_strip",
    "viewpoint",
    "loaded",
    "fact",
    "fact_line",
    "unclear",
    "critical",
    "neutral",
    "favourable",
    "critical_text",
    "shape",
    "found",
    "reader",
)


def strength(score: float) -> int:
    """How strongly an opinion of this probability is drawn, 1 to STRENGTHS."""
    share = (score - _PALEST) / (_DEEPEST - _PALEST)
    return 1 + round(min(max(share, 0.0), 1.0) * (STRENGTHS - 1))


@cache
def style_sheet(*more: str) -> str:
    """The whole style sheet; the same for every copy. A page of another kind has `more` files."""
    files = (paths.resources() / "export" / name for name in ("page.css", *more))
    rules = "\n".join(file.read_text("utf-8") for file in files)
    return f"{theme_variables()}\n{_strengths()}\n{rules}\n{_switches()}\n"


@cache
def content_security_policy(*more: str) -> str:
    """Nothing may be fetched, run, framed or sent; this one style sheet may be applied."""
    return policy_for(style_sheet(*more))


def theme_variables() -> str:
    """The colours of the window, light and dark."""
    # Paper is white: the dark colours are for screens alone.
    return (
        f":root {{ {_variables('light')} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_variables('dark')} }} }}"
    )


def policy_for(style: str) -> str:
    """A policy that allows one style sheet and nothing else."""
    digest = hashlib.sha256(style.encode()).digest()
    allowed = base64.b64encode(digest).decode()
    return f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"


def _variables(theme: str) -> str:
    colours = paths.theme(theme)
    roles = {role: colours[role] for role in _ROLES}
    low, high = colours["opinion_low"], colours["opinion_high"]
    for step in range(STRENGTHS):
        roles[f"opinion_{step + 1}"] = _mixed(low, high, step / (STRENGTHS - 1))
    return " ".join(f"--{role}: {colour};" for role, colour in roles.items())


def _strengths() -> str:
    return "\n".join(
        f".s{step} {{ background-color: var(--opinion_{step}); }}"
        for step in range(1, STRENGTHS + 1)
    )


def _switches() -> str:
    """What the boxes of the legend leave out, seen and spoken."""
    rules = []
    for kind in MarkKind:
        off = f"body:has(#show-{kind}:not(:checked)) mark.{kind}"
        rules.append(
            f"{off} {{ background: none; border-color: transparent; text-decoration: none; "
            f"outline: 0; }} {off}::before, {off}::after {{ content: none; }}"
        )
    return "\n".join(rules)


def _mixed(low: str, high: str, share: float) -> str:
    """The colour that lies at `share` of the way from `low` to `high`."""
    channels = ((int(low[i : i + 2], 16), int(high[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in channels)
