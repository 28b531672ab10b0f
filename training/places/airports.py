"""Write air bases, and towns with an airfield that GeoNames' cities500 lacks, from ``airportsdata``.

    python training/places/airports.py airports.csv src/khabar/place/data/airports.tsv

``airports.csv`` is the table of the package airportsdata (MIT licence), whose points are those of the runways.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from khabar.globe import distance_km
from khabar.place.gazetteer import gazetteer
from khabar.place.names import key

FAR_KM = 60.0
WELL_COVERED = frozenset(
    ["US", "CA", "AU", "BR", "DE", "FR", "GB", "IT", "ES", "NZ", "CH", "AT", "BE",
     "NL", "SE", "NO", "FI", "DK", "CZ", "PL",
     "HU", "IE", "PT", "AR", "CL", "JP", "ZA"]
)  # fmt: skip
"""Countries whose places cities500 has, or whose airfields are farms'."""

BASE = re.compile(
    r"\s+(?:Military\s+)?(?:Air ?base|Air Base|Air Force Base|Army Air ?field|Naval Air (?:Base|Station))\b.*$", re.I
)
PLAIN = re.compile(r"^[A-Z][\w'’. -]+$")


WRONG = frozenset({("Gogrial", "SD")})
"""Rows with a point that is not the town's: this one is in the Sahara, a thousand kilometres north of it."""


def known(name: str, iso2: str, point: tuple[float, float]) -> bool:
    """Return whether the gazetteer has ``name`` near ``point``, in any spelling."""
    gazette = gazetteer()
    for c in (*gazette.find(name), *gazette.find_like(name)):
        e = c.entry
        if (
            e.latitude is not None
            and e.longitude is not None
            and distance_km((e.latitude, e.longitude), point) <= FAR_KM
        ):
            return True
    return False


def main() -> None:
    """Read, choose, write."""
    rows: dict[tuple[str, str, str], str] = {}
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            point = round(float(row["lat"]), 2), round(float(row["lon"]), 2)
            at = f"{point[0]}\t{point[1]}\t{row['country']}"
            stem = BASE.sub("", row["name"])
            if stem != row["name"] and PLAIN.match(stem) and len(key(stem)) > 3:
                more = [f"{stem} air base", f"{stem} airbase", f"{stem} base"]
                if row["country"] not in WELL_COVERED and not known(stem, row["country"], point):
                    more.append(stem)
                rows["base", f"{stem} Air Base", row["country"]] = f"{at}\t{'|'.join(more)}"
                continue
            city = row["city"].split(",")[0].split("/")[0].strip()
            fits = PLAIN.match(city) and len(key(city)) > 3 and not re.search(r"\d|\bFarm|Camp\b|Mine\b", city)
            if (city, row["country"]) in WRONG:
                continue
            if fits and row["country"] not in WELL_COVERED and not known(city, row["country"], point):
                rows.setdefault(("town", city, row["country"]), f"{at}\t")
    head = [
        "# Air bases, and towns with an airfield that cities500 lacks: from the package airportsdata (MIT",
        "# licence, version 20260905), by training/places/airports.py. Points are those of the runways.",
        "kind\tname\tlatitude\tlongitude\tcountries\tnames",
    ]
    body = [f"{kind}\t{name}\t{rest}" for (kind, name, _), rest in sorted(rows.items())]
    Path(sys.argv[2]).write_text("\n".join([*head, *body]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
