"""The users app's models, gathered for Django."""

from users.models.card_tries import CardTries
from users.models.contact import ContactPoint
from users.models.login_card import LoginCard
from users.models.look import Look
from users.models.session import Device, Session, Way
from users.models.sign_in_code import SignInCode
from users.models.user import User

__all__ = [
    "CardTries",
    "ContactPoint",
    "Device",
    "LoginCard",
    "Look",
    "Session",
    "SignInCode",
    "User",
    "Way",
]
