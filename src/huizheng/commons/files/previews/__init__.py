"""Pages of a stored file as pictures: drawn in a process of its own, with little time, memory and no files to write.

What people hand in may be made to harm whoever opens it. The web process never parses it: a child does, is killed when
it takes too long, and what dies in it is only a preview.
"""

from huizheng.commons.files.previews.rendering import (
    Drawn,
    NoPreview,
    PreviewBusy,
    Shown,
    draw_page,
    page_count,
    shown_as,
)

__all__ = ["Drawn", "NoPreview", "PreviewBusy", "Shown", "draw_page", "page_count", "shown_as"]
