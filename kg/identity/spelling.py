"""When two spellings are likely to be of one word: names written over from other scripts.

English-language news writes Gaddafi, Qaddafi and Gadhafi, Zelensky and Zelenskyy, Lukashenko and
Lukashenka. `folds` undoes what romanisations of Russian, Ukrainian, Arabic, Persian and their
German and French relatives do differently; `skeletons` keeps the consonants alone and serves to
find names worth comparing (blocking: Christen, "Data Matching", 2012, chapter 4; phonetic encoding,
section 4.3). Words are lower-case ASCII.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

# What is written → how it may be read; several readings where romanisations differ.
_READINGS = {
    "schtsch": "s",
    "shch": "s",
    "tsch": "c",
    "tch": "c",
    "dzh": "j",
    "dsch": "j",
    "dj": "j",
    "sch": "s",
    "sh": "s",
    "zh": "sj",
    "ch": "c",
    "cz": "c",
    "kh": "h",
    "gh": "g",
    "ph": "f",
    "th": "t",
    "dh": "d",
    "bh": "b",
    "ck": "k",
    "ts": "s",
    "tz": "s",
    "z": "s",
    "w": "v",
    "q": "gk",
    "j": "jy",
}
_WRITTEN = re.compile("|".join([*_READINGS, "c(?=[eiy])", "c", "x"]))
_MOST_READINGS = 8
_SHORT = 4  # letters: in words this short every vowel counts
_VOWELS = re.compile(r"[aeiouy]+")


@lru_cache(maxsize=65536)
def folds(word: str) -> frozenset[str]:
    """Return the readings of a word; two spellings of one word share a reading.

    The first vowel keeps its quality, but for o and u; of later ones only three kinds are told
    apart: a or e, i or e, o or u.

    >>> bool(folds("gadhafi") & folds("qaddafi")), bool(folds("jensen") & folds("jansen"))
    (True, False)
    """
    short = len(word) <= _SHORT
    return frozenset(
        folded for reading in _readings(word) for folded in _vowels_folded(reading, short)
    )


@lru_cache(maxsize=65536)
def skeletons(word: str) -> frozenset[str]:
    """Return the consonants of a word's readings, those that are confused made one.

    >>> sorted(skeletons("zelenskyy")), skeletons("zelenskyy") == skeletons("selenskiy")
    (['slnsk'], True)
    """
    return frozenset(_skeleton(folded) for folded in folds(word))


def _readings(word: str) -> list[str]:
    """Return the word with its consonants as they may be read; at most eight readings."""
    pieces: list[tuple[str, ...]] = []
    at = 0
    for match in _WRITTEN.finditer(word):
        pieces.append((word[at : match.start()],))
        written = match.group()
        if written == "x":
            pieces.append(("ks",))
        elif written == "c":
            pieces.append(("s",) if word[match.end() : match.end() + 1] in tuple("eiy") else ("k",))
        else:
            pieces.append(tuple(_READINGS[written]))
        at = match.end()
    pieces.append((word[at:],))
    found = ["".join(p) for _, p in zip(range(_MOST_READINGS), product(*pieces), strict=False)]
    return list(dict.fromkeys(found))


def _vowels_folded(word: str, short: bool) -> list[str]:
    """Return the spellings of a reading once doubled letters and vowels are folded."""
    word = re.sub(r"^[yi](?=[aeou])", "", word)  # Yevgeny, Evgeni
    word = re.sub(r"([^oe\W])\1+", r"\1", word)
    word = re.sub(r"enk[oa]$", "enko", word)
    word = re.sub(r"(?<=[aeiouy])h$", "", word)
    first = _VOWELS.search(word)
    if first is None:
        return [word]
    parts: list[tuple[str, ...]] = [(word[: first.start()],), _first_vowel(first.group(), short)]
    at = first.end()
    for run in _VOWELS.finditer(word, at):
        parts.append((word[at : run.start()],))
        parts.append(_later_vowel(run.group()))
        at = run.end()
    parts.append((word[at:],))
    return ["".join(p) for _, p in zip(range(_MOST_READINGS), product(*parts), strict=False)]


def _first_vowel(run: str, short: bool) -> tuple[str, ...]:
    if run in ("ai", "ay", "ei", "ey"):
        return ("e",)
    if run[0] in "iy" and len(run) > 1 and run[1] in "aou":
        run = run[1:]  # Lyashko, Liashko
    if run in ("ou", "oo"):
        return ("o", "u")
    if run[0] in "ou":
        return ("u",) if short and run[0] == "u" else ("o",)
    if run in ("ee", "ie", "ye") or run[0] in "iy":
        return ("i",)
    return (run[0],)


def _later_vowel(run: str) -> tuple[str, ...]:
    if run[-1] in "iy":
        return ("i",)
    if run[-1] in "ou":
        return ("o",)
    return ("a", "i") if run == "e" else ("a",)


def _skeleton(folded: str) -> str:
    plain = folded.translate(str.maketrans("gqcj", "kkss"))
    opening = "a" if plain[:1] in tuple("aeiouy") else plain[:1]
    rest = re.sub(r"[aeiouyh]", "", plain[1:])
    return re.sub(r"(.)\1+", r"\1", opening + rest)
