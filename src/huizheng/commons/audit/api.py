"""The door of the audit room."""

from huizheng.commons.audit.actions import anchor, record
from huizheng.commons.audit.errors import NotVisible, UnfitFacts, UnknownActionShape
from huizheng.commons.audit.models import AuditLine
from huizheng.commons.audit.queries import AuditReader, Page, lines, lines_about
from huizheng.commons.audit.verification import Flaw, Verdict, verify

__all__ = [
    "AuditLine",
    "AuditReader",
    "Flaw",
    "NotVisible",
    "Page",
    "UnfitFacts",
    "UnknownActionShape",
    "Verdict",
    "anchor",
    "lines",
    "lines_about",
    "record",
    "verify",
]
