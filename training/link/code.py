"""Code the pages of ``gva_longtail`` once, for ``fit.py`` and for figures that need not code them again.

    python training/link/code.py GOLD OUT.pkl [WORKERS]

``OUT.pkl`` is a list of pairs of a page id and its `Coded`; pages that cannot be coded are left out. The set takes
some ten minutes of a core.
"""

from __future__ import annotations

import pickle
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from khabar.evaluate.gva_longtail import _code
from khabar.evaluate.scores import read_gold


def main() -> None:
    """Code all pages in their order and write them."""
    gold, out = Path(sys.argv[1]), Path(sys.argv[2])
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    pages = list(read_gold(gold / "docs.jsonl", ("id", "incident_id", "date", "text")))
    with ProcessPoolExecutor(workers) as pool:
        coded = [
            (page["id"], one)
            for page, one in zip(pages, pool.map(_code, pages, chunksize=16), strict=True)
            if one is not None
        ]
    out.write_bytes(pickle.dumps(coded, protocol=5))
    print(f"{len(coded)} of {len(pages)} pages")


if __name__ == "__main__":
    main()
