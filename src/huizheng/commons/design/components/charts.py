"""Charts drawn on the server as SVG: no script, good on paper, and always with the figures as a table."""

from __future__ import annotations

from django.template import Library

register = Library()
