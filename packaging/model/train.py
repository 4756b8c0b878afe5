# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Train the network on every corpus at once: `python train.py --data DIR --base DIR --out DIR`.

Stops and resumes at any step (`--resume`); the same seed gives the same batches.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import data
import numpy as np
import torch
from network import FAR, Network
from sklearn.metrics import average_precision_score, f1_score
from torch import Tensor, nn
from transformers import AutoTokenizer
from windows import Encoded, batches, collate, encode

#: What one labelled item of each head weighs against the others. Each loss is a sum over items
#: divided by the mean number of items in a batch, so batches with few labels do not shout.
LOSS_WEIGHTS = {
    "opinion": 1.0,
    "bias": 0.7,
    "lexical": 0.5,
    "assessed": 0.3,
    "voice": 0.7,
    "techniques": 0.3,
    "loaded": 0.7,
    "attribution": 1.5,
    "ends": 1.0,
    "links": 1.0,
    "stance": 1.0,
}
BATCH_TOKENS = 2048
#: The heads whose items are each true or false, and those whose items are one of several.
YES_OR_NO = ("opinion", "bias", "lexical", "assessed", "voice", "techniques", "loaded", "ends")
ONE_OF_MANY = ("attribution", "links", "stance")
#: The heads whose labels in the corpora weigh half where a teacher has labelled the same texts.
ALSO_TAUGHT = ("opinion", "bias", "loaded")
FORWARD = (
    "input_ids",
    "attention_mask",
    "sentence_ids",
    "sentence_index",
    "targets",
    "target_sentences",
)


