"""Withholding: no sum, no difference and no other sum tells what fewer than five people did."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from api.reporting.withholding import FEWEST_PEOPLE, Place, withheld

PATHS = {
    "unit-a": ("unit-a", "unit-east", "unit-city"), "unit-b": ("unit-b", "unit-east", "unit-city"),
    "unit-c": ("unit-c", "unit-west", "unit-city"), "unit-d": ("unit-d", "unit-city"),
}  # fmt: skip
cells = st.dictionaries(
    st.builds(Place, st.sampled_from(sorted(PATHS)), st.sampled_from(("care", "patrol", "x"))),
    st.integers(1, 12), max_size=12,
)  # fmt: skip


def sums(of: frozenset[Place]) -> list[set[Place]]:
    """Everything that somebody may add up: a place or all of them, one deed or all of them."""
    units = {unit for path in PATHS.values() for unit in path}
    deeds = {place.deed for place in of}
    return [
        {each for each in of
         if (not unit or unit in PATHS[each.community]) and deed in ("", each.deed)}
        for unit in (*units, "") for deed in (*deeds, "")
    ]  # fmt: skip


@given(cells)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_what_is_missing_from_a_true_total_is_never_a_few_people(
    people: dict[Place, int]
) -> None:
    hidden = withheld(people, PATHS)
    for group in sums(frozenset(people)):
        missing, left = group & hidden, group - hidden
        assert all(people[each] >= FEWEST_PEOPLE for each in left)
        if missing and left:
            assert max(people[each] for each in missing) >= FEWEST_PEOPLE


def test_a_second_cell_goes_with_a_single_small_one() -> None:
    care, patrol, choir = (Place("unit-a", deed) for deed in ("care", "patrol", "choir"))
    assert withheld({care: 4, patrol: 9, choir: 6}, PATHS) == {care, choir}
    assert withheld({care: 5, patrol: 9}, PATHS) == frozenset()
    assert withheld({care: 4}, PATHS) == {care}


def test_a_small_neighbour_is_not_told_by_the_street() -> None:
    mine, yours, far = (Place(unit, "care") for unit in ("unit-a", "unit-b", "unit-c"))
    assert withheld({mine: 30, yours: 2, far: 50}, PATHS) == {mine, yours}
