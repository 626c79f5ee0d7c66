"""Text as people really have it: it is read, and every span says what stands there."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.annotations import to_annotations
from kg.config import Config
from kg.errors import ReadError
from kg.model import Article, Span
from kg.pipeline import open_pipeline
from kg.readers.cleaning import clean
from kg.readers.sources import read_articles

DATA = Path(__file__).parent / "data" / "mess"
# One text a line, as people have them: {name, text, said: [[speakers, what they say], …]}
LINES = DATA.with_suffix(".jsonl").read_text("utf-8").splitlines()
SHORT = {row["name"]: row for row in map(json.loads, LINES)}
SAID = [
    ("british", [("Viktor Orbán", "It isn’t the states’"), ("Peter Szijjarto", "It's over")]),
    ("bullets", [("Joe Biden", "the US would fund vaccines"), ("Boris Johnson", "We must act now"),
                 ("Justin Trudeau", "Canada will host")]),
    ("byline", [("Angela Merkel", "Germany would not wait")]),
    ("caps", [("Angela Merkel", "new sanctions were"), ("Angela Merkel", "We will not look")]),
    ("dateline", [("David Lammy", "Britain would send more aid")]),
    ("emoji", [("Volodymyr Zelensky", "We will win 💪🏽!")]),
    ("endless", [("Angela Merkel", "Germany would stay")]),
    ("foreign-quote", [("Emmanuel Macron", "Nous ne céd"), ("Emmanuel Macron", "Paris would")]),
    ("guillemets", [("Emmanuel Macron", "Nous n’avons plus"), ("Olaf Scholz", "Das reicht nicht")]),
    ("interview", [("unnamed questioner", "Will Finland join NATO?"),
                   ("unnamed respondent", "Sweden decides for itself")]),
    ("live", [("Volodymyr Zelensky", "there will be no deal"), ("Dmitry Peskov", "the proposal"),
              ("Annalena Baerbock", "We are not tired")]),
    ("mojibake", [("José Manuel Albares", "We won’t yield"),
                  ("José Manuel Albares", "Europa is united – and stays so")]),
    ("multipara", [("Vladimir Putin", "Our patience is at an end"),
                   ("Vladimir Putin", "Nobody answered"),
                   ("Vladimir Putin", "We will defend ourselves")]),
    ("prose", [("Angela Merkel", "Not yet")]),
    ("rtl", [("Benjamin Netanyahu", "the claim")]),
    ("spaces", [("Angela Merkel", "We will stay"), ("Angela Merkel", "Germany would pay")]),
    ("transcript", [("Antony Blinken", "Good afternoon, everyone"),
                    ("unnamed questioner", "Mr. Secretary, will NATO send troops?"),
                    ("Price", "We have time for one more")]),
    ("unclosed", [("Joe Biden", "We stand with Ukraine"), ("Jens Stoltenberg", "It is a strong")]),
    ("windows", [("José Manuel Albares", "We won’t yield")]),
    ("word", []),
    ("xinhua", [("Wang Yi", "We are ready to go on")]),
]  # fmt: skip
PIECES = (
    "Angela Merkel said on Tuesday that", "“We will not go,”", "the US president warned.", "\n",
    "\n\n", "LONDON (Reuters) - ", "GENEVA, 12 May (Xinhua) -- ", "‘It isn’t the states’ job’,",
    "'no", "“", "”", '"', "« Oui »", "„nein“", "SMITH: ", "Q: ", "MR. SMITH:", "A: ", "• ", "- ",
    "14:32 GMT – ", "He added:", "according to NATO", "NATO member Turkey", "Dr. U.S. e.g.",
    "joined the EU last year", "in 2014", "two weeks later", "🇺🇦🚨👩‍🚀", "نحن مستعدون", "\u200f",
    "\u00a0", "e\u0301", "\u0130stanbul", "ﬁ", "Ǆ", "ß", "\ud83d", "\x00", "\t", "...", "(", "[",
    "—", "http://a.b/c?d", "&amp;", "<b>", "Presidents Xi Jinping and", "Putin's", "10.5", "%", "#",
    "@potus", "x" * 300,
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), min_size=1, max_size=25).map(
    " ".join
)


def spans(value: object) -> list[Span]:
    """Return every span in a document, however deep."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [s for v in value for s in spans(v)]
    if is_dataclass(value) and not isinstance(value, Article):
        return [s for f in fields(value) for s in spans(getattr(value, f.name))]
    return []


def exacts(value: object) -> list[tuple[int, int, str]]:
    """Return every span that annotations write, with its words."""
    if isinstance(value, dict):
        own = [(value["start"], value["end"], value["exact"])] if "exact" in value else []
        return own + [e for v in value.values() for e in exacts(v)]
    return [e for v in value for e in exacts(v)] if isinstance(value, list) else []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, st.sampled_from([None, "2021-04-13"]))
def test_any_text_is_read_alike_twice_and_every_span_stands_in_it(text, published) -> None:
    pipeline = open_pipeline(Config())
    article = Article(clean(text)[0] or "x", published=published, origin="mess.txt")
    found = pipeline.read(article)
    assert pipeline.read(article) == found
    assert all(0 <= s.start < s.end <= len(article.text) for s in spans(found))
    for start, end, exact in exacts(to_annotations(found, pipeline.reference)):
        assert article.text[start:end] == exact
    outcome = pipeline(article)
    assert outcome.conforms, outcome.findings


@pytest.mark.parametrize(("name", "expected"), SAID, ids=[n for n, _ in SAID])
def test_messy_text_is_read_and_conforms(name: str, expected: list[tuple[str, str]]) -> None:
    (article,) = read_articles([str(DATA / f"{name}.txt")])
    assert isinstance(article, Article), article
    pipeline = open_pipeline(Config())
    found = pipeline.read(article)
    names = {e.key: e.name for e in found.entities}
    told = [(names[s.speakers[0]], s.content[0].of(article.text)) for s in found.statements]
    for speaker, words in expected:
        assert any(speaker == who and what.startswith(words) for who, what in told), told
    assert pipeline(article).conforms


@pytest.mark.parametrize("name", SHORT)
def test_short_texts_as_people_have_them(name: str, tmp_path: Path) -> None:
    file = tmp_path / "mess.txt"
    file.write_bytes(SHORT[name]["text"].encode("utf-8", "surrogatepass"))
    (article,) = read_articles([str(file)])
    assert isinstance(article, Article), article
    pipeline = open_pipeline(Config())
    found = pipeline.read(article)
    names = {e.key: e.name for e in found.entities}
    told = [
        [
            " + ".join(names[k] for k in s.speakers),
            " ".join(" … ".join(c.of(article.text) for c in s.content).split()),
        ]
        for s in found.statements
    ]
    assert told == SHORT[name]["said"]
    for start, end, exact in exacts(to_annotations(found, pipeline.reference)):
        assert article.text[start:end] == exact
    assert pipeline(article).conforms


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("arabic", "the article is in Arabic (ar); Communiqué reads English only"),
        ("french", "the article is in French (fr); Communiqué reads English only"),
        ("empty", "the file holds only white space; fill it"),
        ("picture", "this is a PNG image, not text; save"),
    ],
)
def test_what_is_no_english_text_says_so_in_one_line(name: str, problem: str) -> None:
    (error,) = read_articles([str(DATA / f"{name}.txt")])
    assert isinstance(error, ReadError)
    assert str(error).startswith(f"{DATA / name}.txt: {problem}")
    assert "\n" not in str(error)


def test_every_file_of_the_folder_is_in_a_table() -> None:
    assert len(list(DATA.glob("*.txt"))) == len(SAID) + 4
