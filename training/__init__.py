"""How the shipped tagger is made: prepare, train, export, score. See README.md beside this file."""
