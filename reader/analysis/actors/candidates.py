# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a text that may stand for somebody or something: names, nouns and pronouns.

Training takes them from here as well, so that it cannot differ from run time.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.evidence import Evidence
from reader.analysis.syntax import lexicon
from reader.analysis.syntax.acting import chain_head

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The classes of pronouns; nouns and names have none of them.
_CLASSES = {
    "he": ("he", "him", "his", "himself"),
    "she": ("she", "her", "hers", "herself"),
    "it": ("it", "its", "itself"),
    "they": ("they", "them", "their", "theirs", "themselves"),
    "i": ("i", "me", "my", "mine", "myself"),
    "we": ("we", "us", "our", "ours", "ourselves"),
    "you": ("you", "your", "yours", "yourself", "yourselves"),
    "this": ("this", "that", "these", "those"),
    "who": ("who", "whom", "whose", "which"),
}
_PRONOUNS = {word: kind for kind, words in _CLASSES.items() for word in words}
_INDEFINITE = frozenset(
    {"everyone", "everybody", "someone", "somebody", "anyone", "anybody", "nobody"}
    | {"one", "many", "all", "some", "others", "both", "most"}
)
KINDS = ("name", "noun", *_CLASSES)
#: The classes whose words stand for somebody spoken of.
THIRD = frozenset({"he", "she", "it", "they"})
SEXES = ("", "m", "f", "n", "p")
_SEX_OF_KIND = {"he": "m", "she": "f", "it": "n", "they": "p", "we": "p"}

ENTITIES = ("", "PERSON", "ORG", "GPE", "NORP")
_LABELS = {"FAC": "GPE", "LOC": "GPE"}
ARTICLES = ("", "the", "a", "this", "poss")
_ARTICLE_OF = {"the": "the", "a": "a", "an": "a", "another": "a", "one": "a", "some": "a"}
_ARTICLE_OF |= {"this": "this", "that": "this", "these": "this", "those": "this", "such": "this"}
RELATIONS = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "appos", "attr", "conj", "compound")
_MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "poss"})


@dataclass(slots=True)
class Candidate:
    """A word that may stand for somebody or something.

    Attributes:
        piece, head: The block, and the token there that stands for the whole phrase.
        first, last: The tokens of the phrase up to its head or the end of a name, half-open.
        end: The token whose vector ends it: the head, or the last member of a list.
        start: Where the head begins in the article.
        kind: One of `KINDS`.
        sentence: The running number of its sentence.
        speaker: A number for whoever says it: 0 for the author, -1 for somebody unknown.
        qualifiers: Of an office, the words that say which one is meant.
        placed: Whether these name a place and nothing else.
        voice: The number that it has where it is itself somebody who says something, or 0.
    """

    piece: int
    head: int
    first: int
    last: int
    end: int
    start: int
    kind: str
    sentence: int
    word: str
    words: frozenset[str]
    modifiers: frozenset[str]
    sex: str
    entity: str
    article: str
    relation: str
    governor: int
    speaker: int = 0
    voice: int = 0
    quoted: bool = False
    several: bool = False
    reflexive: bool = False
    says: bool = False
    qualifiers: tuple[str, ...] = ()
    placed: bool = False


def find_candidates(
    parsed: Sequence[Evidence], named: Collection[tuple[int, int]] = ()
) -> list[Candidate]:
    """All candidates of the analysed blocks, in text order.

    Args:
        parsed: The blocks of an article.
        named: Pieces and tokens that are the last of a name, whatever the parser makes of them.
    """
    found: list[Candidate] = []
    number = 0
    voices: dict[tuple[int, int], int] = {}
    carried = 0
    for index, piece in enumerate(parsed):
        if not piece.block.analysed:
            continue
        doc = piece.doc
        sentences = [sentence.start for sentence in doc.sents]
        speakers = _speakers(piece)
        speaking = set(speakers.values())
        for token in doc:
            if (index, token.i) not in named and not _may_refer(token):
                continue
            item = candidate(index, piece, token)
            item.sentence = number + bisect_right(sentences, token.i)
            item.quoted = piece.quoted[token.i]
            if item.quoted:
                head = speakers.get(token.i)
                key = (index, head) if head is not None else None
                if key is not None:
                    carried = voices.setdefault(key, len(voices) + 1)
                item.speaker = carried or -1
            if (index, token.i) in voices:
                item.voice = voices[index, token.i]
            elif token.i in speaking:
                item.voice = voices.setdefault((index, token.i), len(voices) + 1)
            found.append(item)
            if not item.several and any(c.dep_ == "conj" for c in token.rights):
                both = _together(item, token)
                if both is not None:
                    found.append(both)
        number += len(sentences)
    return found


