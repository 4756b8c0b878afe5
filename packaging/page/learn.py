# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Learn which runs of text on a page are its article, and write the weights.

    python packaging/page/learn.py ../shared/articles/wcxb ../shared/articles/html

Each folder holds NAME.html and NAME.expected.json ({"text": ...}) for each page. Of those in the
first only half are learned from, by a hash of their names (`learned_from`); the others say what was
learned.

A logistic regression, fitted by Newton's method: a run weighs as much as its words are of its
page's article, so that each page counts once, and is right where most of its words are in the
truth.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from reader.formats.draft import Draft
from reader.formats.page import choosing
from reader.formats.page.comments import remove_comments
from reader.formats.page.features import features_of
from reader.formats.page.metadata import article_body, read_metadata
from reader.formats.page.reading import decode_page
from reader.formats.page.runs import runs_of
from reader.formats.page.tree import parse, prune
from reader.formats.structure.words import words_of

WEIGHTS = Path(__file__).resolve().parents[2] / "resources" / "page" / "weights.json"
#: How strongly the weights are held back, against a loss of one for each run on average.
RIDGE = 1000.0
STEPS = 12


def learned_from(name: str) -> bool:
    """Whether a page is in the half to learn from: its name's SHA-256 is an even number."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0


def named_pages(folder: Path) -> list[Path]:
    """The pages of a folder whose true text is known."""
    known = sorted(folder.glob("*.expected.json"))
    return [path.with_name(path.name.replace(".expected.json", ".html")) for path in known]


def page_rows(page: Path):
    """Names, a row of features for each run, whether it is of the article, and its weight."""
    truth = json.loads(page.with_suffix(".expected.json").read_text(encoding="utf-8"))["text"]
    root = parse(decode_page(page.read_bytes()))
    remove_comments(root)
    draft = Draft()
    read_metadata(draft, root)
    stated = article_body(root)
    prune(root)
    runs = runs_of(next(root.iter("body"), root))
    words = [words_of(run.text) for run in runs]
    readings = choosing.readings_of(root, runs, choosing.library_lines(root), stated)
    columns = features_of(runs, words, readings, draft.title or "")
    of_article = choosing.held_by(words, truth.split("\n")) > 0.5
    lengths = np.array([max(2, len(each)) for each in words], float)
    weights = lengths / max(50.0, lengths @ of_article)
    return list(columns), np.column_stack(list(columns.values())), of_article, weights


def fit(rows: np.ndarray, right: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weights of standardised features, the last of them the bias."""
    rows = np.column_stack([rows, np.ones(len(rows))])
    held = np.full(rows.shape[1], RIDGE)
    held[-1] = 0.0
    beta = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(rows @ beta, -30, 30)))
        slope = rows.T @ (weights * (likely - right)) + held * beta
        bend = (rows * (weights * likely * (1 - likely))[:, None]).T @ rows + np.diag(held)
        beta -= np.linalg.solve(bend, slope)
    return beta


def learn(pages: list[tuple]) -> dict[str, float]:
    """The weights of features as they are, from what `page_rows` gives for each page."""
    names = pages[0][0]
    rows = np.vstack([page[1] for page in pages])
    right = np.concatenate([page[2] for page in pages]).astype(float)
    weights = np.concatenate([page[3] for page in pages])
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread == 0] = 1.0
    beta = fit((rows - mean) / spread, right, weights / weights.mean())
    plain = beta[:-1] / spread
    found = {name: round(float(value), 5) for name, value in zip(names, plain, strict=True)}
    return {"bias": round(float(beta[-1] - plain @ mean), 5), **found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("halved", type=Path, help="pages of which half are learned from")
    parser.add_argument("whole", type=Path, nargs="?", help="pages all of which are learned from")
    folders = parser.parse_args()
    known = [page for page in named_pages(folders.halved) if learned_from(page.stem)]
    known += named_pages(folders.whole) if folders.whole else []
    pages = [page_rows(page) for page in known]
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_text(json.dumps(learn(pages), indent=1) + "\n", encoding="utf-8")
    print(f"learned from {len(pages)} pages: {WEIGHTS}")


if __name__ == "__main__":
    main()
