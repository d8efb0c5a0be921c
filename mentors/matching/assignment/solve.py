"""The assignment from beginning to end, and its final prices."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from heapq import heapify, heappop, heappush

from mentors.matching.assignment.auction import rough_prices
from mentors.matching.assignment.flow import Flow
from mentors.matching.assignment.instance import Assigned, Id, Instance
from mentors.matching.assignment.network import FINER, NOBODY, Network


def assign(instance: Instance, *, warm_prices: Mapping[Id, int] | None = None) -> Assigned:
    """One of the cheapest assignments, with prices that prove it.

    The order of the instance does not matter: everything is put in the order of the ids first (numbers, then
    texts), and where several answers cost the same, that order decides. So the same pool has the same answer every
    time. The prices do not depend on which of them it is. `warm_prices`, from an earlier answer, replace the
    auction; among equally good answers they may lead to another one.
    """
    # Nothing here makes cycles, and a hundred thousand small tuples make the collector look often.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _assign(instance, warm_prices)
    finally:
        if collects:
            gc.enable()


def _assign(instance: Instance, warm_prices: Mapping[Id, int] | None) -> Assigned:
    network = Network(instance)
    if warm_prices is None:
        prices, mates, bids = rough_prices(network)
    else:
        prices = [
            warm_prices[one] * FINER if one in warm_prices else network.cost_of_place(nth, 0)
            for nth, one in enumerate(network.mentor_ids)
        ]
        mates, bids = [NOBODY] * len(network.edges), 0
    flow = Flow(network, prices, mates)
    flow.run()
    pairs = tuple(
        (network.learner_ids[learner], network.mentor_ids[mentor])
        for learner, mentor in enumerate(flow.mates)
        if mentor >= 0
    )
    final = _price_of_one_more(network, flow)
    return Assigned(
        pairs=pairs,
        unmatched=tuple(network.learner_ids[one] for one, mentor in enumerate(flow.mates) if mentor < 0),
        total_cost=_total(network, flow) // FINER,
        prices={one: price // FINER for one, price in zip(network.mentor_ids, final, strict=True)},
        work={"bids": bids, "searches": flow.searches, "scanned": flow.scanned},
    )


def _total(network: Network, flow: Flow) -> int:
    total = sum(
        flow.cost_here[learner] if mentor >= 0 else network.unmatched
        for learner, mentor in enumerate(flow.mates)
    )
    return total + sum(
        network.cost_of_place(mentor, nth)
        for mentor, seated in enumerate(flow.at)
        for nth in range(len(seated))
    )


def _price_of_one_more(network: Network, flow: Flow) -> list[int]:
    """What all together would lose by one more learner at each mentor: the largest prices that are a proof.

    They are the lengths of the shortest ways from the mentor to the ground: the next place is taken, or one who sits
    there goes without, or moves to another mentor at that mentor's price. Dijkstra backwards, over reduced costs.
    """
    near, edges, seats = flow.prices, network.edges, range(network.mentors)
    price = [network.endless] * network.mentors
    for mentor in seats:
        taken = len(flow.at[mentor])
        if taken < network.capacity[mentor]:
            price[mentor] = network.cost_of_place(mentor, taken)
        for learner in flow.at[mentor]:
            price[mentor] = min(price[mentor], network.unmatched - flow.cost_here[learner])
    # A first way for those who are full, so that few others need to be kept; `floor`: no price is lower in the end.
    floor = min(near, default=0)
    comes: list[list[tuple[int, int]]] = [[] for _ in seats]
    for mentor in sorted(seats, key=price.__getitem__):
        for learner in flow.at[mentor]:
            here = flow.cost_here[learner]
            for cost, other in edges[learner]:
                step = cost - here
                if step + floor >= price[mentor]:
                    break
                if other != mentor:
                    comes[other].append((mentor, step))
                    price[mentor] = min(price[mentor], step + price[other])
    heap = [
        (price[mentor] - near[mentor], mentor)
        for mentor in range(network.mentors)
        if network.capacity[mentor]
    ]
    heapify(heap)
    done = bytearray(network.mentors)
    while heap:
        _distance, mentor = heappop(heap)
        if done[mentor]:
            continue
        done[mentor] = 1
        for other, step in comes[mentor]:
            if not done[other] and price[mentor] + step < price[other]:
                price[other] = price[mentor] + step
                heappush(heap, (price[other] - near[other], other))
    _price_of_no_places(network, flow, price)
    return price


def _price_of_no_places(network: Network, flow: Flow, price: list[int]) -> None:
    """A mentor with no place at all has no way to the ground: there, the price is just high enough to want nobody."""
    for mentor in range(network.mentors):
        if not network.capacity[mentor]:
            price[mentor] = network.cost_of_place(mentor, 0)
    for learner, edges in enumerate(network.turned_away):
        if edges:
            mate = flow.mates[learner]
            value = network.unmatched if mate < 0 else flow.cost_here[learner] + price[mate]
            for cost, mentor in edges:
                price[mentor] = max(price[mentor], value - cost)
