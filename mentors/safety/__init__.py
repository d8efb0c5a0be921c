"""Who never meets whom, and what each of two people sees of the other."""
