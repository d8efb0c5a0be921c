"""The insight app's models, gathered for Django."""

from insight.models.count import Count

__all__ = ["Count"]
