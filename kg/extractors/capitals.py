"""Whether a capital's name means its government, which acts or speaks, or the place.

Rules over the words around it, own and general: prepositions, the verb before or after, the noun
it modifies. After the schemas of Markert and Nissim, "SemEval-2007 Task 08: Metonymy Resolution"
(place-for-people against literal readings of locations).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors import capital_words as w
from kg.extractors.gazetteer import Token
from kg.model import Span
from kg.text import is_dateline

_HYPHENS = "-‐‑–—"


def acts(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    """Say whether the capital at `tokens[first:last]` acts or speaks: True, False, or None.

    None means that the words around it decide nothing: the caller takes the reading of the name
    it is coordinated with, or of a subject.
    """
    span = Span(tokens[first].start, tokens[last - 1].end)
    if is_dateline(text, span) or tokens[last - 1].key in ("dc", "c"):
        return False
    for rule in (_suffix, _prefix, _determined, _followed, _preceded, _subject, _named):
        if (verdict := rule(text, tokens, first, last)) is not None:
            return verdict
    return None


def _gap(text: str, tokens: Sequence[Token], at: int) -> str:
    """Return what stands between token `at - 1` and token `at`."""
    before = tokens[at - 1].end if at > 0 else 0
    return text[before : tokens[at].start if at < len(tokens) else len(text)]


def _key(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].key if 0 <= at < len(tokens) else ""


def _suffix(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    gap = _gap(text, tokens, last)
    word = _key(tokens, last)
    if gap and gap in _HYPHENS and word:
        if word in w.ROLE_SUFFIX:
            return True
        if word in w.SITE_SUFFIX:
            return False
    if gap.strip() == "," and last < len(tokens) and tokens[last].capital and word in w.TAILS:
        return False
    return None


def _prefix(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    gap = _gap(text, tokens, first)
    if gap and gap in _HYPHENS and _key(tokens, first - 1) in ("pro", "anti", "non", "post"):
        return True
    return None


def _determined(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    """Say of a capital after an article or a possessive whether a body of government follows.

    No article stands before a capital that acts: `a Washington lawyer`, `today's Beijing`.
    """
    before = _key(tokens, first - 1)
    possessed = before == "s" and _gap(text, tokens, first - 1) in ("'", "’")
    if not possessed and before not in w.DETERMINERS:
        return None
    if _gap(text, tokens, first).strip(" \n\"“'‘"):
        return None
    return _key(tokens, last) in w.GOVERNMENT_NEXT


def _followed(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    gap = _gap(text, tokens, last)
    if gap in ("'", "’") and _key(tokens, last) == "s":
        return _possessed(text, tokens, last + 1)
    if gap in ("' ", "’ ") and tokens[last - 1].key.endswith("s"):
        return _possessed(text, tokens, last)
    if gap == ", " and _key(tokens, last) == "where":
        return False
    if gap == ", " and _key(tokens, last) in ("the", "a", "its"):
        ahead = [_key(tokens, i) for i in range(last + 1, last + 4)]
        if "capital" in ahead or "city" in ahead:
            return False
    if gap.strip(" \n") or not gap:
        return None
    word = _key(tokens, last)
    if last >= len(tokens):
        return None
    if word in w.GOVERNMENT_NEXT:
        return True
    if word in w.PLACE_NEXT and word not in w.FINITE:
        return False
    compound = tokens[last].text.islower() and not _gap(text, tokens, last + 1).strip()
    if compound and word not in w.FINITE and _key(tokens, last + 1) in w.EVENTS:
        return False  # the Paris terror attacks
    return None


def _possessed(text: str, tokens: Sequence[Token], at: int) -> bool:
    for ahead in range(at, min(at + 4, len(tokens))):
        if ahead > at and _gap(text, tokens, ahead).strip():
            break
        word = tokens[ahead]
        if word.key in w.GOVERNMENT_NEXT:
            return True
        if word.key in w.TOWARDS_PLACE_AFTER_S:
            return False
        if ahead == at and word.capital and not word.text.isupper():
            return False
    return True


def _preceded(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    at = first - 1
    if _listed_in(text, tokens, first):
        return False
    if at < 0 or _gap(text, tokens, first).strip(" \n\"“'‘"):
        return None
    before = tokens[at].key
    if before == "at" and _key(tokens, at - 1) in w.AIMED:
        return True
    if before in w.IN:
        return False
    context = [tokens[i].key for i in range(max(0, at - 6), at)]
    if "between" in [*context[-3:], before] and before in ("between", "and"):
        return not set(context) & w.CONNECTIONS
    if before in w.WITH:
        return True
    if before in w.TAKEN:
        return False if _key(tokens, last) not in ("to", "s", "by", "for", "at") else None
    if before == "of" and at > 1 and tokens[at - 1].capital and _is_noun(tokens[at - 1].key):
        return False  # the Economic Club of Washington
    if before == "to" and at > 0 and tokens[at - 1].capital and set(context) & w.SENT:
        return False  # sent Kofi Annan to Khartoum
    if before in _BY_NOUN:
        return _BY_NOUN[before](context)
    if before in w.REACHED:
        return False if before not in ("hit", "hits") or context else None
    if before in w.ADDRESS:
        return True
    return None


def _listed_in(text: str, tokens: Sequence[Token], first: int) -> bool:
    """Say whether the name ends a list of names after "in": in San Bernardino and Paris."""
    at = first - 1
    if at < 1 or not (_gap(text, tokens, first).strip() == "," or tokens[at].key in ("and", "or")):
        return False
    while at > max(0, first - 9) and (tokens[at].capital or tokens[at].key in ("and", "or")):
        if _gap(text, tokens, at + 1).strip() not in ("", ","):
            return False
        at -= 1
    return at < first - 2 and tokens[at].key in ("in", "at", "near", "from", "through", "across")


def _nearest(
    context: Sequence[str], yes: frozenset[str], no: frozenset[str], default: bool
) -> bool:
    """Return True if the nearest telling word before is in `yes`, False if in `no`."""
    for word in reversed(context):
        if word in yes:
            return True
        if word in no:
            return False
    return default


def _to(context: Sequence[str]) -> bool:
    return _nearest(context, w.SAYING, w.MOTION, default=False)


def _from(context: Sequence[str]) -> bool:
    return _nearest(context[-3:], w.SAYING, w.MOTION, default=False)


def _of(context: Sequence[str]) -> bool:
    return context[-1:] == [] or context[-1] not in w.PLACE_OF


def _on(context: Sequence[str]) -> bool:
    return not set(context[-4:]) & w.MILITARY


def _over(context: Sequence[str]) -> bool:
    return bool(set(context[-3:]) & w.ATTITUDE_OVER)


def _for(context: Sequence[str]) -> bool:
    return not set(context[-3:]) & w.MOTION


def _against(context: Sequence[str]) -> bool:
    return True


_BY_NOUN = {
    "to": _to,
    "from": _from,
    "of": _of,
    "on": _on,
    "upon": _on,
    "over": _over,
    "for": _for,
    "against": _against,
}


def _subject(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    at = last
    while at < min(last + 3, len(tokens)) and not _gap(text, tokens, at).strip():
        word = tokens[at].key
        if word in w.ADVERBS:
            at += 1
            continue
        if word in w.BE and at + 1 < len(tokens):
            follow = [tokens[i].key for i in range(at + 1, min(at + 4, len(tokens)))]
            return not set(follow) & w.PASSIVE_SITE
        if word in w.LIES and _key(tokens, at + 1) in w.LYING:
            return False
        if word in w.FINITE or _regular(word):
            return True
        return None
    return None


def _named(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    """Say False of a capital in a longer name, or by "capital": `Carnegie Moscow Center`."""
    after = tokens[last] if last < len(tokens) and _gap(text, tokens, last) == " " else None
    if after is not None and after.capital and not after.text.isupper() and _is_noun(after.key):
        return False
    at = first - 1
    if at < 0:
        return None
    gap, before = _gap(text, tokens, first), tokens[at]
    if gap.strip() in ("", ",") and before.key in w.TIMES_AND_TOWNS:
        return False
    inside = gap == " " and at > 0 and not _gap(text, tokens, at).strip(" ,’'s")
    is_name = before.capital and not before.text.isupper() and _is_noun(before.key)
    return False if inside and is_name and not tokens[first].text.isupper() else None


def _is_noun(word: str) -> bool:
    """Say whether a capitalised word is likelier a name than a verb in a headline or a date."""
    verb = word in w.FINITE or word in w.ADDRESS or word.endswith(("s", "ed", "ing"))
    return not (verb or word in w.DATES or word in w.WITH or word in _BY_NOUN or len(word) < 4)


def _regular(word: str) -> bool:
    """Say whether the word has the form of a regular past tense."""
    return len(word) > 4 and word.endswith("ed") and word not in w.PASSIVE_SITE
