"""How soon the pages of a served store are there: `python -m benchmarks.pages STORE [PATH …]`.

Each page is opened in a new Chromium profile, so that nothing is in its cache, and then once more.
First paint is the browser's own first contentful paint; kB are those that crossed the wire, with
scripts, style sheets and pictures. A large store: `python -m benchmarks.scale store 9000 -o DIR
--keep STORES` makes one of 100,000 statements.
"""

from __future__ import annotations

import shutil
import sys
import time
import urllib.request
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.served import running

PAGES = ("/", "/statements", "/articles", "/people", "/search?q=Russia", "/id/state/RU", "/sparql")
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_LOADED = "performance.timing.loadEventEnd - performance.timing.navigationStart"
_TIMEOUT = 120_000  # milliseconds


def main() -> None:
    """Print a row for each page."""
    store, *paths = sys.argv[1:]
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        running("--store", store, "--port", "0", "--token", "t") as (_, address),
        sync_playwright() as driver,
    ):
        began = time.monotonic()
        urllib.request.urlopen(f"{address}/", timeout=_TIMEOUT / 1000).close()
        print(f"The start page answered after {time.monotonic() - began:.1f} s.\n")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        print("| page | requests | kB | first paint, ms | loaded, ms | … again: paint | loaded |")
        print("|---|--:|--:|--:|--:|--:|--:|")
        for asked in paths or PAGES:
            cells = [f"{value:,.0f}" for value in measured(browser, address + asked)]
            print(f"| {asked} | {' | '.join(cells)} |", flush=True)


def measured(browser: Browser, address: str) -> list[float]:
    """Return requests, kB, and milliseconds until the first paint and until loaded, twice."""
    context = browser.new_context()
    page = context.new_page()
    sizes: list[float] = []
    page.on("requestfinished", lambda request: sizes.append(_size(request)))
    times: list[float] = []
    for _ in range(2):
        page.goto(address, wait_until="networkidle", timeout=_TIMEOUT)
        times += [page.evaluate(_PAINTED), page.evaluate(_LOADED)]
        count, kilobytes = len(sizes), sum(sizes) / 1000
        if len(times) == 2:
            first = [count, kilobytes]
    context.close()
    return [*first, *times]


def _size(request: Any) -> float:
    sizes = request.sizes()
    return float(sizes["responseBodySize"] + sizes["responseHeadersSize"])


if __name__ == "__main__":
    main()
