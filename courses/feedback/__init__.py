"""“I got stuck here”: a reader says where a guide failed them, an editor answers; no account."""
