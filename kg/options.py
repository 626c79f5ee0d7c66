"""What the commands share: options, and how an error a user can cause becomes one plain line."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.errors import CommuniqueError, QueryError


class Group(click.Group):
    """Lists its commands by what they are for; tells a user's error in one line (exit code 2)."""

    def __init__(self, *args: Any, sections: Mapping[str, tuple[str, ...]], **kwargs: Any) -> None:
        """Take the names of the commands, by the heading they stand under in the help."""
        super().__init__(*args, **kwargs)
        self._sections = sections

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with the first sentence of its help."""
        widest = max(map(len, self.commands))
        for heading, names in self._sections.items():
            with formatter.section(heading):
                limit = formatter.width - 6 - widest
                lines = [(name, self.commands[name].get_short_help_str(limit)) for name in names]
                formatter.write_dl([(f"{name:{widest}}", words) for name, words in lines])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; raise a click exception for what the user can mend."""
        try:
            return super().invoke(ctx)
        except QueryError as error:
            place = f"line {error.line}, column {error.column}: " if error.line else ""
            raise _Refused(f"the query was refused: {place}{error}") from error
        except CommuniqueError as error:
            raise _Refused(str(error)) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            told = f"{error.filename or 'system'}: {error.strerror or error}"
            if error.errno in _FULL:
                told += "; free some space and do the same again: what was done before stays"
            raise _Refused(told) from error


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class _Refused(click.ClickException):
    exit_code = 2


store_option = click.option(
    "--store", metavar="S", help="The store: a folder, memory, or https://HOST/sparql."
)
settings_option = click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    help="Settings file [default: kg.toml, if there is one].",
)

reference_option = click.option(
    "--reference",
    metavar="DIR",
    help="Folder of reference data of your own: states, groupings, memberships, office holders.",
)


_C = TypeVar("_C")


def _added(*options: Callable[[Any], Any]) -> Callable[[_C], _C]:
    def add(command: _C) -> _C:
        for option in reversed(options):
            command = option(command)
        return command

    return add


_COUNT = click.IntRange(min=1)
serving_options = _added(
    click.option(
        "--host",
        metavar="ADDRESS",
        default="127.0.0.1",
        show_default=True,
        help="Where to listen; 0.0.0.0: on every network.",
    ),
    click.option(
        "--port",
        metavar="N",
        default=8000,
        show_default=True,
        type=click.IntRange(0, 65535),
        help="0: any that is free.",
    ),
    click.option(
        "--timeout",
        metavar="SECONDS",
        default=30.0,
        show_default=True,
        help="How long a query may run.",
    ),
)
limit_options = _added(
    click.option(
        "--workers", metavar="N", type=_COUNT, help="Queries at once [default: one a processor]."
    ),
    click.option(
        "--memory",
        "memory_mb",
        metavar="MB",
        default=3072,
        show_default=True,
        help="Memory for each query.",
    ),
    click.option(
        "--max-answer",
        "answer_mb",
        metavar="MB",
        default=1024,
        show_default=True,
        type=_COUNT,
        help="Length of one answer; a longer one breaks off, and the client is told.",
    ),
    click.option(
        "--max-rows",
        "answer_rows",
        default=0,
        type=click.IntRange(min=0),
        help="Rows of one answer; one with more breaks off, and the client is told [default: any "
        "number].",
    ),
    click.option(
        "--cache",
        "cache_mb",
        metavar="MB",
        default=32,
        show_default=True,
        type=click.IntRange(min=0),
        help="Room for short answers, which are kept until the next write.",
    ),
    click.option(
        "--rate",
        metavar="N",
        default=0,
        help="Requests a minute from one address [default: any number].",
    ),
    click.option(
        "--previews",
        metavar="N",
        default=12,
        show_default=True,
        type=click.IntRange(min=0),
        help="Articles a minute that one address may have read at /add without the token.",
    ),
    click.option(
        "--grace",
        metavar="SECONDS",
        default=10.0,
        show_default=True,
        help="How long what runs may go on when told to stop.",
    ),
    click.option(
        "--access-log", type=click.Path(path_type=Path), help="Log requests to a file (- : stdout)."
    ),
    click.option("--log-queries", is_flag=True, help="Log query strings, too."),
    click.option(
        "--trusted-proxy", metavar="ADDRESS", help="The proxy in front, whose headers say who asks."
    ),
)
token_options = _added(
    click.option(
        "--token",
        envvar="KG_TOKEN",
        help="Bearer token that allows updates; others on this machine can see it in the list of "
        "processes, so rather use --token-file [env: KG_TOKEN].",
    ),
    click.option(
        "--token-file",
        envvar="KG_TOKEN_FILE",
        type=click.Path(path_type=Path),
        help="File that holds the token [env: KG_TOKEN_FILE].",
    ),
)
