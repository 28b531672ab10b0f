"""No test is timed: the first example of a property pays for loading the tables, more on a busy machine.

And no test uses a network.
"""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import network

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

network.guard()


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fail a test that tried to use the network, also where it caught the error."""
    network.tried.clear()
    yield
    tried, network.tried[:] = list(network.tried), []
    assert not tried, f"the test used the network: {tried}"


@pytest.fixture
def loopback() -> Iterator[None]:
    """Let a test reach servers on this machine."""
    with network.loopback_allowed():
        yield
