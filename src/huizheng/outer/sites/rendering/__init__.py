"""From the blocks of an edition document to HTML, once, when the document is received.

The same document gives the same bytes on every machine. What must stay live (the newest pages of a column, services,
a search box) is left as data for whoever shows the page.
"""

from huizheng.outer.sites.rendering.body import parts_of

__all__ = ["parts_of"]
