"""A build of the same sources does nothing but say so, and any other no more than it must."""

import contextlib
import io
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import journal
from kg import pipeline as road
from kg.build import build
from kg.cli import cli
from kg.cli.build import summary
from kg.config import Config
from kg.corrections.correction import Correction
from kg.corrections.register import note, take_back
from kg.errors import CommuniqueError, ConfigError
from kg.iris import BASE
from kg.model import Article, Span
from kg.planning import Wish
from kg.plugins import open_store
from kg.readers.sources import read_articles
from kg.tally import Tally

SAID = "Finland wants answers, Finnish President Sauli Niinisto said on Monday. “We will wait.”"
MORE = "Sweden will not wait, Swedish Prime Minister Stefan Lofven told reporters in Stockholm."


@pytest.fixture
def news(tmp_path):
    """Return a folder of two texts, a page with an address and a collection with two."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(SAID, encoding="utf-8")
    (folder / "b.txt").write_text(MORE, encoding="utf-8")
    lines = [{"text": f"{SAID} It was day {n}.", "url": f"https://e.org/{n}"} for n in (1, 2)]
    write_lines(folder, *lines)
    return folder


def write_lines(folder, *lines):
    text = "\n".join(json.dumps(line) for line in lines)
    (folder / "c.jsonl").write_text(text, encoding="utf-8")


@pytest.fixture
def store():
    with contextlib.closing(open_store("memory")) as opened:
        yield opened


@pytest.fixture
def run(tmp_path, store, news):
    """Return a function that builds the folder and returns the tally; options are the wish's."""

    def run(*sources, config=None, **options):
        config = config or Config(engine="serial", quarantine=str(tmp_path / "quarantine"))
        named = [str(s) for s in sources or (news,)]
        now = lambda: datetime(2024, 1, 1, tzinfo=UTC)  # noqa: E731
        report = tmp_path / "report.json"
        return build(
            read_articles(named), config, store, wish=Wish(**options), named=named, now=now,
            report=report,
        )  # fmt: skip

    return run


def report(tmp_path):
    return json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))


def dumped(store):
    out = io.BytesIO()
    store.dump(out, "application/n-quads")
    return sorted(out.getvalue().splitlines())


def articles(store):
    return {
        g.rpartition("/")[2] for g in store.graphs() if "/article/" in g and "inferred" not in g
    }


def test_a_second_build_of_the_same_sources_changes_nothing_and_reads_nothing(
    run, store, monkeypatch
):
    first = run()
    assert (first.stored, first.new, first.clean) == (4, 4, True)
    before = dumped(store)
    monkeypatch.setattr(road.Pipeline, "read", None)
    again = run()
    assert (again.stored, again.unchanged, again.clean) == (0, 4, True)
    assert dumped(store) == before


def test_a_file_whose_name_is_no_utf_8_is_read_like_any(run, store, news, tmp_path):
    odd = os.fsencode(news) + b"/\xff\xfe.txt"
    Path(os.fsdecode(odd)).write_text(f"{MORE} And he smiled.", encoding="utf-8")
    Path(os.fsdecode(odd[:-4] + b".jsonl")).write_text('{"text": ""}', encoding="utf-8")
    first = run()
    assert (first.new, first.set_aside, first.failed) == (5, 0, 1)
    assert any("\ufffd\ufffd".encode() in line for line in dumped(store))
    assert "\udcff" in report(tmp_path)["problems"][0]
    assert run().unchanged == 5


def test_an_article_with_an_address_that_changes_replaces_its_graph(run, store, news, tmp_path):
    run()
    before = articles(store)
    line = {"text": f"{MORE} It was day 1.", "url": "https://e.org/1"}
    write_lines(news, line, {"text": f"{SAID} It was day 2.", "url": "https://e.org/2"})
    tally = run()
    assert (tally.changed, tally.unchanged, tally.new, tally.vanished) == (1, 3, 0, 0)
    assert articles(store) == before
    (changed,) = report(tmp_path)["articles"]["changed"]
    assert changed["origin"].endswith("c.jsonl:1")
    assert any("Stefan Lofven" in s for s in changed["gained"])
    assert any("Sauli Niinisto" in s for s in changed["lost"])
    assert (tally.gained, tally.lost) == (len(changed["gained"]), len(changed["lost"]))


