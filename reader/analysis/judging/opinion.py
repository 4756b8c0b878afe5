# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What is called opinion, and where the model abstains."""

from reader.document import Label


def label_of(opinion: float, unclear: tuple[float, float]) -> Label:
    """The label of a probability; the model abstains inside the band (both ends exclusive)."""
    low, high = unclear
    if opinion >= high:
        return Label.OPINION
    return Label.FACTUAL if opinion <= low else Label.UNCLEAR
