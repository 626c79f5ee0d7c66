"""RSS and Atom feeds."""

from __future__ import annotations

from pathlib import PurePath

FEEDS = (".rss", ".atom", ".xml")


def is_feed(path: PurePath) -> bool:
    """Say whether a file is a feed: it holds the newest entries; others have not vanished."""
    return path.suffix.lower() in FEEDS
