"""Does a state's name at this place mean the state? Money, languages, persons and firms do not."""

from __future__ import annotations

import re

from kg.extractors import ambiguity as words
from kg.extractors.setting import GIVEN_NAMES, Setting
from kg.extractors.toponyms import is_american_town, is_feature

_HYPHENS = "-‐‑–"
_AGE = re.compile(r", \d\d(?:, |\.\s)")  # `Chad, 34, from Leeds`


def is_state(setting: Setting, first: int, last: int, kind: str) -> bool:
    """Say whether the tokens, which have the form of a state's name, mean the state."""
    if (
        _pronoun_or_word(setting, first, last)
        or _money(setting, first, last, kind)
        or _unexplained(setting, first, last)
        or is_feature(setting, first, last)
        or _club_or_ship(setting, first)
    ):
        return False
    if kind == "demonym":
        return not (_language(setting, first, last) or _full_name(setting, first, last))
    return not (
        _person(setting, first, last)
        or _american(setting, first, last)
        or _common_word(setting, first, last)
    )


def organisation_end(setting: Setting, first: int, last: int, kind: str) -> tuple[int, int] | None:
    """Return the tokens of an organisation's name that the state's name is part of, if it is.

    `Qatar Airways`, `Kyiv Post`, `Cairo University`, `University of Malta`, `Air France`, `China
    National Petroleum Corporation`.
    """
    nouns = words.ORGANISATION_AFTER_DEMONYM if kind == "demonym" else words.ORGANISATION_NEXT
    if _named_after(setting, first, last, nouns):
        return first, last + 1
    if kind == "name" and (end := _company_end(setting, last)) is not None:
        return first, end
    before = setting.tokens[first - 1] if first else None
    if before and before.key in words.ORGANISATION_BEFORE and before.capital:
        prefixed = kind != "demonym" and setting.gap(first) == " "
        if prefixed and not setting.in_headline(first):
            return first - 1, last
    if (
        setting.key(first - 1) == "of"
        and setting.key(first - 2) in words.ORGANISATION_OF
        and setting.tokens[first - 2].capital
        and setting.gap(first).strip() == ""
    ):
        return first - 2, last
    return None


def _named_after(setting: Setting, first: int, last: int, nouns: frozenset[str]) -> bool:
    following = setting.following(last)
    if following is None or not following.capital or following.key not in nouns:
        return False
    return not (following.key in words.ORGANISATION_OR_WORD and setting.in_headline(first))


def _company_end(setting: Setting, last: int) -> int | None:
    """Return where capitalised words that end in the word for a firm end."""
    for at in range(last, last + 5):
        following = setting.following(at)
        if following is None or not following.capital or at in setting.named:
            return None
        if following.key in words.FIRMS and not setting.in_capitals(at):
            return at + 1
    return None


def _pronoun_or_word(setting: Setting, first: int, last: int) -> bool:
    if last - first > 1 or not setting.in_capitals(first):
        return False
    word = setting.tokens[first].text
    if word == "US":
        return setting.key(first - 1) in words.PRONOUN_BEFORE
    return word.lower() in words.WORDS_IN_CAPITALS


def _unexplained(setting: Setting, first: int, last: int) -> bool:
    """Say whether a name with many meanings stands in an article without a word that tells."""
    needed = words.NEEDED.get(" ".join(setting.key(at) for at in range(first, last)))
    return needed is not None and not (needed & setting.keys)


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
    if _is_spoken(setting, first) or _beside_language(setting, first, last):
        return True
    ends = bool(gap.strip()) and gap not in _HYPHENS and gap not in ("'", "’")
    return before in ("in", "into") and (
        (ends and not gap.strip().startswith("-")) or following in ("and", "or", "on", "at", "that")
    )


def _beside_language(setting: Setting, first: int, last: int) -> bool:
    """Say whether the demonym is coordinated with a language's name: `English and Spanish`."""
    before = setting.key(first - 1) in ("and", "or") and setting.key(first - 2)
    after = setting.key(last) in ("and", "or") and setting.key(last + 1)
    return before in words.LANGUAGES or after in words.LANGUAGES


def _is_spoken(setting: Setting, first: int) -> bool:
    """Say whether the demonym, or a list of them that it ends, is what somebody speaks."""
    at = first - 1
    while first - at < 6 and (setting.key(at) in ("and", "or") or at in setting.named):
        at -= 1
    return setting.key(at) in words.SPEAKING and not setting.gap(at + 1).strip()