def _may_refer(token: "Token") -> bool:
    word = token.lower_
    if word in _PRONOUNS:
        if _PRONOUNS[word] == "this":
            return (token.pos_ == "PRON" and token.dep_ not in {"det", "mark", "nsubj"}) or (
                token.pos_ == "PRON" and token.dep_ == "nsubj" and token.head.dep_ != "relcl"
            )
        return _PRONOUNS[word] != "who"
    if word in _INDEFINITE:
        return token.pos_ == "PRON" or token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    if not token.whitespace_ and token.i + 1 < len(token.doc) and token.nbor().text == "-":
        # The first half of "co-author".
        return False
    if token.ent_type_:
        if token.ent_type_ in {
            "DATE",
            "TIME",
            "PERCENT",
            "MONEY",
            "QUANTITY",
            "ORDINAL",
            "CARDINAL",
        }:
            return token.dep_ not in _MODIFIERS
        # Inside a name, its head stands for all of it.
        if token.head.i != token.i and _same_entity(token, token.head):
            return False
        return token.dep_ not in {"compound", "nmod"} or token.ent_type_ in {
            "PERSON",
            "ORG",
            "GPE",
            "NORP",
        }
    return token.dep_ not in {"compound", "nmod", "amod"}


def _same_entity(token: "Token", other: "Token") -> bool:
    low, high = sorted((token.i, other.i))
    return other.ent_type_ == token.ent_type_ and all(
        token.doc[k].ent_iob_ == "I" for k in range(low + 1, high + 1)
    )


def candidate(index: int, piece: Evidence, token: "Token") -> Candidate:
    """What a word is as a candidate; its sentence and who says it are not filled in."""
    doc = piece.doc
    word = token.lower_
    kind = _PRONOUNS.get(word, "")
    start = piece.start + token.idx
    governor = chain_head(token).head.i if token.dep_ in {"conj", "appos"} else token.head.i
    if token.dep_ == "pobj" and token.head.head.i != token.head.i:
        governor = token.head.head.i
    if kind:
        return Candidate(
            index,
            token.i,
            token.i,
            token.i + 1,
            token.i,
            start,
            kind,
            0,
            word,
            frozenset(),
            frozenset(),
            _SEX_OF_KIND.get(kind, ""),
            "",
            "",
            token.dep_,
            governor,
            reflexive=word.endswith(("self", "selves")),
            says=_says(token),
        )
    first = token.i
    while (
        first > 0
        and doc[first - 1].head.i in range(first, token.i + 1)
        and (doc[first - 1].dep_ in _MODIFIERS or doc[first - 1].dep_ in {"det", "case"})
        and doc[first - 1].pos_ not in {"PUNCT", "SPACE"}
    ):
        first -= 1
    last = token.i + 1
    if token.ent_type_:
        while last < len(doc) and doc[last].ent_iob_ == "I":
            last += 1
        while doc[first].ent_iob_ == "I" and first > 0 and first > token.i - 8:
            first -= 1
    name = token.pos_ == "PROPN"
    words, modifiers, article = set(), set(), ""
    for other in doc[first:last]:
        lower = other.lower_
        if other.dep_ == "poss" and other.i != token.i:
            article = "poss"
        elif lower in _ARTICLE_OF and other.i < token.i:
            article = _ARTICLE_OF[lower]
        elif not other.is_alpha and not other.like_num and "-" not in lower and "." not in lower:
            continue
        else:
            words.add(lower)
            if other.i != token.i:
                modifiers.add(lower)
    label = _LABELS.get(token.ent_type_, token.ent_type_)
    return Candidate(
        index,
        token.i,
        first,
        last,
        last - 1 if name else token.i,
        start,
        "name" if name else "noun",
        0,
        token.lemma_.lower() if not name else word,
        frozenset(words),
        frozenset(modifiers),
        _sex(token, first),
        label if label in ENTITIES else "",
        article,
        token.dep_,
        governor,
        says=_says(token),
        qualifiers=tuple(qualifiers_of(token)) if token.lower_ in lexicon.people().roles else (),
        placed=_placed(token),
    )


