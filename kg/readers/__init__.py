"""Readers: files, folders and streams become articles. Nothing here fetches anything.

`sources` finds the files and hands each to the reader of its suffix: `text`, `jsonl`, `html`,
`feeds` or `warc`; `sitemaps` date pages that stand beside them. All can be compressed (.gz).
`decoding` turns bytes into characters and `cleaning` characters into an article's text; both say
what they repaired. `dates`, `language` and `metadata` keep what a source states and no more.
"""
