"""Words → days: finding date expressions, and resolving them against the publication date."""

from khabar.date.counted import dated
from khabar.date.event_date import event_date, tense_of
from khabar.date.find import find_dates
from khabar.date.meaning import DateMention, Edge, Kind, Meaning, Tense
from khabar.date.resolve import date_prec, resolve
from khabar.date.timex import timex

__all__ = [
    "DateMention", "Edge", "Kind", "Meaning", "Tense", "date_prec", "dated", "event_date", "find_dates", "resolve",
    "tense_of", "timex",
]  # fmt: skip
