"""What people decide about the incidents of a ledger: accept, correct, merge, split, reject, and undo.

Each decision has an author, a time and, if given, a reason. It is appended and never overwritten, outranks the machine,
and holds on to words in the texts: it survives new pages, coding and linking anew. The same functions stand behind
``khabar judge``.

>>> from khabar import code, judge
>>> ledger = code("Rebels shelled Sake on Monday, killing three people, the army said.", published="2024-02-13")
>>> incident = next(ledger.incident_records())
>>> decided = judge.correct(ledger, incident.incident_id, "killed", "4", author="ana", reason="the hospital's list")
>>> next(ledger.incident_records()).tolls["killed"]["best"]
4
>>> undone = judge.undo(ledger, decided.judgement_id, author="ana")
>>> next(ledger.incident_records()).tolls["killed"]["best"]
3
"""

from khabar.judge.agreement import Agreement, agreement, alpha, judged_by, sample
from khabar.judge.decide import accept, correct, merge, reject, split, undo
from khabar.judge.exchange import export_judgements, import_judgements
from khabar.ledger.judging import State
from khabar.link.judgement import Anchor, Decision, Judgement

__all__ = [
    "Agreement",
    "Anchor",
    "Decision",
    "Judgement",
    "State",
    "accept",
    "agreement",
    "alpha",
    "correct",
    "export_judgements",
    "import_judgements",
    "judged_by",
    "merge",
    "reject",
    "sample",
    "split",
    "undo",
]
