"""A folder of Markdown, HTML and Word files, each with its facts at the top, becomes manuscripts in review.

Whoever imports is an author like any other: the same duties, checks and three reviews; nothing is released from here.
Each file stands or falls alone, nothing is imported twice, and what changed is a revision. ``docs/import/README.md``.
"""
