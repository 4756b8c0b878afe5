# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The network: one encoder over a window of sentences and the heads that read from it.

Used for training and export only; at run time the graph is executed by ONNX Runtime.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import torch
from data import POLARITIES, ROLES, TECHNIQUES
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

#: Sentence heads and the number of logits of each. `lexical` is BASIL's bias, which a sentence of
#: an article seldom has; BABE's, `bias`, which every second of its sentences has, finds those of
#: BASIL as well with the help of single words. `lexical` and `techniques` only help in training.
SENTENCE_HEADS = {
    "opinion": 1,
    "bias": 1,
    "lexical": 1,
    "assessed": 1,
    "voice": 1,
    "techniques": len(TECHNIQUES),
}
FAR = -1e4


class Dropout(nn.Module):
    """Dropout by one tenth with masks cut at random from a fixed supply.

    Drawing every mask anew takes a tenth of a training step on a CPU.
    """

    supplies: ClassVar[dict[tuple[torch.dtype, torch.device], Tensor]] = {}

    def forward(self, hidden: Tensor) -> Tensor:
        if not self.training:
            return hidden
        size = hidden.numel()
        kind = (hidden.dtype, hidden.device)
        supply = self.supplies.get(kind)
        if supply is None or len(supply) < 2 * size:
            drawn = torch.rand(max(1 << 24, 4 * size), device=hidden.device) > 0.1
            supply = self.supplies[kind] = (drawn / 0.9).to(hidden.dtype)
        start = int(torch.randint(len(supply) - size, ()))
        return hidden * supply[start : start + size].view(hidden.shape)


