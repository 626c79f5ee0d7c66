"""Archives, feeds, sitemaps, compressed files: what they hold is read, or says why not."""

import gzip
import html
import io
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from kg.errors import PassedOverError, ReadError
from kg.readers.sources import read_articles

TOLD = (
    "The ministers of Norland and Estavia agreed on Tuesday to open the rail link.",
    "“We have decided to trust each other again,” Anna Lind told reporters in Hella.",
    "Officials said that the first train would leave in spring, if the bridge was ready.",
    "The opposition in Estavia called the treaty a gift to the neighbours and left the room.",
    "The European Commission welcomed what had been achieved, and warned that much was open.",
    "No date was given for the next meeting, which will be held in Norland, they said.",
)
BODY = "".join(f"<p>{line}</p>" for line in TOLD)
GERMAN = (
    "Die Kanzlerin warnte Russland am Dienstag vor neuen Sanktionen. Man werde warten, hieß es."
)


def page(head="", body=BODY):
    return (
        f"<html><head><title>Rail</title>{head}</head><body><article>{body}</article></body></html>"
    )


def record(url, content=None, kind="response", status="200 OK", media="text/html", **head):
    more = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    body = content if isinstance(content, bytes) else (content or page()).encode()
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2024-05-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0-{len(url)}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode() + http + b"\r\n\r\n"  # fmt: skip


def warc(*records, packed=True):
    return b"".join(gzip.compress(r) if packed else r for r in records)


def read(*sources, **options):
    found = list(read_articles([str(s) for s in sources], **options))
    articles = [f for f in found if not isinstance(f, ReadError)]
    passed = [str(f) for f in found if isinstance(f, PassedOverError)]
    failed = [f for f in found if isinstance(f, ReadError) and not isinstance(f, PassedOverError)]
    return articles, passed, list(map(str, failed))


CANONICAL = '<link rel="canonical" href="https://e.org/canonical">'
RECORDS = (
    record("https://e.org/a"),
    record("https://e.org/robots", "User-agent: *", media="text/plain"),
    record("https://e.org/gone", status="404 Not Found"),
    record("https://e.org/a", kind="request"),
    record("https://e.org/home", "<html><body><p>Welcome.</p></body></html>"),
    record("https://e.org/de", page(body="".join(f"<p>{GERMAN} {n}</p>" for n in range(5)))),
    record("https://e.org/x", page(CANONICAL)),
    record("https://e.org/", gzip.compress(page().encode()), **{"Content-Encoding": "gzip"}),
)


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_gives_the_articles_of_its_pages_and_passes_over_the_rest(tmp_path, packed):
    file = tmp_path / ("news.warc.gz" if packed else "news.warc")
    file.write_bytes(warc(*RECORDS, packed=packed))
    articles, passed, errors = read(tmp_path)
    assert errors == []
    assert [a.url for a in articles] == ["https://e.org/a", "https://e.org/canonical", None]
    assert {a.text for a in articles} == {"\n".join(TOLD)}
    assert {a.published for a in articles} == {None}
    assert articles[0].origin == f"{file}#1"
    assert [a.name for a in articles] == ["news-1", "news-7", "news-8"]
    assert len(passed) == 2
    assert "German (de)" in passed[1]


@pytest.mark.parametrize("kept", [0.5, 0.95])
@pytest.mark.parametrize("rest", [b"", b"broken" * 90])
def test_a_broken_archive_gives_what_comes_before_and_names_the_place(tmp_path, kept, rest):
    whole = warc(*(record(f"https://e.org/{n}") for n in range(3)))
    (tmp_path / "news.warc.gz").write_bytes(whole[: int(kept * len(whole))] + rest)
    articles, _, errors = read(tmp_path)
    assert [a.url for a in articles] == [f"https://e.org/{n}" for n in range(int(3 * kept))]
    assert {a.text for a in articles} == {"\n".join(TOLD)}
    assert "fetch the archive again" in errors[0]


