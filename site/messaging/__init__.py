"""Everything we send, by any channel, exactly once."""
