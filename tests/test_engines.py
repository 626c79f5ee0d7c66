import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from kg import plugins
from kg.config import Config
from kg.deadline import OverdueError, within
from kg.engines import processes
from kg.engines.auto import FEW, MUCH
from kg.engines.shards import in_shards, read_shard
from kg.errors import CommuniqueError, ConfigError
from kg.model import Article, ArticleGraph
from kg.pipeline import read_article


def run(descriptor, work, given, seconds=600.0):
    return plugins.open_engine(descriptor).run(work, given, lambda _: seconds)


def graph_of(article):
    return ArticleGraph(article, f"urn:x:{article.name}", article.text.upper().encode())


def marked(folder, article):
    """Say that this article was begun; a second beginning is told by a second file."""
    number = sum(f.name.startswith(f"{article.name}-") for f in folder.iterdir())
    (folder / f"{article.name}-{number}").touch()


def deadly_if_asked(folder, article):
    marked(folder, article)
    if article.text == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if article.text == "kill once" and not (folder / f"{article.name}-1").exists():
        os.kill(os.getpid(), signal.SIGKILL)
    if article.text == "hang":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(600)
    return graph_of(article)


def articles(*texts):
    return [Article(text=t, name=str(n)) for n, t in enumerate(texts)]


@pytest.mark.parametrize("engine", ["serial", "processes:2", "auto"])
def test_every_engine_gives_the_same_outcomes_in_the_same_order(engine):
    given = articles(*(f"text {n}" for n in range(FEW + 5)))
    assert list(run(engine, graph_of, given)) == [graph_of(a) for a in given]
    assert list(run(engine, graph_of, given[:3])) == [graph_of(a) for a in given[:3]]
    assert list(run(engine, graph_of, [])) == []


def process_of(article):
    return ArticleGraph(article, str(os.getpid()), b"")


@pytest.mark.parametrize(
    ("lengths", "here"), [([10] * FEW, True), ([10] * (FEW + 1), False), ([10, MUCH], False)]
)
def test_what_is_much_to_read_is_not_read_in_the_process_of_the_build(lengths, here):
    given = [Article("x" * n, name=str(number)) for number, n in enumerate(lengths)]
    pids = {outcome.iri for outcome in run("auto", process_of, given)}
    assert (str(os.getpid()) in pids) == here


class Weighty:
    """Work that notes how often it is packed to be sent."""

    def __init__(self):
        self.sent = 0

    def __call__(self, article):
        return graph_of(article)

    def __reduce__(self):
        self.sent += 1
        return Weighty, ()


def test_what_is_to_be_done_is_sent_once_and_not_with_every_article():
    work, given = Weighty(), articles(*"abcdefgh")
    assert list(run("processes:1", work, given)) == [graph_of(a) for a in given]
    assert work.sent == 1


def test_an_article_that_ends_its_worker_is_set_aside_and_each_other_is_read_once(tmp_path):
    given = articles("a", "kill", "b", "c", "kill once", "d", "kill", "e")
    outcomes = list(run("processes:2", partial(deadly_if_asked, tmp_path), given))
    assert [o.article for o in outcomes] == given
    assert [o.conforms for o in outcomes] == [True, False, True, True, True, True, False, True]
    assert outcomes[1].findings[0].rule == "ReadingStopped"
    begun = [sum(f.name.startswith(f"{a.name}-") for f in tmp_path.iterdir()) for a in given]
    assert begun == [1, 2, 1, 1, 2, 1, 2, 1]


def test_an_article_that_cannot_be_interrupted_ends_with_its_worker(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "_GRACE", 0.5)
    monkeypatch.setattr(processes, "_START", 20.0)
    given = articles("a", "b", "hang", "c", "d")
    outcomes = list(run("processes:2", partial(deadly_if_asked, tmp_path), given, seconds=4.0))
    assert [o.conforms for o in outcomes] == [True, True, False, True, True]
    assert outcomes[2].findings[0].rule == "ReadingTooLong"


def test_workers_that_die_whatever_they_read_stop_the_build(tmp_path):
    with pytest.raises(CommuniqueError, match="ended 10 times in a row"):
        list(run("processes:2", partial(deadly_if_asked, tmp_path), articles(*["kill"] * 20)))


def test_a_run_that_is_left_ends_its_workers():
    outcomes = run("processes:2", deadly_if_left, articles("a", "b", "wait", "wait", "wait"))
    pid = int(next(outcomes).iri)
    outcomes.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def deadly_if_left(article):
    if article.text == "wait":
        time.sleep(600)
    return ArticleGraph(article, str(os.getpid()), b"")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such timer here")
def test_what_never_ends_is_interrupted_even_if_it_swallows_errors():
    def never():
        while True:
            try:
                time.sleep(60)
            except Exception:  # noqa: BLE001
                continue

    with pytest.raises(OverdueError), within(0.05):
        never()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_an_article_over_its_time_is_set_aside_with_what_to_do():
    outcome = read_article(Config(article_seconds=1e-6), Article("NATO met. " * 50))
    assert not outcome.conforms
    assert outcome.findings[0].rule == "ReadingTooLong"
    assert "article_seconds" in outcome.findings[0].message


def test_a_shard_is_named_after_what_is_in_it():
    given = articles("a", "b", "c")
    first, second = in_shards(given, 2)
    assert [len(s.articles) for s in (first, second)] == [2, 1]
    assert list(read_shard(graph_of, first)) == [graph_of(a) for a in given[:2]]
    again = next(in_shards([Article(t, name="x", origin="elsewhere") for t in "ab"], 2))
    assert again.name == first.name != second.name
    assert next(in_shards([Article("a", title="T"), Article("b")], 2)).name != first.name


@pytest.mark.parametrize("descriptor", ["processes:0", "processes:x", "serial:2", "auto:2", "nope"])
def test_a_wrong_engine_is_refused_with_what_to_write(descriptor):
    with pytest.raises(ConfigError, match=r"processes|serial"):
        plugins.open_engine(descriptor)


# What is started in the background does not hear of Ctrl-C, and neither do its children.
_PARENT = """
import os
import signal
from kg.model import Article
from kg.plugins import open_engine
from tests.test_engines import deadly_if_left
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    given = [Article(t) for t in ("a", "b", "wait", "wait")]
    for outcome in open_engine("processes:2").run(deadly_if_left, given, lambda _: 1e9):
        print(outcome.iri, flush=True)
"""


def started(tmp_path):
    """Return a process that reads articles that never end, and the number of one of its workers."""
    script = tmp_path / "parent.py"
    script.write_text(_PARENT, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}, start_new_session=True,
    )  # fmt: skip
    return process, int(process.stdout.readline())


def has_ended(pid):
    for _ in range(600):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_workers_end_with_a_parent_that_is_killed(tmp_path):
    process, worker = started(tmp_path)
    process.kill()
    process.communicate()
    assert has_ended(worker)


def test_ctrl_c_ends_parent_and_workers_without_a_word_of_theirs(tmp_path):
    process, worker = started(tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=120)
    assert has_ended(worker)
    assert told.count("Traceback") == 1  # the script's own
    assert "KeyboardInterrupt" in told
