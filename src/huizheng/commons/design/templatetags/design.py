"""``{% load design %}``: every component of the design, under one name."""

from __future__ import annotations

from django.template import Library

from huizheng.commons.design.components import charts, content, forms, navigation

register = Library()
for part in (content, navigation, forms, charts):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
