"""What a terminal is told of a build while it goes on; a pipe is told nothing."""

import io
import sys

import pytest

from kg.cli.common import progress_bar
from kg.sharding import Sharded
from kg.tally import Tally


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("tally", "told"),
    [
        (Tally(stored=1), " 20% "),  # what is read ahead is not done
        (Tally(stored=2, waiting=2), " 80% "),
        (Tally(stored=2, waiting=1), "3 articles, "),
        (Tally(stored=1), "1 article, "),
        (Tally(stored=1), "/s, "),
        (Tally(stored=1), " left"),
        (Tally(stored=1, set_aside=2), ", 2 set aside, "),
        (Tally(stored=1, doing="who is who"), "/s; who is who …"),
        (Sharded(conforming=1, set_aside=1), "/s, 1 set aside, "),
        (Sharded(conforming=1, passed=2), " 60% "),
    ],
)
def test_a_terminal_is_told_how_far_it_is_how_fast_and_what_is_left(
    tmp_path, monkeypatch, tally, told
):
    (tmp_path / "a.txt").write_text("x" * 100)
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with progress_bar((str(tmp_path),)) as progress:
        assert list(progress.found("abcd")) == list("abcd")
        progress.read(80)
        progress.update(tally)
    assert told in terminal.getvalue()


def test_a_stream_has_no_end_to_reckon_with_and_a_pipe_is_told_nothing(monkeypatch):
    for screen, told in ((Terminal(), "1 article, "), (io.StringIO(), "")):
        monkeypatch.setattr(sys, "stderr", screen)
        with progress_bar(("-",)) as progress:
            progress.read(80)
            progress.update(Tally(stored=1))
        assert told in screen.getvalue()
        assert "left" not in screen.getvalue()
    assert screen.getvalue() == ""
