"""Verbs of the applications room, one module a chapter of the story."""
