"""Numbering: numbers without gaps, for notices and cases, in the transaction of the act they name.

A series counts in each of its scopes from one; the year is part of the scope, so a new year begins anew. The
row of a scope is locked from the call to the commit: draw the number late, and keep scopes as narrow as the
number allows (an organ and a year for notices, a division and a day for cases). Its door is ``api``.
"""
