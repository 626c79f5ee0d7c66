"""From what a user names to articles: files, folders, globs and standard input.

Order is the order of the sources; within a folder or glob, that of the paths. A file named twice
is read once. Sitemaps are read first, for what they tell of pages. Errors are yielded where the
article would have stood, and the rest goes on.
"""

from __future__ import annotations

import glob
import gzip
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import ReadError
from kg.model import Article
from kg.protocols import Reader, Unread
from kg.readers.feeds import FeedReader
from kg.readers.html import HtmlReader
from kg.readers.jsonl import JsonlReader
from kg.readers.sitemaps import Listed, completed, is_sitemap, read_sitemap
from kg.readers.streams import MAX_BYTES, STDIN, put_back, taken, too_big
from kg.readers.text import SIDECAR, TextReader
from kg.readers.warc import WarcReader

Found = Article | ReadError | Unread
_SNIFFED = 4096  # bytes looked at to tell the format of a stream
_AT_ONCE = 1 << 20  # bytes unpacked at once
_PAGE = re.compile(rb"\s*<(!doctype html|html|head|\?xml[^>]*>\s*<(!doctype )?html)", re.IGNORECASE)
_FEED = re.compile(rb"\A\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(rss|feed|rdf:RDF)[\s>]", re.DOTALL)
_COLLECTION = re.compile(rb"\s*(\[\s*)?\{\s*\"")
_PACKED = ".gz"
_GZIP = b"\x1f\x8b"
_STORE = "communique.json"  # what marks a folder as a store: no articles in there
_QUARANTINED = ("article.jsonl", "graph.nt", "report.txt", "report.html", "report.json")


_READ_HERE = partial(map, taken)


def read_articles(
    sources: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
    readers: Sequence[Reader] = (),
    on_read: Callable[[int], object] = lambda _: None,
    reading: Callable[[Iterable[Found]], Iterator[Article | ReadError]] = _READ_HERE,
) -> Iterator[Article | ReadError]:
    """Yield the articles of files, folders, globs and `-`, and a ReadError for each problem.

    Folders are searched through, sorted; hidden files, files of unknown suffix, the sidecars of
    texts and what is called README are passed over there. `stdin` is what `-` reads, by default
    standard input; its format is told from its first bytes. `readers` come before the built-in
    ones. `on_read` is told of bytes of files as they are done with. `reading` reads the pages among
    what was found, in order. A message reads `<file>[:<line>]: <what is wrong>; <what to do>`.
    """
    listed = [read for source in sources if source != STDIN for read in _sitemaps(source)]
    for found in reading(_found(sources, stdin, max_bytes, readers, on_read)):
        yield found if isinstance(found, ReadError) else completed(found, listed)


def _found(
    sources: Sequence[str],
    stdin: BinaryIO | None,
    max_bytes: int,
    readers: Sequence[Reader],
    on_read: Callable[[int], object],
) -> Iterator[Found]:
    """Yield articles, pages to be read and problems in order."""
    by_suffix = {s: r for r in (*_built_in(max_bytes), *readers) for s in r.suffixes}
    if not sources:
        yield ReadError("no sources; name files, folders or globs, or - for standard input")
    seen: set[str] = set()
    for source in sources:
        if source == STDIN:
            yield from _read_stream(stdin or sys.stdin.buffer, by_suffix, max_bytes)
            continue
        for path in _find(source, tuple(by_suffix)):
            if isinstance(path, ReadError):
                yield path
            elif (real := os.path.realpath(path)) not in seen:
                seen.add(real)
                yield from _read_file(path, by_suffix, max_bytes, on_read)


def _sitemaps(source: str) -> Iterator[Mapping[str, Listed]]:
    """Yield what the sitemaps among the files of a source tell, read before any page."""
    for path in _find(source, (".xml",)):
        if isinstance(path, Path) and _suffix(path) == ".xml" and path.is_file():
            opened = gzip.open if path.suffix.lower() == _PACKED else open
            with suppress(OSError, EOFError, zlib.error), opened(path, "rb") as stream:
                head = stream.read(_SNIFFED)
                if is_sitemap(head):
                    yield read_sitemap(put_back(head, cast(BinaryIO, stream)))


