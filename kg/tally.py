"""What a build did: counts, problems in words, and the report that tells article by article."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO

from kg.errors import ConfigError
from kg.journal import Journal

_MOST = 1000  # problems kept in memory; the report has them all


@dataclass
class Tally:
    """What a build did, counted while it runs; `problems` are in plain words, in source order.

    Of the articles `stored`, `new` were not there, `changed` replace another text and `reread` were
    read by another version; `statements` counts those of all stored, `gained` and `lost` the
    difference to what was there before. `confirmed` were read again with the same outcome,
    `unchanged` not read again, `older` left out by their date, `repeated` met before; `passed_over`
    are other things in archives and feeds. Of those `set_aside`, `still_aside` were so before and
    were not read again. `vanished` are in the sources no more, `removed` of them from the store.
    `stopped` says that the build was broken off. `waiting` are read, and stored with others soon.
    `doing` is what the build does once all is read, in words.
    """

    stored: int = 0
    new: int = 0
    changed: int = 0
    reread: int = 0
    confirmed: int = 0
    unchanged: int = 0
    older: int = 0
    repeated: int = 0
    passed_over: int = 0
    statements: int = 0
    gained: int = 0
    lost: int = 0
    vanished: int = 0
    removed: int = 0
    set_aside: int = 0
    still_aside: int = 0
    failed: int = 0
    warnings: int = 0
    stopped: bool = False
    waiting: int = 0
    doing: str = ""
    problems: list[str] = field(default_factory=list)
    more_problems: int = 0

    @property
    def clean(self) -> bool:
        """Say whether every article was read and conformed."""
        return not (self.failed or self.set_aside or self.stopped)

    @property
    def met(self) -> int:
        """How many articles there were in the sources, and things that should be articles."""
        passed = self.unchanged + self.confirmed + self.older + self.repeated + self.passed_over
        return self.stored + self.waiting + passed + self.set_aside + self.failed

    def problem(self, words: str) -> None:
        """Note a problem."""
        if len(self.problems) < _MOST:
            self.problems.append(words)
        else:
            self.more_problems += 1

    def as_json(self) -> str:
        """Return the tally as indented JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


_LISTS = {  # what the report lists → under which name the journal has it
    "added": "new",
    "changed": "changed",
    "reread": "reread",
    "vanished": "vanished",
    "set_aside": "set aside",
    "repeated": "repeated",
    "passed_over": "passed over",
    "not_readable": "not readable",
}


def require_place(file: Path) -> None:
    """Raise ConfigError where no report can be written: better before a build than after it."""
    partial = _partial(file)
    try:
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        partial.touch()
        partial.unlink()
    except OSError as error:
        raise ConfigError(
            f"{file}: the report cannot be written ({error.strerror}); choose another place"
        ) from error


def write_report(file: Path, tally: Tally, journal: Journal) -> None:
    """Write the tally and, article by article, what became of the sources, as one JSON object."""
    partial = _partial(file)
    with partial.open("w", encoding="utf-8", errors="backslashreplace") as out:
        counts = asdict(tally)
        for name in ("waiting", "doing", "problems", "more_problems"):
            del counts[name]
        out.write("{")
        for name, value in counts.items():
            out.write(f"\n {json.dumps(name)}: {json.dumps(value)},")
        out.write('\n "problems": ')
        _write_list(out, (told["problem"] for told in _problems(journal)))
        out.write(',\n "articles": {')
        for number, (name, kind) in enumerate(_LISTS.items()):
            out.write(f'{"," if number else ""}\n  "{name}": ')
            _write_list(out, journal.noted(kind))
        out.write("\n }\n}\n")
    partial.replace(file)


def _partial(file: Path) -> Path:
    return file.parent / f"{file.name}.part"


def _problems(journal: Journal) -> Iterator[dict[str, Any]]:
    yield from journal.noted("not readable")
    yield from journal.noted("set aside")


def _write_list(out: TextIO, items: Iterable[Any]) -> None:
    out.write("[")
    for number, item in enumerate(items):
        out.write(f"{',' if number else ''}\n   {json.dumps(item, ensure_ascii=False)}")
    out.write("]")
