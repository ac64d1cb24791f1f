"""The nouns of casework."""

from huizheng.inner.casework.models.acts import (
    Correction,
    Decision,
    Delivery,
    Extension,
    Notice,
    SpecialProcedure,
)
from huizheng.inner.casework.models.case import Case, CaseEntry
from huizheng.inner.casework.models.content import CaseContent, CaseFile, CaseMaterial
from huizheng.inner.casework.models.hearing import InterestedParty, Statement

__all__ = [
    "Case",
    "CaseContent",
    "CaseEntry",
    "CaseFile",
    "CaseMaterial",
    "Correction",
    "Decision",
    "Delivery",
    "Extension",
    "InterestedParty",
    "Notice",
    "SpecialProcedure",
    "Statement",
]
