"""What set-up calls."""

from __future__ import annotations

from huizheng.inner.items.management.loading import load_items

__all__ = ["load_items"]
