"""The bundled examples behind our own server, built once for all tests that ask for them."""

import atexit
import contextlib
import functools
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from kg.build import build
from kg.config import Config
from kg.paths import EXAMPLES
from kg.plugins import open_store
from kg.readers.sources import read_articles
from kg.web import create_app

TOKEN = "let-me-in"
AUTHORISED = {"Authorization": f"Bearer {TOKEN}"}
JSON, HTML, CSV = ({"Accept": kind} for kind in ("application/json", "text/html", "text/csv"))


@functools.cache
def built():
    """Return the folder of a store with the examples; it is gone when the tests are over."""
    folder = Path(tempfile.mkdtemp(prefix="kg-examples-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    config = Config(store=str(folder / "store"), quarantine=str(folder / "quarantine"))
    with contextlib.closing(open_store(config.store, create=True)) as store:
        articles = read_articles([str(EXAMPLES / "articles")])
        tally = build(articles, config, store, now=lambda: datetime(2024, 1, 1, tzinfo=UTC))
    assert tally.problems == []
    return folder / "store"


@contextlib.contextmanager
def served_examples(folder, **options):
    """Yield a test client of the application over a copy of the examples' store in `folder`."""
    shutil.copytree(built(), folder / "store")
    options.setdefault("settings", Config(quarantine=str(folder / "quarantine")))
    app = create_app(folder / "store", **options)
    try:
        yield app.test_client()
    finally:
        app.extensions["communique"].pool.close()
