"""The users app's models, gathered for Django."""

from users.models.card_tries import CardTries
from users.models.contact import ContactPoint
from users.models.login_card import LoginCard
from users.models.look import Look
from users.models.user import User

__all__ = ["CardTries", "ContactPoint", "LoginCard", "Look", "User"]
