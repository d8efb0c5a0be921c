"""What every other app stands on; knows none of them."""
