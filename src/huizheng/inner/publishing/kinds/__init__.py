"""The kinds of page an author may write, one file each, and the base they share.

A new kind is a module here with a subclass of ``ContentPage``; ``register_kind`` makes it known by its word.
"""

from huizheng.inner.publishing.kinds.article import ArticlePage
from huizheng.inner.publishing.kinds.base import ContentPage
from huizheng.inner.publishing.kinds.info import InfoPage
from huizheng.inner.publishing.kinds.registry import kind_choices, kind_of, kinds, register_kind
from huizheng.inner.publishing.kinds.tree import SitePage

__all__ = ["ArticlePage", "ContentPage", "InfoPage", "SitePage", "kind_choices", "kind_of", "kinds", "register_kind"]