def test_a_page_that_the_archive_has_in_part_says_so(tmp_path):
    whole, cut = record("https://e.org/a"), record("https://e.org/b")
    cut = cut.replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date", 1)
    (tmp_path / "a.warc").write_bytes(whole + cut)
    told = "the archive has only the beginning of this page (length)"
    assert [told in a.notes for a in read(tmp_path)[0]] == [False, True]


def test_what_is_no_archive_says_so(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"not an archive\r\n" * 50)
    assert "the archive is broken here" in read(tmp_path / "a.warc")[2][0]


PICTURE = record("https://e.org/i.png", b"\x89PNG" + bytes(900), media="image/png")
CUT = record("https://e.org/a") + record("https://e.org/b")


@pytest.mark.parametrize(
    ("data", "count", "problem"),
    [
        (CUT[:5], 0, "the archive is broken"),
        (CUT[:10], 0, "the head of a record"),
        (CUT[: CUT.index(b"WARC-Date")], 0, "the head of a record"),
        (CUT[: CUT.index(b"Length: ") + 9], 0, "the head of a record"),  # a digit of it is there
        (CUT[: CUT.rindex(b"WARC-Date")], 1, "the head of a record"),
        (record("https://e.org/a") + PICTURE[:-300], 1, "it ends within a record"),
        (PICTURE[:-300], 0, "it ends within a record"),
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_is_cut_off_anywhere_says_so(tmp_path, data, count, problem, packed):
    (tmp_path / "news.warc.gz").write_bytes(gzip.compress(data) if packed else data)
    articles, _, (told,) = read(tmp_path)
    assert (len(articles), problem in told) == (count, True), told


def test_an_archive_packed_record_by_record_that_is_cut_off_says_so_too(tmp_path):
    first, second = (warc(record(f"https://e.org/{n}")) for n in range(2))
    (tmp_path / "news.warc.gz").write_bytes(first + second[:90])
    articles, _, (told,) = read(tmp_path)
    assert (len(articles), "the head of a record" in told) == (1, True), told
    (tmp_path / "news.warc.gz").write_bytes(b"")
    assert "holds no records; leave it out" in read(tmp_path)[2][0]


def test_an_archive_packed_as_one_is_read_like_one_packed_record_by_record(tmp_path):
    (tmp_path / "news.warc.gz").write_bytes(gzip.compress(warc(*RECORDS, packed=False)))
    articles, passed, errors = read(tmp_path)
    assert [a.url for a in articles] == ["https://e.org/a", "https://e.org/canonical", None]
    assert (len(passed), errors) == (2, [])


def test_an_archive_of_any_size_is_read_in_little_memory(tmp_path):
    file, one = tmp_path / "news.warc.gz", gzip.compress(record("https://e.org/a"))
    with file.open("wb") as out:
        for _ in range(60):
            out.write(one)
    articles = read_articles([str(file)])
    next(articles)
    tracemalloc.start()
    assert sum(1 for _ in articles) == 59
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Hella Courier</title><language>en-GB</language><link>https://e.org/</link>
<item><title>Rail &amp; road</title><link>https://e.org/rail</link>
<pubDate>Tue, 02 May 2023 18:02:00 +0200</pubDate><category>World</category>
<description>A teaser.</description><author>Ann Lee</author>
<content:encoded><![CDATA[{BODY}<script>alert(1)</script>]]></content:encoded></item>
<item><title>Only a teaser</title><link>https://e.org/teaser</link><pubDate>yesterday</pubDate>
<description>The ministers met.</description></item>
<item><title>Undated</title><link>https://e.org/undated</link>
<description>{" ".join(TOLD)}</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title>
<entry><title>Rail</title><link href="https://e.org/rail"/><id>urn:1</id>
<published>2023-05-02T16:02:00Z</published><updated>2023-05-03T07:15:00Z</updated>
<author><name>Jo Roe</name></author>
<content type="html">{html.escape(BODY)}</content></entry></feed>"""


def test_a_feed_gives_the_entries_that_are_articles_themselves(tmp_path):
    (tmp_path / "a.rss").write_text(RSS, encoding="utf-8")
    (tmp_path / "b.xml").write_text(ATOM, encoding="utf-8")
    (rail, undated, atom), passed, errors = read(tmp_path)
    assert errors == []
    assert (rail.title, rail.url, rail.section) == ("Rail & road", "https://e.org/rail", "World")
    assert (rail.published, rail.published_source) == ("2023-05-02T18:02:00+02:00", "feed")
    assert (rail.publisher, rail.language) == ("The Hella Courier", "en-GB")
    assert rail.text == "\n".join(TOLD)
    assert (undated.published, undated.origin) == (None, f"{tmp_path / 'a.rss'}#3")
    assert (atom.published, atom.modified) == ("2023-05-02T16:02:00Z", "2023-05-03T07:15:00Z")
    assert (atom.authors, atom.publisher) == (("Jo Roe",), "Courier")
    assert "only a teaser of 3 words" in passed[0]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<note>no feed</note>", "neither a feed (RSS, Atom) nor a sitemap"),
        (RSS[: len(RSS) // 2], "the feed is broken"),
        ("", "the file is empty"),
    ],
)
def test_what_is_no_feed_says_so(tmp_path, text, problem):
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    assert problem in read(tmp_path / "a.xml")[2][0]


DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
DATED = RSS.replace("Tue, 02 May 2023 18:02:00 +0200", "Tue, 2 May 2023")
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {DC}
 xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://e.org/"><title>Courier</title></channel>
<item rdf:about="https://e.org/rail"><title>Rail</title><link>https://e.org/rail</link>
<dc:date>2023-05-02T16:02:00Z</dc:date><description>{html.escape(BODY)}</description></item></rdf:RDF>"""


@pytest.mark.parametrize(
    ("feed", "title", "published"),
    [
        (DATED, "Rail & road", "2023-05-02"),
        (RDF, "Rail", "2023-05-02T16:02:00Z"),  # its only date
        (ATOM.replace("published", "x"), "Rail", None),  # when it was altered is something else
        # what programs write that know no XML
        (RSS.replace("Rail &amp; road", "Rail & road"), "Rail & road", "2023-05-02T18:02:00+02:00"),
        (RSS.replace(" &amp;", "&nbsp;&amp;"), "Rail & road", "2023-05-02T18:02:00+02:00"),
        ("\n" + RSS, "Rail & road", "2023-05-02T18:02:00+02:00"),
        (ATOM.replace("<title>Rail", '<title type="html">&lt;b&gt;Rail&lt;/b&gt; &amp;amp; road'),
         "Rail & road", "2023-05-02T16:02:00Z"),
    ],
)  # fmt: skip
def test_a_feed_is_read_as_it_is_written(tmp_path, feed, title, published):
    (tmp_path / "a.xml").write_text(feed, encoding="utf-8")
    (first, *_), _, errors = read(tmp_path)
    assert (first.title, first.published, errors) == (title, published, [])


def test_an_address_in_a_feed_is_never_fetched(tmp_path):
    outside = tmp_path / "secret.txt"
    outside.write_text("secret")
    text = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{outside}">]>' + RSS.replace(
        "Rail &amp; road", "Rail &x; road"
    )
    (tmp_path / "a.rss").write_text(text, encoding="utf-8")
    assert "secret" not in str(read(tmp_path / "a.rss"))


SITEMAP = """<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://e.org/rail</loc><news:news><news:publication><news:name>The Courier</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>2023-05-02</news:publication_date>
<news:title>The link</news:title></news:news></url>
<url><loc>https://e.org/other</loc><lastmod>2024-01-01</lastmod></url></urlset>"""


def test_a_sitemap_dates_the_pages_beside_it_that_have_no_date(tmp_path):
    own = '<link rel="canonical" href="https://e.org/rail">'
    dated = own + '<meta property="article:published_time" content="2020-01-01">'
    other = '<link rel="canonical" href="https://e.org/other">'
    for name, head in (("a", own), ("b", dated), ("c", other)):
        (tmp_path / f"{name}.html").write_text(page(head), encoding="utf-8")
    (tmp_path / "sitemap.xml.gz").write_bytes(gzip.compress(SITEMAP.encode()))
    (a, b, c), passed, errors = read(tmp_path)
    assert (a.published, a.published_source, a.publisher) == (
        "2023-05-02",
        "sitemap",
        "The Courier",
    )
    assert (b.published, b.published_source) == ("2020-01-01", "opengraph")
    assert (c.published, a.title) == (None, "Rail")
    assert "a sitemap, which tells dates and titles" in passed[0]
    assert errors == []


def test_compressed_files_are_read_as_what_they_are(tmp_path):
    lines = "\n".join(json.dumps({"text": f"NATO met {n} times."}) for n in range(3)).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"NATO met."))
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(b"NATO met. " * 500)[:-12])
    articles, _, errors = read(tmp_path)
    assert [a.name for a in articles] == ["a-1", "a-2", "a-3", "b"]
    assert "not a whole gzip file" in errors[0]
    assert "at most 200 bytes" in read(tmp_path / "c.txt.gz", max_bytes=200)[2][0]


