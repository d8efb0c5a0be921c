"""The messaging app's models, gathered for Django."""

from messaging.models.message import Message

__all__ = ["Message"]
