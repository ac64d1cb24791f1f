"""Two layers: what was told through the gate and is kept for ever, and what is made from it for reading."""

from huizheng.outer.sites.models.made import Listing, Page, PageChange, PageFile
from huizheng.outer.sites.models.marks import ReadingCount, SiteMark
from huizheng.outer.sites.models.told import (
    ColumnTree,
    Edition,
    Emergency,
    PlacementOrder,
    PortalSite,
    ReleasedFile,
    Withdrawal,
)

__all__ = [
    "ColumnTree",
    "Edition",
    "Emergency",
    "Listing",
    "Page",
    "PageChange",
    "PageFile",
    "PlacementOrder",
    "PortalSite",
    "ReadingCount",
    "ReleasedFile",
    "SiteMark",
    "Withdrawal",
]
