# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Train the resolver on what `mentions.py` wrote, and put it beside a model's graph.

    python resolver.py train --mentions OUT/mentions --out OUT/resolver.pt --seed 1
    python resolver.py export --checkpoint OUT/resolver.pt --model FOLDER

It ranks the antecedents of a mention, nobody among them. The encoder stays as it is: two matrices
make of its hidden states what a word piece is as the first and as the last of a mention, and go
into the graph; the scorer's own weights go into a file that NumPy reads at run time.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from mentions import LAYERS, Text, load
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agreement import conll

from reader.analysis.actors.features import compare, pairing
from reader.analysis.model.resolver import FILE

#: So many candidates are read at once, and so many of them again with the next.
WINDOW, OVERLAP = 160, 40
#: What an entity counts that can be no actor: "it" goes back to things as well.
THING = 0.3
#: What the beginnings of books count.
STORY = 0.3
#: The numbers of mentions by which losses are divided; their ratios weigh the corpora.
MARKED, LINKED, ASKED = 60.0, 60.0, 16.0
FAR = -1e9


class Scorer(nn.Module):
    """The network; `reader.analysis.model.resolver` computes the same with NumPy."""

    def __init__(self, known: int, pairs: int, *, read: int = 128, width: int = 128) -> None:
        super().__init__()
        hidden = 768 * len(LAYERS)
        self.first = nn.Linear(hidden, read)
        self.last = nn.Linear(hidden, read, bias=False)
        self.own = nn.Linear(read + known, width)
        self.ln = nn.LayerNorm(width)
        self.p = nn.Linear(width, width)
        self.a = nn.Linear(width, width, bias=False)
        self.pa = nn.Linear(width, width, bias=False)
        self.f = nn.Linear(pairs, width, bias=False)
        self.out = nn.Linear(width, 1)
        self.none = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 1))
        # Whether it can be an actor; only helps in training and to measure.
        self.kind = nn.Linear(width, 2)
        self.drop, self.hide = nn.Dropout(0.3), nn.Dropout(0.2)

    def embed(self, vectors: Tensor, known: Tensor) -> Tensor:
        """Return what the scorer sees of each candidate."""
        read = self.first(self.hide(vectors[:, 0])) + self.last(self.hide(vectors[:, 1]))
        own = self.own(torch.cat([self.drop(torch.relu(read)), known], dim=-1))
        return self.ln(torch.relu(own))

    def score(self, seen: Tensor, later: Tensor, earlier: Tensor, pairs: Tensor) -> Tensor:
        """Return the log-odds that `later` goes back to `earlier`."""
        hidden = self.p(seen)[later] + self.a(seen)[earlier] + self.f(pairs)
        hidden = hidden + self.pa(seen[later] * seen[earlier])
        return self.out(self.drop(torch.relu(hidden)))[..., 0]


@dataclass
class Item:
    """Candidates that are read at once."""

    kind: str
    text: Text
    pairs: np.ndarray


def chances(
    net: Scorer, text: Text, pairs: np.ndarray, vectors: Tensor | None = None
) -> tuple[Tensor, Tensor]:
    """Log-probabilities of the antecedents, [N, 1 + N], nobody first; and the candidates.

    The vectors are those of the text unless an encoder that learns along gives others.
    """
    count = len(text.found)
    device = net.out.weight.device
    if vectors is None:
        vectors = torch.from_numpy(text.vectors.astype(np.float32)).to(device)
    seen = net.embed(vectors, torch.from_numpy(text.known).to(device))
    later, earlier = (torch.from_numpy(place).to(device) for place in np.tril_indices(count, -1))
    known = torch.from_numpy(pairs.astype(np.float32)).to(device)
    scores = net.score(seen, later, earlier, known)
    table = scores.new_full((count, count), FAR).index_put((later, earlier), scores)
    return torch.log_softmax(torch.cat([net.none(seen), table], dim=1), dim=-1), seen


def compared(text: Text) -> np.ndarray:
    """What is known of every pair of a text's candidates."""
    later, earlier = np.tril_indices(len(text.found), -1)
    return compare(pairing(text.found), later, earlier).astype(np.bool_)


