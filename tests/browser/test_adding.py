"""An article from the clipboard to the list, and one that is set aside and looked at."""

from tests.examples import TOKEN

TEXT = (
    "VILNIUS, 11 July 2023 — Lithuania would defend every member, Foreign Minister Jonas Petraitis "
    'said on Tuesday. "There will be no exceptions," he told reporters.'
)
FRENCH = " ".join(5 * ["Le ministre a dit que la France ne quittera pas la zone."])
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_an_article_is_pasted_seen_stored_and_found(site):
    page = site.open("/add")
    page.get_by_label("The article").fill(TEXT)
    page.get_by_text("Title, date and source").click()
    page.get_by_label("Title", exact=True).fill(f"In Vilnius {MARKUP}")
    page.get_by_role("button", name="See what is read").click()
    page.wait_for_selector(".reading")
    assert page.locator(".statements article").count() == 2
    assert "Jonas Petraitis" in page.locator(".statements").inner_text()
    page.get_by_text("triples in Turtle").click()
    site.check(page)
    page.get_by_label("token").fill(TOKEN)
    page.get_by_role("button", name="Store the article").click()
    page.wait_for_selector(".notice.right")
    assert MARKUP in page.locator(".notice.right").inner_text()
    page.get_by_role("link", name="the list of articles").click()
    page.get_by_role("link", name="In Vilnius").click()
    page.wait_for_selector(".reading")
    assert site.faults == []
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert page.context.request.delete(page.url, headers=bearer).status == 204


def test_the_example_is_one_click_away_without_script_too(site):
    for script in (True, False):
        page = site.open("/add", script=script)
        page.get_by_role("link", name="Try an example").click()
        page.wait_for_selector("mark.statement")
        assert "Ilze Ozola" in page.locator(".statements").inner_text()


def test_what_cannot_be_read_is_told_and_the_text_is_still_there(site):
    page = site.open("/add")
    page.get_by_label("The article").fill(FRENCH)
    page.get_by_role("button", name="See what is read").click()
    page.wait_for_selector("[role=alert]")
    assert "The article is in French (fr)" in page.locator("[role=alert]").inner_text()
    assert page.get_by_label("The article").input_value() == FRENCH
    site.faults.clear()  # the answer is 422, which the browser notes
    site.check(page)


def test_what_is_set_aside_is_found_by_its_rule_and_read_again(site):
    sent = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/plain"}
    context = site.open("/").context
    answer = context.request.post("/articles?title=Paris", data=FRENCH + MARKUP, headers=sent)
    assert answer.status == 422
    page = site.open("/set-aside")
    site.check(page)
    page.get_by_role("link", name="OtherLanguage").click()
    page.get_by_role("link", name="Paris").click()
    assert MARKUP in page.locator(".place").inner_text()
    site.check(page)
    page.get_by_label("token").fill(TOKEN)
    page.get_by_role("button", name="Read it again").click()
    page.wait_for_selector(".notice.open")
    assert site.faults == []
