"""The versions of the extractors that come along, each raised when its findings may change.

They stand here so that the digest of a run is known without loading what reads articles.
"""

from __future__ import annotations

VERSIONS = {
    "attribution": "1",
    "dates": "1",
    "entities": "1",
    "persons": "1",
    "coreference": "1",
    "offices": "1",
    "speakers": "1",
    "forms": "1",
    "speech_acts": "1",
    "about": "1",
    "targets": "1",
    "memberships": "1",
}
