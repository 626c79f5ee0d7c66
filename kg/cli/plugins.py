"""`kg plugins`: what can be plugged in."""

from __future__ import annotations

import click


@click.command()
def plugins() -> None:
    """List the plug-ins: extractors, stores, engines."""
    from kg.plugins import known

    for group in ("kg.extractor", "kg.store", "kg.engine"):
        click.echo(group.removeprefix("kg."))
        for name, path in known(group).items():
            click.echo(f"  {name:<14} {path}")
