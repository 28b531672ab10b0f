"""The reader: a small trained encoder that reads who says what, and how surely, off wordpieces."""

from khabar.reader.model import Graded, Reading, Voice
from khabar.reader.reader import Reader

__all__ = ["Graded", "Reader", "Reading", "Voice"]
