"""The publishing app's commands."""
