"""The parts of a body: what an author fills in, and how it becomes the blocks of an edition and comes back."""

from huizheng.inner.publishing.blocks.body import BODY, blocks_of, body_of

__all__ = ["BODY", "blocks_of", "body_of"]
