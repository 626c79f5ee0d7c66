"""What browsers load: from us alone, and what others wrote as they wrote it."""

import hashlib
import json
import re

import pytest

from kg.paths import RENDERING
from tests.test_code import ROOT

STATIC = ROOT / "kg" / "web" / "static"
VENDOR = STATIC / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text())
SHIPPED = sorted(
    file
    for folder in (ROOT / "kg" / "web", RENDERING)
    for file in folder.rglob("*")
    if file.suffix in (".js", ".css", ".html", ".svg")
)
# what makes a browser ask; the name of a namespace and a link to read do not
LOADS = re.compile(
    r"""(?:\bsrc(?:set)?|\baction|\bposter|<link[^>]*href)\s*=\s*["']?\s*(?:https?:)?//
    |(?:\burl\(|@import|\bimport\b|\bfrom\b|\bimport\(|\bfetch\(|\bopen\(|new\s+(?:URL|Worker)\()
     \s*["'`(]*\s*(?:https?:|wss?:)?//""",
    re.VERBOSE,
)


def test_vendored_files_are_as_the_manifest_says_each_with_its_licence():
    listed = {name: digest for entry in MANIFEST for name, digest in entry["files"].items()}
    there = {str(f.relative_to(VENDOR)): f for f in VENDOR.rglob("*") if f.is_file()}
    there.pop("manifest.json")
    assert {n: hashlib.sha256(f.read_bytes()).hexdigest() for n, f in there.items()} == listed
    for entry in MANIFEST:
        assert {"name", "version", "licence", "package"} < entry.keys()
        assert any(name.endswith("LICENSE") for name in entry["files"]), entry["name"]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda f: f.name)
def test_no_page_and_no_script_loads_from_another_host(file):
    found = LOADS.search(file.read_text(encoding="utf-8"))
    assert found is None, found[0]


@pytest.mark.parametrize(
    "text",
    ['<script src="//cdn.example/x.js">', "@import 'https://e.org/x.css'", "url(//e.org/f.woff)",
     'import x from "https://e.org/x.js"', "fetch(`https://e.org`)", '<link href="http://e.org">'],
)  # fmt: skip
def test_what_loads_from_another_host_is_seen(text):
    assert LOADS.search(text)