def test_of_a_damaged_file_no_word_is_read_and_of_one_cut_off_what_is_there(tmp_path):
    lines = "\n".join(json.dumps({"text": f"NATO met {n} times."}) for n in range(3000)).encode()
    packed = gzip.compress(lines, 0)
    place = packed.index(b"NATO met 2000 times")
    files = {
        "cut.jsonl.gz": packed[:place],
        "damaged.jsonl.gz": packed.replace(b"NATO met 2000 times", b"NATO ate 2000 times"),
        "plain.jsonl.gz": lines,
        "trailing.jsonl.gz": packed + bytes(512),
    }
    told = {}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        articles, _, errors = read(tmp_path / name)
        what = "".join(errors).removeprefix(f"{tmp_path / name}: ")
        told[name] = len(articles) // 1000, what[:20]
    assert told == {
        "cut.jsonl.gz": (1, "not a whole gzip fil"),
        "damaged.jsonl.gz": (0, "a damaged gzip file "),
        "plain.jsonl.gz": (0, "not a gzip file, tho"),
        "trailing.jsonl.gz": (3, ""),
    }


LINES = b'{"text": "NATO met on Monday, and will meet again."}\n'


@pytest.mark.parametrize(
    "data", [RSS.encode(), ATOM.encode(), page().encode(), LINES, warc(*RECORDS, packed=False)]
)
@pytest.mark.parametrize("packed", [True, False])
def test_a_stream_tells_what_it_is(data, packed):
    articles, _, errors = read("-", stdin=io.BytesIO(gzip.compress(data) if packed else data))
    assert articles
    assert errors == []


def test_a_packed_stream_is_read_as_it_comes_and_says_where_it_is_broken():
    whole = warc(*(record(f"https://e.org/{n}") for n in range(3)))
    assert [a.url[-1] for a in read("-", stdin=io.BytesIO(whole))[0]] == ["0", "1", "2"]
    lines = gzip.compress(LINES * 2000, 0)
    for data, problem in (
        (lines[:-5000], "broken"),
        (lines.replace(b"Monday", b"Sunday", 1), "may be wrong"),
        (lines + b"more", "broken"),
    ):
        articles, _, errors = read("-", stdin=io.BytesIO(data))
        assert len(articles) > 1000
        assert problem in errors[-1]


def test_reading_texts_loads_neither_feeds_nor_archives(tmp_path):
    (tmp_path / "a.txt").write_text("NATO met.")
    code = (
        "import sys; from kg.readers.sources import read_articles; "
        f"list(read_articles([{str(tmp_path)!r}])); "
        "assert not {'feedparser', 'warcio', 'lxml'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[1])
