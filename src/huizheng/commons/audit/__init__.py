"""Audit: who did what to which thing, and when, in lines that cannot be altered unnoticed.

Every verb writes its line in its own transaction. Lines are chained with SM3; ``verify`` names the first that
was altered, removed or slipped in. Why there are several chains: docs/decisions/0003-audit-chain.md.
Its door is ``api``.
"""
