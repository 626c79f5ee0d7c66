"""What somebody is who holds no office, by the words beside the name."""

from __future__ import annotations

import pytest

from kg.extractors.appositions import appositions
from tests.marked import read


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("“It rained,” said [p Ana Rojas], 54, a nurse.", "nurse"),
        ("[p Ana Rojas], a 54-year-old taxi driver from Lima, wept.",
         "taxi driver from Lima"),
        ("[p Ana Rojas], the sister of the king, left.", "sister of the king"),
        ("The owner of the boat, [p Ana Rojas], said no.", "owner of the boat"),
        ("Soto's predecessor, [p Ana Rojas], said no.", "predecessor"),
        ("His trusted legal adviser, [p Ana Rojas], said no.", "trusted legal adviser"),
        ("[p Ana Rojas], a senior fellow at the Lima-based Lake Institute, wept.",
         "senior fellow at the Lima-based Lake Institute"),
        # what is no person, or another's
        ("Chile blamed [p Ana Rojas], a charge that Peru denied.", None),
        ("The boat, [p Ana Rojas] said, had sunk.", None),
        ("The owner met [p Ana Rojas], who wept.", None),
        ("Peru met [p Ana Rojas], the lawyers said.", None),
        ("[p Ana Rojas], a nurse’s daughter’s dog and a cat left.", None),
    ],
)  # fmt: skip
def test_an_apposition_tells_what_somebody_is(marked: str, role: str | None) -> None:
    found = read(marked)
    assert next(iter(appositions(found).values()), None) == role


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("[s A member of the junta] [c said] [q no].", "member of the junta"),
        ("[s A military source] [c said] [q no].", "military source"),
        ("[s His wife] [c said] [q no].", "wife"),
        ("[s A source] [c said] [q no].", None),
        ("[s A resident] [c said] [q no].", None),
    ],
)
def test_an_unnamed_source_has_a_role_by_where_it_stands(marked: str, role: str | None) -> None:
    (statement,) = read(marked).statements
    assert statement.role == role