def part(text: Text, places: np.ndarray | slice) -> Text:
    """Some of a text's candidates."""
    numbers = np.arange(len(text.found))[places]
    return Text(
        text.id,
        [text.found[place] for place in numbers],
        [text.keys[place] for place in numbers],
        text.vectors[places],
        text.known[places],
        text.entities[places],
        text.actors[places],
        text.asked,
        windows=text.windows,
        places=text.places[places],
    )


def windows(kind: str, texts: list[Text]) -> Iterator[Item]:
    """Cut texts into stretches of candidates."""
    for text in texts:
        for begin in range(0, max(1, len(text.found) - OVERLAP), WINDOW - OVERLAP):
            item = part(text, slice(begin, begin + WINDOW))
            if len(item.found) > 1:
                yield Item(kind, item, compared(item))


def sources(texts: list[Text]) -> Iterator[Item]:
    """The sources alone: of the rest MPQA does not say who is the same."""
    for text in texts:
        places = np.flatnonzero(text.entities >= 0)
        if len(places) < 4:
            continue
        later, earlier = np.tril_indices(len(places), -1)
        pairs = compare(pairing(text.found), places[later], places[earlier])
        yield Item("mpqa", part(text, places), pairs.astype(np.bool_))


def same(entities: Tensor) -> tuple[Tensor, Tensor]:
    """Which earlier candidates are the same entity, and which are another's."""
    later, earlier = entities[:, None], entities[None]
    both = torch.ones_like(later == earlier).tril(-1)
    both &= (later >= 0) & (earlier >= 0)
    return both & (later == earlier), both & (later != earlier)


def marked_loss(logs: Tensor, text: Text) -> Tensor:
    """Surprise at the right antecedents; whoever has none, or is no entity, goes back to nobody."""
    right, _ = same(torch.from_numpy(text.entities).to(logs.device))
    allowed = torch.cat([~right.any(1, keepdim=True), right], dim=1)
    weights = logs.new_tensor(np.where(text.actors, 1.0, THING))
    return -(torch.logsumexp(logs.masked_fill(~allowed, FAR), -1) * weights).sum() / MARKED


def linked_loss(logs: Tensor, text: Text) -> Tensor:
    """Surprise at the right antecedents rather than the wrong ones, others left aside."""
    right, wrong = same(torch.from_numpy(text.entities).to(logs.device))
    rows = right.any(1) & wrong.any(1)
    scores = logs[rows, 1:]
    good = torch.logsumexp(scores.masked_fill(~right[rows], FAR), -1)
    every = torch.logsumexp(scores.masked_fill(~(right | wrong)[rows], FAR), -1)
    return (every - good).sum() / LINKED


def together(logs: Tensor) -> Tensor:
    """The chance of each two candidates to be the same, over all chains of antecedents; [N, N]."""
    steps = logs[:, 1:].exp()
    table = steps.new_zeros(0, 0)
    for place in range(len(steps)):
        row = steps[place, :place] @ table
        table = torch.cat(
            [
                torch.cat([table, row[:, None]], dim=1),
                torch.cat([row, row.new_ones(1)])[None],
            ]
        )
    return table


def asked(text: Text) -> list[tuple[int, int, bool]]:
    """The pairs of pronoun and name that GAP asks about and that are candidates."""
    pronoun, names = text.asked
    if pronoun is None:
        return []
    return [(pronoun, place, right) for place, right in names if place is not None]


def asked_loss(logs: Tensor, text: Text) -> Tensor:
    """Surprise at whether a pronoun and a name are the same."""
    rows = asked(text)
    top = max(max(pronoun, place) for pronoun, place, _ in rows) + 1
    table = together(logs[:top, : top + 1]).clamp(1e-6, 1 - 1e-6)
    surprise = [
        -torch.log(table[pronoun, place] if right else 1 - table[pronoun, place])
        for pronoun, place, right in rows
    ]
    return torch.stack(surprise).sum() / ASKED


