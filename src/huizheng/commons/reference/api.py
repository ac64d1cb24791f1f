"""The door of the reference room."""

from huizheng.commons.reference.actions import add_organ, load_reference
from huizheng.commons.reference.code_lists import Code, code_label, code_list, code_list_status, code_lists
from huizheng.commons.reference.demonstration_codes import demonstration_uscc
from huizheng.commons.reference.kinds import organ_kind_words
from huizheng.commons.reference.models import Division, Organ, Site
from huizheng.commons.reference.queries import (
    current_division,
    division,
    division_full_name,
    division_on,
    division_path,
    divisions,
    organ,
    organ_for,
    organs,
    search_divisions,
    search_organs,
    site,
    site_of_division,
    sites,
)
from huizheng.commons.reference.rules import (
    DivisionEnded,
    DivisionNotYet,
    NoCompetentOrgan,
    OrganTaken,
    UnknownCodeList,
    UnknownOrgan,
    UnknownPlace,
)
from huizheng.commons.reference.states import SiteKind, Tier

__all__ = [
    "Code",
    "Division",
    "DivisionEnded",
    "DivisionNotYet",
    "NoCompetentOrgan",
    "Organ",
    "OrganTaken",
    "Site",
    "SiteKind",
    "Tier",
    "UnknownCodeList",
    "UnknownOrgan",
    "UnknownPlace",
    "add_organ",
    "code_label",
    "code_list",
    "code_list_status",
    "code_lists",
    "current_division",
    "demonstration_uscc",
    "division",
    "division_full_name",
    "division_on",
    "division_path",
    "divisions",
    "load_reference",
    "organ",
    "organ_for",
    "organ_kind_words",
    "organs",
    "search_divisions",
    "search_organs",
    "site",
    "site_of_division",
    "sites",
]
