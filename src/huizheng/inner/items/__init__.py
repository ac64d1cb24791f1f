"""Items: service items and their releases.

Nouns: an item (what may be applied for) and its releases: immutable documents of guide, form, materials, fees, steps,
clocks and result. Promise: nothing becomes public that breaks a quality rule or that one person made alone, and
a release under way never changes. The format is in ``docs/service-release.md``. Its door is ``api``.
"""
