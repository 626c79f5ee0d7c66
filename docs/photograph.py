"""Photographs the pages for README: `python docs/photograph.py ADDRESS` of a server.

The server has the examples: `kg demo`.

Needs what the browser tests need: Playwright and Debian's Chromium.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent / "pictures"
QUERY = """PREFIX cq: <https://w3id.org/communique/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?stateLabel (COUNT(?statement) AS ?statements) WHERE {
  ?statement cq:onBehalfOf ?state .
  ?state a cq:State ; rdfs:label ?stateLabel .
}
GROUP BY ?state ?stateLabel ORDER BY DESC(?statements) LIMIT 8"""
PAGES = {
    "article": "/articles",
    "statements": "/statements?act=accuse",
    "map": "/pictures/map",
    "pictures": "/pictures",
    "people": "/people",
    "query": f"/sparql?query={quote(QUERY)}#chart",
}


def main(address: str) -> None:
    """Write one picture a page."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=address)
        for name, path in PAGES.items():
            page.goto(path)
            _prepare(page, name)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(1500)  # milliseconds, for what is drawn by script
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


def _prepare(page: Page, name: str) -> None:
    if name == "article":
        page.get_by_role("link", name="London tells Brussels that it is leaving").click()


if __name__ == "__main__":
    main(sys.argv[1])
