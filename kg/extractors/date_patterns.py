"""Finds the words for days, weeks, months and years in news prose.

Names that hold a weekday or a month ("Good Friday", "the Sunday Times") and figures that are no
years ("in 2000 homes") are none. A preposition before ("on", "since") is not part of what is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from kg.extractors.date_expressions import (
    Expression,
    MonthDay,
    Shift,
    Stated,
    Vague,
    Weekday,
    Which,
)
from kg.model import DatePrecision, Span

Build = Callable[[re.Match[str]], Expression | None]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen", "twenty",
        ),
        1,
    )
    for word in words.split()
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}  # fmt: skip
_UNITS: dict[str, tuple[DatePrecision, int]] = {
    "minute": ("day", 0),
    "hour": ("day", 0),
    "day": ("day", 1),
    "week": ("week", 1),
    "weekend": ("week", 0),
    "fortnight": ("week", 2),
    "month": ("month", 1),
    "season": ("season", 0),
    "year": ("year", 1),
    "decade": ("decade", 0),
    "century": ("century", 0),
    "centurie": ("century", 0),
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}  # ISO 8601-2, 4.8
_WHICH: dict[str, int] = {"last": -1, "this": 0, "next": 1}
_NEAR = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tonight": 0,
    "this": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}

_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = (
    rf"(?P<month>{_FULL}|{_FULL.upper()}"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_UNTIL = r"(?:\s*(?:[-–—]|\bto\b)\s*(?P<until>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d))?"
_AND_UNTIL = r"\s+and\s+(?P<until>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?:1\d|20|21)\d\d(?!\d)"
_OF_YEAR = rf"(?:(?P<year>{_YEAR})|(?P<which>last|this|next)\s+year)"
_WEEKDAY = (
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?(?=,?\s+(?:\d|[A-Z][a-z]+\.?\s+\d)))"
)
_PART = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night)\b)?"
_EDGE = r"(?:(?:[Ee]arly|[Ll]ate|[Mm]id|[Ee]arlier|[Ll]ater)(?:-|\s+))?"
_SOME = rf"(?i:{'|'.join(_NUMBERS)}|\d{{1,3}})"
_UNIT = r"(?:minute|hour|day|week|fortnight|month|year|decade|century|centurie)"
_HEDGE = (
    r"(?i:about|around|almost|nearly|roughly|some|over|more\s+than|less\s+than|at\s+least|up\s+to"
    r"|half|within|just\s+(?:over|under)|several|a\s+few|many|a\s+couple\s+of|a\s+number\s+of)"
)
_QUANTITY = (  # a figure before it counts something and is no year
    r"(?!\s+(?:people|troops|soldiers|homes|houses|men|women|children|votes|cases|dollars|euros"
    r"|pounds|ton|kilomet|miles|met[re]{2}|feet|workers|refugees|migrants|prisoners|deaths|tanks"
    r"|missiles|rockets|vehicles|seats|schools|villages|others|more\b|per\b|UTC|GMT|local|hrs|degrees|pages|words"
    r"|jobs|members|fighters|hours|days|years|of\s+the(?:m|se|ir)?\b)|[.,]\d|\s*(?:km|kg|mm|m|%|°)\b)"
)
_NAMES = "Good Black Bloody Ash Super Holy Palm Easter Cyber Maundy Sheffield every each Every Each"
_NO_NAME_BEFORE = "".join(rf"(?<!\b{name}\s)" for name in _NAMES.split())
_NO_NAME_AFTER = (
    r"(?!s\b|\s+(?:Times|Telegraph|Mail|Mirror|Express|Post|Herald|People|World|Review|Tribune"
    r"|Agreement|Accords?|Club|Movement|Magazine|Morning\s|(?:morning|afternoon|evening|night)s))"
)


def _after(words: str) -> str:
    """Return a look-behind for any of some words, each in lower case or with a capital."""
    forms = (f"(?<=\\b[{w[0].upper()}{w[0]}]{w[1:]}\\s)" for w in words.split())
    return f"(?:{'|'.join(forms)}|(?<=[Mm]id-))"


def _month_day(match: re.Match[str]) -> Expression:
    found = match.groupdict()
    month, day = _number_of_month(match), int(found["day"])
    until = int(found["until"]) if found["until"] else None
    weekday = _weekday(found.get("weekday"))
    if found["year"]:
        return _stated(int(found["year"]), month, day, until, weekday)
    years = _WHICH[found["which"]] if found["which"] else None
    if not _exists(2000, month, day, until):  # a leap year
        return Vague("day")
    names = bool(_NAMED_BEFORE.search(match.string, 0, match.start())) and bool(
        _NOUN_AFTER.match(match.string, match.end())
    )
    return MonthDay(month, day, until, weekday, None, years, names)


def _stated(year: int, month: int, day: int, until: int | None, weekday: int | None) -> Expression:
    """Return the day or days; open where no calendar has them, or has another weekday there."""
    wrong = not _exists(year, month, day, until)
    if wrong or (weekday is not None and date(year, month, day).weekday() != weekday):
        return Vague("day")
    first = f"{year}-{month:02}-{day:02}"
    return Stated(first if until is None else f"{first}/{first[:8]}{until:02}", "day")


def _exists(year: int, month: int, day: int, until: int | None) -> bool:
    try:
        date(year, month, day)
        return until is None or date(year, month, until).day > day
    except ValueError:
        return False


def _numeric(match: re.Match[str]) -> Expression:
    """Return a date in figures: the day first between dots; between strokes only if sure."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if match["mark"] == "." or first > 12:
        return _stated(year, second, first, None, None)
    return _stated(year, first, second, None, None) if second > 12 else Vague("day")


