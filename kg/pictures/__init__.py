"""Pictures of what the graph holds: rows of an answer in, SVG out; no script and no clock."""