def size_of(sources: Sequence[str], max_bytes: int = MAX_BYTES) -> int | None:
    """Return how many bytes the files of the sources have together; None with a stream."""
    if STDIN in sources:
        return None
    suffixes = tuple(s for r in _built_in(max_bytes) for s in r.suffixes)
    found = (path for source in sources for path in _find(source, suffixes))
    return sum(map(_length, found))


def _length(path: Path | ReadError) -> int:
    with suppress(OSError):  # it may vanish at any moment
        return path.stat().st_size if isinstance(path, Path) and path.is_file() else 0
    return 0


def _built_in(max_bytes: int) -> tuple[Reader, ...]:
    kinds = (TextReader, JsonlReader, HtmlReader, FeedReader, WarcReader)
    return tuple(kind(max_bytes) for kind in kinds)


def _suffix(path: Path) -> str:
    """Return the suffix that tells the format; of a compressed file the one before .gz."""
    plain = path.with_suffix("") if path.suffix.lower() == _PACKED else path
    return plain.suffix.lower()


def _find(source: str, suffixes: tuple[str, ...]) -> Iterator[Path | ReadError]:
    """Yield the files a source names; one ReadError where it names none that can be read."""
    if not source:  # as of a variable of the shell that is not set
        yield ReadError(
            "'': a source without a name; name a file, a folder or a glob (. is this folder)"
        )
        return
    path = Path(source)
    try:
        folder = path.is_dir()
        named = not folder and (path.exists() or not glob.has_magic(source))
    except OSError as error:  # such as a name too long
        yield ReadError(f"{source}: not a usable file name ({error.strerror}); correct it")
        return
    if named:
        yield path
        return
    found = list(_within(path, suffixes) if folder else _matching(source, suffixes))
    yield from found
    if not found:
        what = "no articles in this folder" if folder else "matches no articles"
        yield ReadError(f"{source}: {what}; known suffixes are {' '.join(suffixes)}")


def _matching(pattern: str, suffixes: tuple[str, ...]) -> Iterator[Path | ReadError]:
    for name in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 (Path.glob: no absolute ones)
        path = Path(name)
        if path.is_dir() and "**" not in pattern:
            yield from _within(path, suffixes)
        elif path.is_file() and _is_source(path, suffixes):
            yield path


def _within(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path | ReadError]:
    """Yield the files below a folder, sorted by path; links to folders are not followed."""
    closed: list[OSError] = []
    files = []
    for here, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not Path(here, name, _STORE).exists()
        ]
        files += [Path(here, name) for name in names if not name.startswith(".")]
    for path in sorted(path for path in files if _is_source(path, suffixes)):
        if path.is_file() or not path.exists():
            yield path
        else:  # it may have no end, or keep who opens it waiting for ever
            yield ReadError(f"{path}: a pipe or a device, not a file; name it if it is to be read")
    for error in closed:
        yield ReadError(
            f"{error.filename}: cannot be searched ({error.strerror}); change its permissions"
        )


def _is_source(path: Path, suffixes: tuple[str, ...]) -> bool:
    """Say whether a file found, not named, is an article: by suffix, and beside what it stands."""
    if path.name.endswith(SIDECAR) or _suffix(path) not in suffixes:
        return False
    if path.name.partition(".")[0].lower() == "readme":
        return False
    # of an article set aside, its report and graph are no articles
    set_aside = path.name in _QUARANTINED[2:]
    return not (set_aside and all((path.parent / name).exists() for name in _QUARANTINED))


