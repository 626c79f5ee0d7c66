"""What share of a build's CPU time is the parent's: what bounds the gain by more processes.

    python -m benchmarks.parent SOURCES…                 with two processes
    python -m benchmarks.parent --workers 4 SOURCES…

Builds into a new store, which is gone afterwards. Everything counts that either side does: starting
and storing, the threads of the database, who is who; in the workers, loading what they need.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from kg.build import build
from kg.cli.common import articles_of, open_store
from kg.config import Config


def main() -> None:
    """Build, then print the CPU times of the parent and of its workers."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sources", nargs="+")
    options.add_argument("--workers", type=int, default=2)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-parent-") as temporary:
        folder = Path(temporary)
        config = Config(
            store=str(folder / "store"),
            engine=f"processes:{given.workers}",
            quarantine=str(folder / "aside"),
        )
        with open_store(config.store, create=True) as store:
            tally = build(articles_of(tuple(given.sources), config), config, store)
    used = os.times()
    parent, workers = used.user + used.system, used.children_user + used.children_system
    print(
        f"{tally.stored} articles, {given.workers} processes: parent {parent:.1f} CPU s, workers "
        f"{workers:.1f}; the parent's share is {parent / (parent + workers):.1%}"
    )


if __name__ == "__main__":
    main()
