"""Where the files that travel with the package are, and how names of files are written down.

In a checkout and an editable install they stand at the top level of the repository; in a wheel
they are placed under `kg/_data/`.
"""

from __future__ import annotations

import re
from pathlib import Path

_SURROGATE = re.compile("[\ud800-\udfff]")  # how Python writes such a byte

PACKAGE = Path(__file__).parent
_BUNDLED = PACKAGE / "_data"
_ROOT = _BUNDLED if _BUNDLED.is_dir() else PACKAGE.parent

ONTOLOGY = _ROOT / "ontology"
REFERENCE = ONTOLOGY / "reference"
SHAPES = _ROOT / "shapes"
EXAMPLES = _ROOT / "examples"
QUERIES = PACKAGE / "queries"
MODELS = PACKAGE / "models"
RENDERING = PACKAGE / "rendering"
PICTURES = PACKAGE / "pictures"
STATIC = PACKAGE / "web" / "static"


def in_unicode(name: str) -> str:
    """Return the name of a file with a replacement character for each byte that is no UTF-8."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", name)
