"""Annotated folders: what is not as the format says is refused with the place and the next step."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ReadError
from kg.evaluation import evaluate
from kg.gold import read_gold, unannotated
from tests.annotated import SMALL, TEXT, changed, span, write_gold


def test_an_annotated_folder_gives_articles_with_their_annotations(tmp_path: Path) -> None:
    ((article, gold),) = read_gold(write_gold(tmp_path, SMALL))
    assert (article.name, article.text, gold) == ("x", TEXT, SMALL)


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (lambda g: g["statements"][0].update(content=[{"start": 0, "end": 3, "exact": "Bob"}]),
         ["x.json: statements x-s01: 0-3 is 'Ann' in the text, 'Bob' in the gold",
          "nowhere in the article"]),
        (lambda g: g["statements"][0].update(cue={"start": 0, "end": 4, "exact": "said"}),
         ["statements x-s01: 0-4 is", "stand at 30-34: count code points"]),
        (lambda g: g["statements"][0]["speaker"].update(mention={"start": 5, "end": 999}),
         ["5-999 is no place in a text of"]),
        (lambda g: g["states"][0]["mentions"].append({**span("Norland"), "type": "nickname"}),
         ["states 1: type 'nickname' is none of name, demonym, metonym, location"]),
        (lambda g: g["states"][0]["mentions"].append("Norland"), ["a mention is"]),
        (lambda g: g.pop("offices"), ["'offices' is no list", "null where none were annotated"]),
        (lambda g: g.update(alliances=[{"name": "Nato"}]), ["alliances 1: has no 'code'"]),
        (lambda g: g.update(alliances=["NATO"]), ["alliances 1: not an object but 'NATO'"]),
        (lambda g: g["statements"][1].update(speech_act="demands"),
         ["statements x-s02: speech_act 'demands' is none of assert, demand"]),
        (lambda g: g["statements"][0].update(kind=None), ["kind None is none of direct, mixed"]),
        (lambda g: g["statements"][0].update(kind=[]), ["is none of direct, mixed"]),
        (lambda g: g["statements"][0].update(speaker=None, about=None, content="x"),
         ["speaker is {name", "about is a list", "content is a list", "not 'x'"]),
        (lambda g: g["memberships"][0].update(status="full"), ["status 'full' is none of member"]),
    ],
)  # fmt: skip
def test_what_would_make_a_figure_wrong_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], Any], problems: list[str]
) -> None:
    with pytest.raises(ReadError) as refused:
        list(read_gold(write_gold(tmp_path, changed(change))))
    assert all(problem in str(refused.value) for problem in problems), str(refused.value)


def test_of_many_problems_the_first_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    wrong = {**SMALL, "alliances": [{} for _ in range(8)]}
    with pytest.raises(ReadError, match=r"(?s)alliances 1: .*alliances 5: .*and 3 more"):
        list(read_gold(write_gold(tmp_path, wrong)))


def test_a_folder_that_is_not_as_expected_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="name one with articles/ and gold/ in it"):
        list(read_gold(tmp_path))
    folder = write_gold(tmp_path, [])
    with pytest.raises(ReadError, match="not a JSON object"):
        list(read_gold(folder))
    (folder / "gold" / "x.json").write_bytes(b"{")
    with pytest.raises(ReadError, match="not JSON"):
        list(read_gold(folder))
    write_gold(folder, SMALL)
    (folder / "articles" / "x.txt").write_bytes(b"Ann \xff")
    with pytest.raises(ReadError, match="not UTF-8 at byte 4"):
        list(read_gold(folder))
    (folder / "articles" / "x.txt").unlink()
    with pytest.raises(ReadError, match=r"x\.txt: No such file.*needs its article"):
        list(read_gold(folder))


def test_articles_without_annotations_are_named(tmp_path: Path) -> None:
    folder = write_gold(tmp_path, SMALL)
    (folder / "articles" / "y.txt").write_text(TEXT, encoding="utf-8")
    assert unannotated(folder) == (folder / "articles" / "y.txt",)


def paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where every value within a gold file stands."""
    if at:
        yield at
    if isinstance(value, dict):
        for key, part in value.items():
            yield from paths(part, (*at, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from paths(part, (*at, number))


@pytest.mark.parametrize("wrong", [None, 3, "x", [], {}, [3], [None], {"x": 1}])
def test_whatever_is_wrong_in_a_gold_file_is_refused_or_harmless(
    tmp_path: Path, wrong: Any
) -> None:
    folder = write_gold(tmp_path, SMALL)
    refused = 0
    for at in paths(SMALL):
        broken = copy.deepcopy(SMALL)
        place: Any = broken
        for key in at[:-1]:
            place = place[key]
        place[at[-1]] = wrong
        (folder / "gold" / "x.json").write_text(json.dumps(broken), encoding="utf-8")
        try:
            card = evaluate(folder, lambda article: SMALL, lambda name: None)
            assert 0 <= card.macro <= 1, at
        except ReadError:
            refused += 1
    assert refused > 10
