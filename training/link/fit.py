"""Fit the weights of links between documents (``across.tsv``) to pages that were sorted into incidents by hand.

    python training/link/fit.py CODED.pkl GOLD OUT.tsv

``CODED.pkl`` holds pairs of a page id and its `Coded` (``code.py`` writes it), GOLD is the folder of ``gva_longtail``.
A pair is two pages whose main happenings share a block; it is right where the pages are of one incident. The weights
in ``FIXED`` are not fitted: those pages are of one country's crime and name few places and no armies, and what is
learned of these there would break elsewhere (see docs/decisions/0033).
"""

from __future__ import annotations

import pickle
import sys
from collections import Counter
from hashlib import sha256
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import numpy as np

from khabar.evaluate.gva_longtail import b_cubed, main_report, mixed_share, wrong_pairs
from khabar.evaluate.scores import read_gold
from khabar.link.across import apart
from khabar.link.average import average_link
from khabar.link.block import block_keys, candidate_pairs
from khabar.link.cluster import Link
from khabar.link.score import compare, vetoed
from khabar.link.told import told_of

FIXED = {
    ("date", "agree"): 2.0,
    ("place", "agree"): 2.0,
    ("agents", "agree"): 1.2,
    ("targets", "agree"): 1.3,
    ("place", "contradict"): 2.5,
    ("agents", "contradict"): 2.0,
    ("mode", "agree"): 0.3,
    ("mode", "contradict"): 0.3,
    ("targets", "contradict"): 0.3,
    ("weapon", "agree"): 0.2,
    ("weapon", "contradict"): 0.2,
    ("injured", "agree"): 0.2,
    ("killed", "contradict"): 0.2,
    ("great", "agree"): 1.5,
    ("deed", "contradict"): 6.0,
    ("blast", "contradict"): 3.0,
    ("sites", "contradict"): 0.8,
    ("same_lines", "agree"): 0.0,
    ("clock", "contradict"): 1.5,
    ("streets", "contradict"): 1.0,
    ("address", "contradict"): 1.5,
    ("head_ages", "contradict"): 1.2,
    ("daytime", "agree"): 0.0,
    ("daytime", "contradict"): 1.5,
}
BIAS = -3.4
"""Not fitted either: these pages nearly all name streets and ages, and those of a war name none to speak against."""

WHY = {
    "bias": "two reports at random are of two incidents",
    "date": "the same day; days apart are two incidents",
    "place": "the same town; two towns are two incidents",
    "agents": "a parent and its part agree (Iraq, its air force); two states do not",
    "targets": "named loosely by many outlets",
    "mode": "outlets differ over drone, aircraft, missile",
    "weapon": "rifle, pistol, missile: where both say it",
    "great": "many dead in each, on one day in one town: two such attacks are rare",
    "deed": "measures of two kinds, as an arrest and a curfew, or two who are accused: none here, so set",
    "blast": "a blast and shots whose dead are far from each other: the corpora have guns alone, so set and not fitted",
    "sites": "two names of places, of which one at least is known by nothing but its name",
    "killed": "one number of dead, more than one",
    "injured": "the number of hurt changes from day to day, but one that is far off is another's",
    "names": "names that both give, in lines of their own",
    "ages": "an age that both give; all ages other",
    "few_words": "a cosine of rare words up to 0.15",
    "some_words": "from 0.15 to 0.35",
    "many_words": "from 0.35 on",
    "same_lines": "whole lines in common: copied news, or the furniture of a site",
    "head": "rare words of the titles and first lines",
    "streets": "a street that both name, or none in common, where one of them gives no block",
    "address": "a block of a street in common, or none",
    "clock": "the same time of day, half of it within a quarter of an hour; or more than an hour apart",
    "persons": "one person by last name and age, or (in full) two",
    "head_ages": "an age in both titles and first lines, or none in common",
    "daytime": "another part of the day in the title and first lines, where they give no hours",
    "several": "a title or first lines that speak of several deeds",
    "after": "a page without a day, published right after the other's day; or before it",
    "undated": "the days leave it open",
    "days_unknown": "one of the pages has no day of publication: not fitted, as all pages there have one",
    "days_0_1": "days between the publications, where the days of the event leave it open",
}
DAYS_UNKNOWN = 0.5
"""For pages without a day of publication, of which there are none here; chosen on ``ecbplus``, which has no days."""

FOLDS, RIDGE = 5, 1.0


