"""WSGI entry point: `python server.py`, or any WSGI server that runs one process with threads.

The settings are those of `kg.toml`; these override them and the limits: KG_STORE, KG_QUARANTINE,
KG_TOKEN or KG_TOKEN_FILE, KG_HOST, KG_PORT, KG_TIMEOUT (seconds), KG_WORKERS, KG_MEMORY (MB),
KG_MAX_ANSWER (MB), KG_MAX_ROWS, KG_RATE and KG_PREVIEWS (a minute). With gunicorn:
`gunicorn --workers 1 --threads 24 server:app`.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from flask import Flask

from kg.config import load_config, read_token
from kg.errors import CommuniqueError
from kg.web import PREVIEWS, Address, create_app, serve


def __getattr__(name: str) -> Flask:
    """Make `app` when a WSGI server asks for it: `server:app`."""
    if name == "app":
        _end_in_order()
        return make_app()
    raise AttributeError(name)


def make_app() -> Flask:
    """Return the application over the store that the environment or `kg.toml` names."""
    file = os.environ.get("KG_TOKEN_FILE")
    settings = load_config(
        store=os.environ.get("KG_STORE"), quarantine=os.environ.get("KG_QUARANTINE")
    )
    return create_app(
        settings.store,
        base=settings.base,
        services=settings.services,
        settings=settings,
        token=read_token(os.environ.get("KG_TOKEN"), Path(file) if file else None),
        timeout=float(os.environ.get("KG_TIMEOUT", "30")),
        workers=int(os.environ.get("KG_WORKERS", "0")) or None,
        memory_mb=int(os.environ.get("KG_MEMORY", "3072")),
        answer_mb=int(os.environ.get("KG_MAX_ANSWER", "1024")),
        answer_rows=int(os.environ.get("KG_MAX_ROWS", "0")),
        rate=int(os.environ.get("KG_RATE", "0")),
        previews=int(os.environ.get("KG_PREVIEWS", str(PREVIEWS))),
    )


def _end_in_order() -> None:
    """Make SIGTERM end the process by its exit, where the WSGI server has no plan of its own."""
    here = threading.current_thread() is threading.main_thread()
    if here and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def main() -> int:
    """Serve until told to stop; return the exit code."""
    try:
        address = Address(
            os.environ.get("KG_HOST", "127.0.0.1"), int(os.environ.get("KG_PORT", "8000"))
        )
        app = make_app()
    except (CommuniqueError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    serve(app, address, ready=lambda at: print(f"Communiqué is at {at}", flush=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
