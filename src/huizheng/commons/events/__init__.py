"""Events: what has happened in one room, told to the rooms that listen.

An event is a frozen dataclass in the past tense with ids and facts only. ``publish`` writes it in the publisher's
transaction; each subscriber is called after the commit, at least once, and must be safe to run twice.
Its door is ``api``.
"""