def test_a_text_that_is_edited_replaces_the_one_it_was(run, store, news, tmp_path):
    run()
    (news / "a.txt").write_text(f"{SAID} It is late.", encoding="utf-8")
    tally = run()
    assert (tally.changed, tally.new, tally.vanished, tally.unchanged) == (1, 0, 0, 3)
    assert len(articles(store)) == 4
    (changed,) = report(tmp_path)["articles"]["changed"]
    assert changed["replaces"] != changed["article"]
    assert (tally.gained, tally.lost) == (len(changed["gained"]), len(changed["lost"]))
    assert run().unchanged == 4


def test_metadata_beside_a_text_are_part_of_it(run, news):
    run()
    (news / "a.meta.json").write_text('{"date": "2024-05-06"}', encoding="utf-8")
    tally = run()
    assert (tally.changed, tally.unchanged) == (1, 3)


def test_what_vanished_is_told_and_removed_when_asked(run, store, news, tmp_path):
    run()
    (news / "b.txt").unlink()
    write_lines(news, {"text": f"{SAID} It was day 2.", "url": "https://e.org/2"})
    for _ in range(2):
        tally = run()
        assert (tally.vanished, tally.removed, tally.unchanged, tally.clean) == (2, 0, 2, True)
        assert len(articles(store)) == 4
    assert run(remove_vanished=True).removed == 2
    assert len(articles(store)) == 2
    assert len(report(tmp_path)["articles"]["vanished"]) == 2
    assert (run().vanished, run().unchanged) == (0, 2)


def test_only_what_the_sources_named_should_hold_can_vanish(run, store, news, tmp_path):
    run()
    other = tmp_path / "other"
    other.mkdir()
    (other / "d.txt").write_text(f"{MORE} He left.", encoding="utf-8")
    assert run(other, remove_vanished=True).vanished == 0
    assert run(news / "c.jsonl", remove_vanished=True).vanished == 0
    assert len(articles(store)) == 5
    (news / "a.txt").unlink()
    assert run(news / "c.jsonl").vanished == 0
    assert run(f"{news}/*.txt").vanished == 0
    assert run(tmp_path / "news").vanished == 1


def test_a_file_that_is_moved_or_stands_twice_has_not_vanished(run, store, news, tmp_path):
    shutil.copy(news / "a.txt", news / "copy.txt")
    first = run()
    assert (first.stored, first.repeated) == (4, 1)
    (news / "a.txt").rename(news / "z.txt")
    (news / "b.txt").rename(tmp_path / "b.txt")
    assert run(tmp_path / "b.txt", news).vanished == 0
    (news / "z.txt").unlink()
    assert run().vanished == 0
    (news / "copy.txt").unlink()
    assert run().vanished == 1


def test_nothing_is_removed_while_a_source_cannot_be_read(run, store, news):
    run()
    (news / "b.txt").unlink()
    (news / "a.txt").write_bytes(b"%PDF-1.7")
    tally = run(remove_vanished=True)
    assert (tally.failed, tally.vanished, tally.removed) == (1, 2, 0)
    assert len(articles(store)) == 4


def test_of_two_versions_in_the_sources_the_last_holds_and_both_are_remembered(run, store, news):
    versions = [{"text": f"{SAID} Edition {n}.", "url": "https://e.org/1"} for n in (1, 2, 3)]
    write_lines(news, *versions)
    first = run()
    assert (first.new, first.changed) == (3, 2)
    before = dumped(store)
    assert b"Edition 3." in b"".join(before)
    again = run()
    assert (again.stored, again.unchanged) == (0, 3)
    assert dumped(store) == before
    write_lines(news, *versions[:2])
    assert run().changed == 1
    assert b"Edition 2." in b"".join(dumped(store))
    write_lines(news, versions[0])
    assert run().changed == 1
    assert (run().unchanged, run().stored) == (3, 0)