def loss_of(net: Scorer, item: Item, vectors: Tensor | None = None) -> Tensor:
    """Return the loss of some candidates."""
    logs, seen = chances(net, item.text, item.pairs, vectors)
    if item.kind == "gap":
        return asked_loss(logs, item.text)
    if item.kind == "mpqa":
        return linked_loss(logs, item.text)
    if item.kind == "litbank":
        return STORY * linked_loss(logs, item.text)
    loss = marked_loss(logs, item.text)
    if item.kind == "gum":
        actors = torch.from_numpy(item.text.actors.astype(np.int64)).to(logs.device)
        wrong = nn.functional.cross_entropy(net.kind(seen), actors, reduction="sum")
        loss = loss + 0.3 * wrong / MARKED
    return loss


def batches(items: list[Item]) -> list[list[Item]]:
    """Shuffle the items; short ones come several at a time."""
    sizes = {"gum": 1, "gold": 1, "gap": 8, "mpqa": 4, "litbank": 1}
    found = []
    for kind, size in sizes.items():
        own = [item for item in items if item.kind == kind]
        random.shuffle(own)
        found += [own[index : index + size] for index in range(0, len(own), size)]
    random.shuffle(found)
    return found


def train(options: argparse.Namespace) -> None:
    """Train and write the mean of the weights over the last steps."""
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    torch.set_num_threads(1)
    gum = load(options.mentions, "gum.train")
    gap = [text for text in load(options.mentions, "gap.train") if asked(text)]
    items = [
        *windows("gum", gum),
        *windows("gold", [text.gold for text in gum if text.gold]),
        *(Item("gap", text, compared(text)) for text in gap),
        *sources(load(options.mentions, "mpqa.train")),
        *windows("litbank", load(options.mentions, "litbank.all")),
    ]
    net = Scorer(items[0].text.known.shape[1], items[0].pairs.shape[1])
    mean = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=options.rate, weight_decay=0.05)
    total = options.epochs * len(batches(items))
    step, begun = 0, time.monotonic()
    for epoch in range(options.epochs):
        for batch in batches(items):
            step += 1
            for group in optimiser.param_groups:
                group["lr"] = options.rate * min(1.0, step / 100) * max(0.02, 1 - step / total)
            loss = torch.stack([loss_of(net, item) for item in batch]).sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            keep = min(0.995, step / (step + 10))
            with torch.no_grad():
                for kept, new in zip(mean.parameters(), net.parameters(), strict=True):
                    kept.lerp_(new, 1 - keep)
        torch.save(mean.state_dict(), options.out)
        print(f"epoch {epoch + 1}, {time.monotonic() - begun:.0f} s", flush=True)
    parts = [load(options.mentions, name) for name in ("gap.dev", "gum.dev")]
    print(json.dumps(figures(mean.eval(), *parts), indent=1))


def figures(net: Scorer, gap: list[Text], gum: list[Text]) -> dict[str, float]:
    """GAP with candidates given, and GUM's clusters, with the mentions given and found."""
    with torch.no_grad():
        return {**gap_figures(net, gap), **gum_figures(net, gum)}


def gap_figures(net: Scorer, texts: list[Text]) -> dict[str, float]:
    scores, labels = [], []
    for text in texts:
        table = together(chances(net, text, compared(text))[0])
        pronoun, names = text.asked
        for place, right in names:
            known = pronoun is not None and place is not None
            scores.append(float(table[pronoun, place]) if known else 0.0)
            labels.append(right)
    values, truth = np.array(scores), np.array(labels)

    def f1(threshold: float) -> float:
        guess = values >= threshold
        return 2 * float((guess & truth).sum()) / float(guess.sum() + truth.sum())

    best = max(np.arange(0.1, 0.9, 0.02), key=f1)
    return {"gap.dev: F1": round(f1(best), 4), "gap.dev: threshold": round(float(best), 2)}


