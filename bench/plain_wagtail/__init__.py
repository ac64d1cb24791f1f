"""Wagtail serving the pages of one of our sites itself, as its own guide builds a site: the baseline of reading.

Page types with a StreamField, pages found by Wagtail's routing, templates, no page cache. The same columns, the same
articles, the same sections on the home page with as many entries in each. Nothing is made slow on purpose: lists ask
for the article type itself, one question a section; templates are kept compiled; connections are pooled as ours are.
"""
