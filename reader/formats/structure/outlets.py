# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Agencies and papers that an article names: in a picture credit, or as the one that printed it."""

import re

#: Who pictures and reports come from, as the alternatives of a pattern.
AGENCIES = (
    r"AFP|AP(?: Photo)?|Associated Press|Reuters|Getty(?: Images)?|EPA(?:-EFE)?|EFE|dpa|TASS|"
    r"Xinhua|"
    r"Bloomberg|Shutterstock|iStock|Alamy|Zuma|Anadolu|ANSA|PA(?: Wire| Images)?|UPI|NurPhoto|"
    r"Unsplash|"
    r"Pexels|Pixabay|Flickr|Wikimedia(?: Commons)?|Creative Commons|Handout|Sipa|Imago|SOPA Images|"
    r"picture alliance|Magnum|Corbis|Avalon|Photoshot|Kyodo|Yonhap|RIA Novosti|Sputnik|"
    r"CC BY[\w .-]*"
)
_OUTLET_LINE = re.compile(
    r"(?:the\s+)?(?:USA\s?TODAY|Associated\s+Press|AP|Reuters|AFP|BBC(?:\s+News)?|CNN|Fox\s+News|"
    r"NPR|"
    r"Bloomberg|Guardian|Washington\s+Post|New\s+York\s+Times|Wall\s+Street\s+Journal|Politico|"
    r"HuffPost|Al\s+Jazeera|DPA|TASS|Xinhua|UPI)(?:\s+(?:News|staff|opinion(?:\s+contributor)?))?",
    re.IGNORECASE,
)


def is_outlet(text: str) -> bool:
    """Whether a line is only the name of a large agency or paper."""
    return bool(_OUTLET_LINE.fullmatch(text))
