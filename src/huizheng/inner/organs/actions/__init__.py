"""Verbs of the organs room, by what they act on."""
