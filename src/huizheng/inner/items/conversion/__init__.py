"""Conversion: from the facts of the starting data to service releases, by rule.

What a rule cannot know stands in ``fixtures/followed/<slug>.json``: members that replace the converted ones.
"""
