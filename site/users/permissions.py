"""Who is what: plain predicates, asked by views and templates alike.

Learner and mentor are known by the cards they have. The cards live on a higher floor; here they are only
reverse relations of the person, which is why this module imports nothing from there.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from users.models import User

DESK_PERMISSION = "mentors.work_at_desk"
EDITORS = "Editors"
REVIEWERS = "Reviewers"
COORDINATORS = "Coordinators"

Anybody = User | AnonymousUser | AbstractBaseUser


def is_staff_member(user: Anybody) -> bool:
    """Whether `user` works here."""
    return bool(user.is_authenticated and user.is_active and getattr(user, "is_staff", False))


def is_coordinator(user: Anybody) -> bool:
    """Whether `user` looks after pairings at the desk. Administrators may."""
    return is_staff_member(user) and isinstance(user, User) and user.has_perm(DESK_PERMISSION)


def is_editor(user: Anybody) -> bool:
    """Whether `user` writes the guides. Administrators may."""
    if not is_staff_member(user) or not isinstance(user, User):
        return False
    return user.is_superuser or user.groups.filter(name=EDITORS).exists()


def is_reviewer(user: Anybody) -> bool:
    """Whether `user` reads what editors write, checks facts and publishes. Administrators may."""
    if not is_staff_member(user) or not isinstance(user, User):
        return False
    return user.is_superuser or user.groups.filter(name=REVIEWERS).exists()


def is_mentor(user: Anybody) -> bool:
    """Whether `user` has a mentor card."""
    return bool(user.is_authenticated) and hasattr(user, "mentor_card")


def is_learner(user: Anybody) -> bool:
    """Whether `user` has said what they want to be able to do."""
    return bool(user.is_authenticated) and hasattr(user, "needs_card")
