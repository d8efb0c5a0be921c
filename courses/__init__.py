"""Guides to e-services: start page, search, the register of e-services, and the content itself."""
