"""Keys: what a zone signs with, opens with and locks its own storage with.

Private keys lie in the zone's own secrets folder, which the other zone's processes never read; public keys of both
zones lie in a folder both may read. A key is renewed with overlap: the old one still opens and verifies for a while.
Its door is ``api``.
"""
