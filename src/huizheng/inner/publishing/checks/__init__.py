"""What is looked at before a page is submitted: pure functions from an edition document to findings.

``examine`` runs them all in a few milliseconds. Nothing here asks the database or the clock, and no finding repeats
a number that it warns of: it says where, what kind, and what to do.
"""

from huizheng.inner.publishing.checks.examination import WordList, blocking, examine, examine_text, word_list
from huizheng.inner.publishing.checks.finding import Finding, Severity

__all__ = ["Finding", "Severity", "WordList", "blocking", "examine", "examine_text", "word_list"]
