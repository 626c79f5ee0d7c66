"""The code keeps its own rules: style, types, and imports that only go down."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",), ("lint-imports",)],
    ids=" ".join,
)
def test_a_checker_finds_nothing(command):
    name, *arguments = command
    done = subprocess.run(
        [BIN / name, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def test_importing_the_package_loads_nothing_heavy():
    heavy = "rdflib", "pyshacl", "flask", "pyoxigraph", "onnxruntime", "numpy", "trafilatura"
    script = f"import sys, kg, kg.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_module_is_long():
    lengths = {
        str(f.relative_to(ROOT)): len(f.read_text(encoding="utf-8").splitlines())
        for f in ROOT.glob("kg/**/*.py")
    }
    assert {f: n for f, n in lengths.items() if n > 400} == {}
