"""A reader looks at a statement, a reviewer corrects it, and the page says so."""

import pytest

from tests.examples import TOKEN


@pytest.fixture
def article(site):
    page = site.open("/articles?title=Wales&format=html")
    page.locator("table a").first.click()
    page.wait_for_selector(".reading")
    return page


def test_a_click_on_what_is_said_shows_its_triples(site, article):
    article.locator("mark[data-statement='1']").first.click()
    chosen = article.locator("#statement-1.chosen")
    chosen.locator(".triples pre", has_text="cq:speaker").wait_for()
    assert chosen.locator(".triples pre").inner_text().startswith("<statement/1>")
    site.check(article)


def test_the_number_leads_there_by_keyboard(site, article):
    article.locator("a.number", has_text="2").first.focus()
    article.keyboard.press("Enter")
    article.locator("#statement-2.chosen .triples pre", has_text="cq:speaker").wait_for()
    assert article.url.endswith("#statement-2")
    assert site.faults == []


def test_a_reviewer_corrects_a_statement_and_takes_that_back(site, article):
    article.locator("#statement-2 a", has_text="Right or wrong?").click()
    asks = {"accept": (), "speaker": ("agent",), "merge": ("with",), "split": ("before",)}
    for kind, fields in asks.items():
        article.locator(f"input[name=kind][value={kind}]").check()
        shown = [n for n in ("agent", "with", "before") if article.locator(f"#{n}").is_visible()]
        assert tuple(shown) == fields
    article.locator("input[name=kind][value=speaker]").check()
    article.locator("#agent").fill("Anna Lind")
    article.locator("#by").fill("Ada <b>Lovelace</b>")
    article.locator("#token").fill(TOKEN)
    site.check(article)
    article.locator("button", has_text="Say so").click()
    entry = article.locator("#statement-2")
    entry.locator(".review", has_text="speaker corrected by Ada <b>Lovelace</b>").wait_for()
    assert entry.locator(".who").inner_text() == "Anna Lind"
    site.check(article)
    listed = site.open("/corrections?format=html")
    site.check(listed)
    listed.locator("input[name=access_token]").first.fill(TOKEN)
    listed.locator("button", has_text="Take back").first.click()
    listed.wait_for_selector(".reading")
    assert listed.locator(".review").count() == 0
    assert listed.locator("#statement-2 .who").inner_text() != "Anna Lind"
    assert site.faults == []


def test_without_javascript_statements_lead_to_pages_and_forms(site):
    page = site.open("/statements?for=id/state/RU", script=False)
    page.locator(".said a[href*='#text-']").first.click()
    page.locator(".number").first.click()
    page.locator("a", has_text="in the graph").first.click()
    assert "/statement/" in page.url
    assert site.faults == []
