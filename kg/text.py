"""Words, paragraphs, sentences and quotations of a text, by rule and in linear time.

Offsets count code points of the text exactly as given. A *paragraph* ends at a blank line, and at a
single line break too, unless the text is hard-wrapped. Quotation marks are paired within a
paragraph, after The Chicago Manual of Style (17th ed.) 13.30: a quotation that runs over paragraphs
is opened anew at the start of each and closed once, at its end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Span

_REMEMBERED = 8  # texts: every extractor asks about the same article

WORD = re.compile(r"\w+|[^\w\s]")

_LINE_BREAK = re.compile(r"(?:\r\n?|\n)\s*")
_BULLET = re.compile(r"[•‣◦▪●·*–—-]\s|\(?\d{1,2}[.)]\s")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_WRAP_WIDTH = 120  # code points; nobody wraps by hand beyond

_STOP = re.compile(
    r"(?P<stop>[.!?…]+)(?P<close>[\"'”’»›)\]]*)(?=\s|$|(?<=[a-z]{2}[.!?])[A-Z][a-z]+[\s,'’])"
    r"|[。！？]|\s(?=[•‣▪●]\s)"
)
_NEXT = re.compile(r"\s*[\"'“‘„«‹(\[¿¡–—•‣▪●-]*\s*(\w+)?")
_BEFORE = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+$")

_DATELINE = re.compile(
    r"[ \t]*(?:,[^—–\n]{0,40}?)?(?:\([^)\n]{1,40}\))?[ \t]*(?:,[^—–\n]{0,30}?)?"
    r"(?:[ \t]*\([^)\n]{1,40}\))?[ \t]*(?:—|–|―|--|-[ \t])"
)


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list written as running text."""
    return frozenset(words.split())


# Never the last word of a sentence: something must follow.
_TITLES = word_set(
    """
    mr mrs ms mx dr prof gen lt col maj capt cmdr cpl sgt adm brig sen rep gov pres amb hon rev
    fr sr st messrs mme mlle vs v cf eg ie e.g i.e al approx dept gens sens reps govs supt insp
    atty mt ft
    """
)
# Not the last word before a figure.
_BEFORE_FIGURE = word_set(
    """
    jan feb mar apr jun jul aug sep sept oct nov dec no nos art arts sec fig p pp para vol ch
    res
    """
)
# May end a sentence, and does where a word follows that opens one.
_ABBREVIATIONS = word_set(
    """
    inc corp co ltd llc plc jr bros etc est dist assn ave blvd rd calif fla mass mich minn penn
    tenn tex va wash wis ariz ark colo conn del ga ill ind kan ky la md mo mont neb nev okla ore
    gop ph.d m.d b.a m.a mohd
    """
)
_OPENERS = word_set(
    """
    a after all although an and another as at because before both but by despite during each
    even every few for from he her here his how however i if in instead it its last later many
    meanwhile more most much my nor not now of on once one only or other our over several she
    since so some still such that the their then there these they this those though through to
    today under until we what when where whether which while who why with yesterday yet you your
    """
)
_SPEECH = r"(?:said|says|asked|asks|added|told|wrote|tweeted|warned|replied|cried|shouted)\b"
# In a quotation never closed: who says it, `"We go, Ana Obi said.`
_SPEAKER_WITHIN = re.compile(rf",\s+(?:[A-Z][\w.’'-]*\s+){{1,8}}{_SPEECH}")
_SPEAKER_FOLLOWS = re.compile(rf"\s*(?:[A-Z][\w.’'-]*\s+){{1,4}}{_SPEECH}")


def words(text: str) -> list[Span]:
    """Return the runs of word characters, and every other mark by itself, in text order.

    >>> [w.of("Mr. Xi's") for w in words("Mr. Xi's")]
    ['Mr', '.', 'Xi', "'", 's']
    """
    return [Span(*m.span()) for m in WORD.finditer(text)]


def is_dateline(text: str, span: Span) -> bool:
    """Say whether the name opens an agency report: `MOSCOW (Reuters) -`."""
    start, end = span.start, span.end
    if text[max(0, start - 16) : start].rstrip(" \t")[-1:] not in ("", "\n"):
        return False
    if text[start:end].isupper() and end - start > 3 and text[end : end + 2] == ": ":
        return True  # `DHAKA: `
    match = _DATELINE.match(text, end)
    return match is not None and (
        (match.end() - end < 60 and not text[end : end + 1].isspace())
        or text[end : match.end()].strip() in ("—", "–", "―", "--", "-")
        or "(" in match.group()
    )