def main() -> None:
    """Fit, print figures of weights that did not see the incidents they are used on, and write the table."""
    coded_path, gold_path, out = map(Path, sys.argv[1:4])
    threshold = 1.4
    coded = dict(pickle.loads(coded_path.read_bytes()))
    pages = [p for p in read_gold(gold_path / "docs.jsonl", ("id", "incident_id")) if coded.get(p["id"])]
    wanted = {page["id"]: page["incident_id"] for page in pages}
    by_doc: dict[str, list[str]] = {}
    for page in pages:
        by_doc.setdefault(coded[page["id"]].document.doc_id, []).append(page["id"])
    mentions, main_of = [], {}
    for doc_id, ids in by_doc.items():
        report = main_report(coded[ids[0]])
        for told in told_of(coded[ids[0]]):
            mentions.append(told.mention)
            if report is not None and report in told.mention.reports:
                main_of[told.mention.key] = doc_id
    mentions.sort(key=lambda m: m.key)
    is_main = [m.key in main_of for m in mentions]
    incidents = [{wanted[i] for i in by_doc[m.doc_id]} for m in mentions]
    pairs = [
        (i, j) for i, j in candidate_pairs([block_keys(m) for m in mentions]).tolist() if is_main[i] and is_main[j]
    ]
    features = [compare(mentions[i], mentions[j]) for i, j in pairs]
    y = np.array([float(bool(incidents[i] & incidents[j])) for i, j in pairs])
    fold = [int(sha256(min(own).encode()).hexdigest(), 16) % FOLDS for own in incidents]
    one, other = (np.array([fold[pair[side]] for pair in pairs]) for side in (0, 1))
    names, x, fixed = table(features)
    print(f"{len(pages)} pages, {len(pairs)} pairs, {int(y.sum())} of one incident")
    odds = np.zeros(len(y))
    for a, b in combinations_with_replacement(range(FOLDS), 2):
        there = ((one == a) & (other == b)) | ((one == b) & (other == a))
        apart_from = ~np.isin(one, [a, b]) & ~np.isin(other, [a, b])
        odds[there] = x[there] @ fit(x[apart_from], y[apart_from], fixed)
    place = {m.doc_id: i for i, m in enumerate(mentions) if is_main[i]}
    links = [
        Link(float("-inf") if vetoed(f) else float(o), i, j, f)
        for (i, j), o, f in zip(pairs, odds, features, strict=True)
    ]
    for cut in (1.0, threshold, 2.2, 3.4, 3.9, 4.4, 5.4):
        groups, _ = average_link(
            [m.doc_id for m in mentions], is_main, links, cut, lambda i, j: apart(mentions[i], mentions[j])
        )
        of = {i: at for at, group in enumerate(groups) for i in group}
        home = {d: of[i] for d, i in place.items()}
        found = {i: home.get(doc_id, i) for doc_id, ids in by_doc.items() for i in ids}
        p, r, f1 = b_cubed(found, wanted)
        print(
            f"threshold {cut}: B3 {f1:.4f} ({p:.3f}/{r:.3f}), mixed {mixed_share(found, wanted):.4f},"
            f" wrong pairs {wrong_pairs(found, wanted):.4f}"
        )
    write(out, names, fit(x, y, fixed), threshold)


def table(features: list[dict[str, float]]) -> tuple[list[tuple[str, str]], Any, dict[int, float]]:
    """Return the columns (feature and side), the matrix with a last column of ones, and the fixed columns' weights."""
    seen = Counter((name, "agree" if value > 0 else "contradict") for f in features for name, value in f.items())
    names = sorted(name for name, n in seen.items() if n >= 20 or name in FIXED)
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(features), len(names) + 1))
    x[:, -1] = 1.0
    for row, f in enumerate(features):
        for name, value in f.items():
            column = at.get((name, "agree" if value > 0 else "contradict"))
            if column is not None:
                x[row, column] = value
    return names, x, {at[name]: weight for name, weight in FIXED.items() if name in at} | {len(names): BIAS}


def fit(x: Any, y: Any, fixed: dict[int, float]) -> Any:
    """Return the weights of a logistic regression, by Newton's method."""
    beta = np.zeros(x.shape[1])
    for column, weight in fixed.items():
        beta[column] = weight
    free = [i for i in range(x.shape[1]) if i not in fixed]
    ridge = np.eye(len(free)) * RIDGE
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x[:, free].T @ (y - p) - ridge @ beta[free]
        step = np.linalg.solve((x[:, free] * (p * (1 - p))[:, None]).T @ x[:, free] + ridge, slope)
        beta[free] += step
        if np.abs(step).max() < 1e-7:
            break
    return beta


def write(out: Path, names: list[tuple[str, str]], beta: Any, threshold: float) -> None:
    """Write the table, features in the order of ``WHY``."""
    weight = {name: float(beta[i]) for i, name in enumerate(names)}
    features = sorted(
        {name for name, _ in names} | {"days_unknown"}, key=lambda n: (list(WHY).index(n) if n in WHY else 99, n)
    )
    lines = [
        "# How much each feature of what two documents tell counts towards one incident, in log-odds.",
        "# A feature is 0 where it is unknown, above 0 where the two agree, below 0 where they contradict each other;",
        '# "agree" multiplies it above 0, "contradict" below. Groups are joined while the mean of their pairs reaches',
        "# the threshold. Made by training/link/fit.py, with what is fixed there: docs/decisions/0033.",
        "feature\tagree\tcontradict\twhy",
        f"bias\t{beta[-1]:.2f}\t0\t{WHY['bias']}",
        f"threshold\t{threshold}\t0\tlog-odds that groups must reach; link.caution in khabar.toml is added",
    ]
    for name in features:
        agree = weight.get((name, "agree"), 0.0)
        if name == "days_unknown":
            agree = DAYS_UNKNOWN
        why = WHY.get(name, "so with other distances")
        lines.append(f"{name}\t{agree:.2f}\t{weight.get((name, 'contradict'), 0.0):.2f}\t{why}")
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
