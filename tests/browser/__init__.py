"""Tests that open pages in a real browser, on a real server with the demo's content."""
