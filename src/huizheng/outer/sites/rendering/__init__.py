"""From the blocks of an edition document to HTML, once, when the document is received.

The same document gives the same bytes on every machine. What must stay live (the newest pages of a column, services,
a search box) is left as a numbered place that whoever shows the page fills.
"""