def test_articles_before_a_day_are_left_out_and_those_without_one_are_not(run, news):
    write_lines(news, {"text": f"{SAID} 1", "date": "2024-05-31"},
                {"text": f"{SAID} 2", "date": "2024-06-01T00:10:00Z"})  # fmt: skip
    tally = run(since="2024-06-01")
    assert (tally.stored, tally.older, tally.vanished) == (3, 1, 0)
    assert run().new == 1


@pytest.mark.parametrize(
    ("since", "stored"),
    [("2024-06", 1), ("2025", 0), ("20240601", None),
     ("Sat, 01 Jun 2024 00:00:00 GMT", None), ("2024-06-01T12:00:00Z", None), ("2024-13", None),
     ("2024-02-30", None), ("yesterday", None), ("", None)],
)  # fmt: skip
def test_a_day_to_begin_with_is_a_day_a_month_or_a_year_and_nothing_else(tmp_path, since, stored):
    days = ("2024-05-31", "2024-06-01T00:10:00Z")
    write_lines(tmp_path, *({"text": f"{SAID} {d}", "date": d} for d in days))
    arguments = ["build", str(tmp_path / "c.jsonl"), "--store", str(tmp_path / "s"),
                 "--quarantine", str(tmp_path / "q"), "--since", since]  # fmt: skip
    done = CliRunner().invoke(cli, arguments)
    if stored is None:
        assert done.exit_code == 2
        assert f"--since {since} is not a day such as" in done.stderr
    else:
        assert done.exit_code == 0
        assert (f"{stored} article" if stored else "2 articles are from before") in done.stderr


def test_another_version_reads_everything_again_or_what_it_would_change(run, store, tmp_path):
    run()
    other = Config(engine="serial", quarantine=str(tmp_path / "quarantine"), min_confidence=0.999)
    assert run(config=other, reread="none").unchanged == 4
    same = Config(engine="serial", quarantine=str(tmp_path / "quarantine"), min_confidence=1e-9)
    graphs = len(dumped(store))
    confirmed = run(config=same, reread="changed")
    assert (confirmed.confirmed, confirmed.stored) == (4, 0)
    assert len(dumped(store)) > graphs
    assert (run(config=same).unchanged, run().unchanged) == (4, 4)
    changed = run(config=other)
    assert (changed.reread, changed.gained) == (4, 0)
    assert changed.lost > 0
    assert len(report(tmp_path)["articles"]["reread"]) == 4
    assert run(config=other, reread="all").reread == 4


def test_an_article_of_which_somebody_said_something_is_read_again(run, store, news):
    run()
    text = (news / "a.txt").read_text(encoding="utf-8")
    span = Span(0, len("Finland wants answers"))
    said = Correction(f"{BASE}article/{Article(text).id}", "reject", (span,), (span.of(text),),
                      "Ann", "2024-05-01T10:00:00Z")  # fmt: skip
    note(store, BASE, said)
    tally = run()
    assert (tally.reread, tally.unchanged) == (1, 3)
    assert run().unchanged == 4
    take_back(store, BASE, said)
    assert (run().reread, run().unchanged) == (1, 4)


def test_what_is_set_aside_stays_so_until_it_changes_and_is_told_each_time(run, news, tmp_path):
    (news / "broken.jsonl").write_text('{"text": "Die Kanzlerin warnte Russland am Dienstag."}')
    first, again = run(), run()
    assert (first.set_aside, first.still_aside) == (1, 0)
    assert (again.set_aside, again.still_aside, again.stored) == (1, 1, 0)
    assert not again.clean
    assert "still set aside, and the same as before: The article is in German" in again.problems[0]
    shutil.rmtree(tmp_path / "quarantine")
    assert (run().set_aside, run(reread="all").still_aside) == (1, 0)


