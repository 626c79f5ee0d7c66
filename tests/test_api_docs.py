"""docs/api.md tells the truth: each of its curl lines is sent, and answers what it says."""

import re
import shlex
from pathlib import Path

import pytest

from tests.examples import TOKEN, served_examples

PAGE = (Path(__file__).parents[1] / "docs" / "api.md").read_text(encoding="utf-8")
LINES = re.findall(r"^(curl .+)\n(?:# → (.+))?", PAGE, re.M)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served_examples(tmp_path_factory.mktemp("docs"), token=TOKEN) as client:
        yield client


def sent(client, line):
    """Send what a curl command would: -H, -X, -L, --data and an address are known here."""
    words, headers, options = shlex.split(line)[1:], {}, {}
    while len(words) > 1:
        word = words.pop(0)
        if word == "-L":
            options["follow_redirects"] = True
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value.replace("TOKEN", TOKEN)
        elif word == "-X":
            options["method"] = words.pop(0)
        else:
            assert word == "--data"
            options |= {"method": "POST", "data": words.pop(0).encode(), **options}
    content_type = headers.pop("Content-Type", None)
    headers.setdefault("Accept", "*/*")
    base = "http://127.0.0.1:8000"
    path = words[0].removeprefix(base)
    return client.open(path, base_url=base, headers=headers, content_type=content_type, **options)


def test_every_line_of_the_page_answers_what_it_says(client):
    assert len(LINES) > 15
    for line, expected in LINES:
        answer = sent(client, line)
        assert answer.status_code < 500, line
        assert expected in answer.text, f"{line}\n{answer.text[:2000]}"
        assert expected or answer.status_code == 204, line
