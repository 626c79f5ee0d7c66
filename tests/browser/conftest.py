"""The examples behind a real server, looked at with a real Chromium.

All fixtures end with this folder: while Playwright runs, no other test could use asyncio.
"""

import shutil

import pytest

from tests.browser.site import Site
from tests.examples import TOKEN, built
from tests.served import running

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu"]  # no sandbox: the tests may run as root


@pytest.fixture(scope="package")
def chromium():
    """Yield a Chromium of this machine; none is downloaded."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    path = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if path is None:
        pytest.skip("needs Chromium, such as Debian's package chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def examples(tmp_path_factory):
    """Yield the address of a server over the examples, which writes for who has TOKEN."""
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(built(), folder / "store")
    (folder / "kg.toml").write_text(f'quarantine = "{folder / "quarantine"}"\n')
    options = ["--store", str(folder / "store"), "--config", str(folder / "kg.toml")]
    with running(*options, "--port", "0", "--token", TOKEN) as (_, address):
        yield address


@pytest.fixture
def site(chromium, examples):
    """Yield the site of the examples; its pages are closed when the test is over."""
    opened = Site(chromium, examples)
    yield opened
    opened.close()
