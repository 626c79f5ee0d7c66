"""In whose name somebody takes the floor."""

from __future__ import annotations

import pytest

from tests.marked import read


@pytest.mark.parametrize(
    ("marked", "principals"),
    [
        ("[s Iraq's delegate], speaking for the Group of 77 and China, [c stressed] [q it].",
         ["G77", "IQ"]),
        ("[s The delegate of Pakistan, on behalf of the Organization of Islamic Cooperation,]"
         " [c warned] [q them].", ["OIC", "PK"]),
        ("Speaking for the Caribbean Community, [s the ambassador of Barbados] [c asked] [q it].",
         ["CARICOM", "BB"]),
        ("On behalf of the European Union, [s the delegate of Estonia] [c said] [q no].",
         ["EU", "EE"]),
        ("[s The Nigerian diplomat who speaks for ECOWAS in Bamako] [c said] [q no].",
         ["ECOWAS", "NG"]),
        ("[s Kenya's foreign minister, Ali Obi, who spoke for the African Union,] [c said] [q no].",
         ["AU", "KE"]),
        ("[s The representative of Sierra Leone, speaking also for Guyana and Somalia,]"
         " [c said] [q no].", ["SL", "GY", "SO"]),
        ("[s The lawyer Ana Diaz, speaking on behalf of Chile,] [c said] [q no].", ["CL"]),
        ("[s The representative of Sierra Leone, speaking also] for Guyana and Somalia, [c said]"
         " [q no].", ["SL", "GY", "SO"]),
        # for nobody else
        ("[s Iraq's delegate], speaking for the first time, [c said] [q no].", ["IQ"]),
        ("[s Iraq's delegate], speaking for two hours on Iran, [c said] [q no].", ["IQ"]),
        ("Speaking for himself, [s the delegate of Estonia] [c said] [q no].", ["EE"]),
    ],
)  # fmt: skip
def test_who_speaks_for_others_speaks_for_them_first(marked: str, principals: list[str]) -> None:
    (statement,) = read(marked).statements
    assert [p.split("/")[1] for p in statement.speaks_for] == principals


@pytest.mark.parametrize(
    ("gap", "principals"), [(" ", ["G77", "IQ"]), ("\n\n", ["IQ"])], ids=["same", "next"]
)
def test_it_holds_for_the_paragraph(gap: str, principals: list[str]) -> None:
    first = "[s Iraq's delegate], speaking for the Group of 77, [c stressed] [q it]."
    found = read(f"{first}{gap}[s2 Iraq's delegate] [c2 called for] [q2 aid].")
    assert [p.split("/")[1] for p in found.statements[-1].speaks_for] == principals


def test_a_role_has_no_mandate_in_it() -> None:
    found = read("[s The delegate of Chad, on behalf of the African Union,] [c said] [q no].")
    assert found.statements[0].role == "delegate of Chad"
