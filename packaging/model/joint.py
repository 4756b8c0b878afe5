# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Train the encoder and the resolver together, the other heads held to what a teacher says.

    python joint.py --base BASE --start FILE --resolver FILE --mentions OUT/mentions --data DATA \
        --distant OUT/distant.jsonl --teacher BASE FILE --freeze 4 --out OUT/joint

Each step reads some texts of coreference, whose loss is the resolver's, and a batch of other
windows, whose loss is the distance of every head from the teacher's (`--teacher`), from the labels
of the corpora (`--labels`), or both. Layers that are frozen (`--freeze`) are read once a window and
remembered. The weights written are the mean over the last steps; `--resume` goes on from them.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import data
import numpy as np
import torch
from mentions import Text, load
from network import FAR, Network
from resolver import Item, Scorer, asked, compared, figures, loss_of, sources, windows
from torch import Tensor, nn
from train import (
    FORWARD,
    LOSS_WEIGHTS,
    add_machine,
    losses,
    mean_counts,
    precisely,
    quick_scores,
)
from transformers import AutoTokenizer
from windows import Window, batches, collate, encode

#: The texts of each corpus of coreference that are read in one step, and how often in an epoch.
TOGETHER = {"gum": 1, "gap": 8, "mpqa": 2, "litbank": 1}
TIMES = {"gum": 1.0, "gap": 1.0, "mpqa": 0.1, "litbank": 0.2}
#: Longer texts are read in part.
MOST_WINDOWS = 8
#: What the resolver's loss counts against that of all other heads.
RESOLVING = 1.0
#: A token that begins a cue or a content with less than this chance, by the teacher, has no link.
BEGINS = 0.3
#: The scorer and new heads learn faster than the encoder, heads that are held as fast as that.
SCORER_RATE, HEAD_RATE = 8.0, 2.0
KEPT = 0.995


@dataclass
class Unit:
    """Texts of coreference that are read in one step, and what is asked of each."""

    kind: str
    texts: list[Text]
    items: list[list[Item]]


def units_of(kind: str, texts: list[Text]) -> Iterator[Unit]:
    """Put the texts of a corpus together with what is asked of them."""
    made = []
    for text in texts:
        if kind == "gap":
            items = [Item("gap", text, compared(text))] if asked(text) else []
        elif kind == "mpqa":
            items = list(sources([text]))
        else:
            items = list(windows(kind, [text]))
        if kind == "gum" and text.gold:
            items += windows("gold", [text.gold])
        limit = sum(len(ids) for ids in text.windows[:MOST_WINDOWS])
        items = [item for item in items if item.text.places.max() < limit]
        if items:
            made.append((text, items))
    if kind == "gap":
        made.sort(key=lambda pair: max(map(len, pair[0].windows)))
    size = TOGETHER[kind]
    for start in range(0, len(made), size):
        some = made[start : start + size]
        yield Unit(kind, [text for text, _ in some], [items for _, items in some])


