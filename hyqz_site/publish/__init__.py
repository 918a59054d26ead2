"""Bytes → disk: the cache, the audit of what is about to be published, the writer."""
