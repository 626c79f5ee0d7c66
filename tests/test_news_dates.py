"""What the dates of news prose mean: found, counted from a known day, and never guessed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extractors.date_expressions import MonthDay, Shift, Vague, Weekday
from kg.extractors.date_patterns import expressions
from kg.extractors.date_values import resolve
from kg.extractors.dates import DateExtractor
from kg.extractors.tense import direction
from kg.model import Article, Document, Span, Statement
from kg.periods import first_day, is_period, last_day
from kg.text import sentences

FRIDAY = "2014-03-07"
DATES = DateExtractor()


def dated(text: str, published: str | None = FRIDAY) -> list[tuple[str, str | None]]:
    """Return the words and the value of each date."""
    found = DATES(Document(Article(text, published=published), sentences(text)))
    return [(d.span.of(text), d.value) for d in found.dates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # given in full
        ("It began in 2014.", [("2014", "2014")]),
        ("It has lasted since 2008.", [("2008", "2008")]),
        ("The 2014 agreement failed.", [("2014", "2014")]),
        ("The treaty (1949) holds.", [("1949", "1949")]),
        ("They met on 3 March 2014.", [("3 March 2014", "2014-03-03")]),
        ("They met on March 3, 2014.", [("March 3, 2014", "2014-03-03")]),
        ("They met on Monday, 3 March 2014.", [("Monday, 3 March 2014", "2014-03-03")]),
        ("They met on Mon, 3 Mar 2014.", [("Mon, 3 Mar 2014", "2014-03-03")]),
        ("They met on Sept. 11th, 2001.", [("Sept. 11th, 2001", "2001-09-11")]),
        ("They met on the 4th of July 2012.", [("4th of July 2012", "2012-07-04")]),
        ("They met on 2014-03-03.", [("2014-03-03", "2014-03-03")]),
        ("They met on 24.02.2014.", [("24.02.2014", "2014-02-24")]),
        ("They met on 24/02/2014, or 2/24/2014.",
         [("24/02/2014", "2014-02-24"), ("2/24/2014", "2014-02-24")]),
        ("They met on 3-5 March 2014.", [("3-5 March 2014", "2014-03-03/2014-03-05")]),
        ("They met on March 3–5, 2014.", [("March 3–5, 2014", "2014-03-03/2014-03-05")]),
        ("They met between 3 and 5 March 2014.", [("3 and 5 March 2014", "2014-03-03/2014-03-05")]),
        ("They met between March 3 and 5, 2014.",
         [("March 3 and 5, 2014", "2014-03-03/2014-03-05")]),
        ("Between 3 and 5 March it rained.", [("3 and 5 March", "2014-03-03/2014-03-05")]),
        ("They met on 5 March 2013, between 3 and 5 pm.", [("5 March 2013", "2013-03-05")]),
        ("They met in March 2014.", [("March 2014", "2014-03")]),
        ("They met in early March, 2014.", [("March, 2014", "2014-03")]),
        ("They met in the spring of 2012.", [("spring of 2012", "2012-21")]),
        ("War raged in the 1990s.", [("1990s", "199X")]),
        ("War raged in the '90s.", [("'90s", "199X")]),
        ("War raged in the 19th century.", [("19th century", "18XX")]),
        ("It lasted from 2008 to 2013.", [("2008 to 2013", "2008/2013")]),
        ("It lasted between 2008 and 2013.", [("2008 and 2013", "2008/2013")]),
        ("It happened in 2013-14.", [("2013-14", "2013/2014")]),
        # counted from the day of publication, a Friday
        ("They met on Wednesday.", [("Wednesday", "2014-03-05")]),
        ("They will meet on Wednesday.", [("Wednesday", "2014-03-12")]),
        ("They met on Friday.", [("Friday", FRIDAY)]),
        ("They meet on Friday.", [("Friday", FRIDAY)]),
        ("They met late Tuesday.", [("late Tuesday", "2014-03-04")]),
        ("They met on Wednesday night.", [("Wednesday night", "2014-03-05")]),
        ("They met on Wednesday last week.", [("Wednesday last week", "2014-02-26")]),
        ("They will meet on Monday next week.", [("Monday next week", "2014-03-10")]),
        ("They met last Sunday.", [("last Sunday", "2014-03-02")]),
        ("They will meet next Monday.", [("next Monday", "2014-03-10")]),
        ("They met this Wednesday.", [("this Wednesday", "2014-03-05")]),
        ("They met yesterday.", [("yesterday", "2014-03-06")]),
        ("They met the day before yesterday.", [("the day before yesterday", "2014-03-05")]),
        ("They meet tomorrow.", [("tomorrow", "2014-03-08")]),
        ("They met this morning.", [("this morning", FRIDAY)]),
        ("They met three days ago.", [("three days ago", "2014-03-04")]),
        ("They met two weeks ago.", [("two weeks ago", "2014-W08")]),
        ("They met a month ago.", [("a month ago", "2014-02")]),
        ("They met 20 years ago.", [("20 years ago", "1994")]),
        ("They met last week.", [("last week", "2014-W09")]),
        ("They met earlier this week.", [("earlier this week", "2014-W10")]),
        ("They met last month.", [("last month", "2014-02")]),
        ("They will meet next year.", [("next year", "2015")]),
        ("They met late last year.", [("late last year", "2013")]),
        ("They met on 3 March.", [("3 March", "2014-03-03")]),
        ("They met on Monday (March 3).", [("Monday (March 3", "2014-03-03")]),
        ("They will meet on March 20.", [("March 20", "2014-03-20")]),
        ("They met on 20 December.", [("20 December", "2013-12-20")]),
        ("They met in January.", [("January", "2014-01")]),
        ("They will meet in May.", [("May", "2014-05")]),
        ("They met in May last year.", [("May last year", "2013-05")]),
        ("They met last May.", [("last May", "2013-05")]),
        # counted from another date in the text
        ("He left on 3 March 2012. The next day he died.",
         [("3 March 2012", "2012-03-03"), ("The next day", "2012-03-04")]),
        ("He left on 3 March 2012, and two days later he died.",
         [("3 March 2012", "2012-03-03"), ("two days later", "2012-03-05")]),
        ("He came in 2012. That year, war broke out. The following year it ended.",
         [("2012", "2012"), ("That year", "2012"), ("The following year", "2013")]),
        # open
        ("They agreed in the coming months.", [("the coming months", None)]),
        ("They met 1 hour ago.", [("1 hour ago", None)]),
        ("They met a few weeks ago.", [("a few weeks ago", None)]),
        ("They met more than 20 years ago.", [("more than 20 years ago", None)]),
        ("They met half a year ago.", [("half a year ago", None)]),
        ("Leaders meet on Wednesday", [("Wednesday", None)]),
        ("They were to meet on Wednesday.", [("Wednesday", None)]),
        ("A meeting planned for Monday was put off.", [("Monday", None)]),
        ("They met last Wednesday.", [("last Wednesday", None)]),
        ("They met on 02/03/2014.", [("02/03/2014", None)]),
        ("They met on 31 February 2014.", [("31 February 2014", None)]),
        ("They met on Tuesday, 3 March 2014.", [("Tuesday, 3 March 2014", None)]),
        ("They met on 3 June.", [("3 June", None)]),
        ("They mourned the March 3 attacks.", [("March 3", None)]),
        ("He came in 2012. Two weeks later he left.",
         [("2012", "2012"), ("Two weeks later", None)]),
        ("They met over the last two weeks.", [("the last two weeks", None)]),
        # none
        ("They read the Sunday Times on Good Friday, as on Fridays.", []),
        ("Theresa May met April Jones, and they may march on.", []),
        ("They lost 2014 men in 2000 homes, 2,014 of them in Resolution 2202.", []),
        ("They met at noon (1800 UTC) or from 1400 GMT.", []),
        ("Russia Today and USA Today, 7 per cent, March 7 percent.", []),
        ("The Mayor left, and Augusta burned.", []),
    ],
)  # fmt: skip
def test_a_date_has_the_value_that_its_words_tell(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert dated(text) == expected


@pytest.mark.parametrize(
    "text",
    ["They met on Wednesday.", "They met yesterday.", "They met last month.", "They met 1 hour ago",
     "They will meet next year.", "They met on 3 March.", "GENEVA, 12 May (Xinhua) -- They met."],
)  # fmt: skip
def test_without_a_day_to_count_from_a_relative_date_stays_open(text: str) -> None:
    ((_, value),) = dated(text, None)
    assert value is None


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("KYIV, March 3, 2014 (Reuters) - They met on Sunday.", None, "2014-03-02"),
        ("KYIV, Ukraine, 3 March (AFP) — They met on Sunday.", FRIDAY, "2014-03-02"),
        ("GENEVA, 5 MARCH 2014 (Xinhua) -- They met on Sunday.", "2014-03-10", "2014-03-02"),
        ("MOSCOW, March 3, 2014. /TASS/. They met on Sunday.", None, "2014-03-02"),
        ("Talks\nPublished: 3 March 2014, 14:00 GMT\nThey met on Sunday.", None, "2014-03-02"),
        ("Talks\nMonday, 3 March 2014\n\nThey met on Sunday.", None, "2014-03-02"),
        ("Talks\nOTTAWA, 3 March 2014\n\nThey met on Sunday.", None, "2014-03-02"),
        ("Talks\nAda Example, 3 March 2014\n\nThey met on Sunday.", None, None),
        ("Talks ended on 3 March 2014.\nThey met on Sunday.", None, None),
    ],
)
def test_a_dateline_is_counted_from(text: str, published: str | None, expected: str | None) -> None:
    found = DATES(Document(Article(text, published=published), sentences(text)))
    *_, sunday = found.dates
    assert (sunday.value, sunday.anchor) == (expected, "dateline" if expected else None)
    assert (sunday.counted_from == found.dates[0].span) == (expected is not None)


@pytest.mark.parametrize(
    ("text", "given", "published", "source"),
    [
        ("BANGKOK, July 26, 2025 (Reuters) - Talks resumed.", None, "2025-07-26", "dateline"),
        ("Talks resume\nPublished: 14 October 2024\nXi left.", None, "2024-10-14", "dateline"),
        ("Talks resume\nWednesday, July 10, 2019\nXi left.", None, "2019-07-10", "dateline"),
        # what the source gives stays; a date that is not full, or elsewhere, is none
        ("BANGKOK, July 26, 2025 (Reuters) - Xi left.", "2025-07-27", "2025-07-27", "feed"),
        ("BANGKOK, July 26 (Reuters) - Talks resumed.", None, None, None),
        ("Xi left on 14 October 2024.", None, None, None),
    ],
)
def test_a_full_date_at_the_head_is_that_of_publication(
    text: str, given: str | None, published: str | None, source: str | None
) -> None:
    article = Article(text=text, published=given, published_source=given and "feed")
    found = DateExtractor()(Document(article, sentences(text))).article
    assert (found.published, found.published_source) == (published, source)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Putin met Xi on Friday.", "past"),
        ("Putin had not met Xi since Friday.", "past"),
        ("Putin would have met Xi on Friday.", "past"),
        ("On Friday, after months of talks, the ministers left.", "past"),
        ("Speaking in Kyiv on Friday, Xi said talks would go on.", "past"),
        ("She told reporters after talks in Kyiv on Friday that it was over.", "past"),
        ("Friday saw new fighting.", "past"),
        ("The deal, signed on Friday, will end the war.", "past"),
        ("Smith said on Friday that talks will go on.", "past"),
        ("Smith said that talks would resume on Friday.", "future"),
        ("Friday's summit will be short, he said.", "future"),
        ("He said Friday's summit would fail.", "future"),
        ("The proposed talks on Friday will fail.", "future"),
        ("Leaders to meet on Friday", "future"),
        ("He is expected to arrive on Friday.", "future"),
        ("He is meeting Xi on Friday.", "future"),
        ("Germany won't attend on Friday.", "future"),
        ("Elections are scheduled for Friday.", "future"),
        ("They had agreed to meet on Friday.", None),
        ("He was due to arrive on Friday.", None),
        ("Leaders meet on Friday as war goes on, he said.", None),
        ("Talks resume ahead of a vote on Friday.", None),
    ],
)
def test_the_tense_of_its_clause_tells_where_a_date_lies(text: str, expected: str | None) -> None:
    start = text.index("Friday")
    assert direction(text, Span(0, len(text)), Span(start, start + 6)) == expected


def told(marked: str, published: str | None = FRIDAY) -> tuple[str, str | None] | None:
    """Return words and value of the date of a statement marked {source} <cue> [content]."""
    text, spans = "", dict[str, Span]()
    for part in marked.replace("{", "\0{").replace("<", "\0<").replace("[", "\0[").split("\0"):
        mark, close = part[:1], {"{": "}", "<": ">", "[": "]"}.get(part[:1], "")
        inner, _, rest = part[1:].partition(close) if close else ("", "", "")
        if close:
            spans[mark] = Span(len(text), len(text) + len(inner))
        text += inner + rest if close else part
    statement = Statement((spans["["],), (spans["{"],) if "{" in spans else (), spans.get("<"))
    found = DATES(
        Document(Article(text, published=published), sentences(text), (), (), (statement,))
    )
    said = found.statements[0].said_on
    return (said.span.of(text), said.value) if said else None


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{Xi} <said> on Wednesday [it was over].", ("Wednesday", "2014-03-05")),
        ("{Xi} <said on Wednesday> [it was over].", ("Wednesday", "2014-03-05")),
        ("On Wednesday, {Xi} <said> [it was over].", ("Wednesday", "2014-03-05")),
        ("Late on Wednesday {the UN} also <said> [it was over].", ("Wednesday", "2014-03-05")),
        ("{Xi} on Wednesday <said> [it was over].", ("Wednesday", "2014-03-05")),
        ("[It was over], {Xi} <said> in Kyiv on 3 March.", ("3 March", "2014-03-03")),
        ("“[It is over],” <said> {Xi, the president,} on Thursday.", ("Thursday", "2014-03-06")),
        ("Speaking in Kyiv on Monday, {Xi} <said> [it was over].", ("Monday", "2014-03-03")),
        ("In a statement issued on Monday, {Xi} <said> [it was over].", ("Monday", "2014-03-03")),
        ("{Xi} <said> in a speech last month that [it was over].", ("last month", "2014-02")),
        ("{Xi} <says> on Monday [it is over].", ("Monday", "2014-03-03")),
        ("<According to> {a tweet on Monday by Xi}, [it is over].", ("Monday", "2014-03-03")),
        ("The next day {Xi} <says> [it is over].", ("The next day", None)),
        ("{Xi} <will say> on Monday [it is over].", ("Monday", "2014-03-10")),
        ("{Xi} <told> reporters yesterday that [it was over].", ("yesterday", "2014-03-06")),
        ("In his Monday address, {Xi} <said> [it was over].", ("Monday", "2014-03-03")),
        ("In a 2012 speech, {Xi} <said> [it was over].", ("2012", "2012")),
        ("{A Monday statement from Xi} <said> [it was over].", ("Monday", "2014-03-03")),
        ("{Monday's statement by Xi} <said> [it was over].", ("Monday", "2014-03-03")),
        ("{Xi} <said> in the summer of 2012 that [it was over].", ("summer of 2012", "2012-22")),
        ("{Xi} <said> on the 3rd of March that [it was over].", ("3rd of March", "2014-03-03")),
        ("Asked on Monday about Kyiv, {Xi} <said> [it was over].", ("Monday", "2014-03-03")),
        ("After the Monday talks {Xi} <said> [it was over].", None),
        ("{Xi}, who met Putin on Monday, <said> [it was over].", None),
        ("{Xi} <said> after Monday's talks [it was over].", None),
        ("{The group that wrote} on Monday <said> [it was over].", None),
        ("He left, but on Monday {Xi} <said> [it was over].", ("Monday", "2014-03-03")),
        ("On Monday, Xi sought to sway {Putin, who} <had said> [it was over].", None),
        ("Back in 1999, {Xi} <said> [it was over].", ("1999", "1999")),
        ("He left, on Monday, and {Xi} <said> [it was over].", None),
        ("{The man} arrested on Monday <said> [it was over].", None),
        ("{Xi} <said> [it was over on Monday].", None),
        ("{Xi} <said> [it was over], and on Monday he left.", None),
        ("{Xi} <said> of the 2014 deal [it was over].", None),
        ("War came in 2012. {Xi} <said> [it was over].", None),
    ],
)  # fmt: skip
def test_a_statement_is_dated_by_the_words_that_report_it(
    marked: str, expected: tuple[str, str] | None
) -> None:
    assert told(marked) == expected


def test_the_words_that_date_a_statement_are_kept_where_the_day_is_not_known() -> None:
    assert told("{Xi} <said> on Wednesday [it was over].", None) == ("Wednesday", None)


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("“We go tomorrow,” Xi said on Monday.", "Xi said", "2014-03-04"),
        ("“We go tomorrow,” Xi said.", "Xi said", None),
        ("“We will go next year,” Xi said.", "Xi said", "2015"),
        ("“We will go on Monday,” Xi said.", "Xi said", "2014-03-10"),
        ("“We left in 2012,” Xi said.", "Xi said", "2012"),
    ],
)
def test_what_is_quoted_counts_from_the_day_on_which_it_was_said(
    text: str, said: str, expected: str | None
) -> None:
    source = text.index(said)
    statement = Statement(
        (Span(1, text.index("”")),), (Span(source, source + 2),), Span(source + 3, source + 7)
    )
    article = Article(text, published=FRIDAY)
    found = DATES(Document(article, sentences(text), (), (), (statement,)))
    assert found.dates[0].value == expected


days = st.dates(date(1800, 1, 1), date(2200, 12, 31))
months = st.builds(MonthDay, st.integers(1, 12), st.none() | st.integers(1, 28))
relative = st.one_of(
    st.builds(Weekday, st.integers(0, 6)),
    months,
    st.builds(Shift, st.integers(-3000, 3000), st.sampled_from(["day", "week", "month", "year"])),
    st.builds(Weekday, st.integers(0, 6), st.sampled_from(["last", "this", "next"])),
)


@given(relative, days)
def test_a_resolved_date_exists_and_is_as_exact_as_its_words(expression, day) -> None:
    for way in ("past", "future", None):
        value = resolve(expression, day, way)
        if value is not None:
            sizes = {"day": 10, "week": 8, "month": 7, "year": 4}
            assert len(value) == sizes[expression.precision]
            assert "W" in value or is_period(value)


@given(st.builds(Weekday, st.integers(0, 6)) | months, days)
def test_the_past_ends_and_the_future_begins_today(expression, day) -> None:
    past, future = resolve(expression, day, "past"), resolve(expression, day, "future")
    assert past is None or first_day(past) <= day.isoformat()
    assert future is None or last_day(future) >= day.isoformat()
    now = resolve(expression, day)
    assert now is None or now == past == future


@given(relative)
def test_without_a_day_nothing_is_resolved(expression) -> None:
    assert resolve(expression, None, "past") is None


@given(days, st.integers(0, 6))
def test_a_weekday_is_that_weekday_within_a_week(day, number) -> None:
    for way, sign in (("past", -1), ("future", 1)):
        found = date.fromisoformat(resolve(Weekday(number), day, way) or "")
        assert found.weekday() == number
        assert timedelta(0) <= sign * (found - day) < timedelta(7)


WORDS = (
    (
        """on in since the last next this coming two 2014 1990s March May 3 31 12-15 Monday Friday's
    week weeks month year years ago later earlier day before after yesterday today met will meet
    said of to and , . ( ) “ ” \n 9999 century 20th spring more than a few GENEVA"""
    )
    .replace("\n    ", " ")
    .split(" ")
)


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from([None, FRIDAY]))
def test_dates_lie_in_order_in_the_text_and_nothing_breaks(words, published) -> None:
    text = " ".join(words)
    found = DATES(Document(Article(text, published=published), sentences(text))).dates
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(d.span.end <= len(text) and d.span.of(text).strip() for d in found)
    assert published or not any(d.anchor == "published" for d in found)
    assert all((d.counted_from is not None) <= (d.value is not None) for d in found)


def test_overlapping_readings_give_the_longest() -> None:
    ((span, found),) = expressions("the last two weeks")
    assert (span, found) == (Span(0, 18), Vague("week"))
