"""The ground under the data: which SQLite we run on, and the gate in front of its writes."""
