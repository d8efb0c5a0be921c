"""The rooms' models, gathered for Django."""

from publishing.baking.models import Change

__all__ = ["Change"]
