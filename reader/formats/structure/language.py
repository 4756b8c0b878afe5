# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What language a text is in, told from its commonest words or its script.

Only says what matters here, whether a text is English; "und" where nothing stands out.
"""

import re
from collections import Counter

#: How much of the text the language is told from.
LANGUAGE_SAMPLE = 60_000
#: Common words must be this share of all words, and the runner-up this far behind.
LEAST_SHARE = 0.08
LEAST_LEAD = 1.2
#: So many different ones must be there: "so" alone is as German as it is English.
LEAST_WORDS = 3

_COMMON = {
    "en": "the of and to in is that was for it with as his on be at by had not are but from or "
    "have an they which one you were all her she there would their we him been has when who will",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch "
    "es "
    "an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce "
    "il "
    "sont avec son aux d'un cette ont mais comme ou leur été être elle nous vous",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero "
    "sus "
    "le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue",
    "it": "di e il la che in a per è un del le si non con i da una sono dei al come della nel più "
    "gli "
    "ma anche alla lo delle su ha ai questo se dal dalla nella",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele "
    "das "
    "à seu sua ou quando muito nos já eu também só pelo pela",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er die als ook bij maar om "
    "dan uit "
    "was hij door over naar heeft hebben worden wordt nog zich haar",
    "sv": "och i att det som en på är av för med den till inte om har de ett var jag han men sig "
    "från "
    "vi så kan när hade eller under också efter",
    "da": "og i at det er en til af på for med den som der ikke de har et han var om men jeg sig "
    "fra vi "
    "kan havde eller ved efter også blev",
    "no": "og i det er på en som til av for med at den ikke har de et han var om men jeg seg fra "
    "vi kan "
    "hadde eller ved etter også ble",
    "fi": "ja on ei että se oli hän mutta ovat kun niin myös joka tai sen ole olla jos mukaan "
    "kuin vain "
    "hänen nyt sitä",
    "pl": "i w nie na się z do to że jest o jak po co ale za od przez tak był dla przy czy być "
    "jego oraz "
    "są które który także",
    "cs": "a se v na je že to s z do o i jako by za ve pro které k ale po který jsou jeho byl tak "
    "jsem "
    "nebo také bude",
    "ro": "de și în a la cu nu o pe că din se pentru un care mai este ce sau sunt au fost prin ca "
    "dar "
    "după lui",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi ne kadar sonra var mi o en ise ama "
    "değil "
    "oldu olduğu",
    "hu": "a az és hogy nem is egy ez de van volt meg csak mint már el ha még azt aki vagy lesz",
    "id": "yang dan di dengan untuk ini itu dari dalam tidak akan pada juga ke adalah karena oleh "
    "ada "
    "sebagai mereka",
    "vi": "và của là có cho không được các trong một người với những này đã khi để",
}
_PROFILES = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
)
# Ukrainian letters are a small part of any Ukrainian text, kana a part of any Japanese one.
_SCRIPT_SHARES = {"uk": 0.02, "ja": 0.08}
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CODE = re.compile(r"[a-z]{2}(?![a-z])")


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the text's language, or "und"."""
    letters = sum(1 for character in text if character.isalpha())
    if not letters:
        return "und"
    for code, script in _SCRIPTS:
        if len(script.findall(text)) > _SCRIPT_SHARES.get(code, 0.4) * letters:
            return code
    words = Counter(_WORDS.findall(text.casefold()))
    total = sum(words.values())
    shares = sorted(
        (
            (sum(count for word, count in words.items() if word in profile) / total, code)
            for code, profile in _PROFILES.items()
        ),
        reverse=True,
    )
    (best, code), (second, _) = shares[0], shares[1]
    clear = best >= LEAST_SHARE and best >= LEAST_LEAD * second
    return code if clear and len(words.keys() & _PROFILES[code]) >= LEAST_WORDS else "und"


def declared_language(tag: str | None) -> str | None:
    """The two-letter code at the head of a language tag such as "en-GB", or None."""
    match = _CODE.match(tag.strip().lower()) if tag else None
    return match.group() if match else None


def choose_language(text: str, declared: str | None) -> str:
    """What the text shows; only where that leaves it open, what the document declares.

    Many a page of English carries the label of the program, or the country, it was made with.
    """
    detected = detect_language(text)
    return detected if detected != "und" else declared_language(declared) or "und"
