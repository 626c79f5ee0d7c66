"""Who may do what, how often, and what an answer never tells."""

import io
import re
import threading

import pytest
from werkzeug.exceptions import TooManyRequests

from kg.config import read_token
from kg.errors import ConfigError
from kg.web.access import RateLimit
from kg.web.observation import AccessLog, Observer
from tests.served import AUTHORISED, TOKEN, served, started

NAMES = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Permissions-Policy",
)


def allowed(limit, client, times):
    """Return at which of the times a request is allowed."""
    found = []
    for now in times:
        try:
            limit.check(client, now)
        except TooManyRequests:
            continue
        found.append(now)
    return found


@pytest.mark.parametrize(
    ("rate", "times", "expected"),
    [
        (2, [0, 0, 0, 0], [0, 0]),
        (2, [0, 0, 29, 30, 31, 60], [0, 0, 30, 60]),
        (60, [0] * 70, [0] * 60),
        (1, [0, 59, 60, 61, 120], [0, 60, 120]),
        (2, [0, 600, 600, 600], [0, 600, 600]),
    ],
)
def test_a_rate_is_a_bucket_that_fills_again(rate, times, expected):
    assert allowed(RateLimit(rate), "a", times) == expected


def test_a_rate_is_for_each_client_and_says_when_to_return():
    limit = RateLimit(2)
    assert allowed(limit, "a", [0, 0]) == allowed(limit, "b", [0, 0]) == [0, 0]
    with pytest.raises(TooManyRequests) as caught:
        limit.check("a", 10)
    assert caught.value.retry_after == 20


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "should hold one token"),
        (b"two words", "should hold one token"),
        ("schlüssel".encode(), "plain ASCII"),
        (None, "cannot be read"),
    ],
)
def test_a_token_file_that_is_of_no_use_is_named(tmp_path, content, words):
    file = tmp_path / "token"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match=words) as caught:
        read_token(None, file)
    assert str(file) in str(caught.value)


def test_the_token_is_given_or_in_a_file_or_there_is_none(tmp_path):
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    assert (read_token(TOKEN, None), read_token(None, file)) == (TOKEN, TOKEN)
    assert (read_token("", None), read_token(None, None)) == (None, None)
    with pytest.raises(ConfigError, match="not both"):
        read_token(TOKEN, file)


@pytest.mark.parametrize(
    "path", ["/", "/sparql?query=ASK{}", "/sparql?query=A", "/nothing", "/health", "/metrics"]
)
def test_every_answer_has_the_headers_that_protect_a_browser(small, path):
    response = small.get(path)
    assert [name for name in NAMES if name not in response.headers] == []


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    with served(tmp_path_factory.mktemp("store") / "s", token=TOKEN) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/sparql?query=SELECT*{?s ?p ?o}", "/dump.nq.gz"])
def test_a_broken_store_is_confessed_without_a_path_or_a_traceback(tmp_path, caplog, path):
    with served(tmp_path / "s", token=TOKEN, timeout=5.0) as client:
        for file in tmp_path.rglob("*.*"):
            if file.suffix in (".sst", ".log") or file.name.startswith("MANIFEST"):
                file.unlink()
        for media_type in ("text/html", "application/json", "text/plain"):
            response = client.get(path, headers={"Accept": media_type})
            assert response.status_code == 500
            assert not re.search(
                rf"Traceback|\.py|{tmp_path}|/tmp|sst|rocksdb", response.text, re.I
            )
            assert "The store failed" in response.text
        assert client.get("/health/live").status_code == 200
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("headers", [AUTHORISED, {"Authorization": "Bearer guess"}])
def test_tokens_are_never_logged(tmp_path, caplog, headers):
    out = io.StringIO()
    with started("memory", token=TOKEN, log=AccessLog(out, queries=True)) as client:
        client.post("/update", data={"update": "DROP ALL"}, headers=headers, buffered=True)
        client.get("/sparql?query=SELECT", headers=headers, buffered=True)
    assert out.getvalue().count("\n") == 2
    assert "?query=SELECT" in out.getvalue()
    for secret in (TOKEN, "guess"):
        assert secret not in out.getvalue() + caplog.text


def test_an_answer_that_breaks_off_is_counted_once():
    def application(environ, start_response):
        start_response("200 OK", [])
        yield b"some"
        raise ValueError

    seen = Observer(application, None)
    body = seen({"REQUEST_METHOD": "GET"}, lambda *_: None)
    with pytest.raises(ValueError):
        b"".join(body)
    assert seen.active == 1
    threads = [threading.Thread(target=body.close) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (seen.active, sum(seen.requests.values()), sum(seen.durations.values())) == (0, 1, 1)
