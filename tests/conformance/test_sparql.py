"""Exactly what docs/conformance.md lists fails in the W3C's suites: no more, and no less."""

import pytest

from tests.conformance.sparql import PAGE, REASONS, W3C, page, run_all

pytestmark = pytest.mark.skipif(
    not W3C.is_dir(), reason="the W3C's suites are not beside the repository (../shared/w3c)"
)


def test_what_fails_in_the_suites_is_what_is_documented():
    results = run_all()
    failing = {failure["test"]: failure["reason"] for r in results for failure in r["failures"]}
    assert {t: why for t, why in failing.items() if t not in REASONS} == {}
    assert sorted(set(REASONS) - set(failing)) == []
    assert sum(r["passed"] for r in results) > 1_000
    assert PAGE.read_text(encoding="utf-8") == page(results)
