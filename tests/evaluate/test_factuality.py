import pytest

from khabar.evaluate.factuality import class_counts, given_class, gold_class, mean_absolute_error, pearson
from khabar.records import Aspect, Modality, Polarity
from khabar.voice import Certainty


@pytest.mark.parametrize(
    ("value", "name"), [(3, "happened"), (1.5, "happened"), (1.4, "open"), (-1.4, "open"), (-1.5, "did_not")]
)
def test_gold_classes(value: float, name: str) -> None:
    assert gold_class(value) == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (Certainty(), "happened"),
        (Certainty(aspect=Aspect.ATTEMPTED), "open"),
        (Certainty(modality=Modality.POSSIBLE), "open"),
        (Certainty(Polarity.DENIED), "did_not"),
        (Certainty(Polarity.DENIED, Modality.EXPECTED), "did_not"),
        (Certainty(Polarity.DENIED, Modality.POSSIBLE), "open"),
    ],
)
def test_given_classes(given: Certainty, name: str) -> None:
    assert given_class(given) == name


def test_counts_of_classes() -> None:
    counts = class_counts([("happened", "happened"), ("open", "happened"), ("did_not", "did_not")])
    assert counts["happened"].precision == 0.5
    assert counts["happened"].recall == 1
    assert counts["open"].recall == 0
    assert counts["did_not"].f1 == 1


def test_error_and_correlation() -> None:
    assert mean_absolute_error([1, 2], [2, 2]) == 0.5
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert pearson([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert pearson([1, 2], [5, 5]) == 0
