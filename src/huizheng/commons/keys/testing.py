"""For other rooms' tests: keys of both zones, and acting as the other one."""

from __future__ import annotations

from django.utils import timezone

from huizheng.commons.keys.actions import make_keys, sign_as
from huizheng.commons.keys.queries import unseal_as

__all__ = ["make_both_zones_keys", "sign_as", "unseal_as"]


def make_both_zones_keys() -> None:
    """Give both zones their keys in this run's state folder; what is there already stays."""
    for zone in ("outer", "inner"):
        make_keys(zone, at=timezone.now())