class Reader:
    """Reads windows with a network, remembering what the frozen layers make of them."""

    def __init__(self, network: Network, frozen: int, special: tuple[int, int, int]) -> None:
        self.network, self.frozen, self.special = network, frozen, special
        self.known: dict[int, Tensor] = {}

    def read(self, key: int, ids: Tensor, mask: Tensor) -> list[Tensor]:
        """The hidden states of all layers from the highest frozen one on."""
        if not self.frozen:
            return self.network.upper(self.network.lower(ids, mask, 0), mask, 0)
        if key not in self.known:
            self.known[key] = self.lower(ids, mask)
        return self.network.upper(self.known[key].float(), mask, self.frozen)

    @torch.no_grad()
    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        learning = self.network.training
        hidden = self.network.eval().lower(ids, mask, self.frozen).half()
        self.network.train(learning)
        return hidden

    def vectors(
        self, texts: list[Text], wanted: list[list[Text]], most: int | None = MOST_WINDOWS
    ) -> list[list[Tensor]]:
        """What the resolver sees of some candidates of each text, as `Text.vectors` has it."""
        cls, sep, pad = self.special
        device = self.network.link_to.weight.device
        cut = [text.windows[:most] for text in texts]
        length = 2 + max(len(ids) for part in cut for ids in part)
        table = np.full((sum(map(len, cut)), length), pad)
        row = 0
        found: list[list[Tensor]] = []
        where: list[list[tuple[int, int]]] = []
        for part in cut:
            where.append([])
            for ids in part:
                table[row, : len(ids) + 2] = [cls, *ids, sep]
                where[-1] += [(row, 1 + column) for column in range(len(ids))]
                row += 1
        batch = torch.from_numpy(table).to(device)
        states = self.read(id(texts[0]), batch, (batch != pad).long())
        # Layers 3 to 6 of six, every other of twelve. What lies below the highest frozen one has
        # been written by `mentions.py`, from the graph whose weights these are.
        top = self.frozen + len(states) - 1
        read_by = [top - top // 6 * back - self.frozen for back in (3, 2, 1, 0)]
        seen = torch.cat([states[place].float() for place in read_by if place >= 0], dim=-1)
        below = sum(place < 0 for place in read_by) * states[0].shape[-1]
        for pairs, parts in zip(where, wanted, strict=True):
            at = torch.tensor(pairs, device=device)
            found.append([])
            for part in parts:
                places = at[torch.from_numpy(part.places).to(device)]
                values = seen[places[..., 0], places[..., 1]]
                known = torch.from_numpy(part.vectors[..., :below].astype(np.float32))
                found[-1].append(torch.cat([known.to(device), values], dim=-1))
        return found

    @torch.no_grad()
    def see(self, texts: list[Text]) -> None:
        """Give texts the vectors that the network has for them now."""
        for text in texts:
            parts = [text, text.gold] if text.gold else [text]
            for part, values in zip(parts, self.vectors([text], [parts], None)[0], strict=True):
                part.vectors = values.cpu().numpy()


def distance(said: dict[str, Tensor], outputs: dict[str, Tensor], batch: Any) -> Tensor:
    """How far the heads are from what a teacher said of a batch: the divergence of an item."""
    inside = batch["sentence_ids"] >= 0
    there = (batch["sentence_ids"][:, None] == batch["sentence_index"][:, None]).any(-1)
    roles, told = (value["attribution"].unflatten(-1, (3, 4)) for value in (outputs, said))
    begins = told[..., :3].softmax(-1)[..., 1:, 1].permute(2, 0, 1) > BEGINS
    padding = ((batch["attention_mask"] == 0) * FAR)[:, None]
    total = outputs["loaded"].new_zeros(())
    for name in ("opinion", "bias", "voice"):
        total = total + LOSS_WEIGHTS[name] * two_ways(outputs[name][there], said[name][there])
    total = total + LOSS_WEIGHTS["loaded"] * two_ways(
        outputs["loaded"][..., 0][inside], said["loaded"][..., 0][inside]
    )
    total = total + LOSS_WEIGHTS["ends"] * two_ways(roles[..., 3][inside], told[..., 3][inside])
    several = [("attribution", roles[..., :3][inside], told[..., :3][inside])]
    for kind in (0, 1):
        some = begins[kind]
        rows = [(value["links"][:, kind] + padding)[some] for value in (outputs, said)]
        several.append(("links", rows[0], rows[1]))
    asked_of = batch["targets"].sum(-1) > 0
    several.append(("stance", outputs["stance"][asked_of], said["stance"][asked_of]))
    for name, guess, goal in several:
        total = total + LOSS_WEIGHTS[name] * many_ways(guess, goal)
    return total


def two_ways(guess: Tensor, goal: Tensor) -> Tensor:
    """The mean divergence of yes and no."""
    chance = goal.sigmoid()
    surprise = nn.functional.binary_cross_entropy_with_logits
    return surprise(guess, chance) - surprise(goal, chance)


def many_ways(guess: Tensor, goal: Tensor) -> Tensor:
    """The mean divergence of one of several."""
    if not guess.numel():
        return guess.sum()
    logs, right = guess.log_softmax(-1), goal.log_softmax(-1)
    return (right.exp() * (right - logs)).sum(-1).mean()


def options_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--mentions", type=Path, required=True, help="what `mentions.py` wrote")
    parser.add_argument("--base", type=Path, required=True, help="what `base.py` wrote, or a model")
    parser.add_argument("--start", type=Path, help="checkpoint whose weights to start from")
    parser.add_argument("--resolver", type=Path, help="the resolver's weights to start from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--distant", type=Path, help="what `distant.py` wrote, to be read as well")
    parser.add_argument("--labels", action="store_true", help="learn from the corpora's labels")
    parser.add_argument(
        "--teacher",
        nargs=2,
        metavar=("BASE", "FILE"),
        help="whom all heads are to follow; START itself where there are no labels either",
    )
    parser.add_argument("--freeze", type=int, default=0, help="as of `train.py`")
    parser.add_argument("--tokens", type=int, default=1024, help="in a batch of other windows")
    parser.add_argument("--units", type=int, default=1, help="groups of texts in a step")
    parser.add_argument("--pool", type=int, help="read no more than so many such batches")
    parser.add_argument("--batches", type=int, help="stop after so many steps, to try it out")
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--hold", type=float, default=10.0, help="what the teacher counts")
    add_machine(parser)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--deadline-minutes", type=float, default=0.0, help="as of `train.py`")
    parser.add_argument("--score-minutes", type=float, default=10.0)
    parser.add_argument(
        "--all-figures",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="score all heads on dev as well",
    )
    parser.add_argument("--checkpoint-minutes", type=float, default=5.0)
    parser.add_argument("--resume", action="store_true")
    return parser.parse_args()


class Joint:
    """The training of a network and a scorer."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        tokenizer = AutoTokenizer.from_pretrained(options.base)
        self.special = (tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.pad_token_id)
        self.tokenizer = tokenizer
        self.units = [
            unit
            for kind, part in (
                ("gum", "gum.train"),
                ("gap", "gap.train"),
                ("mpqa", "mpqa.train"),
                ("litbank", "litbank.all"),
            )
            if (options.mentions / f"{part}.pickle").is_file()
            for unit in units_of(kind, load(options.mentions, part))
        ]
        self.dev = [load(options.mentions, part) for part in ("gap.dev", "gum.dev")]
        self.network = Network(options.base, pretrained=not options.start)
        if options.start:
            self.network.load_state_dict(torch.load(options.start, map_location="cpu")["network"])
        first = self.units[0].items[0][0]
        self.scorer = Scorer(first.text.known.shape[1], first.pairs.shape[1])
        if options.resolver:
            self.scorer.load_state_dict(torch.load(options.resolver, map_location="cpu"))
        self.network.to(options.device)
        self.scorer.to(options.device)
        self.teacher: Network | None = None
        if options.teacher:
            self.teacher = Network(options.teacher[0], pretrained=False)
            self.teacher.load_state_dict(
                torch.load(options.teacher[1], map_location="cpu")["network"]
            )
        elif not options.labels:
            self.teacher = copy.deepcopy(self.network)
        if self.teacher:
            self.teacher.to(options.device).eval().requires_grad_(requires_grad=False)
        self.said: dict[int, dict[str, Tensor]] = {}
        self.frozen = max(0, options.freeze - 1)
        self.reader = Reader(self.network, self.frozen, self.special)
        documents = data.load(options.data, "train")
        if options.distant:
            documents.extend(data.distant(options.distant))
        self.documents = [encode(document, self.tokenizer) for document in documents]
        heard = data.load(options.data, "dev") if options.all_figures else []
        self.heard = [encode(document, self.tokenizer) for document in heard]
        self.fixed = self.plan(0)[: options.pool] if self.frozen else []
        self.aside = self.plan(-1)[:12]
        self.counts = mean_counts(self.plan(0), self.make)

    def plan(self, epoch: int) -> list[list[Window]]:
        rng = random.Random(f"{self.options.seed}.{epoch}")
        return batches(self.documents, self.options.tokens, rng)

    def others(self, epoch: int) -> Iterator[list[Window]]:
        """Batches of other windows, without end; always the same where layers are frozen."""
        while True:
            groups = list(self.fixed) or self.plan(epoch)
            random.Random(f"{self.options.seed}.{epoch}").shuffle(groups)
            yield from groups
            epoch += 1

    def make(self, group: list[Window]) -> dict[str, Tensor]:
        batch = collate(group, *self.special)
        return {name: value.to(self.options.device) for name, value in batch.items()}

    def coreference(self, epoch: int) -> list[Unit]:
        """One epoch of the texts of coreference."""
        rng = random.Random(f"{self.options.seed}.{epoch}")
        chosen = [unit for unit in self.units if rng.random() < TIMES[unit.kind]]
        rng.shuffle(chosen)
        return chosen

    def heads(self, group: list[Window]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
        """A batch, and what the heads say of it."""
        batch = self.make(group)
        states = self.reader.read(id(group), batch["input_ids"], batch["attention_mask"])
        outputs = self.network.read(states[-1], *(batch[name] for name in FORWARD[2:]))
        return batch, {name: value.float() for name, value in outputs.items()}

    def taught(self, group: list[Window], batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """What the teacher says of a batch."""
        assert self.teacher is not None
        key = id(group)
        if key not in self.said:
            with torch.no_grad():
                if self.frozen and not self.options.teacher:
                    low, mask = self.reader.known[key].float(), batch["attention_mask"]
                    top = self.teacher.upper(low, mask, self.frozen)[-1]
                    said = self.teacher.read(top, *(batch[name] for name in FORWARD[2:]))
                else:
                    said = self.teacher(*(batch[name] for name in FORWARD))
            if not self.frozen:
                return {name: value.float() for name, value in said.items()}
            self.said[key] = {name: value.half() for name, value in said.items()}
        return {name: value.float() for name, value in self.said[key].items()}

    def others_loss(self, group: list[Window]) -> dict[str, Tensor]:
        """The losses of a batch of other windows, by what they are of."""
        batch, outputs = self.heads(group)
        found: dict[str, Tensor] = {}
        for key, (value, _) in losses(outputs, batch).items():
            name = key.split("_")[1]
            if self.options.labels or name == "assessed":
                found[name] = LOSS_WEIGHTS[name] * value / self.counts[key]
        if self.teacher:
            found["held"] = self.options.hold * distance(self.taught(group, batch), outputs, batch)
        return found

    def unit_loss(self, unit: Unit) -> Tensor:
        wanted = [[item.text for item in items] for items in unit.items]
        vectors = self.reader.vectors(unit.texts, wanted)
        with torch.autocast(self.options.device, enabled=False):
            parts = [
                loss_of(self.scorer, item, values)
                for items, several in zip(unit.items, vectors, strict=True)
                for item, values in zip(items, several, strict=True)
            ]
            return RESOLVING * torch.stack(parts).sum()

    def parameters(self) -> list[dict[str, Any]]:
        """Parameters in groups, each with its rate; frozen ones are left as they are."""
        frozen = ["encoder.embeddings."] if self.options.freeze else []
        if self.frozen:
            frozen.append("encoder.encoder.relative_attention_bias")
        frozen += [f"encoder.encoder.layer.{layer}." for layer in range(self.frozen)]
        groups: dict[float, list[Tensor]] = {}
        for key, parameter in self.network.named_parameters():
            if key.startswith(tuple(frozen)):
                parameter.requires_grad_(requires_grad=False)
                continue
            new = "assessed" in key or not (self.options.start or key.startswith("encoder."))
            factor = SCORER_RATE if new else 1.0 if key.startswith("encoder.") else HEAD_RATE
            groups.setdefault(factor, []).append(parameter)
        groups.setdefault(SCORER_RATE, []).extend(self.scorer.parameters())
        return [{"params": own, "lr": factor * self.options.rate} for factor, own in groups.items()]

    @torch.no_grad()
    def score(self, network: Network, scorer: Scorer) -> dict[str, float]:
        """Figures on dev, and how far the heads are from the teacher on texts put aside."""
        own = self.reader.network, self.network
        self.reader.network = self.network = network.eval()
        with precisely(self.options):
            for texts in self.dev:
                self.reader.see(texts)
            losses_ = [self.others_loss(group) for group in self.aside]
            heads = quick_scores(network, self.heard, self.make) if self.heard else {}
        found = {**figures(scorer.eval(), *self.dev), **heads}
        if self.teacher:
            found["held"] = round(float(np.mean([float(item["held"]) for item in losses_])), 4)
        self.reader.network, self.network = own
        return found

    def train(self) -> None:
        options = self.options
        groups = self.parameters()
        optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
        rates = [group["lr"] for group in groups]
        learned = [parameter for group in groups for parameter in group["params"]]
        mean, mean_scorer = copy.deepcopy(self.network), copy.deepcopy(self.scorer)
        kept = [
            (old, new)
            for before, now in ((mean, self.network), (mean_scorer, self.scorer))
            for old, new in zip(before.parameters(), now.parameters(), strict=True)
            if new.requires_grad
        ]
        parts = {
            "network": self.network,
            "scorer": self.scorer,
            "mean": mean,
            "mean_scorer": mean_scorer,
            "optimiser": optimiser,
        }
        total = options.batches or int(options.epochs * len(self.coreference(0)) / options.units)
        step, epoch, best, spent = 0, 0, 0.0, 0.0
        last = options.out / "last.pt"
        if options.resume and last.is_file():
            state = torch.load(last, map_location=options.device)
            for name, part in parts.items():
                part.load_state_dict(state[name])
            step, epoch, best, spent = (state[name] for name in ("step", "epoch", "best", "spent"))
        began = saved = scored = time.monotonic()
        units: list[Unit] = []
        others = self.others(epoch)
        running: dict[str, list[float]] = {}
        print(f"{len(self.units)} units, {len(self.fixed)} batches, {total} steps", flush=True)
        self.network.train()
        while True:
            now = time.monotonic()
            minutes = (spent + now - began) / 60
            progress = step / total
            if options.deadline_minutes:
                progress = max(progress, minutes / options.deadline_minutes)
            done = progress >= 1
            if done or now - scored > 60 * options.score_minutes:
                found = self.score(mean, mean_scorer)
                print("score", step, f"{minutes:.1f} min", json.dumps(found), flush=True)
                quality = found["gap.dev: F1"] + found["gum.dev: CoNLL F1, mentions given"]
                if quality >= best:
                    best = quality
                    self.save(mean, mean_scorer, "best")
                scored = time.monotonic()
                self.network.train()
                self.scorer.train()
            if done:
                break
            if now - saved > 60 * options.checkpoint_minutes:
                saved = now
                state = {name: part.state_dict() for name, part in parts.items()}
                state |= {"step": step, "epoch": epoch, "best": best, "spent": minutes * 60}
                torch.save(state, last.with_suffix(".partial"))
                last.with_suffix(".partial").replace(last)
            factor = min(1.0, progress / 0.05 + 0.02) * (1.0 - progress) + 0.01
            for rate, group in zip(rates, optimiser.param_groups, strict=True):
                group["lr"] = rate * factor
            optimiser.zero_grad()
            with precisely(options):
                for _ in range(options.units):
                    if not units:
                        units, epoch = self.coreference(epoch), epoch + 1
                    unit = units.pop()
                    loss = self.unit_loss(unit)
                    loss.backward()
                    running.setdefault(unit.kind, []).append(float(loss.detach()))
                found_losses = self.others_loss(next(others))
                torch.stack(list(found_losses.values())).sum().backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimiser.step()
            step += 1
            keep = min(KEPT, step / (step + 10))
            with torch.no_grad():
                for old, new in kept:
                    old.lerp_(new, 1 - keep)
            for name, value in found_losses.items():
                running.setdefault(name, []).append(float(value.detach()))
            if step % 50 == 0:
                means = {name: round(float(np.mean(v)), 3) for name, v in running.items()}
                print(f"step {step} {progress:.3f} {minutes:.1f} min {means}", flush=True)
                running.clear()
        self.save(mean, mean_scorer, "final")

    def save(self, network: Network, scorer: Scorer, name: str) -> None:
        for state, path in (
            ({"network": network.state_dict()}, self.options.out / f"{name}.pt"),
            (scorer.state_dict(), self.options.out / f"{name}.resolver.pt"),
        ):
            torch.save(state, path.with_suffix(".partial"))
            path.with_suffix(".partial").replace(path)


def main() -> None:
    options = options_of()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    Joint(options).train()


if __name__ == "__main__":
    main()
