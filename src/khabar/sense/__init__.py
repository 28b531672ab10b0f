"""Whether a word of conflict tells of conflict where it stands: learnt from sentences that only borrow such words."""

from khabar.sense.model import Sense
from khabar.sense.sift import sift

__all__ = ["Sense", "sift"]
