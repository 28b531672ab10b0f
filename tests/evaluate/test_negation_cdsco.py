from khabar.evaluate.negation_cdsco import exact_counts, overlap_counts
from khabar.evaluate.scores import Counts

GOLD = [frozenset({(0, 4)}), frozenset({(9, 12), (20, 25)})]


def test_an_event_counts_only_with_all_its_words() -> None:
    assert exact_counts(GOLD, [frozenset({(0, 4)}), frozenset({(9, 12)})]) == Counts(1, 2, 2)


def test_one_word_in_common_is_enough_for_overlap_once() -> None:
    given = [frozenset({(9, 12)}), frozenset({(20, 25)}), frozenset({(30, 32)})]
    assert overlap_counts(GOLD, given) == Counts(1, 3, 2)
