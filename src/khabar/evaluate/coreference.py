"""How well clusters of mentions fit those of gold: MUC, B³ and CEAF-e, and their mean, the CoNLL figure.

As the reference scorer does it (Pradhan et al. 2014): a mention of one side that the other does not have counts
against it, and clusters of one mention count in B³ and CEAF-e.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

from khabar.evaluate.scores import Counts

Chains = Mapping[Hashable, Hashable]
"""The cluster of each mention."""


def conll(found: Chains, wanted: Chains) -> dict[str, float]:
    """Return ``muc``, ``b3``, ``ceafe`` (F1 each) and their mean ``conll_f1``.

    >>> figures = conll({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "x", "c": "x"})
    >>> {name: round(figure, 3) for name, figure in figures.items()}
    {'muc': 0.667, 'b3': 0.714, 'ceafe': 0.533, 'conll_f1': 0.638}
    """
    figures = {"muc": muc(found, wanted).f1, "b3": b_cubed(found, wanted).f1, "ceafe": ceaf_e(found, wanted).f1}
    return {**figures, "conll_f1": sum(figures.values()) / 3}


def muc(found: Chains, wanted: Chains) -> Counts:
    """Return the links of MUC (Vilain et al. 1995); right and given are scaled so that both ratios come out."""
    recall = _links(wanted, found)
    precision = _links(found, wanted)
    return _counts(precision, recall)


def _links(clusters: Chains, others: Chains) -> tuple[float, float]:
    """Return how many links of ``clusters`` ``others`` has too, and how many there are."""
    parts: dict[Hashable, set[Hashable]] = defaultdict(set)
    sizes: Counter[Hashable] = Counter()
    for mention, cluster in clusters.items():
        parts[cluster].add(("in", others[mention]) if mention in others else ("alone", mention))
        sizes[cluster] += 1
    return float(sum(sizes[c] - len(parts[c]) for c in sizes)), float(sum(n - 1 for n in sizes.values()))


def b_cubed(found: Chains, wanted: Chains) -> Counts:
    """Return B³ (Bagga and Baldwin 1998) over mentions."""
    both = Counter((found[mention], wanted[mention]) for mention in found.keys() & wanted.keys())
    in_found, in_wanted = Counter(found.values()), Counter(wanted.values())
    precision = sum(n * n / in_found[cluster] for (cluster, _), n in both.items()), float(len(found))
    recall = sum(n * n / in_wanted[chain] for (_, chain), n in both.items()), float(len(wanted))
    return _counts(precision, recall)


def ceaf_e(found: Chains, wanted: Chains) -> Counts:
    """Return CEAF-e (Luo 2005, φ4): the best one-to-one pairing of clusters and chains."""
    both = Counter((found[mention], wanted[mention]) for mention in found.keys() & wanted.keys())
    in_found, in_wanted = Counter(found.values()), Counter(wanted.values())
    alike = {(c, k): 2 * n / (in_found[c] + in_wanted[k]) for (c, k), n in both.items()}
    right = sum(_best_pairing(part) for part in _parts(alike))
    return Counts(right, float(len(in_found)), float(len(in_wanted)))


def _counts(precision: tuple[float, float], recall: tuple[float, float]) -> Counts:
    """Return counts whose precision and recall are these two ratios."""
    p = precision[0] / precision[1] if precision[1] else 0.0
    r = recall[0] / recall[1] if recall[1] else 0.0
    return Counts(p * r, r, p) if p and r else Counts(0.0, 1.0, 1.0)


Alike = dict[tuple[Hashable, Hashable], float]


def _parts(alike: Alike) -> list[list[list[float]]]:
    """Return the connected parts of a likeness as matrices: clusters and chains that share nothing never meet."""
    parent: dict[tuple[str, Hashable], tuple[str, Hashable]] = {}

    def find(node: tuple[str, Hashable]) -> tuple[str, Hashable]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for cluster, chain in alike:
        parent[find(("found", cluster))] = find(("wanted", chain))
    together: dict[tuple[str, Hashable], list[tuple[Hashable, Hashable]]] = defaultdict(list)
    for cluster, chain in alike:
        together[find(("found", cluster))].append((cluster, chain))
    matrices = []
    for pairs in together.values():
        rows = list(dict.fromkeys(cluster for cluster, _ in pairs))
        columns = list(dict.fromkeys(chain for _, chain in pairs))
        matrices.append([[alike.get((row, column), 0.0) for column in columns] for row in rows])
    return matrices


def _best_pairing(matrix: Sequence[Sequence[float]]) -> float:
    """Return the greatest sum of cells of which no two share a row or column (Kuhn and Munkres)."""
    if len(matrix) > len(matrix[0]):
        matrix = [list(column) for column in zip(*matrix, strict=True)]
    n, m = len(matrix), len(matrix[0])
    of_row, of_column = [0.0] * (n + 1), [0.0] * (m + 1)
    row_at, back = [0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        row_at[0], column = row, 0
        least, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while row_at[column]:
            used[column] = True
            at, step, next_column = row_at[column], float("inf"), 0
            for j in range(1, m + 1):
                if not used[j]:
                    cost = -matrix[at - 1][j - 1] - of_row[at] - of_column[j]
                    if cost < least[j]:
                        least[j], back[j] = cost, column
                    if least[j] < step:
                        step, next_column = least[j], j
            for j in range(m + 1):
                if used[j]:
                    of_row[row_at[j]] += step
                    of_column[j] -= step
                else:
                    least[j] -= step
            column = next_column
        while column:
            row_at[column] = row_at[back[column]]
            column = back[column]
    return sum(matrix[row_at[j] - 1][j - 1] for j in range(1, m + 1) if row_at[j])