def labelled(batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return a mask of the items that have a label, by the label's name in the batch."""
    masks = {}
    for kind in ("label", "soft"):
        for name in (*YES_OR_NO, *ONE_OF_MANY):
            goal = batch.get(f"{kind}_{name}")
            if goal is None:
                continue
            if name in YES_OR_NO:
                mask = ~goal.isnan()
            else:
                mask = goal >= 0 if kind == "label" else ~goal[..., 0].isnan()
            masks[f"{kind}_{name}"] = mask
    return masks


def losses(outputs: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, tuple[Tensor, int]]:
    """Return the summed loss and the number of items for each kind of label in the batch."""
    roles = outputs["attribution"].unflatten(-1, (3, 4))
    padding = (batch["attention_mask"] == 0)[:, None, None, :]
    logits = {
        **outputs,
        "attribution": roles[..., :3],
        "ends": roles[..., 3],
        "links": outputs["links"].masked_fill(padding, FAR),
    }
    sums: dict[str, tuple[Tensor, int]] = {}
    for key, known in labelled(batch).items():
        number = int(known.sum())
        if not number:
            continue
        kind, name = key.split("_")
        guess, goal = logits[name][known], batch[key][known]
        if name in YES_OR_NO:
            chance = goal.sigmoid() if kind == "soft" else goal
            weight = batch.get(f"weight_{name}") if kind == "label" else None
            if weight is not None:
                weight = weight.expand_as(known)[known]
            total = nn.functional.binary_cross_entropy_with_logits(
                guess, chance, weight, reduction="sum"
            )
        else:
            choice = goal.softmax(-1) if kind == "soft" else goal
            total = nn.functional.cross_entropy(guess, choice, reduction="sum")
        sums[key] = (total, number)
    return sums


def mean_counts(groups: list[list[Any]], make: Any) -> dict[str, float]:
    """Return the mean number of items of each kind of label over a sample of the batches."""
    counts: dict[str, float] = {}
    sample = groups[:150]
    for group in sample:
        for key, known in labelled(make(group)).items():
            counts[key] = counts.get(key, 0.0) + float(known.sum())
    return {key: max(1.0, count / len(sample)) for key, count in counts.items()}


def hide_words(input_ids: Tensor, special: tuple[int, ...], mask: int, share: float) -> Tensor:
    """Hide a share of the tokens at random, so that no single one can be learned by heart."""
    hidden = torch.rand(input_ids.shape, device=input_ids.device) < share
    for token in special:
        hidden &= input_ids != token
    return input_ids.masked_fill(hidden, mask)


def take_soft(documents: list[Encoded], path: Path) -> None:
    """Give the documents the labels of their teachers, as `teach.py` wrote them."""
    taught = torch.load(path, weights_only=False)
    by_key = dict(zip(taught["texts"], taught["soft"], strict=True))
    for encoded in documents:
        encoded.soft = by_key.get(encoded.document.key)
    number = sum(encoded.soft is not None for encoded in documents)
    print(f"{number} of {len(documents)} documents have soft labels", flush=True)


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
            outputs = {name: logits.float().cpu() for name, logits in outputs.items()}
            batch = {name: value.cpu() for name, value in batch.items()}
            for name in ("opinion", "bias", "lexical", "assessed", "voice"):
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
                guess = outputs["attribution"].unflatten(-1, (3, 4))[..., :3].argmax(-1)
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
            if key == "basil.lexical":
                scores["basil.ap"] = average_precision_score(truth, guess)
            if key.endswith("loaded"):
                scores[key] = f1_score(truth, guess > -0.6)
    return {key: round(float(value), 4) for key, value in sorted(scores.items())}


def add_machine(parser: argparse.ArgumentParser) -> None:
    """Let the machine and the precision be chosen."""
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"))
    parser.add_argument(
        "--precision",
        default="fp32",
        choices=("fp32", "bf16", "tf32"),
        help="of products of matrices; bf16 pays where the processor has instructions for it",
    )


def precisely(options: argparse.Namespace) -> AbstractContextManager[Any]:
    """Multiply matrices as precisely as asked."""
    if options.precision == "tf32":
        torch.set_float32_matmul_precision("high")
    return torch.autocast(options.device, torch.bfloat16, enabled=options.precision == "bf16")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="what `base.py` wrote")
    parser.add_argument("--start", type=Path, help="checkpoint whose weights to start from")
    parser.add_argument("--corpora", help="comma-separated; default all")
    parser.add_argument("--distant", type=Path, help="what `distant.py` wrote, to train on as well")
    parser.add_argument("--soft", type=Path, help="what `teach.py` wrote, to learn from as well")
    parser.add_argument(
        "--hide", type=float, default=0.1, help="the share of tokens hidden in each reading"
    )
    parser.add_argument("--epochs", type=float, default=4.0)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument(
        "--freeze",
        type=int,
        default=1,
        help="0 trains all, 1 leaves the embeddings as they are, 2 the first layer too, and so on",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tokens", type=int, default=BATCH_TOKENS, help="in a batch")
    add_machine(parser)
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

    tokenizer = AutoTokenizer.from_pretrained(options.base)
    special = (tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.pad_token_id)

    def make(windows: list[Any]) -> dict[str, Tensor]:
        batch = collate(windows, *special)
        return {name: value.to(options.device) for name, value in batch.items()}

    names = set(options.corpora.split(",")) if options.corpora else None
    documents = data.load(options.data, "train", names)
    if options.distant:
        documents.extend(data.distant(options.distant))
    train = [encode(document, tokenizer) for document in documents]
    if options.soft:
        take_soft(train, options.soft)
    dev = [encode(document, tokenizer) for document in data.load(options.data, "dev", names)]
    network = Network(options.base, pretrained=not options.start)
    if options.start:
        network.load_state_dict(torch.load(options.start, map_location="cpu")["network"])
    network.to(options.device)

    frozen = ["encoder.embeddings."] if options.freeze else []
    frozen += [f"encoder.encoder.layer.{layer}." for layer in range(options.freeze - 1)]
    if options.freeze > network.encoder.config.num_hidden_layers:
        frozen = ["encoder."]
    for key, parameter in network.named_parameters():
        if key.startswith(tuple(frozen)):
            parameter.requires_grad_(requires_grad=False)
    slow = [
        p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad
    ]
    fast = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [
            {"params": some, "lr": factor * options.rate}
            for some, factor in ((slow, 1), (fast, 5))
            if some
        ],
        weight_decay=0.01,
        fused=True,
    )
    rates = [group["lr"] for group in optimizer.param_groups]

    def plan(epoch: int) -> list[list[Any]]:
        return batches(train, options.tokens, random.Random(f"{options.seed}.{epoch}"))

    counts = mean_counts(plan(0), make)
    per_epoch = len(plan(0))
    total = int(options.epochs * per_epoch)
    step = 0
    spent = 0.0
    if options.resume and (options.out / "last.pt").is_file():
        state = torch.load(options.out / "last.pt", map_location=options.device)
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

    def score() -> dict[str, float]:
        with precisely(options):
            return quick_scores(network, dev, make)

    network.train()
    began = saved = time.monotonic()
    running: dict[str, list[float]] = {}
    done = False
    # Epochs differ a little in length: what was read of them is counted from the first on.
    epoch, before, groups = 0, 0, plan(0)
    while not done:
        while step >= before + len(groups):
            epoch, before = epoch + 1, before + len(groups)
            groups = plan(epoch)
        for group in groups[step - before :]:
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
            batch["input_ids"] = hide_words(
                batch["input_ids"], special, tokenizer.mask_token_id, options.hide
            )
            with precisely(options):
                outputs = network(*(batch[name] for name in FORWARD))
            outputs = {name: logits.float() for name, logits in outputs.items()}
            loss = torch.zeros((), device=options.device)
            for key, (value, number) in losses(outputs, batch).items():
                kind, name = key.split("_")
                share = 0.5 if options.soft and kind == "label" and name in ALSO_TAUGHT else 1.0
                loss = loss + share * LOSS_WEIGHTS[name] * value / counts[key]
                running.setdefault(key, []).append(float(value.detach()) / number)
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
        print("scores", step, json.dumps(score()), flush=True)
    spent += time.monotonic() - began
    save(options.out / "final.pt", whole=False)
    print(f"done in {spent:.0f}s", flush=True)


if __name__ == "__main__":
    main()
