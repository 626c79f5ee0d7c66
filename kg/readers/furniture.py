"""Lines of a web page that are no part of the article: share buttons, teasers, credits, notices."""

from __future__ import annotations

import re

_MOST_WORDS = 20  # a longer line is text
_FURNITURE = re.compile(
    r"""
    (?:read|see|learn|find\ out)\ (?:more|also|next)\b.*
    |(?:click|tap)\ here\b.*
    |sign\ up\ (?:to|for)\ (?:our|the|free)\b.*|subscribe\b.*|(?:sign|log)\ in|register(?:\ now)?
    |follow\ (?:us|@?[\w.]+(?:\ \w+)?)\ on\b.*|join\ our\b.*
    |share(?:\ (?:this|on|via|with)\b.*)?|print|e-?mail|save|copy\ link|bookmark|whatsapp|facebook
    |twitter|linkedin|telegram|reddit|pinterest|comments?(?:\ \(?\d+\)?)?|leave\ a\ comment
    |advertisements?|sponsored(?:\ content)?|promoted(?:\ stories)?
    |(?:article|story|text|content)\ continues\ (?:below|after)\b.*
    |skip\ (?:past|to|ad|advert)\b.*
    |(?:most|more)\ (?:read|popular|viewed|shared)(?:\ stories|\ articles)?
    |(?:trending|popular|latest)(?:\ now|\ stories|\ news)?
    |(?:related|recommended|further)
     \ (?:articles?|stor(?:y|ies)|topics?|content|coverage|reading|links?)\b.*
    |more\ (?:from\ .*|on\ this\ story.*)|you\ (?:may|might)\ also\ like\b.*
    |(?:image|photo|picture|video)\ (?:source|caption|credit)s?\b.*
    |(?:photograph|photo|image|picture)s?(?:\ by)?:\ .*
    |(?:watch|listen)(?:\ now|\ live)?:\ .*
    |(?:copyright\ )?(?:©|\(c\))\ ?.*|copyright\ \d{4}\b.*|all\ rights\ reserved\b.*
    |(?:accept|reject|manage)\ (?:all|cookies|preferences|options)\b.*
    |(?:we|this\ (?:web)?site)\ uses?\ cookies\b.*|cookie\ (?:policy|settings|preferences)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_QUOTED = re.compile('["“”„«»]')


def without_furniture(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Return the text without such lines, and a note that gives the first of them.

    >>> without_furniture("NATO met.\nRead more: Who is in NATO?")[0]
    'NATO met.'
    """
    lines = text.split("\n")
    left_out = [line for line in lines if _is_furniture(line.strip())]
    if not left_out:
        return text, ()
    kept = "\n".join(line for line in lines if not _is_furniture(line.strip()))
    count = f"{len(left_out)} line{'s' * (len(left_out) > 1)}"
    first = " ".join(left_out[0].split())
    return kept, (f"left out {count} of the page around the article, the first “{first}”",)


def _is_furniture(line: str) -> bool:
    short = len(line.split()) <= _MOST_WORDS and not _QUOTED.search(line)
    return short and _FURNITURE.fullmatch(line.removeprefix("- ")) is not None
