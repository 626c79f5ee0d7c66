"""What is acknowledged stays, whole, whatever is killed, full, damaged or in use.

KG_KILL_ROUNDS sets how often each kind of work is killed (3 by default).
"""

import contextlib
import io
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.build import build
from kg.cli import cli
from kg.config import Config
from kg.errors import QueryError, StoreError
from kg.model import Article
from kg.stores import backup
from kg.stores.backup import back_up, restore
from kg.stores.messages import FullError, UnseenError, store_error
from kg.stores.oxigraph import open_store
from kg.stores.pool import QueryPool

ROUNDS = int(os.environ.get("KG_KILL_ROUNDS", "3"))
ROOT = Path(__file__).parent.parent
ACCEPT = {"solutions": "text/csv", "boolean": "text/csv", "graph": "application/n-triples"}
PAIRS = (
    "INSERT DATA {{ GRAPH <urn:a> {{ <urn:s> <urn:p> {n} }} "
    "GRAPH <urn:b> {{ <urn:s> <urn:p> {n} }} }}"
)


def killed_after(script, *arguments, seconds):
    """Run a script, kill it some time after its first line, and return the lines it wrote."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    first = process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    lines = [first, *process.stdout]
    process.wait()
    process.stdout.close()
    return [line.strip() for line in lines if line.endswith("\n")]


@contextlib.contextmanager
def opened(folder, seconds=5):
    """Yield the store, once those who had it open have ended with their parent."""
    until = time.monotonic() + seconds
    while True:
        try:
            store = open_store(str(folder))
            break
        except StoreError:
            assert time.monotonic() < until
            time.sleep(0.05)
    with contextlib.closing(store):
        yield store


def objects(store, graph):
    out = io.BytesIO()
    store.query(f"SELECT ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").write(out, "text/csv")
    return {int(row) for row in out.getvalue().split()[1:]}


def quads(store):
    out = io.BytesIO()
    store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").write(out, "text/csv")
    return int(out.getvalue().split()[1])


def dumped(store, graph):
    out = io.BytesIO()
    store.dump(out, "application/n-triples", graph)
    return sorted(out.getvalue().splitlines())


def articles():
    for number in range(12):
        yield Article(
            text=f"It is day {number}.\n\n“We warn them,” Angela Merkel said on Monday.\n",
            title=f"Day {number}",
            origin=f"{number}.txt",
        )


_BUILD = """
import sys
from kg.build import build
from kg.config import Config
from kg.stores import oxigraph
from kg.stores.oxigraph import open_store
from tests.test_durability import articles
oxigraph._MANY = int(sys.argv[2])
config = Config(store=sys.argv[1], quarantine=sys.argv[1] + "-quarantine")
tell = lambda tally: print(tally.stored, flush=True)
build(articles(), config, open_store(sys.argv[1], create=True), progress=tell)
"""


@pytest.mark.parametrize("many", [0, 1 << 30], ids=["files", "transactions"])
def test_a_build_that_is_killed_leaves_whole_articles_and_goes_on(tmp_path, many):
    whole = open_store("memory")
    build(articles(), Config(quarantine=str(tmp_path / "quarantine")), whole)
    named = [g for g in whole.graphs() if "/article/" in g]
    assert len(named) >= 12
    chance = random.Random(1)
    for _ in range(max(ROUNDS - 2, 1)):
        lines = killed_after(_BUILD, tmp_path / "s", many, seconds=chance.uniform(0, 0.3))
        with opened(tmp_path / "s") as store:
            found = [g for g in store.graphs() if "/article/" in g]
            assert len([g for g in found if not g.endswith("inferred")]) >= int(lines[-1])
            for graph in found:
                assert dumped(store, graph) == dumped(whole, graph)


_SERVE = """
import sys
from kg.stores.pool import QueryPool
from tests.test_durability import PAIRS
pool = QueryPool(sys.argv[1], 1)
for n in range(int(sys.argv[2]), 1_000_000):
    pool.update(PAIRS.format(n=n))
    print(n, flush=True)
