"""The package as a file for workers on other machines: programs, model and reference data.

The workers need the packages it depends on and nothing else.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from kg.paths import EXAMPLES, ONTOLOGY, PACKAGE, SHAPES

FOLDER = "communique"  # where it is on a worker


def packed(folder: Path) -> Path:
    """Write this package with all it reads as a zip file in `folder`; return its path."""
    file = folder / f"{FOLDER}.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        roots = [(PACKAGE, "kg")]
        roots += [(data, f"kg/_data/{data.name}") for data in (ONTOLOGY, SHAPES, EXAMPLES)]
        for root, name in roots:
            for path in sorted(p for p in root.rglob("*") if p.is_file()):
                if "__pycache__" not in path.parts:
                    archive.write(path, f"{name}/{path.relative_to(root).as_posix()}")
    return file
