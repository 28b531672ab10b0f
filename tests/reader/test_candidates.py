"""What may be an attribution in a window: cues that are too doubtful to be chosen are left out first."""

from __future__ import annotations

import numpy as np
import pytest

from khabar.reader.decode import candidates_of


@pytest.mark.parametrize(("least", "found"), [(0.0, [(1, 2), (4, 5)]), (0.4, [(1, 2)]), (0.999, [])])
def test_a_cue_below_the_least_chance_is_no_candidate(least: float, found: list[tuple[int, int]]) -> None:
    cue = np.full((8, 3), (5.0, 0.0, 0.0), np.float32)
    cue[2] = (0.0, 4.0, 0.0)
    cue[5] = (1.5, 0.5, -1.0)
    pairs = np.zeros((3, 8, 8), np.float32)
    whole = candidates_of((0, 6), cue, pairs)
    assert [c.cue for c in whole] == [(1, 2), (4, 5)]
    some = candidates_of((0, 6), cue, pairs, least)
    assert [c.cue for c in some] == found
    assert all(c.cue_p >= least for c in some)