"""


def test_a_server_that_is_killed_keeps_every_update_it_acknowledged(tmp_path):
    open_store(str(tmp_path), create=True).close()
    chance, acknowledged = random.Random(2), set()
    for _ in range(ROUNDS):
        start = max(acknowledged, default=-1) + 2
        lines = killed_after(_SERVE, tmp_path, start, seconds=chance.uniform(0, 0.4))
        acknowledged.update(map(int, lines))
        with opened(tmp_path) as store:
            a, b = objects(store, "urn:a"), objects(store, "urn:b")
        assert a == b
        assert acknowledged <= a
        assert len(a) <= len(acknowledged) + ROUNDS


def test_a_writer_that_is_killed_keeps_them_and_the_next_is_done(tmp_path):
    open_store(str(tmp_path), create=True).close()
    pool = QueryPool(tmp_path, 1)
    acknowledged, refused, done = set(), 0, threading.Event()

    def kill():
        chance = random.Random(3)
        for _ in range(ROUNDS):
            time.sleep(chance.uniform(0.05, 0.3))
            pool._writer._process._process.kill()
        done.set()

    killer = threading.Thread(target=kill)
    killer.start()
    for number in itertools.count():
        try:
            pool.update(PAIRS.format(n=number))
            acknowledged.add(number)
        except (QueryError, StoreError):
            refused += 1
        if done.is_set() and number in acknowledged:
            break
    killer.join()
    assert refused <= 2 * ROUNDS
    pool.close()
    with opened(tmp_path) as store:
        assert acknowledged <= objects(store, "urn:a") == objects(store, "urn:b")


_LOAD = """
import sys
print("ready", flush=True)
sys.argv = ["kg", "load", sys.argv[2], "--store", sys.argv[1]]
from kg.cli import main
main()
"""


def test_a_load_that_is_killed_has_loaded_all_or_nothing(tmp_path):
    file, triples = tmp_path / "many.nq", 60_000
    lines = (f'<urn:s{n}> <urn:p> "{"word " * 8}{n}" <urn:g{n % 100}> .\n' for n in range(triples))
    file.write_text("".join(lines))
    store = open_store(str(tmp_path / "s"), create=True)
    store.replace({"urn:first": b"<urn:s> <urn:p> <urn:o> .\n"})
    store.close()
    chance, found = random.Random(4), []
    for _ in range(ROUNDS):
        killed_after(_LOAD, tmp_path / "s", file, seconds=chance.uniform(0.2, 2.5))
        with opened(tmp_path / "s") as store:
            found.append(quads(store) - 1)
    assert set(found) <= {0, triples}
    assert (
        CliRunner().invoke(cli, ["load", str(file), "--store", str(tmp_path / "s")]).exit_code == 0
    )
    with opened(tmp_path / "s") as store:
        assert quads(store) == triples + 1


def make(folder, size=10):
    store = open_store(str(folder), create=True)
    for graph in ("urn:a", "urn:b"):
        triples = "".join(f'<urn:s> <urn:p> "{n}" .\n' for n in range(size))
        store.replace({graph: triples.encode()})
    store.close()
    return folder


def test_a_backup_is_a_store_and_restored_it_is_the_store_it_was(tmp_path):
    store = make(tmp_path / "s")
    assert back_up(store, tmp_path / "b") == 20
    with opened(store) as changed:
        changed.replace({"urn:a": b""})
    quads_, old = restore(tmp_path / "b", store, replace=True)
    assert (quads_, old) == (20, tmp_path / "s.replaced-1")
    for folder, size in ((store, 20), (tmp_path / "b", 20), (old, 10)):
        with opened(folder) as found:
            assert quads(found) == size
    assert sorted(f.name for f in tmp_path.iterdir()) == ["b", "s", "s.replaced-1"]


_STEPS = """
import os, signal, sys
from pathlib import Path
from kg.stores.backup import back_up, restore

last, taken = int(sys.argv[2]), 0
steps = {"os.rename", "os.rmdir", "os.mkdir", "shutil.rmtree", "shutil.copyfile"}

def count(event, arguments):
    global taken
    if event in steps:
        taken += 1
        if taken == last:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
