"""“I think I was tricked”: three lines first, numbers to tap, and a card to print."""