def _number_of_month(match: re.Match[str]) -> int:
    return _MONTHS.index(match["month"][:3].lower()) + 1


def _weekday(word: str | None) -> int | None:
    return _WEEKDAYS.index(word[:3].lower()) if word else None


def _month(match: re.Match[str]) -> Expression:
    month = _number_of_month(match)
    found = match.groupdict()
    if found.get("year"):
        return Stated(f"{match['year']}-{month:02}", "month")
    if found.get("which"):
        return MonthDay(month, years=_WHICH[match["which"]])
    return MonthDay(month, which=_which(found.get("own")))


def _which(word: str | None) -> Which | None:
    match (word or "").lower().split():
        case ["this", "coming"]:
            return "next"
        case ["last" | "this" | "next" as which, *_]:
            return which
        case _:
            return None


def _day_of_week(match: re.Match[str]) -> Expression:
    found = match.groupdict()
    weeks = _WHICH[found["week"].lower()] if found["week"] else None
    return Weekday(_weekday(match["weekday"]) or 0, _which(found.get("own")), weeks)


def _near(match: re.Match[str]) -> Expression:
    return Shift(_NEAR[" ".join(match["near"].lower().split())], "day")


def _from_text(match: re.Match[str]) -> Expression:
    which = match["which"].lower().split()[-1]
    amount = {"following": 1, "next": 1, "after": 1, "same": 0, "that": 0}.get(which, -1)
    precision, _ = _UNITS[(match.groupdict().get("unit") or "day").lower()]
    return Shift(amount, precision, from_text=True)


def _counted(match: re.Match[str]) -> Expression:
    precision, size = _UNITS[match["unit"].lower()]
    word = match["number"].lower()
    amount = size * (int(word) if word.isdigit() else _NUMBERS[word])
    if match["hedge"] or not amount:
        return Vague(precision)
    direction = match["way"].lower()
    return Shift(amount if direction == "later" else -amount, precision, direction != "ago")


def _vague(match: re.Match[str]) -> Expression:
    found = match.groupdict()
    return Vague(_UNITS[found["unit"].lower() if found.get("unit") else "season"][0])


def _this_unit(match: re.Match[str]) -> Expression:
    return Shift(_WHICH[match["which"].lower()], _UNITS[match["unit"].lower()][0])


def _season(match: re.Match[str]) -> Expression:
    return Stated(f"{match['year']}-{_SEASONS[match['season'].lower()]}", "season")


