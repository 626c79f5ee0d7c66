"""A served site and what is asked of each of its pages."""

from pathlib import Path
from urllib.parse import urlsplit

AXE = Path(__file__).with_name("axe") / "axe.min.js"
WIDTHS = (360, 1280, 1920)  # pixels: a small telephone, a laptop, a wide screen
_STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Site:
    """A site in a browser. Whatever goes wrong on one of its pages is noted in `faults`."""

    def __init__(self, browser, address):
        self.browser, self.address = browser, address
        self.faults, self.contexts = [], []

    def open(self, path, *, width=1280, dark=False, script=True):
        """Return a new page (of Playwright) at this path, loaded."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)  # milliseconds; a busy machine is no fault of the page
        page.on("console", self._told)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)
        page.goto(path)
        return page

    def check(self, page):
        """Assert that nothing went wrong on the page, and that everybody can read it as it is now.

        Light and wide, dark and narrow: axe finds nothing, and only wide tables and the like
        scroll sideways, each by itself.
        """
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate("document.documentElement.scrollWidth")
            assert found <= width, f"{page.url} is {found} pixels wide in a window of {width}"
        for width, scheme in ((1280, "light"), (360, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            found = violations(page)
            assert not found, "\n".join([f"{page.url} at {width} pixels, {scheme}:", *found])
        assert not self.faults, "\n".join([f"{page.url}, {page.title()}:", *self.faults])

    def close(self):
        """Close all pages."""
        for context in self.contexts:
            context.close()

    def _told(self, message):
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text}")

    def _asked(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and not request.url.startswith(self.address + "/"):
            self.faults.append(f"asks another host: {request.url}")

    def _failed(self, request):
        if "ERR_ABORTED" not in (request.failure or ""):  # a page left while it loads is fine
            self.faults.append(f"{request.failure}: {request.url}")


def violations(page):
    """Return what axe finds wrong with the page, one line an element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {
        "runOnly": {"type": "tag", "values": _STANDARD},
        "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, which axe leaves off by default
        "resultTypes": ["violations"],
    }
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{v['id']}: {v['help']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for v in found["violations"]
        for node in v["nodes"]
    ]
