"""Answering readers from memory: which answers may be kept, for how long, and how reading is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.outer.sites.serving.listening import listener
from huizheng.outer.sites.serving.page_cache import PageCache
from huizheng.outer.sites.standing import standing

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


def in_front_of(application: WSGIApplication) -> PageCache:
    """Return the application with the kept answers before it.

    It begins to listen with the first request, so every process that was forked hears for itself.
    """
    return PageCache(application, standing, begin=listener.begin)
