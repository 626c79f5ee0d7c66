"""Annotated articles in the layout of PolNeAR: `text/NAME.txt` and `attributions/NAME_WHO.ann`.

The annotations are in brat's standoff format: `T` lines name stretches of text, `E` lines join
them to an attribution of a source, a cue and a content (Newell, Margolin and Ruths, LREC 2018).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from kg.model import Span

Spans = tuple[Span, ...]
NamedWords = tuple[tuple[Span, str], ...]


class CorpusError(click.ClickException):
    """A folder or file is not as this package expects it; names the place and the next step."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: `source` may be empty; `cue` and `content` are not."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its attributions.

    `named` are its words with tags such as `B-PER` and `O`, in text order, None where unknown.
    """

    name: str
    text: str
    attributions: tuple[Attribution, ...]
    named: NamedWords | None = None


def read_corpus(folder: Path, names: Path | None = None) -> Iterator[Annotated]:
    """Yield the articles of a folder by name; of several annotators the first one counts.

    `names` is a gzipped JSON Lines file of names found by another tagger: `id`, `tokens` as pairs
    of offsets, `ner` as tags. Raises CorpusError if the folder holds no annotated article.
    """
    files = sorted((folder / "attributions").glob("*.ann"))
    if not files:
        raise CorpusError(f"{folder}: no attributions/*.ann in it; expected PolNeAR's layout")
    known = read_names(names) if names else {}
    seen = set()
    for file in files:
        name = file.stem.rpartition("_")[0]
        if name not in seen:
            seen.add(name)
            text, attributions = (
                _text(folder / "text" / f"{name}.txt", file),
                read_annotations(file),
            )
            spans = (s for a in attributions for s in (*a.source, *a.cue, *a.content))
            if (last := max((s.end for s in spans), default=0)) > len(text):
                raise CorpusError(
                    f"{file}: annotates character {last} of {name}.txt, which has {len(text)}; are "
                    "its line ends as they were?"
                )
            yield Annotated(name, text, attributions, known.get(name))


def _text(file: Path, annotations: Path | None = None) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        needed = f"; {annotations} annotates it" if annotations else ""
        raise CorpusError(f"{file}: {error.strerror}{needed}") from error
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{file}: not UTF-8 at byte {error.start}; save the file as UTF-8"
        ) from error


def read_annotations(file: Path) -> tuple[Attribution, ...]:
    """Return the attributions of a brat file that have a cue and a content.

    Raises CorpusError with the line that is none of brat's.
    """
    stretches: dict[str, Spans] = {}
    joined: list[list[str]] = []
    for number, line in enumerate(_text(file).split("\n"), 1):
        key, _, rest = line.partition("\t")
        if key[:1] == "T" and "\t" in rest:
            offsets = rest.partition("\t")[0].partition(" ")[2]
            try:
                stretches[key] = tuple(_span(pair) for pair in offsets.split(";"))
            except ValueError as error:
                raise CorpusError(
                    f"{file}:{number}: {offsets!r} are no offsets; a line is such as "
                    "T1<tab>Cue 25 29<tab>said"
                ) from error
        elif key[:1] == "E":
            joined.append(rest.split())
    found = (_attribution(arguments, stretches) for arguments in joined)
    return tuple(a for a in found if a.cue and a.content)


def read_names(file: Path) -> Mapping[str, NamedWords]:
    """Return the named words of each article of a gzipped JSON Lines file."""
    found = {}
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                pairs = zip(row["tokens"], row["ner"], strict=True)
                found[row["id"]] = tuple((Span(*offsets), tag) for offsets, tag in pairs)
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f"{file}: not gzipped JSON Lines with id, tokens and ner ({error!r})"
        ) from error
    return found


def _span(pair: str) -> Span:
    start, end = pair.split()
    return Span(int(start), int(end))


def _attribution(arguments: list[str], stretches: Mapping[str, Spans]) -> Attribution:
    """Return the attribution of an `E` line, whose roles may be numbered (`Content2`)."""
    roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for argument in arguments:
        role, _, key = argument.partition(":")
        if (name := role.rstrip("0123456789").lower()) in roles:
            roles[name] += stretches.get(key, ())
    return Attribution(*(tuple(sorted(roles[r])) for r in ("source", "cue", "content")))
