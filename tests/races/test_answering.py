"""One request that is answered yes and no in the same moment, while others want its time: one answer holds."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest

from mentors.booking.choosing import choose
from mentors.hours.models import PairingSettings
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting
from tests.factories import CoordinatorFactory
from tests.mentors.scenes import history
from tests.races.running import (
    Racers,
    doubles,
    learners_who_may_choose,
    mentor_at_all_hours,
    reasons,
    start_anew,
    times_from_the_day_after_tomorrow,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_request_is_answered_once(racers: Racers) -> None:
    """Half say yes (the mentor, and the desk for her), a quarter no, and a quarter want the time that it holds."""
    PairingSettings.objects.create(release_first_pairing=False)
    desk, mentor = CoordinatorFactory(), mentor_at_all_hours()
    saying_no = racers.number // 4
    saying_yes = racers.number - 2 * saying_no
    learner, *others = learners_who_may_choose(mentor, number=1 + saying_no)
    free = times_from_the_day_after_tomorrow(mentor)
    came_of_it: Counter[str] = Counter()
    for number in range(racers.rounds):
        wanted = free[number % 40]
        then = {"start": wanted.start_quarter, "place": wanted.place_id}
        asked = choose(learner, mentor, *then.values(), key=uuid.uuid4(), by=learner)
        request = {"meeting": str(asked.pk)}
        said = racers.race(
            [{"how": "accept", **request, "by": [mentor, desk][nth % 2].pk} for nth in range(saying_yes)]
            + [{"how": "decline", **request, "by": [mentor, desk][nth % 2].pk} for nth in range(saying_no)]
            + [{"how": "choose", "learner": one.pk, "mentor": mentor.pk, **then} for one in others]
        )
        assert not [one["error"] for one in said if one["outcome"] == "error"], number
        asked.refresh_from_db()
        stands = asked.state == Meeting.State.STANDS
        assert stands or asked.state == Meeting.State.DECLINED
        won = [one["outcome"] == "won" for one in said]
        yes, no, choosing = won[:saying_yes], won[saying_yes:-saying_no], won[-saying_no:]
        # A second yes finds it done; a no after a yes is told, and a yes after a no.
        assert (set(yes), set(no)) == ({stands}, {not stands}), number
        # Where it is no, one of the others can have the time.
        assert sum(choosing) <= 1 - stands
        assert reasons(said[-saying_no:]) <= {"TimeTaken"}
        assert Counter(history(asked))["accepted" if stands else "declined"] == 1
        assert (doubles(), asked.occupied_quarters.count()) == (0, 9 if stands else 0)
        assert Meeting.objects.exclude(pk=asked.pk).count() == sum(choosing)
        assert Pairing.objects.filter(learner=learner).get().state == ("accepted" if stands else "declined")
        came_of_it[asked.state] += 1
        start_anew()
    print(dict(came_of_it))
