"""Desk: where an official's day begins.

One home with what waits, from every room that has something to do, the most urgent first; and one search over them.
Each source is an adapter in ``sources`` over a room's door; the desk keeps nothing of its own and has no tables.
"""
