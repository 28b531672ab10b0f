"""Whether a word of conflict tells of conflict where it stands: learnt from sentences that only borrow such words."""

from khabar.sense.pardon import pardon
from khabar.sense.sift import judged, sift

__all__ = ["judged", "pardon", "sift"]
