"""How time and memory grow with an article's length: `python -m benchmarks.long_article`.

Reads, maps and checks one article of 6,000 and one of 60,000 words, each in a process of its own,
as `kg build` does, and prints seconds, peak memory and the ratio between the two.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

from kg.config import Config
from kg.model import Article
from kg.pipeline import open_pipeline

PARAGRAPHS = (
    "German Chancellor Olaf Scholz said on Wednesday that Germany would send tanks to Ukraine.",
    "“We will not look away,” he told reporters in Berlin. “Nobody should doubt it.”",
    "NATO secretary general Jens Stoltenberg welcomed the decision, and warned that the war could "
    "last for years; Russia, which is not a member of the alliance, called it a “dangerous step”.",
    "The talks were held in Geneva last month. An official said they would resume in the autumn.",
)
SIZES = 6_000, 60_000  # words


def text_of(words: int) -> str:
    """Return an article of about so many words, paragraph upon paragraph."""
    found: list[str] = []
    count = 0
    while count < words:
        paragraph = PARAGRAPHS[len(found) % len(PARAGRAPHS)]
        found.append(paragraph)
        count += len(paragraph.split())
    return "\n\n".join(found)


def measure(words: int) -> dict[str, float]:
    """Return CPU seconds and peak megabytes of the road of one article, the start not counted."""
    pipeline = open_pipeline(Config())
    pipeline(Article(PARAGRAPHS[0], published="2023-01-27"))
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    document = pipeline.read(Article(text_of(words), published="2023-01-27"))
    read = time.process_time() - start
    outcome = pipeline(document.article)
    whole = time.process_time() - start - read
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "words": words,
        "statements": len(document.statements),
        "seconds to read": read,
        "seconds to read, map and check": whole,
        "megabytes, idle": idle / 1024,
        "megabytes, peak": peak / 1024,
        "conforms": outcome.conforms,
    }


def main() -> None:
    """Print one line a size, and the ratios."""
    rows = []
    for words in SIZES:
        command = [sys.executable, "-m", "benchmarks.long_article", str(words)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        rows.append(json.loads(done.stdout))
    small, large = rows
    for key in small:
        ratio = large[key] / small[key] if small[key] else 0
        print(f"{key:32} {small[key]:>10.1f} {large[key]:>10.1f} {ratio:>8.1f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1]))))
    else:
        main()
