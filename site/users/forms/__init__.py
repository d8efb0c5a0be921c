"""Forms for coming back: cards and PINs, codes, and the staff's own."""
