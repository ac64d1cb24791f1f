"""Files: what people hand in and what the office hands out.

Every file is checked (size, real type, dangers), encrypted at rest under a key of its own, addressed by the digest of
its content, and reachable only through the room that owns it. Private until released; erased by destroying its key.
Nouns: StoredFile, Blob, Upload. Its door is ``api``.
"""
