"""From good prices to the exact answer: shortest augmenting paths with prices as potentials.

The network: learner - mentor - ground. Each learner sends one unit to the ground, through a mentor's place (the
mentor's cost rises from place to place) or straight (`unmatched`). Prices are kept such that no step has a negative
reduced cost, and whoever sits, sits on steps of reduced cost 0; so what is left to do is to bring the units that
wait to the places that the prices say must be taken and nobody has. When no unit waits, prices and answer prove each
other.

Three ways to look, from cheap to thorough: one learner and a few mentors around (`look_near`), all at once by distance
(`look_far`), and along steps of reduced cost 0 in depth, which finds many ways at a time where much is tied
(`look_deep`). No recursion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush

from mentors.matching.assignment.auction import lower_prices
from mentors.matching.assignment.network import NOBODY, Network

#: A learner who waits for a unit's way; a root of a tree that begins at the ground.
WAITS = -2
#: How many mentors `look_near` looks at, and after how many searches in vain it is not worth trying.
NEAR, IN_VAIN = 40, 20


class Flow:
    """Who sits where, the prices, and what is not yet in balance."""

    def __init__(self, network: Network, prices: list[int], mates: list[int]) -> None:
        self.network = network
        self.prices = prices
        self.mates = list(mates)
        self.at: list[list[int]] = [[] for _ in range(network.mentors)]
        self.cost_here = [0] * len(network.edges)
        self.value = [0] * len(network.edges)
        self.waiting: set[int] = set()
        self.without: set[int] = set()
        #: Places of each mentor that the price says must be taken and nobody has.
        self.missing = [0] * network.mentors
        #: The ground's price; the ground has too many units (> 0) or too few.
        self.ground, self.balance = 0, 0
        self.searches = self.scanned = 0
        self._key = [network.endless] * network.mentors
        self._from = [NOBODY] * network.mentors
        self._root = [NOBODY] * network.mentors
        self._done = bytearray(network.mentors)
        self._seat()

    # ---- the beginning ---------------------------------------------------------------------------

    def _seat(self) -> None:
        """Keep who sits by the prices, seat whom they let, and count what is missing."""
        network, prices, at = self.network, self.prices, self.at
        homeless = []
        lower_prices(network, prices, self.mates)
        floor = min(prices, default=0)
        for learner, edges in enumerate(network.edges):
            best, mate = network.unmatched, self.mates[learner]
            for cost, mentor in edges:
                if cost + floor >= best:
                    break
                if cost + prices[mentor] < best:
                    best = cost + prices[mentor]
            self.value[learner] = best
            own = network.cost_of(learner, mate) if mate >= 0 else 0
            if mate >= 0 and own + prices[mate] == best and self._has_place(mate):
                at[mate].append(learner)
                self.cost_here[learner] = own
            elif best == network.unmatched:
                self.mates[learner] = NOBODY
                self.without.add(learner)
            else:
                self.mates[learner] = WAITS
                homeless.append(learner)
        for mentor in range(network.mentors):
            self._count_missing(mentor)
        for learner in homeless:
            self._seat_at_once(learner)
        self.balance = sum(self.missing) - len(self.waiting)

    def _count_missing(self, mentor: int) -> None:
        network, price, must = self.network, self.prices[mentor], 0
        while must < network.places[mentor] and network.cost_of_place(mentor, must) < price:
            must += 1
        self.missing[mentor] = max(0, must - len(self.at[mentor]))

    def _has_place(self, mentor: int) -> bool:
        nth = len(self.at[mentor])
        network = self.network
        return nth < network.places[mentor] and network.cost_of_place(mentor, nth) <= self.prices[mentor]

    def _seat_at_once(self, learner: int) -> None:
        chosen = NOBODY
        for cost, mentor in self.network.edges[learner]:
            if cost + self.prices[mentor] == self.value[learner]:
                if self.missing[mentor]:
                    chosen = mentor
                    break
                if chosen < 0 and self._has_place(mentor):
                    chosen = mentor
        if chosen < 0:
            self.waiting.add(learner)
            return
        self._move(learner, chosen)
        if self.missing[chosen]:
            self.missing[chosen] -= 1

    # ---- the run ---------------------------------------------------------------------------------

    def run(self) -> None:
        """Search until nothing is out of balance."""
        in_vain = 0
        for learner in sorted(self.waiting):
            if in_vain > IN_VAIN:
                break
            in_vain += not self.look_near(learner)
        while self.waiting or self.balance > 0:
            self.look_far()
            self.look_deep()
        if self.ground:
            self.prices = [price - self.ground for price in self.prices]
            self.ground = 0

    def look_near(self, learner: int) -> bool:
        """A way for one learner among a few mentors, if there is one."""
        return self._search([learner], NEAR)

    def look_far(self) -> None:
        """Ways for as many as the shortest distance allows, from everybody who waits."""
        self._search(sorted(self.waiting), 0)

    def _search(self, sources: list[int], limit: int) -> bool:
        """Dijkstra from the sources; then prices by distance, and one way for each root that reached an end.

        With a `limit`, give up after so many mentors, and take the ground for an end even if it has too many:
        what it has too many goes on from there, many ways at a time.
        """
        network, prices, missing, at = self.network, self.prices, self.missing, self.at
        edges, unmatched, ground = network.edges, network.unmatched, self.ground
        key, come_from, root, done = self._key, self._from, self._root, self._done
        endless, places, cost_here = network.endless, network.places, self.cost_here
        the_ground = network.mentors
        ground_takes = 1 if limit else max(0, -self.balance)
        ground_has = self.balance > 0 and not limit
        # key = distance - price, so that a step costs `base + cost`, whatever the mentor's price. Nothing further away
        # than `bound`, where an end is known, is of use; `floor` is the least that a price adds.
        floor, bound = min(prices, default=0), endless
        touched: list[int] = []
        ground_at = endless
        # How the ground is reached: (learner or NOBODY, mentor or NOBODY, root).
        ground_doors: list[tuple[int, int, int]] = []
        for learner in sources:
            base = -self.value[learner]
            for cost, mentor in edges[learner]:
                if base + cost + floor > bound:
                    break
                if base + cost < key[mentor]:
                    if key[mentor] == endless:
                        touched.append(mentor)
                    key[mentor], come_from[mentor], root[mentor] = base + cost, learner, learner
                    if missing[mentor]:
                        bound = min(bound, base + cost + prices[mentor])
            if (way := base + unmatched + ground) <= ground_at:
                if way < ground_at:
                    ground_at, ground_doors = way, []
                ground_doors.append((learner, NOBODY, learner))
        if ground_has:
            ground_at, ground_doors = 0, []
        if ground_takes:
            bound = min(bound, ground_at)
        heap = [(key[mentor] + prices[mentor], mentor) for mentor in touched]
        if ground_at < endless:
            heap.append((ground_at, the_ground))
        heapify(heap)
        end, ends, order, ground_done = endless, [], [], False
        given_up = False
        while heap:
            distance, mentor = heappop(heap)
            if distance > end:
                break
            if mentor == the_ground:
                if ground_done or distance != ground_at:
                    continue
                ground_done = True
                if ground_takes:
                    end = distance
                    continue
                own_root = ground_doors[0][2] if ground_doors else None
                for way, other, learner in self._ways_from_the_ground(distance, bound - floor):
                    if way < key[other]:
                        if key[other] == endless:
                            touched.append(other)
                        key[other], come_from[other] = way, learner
                        if missing[other]:
                            bound = min(bound, way + prices[other])
                        # From a ground that has too many, each first step is a root of its own.
                        tree = -10 - other if learner < 0 else -10 - the_ground - learner
                        root[other] = tree if own_root is None else own_root
                        heappush(heap, (way + prices[other], other))
                continue
            if done[mentor]:
                continue
            done[mentor] = 1
            order.append((mentor, distance))
            if missing[mentor]:
                end = distance
                ends.append(mentor)
                continue
            if limit and len(order) > limit:
                given_up = True
                break
            tree, seated = root[mentor], at[mentor]
            if len(seated) < places[mentor]:
                way = distance + network.cost_of_place(mentor, len(seated)) + ground - prices[mentor]
                if way <= ground_at and not ground_done:
                    if way < ground_at:
                        ground_at, ground_doors = way, []
                        heappush(heap, (way, the_ground))
                        if ground_takes:
                            bound = min(bound, way)
                    ground_doors.append((NOBODY, mentor, tree))
            here = distance - prices[mentor]
            for learner in seated:
                base = here - cost_here[learner]
                enough = bound - base - floor
                for cost, other in edges[learner]:
                    if cost > enough:
                        break
                    if base + cost < key[other]:
                        if key[other] == endless:
                            touched.append(other)
                        key[other], come_from[other], root[other] = base + cost, learner, tree
                        further = base + cost + prices[other]
                        if further <= bound:
                            heappush(heap, (further, other))
                            if missing[other]:
                                bound, enough = further, further - base - floor
                way = base + unmatched + ground
                if way <= ground_at and not ground_done:
                    if way < ground_at:
                        ground_at, ground_doors = way, []
                        heappush(heap, (way, the_ground))
                        if ground_takes:
                            bound = min(bound, way)
                    ground_doors.append((learner, NOBODY, tree))
        self.searches += 1
        self.scanned += len(order)
        if not given_up:
            for mentor, distance in order:
                if distance < end:
                    prices[mentor] += end - distance
            if ground_done and ground_at < end:
                self.ground += end - ground_at
            for learner in sources:
                self.value[learner] += end
            self._go_all(ends, ground_doors, ground_takes if ground_done and ground_at == end else 0)
        for mentor in touched:
            key[mentor] = endless
            done[mentor] = 0
        return not given_up

    def _ways_from_the_ground(self, distance: int, most: int) -> Iterator[tuple[int, int, int]]:
        """(key, mentor, learner or NOBODY), no key above `most`: a place is taken away, or one without is seated."""
        network = self.network
        for mentor in range(network.mentors):
            if not self._done[mentor] and (taken := len(self.at[mentor]) + self.missing[mentor]):
                yield distance - network.cost_of_place(mentor, taken - 1) - self.ground, mentor, NOBODY
        for learner in sorted(self.without):
            base = distance - network.unmatched - self.ground
            for cost, mentor in network.edges[learner]:
                if base + cost > most:
                    break
                yield base + cost, mentor, learner

    # ---- the ways --------------------------------------------------------------------------------

    def _go_all(self, ends: list[int], doors: list[tuple[int, int, int]], ground_takes: int) -> None:
        """Go one way from each root that has reached an end. The first may have used what a later one needs."""
        used: set[int] = set()
        for mentor in ends:
            tree = self._root[mentor]
            if tree in used or (tree <= -10 and self.balance <= 0):
                continue
            used.add(tree)
            self._go([], mentor, doors)
            self.missing[mentor] -= 1
            if tree <= -10:
                self.balance -= 1
        for learner, mentor, tree in doors:
            if tree in used or not ground_takes:
                continue
            used.add(tree)
            ground_takes -= 1
            if learner < 0:
                self._go([], mentor, doors)
            else:
                self._go([(learner, NOBODY)], self.mates[learner], doors)
            self.balance += 1

    def _go(self, moves: list[tuple[int, int]], arrives_at: int, doors: list[tuple[int, int, int]]) -> None:
        """Follow the way back from `arrives_at` to its root, then move everybody on it."""
        while arrives_at != WAITS:
            learner = self._from[arrives_at]
            if learner >= 0:
                moves.append((learner, arrives_at))
                arrives_at = self.mates[learner]
            if learner >= 0 and arrives_at != NOBODY:
                continue
            # The way came over the ground.
            if not doors:
                break
            learner, mentor, _tree = doors[0]
            if learner >= 0:
                moves.append((learner, NOBODY))
                mentor = self.mates[learner]
            arrives_at = mentor
        for learner, to in moves:
            self._move(learner, to)

    def _move(self, learner: int, to: int) -> None:
        before = self.mates[learner]
        if before >= 0:
            self.at[before].remove(learner)
        elif before == NOBODY:
            self.without.discard(learner)
        else:
            self.waiting.discard(learner)
        self.mates[learner] = to
        if to < 0:
            self.without.add(learner)
            return
        self.at[to].append(learner)
        self.cost_here[learner] = self.network.cost_of(learner, to)

    # ---- in depth --------------------------------------------------------------------------------

    def look_deep(self) -> None:
        """More ways along steps of reduced cost 0. Each mentor is looked at once, so the ways do not meet."""
        seen = bytearray(self.network.mentors)
        for learner in sorted(self.waiting):
            self._dive(learner, seen)
        if self.balance > 0:
            self._dive_from_the_ground(seen)

    def _dive_from_the_ground(self, seen: bytearray) -> None:
        network = self.network
        for mentor in range(network.mentors):
            if seen[mentor]:
                continue
            seen[mentor] = 1
            while self.balance > 0 and (taken := len(self.at[mentor]) + self.missing[mentor]):
                if network.cost_of_place(mentor, taken - 1) + self.ground != self.prices[mentor]:
                    break
                if self.missing[mentor]:
                    self.missing[mentor] -= 1
                elif not any(self._dive(learner, seen) for learner in list(self.at[mentor])):
                    break
                self.balance -= 1
        for learner in sorted(self.without):
            if self.balance > 0 and self._dive(learner, seen):
                self.balance -= 1

    def _dive(self, first: int, seen: bytearray) -> bool:
        """One way from `first` to a missing place, or to a ground that lacks; and go it."""
        network, prices, at, mates = self.network, self.prices, self.at, self.mates
        edges, unmatched, ground = network.edges, network.unmatched, self.ground
        way = [first]  # learners: each takes the place of the next one
        via: list[int] = []  # where each of them goes, but the last
        steps = [iter(edges[first])]
        others: list[Iterable[int]] = []  # who else could give way at `via`
        end = NOBODY
        while way:
            learner = way[-1]
            mate = mates[learner]
            if mate >= 0:
                value = self.cost_here[learner] + prices[mate]
            else:
                value = self.value[learner] if mate == WAITS else unmatched + ground
            if self.balance < 0 and mate != NOBODY and unmatched + ground == value:
                end = NOBODY
                break
            deeper = NOBODY
            for cost, mentor in steps[-1]:
                if seen[mentor] or cost + prices[mentor] != value:
                    continue
                seen[mentor] = 1
                if self.missing[mentor] or (
                    self.balance < 0
                    and len(at[mentor]) < network.places[mentor]
                    and network.cost_of_place(mentor, len(at[mentor])) + ground == prices[mentor]
                ):
                    end = mentor
                    break
                if at[mentor]:
                    deeper = mentor
                    break
            if end >= 0:
                break
            if deeper >= 0:
                following = iter(list(at[deeper]))
                via.append(deeper)
                others.append(following)
                way.append(next(iter(following)))
                steps.append(iter(edges[way[-1]]))
                continue
            # A dead end: who else sits there? Else a step back.
            way.pop()
            steps.pop()
            while others:
                if (another := next(iter(others[-1]), NOBODY)) >= 0:
                    way.append(another)
                    steps.append(iter(edges[another]))
                    break
                others.pop()
                via.pop()
                break
        if not way:
            return False
        if end >= 0 and self.missing[end]:
            self.missing[end] -= 1
        else:
            self.balance += 1
        self._move(way[-1], end)
        for learner, mentor in zip(reversed(way[:-1]), reversed(via), strict=True):
            self._move(learner, mentor)
        return True
