"""`kg corrections`: what reviewers said of statements; taken out of a store, carried out on one."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.common import open_store
from kg.config import Config, load_config
from kg.options import settings_option, store_option


@click.command()
@store_option
@settings_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "nq"]),
    default="table",
    help="[default: table]",
)
@click.option("--apply", "carry_out", is_flag=True, help="Read the articles again with them now.")
def corrections(store: str | None, config_file: Path | None, form: str, carry_out: bool) -> None:
    """List what reviewers said of statements, who and when.

    As nq (N-Quads) it goes into a file that kg load takes into another store; every kg build obeys
    what is there, and --apply reads the articles concerned again without their sources.
    """
    from kg.corrections.register import read_corrections

    config = load_config(config_file, store=store)
    with open_store(config.store) as opened:
        if carry_out:
            sys.exit(0 if _carry_out(opened, config) else 1)
        found = read_corrections(opened, config.base)
    _WRITERS[form](found, config)


def _carry_out(store: Any, config: Config) -> bool:
    """Read each article that has corrections again; say whether all went well."""
    from kg.corrections.register import by_article, read_corrections, stored_article
    from kg.identity.identify import identify
    from kg.mentioned import describe, settle
    from kg.pipeline import open_pipeline, read_article

    found = by_article(read_corrections(store, config.base))
    done, well = set(), True
    for iri in sorted(found):
        article = stored_article(store, iri)
        outcome = article and read_article(config, article, found)
        if not outcome or not outcome.conforms:
            click.echo(f"{iri}: not here, or not conforming; left as it is", err=True)
            well = False
            continue
        for finding in outcome.findings:
            if finding.severity == "Warning":
                click.echo(f"{iri}: {finding.message}", err=True)
        describe(store, config.base, outcome.mentioned)
        store.replace({iri: outcome.triples, f"{iri}/inferred": outcome.inferred})
        done.add(iri)
    known = open_pipeline(config)
    identify(store, known.reference, base=config.base, version=known.version, changed=done)
    settle(store, config.base)
    click.echo(f"{len(done)} articles read again with their corrections", err=True)
    return well


def _as_table(found: Any, config: Config) -> None:
    from kg.corrections.correction import last_words

    last = last_words(found)
    for c in found:
        later = last[c.matter]
        what = c.in_words if c.agrees(later) else f"{c.in_words} (overruled by {later.by})"
        click.echo(f"{c.on[:10]}  {c.by}  {what}  {c.article.removeprefix(config.base)}")
        click.echo(f"            “{' … '.join(' '.join(e.split()) for e in c.exact)}”")
        if c.reason:
            click.echo(f"            {c.reason}")
    click.echo(f"{len(found)} corrections")


def _as_csv(found: Any, config: Config) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["on", "by", "kind", "agents", "words", "reason", "article"])
    for c in found:
        agents = "; ".join(agent.name for agent in c.agents)
        out.writerow([c.on, c.by, c.kind, agents, " … ".join(c.exact), c.reason or "", c.article])


def _as_json(found: Any, config: Config) -> None:
    click.echo(json.dumps([c.as_json() for c in found], ensure_ascii=False, indent=2))


def _as_nquads(found: Any, config: Config) -> None:
    from kg.corrections.graph import correction_graph, corrections_iri
    from kg.ntriples import to_ntriples

    graph = corrections_iri(config.base)
    for line in to_ntriples(correction_graph(found, config.base)).decode().splitlines():
        click.echo(f"{line.removesuffix('.')}<{graph}> .")


_WRITERS = {"table": _as_table, "csv": _as_csv, "json": _as_json, "nq": _as_nquads}
