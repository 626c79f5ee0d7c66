"""What asking a language model would take, told before anything is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extractors.llm.prompt import messages
from kg.extractors.llm.settings import Settings

_CHARACTERS = 4  # a token of English
_OUT = 0.15  # tokens of an answer for a character of news: 40 to 60 a statement


@dataclass(frozen=True, slots=True)
class Estimate:
    """Requests and tokens; `tokens_out` are what answers mostly take, `most_out` the most."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    most_out: int = 0

    def __add__(self, other: Estimate) -> Estimate:
        return Estimate(
            self.requests + other.requests,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.most_out + other.most_out,
        )

    def told(self, settings: Settings, spent: int) -> str:
        """Return it in words, with the cost by the prices in the settings."""
        return (
            f"{self.requests:,} requests to {settings.model}: about {self.tokens_in:,} tokens in "
            f"and {self.tokens_out:,} out, cost {self._cost(settings, self.tokens_out):.2f}; at "
            f"most {self.tokens_in + self.most_out:,} tokens, cost "
            f"{self._cost(settings, self.most_out):.2f}. {spent:,} of {settings.budget:,} tokens "
            "of the budget are spent."
        )

    def _cost(self, settings: Settings, out: int) -> float:
        return (self.tokens_in * settings.price_in + out * settings.price_out) / 1e6


def estimate(passages: Sequence[str], settings: Settings) -> Estimate:
    """Return what asking about these passages of an article would take."""
    asked = sum(len(m["content"]) for words in passages for m in messages(words))
    out = sum(min(round(len(words) * _OUT), settings.max_output) for words in passages)
    return Estimate(len(passages), asked // _CHARACTERS, out, len(passages) * settings.max_output)
