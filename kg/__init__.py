"""Communiqué: who said what in world politics, as a checked, queryable graph.

Importing this package loads nothing heavy; each module brings in what it needs.
"""

__version__ = "0.1.0"
