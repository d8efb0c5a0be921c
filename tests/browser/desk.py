"""The coordinator's pages: which there are, and somebody who may open them."""

from __future__ import annotations

import json

#: By name: what of `make()["values"]` stands in the address.
PAGES: dict[str, dict[str, str]] = {
    "today": {},
    "week": {},
    "place_week": {"pk": "place"},
    "sent": {},
    "pair": {"pk": "pair"},
    "suggest_another": {"pk": "chosen"},
    "meeting": {"pk": "meeting"},
    "move": {"pk": "meeting"},
    "move_group": {"pk": "group"},
    "stand_in": {"pk": "meeting"},
    "series": {"pk": "meeting"},
    "come_along": {"pk": "meeting"},
    "my_hours": {},
    "find": {},
    "person": {"public_id": "learner"},
    "apart": {"public_id": "learner"},
    "shows": {"public_id": "learner"},
    "wishes": {"public_id": "learner"},
    "login_card": {"public_id": "learner"},
    "lock": {"public_id": "learner"},
    "needs": {"public_id": "learner"},
    "picture": {"public_id": "learner"},
    "suggestions": {"public_id": "learner"},
    "by_hand": {"public_id": "learner"},
    "pair_by_hand": {"public_id": "learner", "mentor_id": "mentor"},
    "mentor_card": {"public_id": "mentor"},
    "hours": {"public_id": "mentor"},
    "erase": {"public_id": "learner"},
    "reserve": {"public_id": "learner"},
    "new_learner": {},
    "new_mentor": {},
    "rounds": {},
    "supply": {},
    "loans": {},
    "doors": {},
    "new_door": {},
}
#: Addresses without a page of their own that one could look at, and why.
WITHOUT_PAGE = {
    "release": "a button",
    "answer": "a button",
    "cancel": "a button",
    "call_next": "a button",
    "give_back": "a button",
    "answer_wait": "a button",
    "interpreter": "a button",
    "told": "a button",
    "show_contact": "a button",
    "line": "a button",
    "mentor_standing": "a button",
    "plan_now": "a button",
    "act_on_round": "a button",
    "act_on_line": "a button",
    "hand_over": "a button",
    "act_on_loan": "a button",
    "act_on_device": "a button",
    "copy": "a file",
    "why": "only until a reason is given",
    "round": "the demo has planned none",
}


def make(meeting: str) -> str:
    """A coordinator who has said why: as JSON `session` (a cookie) and `values`. `meeting` is one that stands."""
    from django.contrib.auth.models import Group
    from django.test import Client
    from django.utils import timezone

    from mentors.desk.looking import look_at
    from mentors.matching.models import Pairing
    from mentors.meetings.models import Meeting
    from mentors.meetings.quarters import quarter_of
    from tests.roles import sign_in
    from users.models import Look, User
    from users.permissions import COORDINATORS

    coordinator = User.objects.create_staff("desk-in-browser", "a long password for tests", "Sam Samordnare")
    coordinator.groups.add(Group.objects.get(name=COORDINATORS))
    found = Meeting.objects.get(pk=meeting)
    pairing = found.pairing
    assert pairing is not None
    for person in (pairing.learner, pairing.mentor):
        look_at(coordinator, person, Look.Reason.values[0])
    browser = Client()
    sign_in(browser, coordinator)
    groups = Meeting.objects.standing().filter(format=Meeting.Format.GROUP)
    group = groups.filter(start_quarter__gt=quarter_of(timezone.now())).first()
    assert group is not None
    chosen = Pairing.objects.filter(state=Pairing.State.CHOSEN).first() or pairing
    return json.dumps(
        {
            "session": browser.cookies["sessionid"].value,
            "values": {
                "meeting": meeting,
                "group": str(group.pk),
                "pair": pairing.pk,
                "chosen": chosen.pk,
                "place": found.place_id,
                "learner": str(pairing.learner.public_id),
                "mentor": str(pairing.mentor.public_id),
            },
        }
    )