def test_a_reading_that_was_cut_short_is_begun_anew_where_it_is_set_aside(run, tmp_path):
    aside = tmp_path / "quarantine"
    hasty = Config(engine="serial", quarantine=str(aside), article_seconds=1e-6)
    assert run(config=hasty).set_aside == 4
    again = run()
    assert (again.still_aside, again.stored) == (4, 0)
    assert "To have it read again, build the folder in which it is set aside" in again.problems[0]
    assert (run(aside).stored, list(aside.iterdir())) == (4, [])


def test_what_was_taken_up_from_where_it_was_set_aside_has_not_vanished(run, store, tmp_path):
    aside, late = tmp_path / "quarantine", {"published": "2999-01-01"}
    write_lines(tmp_path, {"text": SAID, "url": "https://e.org/9", **late}, {"text": MORE, **late})
    assert run(tmp_path / "c.jsonl", strict=True).set_aside == 2
    (mended,) = (f for f in aside.glob("*/article.jsonl") if "e.org/9" in f.read_text())
    assert (
        "Held back, since it was read with --strict" in (mended.parent / "report.txt").read_text()
    )
    mended.write_text(mended.read_text().replace("2999", "2021"))
    assert run(aside, strict=True).stored == 1
    again = run(aside, strict=True, remove_vanished=True)
    assert (again.still_aside, again.vanished, len(articles(store))) == (1, 0, 1)


def test_an_article_that_is_gone_from_the_store_is_read_again(run, store):
    run()
    iri = f"{Config().base}article/{sorted(articles(store))[0]}"
    store.replace({iri: b"", f"{iri}/inferred": b""})
    assert (run().stored, len(articles(store))) == (1, 4)


def test_a_clock_that_jumps_changes_nothing_but_dates(tmp_path, store, news):
    hours = iter([12, 3, 23, 0, 12, 12])

    def go():
        now = lambda: datetime(2024, 1, 1, next(hours), tzinfo=UTC)  # noqa: E731
        config = Config(engine="serial", quarantine=str(tmp_path / "quarantine"))
        return build(read_articles([str(news)]), config, store, named=[str(news)], now=now)

    assert go().new == 4
    (news / "a.txt").write_text(f"{SAID} He left.", encoding="utf-8")
    again = go()
    assert (again.changed, again.unchanged, again.clean) == (1, 3, True)
    assert (go().unchanged, len(articles(store))) == (4, 4)


def test_a_source_that_vanishes_or_changes_while_others_are_read_costs_itself_alone(
    tmp_path, store, news
):
    config = Config(engine="serial", quarantine=str(tmp_path / "quarantine"))

    def sources():
        for number, found in enumerate(read_articles([str(news)])):
            if number == 0:
                (news / "b.txt").unlink()
                write_lines(news, {"text": f"{SAID} It was day 1.", "url": "https://e.org/1"}, [])
            yield found

    first = build(sources(), config, store, named=[str(news)])
    assert (first.new, first.failed, first.removed) == (2, 2, 0)
    assert [p.partition(": ")[0] for p in first.problems] == [
        str(news / "b.txt"),
        str(news / "c.jsonl:2"),
    ]
    (news / "b.txt").write_text(MORE, encoding="utf-8")
    write_lines(news, {"text": f"{SAID} It was day 2.", "url": "https://e.org/2"})
    again = build(read_articles([str(news)]), config, store, named=[str(news)])
    assert (again.new, again.unchanged, again.vanished) == (2, 1, 1)


def test_a_build_whose_notes_find_no_room_says_where(monkeypatch):
    monkeypatch.setattr(journal, "_TABLES", f"PRAGMA max_page_count = 10; {journal._TABLES}")
    with (
        contextlib.closing(journal.Journal()) as notes,
        pytest.raises(CommuniqueError, match=r"full.*temporary files.*goes on from there"),
    ):
        notes.see("urn:a", "x" * 1_000_000, "new")


