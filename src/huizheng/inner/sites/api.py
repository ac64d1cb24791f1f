"""The door of the sites room."""

from huizheng.inner.sites.actions.appointing import FirstPerson
from huizheng.inner.sites.actions.columns import (
    add_column,
    hide_column,
    move_column,
    rename_column,
    set_guarantee,
    subscribe_column,
    unsubscribe_column,
)
from huizheng.inner.sites.actions.emergencies import (
    close_emergency,
    confirm_emergency,
    open_emergency,
    update_emergency,
)
from huizheng.inner.sites.actions.guarantees import note_release, note_releases, raise_notices
from huizheng.inner.sites.actions.opening import NewOrgan, NewSite, Opened, open_site
from huizheng.inner.sites.actions.sites import change_site, close_site, reopen_site, switch_function
from huizheng.inner.sites.management.loading import load_sites
from huizheng.inner.sites.models import ColumnNotice, Emergency, Site
from huizheng.inner.sites.policies import check_keep, kept_by
from huizheng.inner.sites.queries import (
    KeptTally,
    OwnerBook,
    all_sites,
    column,
    columns_of,
    emergencies_to_check,
    kept_tally,
    notices_of,
    owner_organ,
    review_chain,
    site,
    site_for,
    site_of_organ,
    sites_for,
)
from huizheng.inner.sites.resolving import Column
from huizheng.inner.sites.rules import NotVisible, NotYours, Refused, UnknownColumn
from huizheng.inner.sites.standings import ColumnStanding, standings
from huizheng.inner.sites.states import Hidden, NoticeKind, Requirement, SiteKind, Standing

__all__ = [
    "Column",
    "ColumnNotice",
    "ColumnStanding",
    "Emergency",
    "FirstPerson",
    "Hidden",
    "KeptTally",
    "NewOrgan",
    "NewSite",
    "NotVisible",
    "NotYours",
    "NoticeKind",
    "Opened",
    "OwnerBook",
    "Refused",
    "Requirement",
    "Site",
    "SiteKind",
    "Standing",
    "UnknownColumn",
    "add_column",
    "all_sites",
    "change_site",
    "check_keep",
    "close_emergency",
    "close_site",
    "column",
    "columns_of",
    "confirm_emergency",
    "emergencies_to_check",
    "hide_column",
    "kept_by",
    "kept_tally",
    "load_sites",
    "move_column",
    "note_release",
    "note_releases",
    "notices_of",
    "open_emergency",
    "open_site",
    "owner_organ",
    "raise_notices",
    "rename_column",
    "reopen_site",
    "review_chain",
    "set_guarantee",
    "site",
    "site_for",
    "site_of_organ",
    "sites_for",
    "standings",
    "subscribe_column",
    "switch_function",
    "unsubscribe_column",
    "update_emergency",
]
