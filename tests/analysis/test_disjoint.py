"""The heaviest of some publics that share nobody: exact for few, never too much for many."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prst.analysis import disjoint
from prst.analysis.disjoint import heaviest

Pairs = set[tuple[int, int]]


def masks_of(count: int, pairs: Pairs) -> list[int]:
    masks = [0] * count
    for one, other in pairs:
        masks[one] |= 1 << other
        masks[other] |= 1 << one
    return masks


def may_be_added(chosen: list[int], pairs: Pairs) -> bool:
    return not any((one, other) in pairs or (other, one) in pairs for one, other in combinations(chosen, 2))


def weight_by_trying_all(weights: list[int], pairs: Pairs) -> int:
    """The answer, found by looking at every set."""
    sets = (some for size in range(len(weights) + 1) for some in combinations(range(len(weights)), size))
    return max(sum(weights[one] for one in some) for some in sets if may_be_added(list(some), pairs))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[int], Pairs]:
    weights = draw(st.lists(st.integers(0, 12), max_size=9))
    every = list(combinations(range(len(weights)), 2))
    return weights, set(draw(st.lists(st.sampled_from(every), unique=True))) if every else set()


@settings(max_examples=150)
@given(graph=graphs())
def test_the_heaviest_of_few_is_that_of_trying_them_all(graph: tuple[list[int], Pairs]) -> None:
    weights, pairs = graph
    chosen = heaviest(weights, masks_of(len(weights), pairs))
    assert chosen == sorted(set(chosen))
    assert may_be_added(chosen, pairs)
    assert sum(weights[one] for one in chosen) == weight_by_trying_all(weights, pairs)


@pytest.mark.parametrize(
    ("weights", "pairs", "chosen"),
    [
        ([], set(), []),
        ([5], set(), [0]),
        ([0, 0], set(), []),
        ([10, 10, 10], {(0, 1), (1, 2), (0, 2)}, [0]),  # a triangle
        ([3, 4, 3], {(0, 1), (1, 2)}, [0, 2]),  # the heaviest is not in it
        ([3, 7, 3], {(0, 1), (1, 2)}, [1]),
        ([1000] * 12 + [3000], {(one, 12) for one in range(12)}, list(range(12))),
    ],
)
def test_sets_worked_out_by_hand(weights: list[int], pairs: Pairs, chosen: list[int]) -> None:
    assert heaviest(weights, masks_of(len(weights), pairs)) == chosen


def rectangles(count: int, random: Random) -> tuple[list[int], list[int], list[int]]:
    """Publics of some of twelve places and some of fifteen sectors: weights, overlaps, and how many places each has."""
    places = [1 << random.randrange(12) | 1 << random.randrange(12) for _ in range(count)]
    sectors = [1 << random.randrange(15) | 1 << random.randrange(15) for _ in range(count)]
    masks = [
        sum(1 << b for b in range(count) if b != a and places[a] & places[b] and sectors[a] & sectors[b])
        for a in range(count)
    ]
    return [random.randrange(1, 2000) for _ in range(count)], masks, [one.bit_count() for one in places]


def test_five_hundred_relays_cost_what_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    weights, masks, breadths = rectangles(500, Random(1))
    found: list[disjoint._Search] = []

    class Kept(disjoint._Search):
        def answer(self) -> list[int]:
            found.append(self)
            return super().answer()

    monkeypatch.setattr(disjoint, "_Search", Kept)
    chosen = heaviest(weights, masks, breadths)
    assert not any(masks[one] >> other & 1 for one, other in combinations(chosen, 2))
    (search,) = found
    assert -(500**2) <= search.left < disjoint.EFFORT  # one bound more than the effort, at most


def test_very_many_that_share_nobody_are_all_taken() -> None:
    center = 1100
    masks = [1 << center] * center + [0]
    assert heaviest([1] * center + [center - 1], masks) == list(range(center))


@pytest.mark.parametrize("effort", [0, 300])
def test_too_little_effort_gives_less_and_nothing_wrong(effort: int, monkeypatch: pytest.MonkeyPatch) -> None:
    weights, masks, breadths = rectangles(60, Random(2))
    whole = sum(weights[one] for one in heaviest(weights, masks, breadths))
    monkeypatch.setattr(disjoint, "EFFORT", effort)
    chosen = heaviest(weights, masks, breadths)
    assert not any(masks[one] >> other & 1 for one, other in combinations(chosen, 2))
    assert max(weights) <= sum(weights[one] for one in chosen) <= whole


def test_however_many_the_best_of_each_narrow_place_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disjoint, "EFFORT", 0)
    random = Random(3)
    places = [1 << index % 12 for index in range(480)] + [0b111, 0b11000, (1 << 12) - 1]
    weights = [random.randrange(1, 900) for _ in places]
    masks = [sum(1 << b for b, other in enumerate(places) if other & one and b != a) for a, one in enumerate(places)]
    best = sum(max(weight for weight, one in zip(weights, places, strict=True) if one == 1 << d) for d in range(12))
    chosen = heaviest(weights, masks, [one.bit_count() for one in places])
    assert sum(weights[one] for one in chosen) >= max(best, *weights)
