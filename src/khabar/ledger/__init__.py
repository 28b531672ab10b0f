"""The ledger: one DuckDB file that keeps documents, reports, incidents, judgements, failures and runs."""

from khabar.ledger.codec import from_json
from khabar.ledger.ledger import Ledger
from khabar.ledger.opening import SCHEMA_VERSION

__all__ = ["SCHEMA_VERSION", "Ledger", "from_json"]
