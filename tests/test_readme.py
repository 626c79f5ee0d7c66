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
        assert CliRunner().invoke(cli, [name, "--help"]).exit_code == 0


def test_every_file_the_readme_links_to_exists():
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / target).exists(), target
