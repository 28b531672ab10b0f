"""A claim against a ledger: what the ledger holds for it and against it, and how much of that time it has read."""

from khabar.check.answer import Answer, Finding, Fit, Verdict
from khabar.check.check import check_claim, check_comments

__all__ = ["Answer", "Finding", "Fit", "Verdict", "check_claim", "check_comments"]
