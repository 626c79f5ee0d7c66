"""What the commands share: options, and how an error a user can cause becomes one plain line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.errors import CommuniqueError, QueryError


class Group(click.Group):
    """Turns every error a user can cause into one plain line and exit code 2."""

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
            raise _Refused(f"{error.filename or 'system'}: {error.strerror}") from error


class _Refused(click.ClickException):
    exit_code = 2


store_option = click.option(
    "--store", metavar="S", help="The store: a folder, oxigraph:FOLDER or memory."
)
settings_option = click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    help="Settings file [default: kg.toml, if there is one].",
)


_serving = [
    click.option("--host", default="127.0.0.1", show_default=True),
    click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535)),
    click.option("--timeout", default=30.0, show_default=True, help="Seconds a query may run."),
]


def serving_options(command: Any) -> Any:
    """Add host, port and timeout to a command."""
    for option in reversed(_serving):
        command = option(command)
    return command
