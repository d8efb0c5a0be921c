"""How long each kind of data is kept: the municipality's decisions, and the daily job that follows them."""
