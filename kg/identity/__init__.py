"""One person, one entity: who is who across articles.

`identify` keeps the graph `<base>entities` in line with the articles (`kg.identity.identify`);
`resolve` is the pure function inside it (`kg.identity.resolution`).
"""
