"""The heaviest of some publics that share nobody: what they reach together, at least.

Their figures may then be added. Which publics may share somebody is a graph, and the question is that of a heaviest
independent set, which no quick algorithm answers for every graph. Small ones are answered exactly, by branching with a
bound; of large ones that resist, the best that was found within a fixed effort is taken: less than the heaviest, it is
true all the same.
"""

from collections.abc import Callable, Iterator, Sequence

EFFORT = 100_000
"""Comparisons that one search may make beside the n² of preparing it: some 30 ms."""


def heaviest(weights: Sequence[int], overlaps: Sequence[int], breadths: Sequence[int] = ()) -> list[int]:
    """Return the places of publics of which no two overlap, and whose weights come to as much as can be.

    `overlaps` says in the bits of a number which others each may share somebody with. `breadths` orders publics for
    the case of too many: the narrowest are joined first, so that the answer is no less than the heaviest of each
    narrow place. The same input gives the same answer.
    """
    order = sorted((one for one in range(len(weights)) if weights[one] > 0), key=lambda one: (-weights[one], one))
    place = {one: rank for rank, one in enumerate(order)}
    masks = [0] * len(order)
    for one in order:
        for other in _bits(overlaps[one]):
            if other != one and other in place:
                masks[place[one]] |= 1 << place[other]
                masks[place[other]] |= 1 << place[one]
    search = _Search([weights[one] for one in order], masks, [breadths[one] for one in order] if breadths else ())
    return sorted(order[rank] for rank in search.answer())


class _Search:
    """Publics numbered from the heaviest; `masks` are their overlaps, without themselves."""

    def __init__(self, weights: Sequence[int], masks: Sequence[int], breadths: Sequence[int]) -> None:
        self.weights = weights
        self.masks = masks
        self.breadths = breadths
        self.left = EFFORT
        self._best = 0
        self._best_weight = 0

    def answer(self) -> list[int]:
        """Return the numbers of the heaviest set that was found."""
        found = 0
        for part in self._parts(self._worthwhile()):
            self._best = max((self._joined(part, order) for order in self._orders()), key=self._weight)
            self._best_weight = self._weight(self._best)
            self._branch(part)
            found |= self._best
        return list(_bits(found))

    def _worthwhile(self) -> int:
        """Return those that some heaviest set needs: not those in whose place a heavier one always fits."""
        kept = (1 << len(self.weights)) - 1
        for one in reversed(range(len(self.weights))):
            rivals = self.masks[one] & ((1 << one) - 1) & kept
            around = self.masks[one] | 1 << one
            if any(self.masks[other] & kept & ~around == 0 for other in _bits(rivals)):
                kept &= ~(1 << one)
        return kept

    def _parts(self, kept: int) -> Iterator[int]:
        """Yield the sets of publics that nothing joins to each other."""
        while kept:
            part, border = 0, kept & -kept
            while border:
                part |= border
                around = 0
                for one in _bits(border):
                    around |= self.masks[one]
                border = around & kept & ~part
            yield part
            kept &= ~part

    def _orders(self) -> list[Callable[[int], tuple[int, int]]]:
        """Return ways of trying one public after the other: the heaviest, narrowest or least overlapping first."""
        orders: list[Callable[[int], tuple[int, int]]] = [lambda one: (one, one)]
        orders.append(lambda one: (self.masks[one].bit_count(), one))
        if self.breadths:
            orders.append(lambda one: (self.breadths[one], one))
        return orders

    def _joined(self, part: int, order: Callable[[int], tuple[int, int]]) -> int:
        """Return what is found by taking each public that still fits."""
        chosen = taken = 0
        for one in sorted(_bits(part), key=order):
            if not taken >> one & 1:
                chosen |= 1 << one
                taken |= self.masks[one] | 1 << one
        return chosen

    def _weight(self, some: int) -> int:
        return sum(self.weights[one] for one in _bits(some))

    def _branch(self, part: int) -> None:
        """Try each public with and without, as long as what is left may still come to more than the best."""
        waiting = [(part, 0, 0)]
        while waiting and self.left > 0:
            candidates, chosen, weight = waiting.pop()
            if weight > self._best_weight:
                self._best, self._best_weight = chosen, weight
            if not candidates or weight + self._bound(candidates) <= self._best_weight:
                continue
            first = candidates & -candidates
            one = first.bit_length() - 1
            waiting.append((candidates & ~first, chosen, weight))
            waiting.append((candidates & ~first & ~self.masks[one], chosen | first, weight + self.weights[one]))

    def _bound(self, candidates: int) -> int:
        """Return what candidates come to at most: of some that all overlap each other, one at most can be chosen."""
        total = 0
        cliques: list[int] = []
        for one in _bits(candidates):  # the heaviest first: whoever begins a clique weighs most in it
            for number, clique in enumerate(cliques):
                self.left -= 1
                if clique & ~self.masks[one] == 0:
                    cliques[number] = clique | 1 << one
                    break
            else:
                self.left -= 1
                cliques.append(1 << one)
                total += self.weights[one]
        return total


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, from the lowest."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
