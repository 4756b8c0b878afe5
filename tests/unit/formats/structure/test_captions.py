# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Lines under pictures, and sentences that end like one."""

import pytest

from reader.formats.structure.captions import is_caption


@pytest.mark.parametrize(
    "text",
    [
        "Ministers at a meeting in Paris on Feb. 18, 2025. Photo: AFP",
        "No decisive moves. Photo: Jo Doe/Agency/Wire/picture alliance",
        "Instituto Something, a school in Milan. Image: Someone.",
        "A protester in Kyiv (Jane Doe/Reuters)",
        "Police in Dhaka. (Photo by Jane Doe/Getty Images)",
        "Photo: Jane Doe",
        "Boats in the harbour. Photo: J. R. Doe",
        "Getty Images",
        "The hall in May. John Roe / AP",
        "Foto: dpa",
        "Image copyright AFP Image caption The minister is reviewing the options",
        "FILE - In this July 25, 2019, file photo, the minister speaks in the hall.",
        "Hide caption Police secure a road in the town of Ex",
    ],
)
def test_captions(text):
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry confirmed the report. (Reuters)",
        "He showed the court a photo of the car.",
        "The ship sank on Monday (see above).",
        "He hung it beside a picture by Picasso.",
        "She had sent him a photo from Paris",
        "All of it is in one image: Trump at the gate",
        "The image of the country has suffered, said the image consultant by telephone from Rome.",
    ],
)
def test_sentences_are_not_captions(text):
    assert not is_caption(text)
