"""500 statements, names of 300 characters, text from right to left, markup everywhere: all text."""

import pytest

from tests.browser.site import Site
from tests.served import running
from tests.wide import ARABIC, LONG, SCRIPT, wide_store


@pytest.fixture(scope="module")
def wide(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wide") / "store"
    name = wide_store(folder)
    with running("--store", str(folder), "--port", "0", "--token", "t") as (_, address):
        site = Site(chromium, address)
        yield site, name
        site.close()


PAGES = [
    "/articles/{}.html",
    "/statements?format=html",
    "/search?format=html&q=" + LONG[:40],
    "/article/{}/person/long.html",
    "/article/{}/person/markup.html",
    "/articles/{}/corrections?statement=3",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_holds_whatever_comes(wide, path):
    site, name = wide
    page = site.open(path.format(name))
    page.on("dialog", lambda dialog: pytest.fail(f"a script of the data ran: {dialog.message}"))
    site.check(page)


def test_the_words_stand_there_as_they_are(wide):
    site, name = wide
    page = site.open(f"/articles/{name}.html")
    assert page.locator("#what-is-said .count").inner_text() == "500"
    assert page.locator("ol > li[id^='statement-']").count() == 500
    assert SCRIPT in page.locator("h1").inner_text()
    assert page.locator("main script").count() == 0
    names = page.locator(".who .name").all_inner_texts()
    assert {LONG, ARABIC, f"Bo {SCRIPT}"} <= set(names)


def test_a_name_from_right_to_left_is_found_and_leads_to_its_statements(wide):
    site, _ = wide
    page = site.open("/search?format=html&q=" + ARABIC)
    page.locator("table a", has_text="100").first.click()
    assert page.locator("#found").inner_text() == "100 statements"
    assert page.locator(".passage").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert site.faults == []
