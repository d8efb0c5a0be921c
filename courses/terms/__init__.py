"""Hard words with an easy explanation, shown where the word stands and in a list from A to Ö."""
