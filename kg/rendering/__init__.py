"""An article as a page: what `kg extract --html` writes and what the server shows.

`highlighting` marks up the text, `page` says what a page shows, `document` fills it from a
document in memory (the server fills it from a graph), `standalone` writes it as one file.
Templates and style sheet are beside them.
"""
