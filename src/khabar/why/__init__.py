"""Why a text was coded as it was: for each value what gave it, and what was considered and not taken."""

from khabar.why.model import Dropped, Explained, ExplainedReport, ExplainedSentence, Given, Option
from khabar.why.tell import explain

__all__ = ["Dropped", "Explained", "ExplainedReport", "ExplainedSentence", "Given", "Option", "explain"]
