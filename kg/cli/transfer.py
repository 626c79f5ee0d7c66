"""`kg export`, `kg load`, `kg dump`: RDF out of a store and into it."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import FORMATS, open_store, written
from kg.config import load_config
from kg.errors import ConfigError
from kg.options import reference_option, settings_option, store_option


@click.command()
@store_option
@settings_option
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The file to write.")
@click.option(
    "--format", "form", metavar="F", help="ttl, nt, nq, trig, rdf or jsonld [default: by ending]."
)
@click.option("--protege", is_flag=True, help="One Turtle file that opens well in Protégé.")
@click.option(
    "--reference-data", is_flag=True, help="The reference data alone, from their CSV; no store."
)
@reference_option
@click.option(
    "--bulk",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Gzipped N-Quads in shards, with a manifest, for the bulk loaders of other stores.",
)
@click.option("--shard", type=click.IntRange(1), metavar="QUADS", help="Length of a shard.")
def export(
    store: str | None,
    config_file: Path | None,
    out: Path | None,
    form: str | None,
    protege: bool,
    reference_data: bool,
    reference: str | None,
    bulk: Path | None,
    shard: int | None,
) -> None:
    """Write the store to a file, or in bulk to a folder."""
    from kg.bulk import QUADS, export_bulk
    from kg.export import MEDIA_TYPES, write_protege, write_reference
    from kg.reference import open_reference
    from kg.reference_graph import reference_graph

    config = load_config(config_file, store=store, reference=reference)
    if bulk:
        with open_store(config.store) as opened:
            quads = export_bulk(opened, bulk, shard or QUADS)
        click.echo(f"{bulk}: {quads} quads; manifest.json says what is in each shard", err=True)
        return
    if out is None:
        raise ConfigError("say where to: -o FILE, or --bulk DIR")
    ending = form or out.suffix.removeprefix(".")
    if not protege and ending not in MEDIA_TYPES:
        raise ConfigError(f"no format named {ending!r}; known: {', '.join(MEDIA_TYPES)}")
    if reference_data:
        known = open_reference(config.reference, config.reference_alone)
        graph = reference_graph(known, config.base)
        with open_store("memory", create=True) as opened, written(out) as stream:
            write_reference(opened, config.base, graph, MEDIA_TYPES[ending], stream)
        return
    with open_store(config.store) as opened, written(out) as stream:
        if protege:
            write_protege(opened, config.base, stream)
        else:
            opened.dump(stream, MEDIA_TYPES[ending])


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@settings_option
def load(files: tuple[Path, ...], store: str | None, config_file: Path | None) -> None:
    """Load RDF files into the store.

    FILES end in .nq, .trig, .ttl, .nt, .rdf or .jsonld, also in .gz after that.
    """
    from kg.checking import load_files

    config = load_config(config_file, store=store)
    with open_store(config.store, create=True) as opened:
        for file, count in load_files(opened, files):
            click.echo(f"{file}: {count} triples", err=True)


@click.command()
@store_option
@settings_option
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="FILE.nq or FILE.nq.gz."
)
def dump(store: str | None, config_file: Path | None, out: Path) -> None:
    """Write the whole store as N-Quads, each graph with its name.

    kg load reads it back.
    """
    import gzip

    config = load_config(config_file, store=store)
    with open_store(config.store) as opened, written(out) as stream:
        if out.suffix == ".gz":
            with gzip.GzipFile(fileobj=stream, mode="wb", mtime=0) as packed:
                opened.dump(packed, FORMATS["nq"])
        else:
            opened.dump(stream, FORMATS["nq"])
