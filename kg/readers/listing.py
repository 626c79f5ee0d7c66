"""Home and section pages: which words of a page are teasers for articles that stand elsewhere."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

_HEADLINE_WORDS = 4  # a link of fewer words is navigation, not a headline
_CARD_WORDS = 80  # a headline, its teaser, a byline and a date; an article is longer


def is_list_page(text: str, tree: Any, *, declared: bool) -> bool:
    """Say whether at least half the words of a page's extracted text stand in teasers.

    A teaser is the largest element around a linked headline that links to nothing else by a
    headline. Three lines of text must come from them, two where the page declares itself a list;
    a page without text is a list if it has three linked headlines.
    """
    cards = _cards(tree)
    lines = [" ".join(line.removeprefix("- ").split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        return len(cards) >= 3
    teasers = [line for line in lines if any(line in card for card in cards)]
    words = sum(len(line.split()) for line in teasers)
    return len(teasers) >= (2 if declared else 3) and 2 * words >= len(text.split())


def _cards(tree: Any) -> list[str]:
    """Return the words of every teaser."""
    headlines = [a for a in tree.xpath("//a[@href]") if _is_headline(a)]
    targets: dict[Any, set[str]] = defaultdict(set)
    for link in headlines:
        for element in link.iterancestors():
            targets[element].add(link.get("href"))
    return [_card(link, targets) for link in headlines]


def _is_headline(link: Any) -> bool:
    """Say whether a link is a headline: long enough, and not part of a running paragraph."""
    words = _words(link)
    if len(words.split()) < _HEADLINE_WORDS:
        return False
    paragraph = next(link.iterancestors("p"), None)
    return paragraph is None or _words(paragraph) == words


def _card(link: Any, targets: dict[Any, set[str]]) -> str:
    card = _words(link)
    for element in link.iterancestors():
        words = _words(element) if len(targets[element]) == 1 else ""
        if not words or len(words.split()) > _CARD_WORDS:
            break
        card = words
    return card


def _words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())
