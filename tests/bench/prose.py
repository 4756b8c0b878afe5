# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Invented prose of any length, different each time, for measuring."""

import random

_NAMES = ["Ada Moss", "Ben Hill", "Carla Reyes", "the mayor", "Harbour Watch", "The ministry"]
_SENTENCES = [
    "{name} said on Monday that the {thing} would cost {number} million euros.",
    "The {thing} was opened in {year} and has been repaired {number} times since.",
    "It is hard to imagine a more reckless way to spend public money than the {thing}.",
    "“Nobody asked us about the {thing},” {name} told reporters, “and nobody will.”",
    "According to {name}, the number of visitors to the {thing} fell by {number} percent.",
    "Plainly the {thing} is a monument to vanity, and it deserves to be treated as one.",
    "Officials counted {number} ships, most of them small, near the {thing} that week.",
    "{name}, who has lived there since {year}, does not share that view.",
]
_THINGS = ["harbour toll", "new bridge", "school budget", "tram line", "old market", "water plant"]


def article(words: int, seed: int) -> str:
    """An article of about so many words in paragraphs of four to six sentences."""
    pick = random.Random(seed)
    paragraphs = [f"A report on the {pick.choice(_THINGS)}, number {seed}"]
    count = 0
    while count < words:
        sentences = [
            pick.choice(_SENTENCES).format(
                name=pick.choice(_NAMES),
                thing=pick.choice(_THINGS),
                number=pick.randint(2, 900),
                year=pick.randint(1901, 2024),
            )
            for _ in range(pick.randint(4, 6))
        ]
        paragraphs.append(" ".join(sentence[0].upper() + sentence[1:] for sentence in sentences))
        count += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs) + "\n"
