"""Words → days: finding date expressions, and resolving them against the publication date.

`resolve` is the whole stage for those who use it alone; the others are its steps.
"""

from khabar.date.counted import dated
from khabar.date.dateline import Written, day_there, written_on
from khabar.date.event_date import event_date
from khabar.date.find import find_dates
from khabar.date.meaning import DateMention, Edge, Kind, Meaning, Tense
from khabar.date.resolve import date_prec, days_of, today
from khabar.date.tense import tense_of
from khabar.date.text import ResolvedDate, resolve
from khabar.date.timex import timex

__all__ = [
    "DateMention",
    "Edge",
    "Kind",
    "Meaning",
    "ResolvedDate",
    "Tense",
    "Written",
    "date_prec",
    "dated",
    "day_there",
    "days_of",
    "event_date",
    "find_dates",
    "resolve",
    "tense_of",
    "timex",
    "today",
    "written_on",
]  # fmt: skip
