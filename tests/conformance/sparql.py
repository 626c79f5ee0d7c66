"""The W3C's SPARQL test suites against `kg serve` over HTTP, and the page that says what fails.

    python -m tests.conformance.sparql        run all, write docs/conformance.md

The suites (w3c/rdf-tests) and the harness stand beside the repository in ../shared/w3c.
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
W3C = ROOT.parent / "shared" / "w3c"
PAGE = ROOT / "docs" / "conformance.md"
SUITES = ("sparql10,sparql11", "sparql12")
TOKEN = "conformance"

_VALUES = (
    "The engine keeps the value of a number or date, not how it was written: 007 is stored as 7, "
    "1.50 as 1.5, +00:00 as Z, and types derived from xsd:integer as xsd:integer. To keep them "
    "under a type of our own would take arithmetic, comparison and ORDER BY from them."
)
_SCOPE = (
    "The engine binds the variable of GRAPH ?g before it looks inside, the specification after "
    "(section 18.6): it shows where the inside reads ?g in OPTIONAL, FILTER or VALUES."
)
_SHARED = (
    "The test's data share a blank node between two graphs, which graphs sent one by one over the "
    "Graph Store Protocol cannot."
)
_TRIPLES = (
    "The engine takes literals and triple terms as subjects of triple terms in expressions; the "
    "SPARQL 1.2 draft does not."
)
_NESTED = "The engine takes an aggregate within an aggregate; the SPARQL 1.2 draft forbids it."
# test → why the engine does not pass it; a test that passes must be taken out
REASONS = {
    "sparql10/open-world/open-eq-01": _VALUES,
    "sparql10/open-world/date-2": _VALUES,
    "sparql10/expr-builtin/dawg-str-1": _VALUES,
    "sparql10/expr-builtin/dawg-str-2": _VALUES,
    "sparql10/expr-builtin/sameTerm-simple": _VALUES,
    "sparql10/expr-builtin/sameTerm-eq": _VALUES,
    "sparql10/expr-builtin/sameTerm-not-eq": _VALUES,
    "sparql10/expr-equals/eq-graph-1": _VALUES,
    "sparql10/expr-equals/eq-graph-2": _VALUES,
    "sparql10/distinct/distinct-1": _VALUES,
    "sparql10/distinct/distinct-9": _VALUES,
    "sparql11/csv-tsv-res/tsv03": _VALUES,
    "sparql12/grouping/group01": _VALUES,
    "sparql10/graph/graph-variable-scope": _SCOPE,
    "sparql10/graph/graph-optional": _SCOPE,
    "sparql11/bindings/graph": _SCOPE,
    "sparql12/syntax-triple-terms-negative/tripleterm-subject-03": _TRIPLES,
    "sparql12/syntax-triple-terms-negative/tripleterm-subject-06": _TRIPLES,
    "sparql12/eval-triple-terms/graphs-2": _SHARED,
    "sparql12/eval-triple-terms/expr-1": _SHARED,
    "sparql12/syntax/nested-aggregate-functions": _NESTED,
}


@contextlib.contextmanager
def server(*arguments: str) -> Iterator[str]:
    """Yield the address of `kg serve` over an empty store with the token; end it afterwards."""
    command = [sys.executable, "-m", "kg", "serve", "--store", "memory", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--token", TOKEN, *arguments], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr
    try:
        ready = process.stderr.readline()
        found = re.search(r"http://\S+?:\d+", ready)
        assert found, ready + process.stderr.read()
        yield found[0]
    finally:
        process.terminate()
        process.communicate(timeout=30)


def run(suites: str, address: str) -> dict[str, Any]:
    """Return the harness's results for some suites."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run(
            [
                *(sys.executable, str(W3C / "w3c_sparql_http.py"), "--suites", suites),
                *("--query-url", f"{address}/sparql", "--update-url", f"{address}/update"),
                *("--gsp-url", f"{address}/data", "--gsp-strict", "--token", TOKEN),
                *("--json", out.name, str(W3C / "rdf-tests")),
            ],
            stdout=subprocess.DEVNULL,
            check=False,  # it says 1 where a test fails
            timeout=600,
        )
        results: dict[str, Any] = json.loads(Path(out.name).read_bytes())
    return results


def run_all() -> list[dict[str, Any]]:
    """Return the results of all suites on one server."""
    with server("--no-union", "--no-reference") as address:
        return [run(suites, address) for suites in SUITES]


def page(results: list[dict[str, Any]]) -> str:
    """Return docs/conformance.md."""
    lines = [
        "# Conformance",
        "",
        "Written by `python -m tests.conformance.sparql` from a run of the W3C's test suites "
        "(w3c/rdf-tests) over HTTP against `kg serve --store memory --no-union --no-reference`; "
        "`tests/conformance` runs them again and fails if anything here is no longer so.",
        "",
        "| suite | passed | failed | skipped |",
        "|---|---|---|---|",
    ]
    for found in results:
        names = (
            found["suites"]
            .replace(
                "sparql10,sparql11",
                "SPARQL 1.0 and 1.1: query, update, protocol, graph store, service description",
            )
            .replace("sparql12", "SPARQL 1.2 (draft)")
        )
        lines.append(f"| {names} | {found['passed']} | {found['failed']} | {found['skipped']} |")
    failing = {failure["test"] for found in results for failure in found["failures"]}
    lines += [
        "",
        "Skipped: entailment regimes (70), SERVICE (10; no query asks another server here), and "
        "tests that the W3C has replaced (18).",
        "",
        "## What fails, and why",
    ]
    for reason in dict.fromkeys(REASONS.values()):
        tests = sorted(t for t in failing if REASONS.get(t) == reason)
        if tests:
            lines += ["", reason, "", *(f"- `{test}`" for test in tests)]
    unknown = sorted(failing - set(REASONS))
    if unknown:
        lines += ["", "Not looked into yet.", "", *(f"- `{test}`" for test in unknown)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(run_all()), encoding="utf-8")
