"""Good prices to begin with: an auction with falling steps (D. Bertsekas' epsilon scaling), stopped early.

Learners bid for places, a place goes to the highest bidder, and whoever is outbid bids again. Nothing here has to be
right: what the auction leaves, `flow.py` makes exact. It only has to be near.
"""

from __future__ import annotations

from heapq import heapify, heapreplace

from mentors.matching.assignment.network import FINER, NOBODY, Network

#: The first step is this part of the spread of the costs, the next one a fourth of it. Where the spread is small, few
#: steps are enough: what a coarse step spoils costs more to mend than it gains.
FIRST_STEP, NEXT_STEP = 20, 4
SMALL_SPREAD, SMALL_FIRST_STEP = 1 << 14, 16
#: No more bids than this for each learner: in a war of prices the exact search is quicker.
BIDS_EACH = 60


def rough_prices(network: Network) -> tuple[list[int], list[int], int]:
    """Prices of the mentors, the mentor of each learner (or `NOBODY`), and how many bids it took."""
    edges, unmatched = network.edges, network.unmatched
    # A place in the heap of its mentor: (price, who holds it, what it costs empty, what the pair costs).
    places = [
        [(cost, NOBODY, cost, 0) for cost in network.place_costs(mentor)] for mentor in range(network.mentors)
    ]
    prices = [heap[0][0] if heap else network.endless for heap in places]
    outside: list[int] = list(range(len(edges)))
    bids, before = 0, 0
    for step in _steps(network):
        if before:
            outside += _thrown_out(edges, unmatched, places, prices, step, before)
        # Within a step prices only rise: nobody is cheaper than this.
        floor = min(prices, default=0)
        queue = sorted(outside, reverse=True)
        outside = []
        before = step
        while queue:
            learner = queue.pop()
            bids += 1
            best = second = unmatched
            chosen = NOBODY
            enough = second - floor
            for cost, mentor in edges[learner]:
                if cost >= enough:
                    break
                value = cost + prices[mentor]
                if value < second:
                    if value < best:
                        second, best, chosen = best, value, mentor
                    else:
                        second = value
                    enough = second - floor
            if chosen < 0:
                outside.append(learner)
                continue
            heap = places[chosen]
            price = prices[chosen]
            if len(heap) > 1:
                next_price = heap[1][0] if len(heap) == 2 or heap[1][0] < heap[2][0] else heap[2][0]
                second = min(second, next_price - price + best)
            bid = (price + second - best + step, learner, heap[0][2], best - price)
            old = heapreplace(heap, bid)[1]
            prices[chosen] = heap[0][0]
            if old >= 0:
                queue.append(old)
            if bids > BIDS_EACH * len(edges):
                return _whole(prices), _mates(network, places), bids
    return _whole(prices), _mates(network, places), bids


def _whole(prices: list[int]) -> list[int]:
    return [price // FINER * FINER for price in prices]


def _steps(network: Network) -> list[int]:
    if not any(network.edges):
        return []
    spread = network.most - network.least + network.load[-1] - network.load[0]
    last = max(1, spread >> 20)
    first = spread // FIRST_STEP
    if spread < SMALL_SPREAD:
        first = min(first, SMALL_FIRST_STEP)
    steps = [max(last, first)]
    while steps[-1] > last:
        steps.append(max(last, steps[-1] // NEXT_STEP))
    return steps


def _thrown_out(
    edges: list[list[tuple[int, int]]],
    unmatched: int,
    places: list[list[tuple[int, int, int, int]]],
    prices: list[int],
    step: int,
    before: int,
) -> list[int]:
    """Those who by the smaller `step` would rather be elsewhere. The price of their place falls a little."""
    thrown = []
    floor = min(prices, default=0)
    for heap in places:
        changed = False
        for nth, (price, learner, empty, own) in enumerate(heap):
            if learner < 0:
                continue
            best = unmatched
            for cost, other in edges[learner]:
                if cost + floor >= best:
                    break
                if cost + prices[other] < best:
                    best = cost + prices[other]
            if own + price > best + step:
                heap[nth] = (max(empty, price - 2 * before), NOBODY, empty, 0)
                thrown.append(learner)
                changed = True
        if changed:
            heapify(heap)
    for mentor, heap in enumerate(places):
        if heap:
            prices[mentor] = heap[0][0]
    return thrown


def _mates(network: Network, places: list[list[tuple[int, int, int, int]]]) -> list[int]:
    mates = [NOBODY] * len(network.edges)
    for mentor, heap in enumerate(places):
        for _price, learner, _empty, _own in heap:
            if learner >= 0:
                mates[learner] = mentor
    return mates


def lower_prices(network: Network, prices: list[int], mates: list[int]) -> None:
    """Make each mentor as cheap as the best that those elsewhere would pay, the dearest first.

    An auction ends with prices that are a step too high here and there; lowered, more of those who sit there sit
    well.
    """
    pays = [network.unmatched] * len(network.edges)
    wanted: list[list[tuple[int, int]]] = [[] for _ in prices]
    at: list[list[int]] = [[] for _ in prices]
    # No price goes below the cheapest place, so a dearer pair is no reason to keep one up.
    cheapest = network.load[0]
    for learner, edges in enumerate(network.edges):
        mate = mates[learner]
        if mate >= 0:
            pays[learner] = network.cost_of(learner, mate) + prices[mate]
            at[mate].append(learner)
        enough = pays[learner] - cheapest
        for cost, mentor in edges:
            if cost >= enough:
                break
            if mentor != mate:
                wanted[mentor].append((learner, cost))
    for mentor in sorted(range(network.mentors), key=lambda one: (-prices[one], one)):
        taken = len(at[mentor])
        floor = network.cost_of_place(mentor, taken if taken < network.places[mentor] else taken - 1)
        price = max([floor, *(pays[learner] - cost for learner, cost in wanted[mentor])])
        if (less := prices[mentor] - price) > 0:
            prices[mentor] = price
            for learner in at[mentor]:
                pays[learner] -= less
