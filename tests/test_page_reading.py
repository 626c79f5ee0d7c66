"""Web pages are read in other processes, in order, and one that cannot be read takes none along."""

import os
import signal
import time
from dataclasses import dataclass
from functools import partial

import pytest

from kg.engines import processes
from kg.engines.auto import FEW
from kg.engines.pages import page_reading
from kg.errors import ReadError
from kg.model import Article
from kg.readers.language import OtherLanguageError
from kg.readers.sources import read_articles
from tests.test_archives import GERMAN, page, record, warc


@dataclass(frozen=True)
class Page:
    data: bytes
    origin: str

    def read(self):
        if self.data == b"kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.data == b"hang":
            time.sleep(600)
        if self.data == b"break":
            raise RecursionError("too deep")
        return Article(self.data.decode())


def reading(engine, seconds=600.0):
    return page_reading(engine, lambda _: seconds)


def told(found):
    return [f.text if isinstance(f, Article) else str(f).partition(";")[0] for f in found]


@pytest.mark.parametrize("engine", ["serial", "auto", "processes:2", "spark:local[2]"])
def test_files_give_the_same_in_the_same_order_whoever_reads_their_pages(tmp_path, engine):
    for number in range(3):
        (tmp_path / f"{number}.html").write_text(page(f"<title>Day {number}</title>"))
    (tmp_path / "1.txt").write_text("The minister said on Monday that they would wait for it.")
    (tmp_path / "2.htm").write_text(page(body=f"<p>{GERMAN * 3}</p>"))
    (tmp_path / "3.html").write_text("<html><body>Nothing here.</body></html>")
    (tmp_path / "4.warc").write_bytes(
        warc(record("https://e.org/a"), record("https://e.org/b", GERMAN), packed=False)
    )
    expected = list(read_articles([str(tmp_path)]))
    found = list(read_articles([str(tmp_path)], reading=reading(engine)))
    assert list(map(repr, found)) == list(map(repr, expected))
    assert [f for f in found if isinstance(f, Article)] == [
        f for f in expected if isinstance(f, Article)
    ]
    assert any(isinstance(f, OtherLanguageError) and f.article.text for f in found)


def test_a_page_that_ends_its_process_or_breaks_is_told_and_the_others_are_read():
    texts = ["a", "kill", "b", "break", "c"]
    found = list(reading("processes:2")(Page(t.encode(), f"{t}.html") for t in texts))
    assert told(found) == [
        "a",
        "kill.html: this page ended the process that read it, twice",
        "b",
        "break.html: this page cannot be read (RecursionError: too deep)",
        "c",
    ]


def test_a_page_that_takes_too_long_is_told(monkeypatch):
    monkeypatch.setattr(processes, "_GRACE", 0.5)
    monkeypatch.setattr(processes, "_START", 60.0)
    pages = [Page(t.encode(), f"{t}.html") for t in ("a", "hang", "b")]
    found = list(reading("processes:1", seconds=4.0)(pages))
    assert told(found) == ["a", "hang.html: this page took too long to read", "b"]


@pytest.mark.parametrize("engine", ["serial", "auto"])
def test_a_page_that_takes_too_long_is_told_where_no_process_reads_it(engine):
    pages = [Page(t.encode(), f"{t}.html") for t in ("a", "hang", "b")]
    found = list(reading(engine, seconds=0.2)(pages))
    assert told(found) == ["a", "hang.html: this page took too long to read", "b"]


def no_worker(*_):
    pytest.fail("a process is started")


def test_few_pages_are_read_here_and_what_is_read_already_starts_no_process(monkeypatch):
    monkeypatch.setattr(processes, "_Worker", no_worker)
    few = [Page(b"a", "a.html")] * FEW
    assert len(list(reading("auto")(few))) == FEW
    ready = [Article("b"), ReadError("c: broken; mend it")] * FEW
    assert list(reading("auto")(ready)) == ready
    assert list(reading("processes:2")(ready)) == ready


def hungry(article):
    try:
        bytearray(1 << 33)
    except MemoryError:
        return ReadError("full")
    return article


@pytest.mark.skipif(processes.resource is None, reason="no such limit here")
def test_a_worker_has_so_much_memory_and_no_more(monkeypatch):
    monkeypatch.setattr(processes, "machine_memory", lambda: 0)
    run = partial(processes.in_order, 1, hungry, [Article("a")], lambda _: 600.0, None)
    assert told(run()) == ["full"]
