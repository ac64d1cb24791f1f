"""The body: every part that an author may put one under the other."""

from __future__ import annotations

from typing import Any

from huizheng.inner.publishing.blocks import lists, media, texts
from huizheng.inner.publishing.blocks.base import Block

# In the order of the author's menu; in the way back the first part that takes a block has it.
BODY: list[tuple[str, Any]] = [
    ("text", texts.Text()),
    ("picture", media.Picture()),
    ("table", texts.Table()),
    ("files", media.Files()),
    ("gallery", media.Gallery()),
    ("video", media.Video()),
    ("callout", texts.Callout()),
    ("facts", lists.Facts()),
    ("figures", texts.Figures()),
    ("stages", lists.Stages()),
    ("questions", lists.Questions()),
    ("links", lists.Links()),
    ("column", lists.ColumnList()),
    ("services", lists.Services()),
    ("ask", lists.Ask()),
    ("markup", texts.Markup()),
]


def blocks_of(body: Any) -> list[Block]:
    """Return the edition's blocks of a body as it is filled in."""
    return [block for part in body for block in part.block.to_blocks(part.value)]


def body_of(blocks: list[Block], *, site: str) -> list[dict[str, Any]]:
    """Return the raw value of a body that becomes these blocks again."""
    raw = []
    for block in blocks:
        for name, part in BODY:
            value = part.from_block(block, site)
            if value is not None:
                raw.append({"type": name, "value": value})
                break
    return raw
