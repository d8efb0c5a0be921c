"""The booking rule: choose, hold, accept, free, cancel."""
