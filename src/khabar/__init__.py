"""khabar: who did what to whom, according to whom, and how surely.

>>> import khabar
>>> ledger = khabar.code("Rebels shelled Sake on Monday, the army said.", published="2024-02-13")
>>> len(ledger.reports.fetchall())
1
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

__version__ = "0.1.0"

if TYPE_CHECKING:
    from khabar.coder import Coder
    from khabar.entity import Entity, entities
    from khabar.errors import InputRefused, KhabarError, LedgerError, SettingsError
    from khabar.ledger import Ledger
    from khabar.link import link_reports
    from khabar.pipeline import code
    from khabar.read import read_page
    from khabar.records import Coded, Document, Failure, Incident, Report, to_json
    from khabar.settings import Settings
    from khabar.why.model import Explained
    from khabar.why.tell import explain

_HOMES: Final = {
    "Coded": "records",
    "Coder": "coder",
    "Document": "records",
    "Entity": "entity",
    "Explained": "why",
    "Failure": "records",
    "Incident": "records",
    "InputRefused": "errors",
    "KhabarError": "errors",
    "Ledger": "ledger",
    "LedgerError": "errors",
    "Report": "records",
    "Settings": "settings",
    "SettingsError": "errors",
    "code": "pipeline",
    "entities": "entity",
    "explain": "why",
    "link_reports": "link",
    "read_page": "read",
    "to_json": "records",
}
"""Where each public name lives. They are fetched when asked for, so that ``import khabar`` costs next to nothing."""

__all__ = [
    "Coded",
    "Coder",
    "Document",
    "Entity",
    "Explained",
    "Failure",
    "Incident",
    "InputRefused",
    "KhabarError",
    "Ledger",
    "LedgerError",
    "Report",
    "Settings",
    "SettingsError",
    "__version__",
    "code",
    "entities",
    "explain",
    "link_reports",
    "read_page",
    "to_json",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'khabar' has no attribute {name!r}")
    return getattr(import_module(f"khabar.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