def _full_name(setting: Setting, first: int, last: int) -> bool:
    """Say whether a given name stands before a family name: `David French`."""
    before = setting.key(first - 1)
    return (
        last - first == 1
        and setting.key(first) in words.FAMILY
        and before in GIVEN_NAMES
        and setting.gap(first) == " "
        and setting.tokens[first - 1].capital
    )


def _club_or_ship(setting: Setting, first: int) -> bool:
    """Say whether a sports club or a ship is called after the name: `Real Madrid`, `HMS Malta`."""
    before = setting.tokens[first - 1] if first and setting.gap(first) == " " else None
    if before is None or not before.capital or setting.in_headline(first):
        return False
    if setting.in_capitals(first) or setting.gap(first - 1).endswith(("-", "/")):
        return False
    return before.key in words.SHIP_BEFORE | words.CLUB_BEFORE


def _person(setting: Setting, first: int, last: int) -> bool:
    if last - first > 1:
        return False
    word, before = setting.key(first), setting.key(first - 1)
    spaced = (
        setting.gap(first).strip(".") == " " and first > 0 and setting.tokens[first - 1].capital
    )
    if (spaced and before in words.COURTESY) or _full_name(setting, first, last):
        return True
    if word == "un" and before == "jong":  # `KIM JONG UN`
        return True
    if word in words.GIVEN and _AGE.match(setting.text, setting.tokens[first].end):
        return True
    if setting.in_headline(first):
        return False
    if len(before) == 1 and setting.gap(first) == ". ":  # a middle initial
        before = setting.key(first - 2)
        return word in words.FAMILY and before in GIVEN_NAMES
    if word in words.GIVEN and setting.gap(last) == " " and last < len(setting.tokens):
        following = setting.tokens[last]
        if (
            following.capital
            and not following.text.isupper()
            and following.key not in words.AFTER_STATE
        ):
            return True
    if word in words.FAMILY_OF_MANY and spaced and _may_be_given(setting, first - 1):
        return True
    owns = setting.key(last) == "s" and setting.key(last + 1) in words.AFTER_STATE
    return (
        word in words.FAMILY and word in setting.persons and not owns and before not in words.PLACED
    )


def _may_be_given(setting: Setting, at: int) -> bool:
    """Say whether a capitalised word can be a given name, though none of the commonest."""
    word = setting.tokens[at]
    begins = at == 0 or setting.gap(at).strip(" ,") != ""
    known = at in setting.named or word.key in words.NOT_GIVEN_BEFORE | words.AFTER_STATE
    return not (begins or known or word.text.isupper() or word.key in words.BEFORE_STATE)


def _american(setting: Setting, first: int, last: int) -> bool:
    word = setting.key(first)
    if is_american_town(setting, last):
        return True
    if word == "washington" and last - first == 1:
        return setting.key(last) in words.WASHINGTON_STATE_NEXT and not setting.gap(last).strip()
    if word != "georgia" or last - first > 1:
        return False
    following, before = setting.key(last), setting.key(first - 1)
    if following in words.US_GEORGIA_NEXT and setting.gap(last) == " ":
        return True
    if before in ("of", "from") and setting.key(first - 2) in words.US_GEORGIA_OF:
        return True
    return _is_after_town(setting, first) or setting.is_american_georgia()


def _is_after_town(setting: Setting, first: int) -> bool:
    """Say whether a town stands before `Georgia` that is no Georgian one: `in Plains, Georgia`."""
    if setting.gap(first) != ", " or first - 1 in setting.named:
        return False
    town = setting.tokens[first - 1]
    at = first - 2
    while at > first - 4 and setting.tokens[at].capital:
        at -= 1
    placed = setting.key(at) in ("in", "of", "from", "near", "to", "at")
    return town.capital and placed and town.key not in words.COUNTRY_GEORGIA


def _common_word(setting: Setting, first: int, last: int) -> bool:
    word = setting.tokens[first]
    if last - first > 1:
        return False
    if word.key == "male" and word.text.isascii():
        return setting.key(first - 1) not in ("in", "to", "near", "capital", "from")
    return word.key == "turkey" and setting.key(last) in words.TURKEY_FOOD
