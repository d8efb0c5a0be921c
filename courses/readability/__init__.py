"""How easy a Swedish guide is to read: its LIX, its long sentences, its office words."""
