"""A draft impact assessment (article 35 of the GDPR): what the code does, and what a human has to decide.

Risks are those of `docs/personal-data.md`; each says what the house does against it and what is left to judge.
The draft never says that a risk is acceptable: that is the controller's to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.about_people import Words


@dataclass(frozen=True)
class Risk:
    """Something that could happen to a person, what is done against it, and the question that is left."""

    what: Words
    measures: tuple[Words, ...]
    question: Words


RISKS = (
    Risk(
        _("Somebody learns that a person gets income support."),
        (
            _("No page, title, sender or message names social services."),
            _("No list, search or profile page of learners."),
            _("An alias is enough; no name, address, birth date or identity number is asked for."),
            _("Counts under five are not shown."),
        ),
        _("Is the name of the site neutral? Who among those who work here may be coordinators?"),
    ),
    Risk(
        _("Somebody who threatens a person finds out where and when they will be."),
        (
            _("Place and time are shown to the two who meet and to coordinators only."),
            _("Nobody needs to be marked as protected: what is safe for them is so for everybody."),
            _("A person can say whom they do not want to meet. The other one is never told."),
            _("Pictures lose their position before they are stored."),
        ),
        _("How does somebody with protected identity reach a coordinator? Is that route tried out?"),
    ),
    Risk(
        _("A mentor tells others, or uses what they know."),
        (
            _(
                "Until the person chooses to show more, a mentor sees alias, language, wish and meeting place."
            ),
            _("Taking it back holds at the next request."),
            _("Mentors learn the role and give a promise before they meet anybody."),
        ),
        _("Have mentors a written assignment, so that the law on secrecy binds them? Who follows up?"),
    ),
    Risk(
        _("Somebody who works here looks without a reason."),
        (
            _("A reason is given before the look, and the person sees who looked and why."),
            _("Many looks in a short time raise an alert."),
            _("Staff sign in with a second factor."),
        ),
        _("Who reads the alerts, how often, and what happens then?"),
    ),
    Risk(
        _("The database or a backup is stolen."),
        (
            _("Phone numbers and e-mail addresses are sealed with a key outside the database."),
            _("Secrets of login cards are kept as hashes only."),
            _("Deleted rows are overwritten."),
        ),
        _("Are the disks and the backups encrypted? Who holds the keys, and where does their copy lie?"),
    ),
    Risk(
        _("Data is kept longer than it is needed, or comes back from a backup."),
        (
            _("Each kind has a time by decision; without a decision it is not collected in production."),
            _("A daily job erases, and a person can erase everything at once."),
            _("Who has been erased is noted outside the database, and erased again after a restore."),
        ),
        _("Are the decisions entered and in the document plan? How long are backups kept?"),
    ),
    Risk(
        _("A person writes something about themselves that could hurt them."),
        (
            _("A privacy guard stops identity numbers, card numbers and codes in every free text."),
            _("Fields for reasons do not exist."),
        ),
        _("Who sees to it that a text about health or belief is taken away, if one slips through?"),
    ),
    Risk(
        _("A person without e-mail, phone or Swedish cannot use their rights."),
        (
            _(
                "Everything about a person stands on one page, in plain words, to take along, correct and erase."
            ),
            _(
                "A coordinator gives a copy, corrects and erases for them by phone or in person, and writes it down."
            ),
        ),
        _("Is the route by phone staffed? In which languages?"),
    ),
)

DECISIONS = (
    _("Is the ground article 6.1 e right for each purpose, and which law gives the task?"),
    _("Do any purposes touch data under article 9, though there is no field for it?"),
    _("Does the committee exempt the documentation of help without an assessment of needs?"),
    _("Is there an agreement with each processor: host, text messages, e-mail?"),
    _("Have those it is about been asked, and what did they say?"),
    _("What does the data protection officer say?"),
    _("Is the risk that is left acceptable? If it is high: consult the supervisor (article 36)."),
    _("When is this looked at again, and who sees to it?"),
)
