"""Numbers that name people, organs, places, cases and licences: their shapes, check digits and masks.

``check_x(text)`` returns the number in its canonical form, or raises ``InvalidIdentifier`` with a reason and
a plain Chinese sentence; ``is_x(text)`` says yes or no. Nothing here knows whether such a one exists.
"""

from huizheng.lib.identifiers.case_number import (
    CaseNumber,
    case_number,
    check_case_number,
    is_case_number,
    query_code,
)
from huizheng.lib.identifiers.citizen_number import (
    CitizenNumber,
    check_citizen_number,
    is_citizen_number,
    mask_citizen_number,
    parse_citizen_number,
)
from huizheng.lib.identifiers.contacts import (
    check_bank_card,
    check_mobile,
    is_bank_card,
    is_mobile,
    mask_bank_card,
    mask_mobile,
)
from huizheng.lib.identifiers.errors import InvalidIdentifier
from huizheng.lib.identifiers.licence import (
    LICENCE_ROOT,
    check_licence_identifier,
    is_licence_identifier,
    licence_identifier,
)
from huizheng.lib.identifiers.organisation import (
    check_organisation_code,
    check_uscc,
    is_organisation_code,
    is_uscc,
    mask_uscc,
    organisation_check_character,
    organisation_code_of,
    uscc_check_character,
)
from huizheng.lib.identifiers.region import (
    RegionLevel,
    check_region_code,
    is_region_code,
    region_level,
    region_parent,
    region_within,
)

__all__ = [
    "LICENCE_ROOT",
    "CaseNumber",
    "CitizenNumber",
    "InvalidIdentifier",
    "RegionLevel",
    "case_number",
    "check_bank_card",
    "check_case_number",
    "check_citizen_number",
    "check_licence_identifier",
    "check_mobile",
    "check_organisation_code",
    "check_region_code",
    "check_uscc",
    "is_bank_card",
    "is_case_number",
    "is_citizen_number",
    "is_licence_identifier",
    "is_mobile",
    "is_organisation_code",
    "is_region_code",
    "is_uscc",
    "licence_identifier",
    "mask_bank_card",
    "mask_citizen_number",
    "mask_mobile",
    "mask_uscc",
    "organisation_check_character",
    "organisation_code_of",
    "parse_citizen_number",
    "query_code",
    "region_level",
    "region_parent",
    "region_within",
    "uscc_check_character",
]
