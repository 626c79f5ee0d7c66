"""What reviewers say of statements: kept in `<base>corrections`, obeyed by every later reading.

`correction` is one such saying, `applying` carries them out on a document, `graph` writes and reads
them as triples, `register` keeps them in a store. Articles' graphs never hold what a reviewer said;
they are read again with it.
"""
