# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Finds a place of one text in a later version of it. Offsets are code points."""

from difflib import SequenceMatcher


def same_place(old: str, new: str, offset: int) -> int:
    """Where in `new` a reader goes on who was at `offset` of `old`.

    That is the same word of the same line, wherever the line is now; in a line that was rewritten,
    near it; where lines were taken out, the line that follows.
    """
    old_lines, new_lines = old.split("\n"), new.split("\n")
    number = old.count("\n", 0, offset)
    within = offset - (old.rfind("\n", 0, offset) + 1)
    first, last = _alike_at_the_ends(old_lines, new_lines)
    if number < first:
        found = number
    elif number >= len(old_lines) - last:
        found = number + len(new_lines) - len(old_lines)
    else:
        inner_old = old_lines[first : len(old_lines) - last]
        inner_new = new_lines[first : len(new_lines) - last]
        line, there = _line(inner_old, inner_new, number - first)
        found = first + line
        within = within if there else 0
    if found >= len(new_lines):
        return len(new)
    start = sum(len(line) + 1 for line in new_lines[:found])
    return start + _within(old_lines[number], new_lines[found], within)


def _alike_at_the_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many lines are the same at the start and at the end."""
    least = min(len(old), len(new))
    first = 0
    while first < least and old[first] == new[first]:
        first += 1
    last = 0
    while last < least - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return first, last


def _line(old: list[str], new: list[str], number: int) -> tuple[int, bool]:
    """Which line of `new` stands for a line of `old`, and whether it does or merely follows."""
    old_end, new_end = 0, 0
    # The last of them is empty and lies at both ends.
    for old_start, new_start, size in SequenceMatcher(None, old, new).get_matching_blocks():
        if number < old_start:
            # Between what is the same before and after: the line as far down, if there is one.
            line = new_end + number - old_end
            return min(line, new_start), line < new_start
        if number < old_start + size:
            return new_start + number - old_start, True
        old_end, new_end = old_start + size, new_start + size
    raise ValueError(f"there is no line {number}")


def _within(old: str, new: str, within: int) -> int:
    if old[:within] == new[:within]:
        return within
    # After what was changed, the end of the line is as far as it was.
    return min(max(len(new) - (len(old) - within), 0), len(new))
