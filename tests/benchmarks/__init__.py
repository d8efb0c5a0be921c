"""`make bench`: each bar of the design that exists by now, as met or missed."""
