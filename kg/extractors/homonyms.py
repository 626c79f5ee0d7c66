"""Does a state's name at this place mean the state? Money, languages, persons and firms do not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extractors import ambiguity as words
from kg.extractors.gazetteer import Token
from kg.extractors.given_names import FEMALE, MALE

_NAMES = (FEMALE | MALE) - words.NOT_GIVEN_BEFORE
_HYPHENS = "-‐‑–"


@dataclass(frozen=True)
class Setting:
    """What the article as a whole tells: its words, and the lines that are set as headlines."""

    text: str
    tokens: Sequence[Token]
    keys: frozenset[str]
    persons: frozenset[str]
    capitals: tuple[tuple[int, int], ...]
    headlines: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token], persons: Sequence[str] = ()) -> Setting:
        """Return the setting; `persons` are the names of persons the tagger has found."""
        families = {name.split()[-1].lower() for name in persons if len(name.split()) > 1}
        families |= {
            b.key
            for a, b in pairwise(tokens)
            if b.key in words.FAMILY and a.key in _NAMES and a.capital and b.start - a.end == 1
        }
        lines = [m.span() for m in re.finditer(r"[^\n]+", text)]
        return cls(
            text,
            tokens,
            frozenset(t.key for t in tokens),
            frozenset(families),
            tuple(s for s in lines if _all_capitals(text[s[0] : s[1]])),
            tuple(s for s in lines if _title_case(text[s[0] : s[1]])),
        )

    def gap(self, at: int) -> str:
        """Return what stands between token `at - 1` and token `at`."""
        start = self.tokens[at - 1].end if at > 0 else 0
        end = self.tokens[at].start if at < len(self.tokens) else len(self.text)
        return self.text[start:end]

    def key(self, at: int) -> str:
        """Return the folded word at `at`, empty outside the text."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def is_american_georgia(self) -> bool:
        """Say whether `Georgia` is more likely the US state in this article."""
        american = len(self.keys & words.US_GEORGIA)
        return american > len(self.keys & words.COUNTRY_GEORGIA)


def _all_capitals(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 10 and sum(c.isupper() for c in letters) > 0.9 * len(letters)


def _title_case(line: str) -> bool:
    long = re.findall(r"[^\W\d_]{4,}", line)
    return len(long) > 3 and sum(w[0].isupper() for w in long) > 0.7 * len(long)


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def is_state(setting: Setting, first: int, last: int, kind: str) -> bool:
    """Say whether the tokens, which have the form of a state's name, mean the state."""
    if _pronoun_or_word(setting, first, last) or _money(setting, first, last, kind):
        return False
    if kind == "demonym":
        return not _language(setting, first, last)
    return not (
        _person(setting, first, last)
        or _american(setting, first, last)
        or _common_word(setting, first, last)
    )


def organisation_end(setting: Setting, first: int, last: int, kind: str) -> tuple[int, int] | None:
    """Return the tokens of an organisation's name that the state's name is part of, if it is.

    `Qatar Airways`, `Kyiv Post`, `Cairo University`, `University of Malta`.
    """
    nouns = words.ORGANISATION_AFTER_DEMONYM if kind == "demonym" else words.ORGANISATION_NEXT
    follows = setting.key(last) in nouns and setting.tokens[last].capital
    common = setting.key(last) in words.ORGANISATION_OR_WORD and _headline(setting, first)
    if follows and setting.gap(last) == " " and not common:
        return first, last + 1
    if (
        setting.key(first - 1) == "of"
        and setting.key(first - 2) in words.ORGANISATION_OF
        and setting.tokens[first - 2].capital
        and setting.gap(first).strip() == ""
    ):
        return first - 2, last
    return None


def _headline(setting: Setting, at: int) -> bool:
    return _inside(setting.headlines, setting.tokens[at].start)


def _pronoun_or_word(setting: Setting, first: int, last: int) -> bool:
    if last - first > 1 or not _inside(setting.capitals, setting.tokens[first].start):
        return False
    word = setting.tokens[first].text
    if word == "US":
        return setting.key(first - 1) in words.PRONOUN_BEFORE
    return word.lower() in words.WORDS_IN_CAPITALS


def _money(setting: Setting, first: int, last: int, kind: str) -> bool:
    end = setting.tokens[last - 1].end
    if setting.text[end : end + 1] in tuple("$€£¥"):
        return True
    if kind not in ("name", "demonym") or setting.gap(last).strip():
        return False
    pair = (setting.key(last - 1), setting.key(last))
    return pair[1] in words.CURRENCY or pair in words.CURRENCY_PAIRS


def _language(setting: Setting, first: int, last: int) -> bool:
    gap, following, before = setting.gap(last), setting.key(last), setting.key(first - 1)
    if following in words.LANGUAGE_NEXT and (gap in _HYPHENS or gap == " "):
        return True
    if before in words.SPEAKING and not setting.gap(first).strip():
        return True
    ends = bool(gap.strip()) and gap not in _HYPHENS and gap not in ("'", "’")
    return before in ("in", "into") and (
        (ends and not gap.strip().startswith("-")) or following in ("and", "or", "on", "at", "that")
    )


def _person(setting: Setting, first: int, last: int) -> bool:
    if last - first > 1:
        return False
    word, before = setting.key(first), setting.key(first - 1)
    spaced = (
        setting.gap(first).strip(".") == " " and first > 0 and setting.tokens[first - 1].capital
    )
    if spaced and before in words.COURTESY:
        return True
    if _headline(setting, first):
        return False
    if len(before) == 1 and setting.gap(first) == ". ":  # a middle initial
        before = setting.key(first - 2)
        return word in words.FAMILY and before in _NAMES
    if word in words.FAMILY and spaced and before in _NAMES and setting.gap(first) == " ":
        return True
    if word in words.GIVEN and setting.gap(last) == " " and last < len(setting.tokens):
        following = setting.tokens[last]
        if (
            following.capital
            and not following.text.isupper()
            and following.key not in words.AFTER_STATE
        ):
            return True
    return (
        word in words.FAMILY
        and word in setting.persons
        and before not in ("in", "to", "from", "of", "into", "across", "between", "with")
    )


def _american(setting: Setting, first: int, last: int) -> bool:
    word = setting.key(first)
    if word == "washington" and last - first == 1:
        return setting.key(last) in words.WASHINGTON_STATE_NEXT and not setting.gap(last).strip()
    if word != "georgia" or last - first > 1:
        return False
    following, before = setting.key(last), setting.key(first - 1)
    if following in words.US_GEORGIA_NEXT and setting.gap(last) == " ":
        return True
    if before in words.US_GEORGIA and setting.gap(first).strip() == ",":
        return True
    if before == "of" and setting.key(first - 2) == "state":
        return True
    return setting.is_american_georgia()


def _common_word(setting: Setting, first: int, last: int) -> bool:
    word = setting.tokens[first]
    if last - first > 1:
        return False
    if word.key == "male" and word.text.isascii():
        return setting.key(first - 1) not in ("in", "to", "near", "capital", "from")
    return word.key == "turkey" and setting.key(last) in words.TURKEY_FOOD
