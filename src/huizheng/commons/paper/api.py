"""The door of the paper room."""

from huizheng.commons.paper.errors import FactsRefused, UnknownTemplate
from huizheng.commons.paper.kinds import KINDS, Kind, check_facts, schema_of, versions_of
from huizheng.commons.paper.rendering import render_pdf
from huizheng.commons.paper.signing import Signed, sign_pdf, signature_of
from huizheng.commons.paper.verifying import verification, verification_code
from huizheng.commons.paper.wording import remedy_text

__all__ = [
    "KINDS",
    "FactsRefused",
    "Kind",
    "Signed",
    "UnknownTemplate",
    "check_facts",
    "remedy_text",
    "render_pdf",
    "schema_of",
    "sign_pdf",
    "signature_of",
    "verification",
    "verification_code",
    "versions_of",
]
