"""Stores: the embedded Oxigraph store, and the processes that serve one safely over HTTP.

`oxigraph` is the `Store` plug-in. `pool` supervises one writer and several readers, each running
`worker` in a process of its own. Only this package imports pyoxigraph.
"""