def draw_cheaply(module: nn.Module) -> None:
    """Replace every dropout inside a module, all of which are by one tenth or by nothing."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            setattr(module, name, Dropout() if child.p else nn.Identity())
        else:
            draw_cheaply(child)


class SentenceHead(nn.Module):
    """Pool a sentence's tokens inside its window, by mean and by attention, and classify."""

    def __init__(self, width: int, outputs: int) -> None:
        super().__init__()
        self.query = nn.Linear(width, 1)
        self.dense = nn.Linear(2 * width, width // 2)
        self.out = nn.Linear(width // 2, outputs)
        self.dropout = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, member: Tensor, mean: Tensor) -> Tensor:
        scores = self.query(hidden).transpose(1, 2)
        weights = torch.softmax(scores + (1.0 - member) * FAR, dim=-1)
        pooled = torch.cat([mean, weights @ hidden], dim=-1)
        return self.out(self.dropout(nn.functional.gelu(self.dense(self.dropout(pooled)))))


class StanceHead(nn.Module):
    """Polarity towards a mention: the mention asks, the tokens of its sentence answer."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.heads = 4
        self.size = width // 4
        self.ask = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.dense = nn.Linear(3 * width, width)
        self.out = nn.Linear(width, len(POLARITIES))
        self.dropout = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, targets: Tensor, member: Tensor, mean: Tensor) -> Tensor:
        # targets [B,N,T]; member [B,N,T] and mean [B,N,H] are of each target's sentence.
        mention = targets @ hidden / targets.sum(-1, keepdim=True).clamp(min=1.0)
        asked, keys, values = self.ask(mention), self.key(hidden), self.value(hidden)
        answers = []
        for head in range(self.heads):
            part = slice(head * self.size, (head + 1) * self.size)
            scores = asked[..., part] @ keys[..., part].transpose(1, 2) / self.size**0.5
            weights = torch.softmax(scores + (1.0 - member) * FAR, dim=-1)
            answers.append(weights @ values[..., part])
        joined = torch.cat([mention, torch.cat(answers, dim=-1), mean], dim=-1)
        return self.out(self.dropout(nn.functional.gelu(self.dense(self.dropout(joined)))))


class Network(nn.Module):
    """Encoder and heads; every output is a logit."""

    def __init__(self, base: Path | str, *, pretrained: bool = True, **options: Any) -> None:
        super().__init__()
        # Drawing dropout masks for every pair of tokens would take half of the time on a CPU.
        config = AutoConfig.from_pretrained(base, attention_probs_dropout_prob=0.0)
        if pretrained:
            self.encoder = AutoModel.from_pretrained(
                base, config=config, add_pooling_layer=False, **options
            )
        else:
            self.encoder = AutoModel.from_config(config, add_pooling_layer=False, **options)
        width = config.hidden_size
        self.sentence_heads = nn.ModuleDict(
            {name: SentenceHead(width, size) for name, size in SENTENCE_HEADS.items()}
        )
        self.loaded = nn.Sequential(
            nn.Linear(width, width // 2), nn.GELU(), nn.Dropout(0.1), nn.Linear(width // 2, 2)
        )
        self.roles = nn.Sequential(
            nn.Linear(width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, 4 * len(ROLES))
        )
        self.link_from = nn.Linear(width, 128)
        self.link_to = nn.Linear(width, 128)
        self.stance = StanceHead(width)
        draw_cheaply(self)

    def encode(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return the last hidden states [B,T,H]."""
        hidden: Tensor = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask
        ).last_hidden_state
        return hidden

    def lower(self, input_ids: Tensor, attention_mask: Tensor, layers: int) -> Tensor:
        """Return what the lowest layers make of windows, [B,T,H]; none of them: the embeddings."""
        hidden = self.encoder.embeddings(input_ids=input_ids)
        return self._climb(hidden, attention_mask, 0, layers)[-1]

    def upper(self, hidden: Tensor, attention_mask: Tensor, layers: int) -> list[Tensor]:
        """Return the hidden states above the lowest layers, and theirs as the first of them."""
        return self._climb(hidden, attention_mask, layers, len(self.encoder.encoder.layer))

    def _climb(self, hidden: Tensor, attention_mask: Tensor, low: int, high: int) -> list[Tensor]:
        stack = self.encoder.encoder
        bias = stack.compute_position_bias(hidden)
        bias = bias + (attention_mask[:, None, None] == 0).to(bias.dtype) * FAR
        states = [hidden]
        for layer in stack.layer[low:high]:
            states.append(layer(states[-1], None, bias)[0])
        return states

    def forward(  # noqa: PLR0917 - the order is that of the exported graph's inputs
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        sentence_ids: Tensor,
        sentence_index: Tensor,
        targets: Tensor,
        target_sentences: Tensor,
    ) -> dict[str, Tensor]:
        """Read windows.

        Args:
            input_ids, attention_mask: [B,T].
            sentence_ids: [B,T], the sentence of each token in its window, -1 for none.
            sentence_index: [S], simply 0 … S-1; it gives the graph the number of sentences.
            targets: [B,N,T], 1.0 on the tokens of each mention.
            target_sentences: [B,N], the sentence of each mention.
        """
        hidden = self.encode(input_ids, attention_mask)
        return self.read(hidden, sentence_ids, sentence_index, targets, target_sentences)

    def read(
        self,
        hidden: Tensor,
        sentence_ids: Tensor,
        sentence_index: Tensor,
        targets: Tensor,
        target_sentences: Tensor,
    ) -> dict[str, Tensor]:
        """Run the heads over hidden states."""
        member = (sentence_ids[:, None, :] == sentence_index[None, :, None]).to(hidden.dtype)
        mean = member @ hidden / member.sum(-1, keepdim=True).clamp(min=1.0)
        outputs: dict[str, Tensor] = {}
        for name, head in self.sentence_heads.items():
            outputs[name] = head(hidden, member, mean)
        outputs["loaded"] = self.loaded(hidden)
        outputs["attribution"] = self.roles(hidden)
        # links[0]: a cue's first token points to its source's first token (the window's first
        # token means none); links[1]: a content's first token points to its cue's first token.
        asks, answers = self.link_from(hidden), self.link_to(hidden)
        outputs["links"] = torch.stack(
            [
                asks[..., :64] @ answers[..., :64].transpose(1, 2) / 8.0,
                asks[..., 64:] @ answers[..., 64:].transpose(1, 2) / 8.0,
            ],
            dim=1,
        )
        chosen = (target_sentences[:, :, None] == sentence_index[None, None, :]).to(hidden.dtype)
        outputs["stance"] = self.stance(hidden, targets, chosen @ member, chosen @ mean)
        return outputs
