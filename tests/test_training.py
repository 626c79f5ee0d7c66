"""How the tagger is made: the corpus as read, what the network learns from, the measures."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from kg import paths
from kg.model import Span
from training.corpus import Annotated, Attribution, CorpusError, read_corpus
from training.examples import NOBODY, UNLABELLED, load, save, to_example
from training.measures import judge, total

POLNEAR = Path(__file__).parents[2] / "shared" / "polnear"
TEXT = "Spain's envoy, Ana Ruiz, said talks had “gone well”. Madrid would wait, she added."
BRAT = """T1\tSource 0 23\tSpain's envoy, Ana Ruiz
T2\tCue 25 29\tsaid
T3\tContent 30 51\ttalks had “gone well”
T4\tAttribution 25 29\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
T5\tContent 53 70\tMadrid would wait
T6\tCue 76 81\tadded
E2\tAttribution:T6 Cue:T6 Content2:T5
"""


@pytest.fixture
def article(tmp_path):
    for folder, name, text in (
        ("text", "talks.txt", TEXT),
        ("attributions", "talks_b.ann", BRAT.replace("25 29", "25 28")),
        ("attributions", "talks_a.ann", BRAT),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    (found,) = read_corpus(tmp_path)
    return found


@pytest.fixture(scope="module")
def tokenizer():
    made = Tokenizer.from_file(str(paths.MODELS / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def test_the_first_annotator_counts_and_roles_may_be_numbered(article):
    said, added = article.attributions
    assert [s.of(TEXT) for s in (*said.source, *said.cue, *said.content)] == [
        "Spain's envoy, Ana Ruiz",
        "said",
        "talks had “gone well”",
    ]
    assert added == Attribution((), (Span(76, 81),), (Span(53, 70),))


def test_a_folder_without_annotations_is_named(tmp_path):
    with pytest.raises(CorpusError, match=str(tmp_path)):
        list(read_corpus(tmp_path))


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("attributions/talks_a.ann", "T1\tCue 25 xx\tsaid", r"talks_a\.ann:1: '25 xx' are no off"),
        ("attributions/talks_a.ann", "T1\tCue 25 20\tsaid", r"talks_a\.ann:1: '25 20' are no off"),
        ("attributions/talks_a.ann", BRAT.replace("53 70", "53 700"), "annotates character 700"),
        ("attributions/new_a.ann", BRAT, r"new\.txt: No such file or directory; .*annotates it"),
        ("text/talks.txt", b"\xff", r"talks\.txt: not UTF-8 at byte 0"),
    ],
)
def test_a_corpus_that_is_broken_names_the_place(article, tmp_path, file, content, problem):
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / file).write_bytes(data)
    with pytest.raises(CorpusError, match=problem):
        list(read_corpus(tmp_path))


def test_names_and_examples_of_another_kind_are_named(article, tmp_path):
    other = tmp_path / "other"
    other.write_bytes(b"no")
    with pytest.raises(CorpusError, match="not gzipped JSON Lines"):
        list(read_corpus(tmp_path, other))
    with pytest.raises(CorpusError, match="not what training"):
        load(other)


def test_labels_stand_on_first_pieces_and_pointers_lead_to_them(article, tokenizer):
    example = to_example(article, tokenizer)
    words = [tokenizer.id_to_token(int(i)) for i in example.pieces]
    said, added = words.index("said"), words.index("added")
    assert words[example.to_source[said]] == "spain"
    assert example.to_source[added] == NOBODY
    assert example.to_cue[words.index("talks")] == said
    assert example.to_cue[words.index("madrid")] == added
    assert example.tags[words.index("madrid")] == 5
    assert (example.tags[[w.startswith("##") for w in words]] == UNLABELLED).all()
    assert example.quotes[[words.index(w) for w in ("“", "gone", "”", "madrid")]].tolist() == [
        1,
        2,
        3,
        0,
    ]


def test_examples_are_the_same_when_read_again(article, tokenizer, tmp_path):
    example = to_example(article, tokenizer)
    save([example, example.part(0, 5)], tmp_path / "e.npz")
    whole, part = load(tmp_path / "e.npz")
    assert len(part) == 5
    for field in ("pieces", "tags", "to_source", "to_cue"):
        assert np.array_equal(getattr(whole, field), getattr(example, field))


@pytest.mark.parametrize(
    ("source", "cue", "content", "found", "full"),
    [
        ((0, 23), (25, 29), (30, 51), True, True),
        ((8, 23), (25, 29), (30, 51), True, True),  # three of the source's five tokens
        ((0, 5), (25, 29), (30, 51), True, False),
        ((0, 23), (76, 81), (30, 51), True, False),
        ((0, 23), (25, 29), (41, 45), False, False),
        (None, (25, 29), (30, 51), True, False),
    ],
)
def test_an_attribution_is_full_when_source_and_cue_agree(
    article, source, cue, content, found, full
):
    said = Attribution((Span(*source),) if source else (), (Span(*cue),), (Span(*content),))
    judged = judge(TEXT, article.attributions[:1], [said])
    assert (judged.found, judged.full) == ((found,), (full,))


def test_reliability_compares_confidence_with_what_was_right():
    calibrate = pytest.importorskip("training.calibrate", reason="needs scikit-learn")
    confidence, right = np.array([0.9, 0.9, 0.9, 0.9, 0.1]), np.array([1, 1, 1, 0, 0], bool)
    *table, error = calibrate.reliability(confidence, right)
    assert table[1:] == ["0.10\t1\t0.00", "0.90\t4\t0.75"]
    assert error == "expected calibration error 0.140"


@pytest.mark.skipif(not POLNEAR.is_dir(), reason="needs the corpus beside the repository")
def test_the_measures_equal_those_of_the_studies():
    script = POLNEAR / "score_attribution.py"
    spec = importlib.util.spec_from_file_location("score_attribution", script)
    theirs = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = theirs
    spec.loader.exec_module(theirs)
    articles = list(read_corpus(POLNEAR / "data" / "dev"))[:30]
    predictions = {a.name: _disturbed(a) for a in articles}
    rows = {
        name: [{r: [(s.start, s.end) for s in getattr(p, r)] for r in theirs.ROLES} for p in found]
        for name, found in predictions.items()
    }
    folder = POLNEAR / "data" / "dev"
    report = theirs.score(str(folder / "text"), str(folder / "attributions"), rows, only=set(rows))
    ours = total(judge(a.text, a.attributions, predictions[a.name]) for a in articles)
    assert 0.2 < ours["full"].f1 < 0.9
    for name, measure in (
        ("found", "attr.found"),
        ("full", "attr.full"),
        ("source", "span.source.exact"),
        ("content", "span.content.exact"),
    ):
        assert report[measure]["F1"] == pytest.approx(ours[name].f1, abs=1e-4)


def _disturbed(article: Annotated) -> list[Attribution]:
    """Return the article's attributions with parts cut, lost and exchanged, always alike."""
    found = list(article.attributions[1:])
    for i, a in enumerate(found):
        first = a.content[0]
        if i % 3 == 0:
            shorter = Span(first.start, max(first.start + 1, first.end - 5 * (i % 7)))
            found[i] = Attribution(a.source, a.cue, (shorter,))
        if i % 4 == 0:
            found[i] = Attribution(found[i - 1].source, a.cue, found[i].content)
    return found