@lru_cache(maxsize=_REMEMBERED)
def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs, headings and list items, without the white space around them."""
    breaks = list(_LINE_BREAK.finditer(text))
    wrapped = _is_wrapped(text, breaks)
    found: list[Span] = []
    start = 0
    for b in breaks:
        if _is_single(b) and not _BULLET.match(text, b.end()):
            runs_on = text[b.end() : b.end() + 1].islower()
            if wrapped or (runs_on and not _ends_sentence(text, start, b.start())):
                continue
        found += _trimmed(text, start, b.start())
        start = b.end()
    return (*found, *_trimmed(text, start, len(text)))


@lru_cache(maxsize=_REMEMBERED)
def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences, without the white space around them; they never cross paragraphs.

    >>> [s.of("The U.S. left. He stayed.") for s in sentences("The U.S. left. He stayed.")]
    ['The U.S. left.', 'He stayed.']
    """
    return tuple(s for p in paragraphs(text) for s in _split(text, p))


@lru_cache(maxsize=_REMEMBERED)
def quotations(text: str) -> tuple[Span, ...]:
    """Return what stands between paired quotation marks, the marks excluded, in text order.

    A quotation within a quotation is part of the outer one. One that is not closed ends with its
    paragraph if the next paragraph goes on with it; otherwise, or where its speaker is named in it,
    its mark is taken for a stray one.

    >>> t = "‘Xi’s plan’ is “dead”, it said."
    >>> [q.of(t) for q in quotations(t)]
    ['Xi’s plan', 'dead']
    """
    marks = [m.span() for m in _MARK.finditer(text)]
    starts = [start for start, _ in marks]
    pairs: list[tuple[int, int]] = []
    carried: _Open | None = None
    carried_to = 0
    for p in paragraphs(text):
        inside = marks[bisect_left(starts, p.start) : bisect_left(starts, p.end)]
        found, orphan, unclosed = _pair(text, p, inside)
        pairs += found
        goes_on = carried is not None and _is_opened(text, p, carried.mark)
        if carried is not None and (goes_on or orphan is not None):
            pairs.append((carried.end, carried_to))
            if orphan is not None and not goes_on:
                pairs.append((p.start, orphan))
        if goes_on and unclosed is not None:
            pairs.append((unclosed.end, p.end))
        told = unclosed is not None and _SPEAKER_WITHIN.search(text, unclosed.end, p.end)
        carried, carried_to = None if told else unclosed, p.end
    return _outermost(text, pairs)


