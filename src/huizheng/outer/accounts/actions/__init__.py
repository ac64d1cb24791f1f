"""Verbs of the accounts room, by what they act on."""
