"""The door of the sites room."""

from huizheng.inner.sites.actions.columns import (
    add_column,
    hide_column,
    move_column,
    rename_column,
    set_guarantee,
    subscribe_column,
    unsubscribe_column,
)
from huizheng.inner.sites.actions.guarantees import note_release
from huizheng.inner.sites.actions.sites import change_site, close_site, reopen_site, switch_function
from huizheng.inner.sites.management.loading import load_sites
from huizheng.inner.sites.models import Emergency, Site
from huizheng.inner.sites.policies import check_keep, kept_by
from huizheng.inner.sites.queries import (
    OwnerBook,
    all_sites,
    column,
    columns_of,
    owner_organ,
    review_chain,
    site,
    site_for,
    sites_for,
)
from huizheng.inner.sites.resolving import Column
from huizheng.inner.sites.rules import NotVisible, NotYours, Refused, UnknownColumn
from huizheng.inner.sites.states import Hidden, Requirement, SiteKind

__all__ = [
    "Column",
    "Emergency",
    "Hidden",
    "NotVisible",
    "NotYours",
    "OwnerBook",
    "Refused",
    "Requirement",
    "Site",
    "SiteKind",
    "UnknownColumn",
    "add_column",
    "all_sites",
    "change_site",
    "check_keep",
    "close_site",
    "column",
    "columns_of",
    "hide_column",
    "kept_by",
    "load_sites",
    "move_column",
    "note_release",
    "owner_organ",
    "rename_column",
    "reopen_site",
    "review_chain",
    "set_guarantee",
    "site",
    "site_for",
    "sites_for",
    "subscribe_column",
    "switch_function",
    "unsubscribe_column",
]
