"""Meetings in people's own calendars: a file for one meeting, and a feed that somebody switches on."""
