"""WSGI entry point: `python server.py`, or any WSGI server that runs one process with threads.

The store is that of `kg.toml`; `KG_STORE`, `KG_TOKEN`, `KG_HOST` and `KG_PORT` override.
"""

from __future__ import annotations

import os
import sys

from flask import Flask

from kg.errors import CommuniqueError
from kg.web import create_app, serve


def __getattr__(name: str) -> Flask:
    """Make `app` when a WSGI server asks for it: `server:app`."""
    if name == "app":
        return make_app()
    raise AttributeError(name)


def make_app() -> Flask:
    """Return the application over the store that the environment or `kg.toml` names."""
    return create_app(os.environ.get("KG_STORE"), token=os.environ.get("KG_TOKEN"))


def main() -> int:
    """Serve until interrupted; return the exit code."""
    try:
        app = make_app()
    except CommuniqueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    host, port = os.environ.get("KG_HOST", "127.0.0.1"), int(os.environ.get("KG_PORT", "8000"))
    serve(app, host, port, ready=lambda address: print(f"Communiqué is at {address}", flush=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
