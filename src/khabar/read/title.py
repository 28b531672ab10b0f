"""The headline of a page that shows none: taken from its head, with the place where it stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from khabar.read.blocks import Block, Tree
from khabar.read.markup import Run, resolve

_HEAD_CHARS: Final = 300_000
"""How far into a page its head is looked for."""

_VALUE: Final = re.compile(
    r"""\bcontent\s{0,9}=\s{0,9}(?:"([^"]*+)"|'([^']*+)')|"headline"\s{0,9}:\s{0,9}"([^"\\]*+)\"""", re.I
)


def title_block(tree: Tree, title: str | None, window_title: str | None) -> Block | None:
    """Return the title that a page states as a block of its own, ``None`` if it states none in so many words.

    The title of the window serves where the stated one is written with escapes that no span could lead to.
    """
    for wanted in (title, window_title):
        if wanted:
            for run in _candidates(tree):
                words = " ".join(run.text.split())
                if (at := words.find(wanted)) >= 0:
                    tree.page.runs.append(run)
                    part = (run.text, len(tree.page.runs) - 1, 0)
                    return Block(words, tree.root, (tree.root,), parts=(part,)).cut(at, at + len(wanted))
    return None


def _candidates(tree: Tree) -> Iterator[Run]:
    yield from tree.page.runs[:20]
    for match in _VALUE.finditer(tree.page.source, 0, _HEAD_CHARS):
        for group in (1, 2, 3):
            if match.group(group):
                source = match.group(group)
                text = source if group == 3 else resolve(source)
                is_same = group == 3 or "&" not in source
                yield Run(match.start(group), match.end(group), text, None if is_same else source)