def test_a_build_that_is_stopped_keeps_what_is_stored_and_goes_on_from_there(tmp_path, store, news):
    config = Config(engine="serial", quarantine=str(tmp_path / "quarantine"))

    told = []

    def stop(tally):
        told.append(tally.stored)
        if len(told) == 2:
            raise KeyboardInterrupt

    def go(**options):
        return build(read_articles([str(news)]), config, store, named=[str(news)], **options)

    stopped = go(progress=stop)
    assert (stopped.stored, stopped.stopped, stopped.clean) == (2, True, False)
    assert len(articles(store)) == 2
    on = go()
    assert (on.stored, on.unchanged, on.clean) == (2, 2, True)
    with contextlib.closing(open_store("memory")) as other:
        build(read_articles([str(news)]), config, other)
        for graph in ("entities", "reference"):
            outs = [io.BytesIO(), io.BytesIO()]
            for opened, out in zip((store, other), outs, strict=True):
                opened.dump(out, "application/n-triples", config.base + graph)
            assert sorted(outs[0].getvalue().split(b"\n")) == sorted(
                outs[1].getvalue().split(b"\n")
            )


def test_a_build_that_is_stopped_while_it_finds_out_who_is_who_does_that_the_next_time(
    tmp_path, store, news
):
    config = Config(engine="serial", quarantine=str(tmp_path / "quarantine"))
    doing = []

    def stop(tally):
        doing.append(tally.doing)
        if tally.doing:
            raise KeyboardInterrupt

    stopped = build(read_articles([str(news)]), config, store, progress=stop)
    assert (stopped.stored, stopped.stopped, doing) == (4, True, [""] * 4 + ["who is who"])
    assert f"{config.base}entities" not in store.graphs()
    on = build(read_articles([str(news)]), config, store)
    assert (on.unchanged, on.clean) == (4, True)
    assert f"{config.base}entities" in store.graphs()


def test_the_command_says_what_it_did_and_what_there_was_nothing_to_do(news, tmp_path):
    def kg(*more):
        arguments = ["build", str(news), "--store", str(tmp_path / "s"),
                     "--quarantine", str(tmp_path / "q"), *more]  # fmt: skip
        done = CliRunner().invoke(cli, arguments)
        return done.exit_code, done.stderr

    code, told = kg()
    assert (code, "4 articles stored" in told, "(4 new)" in told) == (0, True, True)
    code, told = kg()
    assert (code, told) == (
        0,
        f"Nothing to do: 4 articles are in {tmp_path / 's'}, as in the sources.\n",
    )
    (news / "b.txt").unlink()
    assert "1 article is in the sources no more: kept in the store" in kg()[1]
    assert "removed from the store" in kg("--remove-vanished")[1]


@pytest.mark.parametrize("where", ["nowhere/report.json", ".", Path()])
def test_a_report_that_cannot_be_written_is_told_before_anything_is_read(
    tmp_path, store, news, where
):
    sources = read_articles([str(news)])
    with pytest.raises(ConfigError, match=r"report cannot be written.*choose another"):
        build(
            sources,
            Config(quarantine=str(tmp_path / "q")),
            store,
            report=where if isinstance(where, Path) else tmp_path / where,
        )
    assert next(sources).text == SAID
    assert list(tmp_path.iterdir()) == [news]


@pytest.mark.parametrize(
    ("tally", "told"),
    [
        (Tally(unchanged=3), "Nothing to do: 3 articles are in S, as in the sources."),
        (Tally(older=3), "Nothing to do: 3 articles are from before the day asked for."),
        (
            Tally(unchanged=1, older=1),
            "Nothing to do: 1 article is in S, as in the sources; "
            "1 article is from before the day asked for.",
        ),
        (Tally(unchanged=3, failed=1), "Nothing stored in S (3 unchanged); 0 set aside, 1 not"),
        (Tally(new=1, stored=1, statements=2), "1 article stored with 2 statements in S (1 new);"),
    ],
)
def test_the_first_line_tells_what_was_done_or_why_nothing_was(tally, told):
    assert next(summary(tally, "S")).startswith(told)
