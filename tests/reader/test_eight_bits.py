"""What is put into 8 bits stays near what it was, and no processor's sums overflow."""

import sys
from pathlib import Path

import numpy as np
import pytest

TRAINING = Path(__file__).parents[2] / "training" / "reader"
if not TRAINING.is_dir():
    pytest.skip("the training code is not beside the tests", allow_module_level=True)
sys.path.insert(0, str(TRAINING))

import eight_bits  # noqa: E402


def matrix(seed: int) -> np.ndarray:
    weight = np.random.default_rng(seed).standard_t(3, (64, 24)).astype(np.float32)
    weight[:, 0] = 0.25
    weight[:, 1] = 0
    return weight


@pytest.mark.parametrize("seed", range(5))
def test_neighbours_never_overflow_sixteen_bits(seed: int):
    q, _ = eight_bits.quantised(matrix(seed))
    pairs = q.astype(int).reshape(-1, 2, q.shape[1])
    assert 255 * pairs.clip(min=0).sum(1).max() < 2**15
    assert 255 * (-pairs).clip(min=0).sum(1).max() < 2**15


def test_a_number_is_off_by_half_a_step_at_most():
    weight = matrix(7)
    q, scale = eight_bits.quantised(weight)
    assert np.all(np.abs(q * scale - weight) <= scale * 0.501)
    assert np.all(scale <= np.abs(weight).max(0) / 63 + 1e-9)  # never coarser than 7 bits for all


def test_evening_out_leaves_the_product_and_flattens_the_vectors():
    weight = matrix(3)
    vectors = np.random.default_rng(1).normal(size=(30, 64)).astype(np.float32)
    vectors[:, 5] *= 30
    largest = np.abs(vectors).max(0)
    even = eight_bits.evened(largest, weight)
    assert np.allclose((vectors / even) @ (weight * even[:, None]), vectors @ weight, rtol=1e-3, atol=1e-3)
    assert np.ptp(largest / even) / np.median(largest / even) < np.ptp(largest) / np.median(largest) / 3


def test_the_largest_places_are_kept_aside():
    high = np.ones(384, np.float32)
    high[[7, 300]] = 20
    inner = np.ones(1536, np.float32)
    inner[1000] = 20
    outer, within = eight_bits.Largest(high, high, inner).aside()
    assert {7, 300} <= set(outer.tolist())
    assert len(outer) == eight_bits.LARGE_IN
    assert 1000 in within