def gum_figures(net: Scorer, texts: list[Text]) -> dict[str, float]:
    given, found = [], []
    for text in texts:
        gold = text.gold
        assert gold is not None
        roots = clusters(chances(net, gold, compared(gold))[0])
        given.append((roots, list(map(int, gold.entities))))
        logs, seen = chances(net, text, compared(text))
        roots = clusters(logs)
        actor = torch.softmax(net.kind(seen), dim=-1)[:, 1].tolist()
        shares: dict[int, list[float]] = {}
        for root, share in zip(roots, actor, strict=True):
            shares.setdefault(root, []).append(share)
        guessed = {
            key: root
            for key, root in zip(text.keys, roots, strict=True)
            if np.mean(shares[root]) > 0.5
        }
        truth = dict(zip(gold.keys, map(int, gold.entities), strict=True))
        keys = sorted(guessed.keys() | truth.keys())
        found.append(([guessed.get(key) for key in keys], [truth.get(key) for key in keys]))
    return {
        "gum.dev: CoNLL F1, mentions given": conll(given),
        "gum.dev: the same, singletons too": conll(given, singletons=True),
        "gum.dev: CoNLL F1, mentions found": conll(found),
    }


def clusters(logs: Tensor) -> list[int]:
    """The first mention of each candidate's cluster, by the likeliest antecedents."""
    roots: list[int] = []
    for place, choice in enumerate(logs.argmax(-1).tolist()):
        roots.append(roots[choice - 1] if choice else place)
    return roots


def export(checkpoint: Path, folder: Path) -> None:
    """Give the graph of a folder its output for the resolver, and write the scorer's weights."""
    state = torch.load(checkpoint)
    path = folder / "model.onnx"
    model = onnx.load(path)
    graph = model.graph
    for node in [node for node in graph.node if node.output[0].startswith("mentions")]:
        graph.node.remove(node)
    for item in [item for item in graph.initializer if item.name.startswith("mentions.")]:
        graph.initializer.remove(item)
    graph.node.extend(
        [
            helper.make_node("Concat", list(LAYERS), ["mentions.read"], axis=-1),
            # Half as large in the file; ONNX Runtime casts it once, when it loads the graph.
            helper.make_node("Cast", ["mentions.half"], ["mentions.weight"], to=TensorProto.FLOAT),
            helper.make_node("MatMul", ["mentions.read", "mentions.weight"], ["mentions.seen"]),
            helper.make_node("Add", ["mentions.seen", "mentions.bias"], ["mentions"]),
        ]
    )
    if not any(output.name == "mentions" for output in graph.output):
        kind = TensorProto.FLOAT
        graph.output.append(
            helper.make_tensor_value_info("mentions", kind, ["batch", "tokens", None])
        )
    weight = torch.cat([state["first.weight"], state["last.weight"]]).T.contiguous().numpy()
    bias = torch.cat([state["first.bias"], torch.zeros_like(state["first.bias"])]).numpy()
    half = weight.astype(np.float16)
    graph.initializer.append(numpy_helper.from_array(half, "mentions.half"))
    graph.initializer.append(numpy_helper.from_array(bias, "mentions.bias"))
    onnx.save(model, path)
    own = {
        name: value.numpy().astype(np.float16)
        for name, value in state.items()
        if name.split(".")[0] not in {"first", "last", "kind"}
    }
    np.savez(folder / FILE, **own)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["slantwise"]["heads"]["mentions"] = {}
    text = json.dumps(config, indent=2, ensure_ascii=False, sort_keys=True)
    (folder / "config.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train")
    training.add_argument("--mentions", type=Path, required=True, help="what `mentions.py` wrote")
    training.add_argument("--out", type=Path, required=True)
    training.add_argument("--epochs", type=int, default=6)
    training.add_argument("--rate", type=float, default=1e-3)
    training.add_argument("--seed", type=int, default=1)
    exporting = commands.add_parser("export")
    exporting.add_argument("--checkpoint", type=Path, required=True)
    exporting.add_argument("--model", type=Path, required=True, help="the folder to add it to")
    options = parser.parse_args()
    if options.command == "train":
        train(options)
    else:
        export(options.checkpoint, options.model)


if __name__ == "__main__":
    main()