def _together(item: Candidate, token: "Token") -> Candidate | None:
    """A list as one: "Reed and Holt"."""
    last = token
    for _ in range(8):
        following = next((c for c in last.rights if c.dep_ == "conj"), None)
        if following is None:
            break
        last = following
    if last is token or not any(c.lower_ in {"and", "&"} for c in _rights(token, last)):
        return None
    if last.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    return Candidate(
        item.piece,
        item.head,
        item.first,
        last.i + 1,
        last.i,
        item.start,
        item.kind,
        item.sentence,
        f"{item.word} and {last.lower_}",
        frozenset({f"{item.word} and {last.lower_}"}),
        frozenset(),
        "p",
        item.entity,
        "",
        item.relation,
        item.governor,
        item.speaker,
        0,
        item.quoted,
        several=True,
        says=item.says,
    )


def _rights(token: "Token", last: "Token") -> Iterator["Token"]:
    yield from (c for t in token.doc[token.i : last.i] for c in t.rights if c.dep_ == "cc")


def _says(token: "Token") -> bool:
    """Whether it is the subject of a verb of saying."""
    head = chain_head(token)
    return head.dep_ == "nsubj" and head.head.lemma_.lower() in lexicon.speech("saying")


def _sex(token: "Token", first: int) -> str:
    people = lexicon.people()
    doc = token.doc
    if token.pos_ == "PROPN":
        for other in doc[max(0, first - 1) : token.i + 1]:
            if other.text in people.sex_of_title:
                return people.sex_of_title[other.text]
        if token.ent_type_ in {"ORG", "GPE", "FAC", "LOC", "PRODUCT", "EVENT"}:
            return "n"
        begin = token.i
        while begin > 0 and doc[begin - 1].pos_ == "PROPN" and doc[begin - 1].head.i == token.i:
            begin -= 1
        for other in doc[begin : token.i + 1]:
            if other.text in people.sex_of_name:
                return people.sex_of_name[other.text]
        return "p" if token.tag_ == "NNPS" else ""
    if token.lower_ in people.sex_of_role:
        return people.sex_of_role[token.lower_]
    if token.lower_ in _FEMALE:
        return "f"
    if token.lower_ in _MALE:
        return "m"
    return "p" if token.tag_ == "NNS" else ""


_FEMALE = frozenset(
    {"woman", "girl", "mother", "wife", "daughter", "sister", "aunt", "queen", "lady"}
)
_MALE = frozenset(
    {"man", "boy", "father", "husband", "son", "brother", "uncle", "king", "gentleman"}
)


def _speakers(piece: Evidence) -> dict[int, int]:
    """For each quoted token of a block, the token of whoever the nearest cue gives it to."""
    doc, quoted = piece.doc, piece.quoted
    cues = [
        (cue.head, cue.source_head)
        for cue in piece.cues
        if cue.source_head is not None and cue.speech
    ]
    if not cues:
        return {}
    found: dict[int, int] = {}
    position = 0
    while position < len(doc):
        if not quoted[position]:
            position += 1
            continue
        end = position
        while end < len(doc) and quoted[end]:
            end += 1

        def far(cue: tuple[int, int], low: int = position, high: int = end) -> int:
            return low - cue[0] + 4 if cue[0] < low else cue[0] - high

        found.update(dict.fromkeys(range(position, end), min(cues, key=far)[1]))
        position = end
    return found


def qualifiers_of(token: "Token") -> list[str]:
    """The words that say which one is meant ("US", "House"), lower case; none after a comma."""
    found = []
    for child in token.children:
        before = token.doc[child.left_edge.i - 1].text if child.left_edge.i else ""
        free = child.left_edge.i > token.i and before in {",", "-", "–", "—", "("}
        if child.dep_ in {"prep", "relcl", "poss", "acl", "compound", "nmod", "amod"} and not free:
            words = [
                t.lower_ for t in child.subtree if t.lower_ not in {"of", "the", "-", "'s", "’s"}
            ]
            found += words if child.dep_ != "amod" or child.text[:1].isupper() else [child.lower_]
    return [word for word in found if word not in lexicon.words("passing")]


def _placed(token: "Token") -> bool:
    """Whether what stands before it names a place and nothing else: "the Florida governor"."""
    where = [t for t in token.lefts if t.dep_ in {"compound", "nmod"}]
    return (
        bool(where)
        and all(t.ent_type_ == "GPE" for t in where)
        and not any(t.dep_ in {"amod", "poss"} for t in token.lefts)
    )
