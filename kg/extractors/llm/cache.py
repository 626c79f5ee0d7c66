"""Answers on disk, by a hash of all that shapes them, and a ledger of the tokens they cost."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path


class Cache:
    """A folder with one file an answer. A file that cannot be read counts as missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @staticmethod
    def key(*parts: str) -> str:
        """Return the SHA-256, in hexadecimal, of what an answer depends on."""
        return hashlib.sha256(json.dumps(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def get(self, key: str) -> str | None:
        """Return the answer kept under a key, None where there is none."""
        try:
            kept = json.loads((self._folder / f"{key}.json").read_bytes())
        except (OSError, ValueError):
            return None
        answer = kept.get("answer") if isinstance(kept, dict) else None
        return answer if isinstance(answer, str) else None

    def put(self, key: str, answer: str) -> None:
        """Keep an answer; the file appears whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._folder / f"{key}.{os.getpid()}.part"
        partial.write_text(json.dumps({"answer": answer}), encoding="utf-8")
        partial.replace(self._folder / f"{key}.json")


class Ledger:
    """The tokens spent for the answers of a folder, by all processes that ever used it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "tokens.txt"

    def spent(self) -> int:
        """Return the tokens spent so far."""
        try:
            lines = self._file.read_text(encoding="ascii").split()
        except FileNotFoundError:
            return 0
        return sum(int(line) for line in lines if line.isdecimal())

    def add(self, tokens: int) -> None:
        """Write down tokens; lines that processes append at once do not mix."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="ascii") as out:
            out.write(f"{tokens}\n")
