"""What readers read of the interface: which texts these are, and whether a catalogue has them all."""
