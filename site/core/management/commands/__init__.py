"""The core app's commands."""
