"""Engines run one function over many articles: here, or in several processes."""
