"""What a file really is, and whether it is safe to keep: looked at through its sealed form, never laid open on disk."""

from huizheng.commons.files.inspection.checks import SignatureWatch, inspect
from huizheng.commons.files.inspection.scanner import Verdict, scan

__all__ = ["SignatureWatch", "Verdict", "inspect", "scan"]
