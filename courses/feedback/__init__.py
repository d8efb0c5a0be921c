"""“I got stuck here”: a reader says where a guide failed them, an editor answers, and nobody needs an account."""
