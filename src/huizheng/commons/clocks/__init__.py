"""Clocks: the periods that law or a promise sets, each a ledger of dated entries.

A clock is started, paused with a ground, resumed, extended, restarted and stopped; from these entries alone it
computes its due day and explains it in one paragraph with the article of law. When a year's holiday notice is
loaded, open clocks are counted again and say so. How days count: ``reckoning``. Its door is ``api``.
"""