def _read_file(
    path: Path, by_suffix: dict[str, Reader], max_bytes: int, on_read: Callable[[int], object]
) -> Iterator[Found]:
    origin = str(path)
    reader = by_suffix.get(_suffix(path))
    try:
        if path.is_fifo() or path.is_char_device():
            with path.open("rb") as stream:
                yield from _read_stream(stream, by_suffix, max_bytes, origin)
            return
        if reader is None and path.exists():
            kind = f"suffix {path.suffix}" if path.suffix else "a name without a suffix"
            known = " ".join(by_suffix)
            yield ReadError(f"{origin}: {kind} is not known; save it as one of {known}")
            return
        whole = not isinstance(reader, JsonlReader | WarcReader)  # is read into memory
        if whole and path.stat().st_size > max_bytes:
            yield too_big(origin, max_bytes, path.stat().st_size)
            return
        with path.open("rb") as stream:
            if reader is not None:
                packed = path.suffix.lower() == _PACKED and not isinstance(reader, WarcReader)
                if packed and (wrong := _damage(stream, max_bytes if whole else None)):
                    yield ReadError(f"{origin}: {wrong}")
                    return
                plain = cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if packed else stream
                yield from _told(_opened(reader, plain, origin), stream, on_read)
    except FileNotFoundError:
        link = "a link to nothing" if path.is_symlink() else "no such file or folder"
        yield ReadError(f"{origin}: {link}; check the name (seen from {Path.cwd()})")
    except PermissionError:
        yield ReadError(f"{origin}: not readable by this user; change its permissions")
    except EOFError as error:
        yield ReadError(f"{origin}: not a whole gzip file ({error}); fetch it again")
    except OSError as error:
        yield ReadError(f"{origin}: cannot be read ({error.strerror or error}); check the file")


def _damage(stream: BinaryIO, most: int | None) -> str | None:
    """Return what is wrong with a gzip file, None where it is what was packed or begins so.

    The checksum comes last, when what is wrong would have been read. `most` bounds how many bytes
    are unpacked.
    """
    if stream.read(len(_GZIP)) not in (b"", _GZIP):
        return "not a gzip file, though its name ends in .gz; rename it, or fetch it again"
    stream.seek(0)
    try:
        with gzip.GzipFile(fileobj=stream) as packed:
            while packed.read(_AT_ONCE) and (most is None or packed.tell() <= most):
                pass
    except EOFError:
        pass
    except (gzip.BadGzipFile, zlib.error) as error:
        why = "nothing of it is read, as any word may be wrong"
        return f"a damaged gzip file ({error}); {why}: fetch it again"
    stream.seek(0)
    return None


def _opened(reader: Reader, stream: BinaryIO, origin: str) -> Iterator[Found]:
    """Yield what a reader finds; pages unread."""
    if isinstance(reader, HtmlReader | WarcReader):
        return reader.open(stream, origin)
    return reader.read(stream, origin)


def _told(
    articles: Iterator[Found], stream: BinaryIO, on_read: Callable[[int], object]
) -> Iterator[Found]:
    """Yield the articles, and tell after each how much of the stream has been read for it."""
    at = 0
    for article in articles:
        at, before = stream.tell(), at
        on_read(at - before)
        yield article
    on_read(stream.seek(0, os.SEEK_END) - at)


def _read_stream(
    stream: BinaryIO, by_suffix: dict[str, Reader], max_bytes: int, origin: str = STDIN
) -> Iterator[Found]:
    """Yield the articles of a stream whose format nothing names; one that is packed as it comes."""
    head = stream.read(_SNIFFED)
    try:
        if head.startswith(_GZIP):
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=put_back(head, stream)))
            head = stream.read(_SNIFFED)
        yield from _opened(by_suffix[_suffix_of(head)], put_back(head, stream), origin)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield ReadError(
            f"{origin}: the packed stream is broken ({error}); what came before was read, and may "
            "be wrong: send it again"
        )


def _suffix_of(head: bytes) -> str:
    """Return the suffix that a file beginning with these bytes would have."""
    if head.startswith(b"WARC/"):
        return ".warc"
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff")  # UTF-16 read as ASCII
    if _FEED.search(plain) or is_sitemap(plain):
        return ".xml"
    if _PAGE.match(plain):
        return ".html"
    return ".jsonl" if _COLLECTION.match(plain) else ".txt"
