"""Verbs on items and their releases."""

from __future__ import annotations

from huizheng.inner.items.actions.drafting import check_release, draft_release
from huizheng.inner.items.actions.releasing import release_service, withdraw_service
from huizheng.inner.items.actions.starting import release_starting_data

__all__ = ["check_release", "draft_release", "release_service", "release_starting_data", "withdraw_service"]
