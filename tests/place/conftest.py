import pytest

from khabar.errors import MissingPart
from khabar.place.gazetteer import gazetteer


@pytest.fixture(autouse=True)
def _needs_gazetteer() -> None:
    try:
        gazetteer()
    except MissingPart as missing:
        pytest.skip(str(missing))
