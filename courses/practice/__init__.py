"""Practice: make-believe runs of an e-service or of a fraud, where a wrong way costs nothing."""
