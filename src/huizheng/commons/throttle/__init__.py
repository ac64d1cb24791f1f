"""Throttle: how often something may be tried, so that passwords and query codes cannot be guessed.

Too many failures in a window lock a key out, each time for twice as long; ``allow`` limits a rate. A key (an
account, a case number, an address) is kept only as a keyed digest. Counting is done outside the act's
transaction, so that it survives the act's failure. Its door is ``api``.
"""
