"""Organs: who works where in the office network, and what they may do.

Units inside an organ, posts with their duties, officials, appointments to posts, and delegation of one's own
duties for a period. From these it keeps one table of grants (official, organ, duty, period), so that any list may be
filtered by one indexed predicate. Signing in with a password and a second factor is here too. The door is ``api``.
"""
