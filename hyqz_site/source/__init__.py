"""What the files say: bytes → text → positioned nodes. Knows nothing of volunteers."""
