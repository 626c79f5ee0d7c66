"""How soon the pages of a served store are there: `python -m benchmarks.pages STORE [PATH …]`.

The server has just been started, so that the first pages come while it is still reading. Each page
is opened in a new Chromium profile: what is seen first may say that the answer is being worked out.
Once the whole page is there, it is opened in another new profile, so that nothing is in its cache.
First paint is the browser's own first contentful paint; kB are those that crossed the wire, with
scripts, style sheets and pictures. A large store: `python -m benchmarks.scale store 9000 -o DIR
--keep STORES` makes one of 100,000 statements.
"""

from __future__ import annotations

import shutil
import sys
import time
import urllib.request
from http import HTTPStatus
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.served import running

PAGES = ("/", "/statements", "/articles", "/people", "/search?q=Russia", "/id/state/RU", "/sparql")
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]"
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
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        print("| page | seen first, ms | whole after, s | requests | kB | paint, ms | loaded, ms |")
        print("|---|--:|--:|--:|--:|--:|--:|")
        for asked in paths or PAGES:
            began = time.monotonic()
            seen = opened(browser, address + asked)[2]
            while not whole(address + asked):
                time.sleep(1)
            after = time.monotonic() - began
            figures = opened(browser, address + asked)
            cells = [f"{seen:,.0f}", f"{after:.1f}", *(f"{figure:,.0f}" for figure in figures)]
            print(f"| {asked} | {' | '.join(cells)} |", flush=True)


def opened(browser: Browser, address: str) -> tuple[int, float, float, float]:
    """Return requests, kB, and milliseconds until the first paint and until all is loaded."""
    context = browser.new_context(bypass_csp=True)  # which forbids playwright to wait by a text
    page = context.new_page()
    sizes: list[float] = []
    page.on("requestfinished", lambda request: sizes.append(_size(request)))
    page.goto(address, wait_until="load", timeout=_TIMEOUT)
    page.wait_for_function(f"{_PAINTED} && {_LOADED} > 0", timeout=_TIMEOUT)
    times = page.evaluate(f"[{_PAINTED}.startTime, {_LOADED}]")
    context.close()
    return len(sizes), sum(sizes) / 1000, times[0], times[1]


def whole(address: str) -> bool:
    """Say whether a page is there and nothing in it is still being worked out."""
    asked = urllib.request.Request(address, headers={"Accept": "text/html"})
    with urllib.request.urlopen(asked, timeout=_TIMEOUT / 1000) as answer:
        return answer.status == HTTPStatus.OK and b"is being counted" not in answer.read()


def _size(request: Any) -> float:
    sizes = request.sizes()
    return float(sizes["responseBodySize"] + sizes["responseHeadersSize"])


if __name__ == "__main__":
    main()
