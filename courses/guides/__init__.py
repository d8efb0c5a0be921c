"""Guides: how to do one thing with an e-service, step by step."""
