"""At whom statements are aimed, apart from whom they are said to."""

from __future__ import annotations

import re

import pytest

from kg.extractors.entities import EntityExtractor
from kg.extractors.targets import TargetExtractor
from kg.model import Article, Document, Span, SpeechAct, Statement
from kg.reference import load_reference

REFERENCE = load_reference()
ENTITIES, TARGETS = EntityExtractor(REFERENCE), TargetExtractor(REFERENCE)


def aimed(
    text: str, act: SpeechAct, addressee: str | None = None, speaker: str = "person/anna-lind"
) -> list[str]:
    """Return the targets of a statement: its content is in square brackets, a cue in angles."""
    parts = re.split(r"[\[\]<>]", text)
    plain = "".join(parts)
    spans = {m: len("".join(parts[: n + 1])) for n, m in enumerate(re.findall(r"[\[\]<>]", text))}
    statement = Statement(
        (Span(spans["["], spans["]"]),),
        cue=Span(spans["<"], spans[">"]) if "<" in spans else None,
        act=act,
        addressees=(addressee,) if addressee else (),
        speakers=(speaker,),
    )
    document = ENTITIES(Document(Article(plain), statements=(statement,)))
    return [k.rsplit("/", 1)[-1] for k in TARGETS(document).statements[0].targets]


@pytest.mark.parametrize(
    ("text", "act", "addressee", "expected"),
    [
        # directed at whom they are said to
        ("Lind accused Russia of [breaking the truce].", "accuse", "state/RU", ["RU"]),
        ("Lind urged Sweden [to attend].", "demand", "state/SE", ["SE"]),
        ("Lind thanked Finland for [its help].", "welcome", "state/FI", ["FI"]),
        ("Lind <urged> Sweden [to attend].", "demand", "state/SE", ["SE"]),
        ("Lind <accused> Russia [of lying].", "accuse", "state/RU", ["RU"]),
        # who is told of others is not meant
        ("Lind <told> Norway that [Sweden must attend].", "demand", "state/NO", []),
        ("Lind <told> Norway [to attend].", "demand", "state/NO", ["NO"]),
        ("Lind <told> Norway: [Attend at once].", "demand", "state/NO", ["NO"]),
        ("Lind <told> the UN that [the flight was an act of war].", "accuse", "grouping/UN", []),
        # supported, whoever is told
        ("Lind assured Russia of [her support for Sweden].", "assure", "state/RU", ["SE"]),
        ("Lind told Russia that [Norway stands firmly by Sweden].", "assure", "state/RU", ["SE"]),
        ("Lind said [Norway would help Ukraine].", "assure", None, ["UA"]),
        ("Lind promised [further military aid to Ukraine].", "assure", None, ["UA"]),
        ("Lind stressed [Norway's commitment to NATO].", "assure", None, ["NATO"]),
        ("Lind said [Norway was backing the United Kingdom].", "assure", None, []),
        ("Lind stressed [support for the sovereignty of Ukraine].", "assure", None, ["UA"]),
        ("Lind promised Ukraine [more weapons].", "assure", "state/UA", ["UA"]),
        ("Lind assured Russia that [the strait would stay open].", "assure", "state/RU", []),
        ("Lind said [Norway would not support Russia].", "assure", None, []),
        ("Lind told Norway [she would never stand with Russia].", "assure", "state/NO", []),
        # whose deed is judged
        ("Lind condemned [Russia's attack on Ukraine].", "condemn", None, ["RU"]),
        ("Lind condemned [the Russian attack on Ukraine].", "condemn", None, ["RU"]),
        ("Lind welcomed [Finland's decision].", "welcome", None, ["FI"]),
        ("Lind rejected [the Turkish demand].", "deny", None, ["TR"]),
        ("Lind condemned [the attack on Ukraine].", "condemn", None, []),
        ("Lind denied that [Sweden had asked].", "deny", None, []),
        ("Lind was blaming [Iran for the attack].", "accuse", None, ["IR"]),
        ("Lind accused [Chinese warships of coming too close].", "accuse", None, ["CN"]),
        ("Lind denounced [Iran].", "condemn", None, ["IR"]),
        ("Lind alleged [Iran had known].", "accuse", None, []),
        ("Lind blamed [Iran's enemies for the attack].", "accuse", None, []),
        ("Lind criticised [Sweden and its friends].", "condemn", None, []),
        # not shown by the words
        ("Lind warned NATO that [Russia was near].", "warn", "grouping/NATO", []),
        ("Lind said [Russia was near].", "assert", None, []),
        ("Lind told Sweden that [talks went on].", "assert", "state/SE", []),
    ],
)
def test_a_statement_is_aimed_at_whom_its_words_show(
    text: str, act: SpeechAct, addressee: str | None, expected: list[str]
) -> None:
    assert aimed(text, act, addressee) == expected


def test_nobody_is_the_target_of_his_own_words() -> None:
    text = "Norway said [it would support Norway and help Sweden]."
    assert aimed(text, "assure", speaker="state/NO") == ["SE"]
