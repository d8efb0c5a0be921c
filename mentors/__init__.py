"""Mentors and learners: cards, matching, hours, places, booking, meetings, the coordinator's desk."""
