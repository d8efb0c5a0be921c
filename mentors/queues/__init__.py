"""The queue of a drop-in: a number on a ticket, taken by a press, about nobody."""
