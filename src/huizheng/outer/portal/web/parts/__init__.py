"""Pieces of pages as text: lists of cards, facts, sections of a home page."""
