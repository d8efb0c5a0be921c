"""Links in messages: whoever got one answers, moves or cancels one meeting, and chooses the next."""
