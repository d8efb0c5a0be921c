"""The paper calendar: which papers come after the day an application must be in, and what one can do."""
