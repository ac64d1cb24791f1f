"""The look of both zones: tokens, page frames, components, charts, error pages.

Nouns: navigation entries, the bearer of a session, the facts of a site. It has no tables.
Promise: every page is calm, readable Chinese, works without JavaScript, at 390 px, in large text and on paper.
Door: ``api`` registers navigation and chrome; templates ``{% load design %}`` and extend ``design/outer.html`` or
``design/inner.html``. Living page: ``/design/`` while developing.
"""
