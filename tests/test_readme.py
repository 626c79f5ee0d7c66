"""The README's promises that a machine can check."""

import re
from pathlib import Path

from click.testing import CliRunner

from kg.cli import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_continuous_integration_runs_the_readme_test_command():
    command = re.search(r"python3 -m venv .*pytest$", README, re.M)
    assert command
    assert command[0] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme_and_helps():
    for name, command in cli.commands.items():
        assert f"kg {name}" in README
        assert command.help
        long, short = (CliRunner().invoke(cli, [name, option]) for option in ("--help", "-h"))
        assert (long.exit_code, short.exit_code) == (0, 0)
        assert long.output == short.output
        assert all(words.strip() for words in _options(long.output)[1:]), "an option without help"


def test_the_help_lists_every_command_with_a_whole_sentence():
    told = CliRunner().invoke(cli, ["-h"], terminal_width=80).output
    listed = dict(re.findall(r"^  (\w+) +(\S.*)$", told, re.M))
    assert set(cli.commands) <= set(listed)
    assert [n for n in cli.commands if not re.search(r"[^.]\.$", listed[n])] == []
    assert max(map(len, told.splitlines())) <= 80


def _options(told):
    """Return of each option the words that tell of it, on its line or on those below."""
    told = told.partition("Options:")[2]
    return [re.sub(r"^.*?(  |$)", "", o, count=1) for o in re.split(r"^  (?=-)", told, flags=re.M)]


def test_every_file_the_readme_links_to_exists():
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / target).exists(), target
