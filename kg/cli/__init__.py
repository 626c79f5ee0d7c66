"""The command `kg`. Results go to standard output, everything else to standard error.

Exit codes: 0 clean · 1 done, but some articles failed or did not conform · 2 not doable as asked.
A command stands in the module of its kind; adding one means a name in `_SECTIONS`.
"""

from __future__ import annotations

import itertools
import sys

import click

from kg import __version__
from kg.cli.ask import query, stats, validate
from kg.cli.backup import backup, restore
from kg.cli.build import build
from kg.cli.corrections import corrections
from kg.cli.entities import entities
from kg.cli.extract import evaluate, extract
from kg.cli.plugins import plugins
from kg.cli.report import report
from kg.cli.serve import demo, serve
from kg.cli.shards import shards
from kg.cli.transfer import dump, export, load
from kg.options import Group

_SECTIONS = {
    "Begin": (demo, build, serve),
    "Ask and take away": (query, stats, report, export, dump),
    "Check and correct": (validate, entities, corrections, evaluate),
    "Keep and move": (backup, restore, load),
    "For programs and clusters": (extract, shards, plugins),
}


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    sections={
        heading: tuple(str(command.name) for command in commands)
        for heading, commands in _SECTIONS.items()
    },
    epilog="The quickest way in: kg demo. Of one command: kg build -h.",
)
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Communiqué: who said what in world politics, as a checked, queryable graph."""


for _command in itertools.chain(*_SECTIONS.values()):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; Ctrl-C ends it without a traceback, a closed pipe in silence."""
    try:
        cli()
    except BrokenPipeError:
        sys.stderr.close()
