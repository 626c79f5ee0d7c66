"""Where the files that travel with the package are: ontology, shapes, examples, queries, model.

In a checkout and an editable install they stand at the top level of the repository; in a wheel
they are placed under `kg/_data/`.
"""

from __future__ import annotations

from pathlib import Path

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
