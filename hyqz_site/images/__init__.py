"""Pixels: what a picture is, and the files that visitors get of it.

`geometry` and `variants` are pure; `container` reads the first bytes of a file and nothing else; `codec` alone
touches Pillow. Nothing here knows about records, reads a disk or keeps a cache.
"""
