"""What files, folders and streams become: articles, or errors that name place and next step."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.model import Article
from kg.readers.cleaning import clean
from kg.readers.furniture import without_furniture
from kg.readers.sources import read_articles

DATA = Path(__file__).parent / "data" / "readers"
MESSAGE = re.compile(r"^[^:]+(:\d+|#\d+)?: .+; .+", re.DOTALL)


def read(*sources: object, **options: object) -> list[Article | ReadError]:
    found = list(read_articles([str(s) for s in sources], **options))  # type: ignore[arg-type]
    for problem in found:
        assert isinstance(problem, Article) or MESSAGE.match(str(problem)), problem
    return found


def one(*sources: object, **options: object) -> Article:
    (article,) = read(*sources, **options)
    assert isinstance(article, Article), article
    return article


def errors(*sources: object, **options: object) -> list[str]:
    return [str(e) for e in read(*sources, **options) if isinstance(e, ReadError)]


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    ("data", "text", "notes"),
    [
        (b"NATO met.\r\nIt rained.\r\n", "NATO met.\nIt rained.", ()),
        (b"\xef\xbb\xbfNATO met.\n\n", "NATO met.", ()),
        ("  Title\n\nKyiv – “yes”".encode(), "  Title\n\nKyiv – “yes”", ()),
        ("Kyiv’s".encode("utf-16"), "Kyiv’s", ("read as utf-16-le, not UTF-8",)),
        (b"It\x92s a caf\xe9.", "It’s a café.", ("read as windows-1252, not UTF-8",)),
        (
            "Itâ€™s Erdoganâ€\x9d in MÃ¼nchen".encode(),
            "It’s Erdogan” in München",
            ("repaired 3 characters that had been read as windows-1252 (mojibake)",),
        ),
        (  # the no-break space of à has become a plain one
            "dÃ©jÃ  vu, voilÃ ".encode(),
            "déjà vu, voilà",
            ("repaired 3 characters that had been read as windows-1252 (mojibake)",),
        ),
        ("“CAFÉ”, «CAFÉ»".encode(), "“CAFÉ”, «CAFÉ»", ()),
        (
            "so,â€ he said. â€œNo".encode(),
            "so,” he said. “No",
            ("repaired 2 characters that had been read as windows-1252 (mojibake)",),
        ),
        (
            "It\x92s \x93war\x94".encode(),
            "It’s “war”",
            ("repaired 3 characters of windows-1252 that had been read as iso-8859-1",),
        ),
        (
            "Ger\u00admany\u200b and \u200fIran".encode(),
            "Germany and Iran",
            ("left out 3 characters that cannot be seen",),
        ),
        (
            "US\u00a0President\tBiden: “5\u202f%”".encode(),
            "US President Biden: “5 %”",
            ("wrote 3 characters as plain spaces (tabs, no-break and other spaces)",),
        ),
        ("One\u2028Two\rThree 👩\u200d🚀".encode(), "One\nTwo\nThree 👩\u200d🚀", ()),
        (b"a\x0cb", "a b", ("replaced 1 character that controls a device by a space",)),
    ],
)
def test_text_is_kept_as_published_but_for_what_is_noted(
    tmp_path: Path, data: bytes, text: str, notes: tuple[str, ...]
) -> None:
    article = one(write(tmp_path / "a.txt", data))
    assert (article.text, article.notes) == (text, notes)
    assert (article.name, article.origin) == ("a", str(tmp_path / "a.txt"))
    assert article.title is None


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\t\n", "holds only white space"),
        ("a.jsonl", b"", "the file is empty"),
        ("a.html", b"", "the file is empty"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "this is a PDF document, not text"),
        ("a.txt", b"PK\x03\x04\x14\x00", "this is a ZIP archive"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00", "this is a PNG image"),
        (
            "a.txt",
            b"abc\x00def",
            "binary data, or UTF-16 without its mark (a zero byte at offset 3",
        ),
        ("a.txt", "It’s".encode() + b" \xff now", "not valid UTF-8 at byte 7 (0xff)"),
        ("a.txt", "Kyiv’".encode()[:-1], "the file ends within a character at byte 4"),
        ("a.txt", "Президент сказал".encode("cp1251"), "not plausible as windows-1252"),
        ("a.txt", b"\xff\xfea", "marked as UTF-16-LE, but broken at byte 2"),
        ("a.docx", b"PK\x03\x04", "suffix .docx is not known"),
        ("README", b"x", "a name without a suffix is not known"),
    ],
)
def test_a_file_that_is_no_article_says_what_it_is(
    tmp_path: Path, name: str, data: bytes, problem: str
) -> None:
    (message,) = errors(write(tmp_path / name, data))
    assert message.startswith(f"{tmp_path / name}: ")
    assert problem in message


def test_names_that_name_nothing_say_so(tmp_path: Path) -> None:
    write(tmp_path / "folder" / "notes.doc", "x")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone")
    assert "no such file or folder" in errors(tmp_path / "none.txt")[0]
    assert "a link to nothing" in errors(tmp_path / "dangling.txt")[0]
    assert "no articles in this folder; known suffixes are .txt" in errors(tmp_path / "folder")[0]
    assert "matches no articles" in errors(f"{tmp_path}/*.html")[0]
    assert "a source without a name" in errors("")[0]
    assert "not a usable file name" in errors("a" * 5000)[0]
    assert [str(e) for e in read_articles([])] == [
        "no sources; name files, folders or globs, or - for standard input"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_says_so(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "x").chmod(0)
    assert "not readable by this user" in errors(tmp_path / "a.txt")[0]


def test_a_file_over_the_limit_names_sizes_and_option(tmp_path: Path) -> None:
    big = write(tmp_path / "a.txt", b"x" * 300)
    (message,) = errors(big, max_bytes=200)
    assert "is 300 bytes, and at most 200 bytes are read" in message
    assert "--max-bytes" in message
    assert "at most 200 bytes" in errors("-", stdin=BytesIO(b"x" * 300), max_bytes=200)[0]


def test_a_long_line_does_not_lose_the_others(tmp_path: Path) -> None:
    lines = [json.dumps({"text": t}) for t in ("one", "x" * 300, "three")]
    found = read(write(tmp_path / "a.jsonl", "\n".join(lines)), max_bytes=200)
    assert [getattr(a, "text", None) for a in found] == ["one", None, "three"]
    assert f"{tmp_path / 'a.jsonl'}:2: is bigger" in str(found[1])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_or_a_device_in_a_folder_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "again").symlink_to(tmp_path)
    loop, pipe, zero = sorted(errors(tmp_path))
    assert "loop.txt" in loop
    assert "pipe.txt: a pipe or a device" in pipe
    assert "zero.txt: a pipe or a device" in zero


def test_folders_and_globs_give_known_files_in_order_once(tmp_path: Path) -> None:
    names = ("b.txt", "a.txt", "sub/c.md", "sub/README.md", "UP.TXT")
    for name in (*names, ".hidden.txt", ".git/d.txt", "e.doc"):
        write(tmp_path / name, name)
    write(tmp_path / "a.meta.json", "{}")
    write(tmp_path / "store" / "communique.json", "{}")
    assert [a.text for a in map(_article, read(tmp_path))] == [
        "UP.TXT",
        "a.txt",
        "b.txt",
        "sub/c.md",
    ]
    assert [a.text for a in map(_article, read(f"{tmp_path}/?.txt"))] == ["a.txt", "b.txt"]
    again = read(tmp_path / "b.txt", tmp_path, f"{tmp_path}/**/*.md")
    assert [a.text for a in map(_article, again)] == ["b.txt", "UP.TXT", "a.txt", "sub/c.md"]
    assert one(tmp_path / "sub" / "README.md").text == "sub/README.md"


def _article(found: Article | ReadError) -> Article:
    assert isinstance(found, Article), found
    return found


def test_a_file_with_a_glob_character_in_its_name_is_that_file(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a[1].txt", "x")).name == "a[1]"


def test_an_article_set_aside_is_read_without_its_report(tmp_path: Path) -> None:
    line = json.dumps({"text": "NATO met.", "name": "00-seed", "published": "2021-04-13",
                       "published_source": "json-ld", "notes": ["read as cp1252"]})  # fmt: skip
    for name, data in (("article.jsonl", line), ("report.txt", "r"), ("report.json", "{}"),
                       ("report.html", "<p>r</p>"), ("graph.nt", "")):  # fmt: skip
        write(tmp_path / "quarantine" / "ab" / name, data)
    article = one(tmp_path / "quarantine")
    assert (article.name, article.published_source) == ("00-seed", "json-ld")
    assert article.notes == ("read as cp1252",)


@pytest.mark.parametrize(
    ("data", "text", "name"),
    [
        (b"NATO met.\n", "NATO met.", "stdin"),
        (b"[Reuters] NATO met.", "[Reuters] NATO met.", "stdin"),
        (b'{"text": "NATO met."}\n', "NATO met.", "stdin-1"),
        (b' [ {"text": "NATO met."} ]', "NATO met.", "stdin-1"),
        ('\ufeff{"text": "NATO met."}'.encode(), "NATO met.", "stdin-1"),
    ],
)
def test_standard_input_tells_its_format(data: bytes, text: str, name: str) -> None:
    article = one("-", stdin=BytesIO(data))
    assert (article.text, article.name) == (text, name)


def test_a_page_on_standard_input_is_read_as_one() -> None:
    article = one("-", stdin=BytesIO((DATA / "json-ld.html").read_bytes()))
    assert (article.publisher, article.origin) == ("The Hella Courier", "-")


def test_a_text_has_its_metadata_beside_it(tmp_path: Path) -> None:
    sidecar = {"title": "Summit", "date": "2021-04-13", "publisher": "Wikinews", "language": "en",
               "url": "https://example.org/a", "licence": "CC BY 2.5"}  # fmt: skip
    write(tmp_path / "a.meta.json", json.dumps(sidecar))
    article = one(write(tmp_path / "a.txt", "Summit\nNATO met."))
    assert article.text == "Summit\nNATO met."
    assert (article.title, article.published, article.published_source) == (
        "Summit", "2021-04-13", "sidecar",
    )  # fmt: skip
    assert (article.publisher, article.url, article.rights) == (
        "Wikinews", "https://example.org/a", "CC BY 2.5",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sidecar", "note"),
    [
        ('{"date": "2021-04-13 (inferred)"}', "'2021-04-13 (inferred)' (sidecar) is not an exact"),
        ('{"date": "1 hour ago"}', "is not an exact date"),
        ('{"date": ', "a.meta.json, cannot be read"),
        ("[1]", "are not a JSON object"),
        ('{"url": "https://example.org/"}', "cannot be an article's own"),
    ],
)
def test_unusable_metadata_are_noted_and_nothing_is_invented(
    tmp_path: Path, sidecar: str, note: str
) -> None:
    write(tmp_path / "a.meta.json", sidecar)
    article = one(write(tmp_path / "a.txt", "NATO met."))
    assert (article.published, article.url) == (None, None)
    assert note in article.notes[0]


def test_every_line_is_an_article_and_a_bad_one_names_itself(tmp_path: Path) -> None:
    lines = [
        '{"text": "One.", "date": "Tue, 13 Apr 2021 18:02:00 +0200", "source": {"name": "AFP"}}',
        "",
        "{oops",
        '{"title": "no text"}',
        '{"text": 5}',
        '{"body": "  "}',
        '["text"]',
        '{"maintext": "Two.", "headline": "T", "authors": ["Ann Lee"], "link": "http://e.org/2"}',
        '{"text": "Three.", "published": "yesterday", "author": "By Jo Roe", "lang": "en_gb"}',
    ]
    path = write(tmp_path / "news.jsonl", "\n".join(lines))
    found = read(path)
    problems = [str(e).removeprefix(f"{path}:") for e in found if isinstance(e, ReadError)]
    assert [p.split(";")[0] for p in problems] == [
        "3: not JSON (Expecting property name enclosed in double quotes at column 2)",
        "4: no text",
        "5: 'text' is of type int",
        "6: 'body' is empty",
        "7: a list, not an object",
    ]  # fmt: skip
    one_, two, three = (a for a in found if isinstance(a, Article))
    assert (one_.published, one_.publisher) == ("2021-04-13T18:02:00+02:00", "AFP")
    assert (one_.name, one_.origin) == ("news-1", f"{path}:1")
    assert (two.title, two.authors, two.url) == ("T", ("Ann Lee",), "http://e.org/2")
    assert (three.published, three.authors, three.language) == (None, ("Jo Roe",), "en-GB")
    assert three.notes == ("the publication date 'yesterday' (jsonl) is not an exact date",)


@pytest.mark.parametrize(
    "fields",
    [
        # as news-please writes CC-NEWS, and as it is handed on
        {"maintext": "One.", "date_publish": "2021-04-13 10:00:00", "source_domain": "e.org"},
        {"text": "One.", "date": "2021-04-13 00:00:00", "domain": "e.org"},
        {"body": "One.", "webPublicationDate": "2021-04-13", "source": "e.org"},
        {"article": "One.", "pub_date": "2021-04-13", "outlet": "e.org", "domain": "other.org"},
    ],
)
def test_collections_of_others_tell_day_and_outlet_in_their_words(
    tmp_path: Path, fields: dict[str, str]
) -> None:
    article = one(write(tmp_path / "news.jsonl", json.dumps(fields)))
    assert (article.text, article.published) == ("One.", "2021-04-13")
    assert article.publisher == "e.org"


def test_lines_in_utf_16_are_read_as_a_whole_is(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes('{"text": "One."}\r\n{"text": "Zwei: ü"}\r\n'.encode("utf-16"))
    found = read(path)
    assert [a.text for a in found] == ["One.", "Zwei: ü"]
    assert found[0].notes == ("read as utf-16-le, not UTF-8",)


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ('{\n "text": "One."\n}', ["One."]),
        ('[{"text": "One."}, {"text": "Two."}]', ["One.", "Two."]),
        ('[\n{"text": "One."}\n]', ["One."]),
        ('{"text": "One."}\n{"text": "Two."}', ["One.", "Two."]),
        ('bad\n{"text": "Two."}', ["", "Two."]),
        ('bad\nbad\n\n{"text": "Three."}', ["", "", "Three."]),
        ("[]", [""]),
        ('{\n "text": "One.",\n}', [""]),
        ("just words", [""]),
        ("[" * 100_000, [""]),
        ('{"text": "\\ud800 One\\u0000."}', ["\ufffd One ."]),
        ('{"text": "<p>One &amp; <b>two</b>.</p><p>Three.</p>"}', ["One & two.\nThree."]),
    ],
)
def test_json_may_be_an_object_an_array_or_lines(
    tmp_path: Path, data: str, texts: list[str]
) -> None:
    found = read(write(tmp_path / "news.json", data))
    assert [getattr(a, "text", "") for a in found] == texts


def test_one_object_in_a_file_is_no_collection(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.json", '{"text": "One."}')).name == "a"
    assert one(write(tmp_path / "a.jsonl", '{"text": "One."}')).name == "a-1"


def test_json_that_is_broken_throughout_names_the_line(tmp_path: Path) -> None:
    (message,) = errors(write(tmp_path / "a.json", '{\n "text": "One.",\n}'))
    assert message.startswith(f"{tmp_path / 'a.json'}:3: not JSON")


def test_json_ld_comes_before_opengraph_and_keeps_time_and_zone() -> None:
    article = one(DATA / "json-ld.html")
    assert article.title == "Norland and Estavia reopen their rail link – after eleven years"
    assert (article.published, article.published_source) == ("2023-05-02T18:02:00+02:00", "json-ld")
    assert article.modified == "2023-05-03T07:15:00Z"
    assert (article.publisher, article.authors) == ("The Hella Courier", ("Ann Lee", "Jo Roe"))
    assert (article.language, article.section) == ("en-GB", "World")
    assert article.url == "https://courier.example/world/rail-link-reopens"
    assert article.rights == "https://creativecommons.org/licenses/by/4.0/"
    paragraphs = article.text.split("\n")
    assert paragraphs[-1].startswith("The European Commission welcomed the announcement.")
    assert "First! I have never" not in article.text
    assert "Ferry strike" not in article.text


def test_opengraph_and_meta_tags_and_a_declared_charset() -> None:
    article = one(DATA / "opengraph-latin1.html")
    assert "“We have decided to trust each other again,”" in article.text
    assert article.notes == ("read as windows-1252, not UTF-8",)
    assert (article.published, article.published_source) == ("2023-05-02T16:02:00Z", "opengraph")
    assert (article.title, article.authors) == ("Rail link to reopen", ("Zoë Müller",))
    assert (article.language, article.rights) == (None, "© 2023 The Hella Courier")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("home.html", "this is a list of articles (a home or section page)"),
        ("scripts-only.html", "no article text on this page"),
        ("not-found.html", "no article text on this page"),
        ("french.html", "the article is in French (fr); Communiqué reads English only"),
    ],
)
def test_a_page_that_is_no_english_article_says_why(name: str, problem: str) -> None:
    assert problem in errors(DATA / name)[0]


def test_what_stands_around_an_article_is_left_out_with_a_note() -> None:
    article = one(DATA / "furniture.html")
    first, *rest, last = article.text.split("\n")
    assert (first, len(rest)) == ("Estavia and Norland sign", 3)
    assert rest[1].startswith("Angela Merkel, the German chancellor, said on Tuesday")
    assert last.startswith("The European Commission welcomed")
    assert article.notes == ("left out 16 lines of the page around the article, the first “Share”",)
    assert (article.published, article.publisher) == ("2023-05-02T18:02:00+02:00", "The Courier")


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Tuesday.",
        "Read the letter in full, he said.",
        "“Follow us on this road,” she said.",
        "Watch dogs and print media were banned.",
        "Subscribers left, and comments were closed.",
        "More troops, more on the way.",
    ],
)
def test_a_line_of_the_article_stays(line: str) -> None:
    assert without_furniture(line) == (line, ())


def page(head: str) -> bytes:
    body = "<p>The ministers agreed on Tuesday to reopen the rail link, officials said.</p>" * 6
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode()


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", {"published": None, "published_source": None, "url": None}),
        (json_ld([{"@type": "NewsArticle", "datePublished": "2021-04-13", "author": "Ann Lee"}]),
         {"published": "2021-04-13", "published_source": "json-ld", "authors": ("Ann Lee",)}),
        (json_ld({"@type": "Article", "datePublished": "April 13, 2021"})
         + '<meta name="date" content="2021-04-13">',
         {"published": "2021-04-13", "published_source": "meta"}),
        (json_ld({"@type": "Article", "datePublished": "13.4.2021"}),
         {"published": None,
          "notes": ("the publication date '13.4.2021' (json-ld) is not an exact date",)}),
        ('<script type="application/ld+json">{no</script><meta property="og:title" content="T">',
         {"title": "T"}),
        (json_ld([{"@type": "NewsArticle", "headline": "Other", "url": "https://e.org/other"},
                  {"@type": "NewsArticle", "headline": "Own", "url": "https://e.org/own"}])
         + '<link rel="canonical" href="https://e.org/own">', {"title": "Own"}),
        ('<link rel="canonical" href="https://e.org/"><meta property="og:url" content="/a">',
         {"url": None}),
        (json_ld({"@type": "WebSite", "publisher": {"name": "Site"}}), {"publisher": None}),
    ],
)  # fmt: skip
def test_metadata_are_what_the_page_states(
    tmp_path: Path, head: str, expected: dict[str, object]
) -> None:
    article = one(write(tmp_path / "a.html", page(head)))
    assert {key: getattr(article, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Viktor Orba\u0301n", "Viktor Orbán"),
        ("Võ Văn Thươ\u0309ng", "Võ Văn Thưởng"),
        ("e\u0301 and é", "é and é"),
        ("the o\ufb03ce is \ufb01ne", "the office is fine"),
        ("Ger\u200dmany, \u200dKyiv\u200c", "Germany, Kyiv"),
        ("👩\u200d🚀 flew", "👩\u200d🚀 flew"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("½ × ² Å", "½ × ² Å"),
    ],
)
def test_cleaning_writes_letters_as_names_are_known_by(text: str, expected: str) -> None:
    cleaned, notes = clean(text)
    assert cleaned == expected
    assert bool(notes) == (text != expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>NATO &amp; Kyiv.</p><p>Yes.</p>", "NATO & Kyiv.\nYes."),
        (
            "&ldquo;Yes,&rdquo; Kyiv&#8217;s man said. R&D; AT&T",
            "“Yes,” Kyiv’s man said. R&D; AT&T",
        ),
        ("# Yes\n\n[NATO](https://e.org/a) *met* **again**.", "Yes\n\nNATO met again."),
        ("![A man](a.jpg)NATO met.", "NATO met."),
        ("> NATO met.\n> It left.\n\nI see.", "NATO met.\nIt left.\n\nI see."),
        ("> NATO met", "> NATO met"),
        ("* NATO met [1] (2) and 2 * 3 * 4.", "* NATO met [1] (2) and 2 * 3 * 4."),
        ("#NATO met @Kyiv", "#NATO met @Kyiv"),
    ],
)
def test_plain_text_is_read_without_marks_that_are_no_words(
    tmp_path: Path, text: str, expected: str
) -> None:
    article = one(write(tmp_path / "a.txt", text))
    assert article.text == expected
    assert bool(article.notes) == (text != expected)


def test_cleaning_twice_changes_nothing_more() -> None:
    text, notes = clean("Itâ€™s\r\n“CAFÉ”\x00 end \n")
    assert notes
    assert clean(text) == (text, ())


def test_reading_text_does_not_load_the_web_page_library(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "NATO met.")
    code = (
        "import sys; from kg.readers.sources import read_articles; "
        f"list(read_articles([{str(path)!r}])); assert 'trafilatura' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[1])