source, target = map(Path, sys.argv[3:])
back_up(source, target) if sys.argv[1] == "backup" else restore(source, target, replace=True)
print(taken)
"""


def killed_at(step, what, *folders):
    """Back up or restore, killed before a step that changes folders; return how many it took."""
    command = [sys.executable, "-c", _STEPS, what, str(step), *map(str, folders)]
    named = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.run(command, env=named, stdout=subprocess.PIPE, check=False)
    assert process.returncode == (-signal.SIGKILL if step > 0 else 0)
    return step if step > 0 else int(process.stdout)


def some(steps):
    return sorted({1, 4, steps // 2, steps - 2, steps - 1, steps})


def test_a_backup_that_is_killed_is_there_whole_or_not_at_all(tmp_path):
    store = make(tmp_path / "s")
    steps = killed_at(-1, "backup", store, tmp_path / "b")
    for step in some(steps):
        killed_at(step, "backup", store, tmp_path / f"b{step}")
        for folder in (store, tmp_path / f"b{step}"):
            if folder.exists():
                with opened(folder) as found:
                    assert quads(found) == 20
    assert not (tmp_path / "b1").exists()
    assert (tmp_path / f"b{steps}").exists()
    assert back_up(store, tmp_path / "last") == 20
    assert {f.name for f in store.iterdir()} == {"communique.json", "oxigraph"}


def test_a_restore_that_is_killed_loses_neither_store_and_is_done_again(tmp_path):
    backup_ = make(tmp_path / "b")
    steps = killed_at(-1, "restore", backup_, make(tmp_path / "s", size=5))
    for step in some(steps):
        store = make(tmp_path / f"s{step}", size=5)
        killed_at(step, "restore", backup_, store)
        if step < steps:
            with opened(store) as found:
                assert quads(found) == 10
        else:  # the old store is aside, and the new one not yet in its place
            for create in (False, True):
                with pytest.raises(StoreError, match="was broken off: do it again"):
                    open_store(str(store), create=create)
        assert restore(backup_, store, replace=True)[0] == 20
        for folder, size in ((store, 20), (tmp_path / f"s{step}.replaced-1", 10)):
            with opened(folder) as found:
                assert quads(found) == size
    assert not list(tmp_path.glob("*.restored*"))


def test_backups_of_a_store_that_is_served_and_written_are_each_of_one_moment(tmp_path):
    pool = QueryPool(make(tmp_path / "s", size=300), 1)
    stop, sizes = threading.Event(), []

    def write():
        for number in itertools.count(1000):
            if stop.is_set():
                return
            pool.update(PAIRS.format(n=number))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(6):
            sizes.append(back_up(tmp_path / "s", tmp_path / f"b{number}"))
            with opened(tmp_path / f"b{number}") as found:
                a, b = objects(found, "urn:a"), objects(found, "urn:b")
                assert a == b
                assert len(a) * 2 == sizes[-1]
    finally:
        stop.set()
        writer.join()
        pool.close()
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]
    assert not [f for f in (tmp_path / "s").iterdir() if f.name.startswith(("serving", "backup"))]


def test_a_checkpoint_that_is_removed_meanwhile_is_not_taken_for_whole(tmp_path, monkeypatch):
    pool = QueryPool(make(tmp_path / "s"), 1)
    link, linked = os.link, []

    def slow(source, target, **options):
        if not linked:
            linked.append(source)
            pool.update(PAIRS.format(n=77))
        return link(source, target, **options)

    monkeypatch.setattr(backup.os, "link", slow)
    assert back_up(tmp_path / "s", tmp_path / "b") == 22
    pool.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["backup", "--store", "{0}/none", "-o", "{0}/b"], "there is no store at"),
        (["backup", "--store", "{0}/s", "-o", "{0}/full"], "full exists; choose a new"),
        (["backup", "--store", "memory", "-o", "{0}/b"], "only a store in a folder"),
        (["restore", "{0}/full", "--store", "{0}/t"], "is not a store"),
        (["restore", "{0}/s", "--store", "{0}/s"], "--replace"),
        (["restore", "{0}/broken", "--store", "{0}/t"], "is damaged"),
    ],
)
def test_a_backup_that_cannot_be_made_or_put_back_says_why(tmp_path, arguments, words):
    make(tmp_path / "s")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("hello")
    break_(make(tmp_path / "broken"))
    done = CliRunner().invoke(cli, [a.format(tmp_path) for a in arguments])
    assert (done.exit_code, "Traceback" in done.output) == (2, False)
    assert words in done.output
    assert not {"b", "t", "b.part", "t.part"} & {f.name for f in tmp_path.iterdir()}


def break_(folder):
    for file in (folder / "oxigraph").glob("*.sst"):
        file.unlink()
    for file in (folder / "oxigraph").glob("MANIFEST*"):
        file.write_bytes(b"nonsense")
    return folder


def test_a_damaged_store_is_refused_with_the_next_step(tmp_path):
    with pytest.raises(StoreError, match=r"is damaged .*kg restore"):
        open_store(str(break_(make(tmp_path / "broken"))))
    with pytest.raises(StoreError, match=r"is damaged .*kg restore"):
        QueryPool(tmp_path / "broken", 1)
    bare = make(tmp_path / "bare")
    for file in (bare / "oxigraph").glob("MANIFEST*"):
        file.unlink()
    with pytest.raises(StoreError, match=r"is damaged .*kg restore"):
        open_store(str(bare))
    halved = make(tmp_path / "halved")
    (halved / "oxigraph").rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="oxigraph/ is missing"):
        open_store(str(halved))


def test_a_page_that_is_damaged_is_found_by_who_reads_it(tmp_path):
    query, file = "SELECT * { ?s ?p ?o }", tmp_path / "many.nt"
    file.write_text("".join(f'<urn:s{n}> <urn:p> "{"word " * 8}{n}" .\n' for n in range(20_000)))
    store = tmp_path / "s"
    assert CliRunner().invoke(cli, ["load", str(file), "--store", str(store)]).exit_code == 0
    for table in (store / "oxigraph").glob("*.sst"):
        data = bytearray(table.read_bytes())
        for place in range(100, len(data) // 3 if len(data) > 10_000 else 0, 500):
            data[place] ^= 0xFF
        table.write_bytes(data)
    dump = ["dump", "-o", str(tmp_path / "out.nq")]
    for command in (["query", query], dump, ["backup", "-o", str(tmp_path / "copy")]):
        done = CliRunner().invoke(cli, [*command, "--store", str(store)])
        assert done.exit_code == 2
        assert "damaged" in done.output
    with (
        pytest.raises(StoreError, match="damaged"),
        contextlib.closing(QueryPool(store, 1)) as pool,
    ):
        pool.query(query, ACCEPT).read()


def test_a_store_whose_making_was_broken_off_is_made(tmp_path):
    store = make(tmp_path / "s")
    (store / "communique.json").unlink()
    with pytest.raises(StoreError, match="is not a store"):
        open_store(str(store))
    open_store(str(store), create=True).close()
    open_store(str(store)).close()


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux tells who holds a lock")
def test_who_has_the_store_open_is_named(tmp_path):
    pool = QueryPool(make(tmp_path / "s"), 1)
    with pytest.raises(StoreError, match=f"the server, process {os.getpid()}"):
        open_store(str(tmp_path / "s"))
    pool.close()
    with opened(tmp_path / "s"):
        done = CliRunner().invoke(cli, ["stats", "--store", str(tmp_path / "s")])
    assert done.exit_code == 2
    assert f"(process {os.getpid()})" in done.output


@pytest.fixture
def small_disk():
    # Not in tmp_path, which pytest could not remove while this is mounted, and let go of at once
    # whoever still has files open: a test that fails or is killed must not break later runs.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", name]
        try:
            done = subprocess.run(mount, capture_output=True, check=False)
        except FileNotFoundError:
            pytest.skip("no mount command here")
        if done.returncode:
            pytest.skip("only root may mount a small disk")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)


def test_a_full_disk_refuses_writes_answers_queries_and_recovers(small_disk):
    filler = small_disk / "filler"
    filler.write_bytes(bytes(6 << 20))
    pool = QueryPool(make(small_disk / "s"), 1)
    text, stored, refused = "x" * 100_000, set(), 0
    while refused < 3:
        number = len(stored)
        try:
            pool.update(
                f"INSERT DATA {{ GRAPH <urn:n> {{ <urn:s> <urn:p> {number} }} "
                f'GRAPH <urn:t> {{ <urn:s> <urn:p> "{number}{text}" }} }}'
            )
            stored.add(number)
        except UnseenError:
            stored.add(number)
        except FullError:
            refused += 1
        assert number < 1000
    answer = pool.query("SELECT ?o { GRAPH <urn:n> { ?s ?p ?o } }", ACCEPT).read()
    seen = set(map(int, answer.split()[1:]))
    assert seen < stored
    assert len(seen) > len(stored) - 5
    assert pool.ready
    filler.unlink()
    pool.update("INSERT DATA { GRAPH <urn:n> { <urn:s> <urn:p> 5000 } }")
    assert "5000" in pool.query("SELECT ?o { GRAPH <urn:n> { ?s ?p ?o } }", ACCEPT).read().decode()
    pool.close()
    with opened(small_disk / "s") as store:
        assert stored <= objects(store, "urn:n")


def test_files_that_may_grow_no_more_are_a_full_disk(tmp_path):
    resource = pytest.importorskip("resource")
    document, store = tmp_path / "d.nt", tmp_path / "store"
    document.write_bytes(b"".join(b"<urn:s:%d> <urn:p> <urn:o> .\n" % n for n in range(50_000)))
    done = subprocess.run(
        [sys.executable, "-m", "kg", "load", str(document), "--store", str(store)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: {store} cannot be written: the disk is full.")


@pytest.mark.parametrize("said", ["Permission denied", "Read-only file system"])
def test_a_folder_that_is_closed_to_us_is_told_with_what_to_do(said):
    told = store_error(
        "data/kg cannot be opened", OSError(f"IO error: data/kg/oxigraph/LOG: {said}")
    )
    assert str(told).endswith(f"{said}; change its permissions, or choose another folder")


def test_a_build_on_a_full_disk_says_so_and_goes_on_once_there_is_room(small_disk, tmp_path):
    source = tmp_path / "news"
    source.mkdir()
    for number, article in enumerate(articles()):
        (source / f"{number}.txt").write_text(article.text * 30, encoding="utf-8")
    (small_disk / "filler").write_bytes(bytes(10 << 20))
    command = ["build", str(source), "--store", str(small_disk / "s"), "--engine", "serial",
               "--quarantine", str(tmp_path / "q")]  # fmt: skip
    full = CliRunner().invoke(cli, command)
    assert (full.exit_code, "Traceback" in full.output) == (2, False)
    assert "the disk is full. What was stored before is as it was; free some space" in full.stderr
    subprocess.run(["mount", "-o", "remount,size=128m", small_disk], check=True)
    again = CliRunner().invoke(cli, command)
    assert again.exit_code == 0, again.stderr
    with opened(small_disk / "s") as store:
        found = [g for g in store.graphs() if "/article/" in g and not g.endswith("inferred")]
    assert len(found) == 12


GERMAN = (
    "Die Kanzlerin warnte Russland am Dienstag vor neuen Sanktionen. Man werde warten, hieß es."
)


def test_a_full_disk_for_what_is_set_aside_or_sharded_is_told_and_made_good(small_disk, tmp_path):
    subprocess.run(["mount", "-o", "remount,size=16k", small_disk], check=True)
    (tmp_path / "news.jsonl").write_text(
        "".join(json.dumps({"text": f"{GERMAN} {n} {GERMAN * 50}"}) + "\n" for n in range(6))
        + json.dumps({"text": "“We warn them,” Angela Merkel said on Monday in Berlin."})
    )
    news = str(tmp_path / "news.jsonl")
    commands = (
        ["build", news, "--store", str(tmp_path / "s"), "--quarantine", str(small_disk / "q")],
        ["shards", news, "-o", str(small_disk / "o"), "--quarantine", str(tmp_path / "q")],
    )
    for command in commands:
        full = CliRunner().invoke(cli, [*command, "--engine", "serial"])
        assert (full.exit_code, "Traceback" in full.output) == (2, False)
        assert "No space left on device; free some space and do the same again" in full.stderr
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    for command in commands:
        again = CliRunner().invoke(cli, [*command, "--engine", "serial"])
        assert (again.exit_code, "6 set aside" in again.stderr) == (1, True), again.stderr
    assert len(list((small_disk / "q").glob("*/report.json"))) == 6
    with opened(tmp_path / "s") as store:
        found = [g for g in store.graphs() if "/article/" in g and not g.endswith("inferred")]
    assert len(found) == 1


def test_a_build_that_is_told_to_end_ends_in_order(tmp_path):
    command = ["build", "-", "--store", str(tmp_path / "s"), "--engine", "serial",
               "--quarantine", str(tmp_path / "q")]  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *command],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    for number in range(20):  # more than wait in buffers
        process.stdin.write(json.dumps({"text": f"{GERMAN * 20} Tag {number}."}) + "\n")
    process.stdin.flush()
    for _ in range(3000):
        if process.poll() is not None or list(tmp_path.glob("q/*/report.json")):
            break
        time.sleep(0.1)
    process.terminate()
    process.wait()
    assert process.returncode == 1
    assert "Stopped. What is stored stays; the same command goes on" in process.stderr.read()
    process.stdin.close()
    process.stderr.close()


def test_what_a_backup_that_was_killed_left_behind_is_removed_by_the_next(tmp_path):
    store = make(tmp_path / "s")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for left in (store / f"backup-{ended.pid}", tmp_path / "b.part"):
        left.mkdir()
        (left / "000001.sst").write_bytes(b"half")
    assert back_up(store, tmp_path / "b") == 20
    assert sorted(f.name for f in tmp_path.iterdir()) == ["b", "s"]
    assert not list(store.glob("backup-*"))
