"""Extractors: each adds one kind of finding to a document."""
