"""What a learner wants to be able to do, and what a mentor can show."""
