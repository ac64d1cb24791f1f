"""What the gate brings takes effect here; every verb is safe to run twice and in any order."""

from huizheng.outer.sites.actions.editions import receive_editions
from huizheng.outer.sites.actions.leaving import note_placement, withdraw_page
from huizheng.outer.sites.actions.projection import project
from huizheng.outer.sites.actions.structure import note_emergency, receive_site, receive_tree

__all__ = [
    "note_emergency",
    "note_placement",
    "project",
    "receive_editions",
    "receive_site",
    "receive_tree",
    "withdraw_page",
]
