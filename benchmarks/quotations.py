"""Quotations by spaCy and textacy, for `benchmarks.extraction`: `quotations.py MODEL WHO`.

Reads a JSON object of texts by name on standard input; writes what was found, and how fast.
`spacy` is the pipeline alone. `textacy` is `textacy.extract.direct_quotations`. `syntactic` is the
first step of the Gender Gap Tracker's quotation extractor, written anew from its description (Asr
et al., PLOS ONE 16(1), 2021): the clausal complement of a verb of speech, with the verb's subject
for its speaker, and what stands in the sentence of "according to".
"""

import json
import resource
import sys
import time

import spacy
from textacy.constants import REPORTING_VERBS
from textacy.extract import direct_quotations

LABELS = {
    "spacy": "spaCy pipeline alone (tagger, parser, names)",
    "textacy": "textacy, direct quotations",
    "syntactic": "Gender Gap Tracker's approach, syntactic quotes",
}
PASSES = 3


def textacy_quotes(doc):
    """Yield (start, end, speaker) of direct quotations."""
    try:
        found = list(direct_quotations(doc))
    except ValueError:  # an odd number of quotation marks
        return
    for quote in found:
        yield quote.content.start_char, quote.content.end_char, _words(quote.speaker)


def syntactic_quotes(doc):
    """Yield (start, end, speaker) of complements of verbs of speech, and of "according to"."""
    for word in doc:
        verb = word.head
        if word.dep_ == "ccomp" and verb.lemma_ in REPORTING_VERBS["en"]:
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if subject is not None:
                yield *_span(doc, word), _words(list(subject.subtree))
        elif (
            word.lower_ == "according" and word.i + 1 < len(doc) and doc[word.i + 1].lower_ == "to"
        ):
            named = next((c for c in doc[word.i + 1].children if c.dep_ == "pobj"), None)
            if named is not None:
                sentence = word.sent
                yield sentence.start_char, sentence.end_char, _words(list(named.subtree))


WHO = {"spacy": lambda doc: (), "textacy": textacy_quotes, "syntactic": syntactic_quotes}


def _span(doc, word):
    part = doc[word.left_edge.i : word.right_edge.i + 1]
    return part.start_char, part.end_char


def _words(tokens):
    return " ".join(t.text for t in tokens)


def main():
    """Write the measurement as JSON."""
    model, who = sys.argv[1:]
    texts, pipeline = json.load(sys.stdin), spacy.load(model)
    for text in list(texts.values())[:2]:
        list(WHO[who](pipeline(text)))
    best, found = float("inf"), {}
    for _ in range(PASSES):
        start = time.process_time()
        found = {name: list(WHO[who](pipeline(text))) for name, text in texts.items()}
        best = min(best, time.process_time() - start)
    statements = {
        name: [{"content": {"start": a, "end": b}, "speaker": s} for a, b, s in quotes]
        for name, quotes in found.items()
    }
    json.dump(
        {
            "label": LABELS[who],
            "words": sum(len(t.split()) for t in texts.values()),
            "seconds": best,
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "found": statements if who != "spacy" else None,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
