"""What needs a human today: each list holds what it should, in a fixed number of queries."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentors.booking.answering import accept
from mentors.booking.cancelling import cancel
from mentors.cards.models import NeedsCard
from mentors.desk.today import last_two, what_was_sent
from mentors.matching.line import put_in_line
from mentors.meetings.models import Meeting
from mentors.meetings.views_for import NotYours, what_mentor_sees
from messaging.models import Message
from tests.factories import MentorCardFactory, PersonFactory, WeeklyHoursFactory
from tests.mentors.desk.asking import ask_somebody, learner_of, pairing_of, queries_of
from tests.mentors.scenes import choose_first, history, learner_with_card, suggest
from users.models import User

TODAY = "/admin/desk/"


def write_message(person: User, state: str, number: int, **fields: object) -> Message:
    now = timezone.now()
    return Message.objects.create(
        subject=f"meeting:{number}",
        kind="booked",
        channel="text",
        person=person,
        address="+46701740615",
        language="sv",
        text="Medlots: Ditt möte är bokat.",
        state=state,
        send_after=now,
        useful_until=now + datetime.timedelta(days=1),
        **fields,
    )


def test_an_empty_desk_says_what_that_means(desk: Client) -> None:
    page = desk.get(TODAY).content.decode()
    for words in (
        "Nothing to release",
        "Nobody stands in line",
        "Every mentor who was asked has answered",
        "No meetings in the next 7 days",
        "Nothing has been sent in the last 7 days",
        f'href="{reverse("desk:week")}"',
    ):
        assert words in page


def test_the_line_shows_the_longest_wait_first(desk: Client) -> None:
    late, early = learner_with_card().needs_card, learner_with_card(languages=["ti"]).needs_card
    put_in_line(late)
    put_in_line(early)
    NeedsCard.objects.filter(pk=early.pk).update(waiting_since=timezone.now() - datetime.timedelta(days=9))
    rows = desk.get(TODAY).context["line"].rows
    assert [(row.learner, row.place_in_line) for row in rows] == [(early.learner, 1), (late.learner, 2)]
    assert rows[0].languages == ["Tigrinya"]


def test_a_first_pairing_is_released_and_the_mentor_sees_it(desk: Client, unreleased: Meeting) -> None:
    with pytest.raises(NotYours):
        what_mentor_sees(unreleased)
    (row,) = desk.get(TODAY).context["release"].rows
    assert row.reasons[:1] == ["Both speak Somali"]
    answer = desk.post(reverse("desk:release", args=[unreleased.pairing_id]))
    assert answer.status_code == 302
    unreleased.refresh_from_db()
    pairing_of(unreleased).refresh_from_db()
    assert what_mentor_sees(unreleased).other_alias == learner_of(unreleased).alias
    after = desk.get(TODAY).context
    assert after["release"].count == 0
    assert [row.meeting for row in after["unanswered"].rows] == [unreleased]


def test_opening_the_address_of_a_release_releases_nothing(desk: Client, unreleased: Meeting) -> None:
    assert desk.get(reverse("desk:release", args=[unreleased.pairing_id])).status_code == 405
    pairing_of(unreleased).refresh_from_db()
    assert not pairing_of(unreleased).is_released


def test_another_is_suggested_and_the_first_mentor_hears_nothing(desk: Client, unreleased: Meeting) -> None:
    second = WeeklyHoursFactory(card=MentorCardFactory(mentor=PersonFactory())).card.mentor
    suggest_second = learner_of(unreleased).needs_card.suggestions.create(mentor=second, rank=2)
    address = reverse("desk:suggest_another", args=[unreleased.pairing_id])
    assert desk.get(address).status_code == 200
    assert Meeting.objects.get(pk=unreleased.pk).state == Meeting.State.HELD
    desk.post(address)
    unreleased.refresh_from_db()
    pairing_of(unreleased).refresh_from_db()
    assert (unreleased.state, pairing_of(unreleased).state) == ("cancelled", "declined")
    following = Meeting.objects.held().get(holder=unreleased.holder)
    assert following.mentor == suggest_second.mentor
    assert not pairing_of(following).is_released
    assert not Message.objects.filter(person=unreleased.mentor).exists()
    assert not unreleased.occupied_quarters.exists()


def test_nobody_left_to_suggest_puts_the_learner_in_line(desk: Client, unreleased: Meeting) -> None:
    answer = desk.post(reverse("desk:suggest_another", args=[unreleased.pairing_id]))
    assert answer.headers["Location"] == reverse("desk:suggestions", args=[learner_of(unreleased).public_id])
    assert NeedsCard.objects.get(learner=unreleased.holder).waiting_since is not None


def test_a_second_press_on_suggest_another_changes_nothing(desk: Client, unreleased: Meeting) -> None:
    address = reverse("desk:suggest_another", args=[unreleased.pairing_id])
    desk.post(address)
    desk.post(address)
    assert history(unreleased).count("cancelled") == 1


def test_a_mentor_without_contact_stands_on_the_ring_list(desk: Client, asked: Meeting) -> None:
    (row,) = desk.get(TODAY).context["unanswered"].rows
    assert row.mentor_is_reachable
    asked.mentor.contact_points.all().delete()
    page = desk.get(TODAY)
    assert not page.context["unanswered"].rows[0].mentor_is_reachable
    assert "tell them: no phone, no e-mail" in page.content.decode()


def test_the_next_days_show_what_stands(desk: Client, asked: Meeting, coordinator: User) -> None:
    assert desk.get(TODAY).context["coming"].rows == []
    accept(asked, coordinator, "phone")
    (row,) = desk.get(TODAY).context["coming"].rows
    assert (row.meeting, row.learners, row.mentor) == (asked, [asked.holder], asked.mentor)


def test_messages_in_doubt_come_first_and_numbers_are_never_whole(desk: Client, coordinator: User) -> None:
    person = PersonFactory()
    for number, state in enumerate(("sent", "failed", "queued", "uncertain")):
        write_message(person, state, number)
    rows = what_was_sent().rows
    assert {row.message.state for row in rows[:2]} == {"failed", "uncertain"}
    for address in (TODAY, reverse("desk:sent"), reverse("desk:person", args=[person.public_id])):
        page = desk.get(address).content.decode()
        assert "…15" in page
        assert "701740615" not in page


@pytest.mark.parametrize(
    ("address", "shown"), [("+46701740615", "…15"), ("a.b@example.org", "…@example.org"), ("", "")]
)
def test_last_two_shows_no_more_than_it_says(address: str, shown: str) -> None:
    assert last_two(address) == shown


def test_the_desk_takes_as_many_queries_for_three_rows_as_for_one(desk: Client, coordinator: User) -> None:
    def one_of_each() -> None:
        accept(ask_somebody(), coordinator, "phone")
        asked = ask_somebody()
        put_in_line(learner_with_card().needs_card)
        write_message(learner_of(asked), "failed", Message.objects.count())
        held = ask_somebody()
        pairing_of(held).needs_release = True
        pairing_of(held).save()

    one_of_each()
    with_one = queries_of(lambda: desk.get(TODAY))
    one_of_each()
    one_of_each()
    assert desk.get(TODAY).context["release"].count == 3
    assert queries_of(lambda: desk.get(TODAY)) == with_one


def test_a_long_list_shows_its_first_rows_and_the_way_to_the_rest(desk: Client) -> None:
    for _number in range(12):
        put_in_line(learner_with_card().needs_card)
    line = desk.get(TODAY).context["line"]
    assert (len(line.rows), line.hidden) == (10, 2)
    assert len(desk.get(TODAY, {"all": "line"}).context["line"].rows) == 12


def test_release_tells_the_desk_to_tell_a_mentor_without_contact(desk: Client, unreleased: Meeting) -> None:
    unreleased.mentor.contact_points.all().delete()
    page = desk.post(reverse("desk:release", args=[unreleased.pairing_id]), follow=True).content.decode()
    assert "Please tell them" in page


def test_a_release_that_comes_too_late_says_so(desk: Client, unreleased: Meeting, coordinator: User) -> None:
    desk.post(reverse("desk:suggest_another", args=[unreleased.pairing_id]))
    page = desk.post(reverse("desk:release", args=[unreleased.pairing_id]), follow=True).content.decode()
    assert "Nobody waits for this any more" in page


def test_choosing_again_after_suggest_another_is_still_a_first_pairing(
    desk: Client, unreleased: Meeting
) -> None:
    desk.post(reverse("desk:suggest_another", args=[unreleased.pairing_id]))
    other = WeeklyHoursFactory(card=MentorCardFactory(mentor=PersonFactory()), weekday=3).card.mentor
    learner = learner_of(unreleased)
    learner.needs_card.suggestions.all().delete()
    suggest(learner, other)
    assert pairing_of(choose_first(learner, other)).needs_release


def test_who_wants_an_interpreter_and_has_none(desk: Client, coordinator: User) -> None:
    """The next meeting first; arranged by one press, noted once; who wants none, or has one, is not there."""
    meets = learner_with_card(needs_interpreter=True)
    waits = learner_with_card(needs_interpreter=True, languages=["ti"])
    NeedsCard.objects.filter(pk=meets.needs_card.pk).update(created_at=timezone.now())
    learner_with_card(needs_interpreter=True, interpreter_arranged=True)
    learner_with_card()
    mentor = MentorCardFactory().mentor
    WeeklyHoursFactory(card=mentor.mentor_card)
    suggest(meets, mentor)
    now = timezone.now()
    meeting = choose_first(meets, mentor, now=now)

    listed = desk.get(TODAY).context["interpreter"]
    assert (listed.count, [row.learner for row in listed.rows]) == (2, [meets, waits])
    assert [row.meets_at for row in listed.rows] == [meeting.starts_at, None]
    assert listed.rows[1].languages == ["Tigrinya"]

    for _press in range(2):
        desk.post(reverse("desk:interpreter", args=[meets.public_id]))
    card = NeedsCard.objects.get(learner=meets)
    assert card.interpreter_arranged
    assert [(change.what, change.by) for change in card.changes.all()] == [("meeting", coordinator)]
    assert [row.learner for row in desk.get(TODAY).context["interpreter"].rows] == [waits]
    # Who wants none gets none.
    plain = learner_with_card()
    desk.post(reverse("desk:interpreter", args=[plain.public_id]))
    assert not NeedsCard.objects.get(learner=plain).interpreter_arranged


def test_whoever_no_message_reaches_is_told_and_then_off_the_list(desk: Client, asked: Meeting) -> None:
    asked.mentor.contact_points.all().delete()
    accept(asked, asked.mentor)
    cancel(asked, learner_of(asked))
    page = desk.get(TODAY)
    assert [row.person for row in page.context["to_tell"].rows] == [asked.mentor]
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', page.content.decode())
    address = reverse("desk:told", args=[asked.mentor.public_id])
    for wrong in ("", "1", "x.2", f"{seen}9999999999999999", f"{'9' * 15}.2"):
        desk.post(address, {"seen": wrong})
    assert desk.get(TODAY).context["to_tell"].count == 1
    desk.post(address, {"seen": seen})
    assert desk.get(TODAY).context["to_tell"].count == 0