def _is_wrapped(text: str, breaks: list[re.Match[str]]) -> bool:
    """Say whether single line breaks are there for the width of the page only.

    Then lines are about as long, end within a sentence, and begin in small letters, which the
    lines of a list of headlines do not.
    """
    lengths, runs_on, start, shouted = [], 0, 0, text.isupper()
    for b in breaks:
        if _is_single(b):
            lengths.append(b.start() - start)
            within = shouted or text[b.end() : b.end() + 1].islower()
            runs_on += within and not _ends_sentence(text, start, b.start())
        start = b.end()
    if len(lengths) < 3 or max(lengths) > _WRAP_WIDTH:
        return False
    return sorted(lengths)[len(lengths) // 2] > 0.7 * max(lengths) and 2 * runs_on > len(lengths)


def _is_single(line_break: re.Match[str]) -> bool:
    return len(line_break[0].splitlines()) < 2 and line_break[0].count("\n") < 2


def _ends_sentence(text: str, start: int, end: int) -> bool:
    return _ENDS_SENTENCE.search(text[max(start, end - 8) : end].rstrip()) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the stretch without white space at its ends, as one span or none."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (Span(start, end),) if start < end else ()


def _split(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the sentences of one paragraph."""
    start = paragraph.start
    for m in _STOP.finditer(text, paragraph.start, paragraph.end):
        if m.end() > start and _is_boundary(text, m, paragraph.end):
            yield from _trimmed(text, start, m.end())
            start = m.end()
    yield from _trimmed(text, start, paragraph.end)


def _is_boundary(text: str, stop: re.Match[str], end: int) -> bool:
    """Say whether a full stop, question mark, exclamation mark or ellipsis ends its sentence."""
    if stop["stop"] is None:
        return True
    following = _NEXT.match(text, stop.end(), end)
    word = (following and following[1]) or ""
    if word[:1].islower():
        return False
    if stop["close"]:
        return not ("." not in stop["stop"] and _SPEAKER_FOLLOWS.match(text, stop.end(), end))
    if stop["stop"] != ".":
        return True
    before = _BEFORE.search(text, max(0, stop.start() - 24), stop.start())
    return before is None or _ends_after(before[0], word)


def _ends_after(before: str, following: str) -> bool:
    """Say whether a full stop after the word `before` ends the sentence if `following` comes next.

    >>> _ends_after("Mr", "Putin"), _ends_after("U.S", "President"), _ends_after("U.S", "The")
    (False, False, True)
    """
    lower = before.lower()
    if lower in _TITLES:
        return False
    if lower in _BEFORE_FIGURE:
        return not following[:1].isdigit()
    initial = len(before) == 1 and before.isupper() and before != "I"
    if initial or lower in _ABBREVIATIONS or "." in before:
        return not following or following.lower() in _OPENERS
    return True


_MARK = re.compile("``|''|[\"“”„‟«»‹›‘’‚'「」]")
_CLOSED_BY = {
    '"': ('"', "”", "''"),
    "“": '”"“',  # the last by mistake, where it can only close
    "”": "”",
    "„": '“”"',
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "'": "'’",
    "‚": "‘’",
    "「": "」",
    "``": ("''", '"'),
}
_SINGLE = frozenset("‘’‚'")
_BEFORE_OPENING = frozenset("([{–—-/\"“„«‹‘'")
_ELISION = re.compile(r"['’‘](?:\d0s|em|tis|twas|til|cause|n)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Open:
    """An opening quotation mark; `end` is where the quotation begins."""

    mark: str
    end: int


def _pair(
    text: str, paragraph: Span, marks: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], int | None, _Open | None]:
    """Return the paired stretches of one paragraph, a closing mark never opened, a mark left open.

    The stack holds one open mark of each kind at most: a second opening shows the first was stray.
    """
    pairs: list[tuple[int, int]] = []
    orphan: int | None = None
    stack: list[_Open] = []
    closes_later = _single_closings(text, paragraph, marks)
    for i, (start, end) in enumerate(marks):
        mark = text[start:end]
        may_open, may_close = _sides(text, paragraph, start, end)
        single = mark in _SINGLE
        if single and not (may_open or may_close):
            continue  # an apostrophe
        k = _opened(stack, mark)
        if k is not None and (may_close or not (may_open or single)):
            if single and closes_later[i] and text[start - 1] == "s" and _goes_on(text, end):
                continue  # the states’ rights
            pairs.append((stack[k].end, start))
            del stack[k:]
        elif mark in _CLOSED_BY and (may_open or not (may_close or single)):
            if single and (not closes_later[i] or _ELISION.match(text, start)):
                continue
            stack = [*(o for o in stack if o.mark != mark), _Open(mark, end)]
        elif not single and not pairs and not stack and orphan is None:
            orphan = start
    return pairs, orphan, next((o for o in stack if o.mark not in _SINGLE), None)


def _sides(text: str, paragraph: Span, start: int, end: int) -> tuple[bool, bool]:
    """Say by its neighbours whether a mark may open and whether it may close a quotation.

    In French there is a space within the marks: « oui ».
    """
    mark = text[start:end]
    spaced = end + 1 < paragraph.end and mark in "«‹" and text[end] == " "
    right = text[end + spaced] if end + spaced < paragraph.end else " "
    spaced = start - 2 >= paragraph.start and mark in "»›" and text[start - 1] == " "
    left = text[start - 1 - spaced] if start > paragraph.start else " "
    opens = not right.isspace() and (left.isspace() or left in _BEFORE_OPENING)
    closes = not left.isspace() and not right.isalnum() and (left not in "([{" or right in ")]}")
    return opens, closes


def _single_closings(text: str, paragraph: Span, marks: list[tuple[int, int]]) -> list[bool]:
    """Say for each mark whether a single mark that can only close comes before one opens."""
    result, closing = [False] * len(marks), False
    for i in range(len(marks) - 1, -1, -1):
        result[i] = closing
        start, end = marks[i]
        if text[start:end] in _SINGLE:
            may_open, may_close = _sides(text, paragraph, start, end)
            if may_open != may_close:
                closing = may_close
    return result


def _opened(stack: list[_Open], mark: str) -> int | None:
    """Return the place in the stack of the innermost quotation that `mark` can close."""
    for k in range(len(stack) - 1, -1, -1):
        if mark in _CLOSED_BY[stack[k].mark]:
            return k
    return None


def _goes_on(text: str, end: int) -> bool:
    return text[end : end + 1] == " " and text[end + 1 : end + 2].islower()


def _is_opened(text: str, paragraph: Span, mark: str) -> bool:
    return text.startswith(mark, paragraph.start)


def _outermost(text: str, pairs: list[tuple[int, int]]) -> tuple[Span, ...]:
    """Return the pairs that lie in no other, trimmed, in text order."""
    found: list[Span] = []
    for start, end in sorted(pairs, key=lambda p: (p[0], -p[1])):
        if not found or start >= found[-1].end:
            found += _trimmed(text, start, end)
    return tuple(found)