def _decade(match: re.Match[str]) -> Expression:
    digits = match["decade"]
    if len(digits) == 3:
        return Stated(f"{digits}X", "decade")
    return Stated(f"19{digits}X", "decade") if digits >= "4" else Vague("decade")


def _century(match: re.Match[str]) -> Expression | None:
    number = int(match["century"])
    return Stated(f"{number - 1:02}XX", "century") if 1 <= number <= 22 else None


def _years(match: re.Match[str]) -> Expression | None:
    first, last = match["year"], match["last"]
    if last is None:
        return Stated(first, "year")
    last = first[: 4 - len(last)] + last
    return Stated(f"{first}/{last}", "year") if first < last else Stated(first, "year")


_NAMED_BEFORE = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?)\s+$")
_NOUN_AFTER = re.compile(
    r"['’]s?\b|\s+(?!(?:after|when|that|and|but|for|with|from|while|where|as|to|by|in|at|on|or"
    r"|is|was|were|are|will|would|has|had)\b)[a-z]"
)
_BEFORE_YEARS = "in since by until till during from before after early late the of between year"
_PLACED = _after("in since until till by from during of before after early late")
_RULES: tuple[tuple[re.Pattern[str], Build], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (
            rf"(?<![\w-])(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?![\w-])",
            lambda m: Stated(m["iso"], "day" if len(m["iso"]) == 10 else "month"),
        ),
        (
            rf"(?<![\w./])(?P<first>\d\d?)(?P<mark>[./])(?P<second>\d\d?)(?P=mark)(?P<year>{_YEAR})(?![\w/])",
            _numeric,
        ),
        (  # Wednesday, 3-5 March 2014; the 4th of July
            rf"(?:\b{_WEEKDAY},?\s+(?:the\s+)?)?(?<![\w.,:-]){_DAY}{_UNTIL}\s+(?:of\s+)?{_MONTH}"
            rf"(?:(?:,|\s+of)?\s+{_OF_YEAR})?(?!\w)",
            _month_day,
        ),
        (  # Wednesday (March 3); March 3-5, 2014
            rf"(?:\b{_WEEKDAY}(?:,?\s+\(?))?\b{_MONTH}\s+{_DAY}{_UNTIL}(?:,?\s+(?:of\s+)?{_OF_YEAR})?"
            r"(?![\w%]|\s+(?:percent|per\s+cent)\b)",
            _month_day,
        ),
        (
            rf"(?<=[Bb]etween\s){_DAY}{_AND_UNTIL}\s+(?:of\s+)?{_MONTH}"
            rf"(?:(?:,|\s+of)?\s+{_OF_YEAR})?(?!\w)",
            _month_day,
        ),
        (
            rf"(?<=[Bb]etween\s){_MONTH}\s+{_DAY}{_AND_UNTIL}(?:,?\s+(?:of\s+)?{_OF_YEAR})?(?!\w)",
            _month_day,
        ),
        (rf"\b{_MONTH}(?:,|\s+of)?\s+{_OF_YEAR}(?!\w)", _month),
        (rf"\b(?P<own>(?i:last|this|next))\s+{_MONTH}(?!\w)", _month),
        (rf"{_PLACED}{_MONTH}(?![\w-]|['’]s|\s+[A-Z\d])", _month),
        (
            rf"{_NO_NAME_BEFORE}\b(?:(?P<own>(?i:last|this(?:\s+coming|\s+past)?|next))\s+|{_EDGE})"
            rf"{_WEEKDAY}{_NO_NAME_AFTER}{_PART}(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week)?",
            _day_of_week,
        ),
        (rf"\b(?P<week>[Ll]ast|[Tt]his|[Nn]ext)\s+week(?:\s+on|,)\s+{_WEEKDAY}(?!s)", _day_of_week),
        (
            r"\b(?P<near>[Tt]he\s+day\s+(?:before\s+yesterday|after\s+tomorrow)"
            r"|(?<![A-Za-z][A-Z]\s)(?<!Russia\s)(?:[Yy]esterday|[Tt]omorrow|[Tt]onight|[Tt]oday))\b"
            rf"(?!\s+(?:Show|Programme|Program)\b){_PART}",
            _near,
        ),
        (r"\b(?P<near>[Tt]his)\s+(?:morning|afternoon|evening)\b", _near),
        (
            r"\b(?P<which>[Tt]he\s+(?:following|same|previous|preceding)|[Tt]hat(?:\s+same)?)"
            r"\s+(?P<unit>day|week|month|year)(?![\w-]|\s+of\b)",
            _from_text,
        ),
        (r"\b(?P<which>[Tt]he\s+next)\s+day\b", _from_text),
        (r"\b[Tt]he\s+day\s+(?P<which>before|after)(?=\s*[.,;:!?)”\"]|\s*$)", _from_text),
        (
            rf"\b(?:(?P<hedge>{_HEDGE})\s+(?:of\s+)?)?(?P<number>{_SOME})[\s-]+(?P<unit>{_UNIT})s?"
            r"\s+(?P<way>ago|earlier|later)\b",
            _counted,
        ),
        (rf"\b(?:{_HEDGE}\s+)?(?P<unit>(?i:{_UNIT}))s\s+(?:ago|earlier|later)\b", _vague),
        (
            r"\b(?:[Tt]he\s+)?(?i:past|coming|recent|last|next)(?:\s+(?:few|several|couple\s+of"
            rf"|{_SOME}))?\s+(?P<unit>{_UNIT})s\b",
            _vague,
        ),
        (rf"\b[Tt]he\s+(?:past|coming|last|next)\s+(?P<unit>{_UNIT})\b", _vague),
        (r"\b(?:[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<unit>weekend|decade|century)\b", _vague),
        (r"\b(?:[Ll]ast|[Tt]his|[Nn]ext)\s+(?:spring|summer|autumn|fall|winter)\b", _vague),
        (
            rf"\b{_EDGE}(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<unit>week|month|year)\b",
            _this_unit,
        ),
        (
            rf"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?:\s+of)?\s+(?P<year>{_YEAR})",
            _season,
        ),
        (r"\b(?P<decade>(?:1\d|20)\d)0['’]?s\b", _decade),
        (r"(?<=[Tt]he )['’‘](?P<decade>[1-9])0s\b", _decade),
        (r"(?<!\d)(?P<century>[12]?\d)(?:st|nd|rd|th)[-\s]century\b", _century),
        (
            rf"(?<=[Bb]etween\s)(?P<year>{_YEAR})\s+and\s+(?P<last>{_YEAR})(?![\w-])",
            _years,
        ),
        (
            rf"{_after('a the his her its their')}(?P<year>{_YEAR})(?= (?:[a-z-]+ )?(?:speech"
            r"|address|statement|interview|letter|article|essay|report|resolution|broadcast|column)\b)",
            lambda m: Stated(m["year"], "year"),
        ),
        (
            rf"(?:{_after(_BEFORE_YEARS)}|(?<=\())(?P<year>{_YEAR})(?:(?:[-–/]|\s+to\s+)(?P<last>{_YEAR}|\d\d(?!\d)))?(?![\w-]){_QUANTITY}",
            _years,
        ),
    )
)  # fmt: skip


def expressions(text: str) -> list[tuple[Span, Expression]]:
    """Return the expressions of time in a text, left to right; of overlapping ones the longest.

    >>> expressions("He left in 2014.")
    [(Span(start=11, end=15), Stated(value='2014', precision='year'))]
    """
    found = [
        (Span(*match.span()), expression)
        for pattern, build in _RULES
        for match in pattern.finditer(text)
        if (expression := build(match)) is not None
    ]
    return list(_apart(sorted(found, key=lambda f: (f[0].start, -f[0].end))))


def _apart(found: list[tuple[Span, Expression]]) -> Iterator[tuple[Span, Expression]]:
    end = 0
    for span, expression in found:
        if span.start >= end:
            yield span, expression
            end = span.end
